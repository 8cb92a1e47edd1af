"""How trunk and head are held against the vertical, with a sign: ahead or behind."""

from __future__ import annotations

import math

from formcheck.geometry import NAN, distance
from formcheck.measures.figure import Figure
from formcheck.measures.measure import Measure
from formcheck.measures.views import ahead_sign, by_view, shows_sagittal


def trunk_lean(figure: Figure) -> float:
    """How far the trunk leans from upright, degrees from -180 to 180; 0 is upright.

    The line goes from the middle of the hips to that of the shoulders, in the plane in which the
    body faces: positive to where the chest faces, so 90 is level with the face down, -90 level
    with the face up, and a little below 0 leans back.

    From the side it is read in the picture: rendered people read within 8 of the truth in 9 of 10
    frames, most of it the camera's own tilt, and within a set it wanders by 5.  From the front it
    is read in the world landmarks, 5 to 20 too far forward.  Upright real people read -5 to 5 from
    the side, 5 to 20 from the front.
    """
    (hip_x, hip_y), (x, y) = figure.middle("hip"), figure.middle("shoulder")
    if math.isnan(x + y + hip_x + hip_y) or (x, y) == (hip_x, hip_y):
        return NAN
    image = ahead_sign(figure) * math.degrees(math.atan2(x - hip_x, hip_y - y))

    def world_near_image() -> float:
        # Angles of -170 and 170 are 20 apart, not 340.
        world = _lean_in_space(figure)
        if math.isnan(world):
            return NAN
        return world + 360 * round((image - world) / 360)

    lean = by_view(figure, image, world_near_image)
    return (lean + 180) % 360 - 180


def _lean_in_space(figure: Figure) -> float:
    """The trunk's lean from the world landmarks, degrees."""
    (lx, ly, lz), (rx, ry, rz) = figure.both_3d("shoulder")
    (ix, iy, iz), (jx, jy, jz) = figure.both_3d("hip")
    ax, ay, az = (lx + rx - ix - jx) / 2, (ly + ry - iy - jy) / 2, (lz + rz - iz - jz) / 2
    cx, cz = rx - lx + jx - ix, rz - lz + jz - iz
    cy = ry - ly + jy - iy
    ahead = (ay * cz - az * cy, az * cx - ax * cz, ax * cy - ay * cx)
    size = math.hypot(*ahead)
    length = math.hypot(ax, ay, az)
    if not (size > 0 and length > 0):
        return NAN
    return math.degrees(math.atan2(ahead[1] / size, -ay / length))


def neck_lean(figure: Figure) -> float:
    """How far the ears are ahead of the shoulders, as an angle from the vertical, degrees.

    0 has the ear above the shoulder, positive ahead of it.  The line goes from the middle of the
    shoulders to that of the ears, in the picture.  Everybody has an own upright value (rendered
    people read 0 to 25 with an error of up to 12), and within a set it wanders by 9: a real man
    at a desk read 20 to 26 upright and 53 to 55 slumped.

    Returns:
        NaN where the picture does not show what is ahead.
    """
    if not shows_sagittal(figure):
        return NAN
    (x, y), (ear_x, ear_y) = figure.middle("shoulder"), figure.middle("ear")
    if math.isnan(x + y + ear_x + ear_y):
        return NAN
    return ahead_sign(figure) * math.degrees(math.atan2(ear_x - x, y - ear_y))


def neck_length(figure: Figure) -> float:
    """How far the ears are from the shoulders along the trunk, percent of a trunk's length.

    A slump or a shrug shortens it, and so do arms that are raised, as shoulders go up with them.
    The trunk's length is the scale's, so that a trunk which is seen foreshortened does not
    lengthen the neck.  Of rendered people who keep still it wanders by 7 to 10; real people read
    37 upright and 25 slumped, 40 with hanging arms, 31 with raised and 25 with overhead ones.
    """
    hip, shoulder, ear = (figure.middle(joint) for joint in ("hip", "shoulder", "ear"))
    trunk, scale = distance(hip, shoulder), figure.scaled_trunk_px
    if not (trunk > 0 and scale > 0):
        return NAN
    along = (ear[0] - shoulder[0]) * (shoulder[0] - hip[0])
    along += (ear[1] - shoulder[1]) * (shoulder[1] - hip[1])
    return 100 * along / trunk / scale


MEASURES: tuple[Measure, ...] = (
    Measure(
        "trunk_lean",
        "lean of the trunk",
        "deg",
        ("hip", "shoulder"),
        "How far the trunk leans from upright to where the chest faces: 0 upright, below 0 leaning "
        "back, 90 level with the face down, -90 level with the face up. Read from the side; from "
        "the front it is a guess in depth.",
        trunk_lean,
        phrase="forward from upright",
        below="back from upright",
        sagittal=True,
    ),
    Measure(
        "neck_lean",
        "lean of the neck",
        "deg",
        ("shoulder", "ear"),
        "How far the ears are ahead of the shoulders, as an angle from the vertical: 0 above them. "
        "To be compared with the person's own upright head. Not known from the front.",
        neck_lean,
        phrase="ahead of the shoulders",
        below="behind the shoulders",
        sagittal=True,
    ),
    Measure(
        "neck_length",
        "ears above the shoulders",
        "%",
        ("shoulder", "ear"),
        "How far the ears are from the shoulders along the trunk, in percent of a trunk's length: "
        "a slump or a shrug shortens it, raised arms do, too. To be compared with itself alone, "
        "and rough: it wanders by 7 to 10.",
        neck_length,
        phrase="between shoulders and ears",
    ),
)
