"""Planks and push-ups: toes and elbows (or hands) are planted, the body closes the chain.

Seen from the side, ankle A and support point E (elbow or wrist) are fixed. The wanted angle at the
hip fixes the distance from shoulder to ankle, so the shoulder lies where two circles meet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, Floats, unit
from studio.pose.limbs import bent_reach
from studio.pose.rig import Arm, Foot, Rig, Stance

FOOT_PITCH = 72.0
KNEE_FLEXION = 4.0
HANDS_APART = 0.075  # metres outside the shoulders
ELBOWS_OUT = float(np.degrees(np.arctan(0.75)))
TOUCH = 0.002  # supports rest this far above the floor, metres


@dataclass(frozen=True)
class Line:
    """Shape of the body between shoulders and ankles.

    Attributes:
        deviation: of the angle shoulder-hip-ankle from straight, degrees, + with the hip above.
        flexion: of the spine, degrees (negative arches the back).
        lumbar_share: part of the flexion that the lower back takes.
        head_pitch: 90 looks straight down.
    """

    deviation: float
    flexion: float = 15.0
    lumbar_share: float = 0.3
    head_pitch: float = 72.0


class Prone:
    """A body on its toes and on its forearms or hands.

    Attributes:
        rig: the body.
        on_forearms: forearm plank; else the hands are planted (high plank, push-up).
    """

    def __init__(
        self,
        rig: Rig,
        on_forearms: bool,
        start: Line,
        protraction: float = 13.0,
        *,
        apart: float = HANDS_APART,
    ) -> None:
        """Plant feet and arms so that nothing sinks into the floor in the starting line.

        Args:
            rig: the body.
            on_forearms: see above.
            start: shape of the body that the supports are placed for.
            protraction: of the shoulder blades, degrees.
            apart: how far outside its shoulder each hand is planted, metres.
        """
        self.rig, self.on_forearms, self._protraction = rig, on_forearms, protraction
        hip_x = float(rig.body.head("upperleg01.L")[0])
        z = rig.ankle_clearance(FOOT_PITCH, 0.0)
        self._foot_x = hip_x * 0.9
        self._ankle = np.array([0.0, 0.0, z])
        shoulder_x = float(rig.body.head("upperarm01.L")[0])
        self._support_x = shoulder_x + (0.0 if on_forearms else apart)
        self._support_y, self._support_z = 0.0, 0.06
        self._tilt = 0.0  # of forearm or hand, front end upwards, degrees
        for _ in range(6):
            self._plant(start)
            self._settle(start)
        self._plant(start)

    @property
    def ankle(self) -> Floats:
        """Middle between the planted ankles, metres, (3,)."""
        return self._ankle

    @property
    def support(self) -> Floats:
        """Middle between the planted elbows or wrists, metres, (3,)."""
        return np.array([0.0, self._support_y, self._support_z])

    def stance(
        self, line: Line, elbow_flexion: float = 8.0, elbows_out: float = ELBOWS_OUT
    ) -> Stance:
        """The stance for a body line and, on the hands, an elbow flexion in degrees.

        Args:
            line: see `Line`.
            elbow_flexion: used on the hands only.
            elbows_out: the elbows point so far away from straight backwards, degrees.
        """
        shoulder, hip = self.joints(line, elbow_flexion)
        return self.placed(line, shoulder, hip, elbows_out=elbows_out)

    def joints(self, line: Line, elbow_flexion: float = 8.0) -> tuple[Floats, Floats]:
        """Middle of the shoulders and of the hips for a body line, metres, each (3,)."""
        trunk, legs = self._lengths(line)
        shoulder = self._shoulder(line, elbow_flexion)
        return shoulder, self._hip(shoulder, trunk, legs, line.deviation)

    def trunk(self, line: Line) -> float:
        """Distance of the middles of hips and shoulders, metres."""
        return self._lengths(line)[0]

    def arm_reach(self, elbow_flexion: float = 8.0) -> float:
        """Distance of the middles of shoulders and supports, metres."""
        return self._arm_reach(elbow_flexion)

    def placed(
        self,
        line: Line,
        shoulder: Floats,
        hip: Floats,
        *,
        feet: dict[str, Foot] | None = None,
        knee_pole: Floats | None = None,
        elbows_out: float = ELBOWS_OUT,
    ) -> Stance:
        """The stance with shoulders and hips at given places and the arms planted.

        Args:
            line: its deviation does not matter.
            shoulder: middle of the shoulders, metres, (3,).
            hip: middle of the hips, metres, (3,).
            feet: side -> foot; default planted on the toes.
            knee_pole: where the knees point to, (3,); default down.
            elbows_out: see `stance`.
        """
        up = shoulder - hip
        torso = float(np.degrees(np.arctan2(up[2], -up[1])))
        stance = Stance(
            hip=hip,
            torso_deg=torso,
            feet=feet or {s: self.foot(s) for s in SIDES},
            arms=self._arms(shoulder, elbows_out),
            flexion=line.flexion,
            lumbar_share=line.lumbar_share,
            head_pitch=line.head_pitch,
            protraction=self._protraction,
            knee_pole=np.array([0.0, 0.0, -1.0]) if knee_pole is None else knee_pole,
        )
        return self._with_protraction(stance)

    def foot(self, side: str, forwards: float = 0.0, lift: float = 0.0) -> Foot:
        """A foot on its toes, so many metres in front of where it is planted and above it."""
        shift = np.array([SIDE_SIGN[side] * self._foot_x, -forwards, lift])
        return Foot(self._ankle + shift, pitch=FOOT_PITCH, toe_out=0.0)

    def _with_protraction(self, stance: Stance) -> Stance:
        """Lean the torso so that the protracted shoulders, not the resting ones, are in place."""
        rest = self.rig.trunk(stance.flexion, stance.lumbar_share)
        drawn = self.rig.trunk(stance.flexion, stance.lumbar_share, stance.protraction)
        turn = np.degrees(np.arctan2(-drawn[1], drawn[2]) - np.arctan2(-rest[1], rest[2]))
        return replace(stance, torso_deg=stance.torso_deg + float(turn))

    def _lengths(self, line: Line) -> tuple[float, float]:
        chord = self.rig.trunk(line.flexion, line.lumbar_share, self._protraction)
        aside = self._foot_x - float(self.rig.body.head("upperleg01.L")[0])
        leg = bent_reach(self.rig.leg, KNEE_FLEXION)
        return float(np.hypot(chord[1], chord[2])), float(np.sqrt(leg**2 - aside**2))

    def _span(self, line: Line) -> float:
        a, b = self._lengths(line)
        return float(np.sqrt(a * a + b * b + 2 * a * b * np.cos(np.radians(line.deviation))))

    def _arm_reach(self, elbow_flexion: float) -> float:
        if self.on_forearms:
            return float(np.sqrt(self.rig.upper_arm**2 - self._offset_x() ** 2))
        return float(np.sqrt(bent_reach(self.rig.arm, elbow_flexion) ** 2 - self._offset_x() ** 2))

    def _offset_x(self) -> float:
        return self._support_x - self._drawn_shoulder_x()

    def _drawn_shoulder_x(self) -> float:
        """Half the distance of the shoulder joints with the blades drawn forwards, metres."""
        body = self.rig.body
        pivot = body.head("clavicle.L")
        arm = body.head("upperarm01.L") - pivot
        a = np.radians(-self._protraction)
        return float(pivot[0] + arm[0] * np.cos(a) - arm[1] * np.sin(a))

    def _plant(self, start: Line) -> None:
        """Place the support so that the arms are nearly upright in the starting line."""
        height = self._support_z + self._arm_reach(8.0) * np.cos(np.radians(3.0))
        rise = height - self._ankle[2]
        shoulder_y = -np.sqrt(self._span(start) ** 2 - rise**2)
        self._support_y = float(shoulder_y + self._arm_reach(8.0) * np.sin(np.radians(3.0)))

    def _shoulder(self, line: Line, elbow_flexion: float) -> Floats:
        ankle = self._ankle[1:]
        support = np.array([self._support_y, self._support_z])
        r_ankle, r_support = self._span(line), self._arm_reach(elbow_flexion)
        gap = support - ankle
        d = float(np.linalg.norm(gap))
        along = gap / d
        t = (r_ankle**2 - r_support**2 + d**2) / (2.0 * d)
        h = np.sqrt(max(0.0, r_ankle**2 - t**2))
        normal = np.array([-along[1], along[0]])
        if normal[1] < 0.0:
            normal = -normal
        y, z = ankle + along * t + normal * h
        return np.array([0.0, y, z])

    def _hip(self, shoulder: Floats, trunk: float, legs: float, deviation: float) -> Floats:
        span = shoulder - self._ankle
        d = float(np.linalg.norm(span))
        along = span / d
        t = (legs**2 - trunk**2 + d**2) / (2.0 * d)
        h = np.sqrt(max(0.0, legs**2 - t**2)) * np.sign(deviation)
        up = np.array([0.0, along[2], -along[1]])
        hip: Floats = self._ankle + along * t + up * h
        return hip

    def _arms(self, shoulder: Floats, elbows_out: float) -> dict[str, Arm]:
        arms, out = {}, np.radians(elbows_out)
        for side in SIDES:
            sign = SIDE_SIGN[side]
            at = np.array([sign * self._support_x, self._support_y, self._support_z])
            joint = np.array([sign * self._drawn_shoulder_x(), shoulder[1], shoulder[2]])
            if self.on_forearms:
                a = np.radians(self._tilt)
                fore = np.array([-sign * 0.06, -np.cos(a), np.sin(a)])
                arms[side] = Arm(
                    upper=at - joint, fore=fore, index=np.array([-sign * 0.3, 0.0, 1.0]), curl=62.0
                )
            else:
                arms[side] = Arm(
                    target=at,
                    pole=unit(np.array([sign * np.tan(out), 1.0, 0.15])),
                    hand=np.array([0.05 * sign, -1.0, np.sin(np.radians(self._tilt))]),
                    index=np.array([-sign, 0.0, 0.0]),
                    curl=-4.0,
                )
        return arms

    def _settle(self, start: Line) -> None:
        """Lower or raise the supports until they just touch the floor."""
        body = self.rig.body
        skin = body.skin(self.rig.transforms(self.stance(start)))
        fingers = body.bone_vertices("finger2", "finger3", "finger4", "finger5") & (skin[:, 0] > 0)
        root = ("lowerarm01", "upperarm02") if self.on_forearms else ("wrist", "lowerarm02")
        heel = body.bone_vertices(*root) & (skin[:, 0] > 0)
        low_tip, low_heel = float(skin[fingers, 2].min()), float(skin[heel, 2].min())
        self._support_z -= min(low_heel, low_tip) - TOUCH
        lever = self.rig.forearm + 0.08 if self.on_forearms else 0.16
        turn = float(np.degrees(np.arctan2(low_tip - low_heel, lever)))
        self._tilt = float(np.clip(self._tilt - turn, -25.0, 25.0))
