"""Evaluating a folder of clips, side by side on the machine's cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis import analyze
from formcheck.errors import FormcheckError, InputError
from formcheck.evaluation.scoring.clip import score_recording
from formcheck.evaluation.scoring.tally import ClipRun
from formcheck.evaluation.statistics.scores import ClipScore, Scores
from formcheck.evaluation.truth.clip_truth import ClipTruth
from formcheck.evaluation.truth.pose_cache import PoseCache, remove_parts
from formcheck.exercises import load_exercise

WORST = 10
"""How many clips a report is written of."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A clip that could not be evaluated, and why, in one line; where, if it is our own error."""

    clip: str
    why: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What came of the clips.

    Attributes:
        runs: Of the clips that could be evaluated, in the order of the truths.
        failures: The others.
    """

    runs: tuple[ClipRun, ...]
    failures: tuple[Failure, ...]


def run_clips(
    truths: Sequence[ClipTruth],
    cache: PoseCache,
    *,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluated:
    """Evaluate clips; one that fails does not keep the others from it.

    Args:
        truths: Of the clips.
        cache: Where poses are kept.
        jobs: How many clips at a time; as many as there are cores if None.
        progress: Called after each clip with how many are done, and of how many.
    """
    jobs = min(jobs or os.cpu_count() or 1, len(truths))
    work = _alone if jobs <= 1 else _side_by_side
    found: dict[str, list[ClipRun] | Failure] = {}
    for clip, came in work(truths, cache, jobs):
        found[clip] = came
        if progress is not None:
            progress(len(found), len(truths))
    runs: list[ClipRun] = []
    failures: list[Failure] = []
    for truth in truths:
        came = found[truth.clip]
        if isinstance(came, Failure):
            failures.append(came)
        else:
            runs += came
    return Evaluated(tuple(runs), tuple(failures))


def write_reports(
    scores: Scores, truths: Sequence[ClipTruth], cache: PoseCache, page: Path, most: int = WORST
) -> Scores:
    """Write the reports of the worst clips beside a page.

    Args:
        scores: What was found.
        truths: Of the clips.
        cache: Where poses are kept.
        page: The page's file, which need not be there yet.
        most: Of how many clips.

    Returns:
        The scores, in which the reports' places are named, relative to the page.

    Raises:
        KeyboardInterrupt: Somebody pressed Ctrl-C meanwhile.
    """
    paths = {truth.clip: truth.path for truth in truths}
    bad = sorted(
        (clip for clip in scores.clips if clip.error_score > 0),
        key=lambda clip: (-clip.error_score, clip.clip, clip.exercise),
    )[:most]
    reports: dict[tuple[str, str], str] = {}
    for clip in bad:
        place = Path(f"{page.stem}-clips", _folder(clip))
        recording = cache.recording_of(paths[clip.clip])
        result = analyze(recording, load_exercise(clip.exercise), out=page.parent / place)
        if result.interrupted:
            raise KeyboardInterrupt
        reports[clip.clip, clip.exercise] = (place / "report.html").as_posix()
    clips = tuple(
        clip.model_copy(update={"report": reports.get((clip.clip, clip.exercise))})
        for clip in scores.clips
    )
    return scores.model_copy(update={"clips": clips})


def _folder(clip: ClipScore) -> str:
    """The folder of a clip's report; one that shows nothing of ours has one an exercise."""
    return clip.clip if clip.doing else f"{clip.clip}-as-{clip.exercise}"


def _one(truth: ClipTruth, cache: PoseCache) -> list[ClipRun] | Failure:
    """Evaluate one clip; what would be the same for every clip is raised."""
    try:
        return score_recording(truth, cache.recording_of(truth.path))
    except InputError as error:
        return Failure(truth.clip, str(error))
    except FormcheckError:
        raise
    except Exception as error:  # the other clips are evaluated all the same
        why = f"{truth.clip}: internal error: {type(error).__name__}: {error}"
        return Failure(truth.clip, why, traceback.format_exc())


def _alone(
    truths: Sequence[ClipTruth], cache: PoseCache, jobs: int
) -> Iterator[tuple[str, list[ClipRun] | Failure]]:
    del jobs
    for truth in truths:
        yield truth.clip, _one(truth, cache)


def _side_by_side(
    truths: Sequence[ClipTruth], cache: PoseCache, jobs: int
) -> Iterator[tuple[str, list[ClipRun] | Failure]]:
    """Evaluate clips in processes of their own.  MediaPipe must not be forked: they are spawned."""
    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_ctrl_c_to_the_parent)
    try:
        with _ctrl_c_held_back():
            clips: dict[Future[list[ClipRun] | Failure], str] = {
                pool.submit(_one, truth, cache): truth.clip for truth in truths
            }
        for future in as_completed(clips):
            try:
                yield clips[future], future.result()
            except BrokenProcessPool:
                yield clips[future], Failure(clips[future], "its process was ended from outside")
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
            process.join()
            remove_parts(cache.folder, process.pid or 0)
        raise


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; a process that is begun in it never hears of one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_ctrl_c_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
