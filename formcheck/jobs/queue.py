"""The analyses of uploaded videos: queued, run by an executor, cancelled, retried and deleted."""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, cast

from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture
from formcheck.history import (
    Analyses,
    Analysis,
    AnalysisState,
    sets_of,
)
from formcheck.jobs.cluster import Cluster
from formcheck.jobs.folders import AnalysisFolders
from formcheck.jobs.outbox import Outbox
from formcheck.jobs.process_pool import TooMuchMemory
from formcheck.jobs.worker import (
    CANCEL,
    ELSEWHERE,
    OUT,
    POSES,
    PROGRESS,
    SKELETON,
    TRACE,
    Job,
    JobOutcome,
    JobProgress,
)
from formcheck.jobs.worker import run_job as run_in_worker
from formcheck.report.files import RESULT
from formcheck.result import Result

DIED = (
    "the analysis ended unexpectedly: the video is perhaps damaged in a way that crashes its "
    "decoder; retry it, or save the video anew with another program"
)

CANCELLED = JobOutcome("cancelled", "cancelled", "cancelled")

TOO_MUCH_MEMORY = (
    "the analysis took more memory than it may: the video is perhaps made to do so; save it anew "
    "with a smaller picture"
)

NO_PROGRESS = (
    "the analysis was ended because it had made no progress for {minutes:g} minutes; retry it, or "
    "save the video anew with another program"
)

STALLED_S = 300.0
"""An analysis that makes no progress for this long is ended, seconds: others must have a turn."""

STALL_CHECKS = 20
"""How many times an analysis is checked for progress in that time."""

CANCEL_GRACE_S = 10.0
"""How long an analysis that was cancelled may take to stop by itself, seconds."""

UNSAVED = "it is analysed; what was found is kept as soon as the data folder can be written"
"""What is said of an analysis whose outcome waits to be stored."""

LOG = logging.getLogger("formcheck")

_LIVE = (AnalysisState.QUEUED, AnalysisState.RUNNING)


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """What an analysed video may be, and no more.

    Attributes:
        duration_s: Its length, seconds.
        pixels: Its largest picture, pixels.
        at_once: How many parts of it are looked at at a time, if it is long.
    """

    duration_s: float
    pixels: int
    at_once: int = 1


