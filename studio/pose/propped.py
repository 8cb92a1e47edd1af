"""A straight body on its toes or knees and on its hands or forearms, which may stand on something.

Seen from the side two circles meet in the shoulder: one round the toes (or knees), whose radius
follows from the line of the body, and one round the hands, whose radius follows from the elbow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studio.body.jointed import Floats
from studio.pose.limbs import bent_reach
from studio.pose.rig import Rig

TOES, KNEELING = 72.0, 125.0  # pitch of the foot, degrees
KNEE_UP = 0.06  # of a knee on the floor, metres
WRIST_UP, FOREARM_UP = 0.07, 0.055  # metres
STRAIGHT = 8.0  # flexion of a straight elbow, degrees
USUAL_FLEXION = 8.0  # of the spine, for which the hands are placed, degrees
ARMS_BACK = 3.0  # the hands are usually so far behind the shoulders with straight arms, degrees

Place = tuple[float, float]


@dataclass(frozen=True)
class Held:
    """Where a propped body is: ahead and up, metres; degrees."""

    hip: Place
    ankle: Place
    hand: Place
    torso: float
    foot: float
    toe: float


class Propped:
    """The supports of a body.

    Attributes:
        hand_x: distance of a hand from the middle, metres.
        foot_x: distance of a foot from the middle, metres.
    """

    def __init__(
        self,
        rig: Rig,
        *,
        on_knees: bool,
        on_forearms: bool,
        rise: float,
        apart: float,
        back: float,
    ) -> None:
        """Say what the body is on.

        Args:
            rig: the body.
            on_knees: else on the toes.
            on_forearms: else on the hands.
            rise: of what the hands are on above the floor, metres.
            apart: how far outside its shoulder each hand is, metres.
            back: how far behind the shoulders the hands are with straight arms, degrees.
        """
        self._back = np.radians(back)
        self._rig, self._on_knees, self._on_forearms, self._rise = rig, on_knees, on_forearms, rise
        self._foot = KNEELING if on_knees else TOES
        self._ankle_up = rig.ankle_clearance(self._foot, 0.0)
        self._shoulder_x = float(rig.body.head("upperarm01.L")[0])
        self.hand_x = self._shoulder_x + apart
        self.foot_x = float(rig.body.head("upperleg01.L")[0])

    def at(self, elbow: float, line: float, flexion: float) -> Held:
        """Where the body is.

        Args:
            elbow: flexion, degrees.
            line: of the hips above the straight line shoulder to ankle (or knee), degrees.
            flexion: of the spine, degrees.
        """
        chord = self._rig.trunk(flexion, 0.45)
        trunk = float(np.hypot(chord[1], chord[2]))
        legs = self._rig.thigh if self._on_knees else bent_reach(self._rig.leg, 4.0)
        pivot = np.array([0.0, KNEE_UP if self._on_knees else self._ankle_up])
        usual = self._rig.trunk(USUAL_FLEXION, 0.45)
        hand = self._hand(float(np.hypot(usual[1], usual[2])), legs, pivot)
        span = np.sqrt(trunk**2 + legs**2 + 2.0 * trunk * legs * np.cos(np.radians(line)))
        shoulder = _meeting(pivot, float(span), hand, self._reach(elbow))
        hip = _meeting(pivot, legs, shoulder, trunk, above=line >= 0.0)
        up = shoulder - hip
        ankle = np.array([0.0, self._ankle_up])
        if self._on_knees:
            drop = pivot[1] - ankle[1]
            ankle[0] = -np.sqrt(self._rig.shin**2 - drop**2)
        return Held(
            hip=(float(hip[0]), float(hip[1])),
            ankle=(float(ankle[0]), float(ankle[1])),
            hand=(
                float(hand[0]) + (self._rig.forearm if self._on_forearms else 0.0),
                float(hand[1]),
            ),
            torso=float(np.degrees(np.arctan2(up[1], up[0]))),
            foot=self._foot,
            toe=0.0,
        )

    def _reach(self, elbow: float) -> float:
        if self._on_forearms:
            return self._rig.upper_arm
        aside = self.hand_x - self._shoulder_x
        return float(np.sqrt(max(0.01, bent_reach(self._rig.arm, elbow) ** 2 - aside**2)))

    def _hand(self, trunk: float, legs: float, pivot: Floats) -> Floats:
        """Where the hands (or elbows) are: straight arms stand as far back as asked, (2,)."""
        up = self._rise + (FOREARM_UP if self._on_forearms else WRIST_UP)
        reach = self._reach(STRAIGHT)
        rise = up + reach * np.cos(self._back) - pivot[1]
        ahead = np.sqrt(max(0.01, (trunk + legs) ** 2 - rise**2)) - reach * np.sin(self._back)
        return np.array([pivot[0] + ahead, up])


def _meeting(a: Floats, from_a: float, b: Floats, from_b: float, *, above: bool = True) -> Floats:
    """Where two circles meet, (2,), on the upper side of the line between their middles."""
    gap = b - a
    distance = float(np.hypot(*gap))
    along = gap / distance
    share = (from_a**2 - from_b**2 + distance**2) / (2.0 * distance)
    high = np.sqrt(max(0.0, from_a**2 - share**2))
    upwards = np.array([-along[1], along[0]]) * (1.0 if along[0] >= 0.0 else -1.0)
    found: Floats = a + along * share + upwards * (high if above else -high)
    return found
