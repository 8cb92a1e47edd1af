"""A pose seen from its near side, with what a session has learnt of the person's body."""

from __future__ import annotations

import math

from formcheck.geometry import NAN, Point, Point3, distance
from formcheck.pose import Landmark, Pose, Side

JOINTS: dict[str, tuple[Landmark, Landmark]] = {
    "ear": (Landmark.LEFT_EAR, Landmark.RIGHT_EAR),
    "shoulder": (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    "elbow": (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW),
    "wrist": (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST),
    "hip": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "knee": (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE),
    "ankle": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
    "heel": (Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL),
    "toe": (Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX),
}
"""The paired joints that measures name, each with its left and right landmark."""

_OF_SIDE = tuple({joint: int(both[right]) for joint, both in JOINTS.items()} for right in (0, 1))
"""The left joints, then the right ones, by plain numbers: those of a landmark are looked up."""

SIDES: tuple[Side, Side] = ("left", "right")

TRUNK_M = 0.5
"""What is called a trunk's length, metres."""

SEEN = 0.4
"""A joint of the far side is used where it is at least this visible."""

_SCALED = (11, 12, 13, 14, 15, 16, 23, 24, 25, 26)
"""Landmarks of which the scale is fitted: shoulders, elbows, wrists, hips and knees."""


class Figure:
    """One pose as measures see it: near and far joints, and the person's known lengths.

    Args:
        pose: The pose; a person must have been found.
        side: The side that is nearer to the camera, or the side to measure.
        yaw_deg: How far the person is turned away from facing the camera, 0 to 90 (90: side-on).
        arm_px: Lengths of the straight left and right arm (shoulder to wrist) in pixels, as far
            as they were seen yet; where unknown the two bones of this very frame are added up.
        trunk_px: Length of the trunk when the position was taken, in pixels, NaN where unknown:
            seen obliquely it changes with every sag.

    Attributes:
        image: All landmarks in the picture, pixels, 33 times x and y.
        world: All landmarks in metres, in MediaPipe's world frame, 33 times x, y and z.
        visibilities: Of all landmarks, 0 to 1, NaN where unknown.
        values: What was measured of it already, by the measure's name (`Measure.read`).
        numbers: Its `movement_numbers` as far as they were read, by the scale; they are those of
            all its twins, because neither a side nor a known length is in them.
        on_knees: Whether they rest on the knees, as far as the frames before say it; whoever
            follows the person writes it.
    """

    __slots__ = (
        "_by_side",
        "_in_view",
        "_near",
        "_twin",
        "arm_px",
        "image",
        "numbers",
        "on_knees",
        "pose",
        "side",
        "trunk_px",
        "values",
        "visibilities",
        "world",
        "yaw_deg",
    )

    def __init__(
        self,
        pose: Pose,
        side: Side = "left",
        *,
        yaw_deg: float = 90.0,
        arm_px: tuple[float, float] = (NAN, NAN),
        trunk_px: float = NAN,
    ) -> None:
        self.on_knees = False
        self.pose = pose
        self.side = side
        self.yaw_deg = yaw_deg
        self.arm_px = arm_px
        self.trunk_px = trunk_px
        # Plain floats: a frame asks for some thirty numbers, and array indexing is slow for that.
        self.image: list[Point] = list(map(tuple, pose.image.tolist()))
        self.visibilities: list[float] = pose.visibility.tolist()
        self.world: list[Point3] = list(map(tuple, pose.world.tolist()))
        self._by_side: tuple[dict[str, float], dict[str, float]] = {}, {}
        self.values = self._by_side[side == "right"]
        self._near = _OF_SIDE[side == "right"]
        self.numbers: dict[float, tuple[float, ...]] = {}
        self._in_view: dict[int, float] = {}
        self._twin: Figure | None = None

    def on(self, side: Side) -> Figure:
        """The same figure, measured on a given side; that of each side is made once."""
        if side == self.side:
            return self
        twin = self._twin
        if twin is None:
            # Not the other way round as well: what refers to each other lives on for a while.
            twin = self._twin = self._copy(side, self.arm_px, self.trunk_px, self._by_side)
        return twin

    def sides_seen(self, *joints: str) -> list[Figure]:
        """The near side, and the far one where the joints can be seen there."""
        return [
            on
            for on in map(self.on, SIDES)
            if on.side == self.side or all(on.visibility(joint) >= SEEN for joint in joints)
        ]

    def with_build(self, arm_px: tuple[float, float], trunk_px: float) -> Figure:
        """The same figure, measured with the person's own lengths as they are known."""
        return self._copy(self.side, arm_px, trunk_px, ({}, {}))

    def _copy(
        self,
        side: Side,
        arm_px: tuple[float, float],
        trunk_px: float,
        by_side: tuple[dict[str, float], dict[str, float]],
    ) -> Figure:
        twin = object.__new__(Figure)
        twin.pose, twin.side, twin.yaw_deg = self.pose, side, self.yaw_deg
        twin.arm_px, twin.trunk_px, twin.on_knees = arm_px, trunk_px, self.on_knees
        twin.image, twin.visibilities, twin.world = self.image, self.visibilities, self.world
        twin._by_side, twin.values = by_side, by_side[side == "right"]
        twin._near = _OF_SIDE[side == "right"]
        twin.numbers, twin._in_view = self.numbers, self._in_view
        twin._twin = None
        return twin

    def near(self, joint: str) -> Point:
        """The near joint in the picture, pixels."""
        return self.image[self._near[joint]]

    def both(self, joint: str) -> tuple[Point, Point]:
        """The left and the right joint in the picture, pixels."""
        image, (left, right) = self.image, _OF_SIDE
        return image[left[joint]], image[right[joint]]

    def middle(self, joint: str) -> Point:
        """The point between the left and the right joint in the picture, pixels."""
        (ax, ay), (bx, by) = self.both(joint)
        return (ax + bx) / 2, (ay + by) / 2

    def both_3d(self, joint: str) -> tuple[Point3, Point3]:
        """The left and the right joint in metres, in MediaPipe's world frame."""
        world, (left, right) = self.world, _OF_SIDE
        return world[left[joint]], world[right[joint]]

    def near_3d(self, joint: str) -> Point3:
        """The near joint in metres, in the world frame."""
        return self.world[self._near[joint]]

    def middle_3d(self, joint: str) -> Point3:
        """The point between the left and the right joint in metres, in the world frame."""
        (ax, ay, az), (bx, by, bz) = self.both_3d(joint)
        return (ax + bx) / 2, (ay + by) / 2, (az + bz) / 2

    def visibility(self, joint: str) -> float:
        """Visibility of the near joint, 0 to 1; 0 where unknown or outside of the picture."""
        index = self._near[joint]
        known = self._in_view.get(index)
        return self._visibility(index) if known is None else known

    def best_visibility(self, joint: str) -> float:
        """That of the joint which is better seen, the left or the right one, 0 to 1."""
        return max(self.both_visibilities(joint))

    def both_visibilities(self, joint: str) -> tuple[float, float]:
        """Those of the left and the right joint, 0 to 1."""
        known, (left, right) = self._in_view, _OF_SIDE
        i, j = left[joint], right[joint]
        one, other = known.get(i), known.get(j)
        return (
            self._visibility(i) if one is None else one,
            self._visibility(j) if other is None else other,
        )

    def _visibility(self, index: int) -> float:
        x, y = self.image[index]
        slack = 0.03 * self.pose.height
        inside = -slack <= x <= self.pose.width + slack and -slack <= y <= self.pose.height + slack
        seen = self.visibilities[index]
        found = seen if inside and not math.isnan(seen) else 0.0
        self._in_view[index] = found
        return found

    @property
    def torso_px(self) -> float:
        """Length of the trunk in the picture, between the middles of shoulders and hips, pixels."""
        return distance(self.middle("shoulder"), self.middle("hip"))

    @property
    def level_trunk_px(self) -> float:
        """Length of the trunk when the position was taken, or in this very frame, pixels."""
        return self.torso_px if math.isnan(self.trunk_px) else self.trunk_px

    @property
    def scaled_trunk_px(self) -> float:
        """How many pixels a trunk's length, `TRUNK_M`, is where the person is; NaN where unknown.

        The scale is fitted from the landmarks in metres to those in the picture over ten joints,
        so that no single bone has to be seen well, or seen at its length: in rendered people who
        hinge, press or lie before a camera that stands anywhere it is within 10 percent of the
        truth (5th to 95th percentile .87 to 1.1), while the trunk itself reads .43 to 1.1.
        """
        image, world, seen = self.image, self.world, self.visibilities
        total = ax = ay = bx = by = 0.0
        for j in _SCALED:
            weight = seen[j] + 0.05
            total += weight
            ax += weight * image[j][0]
            ay += weight * image[j][1]
            bx += weight * world[j][0]
            by += weight * world[j][1]
        ax, ay, bx, by = ax / total, ay / total, bx / total, by / total
        both = own = 0.0
        for j in _SCALED:
            weight = seen[j] + 0.05
            dx, dy = world[j][0] - bx, world[j][1] - by
            both += weight * ((image[j][0] - ax) * dx + (image[j][1] - ay) * dy)
            own += weight * (dx * dx + dy * dy)
        return TRUNK_M * both / own if own > 0 else NAN

    @property
    def straight_arm_px(self) -> float:
        """Length of the near arm when straight, pixels."""
        known = self.arm_px[self.side == "right"]
        if not math.isnan(known):
            return known
        elbow = self.near("elbow")
        return distance(self.near("shoulder"), elbow) + distance(elbow, self.near("wrist"))
