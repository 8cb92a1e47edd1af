"""What an evaluation must reach: the targets as data, in this one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from formcheck.evaluation.publish.wording import humanize, number
from formcheck.evaluation.statistics.grouping import ALL
from formcheck.evaluation.statistics.scores import (
    CountScores,
    FaultScores,
    Figure,
    Group,
    Scores,
)

GoalOutcome = Literal["reached", "not reached", "not measured"]
Found = tuple[Figure | None, str]
"""A figure, and what else has to be said of it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure that must be reached.

    Attributes:
        what: It, in words.
        on: Where, in words.
        least: It must be at least the bound, else at most.
        bound: The bound.
        of: Finds it.
    """

    what: str
    on: str
    least: bool
    bound: float
    of: Callable[[Scores], Found]

    def met(self, value: float) -> bool:
        """Whether a value is good enough."""
        return value >= self.bound if self.least else value <= self.bound

    @property
    def said(self) -> str:
        """The bound in words."""
        return f"{'≥' if self.least else '≤'}\N{NO-BREAK SPACE}{self.bound:g}"


@dataclass(frozen=True, slots=True)
class GoalResult:
    """A target, and what came of it.

    Attributes:
        target: The target.
        figure: What was measured.
        about: What else has to be said of it.
    """

    target: Goal
    figure: Figure | None
    about: str = ""

    @property
    def outcome(self) -> GoalOutcome:
        """Whether it is reached, by the value and not by its interval."""
        if self.figure is None or self.figure.value is None:
            return "not measured"
        return "reached" if self.target.met(self.figure.value) else "not reached"

    @property
    def digits(self) -> int:
        """How many digits put the written number on the same side of the bound as the true one."""
        value = self.figure.value if self.figure else None
        if value is None:
            return 2
        met = self.target.met(value)
        digits = (d for d in range(2, 7) if self.target.met(float(f"{value:.{d}f}")) == met)
        return next(digits, 7)


def _f1(check: str, view: str | None = None) -> Callable[[Scores], Found]:
    def of(scores: Scores) -> Found:
        group = scores.by.get("view", {}).get(view) if view else scores.supported
        faults = group.faults.get(check) if group else None
        if faults is None:
            return None, ""
        clips = faults.by_clip
        judged = clips.judged.value
        return clips.f1, "" if judged is None else f"{number(judged)} of the clips judged"

    return of


def _slowest(scores: Scores, part: Callable[[FaultScores], Figure]) -> str:
    """Which check is the slowest: the figure is of all together."""
    delays = [
        (value, check)
        for check, faults in scores.supported.faults.items()
        if (value := part(faults).value) is not None
    ]
    if not delays:
        return ""
    value, check = max(delays)
    return f"slowest check: {humanize(check)}, {number(value)}"


def _delay_median(scores: Scores) -> Found:
    return scores.supported.cue_delay_s.median, _slowest(scores, lambda f: f.delay_median)


def _delay_p95(scores: Scores) -> Found:
    return scores.supported.cue_delay_s.p95, _slowest(scores, lambda f: f.delay_p95)


_SUPPORTED = "in supported views"
_REAL = "real people"
_EXERCISES = ("bent-over-row", "push-up", "reverse-fly")

Pick = Callable[[CountScores | Group], Figure]
_Finder = Callable[[Pick], Callable[[Scores], Found]]

_EXACT: Pick = attrgetter("reps.exact")
_WITHIN_ONE: Pick = attrgetter("reps.off_by_one")
_FALSE: Pick = attrgetter("reps.false_per_minute")
_FALSE_PAIRS: Pick = attrgetter("pairs.false_per_hundred")
_SILENT: Pick = attrgetter("doubts.silent")
_DOUBTED: Pick = attrgetter("doubts.on_right")
_RANGE_HOLDS: Pick = attrgetter("doubts.range_holds")
_WIDTH: Pick = attrgetter("doubts.width_median")
_WIDTH_P90: Pick = attrgetter("doubts.width_p90")
_NEAR: Pick = attrgetter("doubts.near_mistake")


def _in(setting: str, pick: Pick, exercise: str = ALL) -> Callable[[Scores], Found]:
    def of(scores: Scores) -> Found:
        group = scores.settings.get(setting, {}).get(exercise)
        return (None if group is None else pick(group)), ""

    return of


def _overall(pick: Pick) -> Callable[[Scores], Found]:
    return lambda scores: (pick(scores.overall), "")


def _together(pick: Pick) -> Callable[[Scores], Found]:
    """Of the first three exercises together, from the views of each; it has no interval."""

    def of(scores: Scores) -> Found:
        seen = [pick(view) for name in _EXERCISES for view in scores.views.get(name, {}).values()]
        known = [(each.value, each.n) for each in seen if each.value is not None]
        n = sum(count for _, count in known)
        if not n:
            return None, ""
        return Figure(value=sum(value * count for value, count in known) / n, n=n), ""

    return of


def _of_real(whose: str, *, exact: float, silent: float, of: _Finder) -> Iterator[Goal]:
    """What counts of real people must reach."""
    for what, least, bound, pick in (
        ("reps exact", True, exact, _EXACT),
        ("reps within one", True, 1.0, _WITHIN_ONE),
        ("silent error", False, silent, _SILENT),
        ("doubt raised on right counts", False, 0.15, _DOUBTED),
    ):
        yield Goal(f"{what}, {whose}", _REAL, least, bound, of(pick))


def _of_setting(
    setting: str, *, exact: float, within_one: float, silent: float, doubted: float, false: float
) -> Iterator[Goal]:
    """The targets of ordinary or of hard clips."""
    for exercise in _EXERCISES:
        yield Goal(f"reps exact, {exercise}", setting, True, exact, _in(setting, _EXACT, exercise))
    for what, least, bound, pick in (
        ("reps within one", True, within_one, _WITHIN_ONE),
        ("silent error", False, silent, _SILENT),
        ("doubt raised on right counts", False, doubted, _DOUBTED),
        ("false reps a minute of something else", False, false, _FALSE),
    ):
        yield Goal(what, setting, least, bound, _in(setting, pick))


def _of_doubts(on: str) -> Iterator[Goal]:
    """What a doubt must be worth."""
    for what, least, bound, pick in (
        ("true count within reps_range, of doubted clips", True, 0.97, _RANGE_HOLDS),
        ("width of reps_range, median", False, 1.0, _WIDTH),
        ("width of reps_range, p90", False, 2.0, _WIDTH_P90),
        ("doubt within 1.5 s of the mistake", True, 0.8, _NEAR),
    ):
        yield Goal(what, on, least, bound, _overall(pick))


TARGETS: tuple[Goal, ...] = (
    *_of_setting("ordinary", exact=0.95, within_one=0.99, silent=0.01, doubted=0.08, false=0.1),
    *_of_setting("hard", exact=0.85, within_one=0.95, silent=0.04, doubted=0.25, false=0.3),
    *_of_doubts("all clips"),
    *(
        Goal(f"F1 of {check}", f"{_SUPPORTED}, by clip", True, 0.95, _f1(check))
        for check in ("torso_too_high", "torso_rising", "hips_sagging", "hips_piking")
    ),
    Goal("F1 of rounded_back", "in side view, by clip", True, 0.9, _f1("rounded_back", "side")),
    Goal(
        "not judged",
        "in views that the check does not support",
        True,
        0.95,
        lambda s: (s.overall.unsupported_not_judged, ""),
    ),
    Goal("cue delay, median, s", _SUPPORTED, False, 0.4, _delay_median),
    Goal("cue delay, p95, s", _SUPPORTED, False, 1.0, _delay_p95),
)
"""The targets on rendered people."""

REAL_TARGETS: tuple[Goal, ...] = (
    *_of_real("row, push-up and fly", exact=0.9, silent=0.0, of=_together),
    *_of_real("every exercise", exact=0.95, silent=0.02, of=_overall),
    Goal(
        "false reps per 100 pairs of a clip and another checker",
        _REAL,
        False,
        1.5,
        _overall(_FALSE_PAIRS),
    ),
    *_of_doubts(_REAL),
)
"""The targets on real people."""


def compare(scores: Scores, targets: Sequence[Goal] = TARGETS) -> list[GoalResult]:
    """What came of each target.

    Args:
        scores: What was found.
        targets: Those.
    """
    return [GoalResult(target, *target.of(scores)) for target in targets]
