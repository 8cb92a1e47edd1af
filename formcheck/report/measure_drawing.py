"""A little drawing of each measure: a stick figure with the angle or the length marked on it.

Lines take the colour of the text around them, marks the variable ``--measure`` where a page has it:
a page's style sheet decides for light, dark and print.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from xml.etree import ElementTree as ET

from markupsafe import Markup

from formcheck.measures import MEASURES
from formcheck.report import svg

Point = tuple[float, float]

MARK = "var(--measure, #1a5fb4)"
_ROOM = 9.0
_WEDGE = 19.0
_TICK = 4.5

HINGED: dict[str, Point] = {
    "toe": (112, 131),
    "ankle": (97, 130),
    "knee": (104, 100),
    "hip": (84, 73),
    "shoulder": (130, 55),
    "head": (148, 43),
    "elbow": (132, 81),
    "hand": (133, 105),
}
PULLED = HINGED | {"elbow": (112, 75), "hand": (133, 92)}
STANDING: dict[str, Point] = {
    "toe": (112, 131),
    "ankle": (97, 130),
    "knee": (99, 103),
    "hip": (97, 76),
    "shoulder": (98, 38),
    "head": (101, 20),
    "elbow": (96, 57),
    "hand": (99, 76),
}
REACHING = STANDING | {"elbow": (115, 47), "hand": (131, 57)}
STRIDING = STANDING | {
    "toe": (96, 131),
    "ankle": (81, 130),
    "knee": (89, 103),
    "far knee": (117, 92),
    "far ankle": (112, 118),
    "far toe": (126, 121),
}
PRONE: dict[str, Point] = {
    "toe": (31, 131),
    "ankle": (36, 124),
    "knee": (67, 113),
    "hip": (97, 101),
    "shoulder": (143, 83),
    "head": (162, 73),
    "elbow": (141, 107),
    "hand": (141, 131),
}
SAGGING = PRONE | {"knee": (66, 122), "hip": (96, 119)}
PLANK: dict[str, Point] = {
    "toe": (31, 131),
    "ankle": (36, 124),
    "knee": (67, 117),
    "hip": (97, 110),
    "shoulder": (140, 99),
    "head": (160, 93),
    "elbow": (140, 129),
    "hand": (164, 130),
}
HANGING = PLANK | {"head": (158, 113)}
FACING: dict[str, Point] = {
    "ankle": (95, 130),
    "far ankle": (125, 130),
    "knee": (98, 102),
    "far knee": (122, 102),
    "hip": (103, 66),
    "far hip": (117, 66),
    "shoulder": (91, 66),
    "far shoulder": (129, 66),
    "head": (110, 70),
    "elbow": (66, 59),
    "far elbow": (154, 59),
    "hand": (42, 55),
    "far hand": (178, 55),
}
BENT = FACING | {"elbow": (70, 71), "hand": (64, 47)}
BOTH_BENT = BENT | {"far elbow": (152, 72), "far hand": (170, 57)}
UPRIGHT = FACING | {
    "hip": (103, 76),
    "far hip": (117, 76),
    "shoulder": (93, 40),
    "far shoulder": (127, 40),
    "head": (110, 20),
    "elbow": (88, 58),
    "far elbow": (132, 58),
    "hand": (90, 76),
    "far hand": (130, 76),
}


class _Drawing:
    """A figure on which something is marked."""

    def __init__(self, joints: dict[str, Point]) -> None:
        self.joints = joints
        self._body = _lines(stroke="currentColor", opacity="0.45")
        self._marks = _lines(stroke=MARK, class_="measured")
        self._points: list[Point] = []
        for chain in _chains(joints):
            self._line(self._body, chain, 5.5)
        x, y = joints["head"]
        svg.add(self._body, "circle", cx=x, cy=y, r=9, fill="currentColor")
        self._points += [(x - 9, y - 9), (x + 9, y + 9)]

    def at(self, joint: str) -> Point:
        return self.joints[joint]

    def part(self, *joints: str) -> None:
        """Mark a part of the body."""
        self._line(self._marks, [self.at(joint) for joint in joints], 3.0)

    def line(self, *points: Point) -> None:
        self._line(self._marks, points, 3.0)

    def guide(self, *points: Point) -> None:
        """Draw what is compared with: the floor's direction, a straight line, a straight arm."""
        self._line(self._marks, points, 1.8, dashes="5 4")

    def wedge(self, vertex: Point, a: Point, b: Point, radius: float = _WEDGE) -> None:
        """Mark the angle between the directions to two points."""
        first, second = (math.atan2(p[1] - vertex[1], p[0] - vertex[0]) for p in (a, b))
        span = (second - first + math.pi) % (2 * math.pi) - math.pi
        turns = [first + span * i / 12 for i in range(13)]
        arc = [(vertex[0] + radius * math.cos(t), vertex[1] + radius * math.sin(t)) for t in turns]
        d = svg.path([vertex, *arc]) + "Z"
        svg.add(self._marks, "path", d=d, fill=MARK, fill_opacity="0.22", stroke="none")
        self._line(self._marks, arc, 2.2)

    def length(self, a: Point, b: Point) -> None:
        """Mark a distance, with a tick at each end."""
        far = math.hypot(b[0] - a[0], b[1] - a[1])
        across = (_TICK * (a[1] - b[1]) / far, _TICK * (b[0] - a[0]) / far)
        self._line(self._marks, [a, b], 2.6)
        for x, y in (a, b):
            ends = [(x - across[0], y - across[1]), (x + across[0], y + across[1])]
            self._line(self._marks, ends, 2.6)

    def curve(self, d: str, points: Sequence[Point]) -> None:
        svg.add(self._marks, "path", d=d, stroke_width=3.4)
        self._points += points

    def picture(self, label: str) -> ET.Element:
        left, right = min(p[0] for p in self._points), max(p[0] for p in self._points)
        top, bottom = min(p[1] for p in self._points), max(p[1] for p in self._points)
        box = (left - _ROOM, top - _ROOM, right - left + 2 * _ROOM, bottom - top + 2 * _ROOM)
        picture = svg.add(
            None,
            "svg",
            viewBox=" ".join(f"{each:.0f}" for each in box),
            width=box[2] / 1.5,
            height=box[3] / 1.5,
            class_="measure",
            role="img",
            aria_label=label,
        )
        picture.extend([self._body, self._marks])
        return picture

    def _line(
        self, group: ET.Element, points: Sequence[Point], width: float, dashes: str = "none"
    ) -> None:
        svg.add(group, "path", d=svg.path(points), stroke_width=width, stroke_dasharray=dashes)
        self._points += points


