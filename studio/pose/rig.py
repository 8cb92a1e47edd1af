"""From a stance (where hips, feet and hands are, how far the torso leans) to bone orientations.

World frame: as in `studio.body.jointed`, with the floor at z = 0. Angles are degrees. Feet that a
stance plants stay where they are whatever the hips do, since legs are solved from hip and ankle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from studio.body.jointed import (
    SIDE_SIGN,
    SIDES,
    Body,
    BonePose,
    Floats,
    cross,
    rot_x,
    rot_y,
    rot_z,
    turned,
    unit,
)
from studio.body.shoes import Shoes
from studio.pose.limbs import bent_reach, curl_fingers, orient_arm, orient_leg, two_bone

LUMBAR = (("spine05", 0.2), ("spine04", 0.4), ("spine03", 0.4))
THORACIC = (("spine02", 0.5), ("spine01", 0.5))
FORWARD = np.array([0.0, -1.0, 0.0])
LAID_ABOUT_M = 0.5  # a pose is laid over about a line so high above the floor, metres
NEUTRAL_FLEXION = 10.0  # the rest body stands hollow-backed; this much flexion looks flat


@dataclass(frozen=True)
class Arm:
    """How one arm is held.

    Attributes:
        upper: world direction shoulder to elbow, (3,); used when there is no target.
        fore: world direction elbow to wrist, (3,); used when there is no target.
        target: place of the wrist, metres, (3,), or None.
        from_shoulder: the target is relative to the shoulder joint.
        held: with a target, how far the hand is there (1) and not where `upper` and `fore` take
            it (0).
        pole: where the elbow points to, (3,), with a target.
        hand: world direction wrist to knuckles, (3,); None goes on along the forearm.
        index: world direction little finger to index finger, (3,).
        curl: flexion of each finger joint, degrees.
        raised: the collar bone raised by, degrees, as it is with a raised arm.
    """

    upper: Floats = field(default_factory=lambda: np.array([0.0, 0.02, -1.0]))
    fore: Floats = field(default_factory=lambda: np.array([0.0, -0.1, -1.0]))
    target: Floats | None = None
    from_shoulder: bool = False
    held: float = 1.0
    pole: Floats = field(default_factory=lambda: np.array([0.0, 1.0, -0.2]))
    hand: Floats | None = None
    index: Floats = field(default_factory=lambda: FORWARD)
    curl: float = 25.0
    raised: float = 0.0


@dataclass(frozen=True)
class Foot:
    """How one foot is planted.

    Attributes:
        ankle: place of the ankle joint, metres, (3,).
        pitch: heel raised by, degrees.
        toe_pitch: toes turned the same way by, degrees (0: flat on the floor).
        toe_out: turned outwards by, degrees.
        knee_pole: direction the knee points to, (3,); None: as the stance says.
    """

    ankle: Floats
    pitch: float = 0.0
    toe_pitch: float = 0.0
    toe_out: float = 6.0
    knee_pole: Floats | None = None

    def turn(self, side: str, pitch: float) -> Floats:
        """World rotation of foot (or, with the toes' pitch, toes), (3, 3)."""
        return rot_z(SIDE_SIGN[side] * self.toe_out) @ rot_x(pitch)


@dataclass(frozen=True)
class Stance:
    """Everything that fixes a pose, or many: then with an axis in front, (n,) and (n, 3).

    Attributes:
        hip: middle between the hip joints, metres, (3,).
        torso_deg: inclination above horizontal of the line hip middle to shoulder middle.
        feet: side -> planted foot.
        arms: side -> arm.
        flexion: flexion between pelvis and upper spine, relative to the rest body.
        lumbar_share: part of the flexion that the lower back takes.
        head_pitch: pitch of the head, 0 upright, 90 face down.
        head_turn: head turned to the left.
        roll: pelvis tilted to the left side.
        twist: upper body turned to the left.
        protraction: shoulder blades drawn forwards (negative: together).
        knee_pole: direction the knees point to, (3,).
        heading: the whole pose turned to the left about the vertical through the origin.
        bend: spine bent to the left side.
        laid: the whole pose laid over to its left side, as it is before it is turned by the
            heading; 90 lies level.
        lifted: the whole pose so much higher, metres.
    """

    hip: Floats
    torso_deg: float
    feet: dict[str, Foot]
    arms: dict[str, Arm]
    flexion: float = NEUTRAL_FLEXION
    lumbar_share: float = 0.45
    head_pitch: float = 5.0
    head_turn: float = 0.0
    roll: float = 0.0
    twist: float = 0.0
    protraction: float = 0.0
    knee_pole: Floats = field(default_factory=lambda: FORWARD)
    heading: float = 0.0
    bend: float = 0.0
    laid: float = 0.0
    lifted: float = 0.0


def pitch_of(v: Floats) -> Any:
    """Angle of a vector, (..., 3), from straight up towards the person's front, degrees."""
    return np.degrees(np.arctan2(-v[..., 1], v[..., 2]))


class Rig:
    """A body with its shoes, ready to be posed.

    Attributes:
        body: the body.
        shoes: its shoes.
        thigh, shin, upper_arm, forearm: bone lengths, metres.
    """

    def __init__(self, body: Body) -> None:
        """Measure a body and put shoes on it.

        Args:
            body: the body, barefoot.
        """
        self.body = body
        self.shoes = Shoes(body)
        self.thigh = body.segment("upperleg01.L", "lowerleg01.L")
        self.shin = body.segment("lowerleg01.L", "foot.L")
        self.upper_arm = body.segment("upperarm01.L", "lowerarm01.L")
        self.forearm = body.segment("lowerarm01.L", "wrist.L")

    @property
    def leg(self) -> tuple[float, float]:
        """Lengths of thigh and shin, metres."""
        return self.thigh, self.shin

    @property
    def arm(self) -> tuple[float, float]:
        """Lengths of upper arm and forearm, metres."""
        return self.upper_arm, self.forearm

    def ankle_clearance(self, pitch: float = 0.0, toe_pitch: float = 0.0) -> float:
        """Height of the ankle above the lowest point of a foot so turned, metres."""
        pose = BonePose()
        foot = Foot(np.zeros(3), pitch, toe_pitch)
        _set_foot(pose, "L", foot)
        g = self.body.transforms(pose, ("foot.L", "toe3-1.L"))
        return float(self.body.joint(g, "foot.L")[2]) - self.shoes.lowest(g, "L")

    def trunk(self, flexion: float, lumbar_share: float, protraction: float = 0.0) -> Floats:
        """Vector hip middle to shoulder middle with an upright pelvis, metres, (3,)."""
        pose = BonePose()
        _set_spine(pose, flexion, lumbar_share, 0.0)
        _set_clavicles(pose, protraction)
        ends = [f"{bone}.{side}" for bone in ("upperarm01", "upperleg01") for side in SIDES]
        g = self.body.transforms(pose, ends)
        at = [self.body.joint(g, bone) for bone in ends]
        chord: Floats = (at[0] + at[1] - at[2] - at[3]) / 2.0
        return chord

    def solve(self, stance: Stance) -> BonePose:
        """Bone orientations for a stance.

        The pelvis is pitched so that the line from hip middle to shoulder middle has exactly the
        inclination asked for (with the shoulder blades at rest), whatever the flexion.
        """
        body, pose = self.body, BonePose()
        chord = self.trunk(stance.flexion, stance.lumbar_share)
        pelvis = 90.0 - stance.torso_deg - pitch_of(chord)
        pose.local["root"] = rot_y(-stance.roll) @ rot_x(pelvis)
        _set_spine(pose, stance.flexion, stance.lumbar_share, stance.twist, stance.bend)
        _set_clavicles(pose, stance.protraction, stance.arms)
        neck = np.clip(stance.head_pitch - pelvis - stance.flexion, -60.0, 75.0)
        for bone in ("neck01", "neck02", "neck03"):
            pose.local[bone] = rot_z(0.2 * stance.head_turn) @ rot_x(0.2 * neck)
        pose.local["head"] = rot_z(0.4 * stance.head_turn) @ rot_x(0.4 * neck)

        hips = ("upperleg01.L", "upperleg01.R")
        pose.root_shift = np.zeros(np.shape(stance.hip))
        g = body.transforms(pose, hips)
        pose.root_shift = stance.hip - (body.joint(g, hips[0]) + body.joint(g, hips[1])) / 2.0
        shoulders = ("upperarm01.L", "upperarm01.R")
        g = body.transforms(pose, (*hips, *shoulders))
        thorax = g[..., body.index["spine01"], :3, :3]
        for side in SIDES:
            foot, arm = stance.feet[side], stance.arms[side]
            self._pose_leg(pose, side, body.joint(g, f"upperleg01.{side}"), foot, stance.knee_pole)
            self._pose_arm(pose, side, body.joint(g, f"upperarm01.{side}"), arm, thorax)
        if np.any(stance.laid):
            self._lay(pose, stance.laid, stance.lifted)
        if np.any(stance.heading):
            self._turn(pose, rot_z(stance.heading))
        return pose

    def _lay(self, pose: BonePose, degrees: float, lifted: float) -> None:
        about = np.array([0.0, 0.0, LAID_ABOUT_M])
        pose.root_shift = pose.root_shift - about
        self._turn(pose, rot_y(degrees))
        up = np.asarray(lifted)[..., None] * np.array([0.0, 0.0, 1.0])
        pose.root_shift = pose.root_shift + about + up

    def _turn(self, pose: BonePose, turn: Floats) -> None:
        root = self.body.head("root")
        pose.world = {bone: turn @ own for bone, own in pose.world.items()}
        pose.local["root"] = turn @ pose.local["root"]
        pose.root_shift = turned(turn, root + pose.root_shift) - root

    def transforms(self, stance: Stance, bones: Iterable[str] | None = None) -> Floats:
        """Rest-to-world transforms of bones for a stance, (..., 163, 4, 4), metres.

        Args:
            stance: one, or many with an axis in front.
            bones: compute these and their ancestors only (the rest stays zero); default all.
        """
        return self.body.transforms(self.solve(stance), bones)

    def _pose_leg(
        self, pose: BonePose, side: str, hip: Floats, foot: Foot, knee_pole: Floats
    ) -> None:
        own = knee_pole if foot.knee_pole is None else foot.knee_pole
        pole = turned(rot_z(SIDE_SIGN[side] * foot.toe_out), own)
        thigh, shin = two_bone(hip, foot.ankle, self.leg, pole)
        along = unit(foot.ankle - hip)
        hinge = cross(pole, along)
        orient_leg(self.body, pose, side, thigh=thigh, shin=shin, hinge=hinge)
        _set_foot(pose, side, foot)

    def _pose_arm(
        self, pose: BonePose, side: str, shoulder: Floats, arm: Arm, thorax: Floats
    ) -> None:
        upper, fore = unit(arm.upper), unit(arm.fore)
        if arm.target is not None:
            target = arm.target + shoulder if arm.from_shoulder else arm.target
            if np.any(np.less(arm.held, 1.0)):
                free = shoulder + upper * self.upper_arm + fore * self.forearm
                target = free + (target - free) * np.asarray(arm.held)[..., None]
            upper, fore = two_bone(shoulder, target, self.arm, arm.pole)
        hand = fore if arm.hand is None else arm.hand
        orient_arm(
            self.body,
            pose,
            side,
            upper=upper,
            fore=fore,
            hand=hand,
            index=arm.index,
            thorax=thorax,
        )
        curl_fingers(self.body, pose, side, arm.curl)

    def standing_feet(self, half_width: float = 0.13, y: float = 0.0) -> dict[str, Foot]:
        """Both feet flat on the floor, ankles at x = +-half_width and y, metres."""
        z = self.ankle_clearance()
        return {s: Foot(np.array([SIDE_SIGN[s] * half_width, y, z])) for s in SIDES}

    def hip_over_feet(self, feet: dict[str, Foot], knee_flexion: float, lean_deg: float) -> Floats:
        """Hip middle for legs so bent that lean backwards so far, metres, (3,).

        Args:
            feet: planted side by side.
            knee_flexion: 0 is a straight knee.
            lean_deg: of the line ankle to hip, backwards from the vertical.
        """
        middle = (feet["L"].ankle + feet["R"].ankle) / 2.0
        aside = abs(feet["L"].ankle[0] - middle[0]) - float(self.body.head("upperleg01.L")[0])
        chord = np.sqrt(bent_reach(self.leg, knee_flexion) ** 2 - aside**2)
        a = np.radians(lean_deg)
        hip: Floats = middle + chord * np.array([0.0, np.sin(a), np.cos(a)])
        return hip


def _set_spine(
    pose: BonePose, flexion: float, lumbar_share: float, twist: float, bend: float = 0.0
) -> None:
    for bones, share in ((LUMBAR, lumbar_share), (THORACIC, 1.0 - lumbar_share)):
        for bone, part in bones:
            pose.local[bone] = rot_z(twist * part * 0.5) @ rot_x(flexion * share * part)
            if np.any(bend):
                pose.local[bone] = rot_y(-bend * part * 0.5) @ pose.local[bone]


def _set_clavicles(
    pose: BonePose, protraction: float, arms: Mapping[str, Arm] | None = None
) -> None:
    """Draw the shoulder blades forwards, and raise the collar bones as the arms say."""
    for side in SIDES:
        turn = rot_z(-SIDE_SIGN[side] * protraction)
        if arms is not None:
            turn = turn @ rot_y(-SIDE_SIGN[side] * np.asarray(arms[side].raised))
        pose.local[f"clavicle.{side}"] = turn


def _set_foot(pose: BonePose, side: str, foot: Foot) -> None:
    pose.world[f"foot.{side}"] = foot.turn(side, foot.pitch)
    toes = foot.turn(side, foot.toe_pitch)
    for toe in "12345":
        pose.world[f"toe{toe}-1.{side}"] = toes
