"""Bending down to two dumbbells that lie beside the feet."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, Body, Floats, frame, unit
from studio.pose.limbs import bent_reach, two_bone
from studio.pose.rig import FORWARD, Arm, Foot, Rig, Stance

HANDLE_HEIGHT = 0.06  # of the handle of a dumbbell that lies on the floor, metres
DOWN = np.array([0.0, 0.0, -1.0])
ELBOW_FLEXION = 13.0  # of an arm that reaches down, degrees
PROTRACTION = 6.0  # of the shoulder blades of an arm that reaches down, degrees
CLEAR_OF_FOOT = 0.155  # handle from the ankle, sideways, metres


def grip(body: Body, side: str) -> tuple[Floats, Floats]:
    """Where a handle lies in the closed hand of the rest body.

    Returns:
        Rotation whose second column is the handle's axis, (3, 3), and the handle's middle,
        metres, (3,); both to be carried by the wrist bone.
    """
    index, little = body.head(f"finger2-1.{side}"), body.head(f"finger5-1.{side}")
    knuckle, wrist = body.head(f"finger3-1.{side}"), body.head(f"wrist.{side}")
    along = unit(knuckle - wrist)
    axis = index - little
    axis = unit(axis - along * float(axis @ along))
    palm = np.cross(along, axis) * SIDE_SIGN[side]
    turn = np.stack([along, axis, np.cross(along, axis)], axis=1)
    return turn, knuckle - 0.018 * along + 0.026 * palm


@dataclass(frozen=True)
class Bend:
    """The shape of a body bent down to the floor, degrees as in `Stance`."""

    torso_deg: float
    lean: float
    flexion: float
    head_pitch: float
    knee: float = 90.0


class PickUp:
    """The lowest pose of a pick-up, in which the hands close round the handles.

    Attributes:
        bend: shape of the body; its knees are bent as far as the reach needs.
    """

    def __init__(self, rig: Rig, feet: dict[str, Foot], bend: Bend) -> None:
        """Find how far the knees must bend so that nearly straight arms reach the handles.

        Args:
            rig: the body.
            feet: side ("L", "R") -> where each foot stands.
            bend: shape of the body; its knees are bent further as the reach needs.
        """
        self._rig = rig
        body = rig.body
        self._offset = {s: self._handle_from_wrist(body, s) for s in SIDES}
        low, high = 15.0, 145.0
        for _ in range(16):
            knee = (low + high) / 2.0
            gap = self._shoulders(feet, replace(bend, knee=knee))["L"][2] - self._height(feet, "L")
            low, high = (knee, high) if gap > 0.0 else (low, knee)
        self.bend = replace(bend, knee=high)
        self._wrist = {}  # from the shoulder
        for side, shoulder in self._shoulders(feet, self.bend).items():
            aside, ahead, down = self._reach(feet, side)
            above = float(shoulder[2]) - self._height(feet, side)
            self._wrist[side] = np.array([aside, ahead, -down - above])

    def arm(self, side: str, hanging: Arm, share: float, curl: float) -> Arm:
        """An arm `share` of the way from hanging (with directions, no target) to the handle."""
        rig, sign = self._rig, SIDE_SIGN[side]
        upper, fore = unit(hanging.upper), unit(hanging.fore)
        wrist = upper * rig.upper_arm + fore * rig.forearm
        target = wrist + (self._wrist[side] - wrist) * share
        out = upper - unit(wrist) * float(upper @ unit(wrist))
        pole = unit(out) * (1.0 - share) + np.array([0.35 * sign, 0.95, 0.0]) * share
        upper, fore = two_bone(np.zeros(3), target, rig.arm, pole)
        hand = unit(fore * (1.0 - share) + DOWN * share)
        return replace(hanging, upper=upper, fore=fore, hand=hand, curl=curl)

    def _handle_from_wrist(self, body: Body, side: str) -> Floats:
        """From the wrist to the handle's middle in a hand that points straight down, (3,)."""
        wrist = body.head(f"wrist.{side}")
        knuckle = {k: body.head(f"finger{k}-1.{side}") for k in "235"}
        rest = frame(knuckle["3"] - wrist, knuckle["2"] - knuckle["5"])
        found: Floats = frame(DOWN, FORWARD) @ rest.T @ (grip(body, side)[1] - wrist)
        return found

    def _reach(self, feet: dict[str, Foot], side: str) -> tuple[float, float, float]:
        """Wrist from the shoulder: to the side, forwards (along y) and downwards, metres."""
        joint = float(self._rig.body.head(f"upperarm01.{side}")[0])
        handle = feet[side].ankle[0] + SIDE_SIGN[side] * CLEAR_OF_FOOT
        aside, ahead = float(handle - self._offset[side][0]) - joint, 0.01
        reach = bent_reach(self._rig.arm, ELBOW_FLEXION)
        return aside, ahead, float(np.sqrt(reach**2 - aside**2 - ahead**2))

    def _height(self, feet: dict[str, Foot], side: str) -> float:
        """Height at which the shoulder must be, metres."""
        wrist = HANDLE_HEIGHT - float(self._offset[side][2])
        return wrist + self._reach(feet, side)[2]

    def _shoulders(self, feet: dict[str, Foot], bend: Bend) -> dict[str, Floats]:
        rig = self._rig
        stance = Stance(
            hip=rig.hip_over_feet(feet, bend.knee, bend.lean),
            torso_deg=bend.torso_deg,
            feet=feet,
            arms={s: Arm() for s in SIDES},
            flexion=bend.flexion,
            protraction=PROTRACTION,
        )
        bones = [f"upperarm01.{s}" for s in SIDES]
        g = rig.body.transforms(rig.solve(stance), bones)
        return {s: rig.body.joint(g, b) for s, b in zip(SIDES, bones, strict=True)}
