"""Whether somebody close to the floor rests on the knees: one frame does not always tell it.

With knees at 135 to 158 degrees a body that is straight from the shoulders to the knees may be on
the knees, its shins in the air, or on the feet with hips and knees that sag.  Who had straight legs
a moment ago is on the feet.
"""

from __future__ import annotations

import math

from formcheck.measures import Figure
from formcheck.measures.posture import bent_knee, torso_inclination

STRAIGHT_DEG = 158.0
"""Legs are straight from this knee angle on, degrees.  Those of filmed planks and push-ups on the
feet read 160 to 179 in most frames, and less in a third of the frames of the worst film, so that
what was seen lately counts; on the knees they read 62 to 151."""

LEVEL_DEG = 50.0
"""A trunk that is carried by the hands or forearms is no steeper than this, degrees."""

LATELY_S = 4.0
"""Straight legs are remembered for so long, seconds: ours, a slow rep."""


class Kneeling:
    """Follows the legs of one person who is close to the floor."""

    def __init__(self) -> None:
        self._straight_s = -math.inf

    def update(self, figure: Figure) -> bool:
        """Take in a frame.

        Args:
            figure: The person.

        Returns:
            Whether they rest on the knees, as far as the legs say it: bent, below the hips, and
            not straight lately.  Never where the trunk is steep.
        """
        if not abs(torso_inclination(figure)) <= LEVEL_DEG:
            self._straight_s = -math.inf
            return False
        if bent_knee(figure) >= STRAIGHT_DEG:
            self._straight_s = figure.pose.time_s
        # On a bench or a ball legs are lifted above the hips; on the knees they are below them.
        low = figure.middle("knee")[1] > figure.middle("hip")[1]
        return low and figure.pose.time_s - self._straight_s > LATELY_S
