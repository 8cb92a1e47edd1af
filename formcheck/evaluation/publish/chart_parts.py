"""What the charts of an evaluation share: their ground, key and hatching, and how one is a file.

Charts are drawn as the report's pictures are: colours are classes.  On the page the style sheet
decides them; a file of its own brings them along, on an opaque ground.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from xml.etree import ElementTree as ET

from formcheck.report import svg
from formcheck.report.timeline import Size

FILE = Size("file", "drawing", 780.0, 150.0, 8.0)
"""The layout of a chart that is a file."""

_EDGE = 10.0


def svg_file(picture: ET.Element) -> bytes:
    """A chart as a file that stands alone: its colours are in it, its ground is opaque."""
    whole = ET.Element("svg", {**picture.attrib, "xmlns": "http://www.w3.org/2000/svg"})
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    width, height = width + 2 * _EDGE, height + 2 * _EDGE
    whole.set("viewBox", f"{-_EDGE:g} {-_EDGE:g} {width:g} {height:g}")
    whole.attrib.update(width=f"{width:g}", height=f"{height:g}")
    style = re.sub(r"var\(--([\w-]+)\)", lambda name: _light()[name[1]], charts_style())
    parts = list(picture)
    whole.extend(parts[:2])  # title and description come first
    svg.add(whole, "style", style)
    svg.add(whole, "rect", x=-_EDGE, y=-_EDGE, width=width, height=height, class_="ground")
    whole.extend(parts[2:])
    ET.indent(whole)
    return (ET.tostring(whole, encoding="unicode") + "\n").encode()


@cache
def charts_style() -> str:
    """The style of the charts; its colours are the page's."""
    file = resources.files("formcheck.evaluation.publish").joinpath("templates", "charts.css")
    return file.read_text(encoding="utf-8")


@cache
def _light() -> dict[str, str]:
    """The report's colours on white."""
    file = resources.files("formcheck.report").joinpath("templates", "report.css")
    first = file.read_text(encoding="utf-8").split("}")[0]
    return dict(re.findall(r"--([\w-]+): (#\w+)", first))


def drawing(size: Size, height: float, name: str, title: str, description: str) -> ET.Element:
    """An empty chart with its title; the description is what a screen reader says."""
    picture = svg.drawing((size.width, height), f"{name}-{size.name}", "chart", title, description)
    svg.add(picture, "text", title, x=4, y=18, class_="title", aria_hidden="true")
    return picture


def key(
    picture: ET.Element, size: Size, signs: list[tuple[svg.Shape, str, str]], rest: str
) -> None:
    """Names the signs of a chart below its title: shape, class and text of each, and the rest."""
    x = 4.0
    for shape, class_, text in signs:
        svg.mark(picture, shape, (x + 5, 36), 4.5, class_)
        svg.add(picture, "text", text, x=x + 15, y=40)
        x += 36 + 6.6 * len(text)
    where: dict[str, svg.Value] = {"x": x, "y": 40} if size.gutter else {"x": 4, "y": 58}
    svg.add(picture, "text", rest, class_="quiet", **where)


def hatch(picture: ET.Element, name: str) -> None:
    """Makes the hatching for what was not judged; it is used as ``url(#name)``."""
    definitions = svg.add(picture, "defs")
    pattern = svg.add(
        definitions,
        "pattern",
        id=name,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    svg.add(pattern, "rect", width=6, height=6, class_="hatch-ground")
    svg.add(pattern, "line", x1=1, x2=1, y1=0, y2=6, class_="hatch-line")
