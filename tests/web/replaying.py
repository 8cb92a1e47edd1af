"""The real server with recorded poses in the model's place, so that its pages are quick to try.

``python -m tests.web.replaying`` serves it, with a history that was made up.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn

from formcheck.analysis import Progress, analyze
from formcheck.events import Event, Status
from formcheck.exercises import load_exercise
from formcheck.jobs.worker import (
    CANCEL,
    OUT,
    POSES,
    PROGRESS,
    SKELETON,
    TRACE,
    VIDEO,
    Job,
    JobOutcome,
    JobProgress,
    skeleton_document,
    trace_document,
    write_json,
)
from formcheck.report import write_result
from formcheck.result.document import Doubt
from formcheck.result.trace import TraceRecorder
from formcheck.web.app import create_app
from formcheck.web.server import bind
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.history.made_up import a_set, in_doubt

ROOT = Path(__file__).parents[2]
CLIPS = ROOT / "sample_videos"
RECORDINGS = ROOT / "tests" / "recordings"


class Replayer(ThreadPoolExecutor):
    """Analyses our own clips from the poses that were recorded of them, and no other video.

    Args:
        seconds: How long an analysis takes.

    Attributes:
        doubts: What is in doubt in every video, whatever is found in it.
        counts: Whether reps are counted at all; without them doubts alone are left of a video.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(1)
        self.doubts: tuple[Doubt, ...] = ()
        self.counts = True
        self.seconds = seconds
        self._recordings = {
            _digest(clip): RECORDINGS / f"{clip.stem}.jsonl.gz" for clip in CLIPS.glob("*.mp4")
        }

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return super().submit(self._run, args[0])

    def _run(self, job: Job) -> JobOutcome:
        folder = Path(job.folder)
        if self.seconds and not self._take_time(folder):
            return JobOutcome("cancelled", "cancelled", "cancelled")
        recording = self._recordings.get(_digest(folder / VIDEO))
        if recording is None:
            return JobOutcome("failed", "unreadable", f"{job.name}: not a video that can be read")
        shutil.copy(recording, folder / POSES)
        recorder = TraceRecorder()
        last_s = -1.0

        def observe(_: list[Event], status: Status) -> None:
            nonlocal last_s
            if status.time_s != last_s:
                last_s = status.time_s
                recorder.add(status)

        exercise = load_exercise(job.exercise)
        found = analyze(recording, exercise, out=folder / OUT, name=job.name, observe=observe)
        if not self.counts:
            found = found.model_copy(update={"reps": (), "faults": ()})
        if self.doubts:
            write_result(folder / OUT, in_doubt(found, *self.doubts))
        write_json(folder / TRACE, trace_document(recorder.trace()))
        write_json(folder / SKELETON, skeleton_document(folder / POSES))
        return JobOutcome("done")

    def _take_time(self, folder: Path) -> bool:
        begun = time.monotonic()
        while (gone := time.monotonic() - begun) < self.seconds:
            share = Progress(int(300 * gone / self.seconds), 300, 0.0)
            write_json(folder / PROGRESS, asdict(JobProgress(share.frames_done, 300, gone)))
            if (folder / CANCEL).exists():
                return False
            time.sleep(0.05)
        return True


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@contextmanager
def replaying(
    data: Path, seconds: float = 0.0, port: int = 0, limits: Limits | None = None
) -> Iterator[tuple[str, Services, Replayer]]:
    """Serve: the address, what requests are answered with, and what analyses."""
    settings = Settings(data=data, limits=limits or Limits())
    executor = Replayer(seconds)
    bound = bind("127.0.0.1", port)
    with Services(settings, executor) as services:
        config = uvicorn.Config(
            create_app(services), log_level="error", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}", services, executor
        finally:
            services.ending = True
            server.should_exit = True
            thread.join(10)
            bound.close()


def make_history(services: Services, weeks: int = 9) -> None:
    """Fill the history: two exercises, three days a week, fewer faults from week to week."""
    today = datetime.now(UTC).replace(hour=10)
    for week in range(weeks):
        for day in (0, 2, 4):
            when = today - timedelta(days=7 * (weeks - week) - day)
            if week == 3 and day:
                continue
            reps = 8 + week % 3
            faults = max(0, 6 - week + day // 2)
            sets = [a_set(i + 1, reps=reps, faults=min(reps, faults)) for i in range(3)]
            services.sessions.begin("live", started_at=when, sets=sets, duration_s=420.0)
            if day == 2:
                hold = a_set(1, "plank", reps=0, faults=0, hold_s=30.0 + 3 * week)
                services.sessions.begin("live", started_at=when, sets=[hold], duration_s=120.0)


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as folder,
        replaying(Path(folder), seconds=4.0, port=8765) as (address, services, _),
    ):
        make_history(services)
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        while True:
            time.sleep(1)
