"""A little drawing of each measure: a stick figure with the angle or the length marked on it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

from markupsafe import Markup

from formcheck.measures import QUANTITIES
from formcheck.report import measure_postures as of
from formcheck.report import svg
from formcheck.report.measure_postures import Point
from formcheck.report.measure_sketch import Drawing


def _angle_at(joints: dict[str, Point], first: str, vertex: str, last: str) -> Drawing:
    drawing = Drawing(joints)
    drawing.part(first, vertex, last)
    drawing.wedge(drawing.at(vertex), drawing.at(first), drawing.at(last))
    return drawing


def _with_floor(joints: dict[str, Point], low: str, high: str) -> Drawing:
    """A line's angle with the level one through its lower end."""
    drawing = Drawing(joints)
    (x, y), (to_x, _) = drawing.at(low), drawing.at(high)
    level = (x + math.copysign(46.0, to_x - x), y)
    drawing.part(low, high)
    drawing.guide((x, y), level)
    drawing.wedge((x, y), drawing.at(high), level)
    return drawing


def _times(part: tuple[float, float], *, late: bool = False) -> Drawing:
    """Out and back over time, a hill beside the figure, and a part of it.

    Args:
        part: From when to when, as shares of the rep.
        late: Whether the figure is shown where the rep turns.
    """
    drawing = Drawing(of.PULLED if late else of.HINGED)
    left, right, low, high = 172.0, 252.0, 96.0, 52.0

    def at(share: float) -> Point:
        up = 0.0 if not 0 <= share <= 1 else min(1.0, 2.6 * min(share, 1 - share))
        return left + share * (right - left), low - up * (low - high)

    steps = [min(part) + (max(part) - min(part)) * i / 24 for i in range(25)]
    drawing.guide(*(at(-0.25 + 1.5 * i / 60) for i in range(61)))
    drawing.line(*map(at, steps))
    (from_x, _), (to_x, _) = at(min(part)), at(max(part))
    drawing.length((from_x, low + 14), (to_x, low + 14))
    return drawing


def _reach() -> Drawing:
    drawing = Drawing(of.PULLED)
    shoulder, hand = drawing.at("shoulder"), drawing.at("hand")
    along = (hand[0] - shoulder[0], hand[1] - shoulder[1])
    straight = 54.0 / math.hypot(*along)
    drawing.guide(shoulder, (shoulder[0] + straight * along[0], shoulder[1] + straight * along[1]))
    drawing.length(shoulder, hand)
    return drawing


def _height(joints: dict[str, Point], low: str, high: str, beside: float) -> Drawing:
    """How far a joint is above another: an upright line beside the body."""
    drawing = Drawing(joints)
    (low_x, low_y), (high_x, high_y) = drawing.at(low), drawing.at(high)
    drawing.guide((low_x, low_y), (beside, low_y))
    drawing.guide((high_x, high_y), (beside, high_y))
    drawing.length((beside, low_y), (beside, high_y))
    return drawing


def _body_line(joints: dict[str, Point]) -> Drawing:
    drawing = Drawing(joints)
    drawing.part("shoulder", "hip", "ankle")
    shoulder, hip, ankle = (drawing.at(joint) for joint in ("shoulder", "hip", "ankle"))
    drawing.guide(shoulder, ankle)
    share = (hip[0] - ankle[0]) / (shoulder[0] - ankle[0])
    drawing.length(hip, (hip[0], ankle[1] + share * (shoulder[1] - ankle[1])))
    return drawing


def _body_clearance() -> Drawing:
    drawing = Drawing(of.PLANK)
    toe, elbow = drawing.at("toe"), drawing.at("elbow")
    drawing.guide(toe, elbow)
    for joint in ("hip", "knee"):
        x, y = drawing.at(joint)
        share = (x - toe[0]) / (elbow[0] - toe[0])
        drawing.length((x, y), (x, toe[1] + share * (elbow[1] - toe[1])))
    return drawing


def _head_drop() -> Drawing:
    drawing = Drawing(of.HANGING)
    hip, shoulder, head = (drawing.at(joint) for joint in ("hip", "shoulder", "head"))
    on = (shoulder[0] + 0.6 * (shoulder[0] - hip[0]), shoulder[1] + 0.6 * (shoulder[1] - hip[1]))
    drawing.part("hip", "shoulder", "head")
    drawing.guide(shoulder, on)
    drawing.wedge(shoulder, on, head)
    return drawing


def _back_bend() -> Drawing:
    drawing = Drawing(of.HINGED)
    (x0, y0), (x1, y1) = drawing.at("hip"), drawing.at("shoulder")
    drawing.guide((x0, y0), (x1, y1))
    top = (101.0, 32.0)
    drawing.curve(f"M{x0} {y0}Q{top[0]} {top[1]} {x1} {y1}", [(x0, y0), (x1, y1), (100.0, 46.0)])
    return drawing


def _leaning(joints: dict[str, Point], low: str, high: str) -> Drawing:
    """A line's angle with the upright one through its lower end."""
    drawing = Drawing(joints)
    (x, y), (_, high_y) = drawing.at(low), drawing.at(high)
    upright = (x, high_y - 6.0)
    drawing.part(low, high)
    drawing.guide((x, y), upright)
    drawing.wedge((x, y), upright, drawing.at(high), radius=min(24.0, y - high_y))
    return drawing


