"""Small help for drawing SVG: elements with escaped text, and a time axis.

Colours are classes, so that the page's style sheet decides them for light, dark and print.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from markupsafe import Markup

Value = str | float | int

_CAMEL = {
    *("viewBox", "preserveAspectRatio"),
    *("attributeName", "keyTimes", "repeatCount"),
}
_TICK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)


def add(
    parent: ET.Element | None, tag: str, text: str | None = None, **attributes: Value
) -> ET.Element:
    """Makes an element, inside of its parent if it has one.

    Args:
        parent: Where it goes.
        tag: Its name.
        text: Its text, escaped when it is written.
        **attributes: Theirs; ``class_`` is ``class`` and other underscores are hyphens.

    >>> markup(add(None, "text", "a < b", class_="label", font_size=12.04))
    Markup('<text class="label" font-size="12">a &lt; b</text>')
    """
    named = {_attribute(key): _number(value) for key, value in attributes.items()}
    made = ET.Element(tag, named) if parent is None else ET.SubElement(parent, tag, named)
    made.text = text
    return made


def markup(element: ET.Element) -> Markup:
    """An element and all in it as text that may stand in a page as it is."""
    return Markup(ET.tostring(element, encoding="unicode"))


def as_file(drawn: Markup) -> str:
    """The same as a file of its own, which must say that it is SVG.

    >>> as_file(markup(add(None, "svg", viewBox="0 0 1 1")))
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" />'
    """
    return str(drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def drawing(
    size: tuple[float, float], name: str, class_: str, title: str, description: str
) -> ET.Element:
    """An empty picture with what a screen reader says of it.

    Args:
        size: Width and height of its coordinates.
        name: Unique in the page.
        class_: Its class, for the style sheet.
        title: A few words.
        description: What it shows, in a sentence or two.
    """
    svg = add(
        None,
        "svg",
        viewBox=f"0 0 {_number(size[0])} {_number(size[1])}",
        class_=class_,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )
    add(svg, "title", title, id=f"{name}-title")
    add(svg, "desc", description, id=f"{name}-desc")
    return svg


def path(points: Iterable[tuple[float, float]]) -> str:
    """A line through points, broken where one is NaN.

    >>> nan = float("nan")
    >>> path([(0, 1), (1, 2), (2, nan), (3, 4), (4, 5)])
    'M0 1L1 2M3 4L4 5'
    """
    parts: list[str] = []
    pen = "M"
    for x, y in points:
        if math.isnan(x) or math.isnan(y):
            pen = "M"
            continue
        parts.append(f"{pen}{_number(float(x))} {_number(float(y))}")
        pen = "L"
    return "".join(parts)


Shape = Literal["circle", "triangle", "diamond", "square", "cross"]


def mark(
    parent: ET.Element, shape: Shape, at: tuple[float, float], r: float, class_: str
) -> ET.Element:
    """A small sign, so that nothing is told by colour alone."""
    x, y = at
    if shape == "circle":
        return add(parent, "circle", cx=x, cy=y, r=r, class_=class_)
    corners = {
        "triangle": [(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)],
        "diamond": [(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)],
        "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        "cross": [(-0.8, -0.8), (0.8, 0.8), (float("nan"), 0.0), (-0.8, 0.8), (0.8, -0.8)],
    }[shape]
    line = path((x + r * dx, y + r * dy) for dx, dy in corners)
    return add(parent, "path", d=line if shape == "cross" else line + "Z", class_=class_)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Seconds of the source along the width of a picture.

    Attributes:
        from_s: Time at the left.
        to_s: Time at the right.
        left: Where that is.
        right: Where that is.
    """

    from_s: float
    to_s: float
    left: float
    right: float

    def x(self, seconds: float) -> float:
        """Where a time is; what lies outside is at the edge."""
        span = max(self.to_s - self.from_s, 1e-9)
        share = min(1.0, max(0.0, (seconds - self.from_s) / span))
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[tuple[float, str]]:
        """Round times about 80 apart, with their labels.

        >>> TimeAxis(3, 21, 0, 320).ticks()
        [(5, '0:05'), (10, '0:10'), (15, '0:15'), (20, '0:20')]
        """
        most = max(2.0, (self.right - self.left) / 65)
        span = self.to_s - self.from_s
        step = next((s for s in _TICK_STEPS if span / s <= most), _TICK_STEPS[-1])
        first, last = math.ceil(self.from_s / step), math.floor(self.to_s / step)
        return [(i * step, _minutes(i * step)) for i in range(first, last + 1)]


def draw_time_axis(svg: ET.Element, axis: TimeAxis, top: float, bottom: float) -> None:
    """Draws faint lines at round times and their labels below.

    The group says which times lie where, so that a page can put a cursor there.
    """
    place: dict[str, Value] = {"data_from": f"{axis.from_s:.3f}", "data_to": f"{axis.to_s:.3f}"}
    place |= {"data_left": axis.left, "data_right": axis.right}
    place |= {"data_top": top, "data_bottom": bottom}
    group = add(svg, "g", None, class_="axis time", aria_hidden="true", **place)
    for seconds, label in axis.ticks():
        x = axis.x(seconds)
        add(group, "line", x1=x, x2=x, y1=top, y2=bottom, class_="grid")
        end = "end" if x > axis.right - 12 else "start" if x < axis.left + 2 else "middle"
        add(group, "text", label, x=x, y=bottom + 15, text_anchor=end)


def _minutes(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _attribute(key: str) -> str:
    if key in _CAMEL:
        return key
    return key.rstrip("_").replace("_", "-")


def _number(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)
