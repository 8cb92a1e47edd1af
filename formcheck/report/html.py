"""The report: one self-contained page that opens without a network.

Styles, pictures and drawings are all inside of the file; it has no script, and its content policy
forbids it to load anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import PurePath

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formcheck.exercises import Check, Exercise
from formcheck.measures import MEASURES, QUANTITIES
from formcheck.naming import printable
from formcheck.report import svg
from formcheck.report.figure_drawing import figure_drawing
from formcheck.report.measure_drawing import measure_drawing
from formcheck.report.plot import signal_plot
from formcheck.report.timeline import NARROW, WIDE, Size, timeline
from formcheck.result import number_words, reason_words, wording
from formcheck.result.document import Fault, Hold, Rep, RepTempo, Result
from formcheck.result.measure_words import limit_of, measured, range_of
from formcheck.result.phrases import say
from formcheck.result.stage_counts import stage_lines
from formcheck.result.trace import Trace
from formcheck.result.verdicts import verdicts, worst
from formcheck.severity import SEVERITIES, Severity, rank

_OCCASIONS = 12  # of a fault are named one by one


@dataclass(frozen=True, slots=True)
class FaultStill:
    """The worst moment of a fault, with the measure drawn on it.

    Attributes:
        fault: The check's id.
        time_s: When.
        jpeg: The picture, a whole JPEG file.
    """

    fault: str
    time_s: float
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class FaultCard:
    """What the page says of one kind of fault."""

    name: str
    severity: Severity
    sign: Markup
    where: str
    worst: Fault
    check: Check | None
    number: str
    against: str
    what: str
    drawing: Markup | None
    occasions: list[str]
    more: int
    picture: str | None
    picture_s: float | None


def render(
    result: Result,
    exercise: Exercise,
    trace: Trace | None = None,
    stills: Sequence[FaultStill] = (),
) -> str:
    """Makes the page.

    Args:
        result: What was found.
        exercise: What was checked.
        trace: The session over time; without it there is no plot of the movement.
        stills: The worst moment of each fault, where there is a picture of it.

    Returns:
        The text of an HTML file.
    """
    environment = page_environment()
    style = page_style()
    measure = MEASURES[exercise.rep.measure] if exercise.rep else None
    cards = _cards(result, exercise, stills)
    return environment.get_template("report.html.j2").render(
        result=result,
        exercise=exercise,
        sides=result.summary.sides,
        file_name=printable(PurePath(result.source.path).name or result.source.path),
        path=printable(result.source.path),
        version=version(),
        style=Markup(style),
        style_hash=style_hash(style),
        headline=wording.headline(result, exercise),
        fault_words=wording.fault_words(result, exercise),
        no_fault_words=wording.no_fault_words(result, exercise),
        timelines=_pair(lambda size: timeline(result, exercise, trace, size), result),
        plots=[
            plot
            for size in (WIDE, NARROW)
            if (plot := plot_of(result, exercise, trace, size)) is not None
        ],
        rep_measure=measure.name if measure else "",
        movement_label=measure.label if measure else "",
        unit=measure.unit if measure else "",
        severity_of=_severities(result, exercise),
        cards=cards,
        verdicts=verdicts(result, exercise) if result.reps or result.holds or cards else [],
        figure=figure_drawing(exercise),
        range_bars=_range_bars(result),
        tempo_words=wording.tempo_words(exercise),
        range_of=range_of(exercise),
        partly_timed=any(_partly_timed(rep.tempo) for rep in result.reps),
        tempo_bars=_tempo_bars(result, exercise),
        hold_bars=_hold_bars(result),
    )


def plot_of(result: Result, exercise: Exercise, trace: Trace | None, size: Size) -> Markup | None:
    """The plot of an exercise's rep signal; None where there is no signal at all.

    Args:
        result: What was found.
        exercise: What was checked.
        trace: The session over time.
        size: The layout.
    """
    if exercise.rep is None:
        return None
    return signal_plot(result, trace, size, MEASURES[exercise.rep.measure])


def _pair(draw: Callable[[Size], Markup], result: Result) -> list[Markup]:
    """The same drawing for a desk and for a phone; none where there is nothing to draw."""
    return [] if result.found_nobody else [draw(WIDE), draw(NARROW)]


@cache
def page_environment() -> Environment:
    """What makes pages of templates, with the words and numbers that they need."""
    environment = Environment(
        loader=PackageLoader("formcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        capital=wording.capital,
        clock=number_words.clock,
        count=number_words.count,
        duration=number_words.duration,
        moment=number_words.moment_words,
        tenths=number_words.tenths,
        value=number_words.value,
    )
    environment.filters["timed"] = _timed
    environment.globals.update(
        say=say,
        names_of=_names_of,
        attempt_words=reason_words.attempt_words,
        side_words=wording.side_words,
        stage_lines=stage_lines,
        UNKNOWN_WORDS=reason_words.UNKNOWN_WORDS,
        SEVERITIES=SEVERITIES,
        name_of=wording.name_of,
        limit_of=limit_of,
        measure_drawing=measure_drawing,
        sign=_sign,
    )
    return environment


def _names_of(checks: Sequence[str], exercise: Exercise) -> str:
    return ", ".join(wording.name_of(each, exercise) for each in checks)


def version() -> str:
    """The version that a page says it was made by; empty if nobody knows."""
    try:
        return metadata.version("formcheck")
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return ""


@cache
def page_style() -> str:
    """The style sheet of a report."""
    return _template("report.css") + drawing_style()


@cache
def drawing_style() -> str:
    """The style sheet of timeline and plot, for every page that shows them."""
    return _template("drawing.css")


def style_hash(style: str) -> str:
    """The sum by which a page's security policy lets its style sheet in."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _template(name: str) -> str:
    file = resources.files("formcheck.report").joinpath("templates", name)
    return file.read_text(encoding="utf-8")


