"""``formcheck analyze a b c``: side by side, told of in order, each for itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from formcheck.cli.analyzing import analyze_all
from formcheck.cli.batch import AnalysisRequest
from formcheck.cli.video_task import Options, VideoTask, overall, stop_all
from formcheck.exercises import load_exercise
from formcheck.recording import read

from .conftest import Run
from .engine import FakeEngine

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
ROW = ("--exercise", "bent-over-row")
CTRL_C_IS_HEARD = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from formcheck.cli import main; main()"
)


class Said(Executor):
    """Ends tasks when a test says so; some of their processes die."""

    def __init__(self) -> None:
        self.tasks: dict[str, tuple[Future[Any], Callable[[], Any]]] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        assert isinstance(fn, VideoTask)
        self.tasks[fn.video] = (future, fn)
        return future

    def end(self, video: str) -> None:
        while video not in self.tasks:
            time.sleep(0.01)
        future, task = self.tasks[video]
        if "killed" in video:
            future.set_exception(BrokenExecutor("status -9"))
        elif "hungry" in video:
            future.set_exception(MemoryError())
        else:
            future.set_result(task())


def run_with(executor: Said, request: AnalysisRequest, order: list[str]) -> int:
    def work() -> None:
        for video in order:
            executor.end(video)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        return analyze_all(request, executor)
    finally:
        thread.join()


def test_results_come_in_the_order_given(
    engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    videos = ("row1.mp4", "row2.mp4", "row3.mp4")
    request = AnalysisRequest(videos, "bent-over-row", workers=3)
    assert run_with(Said(), request, ["row3.mp4", "row1.mp4", "row2.mp4"]) == 0
    assert [call["path"] for call in engine.calls] == ["row3.mp4", "row1.mp4", "row2.mp4"]
    said = capsys.readouterr().out
    assert sorted(videos, key=said.index) == list(videos)


def test_a_result_is_printed_while_those_after_it_are_under_way(
    engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    executor, seen = Said(), ""

    def work() -> None:
        nonlocal seen
        executor.end("row1.mp4")
        for _ in range(200):
            seen += capsys.readouterr().out
            if "row1.mp4" in seen:
                break
            time.sleep(0.02)
        executor.end("row2.mp4")

    thread = threading.Thread(target=work)
    thread.start()
    assert (
        analyze_all(AnalysisRequest(("row1.mp4", "row2.mp4"), "bent-over-row", workers=2), executor)
        == 0
    )
    thread.join()
    assert "row1.mp4" in seen
    assert "row2.mp4" not in seen


@pytest.mark.parametrize("kind", ["killed", "hungry"])
def test_a_worker_that_is_lost_fails_its_video_alone_in_one_line(
    engine: FakeEngine, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    videos = ("row1.mp4", f"{kind}.mp4", "row2.mp4")
    request = AnalysisRequest(videos, "bent-over-row", workers=3, as_json=True)
    assert run_with(Said(), request, list(videos)) == 3
    out, err = capsys.readouterr()
    assert [each["source"]["path"] for each in json.loads(out)] == ["row1.mp4", "row2.mp4"]
    (line,) = err.splitlines()
    assert line.startswith(f"error: {kind}.mp4: its process ended")
    assert "fewer --workers" in line


def test_no_more_at_a_time_than_asked_for(engine: FakeEngine) -> None:
    executor = Said()
    request = AnalysisRequest(("row1.mp4", "row2.mp4", "row3.mp4"), "bent-over-row", workers=2)
    most = 0

    def work() -> None:
        nonlocal most
        for number in (1, 2, 3):
            time.sleep(0.3)
            most = max(most, sum(not future.done() for future, _ in executor.tasks.values()))
            executor.end(f"row{number}.mp4")

    thread = threading.Thread(target=work)
    thread.start()
    assert analyze_all(request, executor) == 0
    thread.join()
    assert most == 2


def test_one_video_alone_needs_no_other_process(
    run: Run, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise AssertionError("a short video alone is analysed here")

    monkeypatch.setattr("formcheck.jobs.process_pool.start_child", none)
    assert run("analyze", "row.mp4", *ROW, "--workers", "4").exit_code == 0
    assert engine.calls[0]["at_once"] == 4  # a long one is looked at in parts
    assert run("analyze", "row.mp4", *ROW, "--workers", "0").exit_code == 2


@pytest.mark.slow
def test_tasks_say_how_far_they_are_and_stop_when_told(tmp_path: Path) -> None:
    options = Options(load_exercise("bent-over-row"), False, "full", None, None, None)
    recording = str(RECORDINGS / "row-flat.jsonl.gz")
    whole = VideoTask(recording, None, options, tmp_path, 0)()
    assert whole is not None
    assert not whole.interrupted
    done, total = overall(tmp_path, {0}, 2)
    frames = sum(1 for _ in read(Path(recording)))
    assert (done, total) in {(frames, 2 * frames), (1, None)}  # a recording may not say its length
    stop_all(tmp_path)
    assert VideoTask(recording, None, options, tmp_path, 1)() is None


@pytest.mark.real
def test_results_and_files_are_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    names = ["row-flat", "row-partial", "idle"]
    files = [str(RECORDINGS / f"{name}.jsonl.gz") for name in names]
    said: list[str] = []
    written: list[dict[str, bytes]] = []
    modes: set[int] = set()
    for workers in (1, 2, 8):
        out = tmp_path / str(workers)
        done = command([*files, "--workers", str(workers), "--json", "--out", str(out)])
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
        found = sorted(out.glob("*/re*.*"))
        written.append({path.relative_to(out).as_posix(): path.read_bytes() for path in found})
        modes |= {path.stat().st_mode & 0o777 for path in found}
    assert said[0] == said[1] == said[2]
    assert written[0] == written[1] == written[2]
    assert len(written[0]) == 3 * len(files)
    alone = command([files[0], "--json", "--out", str(tmp_path / "one")])
    assert json.loads(said[0])[0] == json.loads(alone.stdout)
    assert modes == {(tmp_path / "one" / "result.json").stat().st_mode & 0o777}


@pytest.mark.real
@pytest.mark.skipif(sys.platform == "win32", reason="sends Ctrl-C as Unix does")
def test_ctrl_c_prints_what_is_finished() -> None:
    files = [str(RECORDINGS / "row-flat.jsonl.gz")] * 60  # so many that some have not begun
    process = subprocess.Popen(
        [sys.executable, "-c", CTRL_C_IS_HEARD, "analyze", *files, *ROW, "--workers", "2"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    while "row-flat" not in first:
        first = process.stdout.readline()
        assert first
    os.killpg(process.pid, signal.SIGINT)
    # Not `communicate`: it leaves out what `readline` has read ahead.
    with process:
        out, err = process.stdout.read(), process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in out + err
    assert "interrupted before anything was analysed" in err
    assert 1 <= (first + out).count("reps (") < len(files)


def command(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "formcheck.cli", "analyze", *arguments, *ROW],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
