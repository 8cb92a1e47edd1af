"""A person's own flat back and upright posture from another day, and how far they are believed.

Clothes, the camera and the way of sitting down change what is read from one day to the next.  So a
kept value never outranks what the person shows today, and never accuses of what is surely right in
everybody: it decides where there is nothing else to decide by.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from formcheck.checking.baseline import BestSoFar
from formcheck.checking.context import FrameContext
from formcheck.events import OwnAside, OwnPostureCompared, Verdict
from formcheck.exercises import Check, Exercise
from formcheck.exercises.vocabulary import OWN
from formcheck.geometry import NAN
from formcheck.measures import MEASURES

Stance = Literal["standing", "seated"]
"""Sitting tilts the pelvis: what is one's own on a seat says nothing of standing."""


@dataclass(frozen=True, slots=True)
class OwnValue:
    """What a measure read in a person's own posture.

    Attributes:
        value: The lowest steady value, in the measure's unit.
        day: The day on which it was shown.
        upright_bend: How the outline of the back bent upright on that day, degrees; NaN where that
            was not seen.
    """

    value: float
    day: date
    upright_bend: float = NAN


OwnPosture = Mapping[tuple[str, Stance], OwnValue]
"""A person's own values by the measure and the stance in which they were shown."""

NOTHING_OWN: OwnPosture = {}


@dataclass(frozen=True, slots=True)
class Belief:
    """How far a kept value of a measure is believed.

    Attributes:
        least: Nobody's own value is lower: what is was misread.
        most: Nobody's that is surely right is higher.
        apart: The same person's, in the same posture, is read so far apart from day to day.
    """

    least: float
    most: float
    apart: float


BELIEFS: Mapping[str, Belief] = {
    # Flat backs read -50 to -5.  Nine in ten pairs of clips of one rendered body, in other clothes
    # before other cameras, are within 13 (`python -m benchmarks.own_posture accuracy/tuning
    # accuracy/test accuracy/fresh`).
    "back_bend": Belief(-60.0, -5.0, 13.0),
    # Upright people lean by -8 to 13, a camera that is not level included; one that stands
    # otherwise today may be off by 5, which anybody would see.
    "trunk_lean": Belief(-10.0, 13.0, 5.0),
    # They read -19 to 26.
    "neck_lean": Belief(-22.0, 26.0, 5.0),
}
"""The measures of which a person's own value is kept."""

SAME_OUTLINE_DEG = 10.0
"""The outline of the back upright is the same as on another day within this, degrees: else clothes
or the camera are others, and a flat back of that day says nothing of one of today."""


class Kept:
    """What was kept of a check's measure on another day, in one session.

    Args:
        check: The check; of its measure there is a belief.
        own: What was kept.

    Attributes:
        own: What was kept.
    """

    def __init__(self, check: Check, own: OwnValue) -> None:
        self.own = own
        self._check = check
        self._belief = BELIEFS[check.measure]
        self._used_s = 0.0
        self._aside_s: defaultdict[OwnAside, float] = defaultdict(float)

    def says(
        self, raw: float, now: FrameContext, today: BestSoFar, *, surely_right: bool
    ) -> Verdict | None:
        """What it says of a frame; None where it says nothing.

        What is shown today outranks it, and what is right in everybody: against those it says at
        most that they are too close to call.  It finds no fault before anything steady was shown.

        Args:
            raw: The value, in the measure's unit.
            now: The frame.
            today: What the person shows today.
            surely_right: Whether the value is right without it.
        """
        aside = self._aside(now)
        if aside is not None:
            self._aside_s[aside] += now.step_s
            return None
        check, margin = self._check, self.margin(now)
        beyond = raw - self.own.value - check.limit
        surely_right = surely_right or (check.first_max is not None and raw <= check.first_max)
        if not math.isnan(today.value) and not (surely_right and beyond > margin):
            self._aside_s[OwnAside.SHOWN_TODAY] += now.step_s
            return None
        self._used_s += now.step_s
        if beyond > margin:
            waits = surely_right or math.isnan(today.doubtful)
            return Verdict.UNSURE if waits else Verdict.FAULT
        return Verdict.OK if surely_right or beyond <= -self._belief.apart else Verdict.UNSURE

    def margin(self, now: FrameContext) -> float:
        """Beyond the check's limit by less than this it may be the other day that differs."""
        return self._check.margin * (1 if now.view == "side" else 2) + self._belief.apart

    def compared(self, check: str, time_s: float) -> OwnPostureCompared:
        """What became of it, at the end of the session.

        Args:
            check: The check's id.
            time_s: When the session ended.
        """
        return OwnPostureCompared(
            time_s=time_s,
            id=check,
            measure=self._check.measure,
            value=self.own.value,
            day=self.own.day,
            upright_bend=self.own.upright_bend,
            used_s=self._used_s,
            aside_s={reason: lasted for reason, lasted in self._aside_s.items() if lasted > 0},
        )

    def _aside(self, now: FrameContext) -> OwnAside | None:
        """Why it is not to be used now; None where it is."""
        if not self._belief.least <= self.own.value <= self._belief.most:
            return OwnAside.IMPLAUSIBLE
        if not MEASURES[self._check.measure].from_outline:
            return None
        if math.isnan(self.own.upright_bend) or math.isnan(now.upright_bend):
            return OwnAside.UPRIGHT_UNSEEN
        if abs(self.own.upright_bend - now.upright_bend) > SAME_OUTLINE_DEG:
            return OwnAside.OTHER_OUTLINE
        return None


