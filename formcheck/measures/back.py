"""How far a back is rounded, from the outline that the silhouette gives."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from formcheck.geometry import NAN, Point, distance
from formcheck.measures.figure import Figure
from formcheck.measures.measure import Measure
from formcheck.measures.posture import knee_angle, torso_inclination
from formcheck.pose import BACK_STATIONS, FloatArray

FIT_FROM = -0.1
FIT_TO = 0.8
"""The part of the chord (0 hip, 1 shoulder) that is fitted: above it the shoulder blade rules."""

MIN_COVERAGE = 0.6
"""Below this share of stations with an edge there is no measure."""

_USED = np.flatnonzero((BACK_STATIONS >= FIT_FROM - 1e-9) & (BACK_STATIONS <= FIT_TO + 1e-9))
_POWERS: FloatArray = BACK_STATIONS[_USED] ** np.arange(5)[:, None]
"""1, t, t^2, t^3, t^4 at the stations used, shape (5, stations)."""

MAX_BACK_RESIDUAL = 0.03
"""A back outline that is further from its curve than this share of the trunk is not believed.

Clean outlines read .005 to .025, those that merge with gym machines .04 to .06."""

MIN_BACK_PX = 30.0
"""With a smaller trunk in the picture the outline of a flat back is noise.

On rendered clips the bend of a flat back is spread by 5 to 10 degrees (5th to 95th percentile) from
30 to 45 pixels, by 18 at 25."""

ROUGH_BACK_PX = 45.0
"""With a smaller trunk the bend is rough: one stout body's wandered by 25 degrees at 41 pixels.

It keeps within 3 from 55 pixels on, and mostly within 6 from 45 on."""

WELL_RESOLVED_PX = 60.0
"""From this trunk on an outline is well resolved, if its residual is, too.

Written down on 2026-11-28, before any figure of real backs was looked at in this way.  MediaPipe
makes its mask in 256 x 256 pixels over a square of some 1.4 times a person's height, so that a
trunk (.29 of the height) has about 53 of them: a picture with 60 and more says all that the mask
can say, and a smaller one less."""

WELL_RESOLVED_RESIDUAL = 0.02
"""Up to this residual an outline is well resolved, if its trunk is large enough, too.

Written down on the same day and before.  It is one pixel of such a mask, 1/53 of the trunk: an
edge that keeps within one pixel of a smooth curve is as good as the mask can draw it."""

MAX_HINGED_DEG = 62.0
"""A more upright trunk has another outline: a flat back reads 15 to 50 degrees rounder at 65 to 75.

How far the trunk leans matters little up to a true 58, which side-on reads up to 4 steeper."""

UPRIGHT_DEG = 75.0
"""From this inclination of the trunk on somebody stands upright, if the knees are straight."""

STRAIGHT_KNEE_DEG = 150.0
"""From this angle on a knee is as straight as standing people keep it."""

USUAL_ERROR_DEG = 8.0
"""The error of an outline that is within the margins of limits that hold for everybody.

They were taken from real backs with trunks of 80 to 270 pixels and residuals up to .019, whose
error, as `outline_error` has it, is 5 to 10."""

CROUCHED_KNEE_DEG = 72.0
"""With a knee that is more bent somebody crouches: barbells are lifted from 80 and more, and a
seated knee has 85 and more."""

ARM_CLEAR = -0.15
"""The near arm hides nothing of the back while elbow and hand are so far below its line.