def _off_line(joints: dict[str, Point], first: str, last: str, joint: str) -> Drawing:
    """How far a joint is off the line of two others."""
    drawing = Drawing(joints)
    (x0, y0), (x1, y1), (x, y) = (drawing.at(each) for each in (first, last, joint))
    share = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2)
    drawing.guide((x0, y0), (x1, y1))
    drawing.length((x0 + share * (x1 - x0), y0 + share * (y1 - y0)), (x, y))
    return drawing


def _between(joints: dict[str, Point], one: str, other: str) -> Drawing:
    """How far apart two joints are, beside the width of the shoulders."""
    drawing = Drawing(joints)
    drawing.guide(drawing.at("shoulder"), drawing.at("far shoulder"))
    drawing.length(drawing.at(one), drawing.at(other))
    return drawing


def _tilted(joints: dict[str, Point], joint: str) -> Drawing:
    """A line across the body beside the level one."""
    drawing = Drawing(joints)
    low, high = drawing.at(f"far {joint}"), drawing.at(joint)
    far = (low[0] + 2.5 * (high[0] - low[0]), low[1] + 2.5 * (high[1] - low[1]))
    level = (far[0], low[1])
    drawing.line(low, far)
    drawing.guide(low, level)
    drawing.wedge(low, level, far, radius=30.0)
    return drawing


def _knee_past_toes() -> Drawing:
    drawing = Drawing(of.SQUATTING)
    (knee_x, knee_y), (toe_x, toe_y) = drawing.at("knee"), drawing.at("toe")
    drawing.guide((knee_x, knee_y), (knee_x, toe_y + 8.0))
    drawing.guide((toe_x, knee_y), (toe_x, toe_y + 8.0))
    drawing.length((toe_x, toe_y + 8.0), (knee_x, toe_y + 8.0))
    return drawing


def _heel_lift() -> Drawing:
    drawing = Drawing(of.ON_TOES)
    toe, (ankle_x, ankle_y) = drawing.at("toe"), drawing.at("ankle")
    heel, level = (ankle_x - 6.0, ankle_y + 3.0), (ankle_x - 12.0, toe[1])
    drawing.line(toe, heel)
    drawing.guide(toe, level)
    drawing.wedge(toe, level, heel)
    return drawing


def _hip_share() -> Drawing:
    drawing = Drawing(of.SQUATTING)
    shoulder, hip, knee, ankle = (drawing.at(j) for j in ("shoulder", "hip", "knee", "ankle"))
    drawing.part("shoulder", "hip", "knee", "ankle")
    drawing.wedge(hip, shoulder, knee)
    drawing.wedge(knee, hip, ankle, radius=12.0)
    return drawing


def _raised(joints: dict[str, Point], joint: str, sides: Sequence[str]) -> Drawing:
    """How far arms are raised from hanging, to the elbow or to the hand."""
    drawing = Drawing(joints)
    for side in sides:
        shoulder, end = (drawing.at(f"{side}{each}") for each in ("shoulder", joint))
        hanging = (shoulder[0], shoulder[1] + 44.0)
        drawing.line(shoulder, end)
        drawing.guide(shoulder, hanging)
        drawing.wedge(shoulder, hanging, end)
    return drawing


def _both(one: Drawing, first: str, vertex: str, last: str) -> Drawing:
    """An angle of either side."""
    for side in ("", "far "):
        a, b, c = (one.at(f"{side}{joint}") for joint in (first, vertex, last))
        one.line(a, b, c)
        one.wedge(b, a, c)
    return one


def _reaches() -> Drawing:
    drawing = Drawing(of.STRAIGHT_AND_PULLED)
    for side in ("", "far "):
        drawing.length(drawing.at(f"{side}shoulder"), drawing.at(f"{side}hand"))
    return drawing


def _hand_heights() -> Drawing:
    drawing = Drawing(of.ONE_HIGHER)
    for side, beside in (("", 46.0), ("far ", 184.0)):
        (x, y), (hand_x, hand_y) = drawing.at(f"{side}shoulder"), drawing.at(f"{side}hand")
        drawing.guide((x, y), (beside, y))
        drawing.guide((hand_x, hand_y), (beside, hand_y))
        drawing.length((beside, y), (beside, hand_y))
    return drawing


