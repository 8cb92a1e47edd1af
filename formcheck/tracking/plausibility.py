"""Whether a skeleton is to be believed: still the same person's, and steady enough."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.events import Reason
from formcheck.geometry import Point, distance
from formcheck.measures import Figure

MAX_JITTER = 0.12
"""Joints that jump by more than this share of the trunk from frame to frame are not believed."""

CALM_JITTER = 0.06
"""Once not believed, they must have calmed down to this share.

Good tracking reads .005 to .03 at 25 to 30 frames a second, a fast jumping jack .05, swimming and
superman, where the skeleton is known to be invented, .16 to .25."""

_STILL_UNSURE_S = 2.0


class Plausibility:
    """Watches the joints of the person who is followed.

    Attributes:
        trouble: Why the skeleton of the last frame is not to be believed; None where it is.
    """

    def __init__(self) -> None:
        self.trouble: Reason | None = None
        self._jitter = 0.0
        self._recent: deque[tuple[float, list[Point], float]] = deque(maxlen=3)
        self._remembered: tuple[Point, float] | None = None
        self._alone_since: float | None = None

    def lose(self) -> None:
        """Nobody is in the picture: where the joints were says nothing any more."""
        self._recent.clear()
        self._jitter = 0.0

    def update(self, figure: Figure, step_s: float) -> None:
        """Take in a frame with a person.

        Args:
            figure: The person.
            step_s: The time since the last frame with a person, at most 1 second.
        """
        time_s = figure.pose.time_s
        points = [figure.near(j) for j in ("shoulder", "hip", "knee", "elbow")]
        (sx, sy), (hx, hy) = figure.middle("shoulder"), figure.middle("hip")
        centre = ((sx + hx) / 2, (sy + hy) / 2)
        size = max(figure.torso_px, distance(*figure.both("shoulder")), distance(*points[1:3]))
        if self._recent:
            then, before, size_then = self._recent[-1]
            was = before[4]
            jump = distance(was, centre) / max(size_then, 1.0)
            if time_s - then < 0.5 and (
                jump > max(0.5, 4 * step_s) or not 0.55 < size / max(size_then, 1.0) < 1.8
            ):
                self._on_jump(figure, was, size_then)
        if len(self._recent) >= 2:
            (_, a, _), (_, b, _) = self._recent[-2], self._recent[-1]
            wobble = median(
                math.hypot(p[0] - 2 * q[0] + r[0], p[1] - 2 * q[1] + r[1])
                for p, q, r in zip(points, b, a, strict=False)
            )
            # With fewer frames a second true acceleration grows with the square of the step.
            wobble /= max(size, 1.0) * max(1.0, (step_s / 0.04) ** 2)
            share = 1 - math.exp(-step_s / 0.7)
            self._jitter += share * (min(1.0, wobble) - self._jitter)
        self._recent.append((time_s, [*points, centre], size))
        self._settle(figure, centre, size)

    def _on_jump(self, figure: Figure, was: Point, size: float) -> None:
        self._recent.clear()
        if figure.pose.others and self._remembered is None:
            self._remembered = (was, size)
            self._alone_since = None

    def _settle(self, figure: Figure, centre: Point, size: float) -> None:
        if self._remembered is not None:
            was, size_was = self._remembered
            back = distance(was, centre) < size_was and 0.7 < size / max(size_was, 1.0) < 1.4
            if figure.pose.others:
                self._alone_since = None
            elif self._alone_since is None:
                self._alone_since = figure.pose.time_s
            alone = (
                self._alone_since is not None
                and figure.pose.time_s - self._alone_since >= _STILL_UNSURE_S
            )
            if back or alone:
                self._remembered = None
        if self._remembered is not None:
            self.trouble = Reason.MORE_THAN_ONE
        elif self._jitter > (CALM_JITTER if self.trouble else MAX_JITTER):
            self.trouble = Reason.IMPLAUSIBLE
        else:
            self.trouble = None
