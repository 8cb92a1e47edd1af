"""A stick figure and the marks that can be put on it: parts, lines, angles, lengths.

Lines take the colour of the text around them, marks the variable ``--measure`` where a page has it:
a page's style sheet decides for light, dark and print.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from formcheck.report import svg
from formcheck.report.measure_postures import Point

MARK = "var(--measure, #1a5fb4)"
_ROOM = 9.0
_WEDGE = 19.0
_TICK = 4.5


class Drawing:
    """A figure on which something is marked.

    Args:
        joints: Where its joints are, as in `measure_postures`.

    Attributes:
        joints: The same.
    """

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
        """Where a joint is."""
        return self.joints[joint]

    def part(self, *joints: str) -> None:
        """Mark a part of the body."""
        self._line(self._marks, [self.at(joint) for joint in joints], 3.0)

    def line(self, *points: Point) -> None:
        """Mark a line from point to point."""
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
        """Mark a curve: a path's data, and points that it stays between."""
        svg.add(self._marks, "path", d=d, stroke_width=3.4)
        self._points += points

    def picture(self, label: str) -> ET.Element:
        """The whole drawing as an SVG element, as large as what is on it."""
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