_DRAWINGS: dict[str, Callable[[], Drawing]] = {
    "elbow_angle": lambda: _angle_at(of.PULLED, "shoulder", "elbow", "hand"),
    "elbow_angle_3d": lambda: _angle_at(of.BENT, "shoulder", "elbow", "hand"),
    "elbow_opening": lambda: _angle_at(of.BOTH_BENT, "shoulder", "elbow", "hand"),
    "reach": _reach,
    "arm_elevation": lambda: _raised(of.REACHING, "hand", [""]),
    "arms_elevation": lambda: _raised(of.FACING, "hand", ["", "far "]),
    "knee_angle": lambda: _angle_at(of.HINGED, "hip", "knee", "ankle"),
    "bent_knee": lambda: _angle_at(of.STRIDING, "hip", "far knee", "far ankle"),
    "straight_knee": lambda: _angle_at(of.STRIDING, "hip", "knee", "ankle"),
    "hip_angle": lambda: _angle_at(of.HINGED, "shoulder", "hip", "knee"),
    "torso_inclination": lambda: _with_floor(of.HINGED, "hip", "shoulder"),
    "trunk_rise": lambda: _height(of.UPRIGHT, "hip", "shoulder", 150.0),
    "hip_height": lambda: _height(of.STANDING, "ankle", "hip", 66.0),
    "leg_inclination": lambda: _with_floor(of.HINGED, "ankle", "hip"),
    "body_line": lambda: _body_line(of.SAGGING),
    "stretched_line": lambda: _body_line(of.CLIMBING),
    "head_drop": _head_drop,
    "support": lambda: _height(of.PRONE, "hand", "shoulder", 178.0),
    "shoulder_height": lambda: _height(of.PLANK, "elbow", "shoulder", 182.0),
    "shoulders_over_feet": lambda: _height(of.PLANK, "ankle", "shoulder", 182.0),
    "body_clearance": _body_clearance,
    "back_bend": _back_bend,
    "trunk_lean": lambda: _leaning(of.LEANING_BACK, "hip", "shoulder"),
    "neck_lean": lambda: _leaning(of.SLUMPED, "shoulder", "head"),
    "neck_length": lambda: _height(of.UPRIGHT, "shoulder", "head", 66.0),
    "hip_depth": lambda: _height(of.SQUATTING, "knee", "hip", 62.0),
    "knee_past_toes": _knee_past_toes,
    "heel_lift": _heel_lift,
    "knees_inside": lambda: _off_line(of.KNEE_IN, "hip", "ankle", "knee"),
    "hip_share": _hip_share,
    "bent_hip": lambda: _angle_at(of.DRIVING, "shoulder", "hip", "far knee"),
    "hip_opening": lambda: _angle_at(of.ON_TOES, "shoulder", "hip", "knee"),
    "knee_opening": lambda: _angle_at(of.SQUATTING, "hip", "knee", "ankle"),
    "feet_apart": lambda: _between(of.ASTRIDE, "ankle", "far ankle"),
    "upper_arm_to_trunk": lambda: _angle_at(of.CURLING, "hip", "shoulder", "elbow"),
    "upper_arm_to_trunk_3d": lambda: _angle_at(of.SIDE_RAISE, "hip", "shoulder", "elbow"),
    "upper_arm_elevation": lambda: _raised(of.SIDE_RAISE, "elbow", [""]),
    "elbow_forward": lambda: _off_line(of.ROWING, "hip", "shoulder", "elbow"),
    "hand_forward": lambda: _off_line(of.CURLING, "hip", "shoulder", "hand"),
    "hands_forward": lambda: _off_line(of.OVERHEAD, "hip", "shoulder", "hand"),
    "hand_height": lambda: _height(of.OVERHEAD, "shoulder", "hand", 66.0),
    "hands_apart": lambda: _between(of.WIDE_HANDS, "hand", "far hand"),
    "leg_lift": lambda: _with_floor(of.LEG_RAISED, "hip", "ankle"),
    "side_line": lambda: _off_line(of.ON_ONE_SIDE, "ankle", "shoulder", "hip"),
    "hips_tilt": lambda: _tilted(of.ONE_HIP_UP, "hip"),
    "shoulders_tilt": lambda: _tilted(of.ONE_SHOULDER_UP, "shoulder"),
    "reach_apart": _reaches,
    "arm_elevation_apart": lambda: _raised(of.ONE_HIGHER, "hand", ["", "far "]),
    "upper_arm_elevation_apart": lambda: _raised(of.ONE_HIGHER, "elbow", ["", "far "]),
    "hand_height_apart": _hand_heights,
    "concentric_s": lambda: _times((0.5, 0.0)),
    "eccentric_s": lambda: _times((0.5, 1.0), late=True),
    "turn_pause_s": lambda: _times((0.4, 0.6), late=True),
    "start_pause_s": lambda: _times((-0.25, 0.0)),
    "rep_s": lambda: _times((0.0, 1.0)),
    "knee_angle_apart": lambda: _both(Drawing(of.ONE_BENT), "hip", "knee", "ankle"),
}


def measure_drawing(name: str) -> Markup:
    """The drawing of a measure, as an element that may stand in a page.

    Args:
        name: The measure's name in the registry.

    Raises:
        KeyError: There is no such measure.
    """
    return svg.markup(_picture(name))


def measure_file(name: str) -> bytes:
    """The same as an SVG file of its own.

    Args:
        name: The measure's name in the registry.

    Raises:
        KeyError: There is no such measure.
    """
    picture = _picture(name)
    picture.set("xmlns", "http://www.w3.org/2000/svg")
    return ET.tostring(picture, encoding="unicode").encode()


def _picture(name: str) -> ET.Element:
    return _DRAWINGS[name]().picture(f"Drawing: {QUANTITIES[name].label}")
