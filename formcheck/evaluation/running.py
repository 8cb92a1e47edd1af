"""Evaluating a folder of clips, side by side on the machine's cores."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from formcheck.analysis import analyze
from formcheck.errors import FormcheckError, InputError
from formcheck.evaluation.scoring.clip import score_recording
from formcheck.evaluation.scoring.tally import ClipRun
from formcheck.evaluation.statistics.scores import ClipScore, Scores
from formcheck.evaluation.truth.clip_truth import ClipTruth
from formcheck.exercises import load_exercise
from formcheck.finding.pose_cache import PoseCache
from formcheck.jobs.batch import run_all
from formcheck.jobs.process_pool import WorkerPool, cores

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


_Evaluate = Callable[[ClipTruth], list[ClipRun] | Failure]


def run_clips(
    truths: Sequence[ClipTruth],
    cache: PoseCache,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluated:
    """Evaluate clips; one that fails does not keep the others from it.

    Args:
        truths: Of the clips.
        cache: Where poses are kept.
        jobs: How many clips at a time; as many as there are cores if None.
        executor: What runs them.  None for processes on this machine, or, one at a time, for this
            very process.
        progress: Called after each clip with how many are done, and of how many.
    """
    workers = jobs or cores()
    jobs = min(workers, len(truths))
    one = partial(_one, cache=cache, at_once=max(1, workers // max(1, jobs)))
    found: dict[str, list[ClipRun] | Failure] = {}
    work: Iterator[tuple[str, list[ClipRun] | Failure]]
    if executor is None and jobs <= 1:
        work = ((truth.clip, one(truth)) for truth in truths)
    elif executor is None:
        work = _in_processes(truths, one, cache, jobs)
    else:
        work = _side_by_side(truths, one, jobs, executor)
    for clip, came in work:
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


def _one(truth: ClipTruth, cache: PoseCache, at_once: int) -> list[ClipRun] | Failure:
    """Evaluate one clip; what would be the same for every clip is raised."""
    try:
        return score_recording(truth, cache.recording_of(truth.path, at_once=at_once))
    except InputError as error:
        return Failure(truth.clip, str(error))
    except FormcheckError:
        raise
    except Exception as error:  # the other clips are evaluated all the same
        why = f"{truth.clip}: internal error: {type(error).__name__}: {error}"
        return Failure(truth.clip, why, traceback.format_exc())


def _in_processes(
    truths: Sequence[ClipTruth], one: _Evaluate, cache: PoseCache, jobs: int
) -> Iterator[tuple[str, list[ClipRun] | Failure]]:
    """Evaluate clips in processes of their own, which end with it."""
    pool = WorkerPool(jobs, reuse=True, background=False)
    try:
        yield from _side_by_side(truths, one, jobs, pool)
    finally:
        pool.shutdown(cancel_futures=True)
        cache.remove_parts()


def _side_by_side(
    truths: Sequence[ClipTruth], one: _Evaluate, jobs: int, executor: Executor
) -> Iterator[tuple[str, list[ClipRun] | Failure]]:
    calls = [partial(one, truth) for truth in truths]
    for number, future in run_all(executor, calls, at_once=max(1, jobs)):
        clip = truths[number].clip
        try:
            yield clip, future.result()
        except BrokenExecutor:
            yield clip, Failure(clip, f"{clip}: its process was ended from outside")