def _lines(**attributes: str) -> ET.Element:
    """A group of lines without corners."""
    return svg.add(
        None, "g", fill="none", stroke_linecap="round", stroke_linejoin="round", **attributes
    )


def _chains(joints: dict[str, Point]) -> Iterator[list[Point]]:
    """The lines of a figure: its legs with the trunk, its arms, and across."""
    arms = [("shoulder", "elbow", "hand"), ("far shoulder", "far elbow", "far hand")]
    legs = [("toe", "ankle", "knee", "hip"), ("far toe", "far ankle", "far knee", "far hip")]
    across = [("shoulder", "far shoulder"), ("hip", "far hip")]
    trunk: list[tuple[str, ...]] = [("hip", "shoulder"), ("far hip", "far shoulder")]
    if "far hip" not in joints:
        legs[1] = ("far toe", "far ankle", "far knee", "hip")
        trunk = [("hip", "shoulder", "head")]
    for chain in (*legs, *trunk, *across, *arms):
        points = [joints[joint] for joint in chain if joint in joints]
        if len(points) > 1:
            yield points


def _angle_at(joints: dict[str, Point], first: str, vertex: str, last: str) -> _Drawing:
    drawing = _Drawing(joints)
    drawing.part(first, vertex, last)
    drawing.wedge(drawing.at(vertex), drawing.at(first), drawing.at(last))
    return drawing


