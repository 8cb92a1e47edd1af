"""The charts: well-formed, told to those who do not see them, legible on any ground."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from formcheck.evaluation.publish.chart_parts import FILE, svg_file
from formcheck.evaluation.publish.charts import faults_chart, yaw_chart
from formcheck.evaluation.publish.wording import humanize
from formcheck.evaluation.statistics.scores import Scores
from formcheck.report.timeline import NARROW, WIDE, Size
from tests.evaluation.factories import CHECKS, CONDITIONS, nothing, scores

SVG = "{http://www.w3.org/2000/svg}"
Chart = Callable[[Scores, Size], ET.Element | None]


def drawn(chart: Chart, made: Scores, size: Size = FILE) -> ET.Element:
    picture = chart(made, size)
    assert picture is not None
    return picture


def texts(picture: ET.Element) -> list[str]:
    return [each.text or "" for each in picture.iter() if each.tag.endswith("text")]


@pytest.mark.parametrize("chart", [yaw_chart, faults_chart])
@pytest.mark.parametrize("made", [scores(), nothing()], ids=["full", "empty"])
def test_a_file_stands_alone(chart: Chart, made: Scores) -> None:
    data = svg_file(drawn(chart, made))
    root = ET.fromstring(data)
    assert root.tag == f"{SVG}svg"
    _, _, width, height = root.attrib["viewBox"].split()
    assert (root.get("width"), root.get("height")) == (width, height)
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert (ground.get("class"), ground.get("width")) == ("ground", width)
    text = data.decode()
    assert ".chart .ground { fill: #ffffff; }" in text
    assert "var(" not in text
    assert not re.search(r"(?:href|src)=|url\((?!#)|@import", text)
    assert b"nan" not in data


@pytest.mark.parametrize("chart", [yaw_chart, faults_chart])
def test_it_is_said_to_those_who_do_not_see_it(chart: Chart) -> None:
    root = ET.fromstring(svg_file(drawn(chart, scores())))
    ids = {each.get("id"): each.text or "" for each in root.iter() if each.get("id")}
    title, description = (ids[id_] for id_ in root.attrib["aria-labelledby"].split())
    assert root.get("role") == "img"
    assert title
    assert len(description) > 200


def test_yaw_has_its_bins_and_an_unknown_yaw_none() -> None:
    made = scores()
    picture = drawn(yaw_chart, made)
    shown, format_figure = texts(picture), picture.findtext("desc") or ""
    for label in CONDITIONS["yaw"]:
        assert (f"{label}: " in format_figure) == (label != "unknown")
        assert label in shown or label in {"15", "45", "75", "105", "unknown"}  # no room for all
    for title in ("elbow angle, degrees", "torso inclination, degrees", "body line, degrees"):
        assert title in shown
    assert "clips counted exactly, share" in shown
    assert f"n {made.by['yaw']['90'].reps.exact.n}" in shown


def test_lines_differ_by_shape_too() -> None:
    picture = drawn(yaw_chart, scores())
    assert picture.findall(".//circle[@class='one']")
    assert not picture.findall(".//circle[@class='two']")
    assert picture.findall(".//path[@class='two']")


def test_each_fault_has_its_figures_and_what_was_not_judged() -> None:
    made = scores()
    picture = drawn(faults_chart, made)
    shown = texts(picture)
    for check in CHECKS:
        clips = made.supported.faults[check].by_clip
        assert humanize(check) in shown
        assert clips.judged.value is not None
        assert f"{clips.precision.value:.2f}" in shown
        assert f"{clips.recall.value:.2f}" in shown
        assert f"{1 - clips.judged.value:.2f}" in shown
    hatched = picture.findall(".//rect[@fill='url(#hatch-file)']")
    assert len(hatched) == len(CHECKS)
    assert picture.find(".//pattern[@id='hatch-file']") is not None


def test_no_yaw_no_chart() -> None:
    made = scores().model_copy(update={"by": {}})
    assert yaw_chart(made) is None


def test_ids_differ_between_layouts() -> None:
    wide, narrow = (
        {each.get("id") for each in drawn(faults_chart, scores(), size).iter() if each.get("id")}
        for size in (WIDE, NARROW)
    )
    assert wide
    assert not wide & narrow


@pytest.mark.parametrize("chart", [yaw_chart, faults_chart])
@pytest.mark.parametrize("size", [FILE, WIDE, NARROW], ids=lambda size: size.name)
def test_all_is_inside(chart: Chart, size: Size) -> None:
    picture = drawn(chart, scores(), size)
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    for each in picture.iter("text"):
        assert 0 <= float(each.attrib["x"]) <= width
        assert 0 <= float(each.attrib["y"]) <= height
        if not each.get("text-anchor"):
            assert float(each.attrib["x"]) + 5.2 * len(each.text or "") <= width, each.text