def _timed(tempo: RepTempo) -> bool:
    """Whether anything of a rep could be timed."""
    return any(phase is not None for phase in tempo.model_dump().values())


def _partly_timed(tempo: RepTempo) -> bool:
    return _timed(tempo) and None in tempo.model_dump().values()


def _sign(severity: Severity) -> Markup:
    """The shape that stands for a severity, as in the timeline."""
    picture = svg.add(None, "svg", viewBox="0 0 14 14", class_="sign", aria_hidden="true")
    svg.mark(picture, SEVERITIES[severity].shape, (7, 7), 5.0, f"fault {severity}")
    return svg.markup(picture)


def _severities(result: Result, exercise: Exercise) -> dict[str, str]:
    known: dict[str, str] = {check.id: check.severity for check in exercise.checks}
    return known | {fault.id: fault.severity for fault in result.faults}


def _cards(result: Result, exercise: Exercise, stills: Sequence[FaultStill]) -> list[FaultCard]:
    """A card for each kind of fault, the most severe and most frequent first."""
    checks = {check.id: check for check in exercise.checks}
    pictures = {still.fault: still for still in reversed(stills)}
    where = {each.check.id: each.words for each in verdicts(result, exercise)}
    cards = []
    for id_, times in result.summary.faults.items():
        faults = [fault for fault in result.faults if fault.id == id_]
        bad = worst(result.faults, id_)
        check, still = checks.get(id_), pictures.get(id_)
        number, against = measured(bad, check)
        card = FaultCard(
            name=wording.name_of(id_, exercise),
            severity=bad.severity,
            sign=_sign(bad.severity),
            where=where.get(id_, number_words.count(times, "time")),
            worst=bad,
            check=check,
            number=number,
            against=against,
            what=QUANTITIES[check.measure].what if check else "",
            drawing=measure_drawing(check.measure) if check else None,
            occasions=[_occasion(fault, result.reps) for fault in faults[:_OCCASIONS]],
            more=max(0, len(faults) - _OCCASIONS),
            picture=_data_uri(still.jpeg) if still else None,
            picture_s=still.time_s if still else None,
        )
        cards.append((rank(bad.severity), -times, card))
    return [card for _, _, card in sorted(cards, key=lambda each: each[:2])]


def _occasion(fault: Fault, reps: Sequence[Rep]) -> str:
    """When a fault began, and in which reps it lasted."""
    at = number_words.clock(fault.from_s)
    if not fault.rep:
        return f"at {at}"
    lasts = [rep.index for rep in reps if fault.id in rep.faults and rep.start_s <= fault.to_s]
    last = max(lasts, default=fault.rep)
    return (
        f"reps {fault.rep} to {last} (from {at})" if last > fault.rep else f"rep {fault.rep} ({at})"
    )


def _data_uri(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode()


def _bar(parts: list[tuple[float, str]], whole: float) -> Markup:
    """A bar of parts, each with its class; the width of the picture is the whole."""
    picture = svg.add(
        None,
        "svg",
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
    )
    x = 0.0
    for part, class_ in parts:
        width = 100.0 * part / whole if whole > 0 else 0.0
        svg.add(picture, "rect", x=x, y=0, width=width, height=8, class_=class_)
        x += width
    return svg.markup(picture)


def _range_bars(result: Result) -> list[Markup]:
    most = max((rep.range or 0.0 for rep in result.reps), default=0.0)
    return [_bar([(rep.range or 0.0, "range")], most) for rep in result.reps]


def _tempo_bars(result: Result, exercise: Exercise) -> list[Markup]:
    order = wording.tempo_order(exercise)
    phases = [
        [(getattr(rep.tempo, name) or 0.0, name.removesuffix("_s")) for name in order]
        for rep in result.reps
    ]
    longest = max((sum(part for part, _ in parts) for parts in phases), default=0.0)
    return [_bar(parts, longest) for parts in phases]


def _hold_bars(result: Result) -> list[Markup]:
    longest = max((hold.end_s - hold.start_s for hold in result.holds), default=0.0)
    return [
        _bar([(hold.good_s, "good"), (_at_fault_s(hold), "bad")], longest) for hold in result.holds
    ]


def _at_fault_s(hold: Hold) -> float:
    known_s = hold.good_s + hold.unsure_s + hold.unjudged_s
    return max(0.0, hold.end_s - hold.start_s - known_s)