class AnalysisQueue:
    """Runs analyses, and keeps what has become of them.

    Args:
        root: Where the folders of the analyses are.
        limits: What an analysis may be of, and no more.
        analyses: Where their state is kept, and what was found.
        executor: What runs them; any `concurrent.futures.Executor` that shares the data folder.
        own: Says what the person's own posture is.
        fresh: Whether the database was made just now: it knows nothing of the folders that are
            there, and none of them is deleted.
        cluster: Where an analysis has the poses found; None for where it runs itself.

    Attributes:
        folders: Where the files are.
        outbox: What the database could not take yet.
    """

    def __init__(
        self,
        root: Path,
        limits: VideoLimits,
        analyses: Analyses,
        executor: Executor,
        *,
        own: Callable[[], OwnPosture] = lambda: NOTHING_OWN,
        fresh: bool = False,
        cluster: Cluster | None = None,
    ) -> None:
        self.folders = AnalysisFolders(root)
        self.outbox = Outbox()
        self._limits = limits
        self._analyses = analyses
        self._executor = executor
        self._fresh = fresh
        self._own = own
        self._cluster = cluster
        self._futures: dict[str, Future[JobOutcome]] = {}
        self._lock = threading.RLock()
        self._seen: dict[str, tuple[float, int]] = {}
        self._stalled: set[str] = set()
        self._ending = False
        self._ended_all = threading.Event()

    def start(self) -> None:
        """Take up what an earlier server left: queued and running analyses go on."""
        self.outbox.put("start", self._take_up)
        threading.Thread(target=self._watch, name="formcheck-watch", daemon=True).start()

    def _watch(self) -> None:
        """End analyses that make no progress."""
        while not self._ended_all.wait(STALLED_S / STALL_CHECKS):
            with self._lock:
                futures = dict(self._futures)
            for analysis_id, future in futures.items():
                if not future.running():
                    continue
                self._look_for_progress(analysis_id)
                if self._is_stalled(analysis_id):
                    self._stalled.add(analysis_id)
                    self._kill(future)

    def _look_for_progress(self, analysis_id: str) -> None:
        """Count the looks in a row at which the progress was the same.

        Looks are counted, not seconds: a computer that slept was not at work meanwhile.
        """
        changed = 0.0
        with suppress(OSError):
            changed = (self.folder(analysis_id) / PROGRESS).stat().st_mtime
        before, looks = self._seen.get(analysis_id, (changed, 0))
        looks = looks + 1 if before == changed else 0
        self._seen[analysis_id] = changed, looks

    def _is_stalled(self, analysis_id: str) -> bool:
        """Whether the progress was the same at so many looks in a row."""
        _, looks = self._seen.get(analysis_id, (0.0, 0))
        return looks > STALL_CHECKS

    def _take_up(self) -> None:
        with suppress(OSError):
            self.folders.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in self._analyses.unfinished():
            self.folders.adopt(each.id)
            if (self.folder(each.id) / PROGRESS).exists():
                self._analyses.move(
                    each.id, AnalysisState.RUNNING, only_from=(AnalysisState.QUEUED,)
                )
        for each in self._analyses.recover():
            self._begin(each)
        if not self._fresh:
            with suppress(OSError):  # what cannot be read now is looked through at the next start
                self._sweep()

    def _sweep(self) -> None:
        def known(analysis_id: str) -> bool:
            found = self._analyses.get(analysis_id) is not None
            if found:
                self.folders.adopt(analysis_id)
            return found

        left = self.folders.sweep(known)
        if left:
            named = ", ".join(left[:3]) + (f" and {len(left) - 3} more" if len(left) > 3 else "")
            LOG.warning(
                "%s: left as they are, no analysis knows them: %s", self.folders.root, named
            )

    def close(self) -> None:
        """End; what runs or waits goes on with the next server."""
        self._ended_all.set()
        with self._lock:
            self._ending = True
        self._executor.shutdown(wait=True, cancel_futures=True)
        self.outbox.close()

    def folder(self, analysis_id: str) -> Path:
        """Where an analysis's files are; its id is ours, no part of it comes from a person."""
        return self.folders.path(analysis_id)

    def waiting(self) -> int:
        """How many analyses wait or run."""
        with self._lock:
            return len(self._futures)

    def add(self, analysis: Analysis) -> None:
        """Run a new analysis; its video is in its folder."""
        with suppress(OSError):  # the database knows it: nobody takes it for broken off
            self.folders.taken_over(analysis.id)
        self._begin(analysis)

    def cancel(self, analysis_id: str) -> bool:
        """Stop an analysis; says whether it was not over yet."""
        with self._lock:
            future = self._futures.get(analysis_id)
        if future is None:
            return self._analyses.move(
                analysis_id, AnalysisState.CANCELLED, only_from=_LIVE, code="cancelled"
            )
        with suppress(OSError):
            (self.folder(analysis_id) / CANCEL).touch()
        if not future.cancel():
            hurry = threading.Timer(CANCEL_GRACE_S, self._kill, (future,))
            hurry.daemon = True
            hurry.start()
            future.add_done_callback(lambda _: hurry.cancel())
        return True

    def retry(self, analysis_id: str) -> bool:
        """Run an analysis again that is over; says whether it was."""
        with self._lock:
            if analysis_id in self._futures or not self._analyses.retry(analysis_id):
                return False
        found = self._analyses.get(analysis_id)
        if found is not None:
            self._begin(found)
        return True

    def delete(self, analysis_id: str) -> bool:
        """Delete an analysis with all of its files; says whether there was one."""
        existed = self._analyses.delete(analysis_id)
        with self._lock:
            running = analysis_id in self._futures
        if running:
            self.folders.mark_deleted(analysis_id)
            self.cancel(analysis_id)  # its folder goes when it has ended
        if not running or analysis_id not in self._futures:
            self.folders.delete(analysis_id)
        return existed

    def get(self, analysis_id: str) -> tuple[Analysis, JobProgress | None] | None:
        """An analysis, and how far it has come if it is at work."""
        found = self._analyses.get(analysis_id)
        return None if found is None else self._with_progress(found)

    def get_all(self, *, limit: int, offset: int) -> list[tuple[Analysis, JobProgress | None]]:
        """Some analyses, the latest first."""
        return [self._with_progress(e) for e in self._analyses.all(limit=limit, offset=offset)]

    def ahead_of(self, analysis_id: str) -> int:
        """How many are to be run before one that waits."""
        with self._lock:
            ids = list(self._futures)
        return ids.index(analysis_id) if analysis_id in ids else 0

    def _kill(self, future: Future[JobOutcome]) -> None:
        """A decoder that hangs does not look whether it should stop."""
        kill = getattr(self._executor, "kill", None)
        if kill is not None and not future.done():
            kill(future)

    def _with_progress(self, found: Analysis) -> tuple[Analysis, JobProgress | None]:
        if found.state not in _LIVE:
            return found, None
        done = read_progress(self.folder(found.id) / PROGRESS)
        if self.outbox.has(found.id):
            return found.model_copy(
                update={"state": AnalysisState.RUNNING, "reason": UNSAVED}
            ), done
        if done is not None and found.state is AnalysisState.QUEUED:
            # It has begun; the database is told with the outcome: looking writes nothing.
            found = found.model_copy(update={"state": AnalysisState.RUNNING})
        return found, done

    def _begin(self, analysis: Analysis) -> None:
        folder = self.folder(analysis.id)
        if self.folders.is_ours(folder):
            with suppress(OSError):  # the worker says so, if nothing can be written there
                _clear(folder)
        limits = self._limits
        job = Job(
            folder=str(folder),
            name=analysis.name,
            exercise=analysis.exercise,
            model=cast("Literal['lite', 'full', 'heavy']", analysis.model),
            annotate=analysis.annotate,
            duration_s=limits.duration_s,
            pixels=limits.pixels,
            at_once=limits.at_once,
            own=self._own(),
            cluster=self._cluster,
        )
        with self._lock:
            if analysis.id in self._futures:
                return
            future = self._executor.submit(run_in_worker, job)
            self._futures[analysis.id] = future
        future.add_done_callback(partial(self._ended, analysis.id))

    def _ended(self, analysis_id: str, future: Future[JobOutcome]) -> None:
        with self._lock:
            ending = self._ending
        if not ending:
            outcome = _outcome(future)
            if self.folders.is_ours(self.folder(analysis_id)):  # a worker that was ended left it
                shutil.rmtree(self.folder(analysis_id) / ELSEWHERE, ignore_errors=True)
            if outcome.code == "worker-died" and (self.folder(analysis_id) / CANCEL).exists():
                outcome = CANCELLED
            with self._lock:
                self._futures.pop(analysis_id, None)
                self._seen.pop(analysis_id, None)
                if analysis_id in self._stalled:
                    self._stalled.discard(analysis_id)
                    if outcome.code == "worker-died":
                        why = NO_PROGRESS.format(minutes=STALLED_S / 60)
                        outcome = JobOutcome("failed", "no-progress", why)
            self.outbox.put(analysis_id, partial(self._keep, analysis_id, outcome))

    def _keep(self, analysis_id: str, outcome: JobOutcome) -> None:
        if self._analyses.get(analysis_id) is None:  # it was deleted meanwhile
            self.folders.delete(analysis_id)
            return
        if outcome.state == "done":
            try:
                text = (self.folder(analysis_id) / OUT / RESULT).read_bytes()
                result = Result.from_json(text)
            except (OSError, ValueError):
                outcome = JobOutcome("failed", "storage", "what was found cannot be read back")
            else:
                self._analyses.complete(
                    analysis_id,
                    sets_of(result),
                    result.source.duration_s,
                    nothing_because=result.summary.nothing_because,
                )
                return
        self._analyses.move(
            analysis_id,
            AnalysisState(outcome.state),
            only_from=_LIVE,
            code=outcome.code,
            reason=outcome.reason,
        )


def _outcome(future: Future[JobOutcome]) -> JobOutcome:
    try:
        return future.result()
    except CancelledError:
        return CANCELLED
    except TooMuchMemory:
        return JobOutcome("failed", "too-much-memory", TOO_MUCH_MEMORY)
    except BrokenExecutor:
        return JobOutcome("failed", "worker-died", DIED)
    except Exception as error:
        kind = type(error).__name__
        return JobOutcome("failed", "internal", f"something went wrong in formcheck ({kind})")


def read_progress(file: Path) -> JobProgress | None:
    """How far an analysis has come; None if it has not begun."""
    try:
        return JobProgress(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _clear(folder: Path) -> None:
    """Leave nothing of an earlier run, but the video."""
    for name in (CANCEL, PROGRESS, POSES, SKELETON, TRACE):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / OUT, ignore_errors=True)
