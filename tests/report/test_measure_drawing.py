"""The little drawings: every measure has one, and it says what it draws."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from formcheck.measures import MEASURES
from formcheck.report.measure_drawing import measure_drawing, measure_file

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_is_drawn_with_its_mark_inside_of_the_picture(name: str) -> None:
    picture = ET.fromstring(measure_file(name))
    assert picture.tag == f"{SVG}svg"
    assert picture.get("aria-label") == f"Drawing: {MEASURES[name].label}"
    body, marks = picture
    assert body.get("stroke") == "currentColor"
    assert str(marks.get("stroke")).startswith("var(--measure")
    assert len(marks) >= 2
    left, top, width, height = map(float, str(picture.get("viewBox")).split())
    for path in picture.iter(f"{SVG}path"):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", str(path.get("d")))]
        assert all(left < x < left + width for x in numbers[::2])
        assert all(top < y < top + height for y in numbers[1::2])


def test_no_two_measures_that_differ_look_alike() -> None:
    pictures = [re.sub(r' aria-label="[^"]*"', "", measure_drawing(name)) for name in MEASURES]
    assert len(set(pictures)) == len(pictures)


def test_it_may_stand_in_a_page_that_loads_nothing() -> None:
    assert "http" not in measure_drawing("reach")
    assert "style=" not in measure_drawing("reach")
