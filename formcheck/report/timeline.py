"""The timeline of a session: reps, what was not counted, holds, and a lane for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from markupsafe import Markup

from formcheck.events import State
from formcheck.exercises import Exercise
from formcheck.report import svg
from formcheck.result import wording
from formcheck.result.document import Fault, Rep, Result
from formcheck.result.number_words import clock, duration, value
from formcheck.result.reason_words import doubt_words
from formcheck.result.trace import Trace
from formcheck.severity import SEVERITIES, rank

_LANE = 26.0
_BAR = 18.0
_DOUBT_S = 1.0  # for so long a doubt is the one that is shown just now
_SHORTEST = 2.0
_ROOM_FOR_SIGN = 20.0
_LETTER = 6.4  # how wide a letter of a lane's name is, about
_STATE_WORDS = {
    State.ACTIVE: "in position",
    State.POSITIONING: "not in position",
    State.NO_PERSON: "nobody seen",
}


@dataclass(frozen=True, slots=True)
class Size:
    """How a picture is laid out: for a desk or for a phone.

    Attributes:
        name: Goes into the ids of its elements.
        class_: Of the drawing; what it is for, too.
        width: Of its coordinates.
        gutter: Room for labels at the left; 0 where they stand above their lanes.
        letter: How wide a digit on a bar is.
    """

    name: str
    class_: str
    width: float
    gutter: float
    letter: float


ROOM_FOR_GUTTER = 620.0
"""From this width on there is room for labels beside the lanes."""


def size_of(width: float, name: str) -> Size:
    """The layout for a width.

    Args:
        width: Of the drawing, pixels.
        name: Goes into the ids of its elements.
    """
    if width >= ROOM_FOR_GUTTER:
        return Size(name, "drawing", width, 205.0, 8.0)
    return Size(name, "drawing small", width, 0.0, 5.4)


WIDE = size_of(920.0, "wide")
NARROW = size_of(340.0, "narrow")


def time_range(result: Result, trace: Trace | None) -> tuple[float, float]:
    """The first and the last second that the pictures show."""
    ends = [fault.to_s for fault in result.faults]
    ends += [doubt.at_s for doubt in result.doubts]
    for spans in (result.reps, result.attempts, result.holds):
        ends += [span.end_s for span in spans]
    if trace is not None and len(trace):
        return float(trace.time_s[0]), max(float(trace.time_s[-1]), *ends, trace.time_s[0] + 0.1)
    return 0.0, max(result.source.duration_s or 0.0, *ends, 0.1)


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where the things of one kind are drawn."""

    group: ET.Element
    axis: svg.TimeAxis
    top: float
    letter: float

    def thing(self, span: tuple[float, float], said: str, now: str) -> _Lane:
        """Where one thing is drawn: a page can jump to it, and says what is shown just now.

        Args:
            span: Its first and last second.
            said: What it is.
            now: What is said of it while it lasts.
        """
        place = {"data_from": f"{span[0]:.3f}", "data_to": f"{span[1]:.3f}", "data_now": now}
        group = svg.add(self.group, "g", None, class_="thing", **place)
        svg.add(group, "title", said)
        return replace(self, group=group)

    def bar(
        self, span: tuple[float, float], class_: str, height: float = _BAR
    ) -> tuple[float, float]:
        """Draws a bar of at least a visible width; returns its middle and its width."""
        left, right = self.axis.x(span[0]), self.axis.x(span[1])
        width = max(_SHORTEST, right - left - (1.5 if right - left > 6 else 0))
        left = min(left, self.axis.right - width)
        top = self.top + (_BAR - height) / 2
        box = {"x": left, "y": top, "width": width, "height": height, "rx": min(4.0, width / 2)}
        svg.add(self.group, "rect", None, class_=class_, **box)
        return left + width / 2, width

    def text(self, text: str, middle: float, room: float, more: str = "") -> None:
        """Writes on a bar, if there is room, and more if there is room for that."""
        if room < self.letter * len(text) + 2:
            return
        if room >= self.letter * len(text + more) + 2:
            text += more
        where: dict[str, svg.Value] = {"x": middle, "y": self.top + 13, "text_anchor": "middle"}
        svg.add(self.group, "text", text, class_="on-rep", **where)


Draw = Callable[[_Lane], None]


def timeline(result: Result, exercise: Exercise, trace: Trace | None, size: Size) -> Markup:
    """Draws the timeline.

    Args:
        result: What was found.
        exercise: What was checked.
        trace: The session over time, for the lane that says when the person was in position.
        size: The layout.
    """
    lanes = list(_lanes(result, exercise, trace))
    step = _LANE if size.gutter else _LANE + 16
    bottom = 4 + step * len(lanes)
    axis = svg.TimeAxis(*time_range(result, trace), size.gutter + 1, size.width - 4)
    picture = svg.drawing(
        (size.width, bottom + 22),
        f"timeline-{size.name}",
        f"{size.class_} timeline",
        "Timeline",
        "When each repetition, each movement that was not counted, each doubt and each fault took "
        "place. The same is in the tables below.",
    )
    svg.draw_time_axis(picture, axis, 2, bottom)
    for row, (label, draw) in enumerate(lanes):
        top = 4 + row * step
        where: dict[str, svg.Value]
        if size.gutter:
            room = size.gutter - 12
            where = {"x": size.gutter - 10, "y": top + 14, "text_anchor": "end"}
            if _LETTER * len(label) > room:
                where |= {"textLength": room, "lengthAdjust": "spacingAndGlyphs"}
        else:
            where = {"x": 1, "y": top + 11, "text_anchor": "start"}
            top += 16
        svg.add(picture, "text", label, class_="lane", **where)
        group = svg.add(picture, "g", None, class_="things", data_name=label)
        draw(_Lane(group, axis, top, size.letter))
    return svg.markup(picture)


