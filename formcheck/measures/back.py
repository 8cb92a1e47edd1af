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

_USED = (BACK_STATIONS >= FIT_FROM - 1e-9) & (BACK_STATIONS <= FIT_TO + 1e-9)
_COUNT = int(_USED.sum())
_T = BACK_STATIONS[_USED]
_DESIGN = np.stack([np.ones(_COUNT), _T, _T**2], axis=1)
_OUTER = (_DESIGN[:, :, None] * _DESIGN[:, None, :]).reshape(_COUNT, 9)
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
    seen = np.isfinite(outline)
    coverage = float(seen.sum()) / _COUNT
    if coverage < MIN_COVERAGE:
        return BackBend(math.nan, math.nan, coverage)
    outline = np.where(seen, outline, 0.0)
    weight = seen.astype(float)
    scale = _FLOOR
    curve = np.zeros(3)
    for _ in range(_STEPS):
        normal = (weight @ _OUTER).reshape(3, 3)
        curve = np.linalg.solve(normal, (weight * outline) @ _DESIGN)
        off = np.abs(outline - _DESIGN @ curve)
        scale = max(1.4826 * float(np.median(off[seen])), _FLOOR)
        weight = seen / np.maximum(1.0, off / (_HUBER * scale))
    turn = math.atan(curve[1] + 2 * curve[2] * FIT_FROM) - math.atan(
        curve[1] + 2 * curve[2] * FIT_TO
    )
    return BackBend(math.degrees(turn), scale, coverage)
