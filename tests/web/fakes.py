"""An executor that does what a test says, and when."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from formcheck.exercises import load_exercise
from formcheck.jobs.worker import CANCEL, OUT, PROGRESS, Job, JobOutcome, JobProgress, write_json
from formcheck.report import write_report, write_reps_csv, write_result
from formcheck.result import Result
from tests.history.made_up import a_result

BASE = "http://127.0.0.1:8000"
"""Where the server is, for a client without a network."""


class FakeExecutor(Executor):
    """Keeps what it is asked to run, until a test runs it."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Job]] = []
        self.ended = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, args[0]))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.ended = True
        for future, _ in self.waiting:
            future.cancel()

    def begin(self, frames: int = 10) -> Job:
        """The first that waits begins, and has come so far."""
        future, job = self.waiting[0]
        assert future.set_running_or_notify_cancel()
        write_json(
            Path(job.folder) / PROGRESS,
            {"frames": frames, "total": 100, "seconds": JobProgress().seconds + 2.0},
        )
        return job

    def finish(
        self,
        outcome: JobOutcome | None = None,
        error: Exception | None = None,
        result: Result | None = None,
    ) -> Job:
        """The first that waits, or runs, ends; `result` is what is found in it."""
        future, job = self.waiting.pop(0)
        if not future.running() and not future.set_running_or_notify_cancel():
            return job
        folder = Path(job.folder)
        if error is not None:
            future.set_exception(error)
            return job
        if outcome is None and (folder / CANCEL).exists():
            outcome = JobOutcome("cancelled", "cancelled", "cancelled")
        if outcome is None:
            write_everything(folder / OUT, result or a_result())
            outcome = JobOutcome("done")
        future.set_result(outcome)
        return job


def write_everything(out: Path, result: Result) -> None:
    out.mkdir(parents=True, exist_ok=True)
    write_result(out, result)
    write_reps_csv(out, result)
    write_report(out, result, load_exercise(result.exercise))
