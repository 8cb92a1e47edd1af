"""The two charts of an evaluation: errors by camera yaw, and precision and recall by fault."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from xml.etree import ElementTree as ET

from formcheck.evaluation.publish.chart_parts import FILE, drawing, hatch, key
from formcheck.evaluation.publish.wording import NOTHING, humanize, number, values_of
from formcheck.evaluation.statistics.scores import Detection, Errors, Figure, Group, Scores
from formcheck.report import svg
from formcheck.report.timeline import Size

_ANGLES = ("elbow", "torso", "body")
_PANEL = 196.0
_ROW = 40.0
_GAP = float("nan")


@dataclass(frozen=True, slots=True)
class _Panel:
    """One of the small charts over yaw: its field, and its scale."""

    group: ET.Element
    left: float
    right: float
    top: float
    bottom: float
    most: float
    places: tuple[float, ...]

    def x(self, index: int) -> float:
        return self.left + self.places[index] * (self.right - self.left)

    def y(self, value: float) -> float:
        share = min(max(value, 0.0), self.most) / self.most
        return self.bottom - share * (self.bottom - self.top)

    def line(self, values: Sequence[float]) -> list[tuple[float, float]]:
        return [(self.x(i), self.y(v) if math.isfinite(v) else _GAP) for i, v in enumerate(values)]


def yaw_chart(scores: Scores, size: Size = FILE) -> ET.Element | None:
    """Error of the angles and share of exact counts, by camera yaw; None without yaw.

    Args:
        scores: What was found.
        size: The layout.
    """
    bins = [each for each in values_of(scores, "yaw") if each[0][:1].isdigit()]
    if not bins:
        return None
    measures = _measures(group for _, group in bins)
    columns = 2 if size.gutter else 1
    rows = math.ceil((len(measures) + 1) / columns)
    head = 58.0 if size.gutter else 72.0
    picture = drawing(
        size,
        head + rows * _PANEL + (10 if size.gutter else 24),
        "yaw",
        "Error by camera yaw",
        "0 degrees is from the front, 90 from the side. " + _yaw_words(bins, measures),
    )
    key(
        picture,
        size,
        [("circle", "one", "median"), ("diamond", "two", "95th percentile")],
        "exact counts: bars are 95 % intervals",
    )
    errors = [group.angle_error_deg[m] for _, group in bins for m in measures if _has(group, m)]
    most = _round_up(
        max(
            (v for e in errors for v in (_value(e.p95), _value(e.median)) if math.isfinite(v)),
            default=1.0,
        )
    )
    width = (size.width - 8) / columns
    for index in range(len(measures) + 1):
        left = 4 + (index % columns) * width
        top = head + (index // columns) * _PANEL
        last = index == len(measures)
        panel = _Panel(
            svg.add(picture, "g"),
            left + 36,
            left + width - 8,
            top + 22,
            top + _PANEL - 46,
            1.0 if last else most,
            _places([label for label, _ in bins]),
        )
        name = "clips counted exactly, share" if last else f"{humanize(measures[index])}, degrees"
        svg.add(panel.group, "text", name, x=left, y=top + 8, class_="panel")
        figures = [
            group.reps.exact if last else _errors(group, measures[index]).median
            for _, group in bins
        ]
        _axes(panel, [label for label, _ in bins], figures)
        if last:
            _shares(panel, figures)
        else:
            _band(panel, figures, [_errors(group, measures[index]).p95 for _, group in bins])
    notes = ["Camera yaw in degrees: 0 from the front, 90 from the side.", "Under a bin: its n."]
    for line, note in enumerate([" ".join(notes)] if size.gutter else notes):
        y = head + rows * _PANEL + 4 + 14 * line
        svg.add(picture, "text", note, x=4, y=y, class_="quiet")
    return picture


def faults_chart(scores: Scores, size: Size = FILE) -> ET.Element | None:
    """Precision, recall and what was not judged, by fault, in supported views; None without one.

    Args:
        scores: What was found.
        size: The layout.
    """
    faults = {id_: each.by_clip for id_, each in scores.supported.faults.items()}
    if not faults:
        return None
    step = _ROW if size.gutter else _ROW + 18
    head = 78.0 if size.gutter else 92.0
    bottom = head + step * len(faults)
    picture = drawing(
        size,
        bottom + 30,
        "faults",
        "Precision and recall by fault",
        "By clip, in supported views, of what was judged. " + _fault_words(faults),
    )
    hatch(picture, f"hatch-{size.name}")
    key(
        picture,
        size,
        [("circle", "one", "precision"), ("square", "two", "recall")],
        "bars are 95 % intervals",
    )
    left, right = size.gutter + 8, size.width * (0.6 if size.gutter else 0.52)
    bar = (right + 64, size.width - 52)
    svg.add(picture, "text", "of what was judged", x=left, y=head - 10, class_="panel")
    svg.add(picture, "text", "not judged", x=bar[0], y=head - 10, class_="panel")
    axis = svg.add(picture, "g", class_="axis", aria_hidden="true")
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + tick * (right - left)
        svg.add(axis, "line", x1=x, x2=x, y1=head, y2=bottom, class_="grid")
        if size.gutter or tick in {0.0, 0.5, 1.0}:
            svg.add(axis, "text", f"{tick:g}", x=x, y=bottom + 15, text_anchor="middle")
    for row, (id_, detection) in enumerate(faults.items()):
        top = head + row * step
        svg.add(picture, "line", x1=4, x2=size.width - 4, y1=top, y2=top, class_="row")
        if size.gutter:
            svg.add(picture, "text", humanize(id_), x=4, y=top + 24, class_="panel")
        else:
            svg.add(picture, "text", humanize(id_), x=4, y=top + 14, class_="panel")
            top += 18
        _dot(picture, detection.precision, "circle", (left, right), top + 12)
        _dot(picture, detection.recall, "square", (left, right), top + 28)
        _share_bar(picture, detection.judged, bar, top, f"hatch-{size.name}")
    return picture


def _axes(panel: _Panel, labels: list[str], figures: list[Figure]) -> None:
    group = svg.add(panel.group, "g", class_="axis")
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = panel.y(part * panel.most)
        svg.add(group, "line", x1=panel.left, x2=panel.right, y1=y, y2=y, class_="grid")
        text = f"{part * panel.most:g}"
        svg.add(group, "text", text, x=panel.left - 6, y=y + 4, text_anchor="end")
    counts = [f"n {figure.n}" for figure in figures]
    longest = max(map(len, [*labels, *counts]))
    last = -math.inf
    for i, texts in enumerate(zip(labels, counts, strict=True)):
        x = panel.x(i)
        if x - last < 6.2 * longest + 2:
            continue
        last = x
        for line, text in enumerate(texts):
            y = panel.bottom + 15 + 13 * line
            svg.add(group, "text", text, x=x, y=y, text_anchor="middle")


def _band(panel: _Panel, medians: list[Figure], p95s: list[Figure]) -> None:
    """The median as a line with dots, up to the dashed 95th percentile a band."""
    low = panel.line([_value(each) for each in medians])
    high = panel.line([_value(each) for each in p95s])
    run: list[int] = []
    for i in range(len(low) + 1):
        if i < len(low) and math.isfinite(low[i][1] + high[i][1]):
            run.append(i)
            continue
        if len(run) > 1:
            around = [high[j] for j in run] + [low[j] for j in reversed(run)]
            svg.add(panel.group, "path", d=svg.path(around) + "Z", class_="band")
        run = []
    svg.add(panel.group, "path", d=svg.path(high), class_="edge")
    svg.add(panel.group, "path", d=svg.path(low), class_="line")
    for point in high:
        if math.isfinite(point[1]):
            svg.mark(panel.group, "diamond", point, 4.0, "two")
    for point in low:
        if math.isfinite(point[1]):
            svg.mark(panel.group, "circle", point, 4.0, "one")


def _shares(panel: _Panel, figures: list[Figure]) -> None:
    for i, figure in enumerate(figures):
        if figure.low is not None and figure.high is not None:
            ends = [(panel.x(i), panel.y(figure.low)), (panel.x(i), panel.y(figure.high))]
            svg.add(panel.group, "path", d=svg.path(ends), class_="whisker")
    points = panel.line([_value(each) for each in figures])
    svg.add(panel.group, "path", d=svg.path(points), class_="line")
    for point in points:
        if math.isfinite(point[1]):
            svg.mark(panel.group, "circle", point, 4.0, "one")


def _dot(
    picture: ET.Element,
    figure: Figure,
    shape: Literal["circle", "square"],
    span: tuple[float, float],
    y: float,
) -> None:
    left, right = span
    text = number(figure.value)
    svg.add(picture, "text", text, x=right + 12, y=y + 4)
    if figure.value is None:
        return
    if figure.low is not None and figure.high is not None:
        ends = [(left + end * (right - left), y) for end in (figure.low, figure.high)]
        svg.add(picture, "path", d=svg.path(ends), class_="whisker")
    at = (left + figure.value * (right - left), y)
    svg.mark(picture, shape, at, 4.5, "one" if shape == "circle" else "two")


def _share_bar(
    picture: ET.Element, judged: Figure, span: tuple[float, float], top: float, hatch_name: str
) -> None:
    left, right = span
    text = NOTHING
    if judged.value is not None:
        share = 1.0 - judged.value
        text = number(share)
        for width, how in (
            (share * (right - left), {"fill": f"url(#{hatch_name})"}),
            (right - left, {"class_": "frame"}),
        ):
            bar = svg.add(picture, "rect", x=left, y=top + 12, width=width, height=16)
            bar.attrib.update({name.rstrip("_"): value for name, value in how.items()})
    svg.add(picture, "text", text, x=right + 8, y=top + 24)


def _places(labels: list[str]) -> tuple[float, ...]:
    """Where bins stand, as shares of the width: by their number, else one beside the other.

    >>> _places(["0", "15", "45"]), _places(["0-30", "30-60"])
    ((0.125, 0.375, 0.875), (0.25, 0.75))
    """
    try:
        at = [float(label) for label in labels]
    except ValueError:
        at = [float(i) for i in range(len(labels))]
    step = min((b - a for a, b in pairwise(at) if b > a), default=1.0)
    whole = at[-1] - at[0] + step
    return tuple((each - at[0] + step / 2) / whole for each in at)


def _measures(groups: Iterable[Group]) -> list[str]:
    """Elbow, torso and body line, as far as they were measured; else the first three."""
    names = list(dict.fromkeys(name for group in groups for name in group.angle_error_deg))
    wanted = [next((n for n in names if n.startswith(part)), None) for part in _ANGLES]
    return [name for name in wanted if name is not None] or names[:3]


def _has(group: Group, measure: str) -> bool:
    return measure in group.angle_error_deg


def _errors(group: Group, measure: str) -> Errors:
    none = Figure(value=None, n=0)
    return group.angle_error_deg.get(measure, Errors(median=none, p95=none))


def _value(figure: Figure) -> float:
    return _GAP if figure.value is None else figure.value


def _round_up(value: float) -> float:
    """A round number from this one on that four parts divide well.

    >>> _round_up(17.2), _round_up(4.1), _round_up(0.3)
    (20.0, 8.0, 1.0)
    """
    steps = (1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 20.0, 28.0, 40.0, 60.0, 80.0, 120.0)
    return next((step for step in steps if step >= value), 180.0)


def _yaw_words(bins: list[tuple[str, Group]], measures: list[str]) -> str:
    said = [
        f"{humanize(measure)}, median and 95th percentile: "
        + "; ".join(
            f"{label}: {number(_errors(group, measure).median.value, 1)} and "
            f"{number(_errors(group, measure).p95.value, 1)}"
            for label, group in bins
        )
        for measure in measures
    ]
    exact = "; ".join(f"{label}: {number(group.reps.exact.value)}" for label, group in bins)
    return ". ".join([*said, f"share of clips counted exactly: {exact}"]) + "."


def _fault_words(faults: dict[str, Detection]) -> str:
    return " ".join(
        f"{humanize(id_)}: precision {number(each.precision.value)}, "
        f"recall {number(each.recall.value)}, "
        f"not judged {number(None if each.judged.value is None else 1 - each.judged.value)}."
        for id_, each in faults.items()
    )
