"""Manners: how people differ in what no kind of movement says: bent arms, a turned foot, swaying.

A manner turns each part of the body about its joint, by an angle that is the person's own and by
one that wanders, and lets the whole body drift.  Landmarks alone are moved: no picture is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial.transform import Rotation

from formcheck.pose import Landmark
from studio.body.jointed import Floats
from studio.landmarks.filming import Motion

PERIODS_S = (1.5, 9.0)
"""How long a wandering takes from side to side and back, seconds."""

WAVES = 4
"""A wandering is the sum of so many waves."""

DRIFT_M = (0.05, 0.05, 0.012)
"""How far the whole body drifts, deviations, metres: across, along, up."""


@dataclass(frozen=True)
class _Part:
    """A part of the body that turns about a joint.

    Attributes:
        about: Landmarks between which the joint lies.
        moved: Landmarks that turn with it.
        own_deg: Deviation of the person's own angle, degrees of each axis; ours, as all sizes here.
        wandering_deg: Deviation of the wandering one.
    """

    about: tuple[Landmark, ...]
    moved: tuple[int, ...]
    own_deg: float
    wandering_deg: float


def _parts() -> Sequence[_Part]:
    of = Landmark
    head = tuple(range(of.NOSE, of.LEFT_SHOULDER))
    upper = tuple(range(of.NOSE, of.LEFT_HIP))
    parts = [
        _Part((of.LEFT_HIP, of.RIGHT_HIP), upper, 5.0, 2.0),
        _Part((of.LEFT_SHOULDER, of.RIGHT_SHOULDER), head, 9.0, 4.0),
    ]
    for side in (0, 1):  # landmarks of the right side follow those of the left one
        shoulder, elbow = of(of.LEFT_SHOULDER + side), of(of.LEFT_ELBOW + side)
        hip, knee, ankle = of(of.LEFT_HIP + side), of(of.LEFT_KNEE + side), of(of.LEFT_ANKLE + side)
        hand = tuple(range(of.LEFT_WRIST + side, of.LEFT_HIP, 2))
        foot = tuple(range(ankle + 2, ankle + 6, 2))
        parts += [
            _Part((shoulder,), (elbow, *hand), 8.0, 4.0),
            _Part((elbow,), hand, 12.0, 5.0),
            _Part((hip,), (knee, ankle, *foot), 5.0, 2.5),
            _Part((knee,), (ankle, *foot), 6.0, 3.0),
            _Part((ankle,), foot, 8.0, 4.0),
        ]
    return parts


PARTS = _parts()


def in_manner(motion: Motion, rng: np.random.Generator, size: float) -> Motion:
    """The same motion by somebody with manners of their own.

    Args:
        motion: What is done.
        rng: Source of the manners.
        size: How far they go; 0 changes nothing.
    """
    if not size:
        return motion
    points = motion.points.copy()
    times = motion.times
    for part in PARTS:
        own = np.radians(part.own_deg) * rng.standard_normal(3)
        wandering = np.radians(part.wandering_deg) * _wandering(times, rng)
        turned = Rotation.from_rotvec(size * (own + wandering)).as_matrix()
        joint = points[:, part.about].mean(axis=1, keepdims=True)
        moved = points[:, part.moved] - joint
        points[:, part.moved] = joint + moved @ np.swapaxes(turned, 1, 2)
    points += (size * np.array(DRIFT_M) * _wandering(times, rng))[:, None]
    return replace(motion, points=points)


def _wandering(times: Floats, rng: np.random.Generator) -> Floats:
    """Three values that wander slowly, of deviation 1, (n, 3)."""
    low, high = PERIODS_S
    periods = low * (high / low) ** rng.random((WAVES, 3))
    phases = rng.uniform(0.0, 2.0 * np.pi, (WAVES, 3))
    waves = np.sin(2.0 * np.pi * times[:, None, None] / periods + phases)
    found: Floats = waves.sum(axis=1) * np.sqrt(2.0 / WAVES)
    return found
