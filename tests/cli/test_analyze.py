"""``formcheck analyze``: what it prints, what it writes and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from formcheck.result.schema import json_schema

from .conftest import Run
from .engine import FakeEngine

ROW = ("--exercise", "bent-over-row")
RECORDING = Path(__file__).parents[1] / "recordings" / "row-flat.jsonl.gz"
COUNTED = "2 reps (1 good, 1 of them judged only in part, 1 at fault), 1 not counted"


def test_a_person_reads_what_was_found(run: Run, engine: FakeEngine) -> None:
    done = run("analyze", "row.mp4", *ROW)
    assert done.exit_code == 0
    for said in (
        COUNTED,
        "rounded back in 1 of 2 reps",
        "(side view)",
        "0:01.0",
        "shallow",
        "Flatten your back",
        "38° more in the curve of the back than in your own flattest back",
        "not judged",
        "A part of the body was hidden or out of view.",
    ):
        assert said in " ".join(done.stdout.split()), said
    assert done.stderr == ""
    assert list(Path().iterdir()) == []  # without --out nothing is written


@pytest.mark.parametrize(
    ("exercise", "heads", "tempo"),
    [
        ("bent-over-row", "before lift top lower faults", "- 0.8 0.2 1.0"),
        ("push-up", "before lower bottom lift faults", "- 0.8 0.2 1.0"),
    ],
)
def test_tempos_stand_in_the_order_in_which_the_exercise_is_done(
    run: Run, engine: FakeEngine, exercise: str, heads: str, tempo: str
) -> None:
    said = " ".join(run("analyze", "row.mp4", "-e", exercise).stdout.split())
    assert f"# start range {heads}" in said
    assert f"1 0:01.0 71 % {tempo}" in said
    assert "Reps: range in % of the straight arm, tempo in seconds" in said
    assert "-: could not be timed" in said  # the rest before the first


def test_options_reach_the_engine(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    out, poses = tmp_path / "o", tmp_path / "p" / "poses.jsonl"
    options = ("--out", out, "--annotate", "--model", "lite", "--start", "1.5", "--end", "7")
    more = ("--max-pixels", "1000000", "--poses-cache", tmp_path / "poses", "--workers", "3")
    assert run("analyze", "row.mp4", "-e", "Row", *options, "--record", poses, *more).exit_code == 0
    assert engine.calls[0].pop("executor") is not None
    assert engine.calls == [
        {
            "path": "row.mp4",
            "exercise": "bent-over-row",
            "out": out,
            "model": "lite",
            "start": 1.5,
            "end": 7.0,
            "annotate": True,
            "record": poses,
            "max_pixels": 1_000_000,
            "poses": tmp_path / "poses",
            "at_once": 3,
            "own": {},
        }
    ]


@pytest.mark.slow
def test_json_is_one_document_and_nothing_else(run: Run, engine: FakeEngine) -> None:
    done = run("analyze", "row-cut.mp4", *ROW, "--json", "--out", "out")
    document = json.loads(done.stdout)
    jsonschema.validate(document, json_schema())
    assert document["summary"]["reps"] == 2
    assert "warning: row-cut.mp4: it ends in the middle of a frame" in done.stderr
    assert "Report: " in done.stderr
    assert "report.html" in done.stderr


@pytest.mark.parametrize(
    ("videos", "found", "status"),
    [
        (["row.mp4", "row2.mp4"], 2, 0),
        (["empty.mp4"], 1, 4),
        (["empty.mp4", "row.mp4"], 2, 4),
        (["row.mp4", "not-a-video", "empty.mp4"], 2, 3),
        (["not-a-video", "not-a-video-2"], 0, 3),
        (["idle.mp4"], 1, 0),
    ],
)
def test_several_videos(
    run: Run, engine: FakeEngine, videos: list[str], found: int, status: int
) -> None:
    done = run("analyze", *videos, *ROW, "--json")
    assert done.exit_code == status
    document = json.loads(done.stdout)
    if len(videos) == 1:
        document = [document]
    assert len(document) == found
    assert [call["path"] for call in engine.calls] == videos  # none stopped another
    bad = [video for video in videos if "empty" in video or "not-a" in video]
    assert [line for line in done.stderr.splitlines() if line.startswith("error: ")] == [
        f"error: {video}: "
        + ("not a video" if "not-a" in video else "nobody was found, there is nothing to judge")
        for video in bad
    ]


def test_a_video_that_cannot_be_read(run: Run, engine: FakeEngine) -> None:
    done = run("analyze", "not-a-video.txt", *ROW, "--json")
    assert done.exit_code == 3
    assert done.stdout == ""
    assert done.stderr == "error: not-a-video.txt: not a video\n"


@pytest.mark.slow
def test_several_videos_get_a_folder_each(run: Run, engine: FakeEngine) -> None:
    videos = ("a/row.mp4", "b/row.mov", "b/Row.mp4", "row-2.mp4", "..")
    assert run("analyze", *videos, *ROW, "--out", "out").exit_code == 0
    folders = [call["out"].as_posix() for call in engine.calls]
    assert folders == ["out/row", "out/row-2", "out/Row-3", "out/row-2-2", "out/video"]


def test_a_video_that_failed_leaves_no_empty_folder(run: Run, engine: FakeEngine) -> None:
    Path("out/not-a-video-2").mkdir(parents=True)
    videos = ("row.mp4", "not-a-video.mp4", "not-a-video-2.mp4")
    assert run("analyze", *videos, *ROW, "--out", "out").exit_code == 3
    assert sorted(path.name for path in Path("out").iterdir()) == ["not-a-video-2", "row"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["row.mp4", "-e", "bent-over-rwo"], "did you mean bent-over-row?"),
        (["row.mp4", "-e", "nothing-there.toml"], "there is no such exercise file"),
        (["row.mp4", *ROW, "--annotate"], "say where with --out DIR"),
        (["row.mp4", "b.mp4", *ROW, "--record", "p.jsonl"], "one video at a time"),
        (["row.mp4", *ROW, "--record", "."], "is a folder"),
        (["row.mp4", *ROW, "--start", "5", "--end", "4"], "--end 4 is not after --start 5"),
        (["row.mp4", *ROW, "--start", "-1"], "--start"),
        (["row.mp4", *ROW, "--model", "huge"], "huge"),
        (["row.mp4"], "--exercise"),
        (["row.mp4", *ROW, "--out", "taken"], "results cannot be written here"),
        (["row.mp4", "row2.mp4", *ROW, "--out", "taken"], "results cannot be written here"),
        (["no-model.mp4", "row.mp4", *ROW], "the heavy model is not here"),
    ],
)
def test_wrong_use_is_said_before_the_work(
    run: Run, engine: FakeEngine, args: list[str], said: str
) -> None:
    Path("taken").write_text("a file")
    done = run("analyze", *args)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert [call for call in engine.calls if "no-model" not in call["path"]] == []


def test_ctrl_c_keeps_what_was_analysed(run: Run, engine: FakeEngine) -> None:
    done = run("analyze", "row-stop.mp4", "row.mp4", *ROW, "--json", "--out", "out")
    assert done.exit_code == 130
    (document,) = json.loads(done.stdout)
    assert document["interrupted"] is True
    assert json.loads(Path("out/row-stop/result.json").read_text())["interrupted"] is True
    assert len(engine.calls) == 1
    assert "interrupted; this is what was analysed until then" in done.stderr


def test_ctrl_c_before_anything_was_analysed(run: Run, engine: FakeEngine) -> None:
    done = run("analyze", "row.mp4", "stop-at-once.mp4", "row2.mp4", *ROW, "--json")
    assert done.exit_code == 130
    assert len(json.loads(done.stdout)) == 1
    assert "stop-at-once.mp4: interrupted" in done.stderr


@pytest.mark.slow
def test_a_bug_is_one_line_unless_debugged(run: Run, engine: FakeEngine) -> None:
    done = run("analyze", "bug.mp4", *ROW)
    assert done.exit_code == 1
    assert done.stderr == (
        "error: internal error: ZeroDivisionError: division by zero; "
        "run again with --debug to see where, and please report it\n"
    )
    for args in (("--debug", "analyze", "bug.mp4", *ROW), ("analyze", "bug.mp4", *ROW, "--debug")):
        assert "Traceback (most recent call last)" in run(*args).stderr
    assert run("analyze", "bug.mp4", "row.mp4", *ROW).exit_code == 1
    assert engine.calls[-1]["path"] == "row.mp4"


def test_recording_over_the_input_is_refused(run: Run, engine: FakeEngine) -> None:
    Path("poses.jsonl").write_text("{}")
    done = run("analyze", "poses.jsonl", *ROW, "--record", "./poses.jsonl")
    assert done.exit_code == 2
    assert "is the input itself" in done.stderr


def test_the_demo_says_where_its_report_is(
    run: Run, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clip = tmp_path / "row-rounded.mp4"
    monkeypatch.setattr("formcheck.cli.analyzing.find_demo_clip", lambda: clip)
    done = run("demo")
    assert done.exit_code == 0
    assert "2 reps" in done.stdout
    assert str(Path("formcheck-out") / "report.html") in done.stdout
    assert engine.calls[0]["path"] == str(clip)


def test_the_demo_without_its_clip(
    run: Run, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.cli.analyzing.DEMO_CLIP", "nowhere.mp4")
    done = run("demo")
    assert done.exit_code == 2
    assert "not part of this installation" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["row", "row-cut", "row-stop", "empty", "not-a-video", "bug"])
def test_no_name_steers_the_terminal(run: Run, engine: FakeEngine, kind: str) -> None:
    evil = f"{kind}\x1b]0;gone\x07\x9b31m\u202e4pm.mp4"
    for more in ((), ("also-a-row.mp4", "--out", "out")):
        done = run("analyze", evil, *more, *ROW)
        said = done.stdout + done.stderr
        assert not any(sign in said for sign in "\x1b\x07\x9b\u202e")
        document = run("analyze", evil, *more, *ROW, "--json").stdout
        assert not any(sign in document for sign in "\x1b\x07\x9b\u202e")
        if document and not more:
            assert json.loads(document)["source"]["path"] == evil
    page = Path("out", evil.removesuffix(".mp4"), "report.html")
    if page.exists():
        assert not any(sign in page.read_text("utf-8") for sign in "\x1b\x07\x9b\u202e")


RECORDING = Path(__file__).parents[1] / "recordings" / "row-flat.jsonl.gz"
COUNTED = "2 reps (1 good, 1 of them judged only in part, 1 at fault), 1 not counted"


class TestWhatCannotBeWritten:
    def test_what_was_found_is_printed_and_the_failure_said(
        self, run: Run, engine: FakeEngine, tmp_path: Path
    ) -> None:
        done = run("analyze", "full-disk-row.mp4", "row.mp4", *ROW, "--out", tmp_path / "out")
        assert done.exit_code == 2
        assert " ".join(done.stdout.split()).count(COUNTED) == 2  # of both
        assert done.stderr.count("error: ") == 1
        assert "annotated.mp4 cannot be written" in done.stderr
        assert (tmp_path / "out" / "full-disk-row" / "result.json").exists()

    @pytest.mark.real
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    @pytest.mark.parametrize("options", [(), ("--json",)])
    def test_a_full_standard_output(self, tmp_path: Path, options: tuple[str, ...]) -> None:
        with Path("/dev/full").open("w") as full:
            done = command(tmp_path, options, stdout=full)
        assert done.returncode == 2
        why = "what was found could not be printed: No space left on device"
        assert done.stderr.splitlines()[-1] == f"error: {why}"
        assert (tmp_path / "out" / "b" / "result.json").exists()

    @pytest.mark.real
    def test_a_pipe_that_nobody_reads(self, tmp_path: Path) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        done = command(tmp_path, (), stdout=writing)
        os.close(writing)
        assert (done.returncode, done.stderr) == (2, "")
        assert (tmp_path / "out" / "b" / "result.json").exists()


def command(
    folder: Path, options: tuple[str, ...], stdout: Any
) -> subprocess.CompletedProcess[str]:
    """The command on two recordings, in a process of its own."""
    names = []
    for name in ("a", "b"):
        names.append(str(folder / f"{name}.jsonl"))
        shutil.copy(RECORDING, names[-1])
    arguments = ["analyze", *names, *ROW, "--out", str(folder / "out"), *options]
    return subprocess.run(
        [sys.executable, "-m", "formcheck.cli", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
