"""Bad input gets a clear answer, and nothing is lost: the command line, codec and lite model.

The files are made here: from frames of a sample clip where a person is needed.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import cv2
import jsonschema
import numpy as np
import pytest
from typer.testing import CliRunner

from formcheck.cli.app import app
from formcheck.result.schema import json_schema
from formcheck.vision import models
from formcheck.vision.frames import Image
from formcheck.vision.source import open_video
from tests.vision.clips import picture, write_clip, write_sound

pytestmark = pytest.mark.real

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_videos"
FPS = 30
FIRST_S, LAST_S = 2.6, 7.1
"""From here to there the sample clip shows two whole rows."""

PERSON = slice(280, 580)
"""The columns of the sample clip in which the person is."""

ROOM = slice(580, 848)
"""The columns of the sample clip in which nobody ever is."""

FAST = {"preset": "ultrafast"}


@dataclass(frozen=True)
class Done:
    """What a run of the command line left behind."""

    status: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        return json.loads(self.stdout)

    def valid(self) -> dict[str, Any]:
        """The one result document that was printed."""
        document: dict[str, Any] = self.document
        jsonschema.validate(document, json_schema())
        return document


@pytest.fixture(autouse=True)
def _debug_stays_in_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--debug` sets a variable for the whole process; it is put back after each test."""
    monkeypatch.setenv("FORMCHECK_DEBUG", "")


def run(*args: object) -> Done:
    """``formcheck`` in this process."""
    done = CliRunner().invoke(app, list(map(str, args)))
    return Done(done.exit_code, done.stdout, done.stderr)


def analyze(*args: object, exercise: str = "bent-over-row") -> Done:
    return run("analyze", *args, "-e", exercise, "--model", "lite", "--json")


def command(*args: object) -> list[str]:
    """``formcheck analyze`` as a process of its own."""
    options = ("-e", "bent-over-row", "--model", "lite", "--json")
    return [sys.executable, "-m", "formcheck.cli", "analyze", *map(str, args), *options]


@cache
def rows() -> list[Image]:
    """Two rows, without the room on the left and on the right."""
    with open_video(SAMPLES / "row-flat.mp4", start=FIRST_S, end=LAST_S) as source:
        return [np.ascontiguousarray(frame.image[:, PERSON]) for frame in source]


@cache
def room(width: int = ROOM.stop - ROOM.start) -> Image:
    """A room in which nobody is."""
    with open_video(SAMPLES / "row-flat.mp4", end=0.1) as source:
        return np.ascontiguousarray(next(iter(source)).image[:, ROOM][:, :width])


