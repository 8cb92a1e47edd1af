"""Poses that were read from pictures, with further errors: what another camera might have read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.measures import Figure
from formcheck.measures.figure import TRUNK_M
from formcheck.measures.movement import Scale
from formcheck.pose import LANDMARKS, Pose

SIZE = 0.03
"""Deviation of each part of the error, of one axis, trunks."""

WANDER_S = 0.3
"""A wandering error forgets 1 - 1/e in this time, seconds."""


def misread(poses: Sequence[Pose], rng: np.random.Generator) -> list[Pose]:
    """The same poses with a constant and a wandering error, perhaps every other one only.

    Args:
        poses: In order of time.
        rng: Source of the errors.
    """
    size = SIZE * rng.uniform(0.3, 1.3)
    constant = size * rng.standard_normal((LANDMARKS, 3))
    wandering = size * rng.standard_normal((LANDMARKS, 3))
    step = int(rng.choice([1, 1, 2])) if len(poses) > 60 else 1
    scale, found, last_s = Scale(), [], 0.0
    for pose in poses[::step]:
        if not pose.present:
            found.append(pose)
            continue
        kept = np.exp(-max(0.0, pose.time_s - last_s) / WANDER_S)
        fresh = size * rng.standard_normal((LANDMARKS, 3))
        wandering = kept * wandering + np.sqrt(1.0 - kept**2) * fresh
        last_s = pose.time_s
        error = constant + wandering
        trunk_px = scale.update(Figure(pose), pose.time_s)
        found.append(
            replace(
                pose,
                image=pose.image + error[:, :2] * trunk_px,
                world=pose.world + error * TRUNK_M,
            )
        )
    return found
