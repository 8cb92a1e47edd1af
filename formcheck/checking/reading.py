"""Reading what a check looks at off a figure, or saying why it cannot be read."""

from __future__ import annotations

import math

from formcheck.checking.context import FrameContext
from formcheck.checking.flicker import Flicker
from formcheck.checking.upright import flat_shift
from formcheck.events import Reason
from formcheck.exercises import Check
from formcheck.measures import MEASURES, Figure

MIN_VISIBILITY = 0.4
"""Joints that a check needs must be at least this visible.

Cut-off ankles read .2, near joints .9 and more, far ones .3 to .8."""


class Reader:
    """Reads the measure of one check, frame by frame.

    Args:
        check: What the exercise file says; its measure is one of the body.
    """

    def __init__(self, check: Check) -> None:
        self.measure = MEASURES[check.measure]
        self._views = check.views
        self._flicker = Flicker()
        self._hidden = Reason.NO_SILHOUETTE if self.measure.from_outline else Reason.NOT_VISIBLE

    def in_sight(self, figure: Figure) -> bool:
        """Whether the movement itself leaves the measure in sight now."""
        return self.measure.in_sight is None or self.measure.in_sight(figure)

    def is_rough(self, figure: Figure) -> bool:
        """Whether it is read so roughly now that clear changes alone are told."""
        return self.measure.rough is not None and self.measure.rough(figure)

    def blur(self, figure: Figure) -> float:
        """By how much it may be misread now beyond what a limit for everybody allows for."""
        return 0.0 if self.measure.blur is None else self.measure.blur(figure)

    def shift(self, now: FrameContext) -> float:
        """By how much a limit for everybody is another for somebody who was seen upright."""
        return flat_shift(now.upright_bend) if self.measure.from_outline else 0.0

    def read(self, figure: Figure, now: FrameContext) -> float | Reason:
        """The value, or why it cannot be read."""
        if now.view not in self._views or not (now.surely_side or "three-quarter" in self._views):
            return Reason.WRONG_VIEW
        if any(figure.visibility(j) < MIN_VISIBILITY for j in self.measure.joints):
            return Reason.NOT_VISIBLE
        value = self.measure.read(figure)
        return self._hidden if math.isnan(value) else value

    def believed(self, read: float | Reason, time_s: float, *, uncompared: bool) -> float | Reason:
        """What was read, or why it says nothing.

        Args:
            read: The value, or why it was not read.
            time_s: The frame's time.
            uncompared: Whether it is rough, and there is nothing to compare it with.
        """
        if isinstance(read, Reason):
            return read
        self._flicker.update(time_s, read)
        if self._flicker.flickers:
            return Reason.IMPLAUSIBLE
        return self._hidden if uncompared else read


def is_hidden(figure: Figure, joint: str) -> bool:
    """Whether a joint can be seen on neither side."""
    return figure.best_visibility(joint) < MIN_VISIBILITY
