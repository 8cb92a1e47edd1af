"""What an evaluation must reach: the targets as data, in this one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from formcheck.evaluation.publish.wording import humanize, number
from formcheck.evaluation.statistics.scores import FaultScores, Figure, Scores

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

TARGETS: tuple[Goal, ...] = (
    Goal("reps exact", _SUPPORTED, True, 0.97, lambda s: (s.supported.reps.exact, "")),
    Goal("reps within one", _SUPPORTED, True, 0.99, lambda s: (s.supported.reps.off_by_one, "")),
    Goal(
        "false reps a minute",
        "in time without exercise",
        False,
        0.0,
        lambda s: (s.overall.reps.false_per_minute, ""),
    ),
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
    Goal("cue delay, median, s", _SUPPORTED, False, 0.5, _delay_median),
    Goal("cue delay, p95, s", _SUPPORTED, False, 1.0, _delay_p95),
)


def compare(scores: Scores) -> list[GoalResult]:
    """What came of each target."""
    return [GoalResult(target, *target.of(scores)) for target in TARGETS]