FEET_DEG = 40.0
"""Legs that are never less steep than this carry the body: on a seat they may be, or lying."""

UPRIGHT_DEG = 40.0
"""A trunk as steep as this at the least neither lies nor leans on its hands."""

SEAT_HIP_DEG, SEAT_LEGS_DEG = 145.0, 70.0
"""A hip that is bent so far at the least, or legs that are no steeper: nobody stands so."""


def stance_of(exercise: Exercise) -> Stance | None:
    """Whether an exercise is done on one's feet, hinged or not, or on a seat, by its set-up.

    None where neither is sure: lying, on hands and feet, or either as the person likes.

    >>> from formcheck.exercises import load_exercise
    >>> [stance_of(load_exercise(each)) for each in ("bent-over-row", "seated-row")]
    ['standing', 'seated']
    >>> [stance_of(load_exercise(each)) for each in ("standing-posture", "sitting-posture")]
    ['standing', 'seated']
    >>> [stance_of(load_exercise(each)) for each in ("squat", "push-up", "lateral-raise")]
    ['standing', None, None]
    """

    def limits(measure: str) -> tuple[float, float]:
        found = exercise.setup.get(measure)
        low, high = (found.min, found.max) if found else (None, None)
        return -math.inf if low is None else low, math.inf if high is None else high

    least_legs, most_legs = limits("leg_inclination")
    if least_legs >= FEET_DEG:
        return "standing"
    upright = limits("torso_inclination")[0] >= UPRIGHT_DEG
    bent = limits("hip_angle")[1] <= SEAT_HIP_DEG or most_legs <= SEAT_LEGS_DEG
    return "seated" if upright and bent else None


def compares_with(exercise: Exercise, own: OwnPosture) -> bool:
    """Whether a check of an exercise compares with what is kept.

    >>> own = {("back_bend", "standing"): OwnValue(-20.0, date(2026, 1, 5), -30.0)}
    >>> from formcheck.exercises import load_exercise
    >>> [compares_with(load_exercise(each), own) for each in ("bent-over-row", "seated-row")]
    [True, False]
    """
    stance = stance_of(exercise)
    return stance is not None and any(
        (check.measure, stance) in own for check in exercise.checks if check.relative_to in OWN
    )


def keepable(
    exercise: Exercise, shown: Mapping[str, float], upright_bend: float, day: date
) -> dict[tuple[str, Stance], OwnValue]:
    """What of what was shown may be kept.

    Args:
        exercise: In which it was shown.
        shown: The lowest steady value of each measure, surely right.
        upright_bend: How the outline of the back bent upright, degrees; NaN where unseen.
        day: The day.

    >>> from formcheck.exercises import load_exercise
    >>> shown = {"trunk_lean": 2.04, "neck_lean": -60}
    >>> kept = keepable(load_exercise("sitting-posture"), shown, NAN, date(2026, 1, 5))
    >>> {key: own.value for key, own in kept.items()}
    {('trunk_lean', 'seated'): 2.0}
    """
    stance = stance_of(exercise)
    if stance is None:
        return {}
    return {
        (measure, stance): OwnValue(round(value, 1), day, round(upright_bend, 1))
        for measure, value in shown.items()
        if measure in BELIEFS and BELIEFS[measure].least <= value <= BELIEFS[measure].most
    }


def complete(shown: OwnPosture) -> dict[tuple[str, Stance], OwnValue]:
    """What of it is of use on another day.

    A back's outline is so with the one upright alone, a head over a trunk that is upright, too.

    >>> complete({("back_bend", "standing"): OwnValue(-20.0, date(2026, 1, 5))})
    {}
    """
    return {
        (measure, stance): own
        for (measure, stance), own in shown.items()
        if not (MEASURES[measure].from_outline and math.isnan(own.upright_bend))
        and (measure != "neck_lean" or ("trunk_lean", stance) in shown)
    }
