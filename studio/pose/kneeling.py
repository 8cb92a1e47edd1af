"""The way into a plank or push-up: on hands and knees, and the legs that step back from there.

Hands (or forearms) are already planted where they stay. Each foot moves once, through the air.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, SKIN_VERTICES, Floats, rotation, unit
from studio.motion.timing import blend, smooth
from studio.pose.limbs import bent_reach
from studio.pose.prone import FOOT_PITCH, Line, Prone
from studio.pose.rig import Arm, Foot, Rig, Stance

KNEE_ABOVE = 0.003  # kneeling knees rest this far above the floor, metres
STEP_LIFT = 0.05
LEG_BEND = 12.0  # of the leg that has stepped back while the other one still kneels, degrees
LUNGE = 0.37  # the front foot of somebody on one knee is so far before that knee, metres
UPRIGHT = 84.0  # torso on one knee, degrees
KNEELING_LINE = Line(0.0, flexion=12.0, lumbar_share=0.4, head_pitch=62.0)


class Kneeling:
    """A body on hands and knees, with the supports of a plank or push-up.

    Attributes:
        prone: the position that follows.
        first: "L" or "R", the leg that steps back first.
        stands_y: where somebody stands who kneels down into this, metres.
    """

    def __init__(self, prone: Prone, first: str) -> None:
        """Find hips and knees from which the first leg can step back.

        Args:
            prone: the position that follows.
            first: "L" or "R", the leg that steps back first.
        """
        self.prone, self.first = prone, first
        self.rig: Rig = prone.rig
        self._knee_z = 0.06
        for _ in range(3):
            self._lean = self._shoulders_back()
            low = self._lowest_knee()
            self._knee_z -= low - KNEE_ABOVE
        self._lean = self._shoulders_back()
        self.stands_y = float(self._hips()[1]) - LUNGE

    def _shoulders_back(self) -> float:
        """Angle of the arms backwards from upright, degrees."""
        reach = bent_reach(self.rig.leg, LEG_BEND)
        for lean in np.arange(6.0, 40.0, 1.0):
            self._lean = float(lean)
            if np.linalg.norm(self._hips() - self.prone.ankle) < reach:
                break
        return self._lean

    def _shoulders(self) -> Floats:
        a, reach = np.radians(self._lean), self.prone.arm_reach()
        at: Floats = self.prone.support + reach * np.array([0.0, np.sin(a), np.cos(a)])
        return at

    def _hips(self) -> Floats:
        """Middle of the hips right above the knees, metres, (3,)."""
        shoulders, z = self._shoulders(), self._knee_z + self.rig.thigh
        rise = z - float(shoulders[2])
        back = float(np.sqrt(self.prone.trunk(KNEELING_LINE) ** 2 - rise**2))
        return np.array([0.0, float(shoulders[1]) + back, z])

    def _forwards(self) -> float:
        """How far the kneeling feet are before those of the plank, metres."""
        rise = float(self.prone.ankle[2]) - self._knee_z
        back = float(np.sqrt(self.rig.shin**2 - rise**2))
        return float(self.prone.ankle[1]) - float(self._hips()[1]) - back

    def _lowest_knee(self) -> float:
        g = self.rig.transforms(self.stance(0.0, KNEELING_LINE))
        legs = self.rig.body.bone_vertices("upperleg", "lowerleg")[:SKIN_VERTICES]
        return float(self.rig.body.skin(g)[:SKIN_VERTICES][legs, 2].min())

    def stance(self, share: float, line: Line, elbow_flexion: float = 8.0) -> Stance:
        """On hands and knees (share 0) to the position itself (share 1)."""
        goal = self.prone.joints(line, elbow_flexion)
        body = smooth((share - 0.5) / 0.5)
        support = self.prone.support
        lean = _angle(goal[0] - support)
        reach = float(np.linalg.norm(goal[0] - support))
        a = np.radians(blend(self._lean, lean, body))
        length = blend(self.prone.arm_reach(), reach, body)
        shoulders = support + length * np.array([0.0, np.sin(a), np.cos(a)])
        hips = self._mixed_hips(shoulders, goal, line, body)
        mixed = _mixed_line(line, body)
        feet = {}
        for side in SIDES:
            start = 0.06 if side == self.first else 0.48
            x = float(np.clip((share - start) / 0.42, 0.0, 1.0))
            forwards = self._forwards() * (1.0 - smooth(x))
            feet[side] = self.prone.foot(side, forwards, STEP_LIFT * float(np.sin(np.pi * x)) ** 2)
        pole = np.array([0.0, -0.6 * (1.0 - body), -1.0])
        return self.prone.placed(mixed, shoulders, hips, feet=feet, knee_pole=pole)

    def _mixed_hips(
        self, shoulders: Floats, goal: tuple[Floats, Floats], line: Line, body: float
    ) -> Floats:
        here = _angle(self._hips() - self._shoulders())
        there = _angle(goal[1] - goal[0])
        a = np.radians(blend(here, there, body))
        trunk = blend(self.prone.trunk(KNEELING_LINE), self.prone.trunk(line), body)
        at: Floats = shoulders + trunk * np.array([0.0, np.sin(a), np.cos(a)])
        return at

    def half(self, share: float, standing: Stance, line: Line) -> Stance:
        """From a standing stance (share 0) over one knee and both to all fours (share 1)."""
        down, close = smooth(share / 0.38), float(np.clip((share - 0.36) / 0.36, 0.0, 1.0))
        bow = smooth((share - 0.67) / 0.33)
        back, other = self.first, next(s for s in SIDES if s != self.first)
        step = float(np.clip(share / 0.3, 0.0, 1.0))
        feet = {
            back: self._stepped(standing.feet[back], back, step),
            other: self._stepped(standing.feet[other], other, close),
        }
        hip = standing.hip + (self._hips() - standing.hip) * down
        torso = blend(standing.torso_deg, UPRIGHT, down)
        fours = self.stance(0.0, line)
        pole = np.array([0.0, -1.0, -0.5 * bow])
        arms = {s: self._arm(standing.arms[s], fours, s, bow) for s in SIDES}
        return replace(
            standing,
            hip=hip,
            torso_deg=blend(torso, fours.torso_deg, bow),
            feet=feet,
            arms=arms,
            flexion=blend(standing.flexion, KNEELING_LINE.flexion, bow),
            lumbar_share=blend(standing.lumbar_share, KNEELING_LINE.lumbar_share, bow),
            head_pitch=blend(blend(standing.head_pitch, 24.0, down), KNEELING_LINE.head_pitch, bow),
            protraction=blend(standing.protraction, fours.protraction, bow),
            knee_pole=pole,
        )

    def _stepped(self, stands: Foot, side: str, x: float) -> Foot:
        """A foot between where it stands and where it kneels."""
        goal, share = self.prone.foot(side, self._forwards()), smooth(x)
        pitch = FOOT_PITCH * smooth(x / 0.7)
        toes = 25.0 * float(np.sin(np.pi * x)) ** 2
        at = stands.ankle + (goal.ankle - stands.ankle) * share
        at[2] = self.rig.ankle_clearance(pitch, toes) + 0.03 * float(np.sin(np.pi * x)) ** 2
        return Foot(at, pitch, toes, blend(stands.toe_out, goal.toe_out, share))

    def _arm(self, hangs: Arm, fours: Stance, side: str, bow: float) -> Arm:
        """An arm that hangs, then reaches for its support on the floor."""
        planted, sign = fours.arms[side], SIDE_SIGN[side]
        if bow >= 1.0:
            return planted
        upper, fore = unit(hangs.upper), unit(hangs.fore)
        hand = fore if hangs.hand is None else hangs.hand
        if planted.target is None:
            to_upper, to_fore, to_hand = unit(planted.upper), unit(planted.fore), planted.fore
        else:
            g = self.rig.transforms(fours)
            body = self.rig.body
            a, b, c = (body.joint(g, f"{n}.{side}") for n in ("upperarm01", "lowerarm01", "wrist"))
            to_upper, to_fore = unit(b - a), unit(c - b)
            to_hand = to_fore if planted.hand is None else planted.hand
        late = smooth((bow - 0.4) / 0.6)
        reach = rotation(np.array([1.0, 0.0, 0.0]), -18.0 * float(np.sin(np.pi * bow)))
        return Arm(
            upper=reach @ _towards(upper, to_upper, bow),
            fore=reach @ _towards(fore, to_fore, bow),
            hand=reach @ _towards(hand, to_hand, late),
            index=_towards(hangs.index, planted.index + np.array([0.0, -0.1 * sign, 0.0]), late),
            curl=blend(hangs.curl, planted.curl, bow),
        )


def _angle(v: Floats) -> float:
    """Angle of a vector backwards from straight up, degrees."""
    return float(np.degrees(np.arctan2(v[1], v[2])))


def _towards(a: Floats, b: Floats, share: float) -> Floats:
    mixed: Floats = unit(a) * (1.0 - share) + unit(b) * share
    return unit(mixed)


def _mixed_line(line: Line, share: float) -> Line:
    here = KNEELING_LINE
    return Line(
        line.deviation,
        blend(here.flexion, line.flexion, share),
        blend(here.lumbar_share, line.lumbar_share, share),
        blend(here.head_pitch, line.head_pitch, share),
    )