def _lanes(result: Result, exercise: Exercise, trace: Trace | None) -> Iterable[tuple[str, Draw]]:
    if result.reps:
        yield "counted", lambda lane: _reps(lane, result, exercise)
    if result.attempts:
        yield "not counted", lambda lane: _attempts(lane, result)
    if result.doubts:
        yield "in doubt", lambda lane: _doubts(lane, result)
    if result.holds:
        yield "held", lambda lane: _holds(lane, result)
    by_id: dict[str, list[Fault]] = {}
    for fault in sorted(result.faults, key=lambda fault: rank(fault.severity)):
        by_id.setdefault(fault.id, []).append(fault)
    for check, faults in by_id.items():
        name = wording.name_of(check, exercise)
        yield name, _fault_lane(faults, name)
    if trace is not None and len(trace):
        yield "in position", lambda lane: _states(lane, trace)


def _reps(lane: _Lane, result: Result, exercise: Exercise) -> None:
    for rep in result.reps:
        faults = ", ".join(wording.name_of(each, exercise) for each in rep.faults)
        said = (
            f"Rep {rep.index}, {clock(rep.start_s)} to {clock(rep.end_s)}: "
            f"{faults or wording.no_fault_in(rep, exercise)}"
        )
        span = rep.start_s, rep.end_s
        thing = lane.thing(span, said, f"Rep {rep.index} of {len(result.reps)}")
        middle, width = thing.bar(span, "rep faulty" if faults else "rep")
        thing.text(str(rep.index), middle, width, _sign(rep, result))


def _sign(rep: Rep, result: Result) -> str:
    """The sign of the most severe of a rep's faults; "" if it has none."""
    found = [fault.severity for fault in result.faults if fault.id in rep.faults]
    return f" {SEVERITIES[min(found, key=rank)].sign}" if found else ""


def _attempts(lane: _Lane, result: Result) -> None:
    for attempt in result.attempts:
        said = f"Not counted, {clock(attempt.start_s)}: {attempt.reason.value}"
        span = attempt.start_s, attempt.end_s
        thing = lane.thing(span, said, f"Not counted: {attempt.reason.value}")
        middle, _ = thing.bar(span, "attempt")
        svg.mark(thing.group, "cross", (middle, lane.top + _BAR / 2), 4.5, "attempt-mark")


def _doubts(lane: _Lane, result: Result) -> None:
    for doubt in result.doubts:
        said = wording.capital(doubt_words(doubt))
        span = max(0.0, doubt.at_s - _DOUBT_S / 2), doubt.at_s + _DOUBT_S / 2
        thing = lane.thing(span, said, "In doubt")
        at = (min(lane.axis.x(doubt.at_s), lane.axis.right - 8), lane.top + _BAR / 2)
        svg.mark(thing.group, "circle", at, 7.5, "doubt")
        where: dict[str, svg.Value] = {"x": at[0], "y": at[1] + 4, "text_anchor": "middle"}
        svg.add(thing.group, "text", "?", class_="on-doubt", **where)


def _holds(lane: _Lane, result: Result) -> None:
    for hold in result.holds:
        length = duration(hold.end_s - hold.start_s)
        said = f"Held {length}, {duration(hold.good_s)} of it judged good"
        span = hold.start_s, hold.end_s
        thing = lane.thing(span, said, "Holding")
        middle, width = thing.bar(span, "rep")
        thing.text(length, middle, width)


def _fault_lane(faults: list[Fault], name: str) -> Draw:
    def draw(lane: _Lane) -> None:
        for fault in faults:
            said = (
                f"{name}, {clock(fault.from_s)} to {clock(fault.to_s)}: "
                f"{value(fault.value, fault.unit)}, "
                f"limit {value(fault.limit, fault.unit)}"
            )
            span, class_ = (fault.from_s, fault.to_s), f"fault {fault.severity}"
            shape, level = SEVERITIES[fault.severity].shape, lane.top + _BAR / 2
            thing = lane.thing(span, said, wording.capital(name))
            if lane.axis.x(span[1]) - lane.axis.x(span[0]) >= _ROOM_FOR_SIGN:
                middle, width = thing.bar(span, class_)
                svg.mark(thing.group, shape, (middle - width / 2 + 10, level), 4.0, "fault-mark")
            else:
                middle, _ = thing.bar(span, class_, height=4.0)
                svg.mark(thing.group, shape, (middle, level), 5.5, f"{class_} outlined")

    return draw


def _states(lane: _Lane, trace: Trace) -> None:
    for state, from_s, to_s in trace.spans():
        left, right = lane.axis.x(from_s), lane.axis.x(to_s)
        if right - left < 0.2:
            continue
        height = 6.0 if state is State.ACTIVE else 2.0
        top = lane.top + (_BAR - height) / 2
        box = {"x": left, "y": top, "width": right - left, "height": height}
        rect = svg.add(lane.group, "rect", None, class_=f"state {state.value}", **box)
        svg.add(rect, "title", f"{_STATE_WORDS[state]} until {clock(to_s)}")
