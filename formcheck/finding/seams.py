"""Whether two estimators that looked at the same frames saw the same person in the same place.

A chunk of a video is looked at from a little before its beginning.  In these frames its poses are
compared with those that were found from further before.  If they differ (it was another person, the
pose was another, the frames were not the same), the chunk's are not used.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from formcheck.pose import Landmark, Pose

COMPARED_S = 1.0
"""Poses are compared for so long before a chunk's beginning, seconds."""

SAME = 0.05
"""Poses are of one person in one posture if half of the joints that are seen are nearer to each
other than this, in lengths of the trunk.  In sample clips they are within .02 after half a second;
a person's own left and right are some .2 apart in a side view, two people one or more."""

_AGREEING = 0.8
_SEEN = 0.5
_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]


def agree(before: Sequence[Pose], lead: Sequence[Pose]) -> bool:
    """Whether a chunk goes on where what was found before it ends.

    Args:
        before: The poses before the chunk's beginning, as they were found until there.
        lead: Those that the chunk's own estimator found before its beginning.

    Returns:
        Whether both are of the same frames, and of the same person at the end of them.
    """
    if not lead:
        return False
    same = [pose for pose in before if pose.time_s >= lead[0].time_s]
    if len(same) != len(lead) or same[-1].others != lead[-1].others:
        return False
    for one, other in zip(same, lead, strict=True):
        if one.time_s != other.time_s or (one.width, one.height) != (other.width, other.height):
            return False
    since = lead[-1].time_s - COMPARED_S
    pairs = [pair for pair in zip(same, lead, strict=True) if pair[0].time_s >= since]
    alike = [one.present == other.present for one, other in pairs]
    if not alike[-1] or statistics.mean(alike) < _AGREEING:
        return False
    apart = [distance(one, other) for one, other in pairs if one.present and other.present]
    return not apart or (statistics.median(apart) <= SAME and apart[-1] <= 2 * SAME)


def distance(one: Pose, other: Pose) -> float:
    """How far two poses of a frame are apart: the median of the joints, in lengths of the trunk."""
    seen = (one.visibility > _SEEN) & (other.visibility > _SEEN)
    if not seen.any():
        seen = np.ones_like(seen)
    trunk = float(np.hypot(*(one.image[_SHOULDERS].mean(axis=0) - one.image[_HIPS].mean(axis=0))))
    apart = np.hypot(*(one.image[seen] - other.image[seen]).T)
    return float(np.median(apart)) / max(trunk, 1.0)
