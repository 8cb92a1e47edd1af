"""One input from end to end, from recorded poses: no codec, no model."""

from __future__ import annotations

import csv
import json
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

import formcheck
from formcheck import Result
from formcheck.analysis import Progress
from formcheck.errors import InputError, OutputError, UnwrittenError, UsageError
from formcheck.lifecycle import PRESSES_NOTED, deferred_interrupt
from formcheck.pose import Pose
from formcheck.recording import RecordingWriter, SourceInfo
from formcheck.report import write_result
from formcheck.result.schema import json_schema
from tests.figures import film, push_ups, rows

ROW = formcheck.load_exercise("bent-over-row")
INFO = SourceInfo("set.mp4", 10.0, 30.0, 640, 480, 300)
LEARNT = SourceInfo("set.mp4", 10.0, 29.97, 640, 480, 300)


def record(path: Path, seconds: float = 10.0, *, fps: float = 30.0, finished: bool = True) -> Path:
    """Four rows of two seconds after a second of hanging."""
    with RecordingWriter(path, INFO, "full") as writer:
        for pose in film(rows(4), seconds, fps=fps):
            writer.write(pose)
        if finished:
            writer.finish(LEARNT, ["the sun was low"])
    return path


@pytest.fixture
def poses(tmp_path: Path) -> Path:
    return record(tmp_path / "poses.jsonl")


def stop_after(frames: int, how: Callable[[], None]) -> Callable[[Progress], None]:
    def take(progress: Progress) -> None:
        if progress.frames_done == frames:
            how()

    return take


def raise_interrupt() -> None:
    raise KeyboardInterrupt


def press_ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
def test_what_is_found_is_returned_and_written(poses: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    result = formcheck.analyze(poses, ROW, out=out)
    assert result.summary.reps == 4
    assert not result.interrupted
    assert result.source.frames == result.source.frames_with_person == 300
    assert files_of(out) == ["report.html", "reps.csv", "result.json"]
    text = (out / "result.json").read_text()
    assert Result.from_json(text) == result
    jsonschema.validate(json.loads(text), json_schema())
    with (out / "reps.csv").open(newline="") as file:
        assert [row["rep"] for row in csv.DictReader(file)] == ["1", "2", "3", "4"]
    assert "</html>" in (out / "report.html").read_text()


@pytest.mark.slow
def test_what_was_learnt_on_the_way_is_in_the_recording(poses: Path) -> None:
    result = formcheck.analyze(poses, ROW)
    assert result.source.fps == 29.97
    assert result.warnings == ("the sun was low",)


@pytest.mark.slow
def test_a_recording_without_its_last_line_is_used(tmp_path: Path) -> None:
    result = formcheck.analyze(record(tmp_path / "p.jsonl", finished=False), ROW)
    assert result.summary.reps == 4
    assert result.source.fps == 30


@pytest.mark.slow
@pytest.mark.parametrize("name", ["p.jsonl", "p.jsonl.gz"])
def test_a_recording_that_is_cut_off_is_used_with_a_warning(tmp_path: Path, name: str) -> None:
    path = record(tmp_path / name)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * 0.6)])
    result = formcheck.analyze(path, ROW)
    assert result.summary.reps == 2
    assert any("cut off" in warning for warning in result.warnings)


@pytest.mark.slow
def test_progress_is_told_after_each_frame(poses: Path) -> None:
    told: list[Progress] = []
    formcheck.analyze(poses, ROW, progress=told.append)
    assert [each.frames_done for each in told] == list(range(1, 301))
    assert {each.frames_total for each in told} == {300}
    assert told[-1].time_s == pytest.approx(299 / 30, abs=1e-5)


@pytest.mark.slow
def test_start_and_end(poses: Path) -> None:
    told: list[Progress] = []
    result = formcheck.analyze(poses, ROW, start=2.6, end=7.4, progress=told.append)
    assert [round(rep.turn_s) for rep in result.reps] == [4, 6]
    assert result.source.frames == len(told)
    assert told[0].time_s >= 2.6
    assert told[-1].time_s <= 7.4
    assert told[-1].frames_done == pytest.approx(told[-1].frames_total, abs=2)