@pytest.fixture(scope="module")
def upright(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rows, portrait, as a player shows them."""
    path = tmp_path_factory.mktemp("clips") / "upright.mp4"
    return write_clip(
        path, rows(), fps=FPS, options=FAST, container_options={"movflags": "+faststart"}
    )


def times_of(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return sorted(float(frame.time) for frame in container.decode(video=0))


def said(done: Done, kind: str) -> list[str]:
    return [line for line in done.stderr.splitlines() if line.startswith(f"{kind}: ")]


# What cannot be read: exit status 3


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.mp4", None, "does not exist"),
        ("empty.mp4", b"", "is empty"),
        ("notes.mp4", b"squats on monday\n" * 50, "is not a video"),
        ("photo.jpg.mp4", b"\xff\xd8\xff\xe0" + bytes(2000), "is not a video"),
        ("list.mp4", b"ffconcat version 1.0\nfile list.mp4\n", "no playlists"),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n", "is not a video"),
        ("poses.jsonl", b"squats on monday\n" * 50, "is not a recording"),
        ("missing.jsonl", None, "No such file"),
    ],
)
def test_what_is_no_video(tmp_path: Path, name: str, content: bytes | None, reason: str) -> None:
    path, out = tmp_path / name, tmp_path / "new" / "out"
    if content is not None:
        path.write_bytes(content)
    done = analyze(path, "--out", out)
    assert done.status == 3
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: {path}")
    assert reason in line
    assert not out.exists()


def test_a_folder_and_sound_alone(tmp_path: Path) -> None:
    sound = write_sound(tmp_path / "song.m4a")
    reasons = {tmp_path: "is a folder, not a video", sound: "has sound but no picture"}
    for path, reason in reasons.items():
        done = analyze(path)
        assert done.status == 3
        assert done.stderr == f"error: {path} {reason}\n"


def test_cut_off_before_its_index(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4")
    clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    done = analyze(clip)
    assert done.status == 3
    assert len(done.stderr.splitlines()) == 1
    assert "cut off" in done.stderr


def test_a_traceback_only_with_debug(tmp_path: Path) -> None:
    clip = tmp_path / "missing.mp4"
    assert "Traceback" not in analyze(clip).stderr
    done = run("analyze", clip, "-e", "plank", "--debug")
    assert done.status == 3
    assert "Traceback (most recent call last)" in done.stderr
    assert done.stderr.splitlines()[-1] == f"error: {clip} does not exist"


# What can be read, and is hard to judge


def test_cut_off_in_the_middle(tmp_path: Path, upright: Path) -> None:
    clip = tmp_path / "cut.mp4"
    with av.open(str(upright)) as container:
        middle = [p.pos + p.size for p in container.demux(video=0) if p.pos][70]
    clip.write_bytes(upright.read_bytes()[:middle])
    done = analyze(clip, "--out", tmp_path / "out")
    document = done.valid()
    assert done.status == 0
    assert 65 <= document["source"]["frames"] <= 71
    assert document["summary"]["reps"] == 1
    (warning,) = document["warnings"]
    assert "damaged or cut off" in warning
    assert f"warning: {clip}: {warning}" in done.stderr.splitlines()
    assert json.loads((tmp_path / "out" / "result.json").read_text()) == document


def test_one_frame(tmp_path: Path) -> None:
    done = analyze(write_clip(tmp_path / "a.mp4", rows()[:1]), "--out", tmp_path / "out")
    assert done.status == 0
    document = done.valid()
    assert document["source"]["frames"] == document["source"]["frames_with_person"] == 1
    assert document["warnings"] == ["only 1 frame: too few to judge a movement"]
    assert document["summary"]["reps"] == document["summary"]["attempts"] == 0
    assert "NaN" not in (tmp_path / "out" / "report.html").read_text()


@pytest.mark.parametrize("fps", [5, 10])
def test_few_frames_a_second(tmp_path: Path, fps: int) -> None:
    clip = write_clip(tmp_path / "a.mp4", rows()[:: FPS // fps], fps=fps)
    done = analyze(clip)
    document = done.valid()
    assert done.status == 0
    assert f"{fps}.0 frames a second: too few to judge tempo" in document["warnings"]
    assert document["summary"]["reps"] == 2
    for rep in document["reps"]:
        assert set(rep["tempo"].values()) == {None}


def test_4k(tmp_path: Path) -> None:
    with open_video(SAMPLES / "row-flat.mp4", end=0.08) as source:
        large = [np.asarray(cv2.resize(f.image, (3840, 2160)), np.uint8) for f in source]
    clip = write_clip(tmp_path / "a.mp4", large, fps=FPS, options=FAST)
    done = analyze(clip, "--out", tmp_path / "out", "--annotate")
    assert done.status == 0
    source_ = done.valid()["source"]
    assert (source_["width"], source_["height"]) == (3840, 2160)
    assert source_["frames_with_person"] == len(large)
    with open_video(tmp_path / "out" / "annotated.mp4") as drawn:
        assert (drawn.info.width, drawn.info.height) == (3840, 2160)
        assert len(list(drawn)) == len(large)


def test_portrait_as_a_phone_writes_it(tmp_path: Path, upright: Path) -> None:
    lying = [np.ascontiguousarray(np.rot90(image)) for image in rows()]
    clip = write_clip(tmp_path / "a.mp4", lying, fps=FPS, rotation=-90, options=FAST)
    with av.open(str(clip)) as container:
        assert container.streams.video[0].width > container.streams.video[0].height
    straight, turned = analyze(upright).valid(), analyze(clip).valid()
    assert turned["source"]["width"] == straight["source"]["width"] == rows()[0].shape[1]
    assert turned["source"]["height"] == straight["source"]["height"] == rows()[0].shape[0]
    assert turned["summary"] == straight["summary"]
    assert turned["summary"]["reps"] == 2
    for one, other in zip(turned["reps"], straight["reps"], strict=True):
        assert one["turn_s"] == pytest.approx(other["turn_s"], abs=0.2)


def test_variable_frame_rate(tmp_path: Path) -> None:
    chosen = [i for i in range(len(rows())) if i % 7 not in {2, 4, 5}]
    times = [i / FPS for i in chosen]
    clip = write_clip(
        tmp_path / "a.mp4", [rows()[i] for i in chosen], times=times, fps=FPS, options=FAST
    )
    done = analyze(clip, "--out", tmp_path / "out", "--annotate")
    document = done.valid()
    assert document["warnings"] == []
    assert document["source"]["frames"] == len(chosen)
    assert document["source"]["fps"] == pytest.approx((len(chosen) - 1) / times[-1], abs=0.05)
    turns = [rep["turn_s"] + FIRST_S for rep in document["reps"]]
    assert turns == pytest.approx([3.92, 5.97], abs=0.25)
    source, drawn = times_of(clip), times_of(tmp_path / "out" / "annotated.mp4")
    assert drawn == pytest.approx(source, abs=0.001)


@pytest.mark.parametrize("what", ["black", "room"])
def test_nobody_is_seen(tmp_path: Path, what: str) -> None:
    image = np.zeros((240, 320, 3), np.uint8) if what == "black" else room()
    poses = tmp_path / "poses.jsonl"
    clip = write_clip(tmp_path / "a.mp4", [image] * 20)
    done = analyze(clip, "--out", tmp_path / "out", "--record", poses)
    assert done.status == 4
    document = done.valid()
    assert document["source"]["frames"] == 20
    assert document["source"]["frames_with_person"] == 0
    assert document["reps"] == document["attempts"] == document["holds"] == []
    dark = "100% of the frames are too dark to see anybody"
    assert document["warnings"] == ([dark] if what == "black" else [])
    why = "The picture is too dark to see you" if what == "black" else "Nobody was in the picture"
    assert document["summary"]["nothing_because"] == why
    assert why in (tmp_path / "out" / "report.html").read_text()
    again = analyze(poses, "--out", tmp_path / "again").valid()  # a recording knows it, too
    assert again["summary"] == document["summary"]
    assert "nobody was found, there is nothing to judge" in said(done, "error")[0]
    assert (tmp_path / "out" / "report.html").exists()


def beside(left: Sequence[Image], right: Sequence[Image]) -> list[Image]:
    return [np.ascontiguousarray(np.hstack(pair)) for pair in zip(left, right, strict=True)]


@cache
def standing() -> list[Image]:
    """Somebody else, who does not exercise, as high as the rows are."""
    with open_video(SAMPLES / "idle.mp4", start=4.0, end=4.0 + LAST_S - FIRST_S) as source:
        images = [cv2.resize(frame.image, (848, 480))[:, 330:530] for frame in source]
    return [np.asarray(image, np.uint8) for image in images][: len(rows())]


def test_somebody_walks_in(tmp_path: Path) -> None:
    count = min(len(rows()), len(standing()))
    came = count // 3
    others = [room(200)] * came + standing()[came:count]
    clip = write_clip(tmp_path / "a.mp4", beside(rows()[:count], others), fps=FPS, options=FAST)
    document = analyze(clip).valid()
    unsure = [each for each in document["not_judged"] if each["reason"] == "more-than-one-person"]
    assert document["summary"]["reps"] == 2 or unsure
    assert document["summary"]["reps"] <= 2
    assert document["attempts"] == []


def test_two_who_row_are_not_counted_together(tmp_path: Path) -> None:
    late = 20  # frames: they are out of step
    left, right = [*rows(), *rows()[-1:] * late], [*rows()[:1] * late, *rows()]
    clip = write_clip(tmp_path / "a.mp4", beside(left, right), fps=FPS, options=FAST)
    document = analyze(clip).valid()
    unsure = [each for each in document["not_judged"] if each["reason"] == "more-than-one-person"]
    assert document["summary"]["reps"] == 2 or unsure
    assert document["summary"]["reps"] <= 2


@pytest.mark.parametrize("exercise", ["push-up", "plank", "reverse-fly"])
def test_an_exercise_that_the_clip_does_not_show(
    tmp_path: Path, poses_of_rows: Path, exercise: str
) -> None:
    done = analyze(poses_of_rows, exercise=exercise)
    assert done.status == 0
    document = done.valid()
    assert document["summary"].pop("nothing_because").startswith("You")  # and why
    assert document["summary"].pop("reps_range") == (None if exercise == "plank" else [0, 0])
    assert document["summary"] == {
        "sides": None,
        "stages": [],
        "reps": 0,
        "attempts": 0,
        "good_reps": 0,
        "unjudged_reps": 0,
        "hold_s": 0.0,
        "good_hold_s": 0.0,
        "unsure_hold_s": 0.0,
        "unjudged_hold_s": 0.0,
        "faults": {},
        "view": "side",
    }


# Recording and replaying


@pytest.fixture(scope="module")
def recorded(
    upright: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], Path]:
    """The result of a video, and the poses that were recorded meanwhile."""
    poses = tmp_path_factory.mktemp("poses") / "poses.jsonl.gz"
    return analyze(upright, "--record", poses).valid(), poses


@pytest.fixture(scope="module")
def poses_of_rows(recorded: tuple[dict[str, Any], Path]) -> Path:
    return recorded[1]


def test_a_recording_gives_the_same_result(recorded: tuple[dict[str, Any], Path]) -> None:
    document, poses = recorded
    replayed = analyze(poses).valid()
    for each in (document, replayed):
        del each["source"]["path"]
    assert document["summary"]["reps"] == 2
    assert replayed == document


def test_a_recording_keeps_what_is_wrong_with_the_video(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", rows()[:48:6], fps=5)
    document = analyze(clip, "--record", tmp_path / "p.jsonl").valid()
    replayed = analyze(tmp_path / "p.jsonl").valid()
    assert replayed["warnings"] == document["warnings"] != []
    assert replayed["source"]["fps"] == document["source"]["fps"]


# Models: exit status 2


@pytest.mark.parametrize("wrong", ["lite", "full"])
@pytest.mark.parametrize("trouble", ["missing", "altered"])
def test_a_model_that_is_not_the_published_one(
    tmp_path: Path, upright: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, trouble: str
) -> None:
    folder = tmp_path / "site" / "models"
    folder.mkdir(parents=True)
    for name in ("lite", "full"):
        file = f"pose_landmarker_{name}.task"
        shutil.copy(ROOT / "models" / file, folder / file)
    path = folder / f"pose_landmarker_{wrong}.task"
    if trouble == "missing":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    monkeypatch.setattr(models, "_PACKAGE", tmp_path / "site" / "formcheck")
    monkeypatch.setenv("FORMCHECK_MODELS", str(folder))
    # The lite model is needed for the full one, too: it looks for other people.
    done = run("analyze", upright, "-e", "plank", "--model", "full", "--out", tmp_path / "out")
    assert done.status == 2
    (line,) = done.stderr.splitlines()
    assert ("is missing" if trouble == "missing" else "its sha256 is another") in line
    assert wrong in line
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


def test_an_altered_model_in_the_named_folder(
    tmp_path: Path, upright: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path))
    (tmp_path / "pose_landmarker_lite.task").write_bytes(b"not a model")
    done = analyze(upright)
    assert done.status == 2
    (line,) = done.stderr.splitlines()
    assert "is not the lite model that was published" in line


def test_too_large_a_picture(upright: Path) -> None:
    done = analyze(upright, "--max-pixels", 1000)
    assert done.status == 3
    (line,) = done.stderr.splitlines()
    assert "at most 1,000 are taken" in line
    assert "--max-pixels" in line


# Output: exit status 2, before the work


def test_an_output_folder_that_cannot_be(
    tmp_path: Path, upright: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the work has started")

    monkeypatch.setattr("formcheck.vision.source.open_video", never)
    (tmp_path / "taken").write_text("a file")
    for options in (
        ("--out", tmp_path / "taken"),
        ("--out", tmp_path / "taken" / "deeper"),
        ("--record", tmp_path / "taken" / "poses.jsonl"),
    ):
        done = analyze(upright, *options)
        assert done.status == 2
        (line,) = done.stderr.splitlines()
        assert "cannot be written" in line


def test_the_annotated_video_is_not_drawn_over_itself(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "annotated.mp4", rows()[:12], fps=FPS)
    before = clip.read_bytes()
    done = analyze(clip, "--out", tmp_path, "--annotate")
    assert done.status == 2
    assert "is the input itself" in done.stderr
    assert clip.read_bytes() == before


# Several


def test_two_videos_of_which_one_is_broken(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"\0" * 5000)
    good = write_clip(tmp_path / "good.mp4", rows()[:12], fps=FPS)
    done = analyze(broken, good, "--out", tmp_path / "out")
    assert done.status == 3
    (document,) = done.document
    assert document["source"]["path"] == str(good)
    assert (tmp_path / "out" / "good" / "result.json").exists()
    assert not (tmp_path / "out" / "broken").exists()
    assert len(said(done, "error")) == 1


# Processes of their own: the terminal, and Ctrl-C


@pytest.fixture(scope="module")
def annotated(upright: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """A whole run in a process, as a user has it."""
    out = tmp_path_factory.mktemp("run") / "out"
    done = subprocess.run(
        command(upright, "--out", out, "--annotate"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
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
        deadline = time.monotonic() + 60
        while not poses.exists() or poses.stat().st_size < 50_000:  # it is at work
            assert child.poll() is None, child.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        for _ in range(presses):
            child.send_signal(signal.SIGINT)
            time.sleep(0.1)
        stdout, stderr = child.communicate(timeout=60)
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


def test_the_times_are_those_of_the_clip(upright: Path) -> None:
    """What the tests above compare with is what they think it is."""
    times = times_of(upright)
    assert len(times) == len(rows())
    assert {round(b - a, 3) for a, b in pairwise(times)} == {0.033}
    assert picture(0).shape == (240, 320, 3)
