"""A little drawing of each measure: a stick figure with the angle or the length marked on it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

from markupsafe import Markup

from formcheck.measures import MEASURES
from formcheck.report import svg
from formcheck.report.measure_postures import (
    BENT,
    BOTH_BENT,
    FACING,
    HANGING,
    HINGED,
    PLANK,
    PRONE,
    PULLED,
    REACHING,
    SAGGING,
    STANDING,
    STRIDING,
    UPRIGHT,
    Point,
)
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


def _rising(joints: dict[str, Point], sides: Sequence[str]) -> Drawing:
    """How far arms are raised from hanging."""
    drawing = Drawing(joints)
    for side in sides:
        shoulder, hand = (drawing.at(f"{side}{joint}") for joint in ("shoulder", "hand"))
        hanging = (shoulder[0], shoulder[1] + 44.0)
        drawing.line(shoulder, hand)
        drawing.guide(shoulder, hanging)
        drawing.wedge(shoulder, hanging, hand)
    return drawing


def _reach() -> Drawing:
    drawing = Drawing(PULLED)
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


def _body_line() -> Drawing:
    drawing = Drawing(SAGGING)
    drawing.part("shoulder", "hip", "ankle")
    shoulder, hip, ankle = (drawing.at(joint) for joint in ("shoulder", "hip", "ankle"))
    drawing.guide(shoulder, ankle)
    share = (hip[0] - ankle[0]) / (shoulder[0] - ankle[0])
    drawing.length(hip, (hip[0], ankle[1] + share * (shoulder[1] - ankle[1])))
    return drawing


def _body_clearance() -> Drawing:
    drawing = Drawing(PLANK)
    toe, elbow = drawing.at("toe"), drawing.at("elbow")
    drawing.guide(toe, elbow)
    for joint in ("hip", "knee"):
        x, y = drawing.at(joint)
        share = (x - toe[0]) / (elbow[0] - toe[0])
        drawing.length((x, y), (x, toe[1] + share * (elbow[1] - toe[1])))
    return drawing


def _head_drop() -> Drawing:
    drawing = Drawing(HANGING)
    hip, shoulder, head = (drawing.at(joint) for joint in ("hip", "shoulder", "head"))
    on = (shoulder[0] + 0.6 * (shoulder[0] - hip[0]), shoulder[1] + 0.6 * (shoulder[1] - hip[1]))
    drawing.part("hip", "shoulder", "head")
    drawing.guide(shoulder, on)
    drawing.wedge(shoulder, on, head)
    return drawing


def _back_bend() -> Drawing:
    drawing = Drawing(HINGED)
    (x0, y0), (x1, y1) = drawing.at("hip"), drawing.at("shoulder")
    drawing.guide((x0, y0), (x1, y1))
    top = (101.0, 32.0)
    drawing.curve(f"M{x0} {y0}Q{top[0]} {top[1]} {x1} {y1}", [(x0, y0), (x1, y1), (100.0, 46.0)])
    return drawing


_DRAWINGS: dict[str, Callable[[], Drawing]] = {
    "elbow_angle": lambda: _angle_at(PULLED, "shoulder", "elbow", "hand"),
    "elbow_angle_3d": lambda: _angle_at(BENT, "shoulder", "elbow", "hand"),
    "elbow_opening": lambda: _angle_at(BOTH_BENT, "shoulder", "elbow", "hand"),
    "reach": _reach,
    "arm_elevation": lambda: _rising(REACHING, [""]),
    "arms_elevation": lambda: _rising(FACING, ["", "far "]),
    "knee_angle": lambda: _angle_at(HINGED, "hip", "knee", "ankle"),
    "bent_knee": lambda: _angle_at(STRIDING, "hip", "far knee", "far ankle"),
    "straight_knee": lambda: _angle_at(STRIDING, "hip", "knee", "ankle"),
    "hip_angle": lambda: _angle_at(HINGED, "shoulder", "hip", "knee"),
    "torso_inclination": lambda: _with_floor(HINGED, "hip", "shoulder"),
    "trunk_rise": lambda: _height(UPRIGHT, "hip", "shoulder", 150.0),
    "hip_height": lambda: _height(STANDING, "ankle", "hip", 66.0),
    "leg_inclination": lambda: _with_floor(HINGED, "ankle", "hip"),
    "body_line": _body_line,
    "head_drop": _head_drop,
    "support": lambda: _height(PRONE, "hand", "shoulder", 178.0),
    "shoulder_height": lambda: _height(PLANK, "elbow", "shoulder", 182.0),
    "shoulders_over_feet": lambda: _height(PLANK, "ankle", "shoulder", 182.0),
    "body_clearance": _body_clearance,
    "back_bend": _back_bend,
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
    return _DRAWINGS[name]().picture(f"Drawing: {MEASURES[name].label}")