def test_a_range_in_which_there_is_nothing(poses: Path) -> None:
    with pytest.raises(InputError, match="has no frame after 20 s"):
        formcheck.analyze(poses, ROW, start=20)
    with pytest.raises(UsageError, match="must come after the start"):
        formcheck.analyze(poses, ROW, start=5, end=5)


@pytest.mark.slow
@pytest.mark.parametrize("how", [raise_interrupt, press_ctrl_c])
def test_ctrl_c_keeps_what_was_analysed(
    poses: Path, tmp_path: Path, how: Callable[[], None]
) -> None:
    out = tmp_path / "out"
    result = formcheck.analyze(poses, ROW, out=out, progress=stop_after(160, how))
    assert result.interrupted
    assert result.source.frames == 160
    assert result.summary.reps == 2
    assert files_of(out) == ["report.html", "reps.csv", "result.json"]
    assert Result.from_json((out / "result.json").read_text()) == result
    assert "interrupted" in (out / "report.html").read_text().lower()


@pytest.mark.slow
def test_pressing_ctrl_c_twice_loses_nothing(
    poses: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def impatient(folder: Path, result: Result) -> Path:
        press_ctrl_c()
        return write_result(folder, result)

    monkeypatch.setattr("formcheck.analysis.write_result", impatient)
    result = formcheck.analyze(
        poses, ROW, out=tmp_path / "out", progress=stop_after(160, press_ctrl_c)
    )
    assert result.interrupted
    assert len(files_of(tmp_path / "out")) == 3
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_is_given_back_and_can_be_insisted_on() -> None:
    def insist() -> None:
        with deferred_interrupt() as stopped:
            assert not stopped()
            for _ in range(PRESSES_NOTED):
                press_ctrl_c()
                assert stopped()
            press_ctrl_c()

    with pytest.raises(KeyboardInterrupt):
        insist()
    with pytest.raises(KeyboardInterrupt):
        press_ctrl_c()


def test_what_was_noted_before_a_block_within_a_block_is_known() -> None:
    with deferred_interrupt() as stopped:
        press_ctrl_c()
        with deferred_interrupt() as stopped_within:
            assert stopped_within()
        press_ctrl_c()  # the outer block still notes it
        assert stopped()


def test_who_handles_ctrl_c_goes_on_doing_so() -> None:
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(1))
    try:
        with deferred_interrupt() as stopped:
            press_ctrl_c()
            assert not stopped()
    finally:
        signal.signal(signal.SIGINT, before)
    assert pressed


@pytest.mark.slow
def test_in_another_thread(poses: Path) -> None:
    found: list[Result] = []
    thread = threading.Thread(target=lambda: found.append(formcheck.analyze(poses, ROW)))
    thread.start()
    thread.join()
    assert found[0].summary.reps == 4


def never(_: Progress) -> None:
    raise AssertionError("the work has started")


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_an_output_folder_that_cannot_be_is_said_before_the_work(
    poses: Path, tmp_path: Path, below: str
) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError, match="results cannot be written here") as caught:
        formcheck.analyze(poses, ROW, out=tmp_path / "taken" / below, progress=never)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_read_only_output_folder_is_said_before_the_work(poses: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o555)
    for folder in (out, out / "deeper"):
        with pytest.raises(OutputError, match="results cannot be written here: Permission denied"):
            formcheck.analyze(poses, ROW, out=folder, progress=never)


