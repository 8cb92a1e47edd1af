"""A person's own lengths in the picture, learnt while they are in position."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.geometry import NAN, distance, included_angle
from formcheck.measures import SIDES, Figure

STRAIGHT_DEG = 140.0
"""A more bent arm does not show its length: at this angle the hand is at .94 of it, degrees."""

_STEADY_FRAMES = 5
_TRUNK_FRAMES = 15


class Build:
    """How far a person's hands reach, and how long the trunk is.

    It belongs to a set of one exercise: the next set may be nearer to the camera or further away.
    """

    def __init__(self) -> None:
        self._arms = (_LongestReach(), _LongestReach())
        self._trunk: list[float] = []
        self._trunk_px = NAN
        self._is_known = False

    def of(self, figure: Figure) -> Figure:
        """The figure with the lengths that are known so far; the very same while none is."""
        if not self._is_known:
            return figure
        return figure.with_build((self._arms[0].px, self._arms[1].px), self._trunk_px)

    def learn(self, figure: Figure) -> None:
        """Take in a frame in position: the reach of straight arms, and the trunk at first."""
        if len(self._trunk) < _TRUNK_FRAMES and not math.isnan(figure.torso_px):
            self._trunk.append(figure.torso_px)
            self._trunk_px = median(self._trunk)
        self._is_known = True
        for side, arm in zip(SIDES, self._arms, strict=True):
            on = figure.on(side)
            shoulder, elbow, wrist = (on.near(j) for j in ("shoulder", "elbow", "wrist"))
            if included_angle(shoulder, elbow, wrist) >= STRAIGHT_DEG:
                arm.update(distance(shoulder, wrist))

    def forget(self) -> None:
        """The position was left."""
        self._arms = (_LongestReach(), _LongestReach())
        self._trunk = []
        self._trunk_px = NAN
        self._is_known = False


class _LongestReach:
    """The longest steady distance of hand and shoulder since the person got in position."""

    def __init__(self) -> None:
        self.px = NAN
        self._last: deque[float] = deque(maxlen=_STEADY_FRAMES)

    def update(self, reach: float) -> None:
        if math.isnan(reach):
            return
        self._last.append(reach)
        if len(self._last) == _STEADY_FRAMES and not median(self._last) <= self.px:
            self.px = median(self._last)
