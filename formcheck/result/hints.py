"""What a person should change about a recording, or about the day: one line for each reason."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence, Set
from statistics import median

from formcheck.checking.frame_rate import LEAST_FRAMES
from formcheck.events import BreakDue, RepCounted
from formcheck.exercises import Exercise
from formcheck.result.exercise_words import VIEW_WORDS, views_in_words
from formcheck.result.phrases import say

LEAST_SEEN = 10
"""With fewer frames in all nobody knows how far they are apart."""

HARDLY_FRAMES = 3.0
"""Of a rep of fewer frames nothing can be seen."""


def too_few_frames(
    exercise: Exercise, frames: int, seconds: float, reps: Sequence[RepCounted], *, doubted: bool
) -> Iterator[str]:
    """That frames are too far apart for an exercise, and how many it takes.

    Args:
        exercise: What was checked.
        frames: How many there are.
        seconds: From the first to the last of them.
        reps: That were counted.
        doubted: Whether reps were too fast for the frames.
    """
    if exercise.rep is None or frames < LEAST_SEEN or not seconds > 0:
        return
    fps, least_s = (frames - 1) / seconds, exercise.rep.min_s
    unseen = not reps and fps * least_s < HARDLY_FRAMES
    if not (doubted or unseen):
        return
    if reps:
        least_s = min(least_s, median(each.end_s - each.start_s for each in reps))
    needed = 5 * math.ceil(LEAST_FRAMES / least_s / 5)
    yield say("too_few_frames", fps=f"{fps:.0f}", least=f"{least_s:.1f}", needed=needed)


def never_judged(
    exercise: Exercise, view: str | None, unseen: Set[str], judged: Set[str]
) -> Iterator[str]:
    """What could never be judged from where the camera stood, and the line to change.

    Args:
        exercise: What was checked.
        view: From where the person was seen for longest; None where nobody was.
        unseen: Ids of the checks that could not judge for the view.
        judged: Ids of those that judged at least once.
    """
    if view is None:
        return
    if view not in exercise.views:
        yield (
            f"{exercise.id} is for clips from {views_in_words(exercise.views)}; this clip is "
            f"filmed from {VIEW_WORDS[view]}, so that counts and verdicts may be wrong: "
            f"{_views_line(exercise.views)} in {exercise.place_of('views') or 'the exercise'}"
        )
    for index, check in enumerate(exercise.checks):
        if view not in check.views and check.id in unseen and check.id not in judged:
            yield (
                f"{check.id} is judged from {views_in_words(check.views)} only; this clip is "
                f"filmed from {VIEW_WORDS[view]}: {_views_line(check.views)} in "
                f"{exercise.place_of('check', index, 'views') or 'the exercise'}"
            )


def missed_breaks(exercise: Exercise, due: Sequence[BreakDue]) -> Iterator[str]:
    """That no break was taken, of what is held all day.

    Args:
        exercise: What was checked.
        due: The breaks that were due.
    """
    every_s = exercise.hold.break_every_s if exercise.hold else None
    if due and every_s is not None:
        longest_s = max(each.held_s for each in due)
        yield say("break_due", minutes=f"{longest_s / 60:g}", every=f"{every_s / 60:g}")


def _views_line(views: Iterable[str]) -> str:
    """Views as an exercise file says them.

    >>> _views_line(("side", "front"))
    '`views = ["side", "front"]`'
    """
    listed = ", ".join(f'"{each}"' for each in views)
    return f"`views = [{listed}]`"