def _with_floor(joints: dict[str, Point], low: str, high: str) -> _Drawing:
    """A line's angle with the level one through its lower end."""
    drawing = _Drawing(joints)
    (x, y), (to_x, _) = drawing.at(low), drawing.at(high)
    level = (x + math.copysign(46.0, to_x - x), y)
    drawing.part(low, high)
    drawing.guide((x, y), level)
    drawing.wedge((x, y), drawing.at(high), level)
    return drawing


def _rising(joints: dict[str, Point], sides: Sequence[str]) -> _Drawing:
    """How far arms are raised from hanging."""
    drawing = _Drawing(joints)
    for side in sides:
        shoulder, hand = (drawing.at(f"{side}{joint}") for joint in ("shoulder", "hand"))
        hanging = (shoulder[0], shoulder[1] + 44.0)
        drawing.line(shoulder, hand)
        drawing.guide(shoulder, hanging)
        drawing.wedge(shoulder, hanging, hand)
    return drawing


def _reach() -> _Drawing:
    drawing = _Drawing(PULLED)
    shoulder, hand = drawing.at("shoulder"), drawing.at("hand")
    along = (hand[0] - shoulder[0], hand[1] - shoulder[1])
    straight = 54.0 / math.hypot(*along)
    drawing.guide(shoulder, (shoulder[0] + straight * along[0], shoulder[1] + straight * along[1]))
    drawing.length(shoulder, hand)
    return drawing


def _height(joints: dict[str, Point], low: str, high: str, beside: float) -> _Drawing:
    """How far a joint is above another: an upright line beside the body."""
    drawing = _Drawing(joints)
    (low_x, low_y), (high_x, high_y) = drawing.at(low), drawing.at(high)
    drawing.guide((low_x, low_y), (beside, low_y))
    drawing.guide((high_x, high_y), (beside, high_y))
    drawing.length((beside, low_y), (beside, high_y))
    return drawing


def _body_line() -> _Drawing:
    drawing = _Drawing(SAGGING)
    drawing.part("shoulder", "hip", "ankle")
    shoulder, hip, ankle = (drawing.at(joint) for joint in ("shoulder", "hip", "ankle"))
    drawing.guide(shoulder, ankle)
    share = (hip[0] - ankle[0]) / (shoulder[0] - ankle[0])
    drawing.length(hip, (hip[0], ankle[1] + share * (shoulder[1] - ankle[1])))
    return drawing


def _body_clearance() -> _Drawing:
    drawing = _Drawing(PLANK)
    toe, elbow = drawing.at("toe"), drawing.at("elbow")
    drawing.guide(toe, elbow)
    for joint in ("hip", "knee"):
        x, y = drawing.at(joint)
        share = (x - toe[0]) / (elbow[0] - toe[0])
        drawing.length((x, y), (x, toe[1] + share * (elbow[1] - toe[1])))
    return drawing


def _head_drop() -> _Drawing:
    drawing = _Drawing(HANGING)
    hip, shoulder, head = (drawing.at(joint) for joint in ("hip", "shoulder", "head"))
    on = (shoulder[0] + 0.6 * (shoulder[0] - hip[0]), shoulder[1] + 0.6 * (shoulder[1] - hip[1]))
    drawing.part("hip", "shoulder", "head")
    drawing.guide(shoulder, on)
    drawing.wedge(shoulder, on, head)
    return drawing


def _back_bend() -> _Drawing:
    drawing = _Drawing(HINGED)
    (x0, y0), (x1, y1) = drawing.at("hip"), drawing.at("shoulder")
    drawing.guide((x0, y0), (x1, y1))
    top = (101.0, 32.0)
    drawing.curve(f"M{x0} {y0}Q{top[0]} {top[1]} {x1} {y1}", [(x0, y0), (x1, y1), (100.0, 46.0)])
    return drawing


_DRAWINGS: dict[str, Callable[[], _Drawing]] = {
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
