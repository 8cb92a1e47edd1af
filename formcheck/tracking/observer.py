"""Following one person: near side, view, on the knees or not, and whether to believe it all."""

from __future__ import annotations

import math

from formcheck.geometry import NAN, Point, Point3, inclination_3d
from formcheck.measures import SIDE_YAW_DEG, SIDES, Figure
from formcheck.pose import Pose, Side
from formcheck.tracking.kneeling import Kneeling
from formcheck.tracking.plausibility import Plausibility
from formcheck.tracking.subject import Subject

FRONT_YAW_DEG = 20.0
"""Below this yaw a view is from the front (or the back)."""

LYING_DEG = 35.0
"""A body lies if its line from feet to shoulders is no steeper than this, in a plank too."""

LYING_SIDE_YAW_DEG = 65.0
"""A lying body whose line of feet and shoulders reads at least this yaw is surely seen side-on.

Rendered planks and push-ups that are turned by 36 to 54 degrees read 36 to 59 in the median, and
those turned by 75 and more read 70 to 90; this is the middle between them."""

ON_ITS_SIDE_DEG = 36.0
"""A lying body whose line through the hips is at least this steep lies on its side.

Side planks of people read 41 to 90, also while they reach under the body; planks 0 to 22."""

ON_ITS_SIDE_TRUNK_DEG = 60.0
"""Its trunk is no steeper than this: side planks read up to 55 from the feet."""

VIEW_SLACK_DEG = 4.0
"""How far the yaw must pass a boundary before the view changes."""

BLIND_S = 2.0
"""How long there may be no frame at all before that counts as nobody found, seconds."""


class SubjectObserver:
    """Learns, frame by frame, from where the person is seen and which side is nearer."""

    def __init__(self) -> None:
        self.view = ""
        self.side: Side = "left"
        self._plausibility = Plausibility()
        self._kneeling = Kneeling()
        self._axis = (0.0, 0.0)
        self._lying: tuple[float, float] | None = None
        self._facing = 0.0
        self._side_lead = 0.0
        self._time_s = self._seen_s = NAN

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

        The lines across shoulders and hips are short, and read up to 14 degrees too side-on where
        the body lies along the ground.  The line from feet to shoulders is four times as long, and
        reads within 10 degrees.
        """
        if self._lying is None:
            return True
        deep, wide = self._lying
        return math.degrees(math.atan2(wide, deep)) >= LYING_SIDE_YAW_DEG

    def update(self, pose: Pose) -> Subject:
        """Take in one frame.

        Args:
            pose: The frame's pose; times must not go backwards.
        """
        blind = pose.time_s - self._time_s >= BLIND_S
        self._time_s = pose.time_s
        if blind or not pose.present:
            self._plausibility.lose()
            self._seen_s = NAN
        return self._subject(self._seen(pose) if pose.present else None)

    def _seen(self, pose: Pose) -> Figure:
        new = math.isnan(self._seen_s)
        step_s = 1.0 if new else min(1.0, pose.time_s - self._seen_s)
        self._seen_s = pose.time_s
        figure = Figure(pose, self.side)
        self._learn_view(figure, step_s)
        figure.yaw_deg = self.yaw_deg
        self._learn_side(figure, step_s, new=new)
        self._plausibility.update(figure, step_s)
        figure = figure.on(self.side)
        on_knees = self._kneeling.update(figure)
        for side in SIDES:
            figure.on(side).on_knees = on_knees
        return figure

    def _subject(self, figure: Figure | None) -> Subject:
        return Subject(
            time_s=self._time_s,
            figure=figure,
            view=self.view,
            side=self.side,
            yaw_deg=self.yaw_deg,
            surely_side=self.surely_side,
            trouble=self._plausibility.trouble,
        )

    def _learn_view(self, figure: Figure, step: float) -> None:
        across, along, toward = _turned(figure)
        if math.isnan(across + along):
            return
        first = self._axis == (0.0, 0.0)
        share = 1.0 if first else 1 - math.exp(-step / 0.5)
        self._axis = _toward((across, along), self._axis, share)
        self._learn_lying(figure.middle_3d("ankle"), figure.middle_3d("shoulder"), share)
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

    def _learn_side(self, figure: Figure, step: float, *, new: bool) -> None:
        seen = map(figure.both_visibilities, ("shoulder", "elbow", "hip", "knee"))
        left, right = map(sum, zip(*seen, strict=True))
        share = 1.0 if new else 1 - math.exp(-step / 0.7)
        self._side_lead += share * (right - left - self._side_lead)
        slack = 0.0 if new else 0.15
        if self._side_lead > slack:
            self.side = "right"
        elif self._side_lead < -slack:
            self.side = "left"


def _toward(goal: Point, now: Point, share: float) -> Point:
    """A share of the way from one point to another."""
    return now[0] + share * (goal[0] - now[0]), now[1] + share * (goal[1] - now[1])


def _turned(figure: Figure) -> tuple[float, float, float]:
    """How far a body is turned, and whether it faces the camera.

    The lines across shoulders and hips say it, but of a body on its side they are upright, and
    which way the chest faces says it.

    Returns:
        Lengths across the picture and along the line of sight, metres: the first alone seen from
        the front, the second alone from the side; and 1 towards the camera, -1 away from it.
    """
    (shoulder, other), (hip, other_hip) = figure.both_3d("shoulder"), figure.both_3d("hip")
    tilt = abs(inclination_3d(hip, other_hip))
    low, high = figure.middle_3d("hip"), figure.middle_3d("shoulder")
    steep = abs(inclination_3d(low, high))
    if tilt >= ON_ITS_SIDE_DEG and steep <= ON_ITS_SIDE_TRUNK_DEG and low != high:
        a, b, long = _minus(hip, other_hip), _minus(high, low), math.dist(high, low)
        # Left to right times upwards points ahead; y is down and z away from the camera.
        ahead_x = (a[1] * b[2] - a[2] * b[1]) / long
        ahead_z = (a[0] * b[1] - a[1] * b[0]) / long
        return abs(ahead_z), abs(ahead_x), math.copysign(1.0, -ahead_z)
    across = abs(shoulder[0] - other[0]) + abs(hip[0] - other_hip[0])
    along = abs(shoulder[2] - other[2]) + abs(hip[2] - other_hip[2])
    (left_x, _), (right_x, _) = figure.both("shoulder")
    return across, along, math.copysign(1.0, left_x - right_x)


def _minus(a: Point3, b: Point3) -> Point3:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]
