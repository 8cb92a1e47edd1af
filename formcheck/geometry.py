"""Angles and lines between points; NaN in, NaN out.

Points are `(x, y)` in pixels, x to the right and y down, unless a function says otherwise.  All
angles are in degrees.  The functions take plain floats: a frame has few points, and `math` on
them is several times faster than NumPy on arrays of two.
"""

from __future__ import annotations

import math

Point = tuple[float, float]
Point3 = tuple[float, float, float]

NAN = math.nan


def distance(a: Point, b: Point) -> float:
    """Distance of two points, in their unit.

    >>> distance((0, 0), (3, 4))
    5.0
    """
    return math.hypot(b[0] - a[0], b[1] - a[1])


def midpoint(a: Point, b: Point) -> Point:
    """The point half-way between two.

    >>> midpoint((0, 0), (4, 2))
    (2.0, 1.0)
    """
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def included_angle(a: Point, b: Point, c: Point) -> float:
    """The angle at `b` between the lines to `a` and to `c`: 180 is straight, 0 folded.

    >>> included_angle((0, 0), (1, 0), (2, 0))
    180.0
    >>> round(included_angle((0, 1), (0, 0), (1, 0)))
    90
    """
    return abs(turn_angle(a, b, c, straight=180.0))


def included_angle_3d(a: Point3, b: Point3, c: Point3) -> float:
    """As `included_angle`, for points in space.

    >>> round(included_angle_3d((0, 1, 0), (0, 0, 0), (0, 0, 1)))
    90
    """
    ux, uy, uz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
    vx, vy, vz = c[0] - b[0], c[1] - b[1], c[2] - b[2]
    cross = math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
    dot = ux * vx + uy * vy + uz * vz
    if cross == 0 and dot == 0:
        return NAN
    return math.degrees(math.atan2(cross, dot))


def turn_angle(a: Point, b: Point, c: Point, straight: float = 0.0) -> float:
    """How far the way from `a` over `b` to `c` turns at `b`, from -180 to 180.

    Positive turns are clockwise as seen on the screen (y points down).

    Args:
        a: First point.
        b: The corner.
        c: Last point.
        straight: What a straight way gives: 0 (the turn) or 180 (the signed included angle).

    >>> round(turn_angle((0, 0), (1, 0), (1, 1)))
    90
    >>> math.isnan(turn_angle((0, 0), (math.nan, 0), (1, 1)))
    True
    """
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]
    if (ux == 0 and uy == 0) or (vx == 0 and vy == 0):
        return NAN
    turn = math.degrees(math.atan2(ux * vy - uy * vx, ux * vx + uy * vy))
    if straight == 0.0:
        return turn
    return math.copysign(straight - abs(turn), turn)


def inclination(a: Point, b: Point) -> float:
    """Degrees above the horizontal of the line from `a` up to `b`, whichever way it faces.

    90 is upright with `b` on top, 0 level, negative with `b` below `a`.

    >>> inclination((0, 10), (0, 0))
    90.0
    >>> round(inclination((0, 0), (-10, 10)))
    -45
    """
    dx, dy = b[0] - a[0], a[1] - b[1]
    if dx == 0 and dy == 0:
        return NAN
    return math.degrees(math.atan2(dy, abs(dx)))


def inclination_3d(a: Point3, b: Point3) -> float:
    """As `inclination`, for points in metres (x right, y down, z away from the camera).

    >>> round(inclination_3d((0, 0, 0), (0, -1, 1)))
    45
    """
    dx, dy, dz = b[0] - a[0], a[1] - b[1], b[2] - a[2]
    level = math.hypot(dx, dz)
    if level == 0 and dy == 0:
        return NAN
    return math.degrees(math.atan2(dy, level))


def bend_above(a: Point, b: Point, c: Point) -> float:
    """How far `b` lies off the straight line from `a` to `c`, as an angle at `b`.

    0 is straight; positive where `b` is above the line in the picture, negative below it.

    >>> round(bend_above((0, 0), (1, -1), (2, 0)))
    90
    >>> round(bend_above((2, 0), (1, -1), (0, 0)))
    90
    >>> round(bend_above((0, 0), (1, 1), (2, 0)))
    -90
    """
    turn = turn_angle(a, b, c)
    return turn if c[0] >= a[0] else -turn
