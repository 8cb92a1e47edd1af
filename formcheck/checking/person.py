"""Following one person: near side, camera view, arm lengths, and whether to believe it all."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.checking.events import Reason
from formcheck.geometry import NAN, Point, Point3, distance, inclination_3d, included_angle
from formcheck.measures import SIDE_YAW_DEG, SIDES, Figure
from formcheck.pose import Pose, Side

FRONT_YAW_DEG = 20.0
"""Below this yaw a view is from the front (or the back)."""

LYING_DEG = 35.0
"""A body lies if its line from feet to shoulders is no steeper than this, in a plank too."""

LYING_SIDE_YAW_DEG = 65.0
"""From this yaw on, told by that line, a lying body is surely seen from the side.

Rendered planks and push-ups that are turned by 36 to 54 degrees read 36 to 59 in the median, those
by 75 and more 70 to 90: the middle between them."""

VIEW_SLACK_DEG = 4.0
"""How far the yaw must pass a boundary before the view changes."""

MAX_JITTER = 0.12
"""Joints that jump by more than this share of the trunk from frame to frame are not believed."""

CALM_JITTER = 0.06
"""Once not believed, they must have calmed down to this share.

Good tracking reads .005 to .03 at 25 to 30 frames a second, a fast jumping jack .05, swimming and
superman, where the skeleton is known to be invented, .16 to .25."""

STRAIGHT_DEG = 140.0
"""The hand of a more bent arm does not tell how far it reaches: at this angle it is .94 of it."""

_STILL_UNSURE_S = 2.0
_STEADY_FRAMES = 5
_TRUNK_FRAMES = 15


class Tracker:
    """Learns, frame by frame, what measures need to know of the person and of the camera."""

    def __init__(self) -> None:
        self.view = ""
        self.side: Side = "left"
        self.trouble: Reason | None = None
        self._axis = (0.0, 0.0)
        self._lying: tuple[float, float] | None = None
        self._facing = 0.0
        self._side_lead = 0.0
        self._arms = (_LongestReach(), _LongestReach())
        self._trunk: list[float] = []
        self._jitter = 0.0
        self._recent: deque[tuple[float, list[Point], float]] = deque(maxlen=3)
        self._remembered: tuple[Point, float] | None = None
        self._alone_since: float | None = None

    @property
    def yaw_deg(self) -> float:
        """How far the person is turned away from facing the camera, or from the back: 0 to 90."""
        across, along = self._axis
        if across == 0 and along == 0:
            return 90.0
        return math.degrees(math.atan2(along, across))

    @property
    def surely_side(self) -> bool:
        """Whether nothing speaks against a side view.

        The lines across shoulders and hips are short, and of a body that lies along the ground
        they read up to 14 degrees too side-on.  The line from its feet to its shoulders is four
        times as long, and reads within 10.
        """
        if self._lying is None:
            return True
        deep, wide = self._lying
        return math.degrees(math.atan2(wide, deep)) >= LYING_SIDE_YAW_DEG

    def see(self, pose: Pose) -> Figure:
        """Take in a frame with a person and give the figure to measure."""
        last = self._recent[-1][0] if self._recent else pose.time_s - 1.0
        step = min(1.0, pose.time_s - last)
        figure = Figure(
            pose,
            self.side,
            yaw_deg=self.yaw_deg,
            arm_px=(self._arms[0].px, self._arms[1].px),
            trunk_px=median(self._trunk) if self._trunk else NAN,
        )
        self._learn_view(figure, step)
        self._learn_side(figure, step)
        self._believe(figure, step)
        figure.yaw_deg = self.yaw_deg
        return figure.on(self.side)

    def learn_build(self, figure: Figure) -> None:
        """Remember how far the hands reach and how long the trunk is at first; only in position."""
        if len(self._trunk) < _TRUNK_FRAMES and not math.isnan(figure.torso_px):
            self._trunk.append(figure.torso_px)
        for side, arm in zip(SIDES, self._arms, strict=True):
            on = figure.on(side)
            shoulder, elbow, wrist = (on.near(j) for j in ("shoulder", "elbow", "wrist"))
            if included_angle(shoulder, elbow, wrist) >= STRAIGHT_DEG:
                arm.see(distance(shoulder, wrist))

    def forget_build(self) -> None:
        """The position was left: the next set may be nearer or further away."""
        self._arms = (_LongestReach(), _LongestReach())
        self._trunk = []

    def lost(self) -> None:
        """Nobody is in the picture: where the joints were says nothing any more."""
        self._recent.clear()
        self._jitter = 0.0

    def _learn_view(self, figure: Figure, step: float) -> None:
        across = along = 0.0
        for joint in ("shoulder", "hip"):
            left, right = figure.both_3d(joint)
            across += abs(left[0] - right[0])
            along += abs(left[2] - right[2])
        if math.isnan(across + along):
            return
        first = self._axis == (0.0, 0.0)
        share = 1.0 if first else 1 - math.exp(-step / 0.5)
        self._axis = _toward((across, along), self._axis, share)
        self._learn_lying(figure.middle_3d("ankle"), figure.middle_3d("shoulder"), share)
        (left_x, _), (right_x, _) = figure.both("shoulder")
        toward = math.copysign(1.0, left_x - right_x)
        self._facing += share * (toward - self._facing)
        self.view = self._named_view()

    def _learn_lying(self, feet: Point3, shoulders: Point3, share: float) -> None:
        """Follow the line of a lying body as it is seen from above."""
        if not abs(inclination_3d(feet, shoulders)) <= LYING_DEG:
            self._lying = None
            return
        line = abs(shoulders[2] - feet[2]), abs(shoulders[0] - feet[0])
        self._lying = line if self._lying is None else _toward(line, self._lying, share)

    def _named_view(self) -> str:
        yaw, slack = self.yaw_deg, VIEW_SLACK_DEG
        if yaw >= SIDE_YAW_DEG - (slack if self.view == "side" else 0):
            return "side"
        if yaw < FRONT_YAW_DEG + (slack if self.view in ("front", "back") else 0):
            return "front" if self._facing >= 0 else "back"
        if self.view == "side" or yaw < SIDE_YAW_DEG - slack or not self.view:
            return "three-quarter"
        return self.view

    def _learn_side(self, figure: Figure, step: float) -> None:
        left, right = (
            sum(figure.on(side).visibility(j) for j in ("shoulder", "elbow", "hip", "knee"))
            for side in SIDES
        )
        share = 1.0 if not self._recent else 1 - math.exp(-step / 0.7)
        self._side_lead += share * (right - left - self._side_lead)
        slack = 0.15 if self._recent else 0.0
        if self._side_lead > slack:
            self.side = "right"
        elif self._side_lead < -slack:
            self.side = "left"

    def _believe(self, figure: Figure, step: float) -> None:
        """Decide whether the skeleton is the same person's and steady enough to be judged."""
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
                jump > max(0.5, 4 * step) or not 0.55 < size / max(size_then, 1.0) < 1.8
            ):
                self._on_jump(figure, was, size_then)
        if len(self._recent) >= 2:
            (_, a, _), (_, b, _) = self._recent[-2], self._recent[-1]
            wobble = median(
                math.hypot(p[0] - 2 * q[0] + r[0], p[1] - 2 * q[1] + r[1])
                for p, q, r in zip(points, b, a, strict=False)
            )
            # With fewer frames a second true acceleration grows with the square of the step.
            wobble /= max(size, 1.0) * max(1.0, (step / 0.04) ** 2)
            share = 1 - math.exp(-step / 0.7)
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


def _toward(goal: Point, now: Point, share: float) -> Point:
    """A share of the way from one point to another."""
    return now[0] + share * (goal[0] - now[0]), now[1] + share * (goal[1] - now[1])


class _LongestReach:
    """The longest steady distance of hand and shoulder since the person got in position."""

    def __init__(self) -> None:
        self.px = NAN
        self._last: deque[float] = deque(maxlen=_STEADY_FRAMES)

    def see(self, reach: float) -> None:
        if math.isnan(reach):
            return
        self._last.append(reach)
        if len(self._last) == _STEADY_FRAMES and not median(self._last) <= self.px:
            self.px = median(self._last)