@pytest.mark.parametrize("name", ["result.json", "reps.csv", "report.html"])
def test_a_result_that_is_a_folder_is_said_before_the_work(
    poses: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        formcheck.analyze(poses, ROW, out=tmp_path, progress=never)


def test_an_annotated_video_that_cannot_be(poses: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no picture to annotate"):
        formcheck.analyze(poses, ROW, out=tmp_path / "out", annotate=True)
    with pytest.raises(UsageError, match="say where with out"):
        formcheck.analyze(poses, ROW, annotate=True)
    (tmp_path / "annotated.mp4").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        formcheck.analyze("row.mp4", ROW, out=tmp_path, annotate=True)


def test_the_input_is_never_overwritten(poses: Path, tmp_path: Path) -> None:
    content = poses.read_bytes()
    with pytest.raises(UsageError, match="is the input itself"):
        formcheck.analyze(poses, ROW, record=tmp_path / "." / "poses.jsonl")
    assert poses.read_bytes() == content
    video = tmp_path / "annotated.mp4"
    video.write_bytes(b"what an earlier analysis drew")
    with pytest.raises(UsageError, match="is the input itself"):
        formcheck.analyze(video, ROW, out=tmp_path, annotate=True)
    assert video.read_bytes() == b"what an earlier analysis drew"


@pytest.mark.slow
def test_few_frames_count_but_have_no_tempo(tmp_path: Path) -> None:
    result = formcheck.analyze(record(tmp_path / "p.jsonl", fps=5.0), ROW)
    assert result.summary.reps == 4
    assert {rep.tempo.up_s for rep in result.reps} == {None}
    assert {rep.tempo.down_s for rep in result.reps} == {None}


@pytest.mark.real
def test_another_exercise_than_the_one_shown(tmp_path: Path, poses: Path) -> None:
    for exercise in formcheck.list_exercises():
        if exercise.id != ROW.id:
            assert formcheck.analyze(poses, exercise).summary.reps == 0, exercise.id
    path = tmp_path / "push-ups.jsonl"
    with RecordingWriter(path, INFO, "full") as writer:
        for pose in film(push_ups(4), 9):
            writer.write(pose)
    assert formcheck.analyze(path, ROW).summary.reps == 0


@pytest.mark.parametrize("frames", [0, 1, 40])
def test_nobody_and_hardly_any_frames(tmp_path: Path, frames: int) -> None:
    path = tmp_path / "p.jsonl"
    with RecordingWriter(path, INFO, "full") as writer:
        for index in range(frames):
            writer.write(Pose(index, index / 30, 640, 480))
    result = formcheck.analyze(path, ROW, out=tmp_path / "out")
    assert result.found_nobody
    assert result.source.frames == frames
    assert not result.reps
    assert not result.attempts
    assert len(files_of(tmp_path / "out")) == 3


def test_a_path_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    with RecordingWriter(path, SourceInfo("r\udcff.mp4", 1.0, 30.0, 640, 480), "full") as writer:
        writer.finish(SourceInfo("r\udcff.mp4", 1.0, 30.0, 640, 480), ["r\udcff.mp4 is odd"])
    result = formcheck.analyze(path, ROW, out=tmp_path / "out")
    assert result.source.path == "r?.mp4"
    assert result.warnings == ("r?.mp4 is odd",)


class TestWhatCannotBeWritten:
    """The analysis is done all the same, and what was found is not lost."""

    @pytest.mark.slow
    @pytest.mark.parametrize("name", ["result.json", "reps.csv", "report.html"])
    def test_one_file_of_several(
        self, poses: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        replace_file = Path.replace

        def replace(self: Path, target: Path) -> Path:
            if Path(target).name == name:
                raise OSError(28, "No space left on device")
            return replace_file(self, target)

        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(UnwrittenError, match=f"{name}: cannot be written: No space") as caught:
            formcheck.analyze(poses, ROW, out=tmp_path / "out")
        assert caught.value.result.summary == formcheck.analyze(poses, ROW).summary
        written = {path.name for path in (tmp_path / "out").iterdir()}
        assert written == {"result.json", "reps.csv", "report.html"} - {name}  # and no stub


class BrokenWriter:
    """Fails with the third frame, as a full disk does."""

    def __init__(self, path: Path, *_: object) -> None:
        self.path, self.frames = path, 0
        path.write_bytes(b"begun")

    def fail(self, *_: object) -> None:
        self.frames += 1
        if self.frames == 3:
            raise OutputError(f"{self.path} cannot be written: No space left on device")
        assert self.frames < 3, "it goes on writing"

    see = write = update = fail

    def close(self) -> None:
        self.path.unlink(missing_ok=True)


@pytest.mark.real
def test_an_annotated_video_that_breaks_off_takes_nothing_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.vision.annotator.Annotator", BrokenWriter)
    clip = Path(__file__).parents[1] / "sample_videos" / "row-flat.mp4"
    out = tmp_path / "out"
    with pytest.raises(UnwrittenError, match=r"annotated\.mp4 cannot be written") as caught:
        formcheck.analyze(clip, ROW, out=out, annotate=True, model="lite", end=3.0)
    assert caught.value.result.source.frames > 80
    assert {path.name for path in out.iterdir()} == {"result.json", "reps.csv", "report.html"}
