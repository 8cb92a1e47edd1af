"""Whether a person is in the exercise's set-up position, and what is missing if not."""

from __future__ import annotations

import math
from collections.abc import Set

from formcheck.checking.reading import is_hidden
from formcheck.checking.stillness import Stillness
from formcheck.events import Missing, MissingKind
from formcheck.exercises import Exercise, Limits
from formcheck.measures import MEASURES, Figure, Measure

GUESSED_SLACK = 1.5
"""How many times wider the slack is of an inclination that is guessed from landmarks in depth."""

GUESSED_YAW_DEG = 45.0
"""Below this yaw an inclination is guessed, degrees."""


class Setup:
    """The set-up position of one exercise.

    Args:
        exercise: What is done.

    Attributes:
        unmet: What keeps the person from being in position; None if nothing does.
        unseen: Whether all that could be seen in the last frame fitted, but not all could be
            seen: perhaps the exercise is done, and cannot be judged.
        settled: Whether the person has come to rest in the position, and is not on the way into
            it or out of it; true where the exercise does not say what that means.
        fits: Whether nothing that was read speaks against the position, whether the person rests
            or moves in it; of a hold in which something is counted, else as `unmet` says.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.unmet: Missing | None = None
        self.unseen = False
        self.settled = True
        self.fits = False
        self._counts_within = exercise.hold is not None and exercise.rep is not None
        self._setup = tuple((MEASURES[name], limits) for name, limits in exercise.setup.items())
        still = exercise.hold.still if exercise.hold else None
        self._still = Stillness(still) if still else None
        self._settled = Stillness(exercise.settled) if exercise.settled else None

    def update(self, figure: Figure, *, taken: bool, moving: Set[str] = frozenset()) -> None:
        """Take in one frame.

        Args:
            figure: The person.
            taken: Whether the position was taken before: leaving it needs more than taking it.
            moving: Joints that move now as the exercise asks: a position that is taken is not
                left by what is measured by them.
        """
        self.unseen = False
        self.settled = True
        if self._settled is not None:
            self._settled.update(figure)
            self.settled = self._settled.is_still
        unmet, hidden = self._compare(figure, taken=taken, moving=moving if taken else frozenset())
        if unmet is None and self._still is not None and (taken or self.settled):
            # It compares frames in which all else fits: the way into the position is no unrest.
            self._still.update(figure, moving)
            if not self._still.is_still:
                unmet = Missing(MissingKind.MOVING)
        if unmet is None and hidden:
            self.unseen = True
            unmet = Missing(MissingKind.HIDDEN, hidden)
        if unmet is None and not taken and not self.settled:
            unmet = Missing(MissingKind.UNSETTLED)
        self.unmet = unmet
        self.fits = unmet is None
        if self._counts_within and unmet is not None:
            self.fits = self._compare(figure, taken=True, moving=moving)[0] is None

    def _compare(
        self, figure: Figure, *, taken: bool, moving: Set[str]
    ) -> tuple[Missing | None, str]:
        """The first measure that does not fit, and the first that cannot be seen."""
        hidden_measure = ""
        for measure, limits in self._setup:
            if moving and not moving.isdisjoint(measure.joints):
                continue
            if limits.optional or not taken:
                hidden = any(is_hidden(figure, joint) for joint in measure.joints)
                if hidden and not limits.optional:
                    hidden_measure = hidden_measure or measure.name
                if hidden:
                    continue
            value = measure.read(figure)
            if limits.optional and math.isnan(value):
                continue
            if not limits.holds(value, inside=taken, slack=_slack(measure, figure, limits)):
                return _missing(measure.name, value, limits), hidden_measure
        return None, hidden_measure


def _slack(measure: Measure, figure: Figure, limits: Limits) -> float:
    """The slack within the position: wider where the picture does not show what is measured.

    Seen from the front or the back an inclination is a guess in depth, which rises by 40 degrees
    while the arms do.
    """
    guessed = measure.sagittal and figure.yaw_deg < GUESSED_YAW_DEG
    return limits.slack * (GUESSED_SLACK if guessed else 1.0)


def _missing(measure: str, value: float, limits: Limits) -> Missing:
    """What a measure that does not fit is: hidden, too large or too small."""
    if math.isnan(value):
        return Missing(MissingKind.HIDDEN, measure)
    if limits.max is not None and value > limits.max:
        return Missing(MissingKind.OUT_OF_RANGE, measure, value, limits.max, "max")
    limit = math.nan if limits.min is None else limits.min
    return Missing(MissingKind.OUT_OF_RANGE, measure, value, limit, "min")
