"""How far a back is rounded, from the outline that the silhouette gives."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from formcheck.pose import BACK_STATIONS, FloatArray

FIT_FROM = -0.1
FIT_TO = 0.8
"""The part of the chord (0 hip, 1 shoulder) that is fitted: above it the shoulder blade rules."""

MIN_COVERAGE = 0.6
"""Below this share of stations with an edge there is no measure."""

_USED = np.flatnonzero((BACK_STATIONS >= FIT_FROM - 1e-9) & (BACK_STATIONS <= FIT_TO + 1e-9))
_POWERS: FloatArray = BACK_STATIONS[_USED] ** np.arange(5)[:, None]
"""1, t, t^2, t^3, t^4 at the stations used, shape (5, stations)."""

_STEPS = 5
_FLOOR = 1e-3
_HUBER = 1.5


class BackBend(NamedTuple):
    """How a back bends.

    Attributes:
        bend_deg: How far the back's tangent turns from hip to shoulder, degrees; positive when the
            back is rounded outwards.  Everyone has an offset of their own: compare with the same
            person's flat back.
        residual: How far the outline is from the fitted curve, robust, in chord lengths.
        coverage: The share of stations with an edge.
    """

    bend_deg: float
    residual: float
    coverage: float


def back_bend(profile: FloatArray) -> BackBend:
    """Fit a curve to the back's outline and measure how far it turns.

    Args:
        profile: Distances from the hip-shoulder chord at `BACK_STATIONS`, as in `Pose.back`.

    Returns:
        The bend; `bend_deg` and `residual` are NaN where too little of the outline was seen.

    >>> round(back_bend(0.3 - 0.25 * (BACK_STATIONS - 0.35) ** 2).bend_deg, 1)
    25.4
    >>> back_bend(np.full(23, np.nan))
    BackBend(bend_deg=nan, residual=nan, coverage=0.0)
    """
    outline = profile[_USED]
    powers = _POWERS
    seen = np.isfinite(outline)
    count = int(np.count_nonzero(seen))
    coverage = count / _USED.size
    if coverage < MIN_COVERAGE:
        return BackBend(math.nan, math.nan, coverage)
    if count < _USED.size:
        outline, powers = outline[seen], powers[:, seen]
    weight = np.ones(count)
    slope, curve, scale = 0.0, 0.0, _FLOOR
    for _ in range(_STEPS):
        moments = powers @ weight
        level, slope, curve = _solve(moments.tolist(), (powers[:3] @ (weight * outline)).tolist())
        off = np.abs(outline - level - slope * powers[1] - curve * powers[2])
        scale = max(1.4826 * float(np.sort(off)[count // 2]), _FLOOR)
        weight = 1.0 / np.maximum(1.0, off * (1.0 / (_HUBER * scale)))
    turn = math.atan(slope + 2 * curve * FIT_FROM) - math.atan(slope + 2 * curve * FIT_TO)
    return BackBend(math.degrees(turn), scale, coverage)


def _solve(m: list[float], right: list[float]) -> tuple[float, float, float]:
    """Least squares of a quadratic from its moments: three equations, solved by hand for speed."""
    a, b, c, d, e = m
    p, q, r = right
    # The cofactors of [[a, b, c], [b, c, d], [c, d, e]], which is symmetric.
    u, v, w = c * e - d * d, c * d - b * e, b * d - c * c
    x, y, z = a * e - c * c, b * c - a * d, a * c - b * b
    whole = a * u + b * v + c * w
    return (
        (u * p + v * q + w * r) / whole,
        (v * p + x * q + y * r) / whole,
        (w * p + y * q + z * r) / whole,
    )
