"""The plot of the rep signal with its two thresholds and the turns that were counted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import numpy as np
from markupsafe import Markup

from formcheck.events import State
from formcheck.measures import Measure
from formcheck.pose import FloatArray
from formcheck.report import svg
from formcheck.report.timeline import Size, time_range
from formcheck.result import number_words, wording
from formcheck.result.document import Result
from formcheck.result.phrases import say
from formcheck.result.trace import Trace

MOST_POINTS = 2000
"""How many points the drawn line has at most, however long the session lasted."""


@dataclass(frozen=True, slots=True)
class _Field:
    """The area in which the signal is drawn."""

    axis: svg.TimeAxis
    low: float
    high: float
    top: float
    bottom: float

    def y(self, number: float) -> float:
        share = (number - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)

    def ticks(self) -> list[float]:
        rough = (self.high - self.low) / 5
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [i * step for i in range(first, last + 1)]


def signal_plot(result: Result, trace: Trace | None, size: Size, measure: Measure) -> Markup | None:
    """Draws the plot; None where there is no signal at all.

    Args:
        result: What was found.
        trace: The session over time.
        size: The layout.
        measure: What is counted by.
    """
    if trace is None or not np.isfinite(trace.signal).any():
        return None
    trace = trace.shortened(MOST_POINTS)
    wide = size.gutter > 0
    height = 280.0 if wide else 230.0
    levels = np.concatenate([trace.signal, trace.start_threshold, trace.turn_threshold])
    low, high = float(np.nanmin(levels)), float(np.nanmax(levels))
    room = max((high - low) * 0.12, 1e-6)
    label, unit = wording.capital(measure.label), measure.unit
    in_words = f"{number_words.unit_word(unit)} {measure.phrase}"
    axis = svg.TimeAxis(*time_range(result, trace), 52.0 if wide else 42.0, size.width - 4)
    field = _Field(axis, low - room, high + room, 26.0 if wide else 44.0, height - 24)
    picture = svg.drawing(
        (size.width, height),
        f"movement-{size.name}",
        f"{size.class_} plot",
        f"{label} over time",
        f"A line of the {measure.label}, in {in_words}, with the two lines that a whole repetition "
        f"reaches, {say('far')} and {say('back')}, and a numbered dot where each of "
        f"{len(result.reps)} counted repetitions went furthest.",
    )
    _shade_idle(picture, trace, field)
    svg.draw_time_axis(picture, axis, field.top, field.bottom)
    title = f"{label} ({in_words})"
    if size.letter * 1.2 * len(title) > size.width:
        title = f"{label} ({number_words.unit_word(unit)})"
    _draw_values(picture, field, title, unit)
    _draw_threshold(picture, field, trace.time_s, trace.start_threshold, "start")
    _draw_threshold(picture, field, trace.time_s, trace.turn_threshold, "turn")
    _draw_key(picture, trace, unit, (size.width - 4, 12.0 if wide else 30.0))
    xs, ys = map(axis.x, trace.time_s.tolist()), map(field.y, trace.signal.tolist())
    svg.add(picture, "path", d=svg.path(zip(xs, ys, strict=True)), class_="signal")
    _mark_attempts(picture, result, trace, field)
    _mark_turns(picture, result, trace, (field, size))
    return svg.markup(picture)


def _shade_idle(picture: ET.Element, trace: Trace, field: _Field) -> None:
    group = svg.add(picture, "g", aria_hidden="true")
    for state, from_s, to_s in trace.spans():
        left, right = field.axis.x(from_s), field.axis.x(to_s)
        if state is not State.ACTIVE and right - left > 0.5:
            svg.add(
                group,
                "rect",
                x=left,
                y=field.top,
                width=right - left,
                height=field.bottom - field.top,
                class_="idle",
            )


def _draw_values(picture: ET.Element, field: _Field, label: str, unit: str) -> None:
    group = svg.add(picture, "g", class_="axis")
    left, right = field.axis.left, field.axis.right
    svg.add(group, "text", label, x=1, y=12, class_="lane")
    for number in field.ticks():
        y = field.y(number)
        svg.add(group, "line", x1=left, x2=right, y1=y, y2=y, class_="grid")
        text = number_words.value(number, unit)
        svg.add(group, "text", text, x=left - 6, y=y + 4, text_anchor="end")


def _draw_threshold(
    picture: ET.Element,
    field: _Field,
    time_s: FloatArray,
    line: FloatArray,
    name: str,
) -> None:
    steps: list[tuple[float, float]] = []
    for i in range(len(line)):
        x, y = field.axis.x(float(time_s[i])), field.y(float(line[i]))
        if steps and not math.isnan(y) and not math.isnan(steps[-1][1]) and y != steps[-1][1]:
            steps.append((x, steps[-1][1]))
        if len(steps) > 1 and steps[-1][1] == y and steps[-2][1] == y:
            steps.pop()
        steps.append((x, y))
    svg.add(picture, "path", d=svg.path(steps), class_=f"threshold {name}")


def _draw_key(picture: ET.Element, trace: Trace, unit: str, corner: tuple[float, float]) -> None:
    """Names the two levels above the field, at the right, with the values that they had last."""
    right, y = corner
    levels = (
        (say("far"), "turn", trace.turn_threshold),
        (say("back"), "start", trace.start_threshold),
    )
    for words, name, line in levels:
        known = line[np.isfinite(line)]
        if not len(known):
            continue
        text = f"{words} {number_words.value(float(known[-1]), unit)}"
        svg.add(picture, "text", text, x=right, y=y, text_anchor="end", class_="level")
        right -= 7.0 * len(text) + 6
        svg.add(picture, "path", d=f"M{right - 26:.0f} {y - 4:.0f}h26", class_=f"threshold {name}")
        right -= 44


def _mark_turns(
    picture: ET.Element, result: Result, trace: Trace, layout: tuple[_Field, Size]
) -> None:
    field, size = layout
    known = np.flatnonzero(np.isfinite(trace.signal))
    middle = (field.low + field.high) / 2
    letter = 1.2 * size.letter
    last_x = -100.0
    for rep in result.reps:
        nearest = known[np.abs(trace.time_s[known] - rep.turn_s).argmin()]
        level = float(trace.signal[nearest])
        x, y = field.axis.x(float(trace.time_s[nearest])), field.y(level)
        dot = svg.mark(picture, "circle", (x, y), 4.0, "turn-mark")
        svg.add(dot, "title", f"Rep {rep.index}, furthest at {number_words.clock(rep.turn_s)}")
        if x - last_x >= letter * len(str(rep.index)) + 2:
            below = y + 16 if level < middle else y - 8
            where: dict[str, svg.Value] = {"x": x, "y": below, "text_anchor": "middle"}
            svg.add(picture, "text", str(rep.index), class_="turn-number", **where)
            last_x = x


def _mark_attempts(picture: ET.Element, result: Result, trace: Trace, field: _Field) -> None:
    """Marks the movements that were not counted where they came closest to the turn's level."""
    for attempt in result.attempts:
        inside = (trace.time_s >= attempt.start_s) & (trace.time_s <= attempt.end_s)
        there = np.flatnonzero(inside & np.isfinite(trace.signal))
        if not len(there):
            continue
        away = np.abs(trace.signal[there] - trace.turn_threshold[there])
        at = there[np.where(np.isnan(away), np.inf, away).argmin()]
        x, y = field.axis.x(float(trace.time_s[at])), field.y(float(trace.signal[at]))
        svg.mark(picture, "cross", (x, y), 6.0, "attempt-halo")
        cross = svg.mark(picture, "cross", (x, y), 6.0, "attempt-mark")
        svg.add(cross, "title", f"Not counted: {attempt.reason.value}")
