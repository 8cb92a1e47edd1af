"""Excerpts of takes: films that begin and end anywhere, as those that were cut out of longer ones.

Of a whole set one sees how somebody comes and gets ready, and all that is known of the seconds
before its first rep speaks for it.  A film that begins in the middle of a set has none of this.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from recognition.manifest import Manifest
from recognition.takes import Take

SECONDS = (2.0, 12.0)
"""How long excerpts are; short ones are as likely as long ones, by the logarithm."""

BEFORE_S, AFTER_S = 0.5, 1.0
"""An excerpt of a set may begin so long before its first rep, and end so long after its last."""

FRAMES = 8
"""An excerpt has at least so many."""


OF_EXCERPTS = 1
"""Tells the draws of a take's excerpt from others of the take."""


def excerpt_of(take: Take, manifest: Manifest) -> Take | None:
    """The excerpt of a take, the same one each time.

    Args:
        take: The whole of it.
        manifest: Whose seed it is.

    Returns:
        What `excerpt` does.
    """
    return excerpt(take, np.random.default_rng([manifest.seed, take.seed, OF_EXCERPTS]))


def excerpt(take: Take, rng: np.random.Generator) -> Take | None:
    """What a film shows that begins and ends anywhere in what a camera saw.

    Args:
        take: The whole of it.
        rng: Source of all draws.

    Returns:
        The poses of a part, with the reps of the whole, as the film may cut some; None where the
        take is too short.
    """
    first_s, last_s = take.poses[0].time_s, take.poses[-1].time_s
    if take.reps:
        first_s = max(first_s, take.reps[0].start_s - BEFORE_S)
        last_s = min(last_s, take.reps[-1].end_s + AFTER_S)
    least_s, most_s = SECONDS
    length_s = min(least_s * (most_s / least_s) ** rng.random(), last_s - first_s)
    since_s = first_s + rng.random() * (last_s - first_s - length_s)
    poses = [pose for pose in take.poses if since_s <= pose.time_s <= since_s + length_s]
    if length_s < least_s or len(poses) < FRAMES:
        return None
    return replace(take, poses=poses, seed=int(rng.integers(2**31)))


def without_cut_reps(take: Take) -> Take:
    """The same of which nothing is said where its film cuts a rep: nobody can say if that counts.

    Args:
        take: An excerpt.
    """
    first_s, last_s = take.poses[0].time_s, take.poses[-1].time_s
    whole = [rep for rep in take.reps if first_s <= rep.start_s and rep.end_s <= last_s]
    begun = [rep.end_s for rep in take.reps if rep.start_s < first_s < rep.end_s]
    left = [rep.start_s for rep in take.reps if rep.start_s < last_s < rep.end_s]
    until_s, from_s = max([take.until_s, *begun]), min([take.from_s, *left])
    return replace(take, reps=whole, until_s=until_s, from_s=from_s)
