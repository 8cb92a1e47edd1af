"""What the pages' requests are answered with: the history, the analyses, the live sessions."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import HTTPConnection

from formcheck.errors import OutputError
from formcheck.history import (
    Activities,
    Analyses,
    Database,
    OwnPostures,
    Sessions,
    SetRecord,
    WorkoutRun,
    WorkoutRuns,
)
from formcheck.jobs.clips import ClipStore
from formcheck.jobs.folders import private
from formcheck.jobs.process_pool import WorkerPool, cores
from formcheck.jobs.queue import AnalysisQueue, VideoLimits
from formcheck.jobs.worker import memory_limit
from formcheck.lifecycle import Closing
from formcheck.plans import Library
from formcheck.web.live.pose_process import PoseProcess, PoseProcessPool, SpawnedPoseProcess
from formcheck.web.live.registry import SessionRegistry
from formcheck.web.settings import Settings

LOCK = "in-use"


class Services(Closing):
    """All that requests are answered with.

    Args:
        settings: How the server is set up.
        executor: What runs analyses; processes on this machine, if None.
        make_pose_process: Makes what finds poses in live sessions; processes on this
            machine, if None.

    Raises:
        OutputError: The data folder cannot be used, or another server uses it.
    """

    def __init__(
        self,
        settings: Settings,
        executor: Executor | None = None,
        make_pose_process: Callable[[], PoseProcess] | None = None,
    ) -> None:
        self.settings = settings
        self.database = Database(settings.data)
        self._unlock = _lock(settings.data)
        self.sessions = Sessions(self.database)
        self.analyses = Analyses(self.database)
        self.runs = WorkoutRuns(self.database)
        self.activities = Activities(self.database)
        self.own_postures = OwnPostures(self.database)
        self.library = Library(settings.data / "workouts")
        at_once = max(1, cores() // settings.workers)
        memory = memory_limit(settings.limits.pixels, at_once)
        if settings.cluster is not None:  # what is sent is held, and held once more while it goes
            memory += 3 * settings.limits.upload_bytes
        pool = executor or WorkerPool(settings.workers, memory_bytes=memory)
        limits = VideoLimits(settings.limits.duration_s, settings.limits.pixels, at_once)
        self.jobs = AnalysisQueue(
            settings.uploads,
            limits,
            self.analyses,
            pool,
            own=self.own_postures.get,
            fresh=self.database.is_new,
            cluster=settings.cluster,
        )
        self.clips = ClipStore(
            settings.clips,
            WorkerPool(1, memory_bytes=memory_limit(settings.limits.live_pixels)),
            days=settings.limits.clip_days,
            pixels=settings.limits.live_pixels,
        )
        self.pose_processes = PoseProcessPool(
            make_pose_process or (lambda: SpawnedPoseProcess(settings.limits.live_pixels))
        )
        self.registry = SessionRegistry(settings, self.pose_processes)
        self.ending = False

    def start(self) -> None:
        """Take up what an earlier server left."""
        self.jobs.start()
        self.clips.take_up(self._sets_of, session_of(self.runs.unfinished()))

    def let_go(self, run: WorkoutRun | None) -> None:
        """Nobody goes on with a workout: make the clips of what was done of it."""
        session = session_of(run)
        if run is None or session is None or self.registry.has(run.id):
            return
        self.clips.make(session, self._sets_of(session) or ())

    def _sets_of(self, session: str) -> tuple[SetRecord, ...] | None:
        found = self.sessions.get(session)
        return None if found is None else found.all_sets

    def close(self) -> None:
        """End what runs; it goes on with the next server."""
        self.ending = True
        self.pose_processes.close()
        self.jobs.close()
        self.clips.close()
        self.database.close()
        self._unlock()


def session_of(run: WorkoutRun | None) -> str | None:
    """The session of what was done of a workout; None where nothing was."""
    found = run.state.get("session") if run is not None else None
    return found if isinstance(found, str) else None


def _services(connection: HTTPConnection) -> Services:
    found: Services = connection.app.state.services
    return found


ServicesDependency = Annotated[Services, Depends(_services)]
"""The services, in the signature of what answers a request."""


def _lock(folder: Path) -> Callable[[], None]:
    """Keep a second server off a data folder: each would take up the other's analyses."""
    try:
        file = private(folder / LOCK, "a+b")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    try:
        _lock_file(file)
    except OSError as error:
        file.close()
        raise OutputError(
            f"{folder}: another formcheck serve uses this folder; say another with --data"
        ) from error
    return file.close


def _lock_file(file: Any) -> None:
    if os.name == "nt":  # pragma: no cover  # the other of the two
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
