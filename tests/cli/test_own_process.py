"""Whole runs in processes of their own: the terminal, the annotated video, and Ctrl-C."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest

from .whole_runs import ROOT, SAMPLES, Done, analyze, command, times_of

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def annotated(upright: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """A whole run in a process, as a user has it."""
    out = tmp_path_factory.mktemp("run") / "out"
    done = subprocess.run(
        command(upright, "--out", out, "--annotate"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr), out


def test_the_log_of_native_libraries_stays_off_the_terminal(annotated: tuple[Done, Path]) -> None:
    done, out = annotated
    assert done.status == 0
    assert done.valid()["summary"]["reps"] == 2
    lines = done.stderr.splitlines()
    assert lines.pop(0) == f"Report: {out / 'report.html'}"
    assert [line.split()[0] for line in lines] == ["Wrote:"] * 3


def test_the_annotated_video_plays_in_a_browser_and_keeps_the_time(
    annotated: tuple[Done, Path], upright: Path
) -> None:
    drawn = annotated[1] / "annotated.mp4"
    with av.open(str(drawn)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.pix_fmt == "yuv420p"
    content = drawn.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert times_of(drawn) == pytest.approx(times_of(upright), abs=0.001)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c(tmp_path: Path, presses: int) -> None:
    out, poses = tmp_path / "out", tmp_path / "poses.jsonl"
    clip = SAMPLES / "row-flat.mp4"
    child = subprocess.Popen(
        command(clip, "--out", out, "--annotate", "--record", poses),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + 300  # a busy machine is slow
        while not poses.exists() or poses.stat().st_size < 50_000:  # it is at work
            assert child.poll() is None, child.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        for _ in range(presses):
            child.send_signal(signal.SIGINT)
            time.sleep(0.1)
        stdout, stderr = child.communicate(timeout=300)
    finally:
        child.kill()
        child.wait()
    done = Done(child.returncode, stdout, stderr)
    assert done.status == 130, done.stderr
    document = done.valid()
    assert document["interrupted"] is True
    frames = document["source"]["frames"]
    assert 20 < frames < 348
    assert json.loads((out / "result.json").read_text()) == document
    assert "interrupted; this is what was analysed until then" in done.stderr
    assert "Traceback" not in done.stderr
    drawn = times_of(out / "annotated.mp4")
    assert len(drawn) == frames
    assert drawn == pytest.approx(times_of(clip)[:frames], abs=0.001)
    assert (out / "report.html").read_text().rstrip().endswith("</html>")
    replayed = analyze(poses).valid()
    assert replayed["source"]["frames"] == frames