The unit is the length of the line from hip to shoulder.  In rendered rows with a flat back 1 frame
in 8 reads more than 13 degrees too round while the elbow is 0 to .15 below that line, because the
sleeve already stands out above the back.  It is 1 in 30 from .15 to .3, and 1 in 200 below that."""

MIN_BACK_COVERAGE = 0.75
"""With a smaller share of the outline seen the bend shifts by some 8 degrees."""

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
        profile: Distances from the hip-shoulder chord at `BACK_STATIONS`, as in `Pose.back`:
            shares of the chord's length, shape (stations,), NaN where nothing was seen.

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
    line, square, lower = powers[1], powers[2], powers[:3]
    slope, curve, scale = 0.0, 0.0, _FLOOR
    for step in range(_STEPS):
        moments = powers @ weight
        level, slope, curve = _solve(moments.tolist(), (lower @ (weight * outline)).tolist())
        off = np.abs(outline - level - slope * line - curve * square)
        ordered = off.copy()
        ordered.sort()
        scale = max(1.4826 * ordered.item(count // 2), _FLOOR)
        if step < _STEPS - 1:
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


def outline_error(torso_px: float, residual: float) -> float:
    """How far a bend may be misread from so small a picture with so rough an outline, degrees.

    An edge that is off by `e` half-way, against both ends, turns the tangent of a part of length
    `L` by 8 e / L more.  It is taken to be off by a pixel and, besides, by the residual: a wrong
    edge may be as smooth as a right one.  Of real hinged backs nineteen frames in twenty read
    within 6 to 12 degrees of the second around them up to a residual of .02, and within 24 from
    there to .03; of rendered ones within 4 to 5 from 80 pixels on and within 8 to 15 from 30 to 45.

    Args:
        torso_px: Length of the trunk in the picture, pixels.
        residual: As in `BackBend`.

    >>> round(outline_error(85, 0.008), 1), round(outline_error(60, 0.03), 1)
    (7.2, 17.5)
    """
    off = math.hypot(1 / torso_px, residual)
    return math.degrees(8 * off / (FIT_TO - FIT_FROM))


def well_resolved(torso_px: float, residual: float) -> bool:
    """Whether an outline is as good as the mask can draw it."""
    return torso_px >= WELL_RESOLVED_PX and residual <= WELL_RESOLVED_RESIDUAL


def arm_below_back(figure: Figure) -> bool:
    """Whether the near arm is clear of the back's outline: it hides it at the top of a row."""
    hip, shoulder = figure.near("hip"), figure.near("shoulder")
    chord = distance(hip, shoulder)
    joints = (figure.near("elbow"), figure.near("wrist"))
    return all(_height(joint, hip, shoulder) < ARM_CLEAR * chord for joint in joints)


def back_in_sight(figure: Figure) -> bool:
    """Whether the back can be compared now: the trunk leans, and no arm hides its outline.

    In a crouch it cannot: everybody who sits on the heels and reaches for the floor rounds it.
    """
    hinged = not torso_inclination(figure) > MAX_HINGED_DEG
    return hinged and not knee_angle(figure) < CROUCHED_KNEE_DEG and arm_below_back(figure)


def stands_upright(figure: Figure) -> bool:
    """Whether somebody stands, so that the outline shows the build and the clothes of a back."""
    return torso_inclination(figure) >= UPRIGHT_DEG and knee_angle(figure) >= STRAIGHT_KNEE_DEG


def back_blur(figure: Figure) -> float:
    """How far the back may be misread now beyond what the margin of a limit allows for, degrees."""
    if figure.pose.back is None:
        return NAN
    error = outline_error(figure.torso_px, back_bend(figure.pose.back).residual)
    return max(0.0, error - USUAL_ERROR_DEG)


def back_is_rough(figure: Figure) -> bool:
    """Whether so small a picture shows clear changes of the back alone."""
    return not figure.torso_px >= ROUGH_BACK_PX


def _height(point: Point, a: Point, b: Point) -> float:
    """How far a point is above the line from `a` to `b`, pixels (negative: below it)."""
    ahead = math.copysign(1.0, b[0] - a[0])
    across = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
    return -ahead * across / max(distance(a, b), 1e-9)


def back_bend_of(figure: Figure) -> float:
    """How far the back is rounded, degrees; NaN where the outline is not to be believed."""
    if figure.pose.back is None or not figure.torso_px >= MIN_BACK_PX:
        return NAN
    bend = back_bend(figure.pose.back)
    clear = bend.residual <= MAX_BACK_RESIDUAL and bend.coverage >= MIN_BACK_COVERAGE
    return bend.bend_deg if clear else NAN


MEASURES: tuple[Measure, ...] = (
    Measure(
        "back_bend",
        "bend of the back's outline",
        "deg",
        ("hip", "shoulder"),
        "How far the outline of the back turns between hip and shoulder blade, from the "
        "silhouette: rounded outwards is positive.",
        back_bend_of,
        phrase="in the curve of the back",
        from_outline=True,
        in_sight=back_in_sight,
        rough=back_is_rough,
        blur=back_blur,
    ),
)
