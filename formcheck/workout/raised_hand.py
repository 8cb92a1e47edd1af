"""A hand that is raised and held: how a person says "go on" from where they stand."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.pose import FloatArray, Landmark, Pose

HELD_S = 2.0
"""For so long the hand must be up and still, seconds: presses and raises turn sooner."""

GAP_S = 0.4
"""A hand that is lost for less long is still the same, seconds: two frames at the slowest pace."""

SEEN = 0.6
"""A joint of the raised arm with less visibility may be anywhere."""

UP = 0.6
"""The raised wrist is at least this far above its shoulder, in trunk lengths: over the head.  A
stretched arm reaches 1.0, a hand at the face 0.3 and that of an arm that scratches the head 0.5."""

ELBOW_UP = 0.1
"""The elbow of the raised arm is at least this far above its shoulder, in trunk lengths."""

DOWN = 0.45
"""The other wrist is at least this far below its shoulder, in trunk lengths: it hangs."""

STILL = 0.2
"""The raised wrist strays no further from where it was first held, in trunk lengths: found joints
stray by 0.05, and a wave by more than 0.3."""

UPRIGHT_DEG = 20.0
"""A trunk that leans further bends to a side, lies or is on its way."""

SMALLEST = 0.04
"""A trunk shorter than this share of the picture's longer side is seen end on or far away."""

ARMS = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
)
HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)


@dataclass(frozen=True, slots=True)
class _Up:
    """Which arm is raised, and where its wrist is from its shoulder, in trunk lengths."""

    arm: int
    at: FloatArray


class RaisedHand:
    """Watches for a raised hand, pose by pose."""

    def __init__(self) -> None:
        self._up: _Up | None = None
        self._since_s = self._last_s = math.nan
        self._told = False

    @property
    def share(self) -> float:
        """How much of the time a hand has been up already, 0 to 1."""
        if self._up is None or self._told:
            return 0.0
        return min(1.0, (self._last_s - self._since_s) / HELD_S)

    def update(self, pose: Pose) -> bool:
        """Take in a pose.

        Args:
            pose: Its time must not be earlier than that of the one before.

        Returns:
            Whether the hand has now been up for long enough; once, until it is lowered.
        """
        now = _raised(pose)
        if now is None:
            if not pose.time_s - self._last_s <= GAP_S:
                self.forget()
            return False
        before = self._up
        moved = (
            before is None
            or before.arm != now.arm
            or pose.time_s - self._last_s > GAP_S
            or float(np.linalg.norm(now.at - before.at)) > STILL
        )
        self._last_s = pose.time_s
        if moved:
            self._up, self._since_s, self._told = now, pose.time_s, False
            return False
        if self._told or pose.time_s - self._since_s < HELD_S:
            return False
        self._told = True
        return True

    def forget(self) -> None:
        """What has been seen so far is of no matter any more."""
        self._up, self._told = None, False
        self._since_s = self._last_s = math.nan


def _raised(pose: Pose) -> _Up | None:
    """Which arm is raised in a pose, if one is, and one alone."""
    if not pose.present:
        return None
    points = pose.image
    shoulders = points[[ARMS[0][0], ARMS[1][0]]].mean(axis=0)
    across, along = shoulders - points[list(HIPS)].mean(axis=0)
    trunk = math.hypot(across, along)
    if not trunk >= SMALLEST * max(pose.width, pose.height):
        return None
    if along >= 0 or abs(math.degrees(math.atan2(across, -along))) > UPRIGHT_DEG:
        return None
    up = [_is_up(pose, arm, trunk) for arm in ARMS]
    down = [_is_down(pose, arm, trunk) for arm in ARMS]
    for arm in (0, 1):
        if up[arm] and down[1 - arm]:
            shoulder, _, wrist = ARMS[arm]
            return _Up(arm, (points[wrist] - points[shoulder]) / trunk)
    return None


def _is_up(pose: Pose, arm: tuple[Landmark, Landmark, Landmark], trunk: float) -> bool:
    shoulder, elbow, wrist = (pose.image[joint] for joint in arm)
    seen = min(pose.visibility[joint] for joint in arm) >= SEEN
    inside = 0 <= wrist[0] <= pose.width and 0 <= wrist[1] <= pose.height
    over = shoulder[1] - wrist[1] >= UP * trunk and shoulder[1] - elbow[1] >= ELBOW_UP * trunk
    return bool(seen and inside and over)


def _is_down(pose: Pose, arm: tuple[Landmark, Landmark, Landmark], trunk: float) -> bool:
    shoulder, _, wrist = (pose.image[joint] for joint in arm)
    return bool(wrist[1] - shoulder[1] >= DOWN * trunk)
