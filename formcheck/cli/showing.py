"""Prints a result for a person: tables of what was counted, found and not judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.exercises import Exercise
from formcheck.measures import MEASURES
from formcheck.naming import on_one_line
from formcheck.result import Result, number_words, reason_words, wording
from formcheck.result.measure_words import measured, range_of
from formcheck.result.phrases import say
from formcheck.result.stage_counts import stage_lines
from formcheck.result.verdicts import verdicts, worst
from formcheck.severity import Severity

_SEVERITY_STYLES: dict[Severity, str] = {
    "risk": "red",
    "technique": "yellow",
    "range": "magenta",
    "tempo": "blue",
}
_OUTCOMES = {
    "right": ("green", "no fault"),
    "wrong": ("red", "fault"),
    "unknown": ("dim", "not judged"),
}


class _Console(Console):
    """A console that leaves it to the caller what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console(to_stderr: bool = False) -> Console:
    """Where things are printed: as they are, without markup, so that any path is safe."""
    return _Console(stderr=to_stderr, markup=False, emoji=False, highlight=False)


def show_result(result: Result, exercise: Exercise, *, titled: bool) -> None:
    """Prints what was found.

    Args:
        result: What was found.
        exercise: What was checked.
        titled: Whether to say which video it is.
    """
    screen = console()
    if titled:
        screen.rule(Text(on_one_line(result.source.path), style="bold"), align="left", style="dim")
    screen.print(_first_line(result, exercise))
    if result.interrupted:
        screen.print("Interrupted: this is what was analysed until then.", style="yellow")
    tables = (
        _reps(result, exercise),
        _holds(result),
        _attempts(result),
        _doubts(result),
        _checks(result, exercise),
        _faults(result, exercise),
        _not_judged(result, exercise),
    )
    for table in tables:
        if table.row_count:
            screen.print(table)
    for each in result.own_posture:
        screen.print(each.said, style="dim")
    if not (result.reps or result.attempts or result.holds or result.found_nobody):
        screen.print(f"What counts: {exercise.counts}", style="dim")
        screen.print(f"Camera: {exercise.camera}", style="dim")


def show_files(files: Sequence[Path], *, to_stderr: bool = False) -> None:
    """Says where files were written."""
    screen = console(to_stderr)
    for file in files:
        label = "Report: " if file.suffix == ".html" else "Wrote:  "
        screen.print(
            Text(label, style="dim").append(on_one_line(str(file)), style="default"), soft_wrap=True
        )


def table(title: str, *columns: str) -> Table:
    """An empty table; its first columns keep to one line."""
    made = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    made.caption_justify, made.caption_style = "left", "dim"
    for column in columns[:-1]:
        made.add_column(column, no_wrap=len(columns) > 3)
    made.add_column(columns[-1], overflow="fold")
    return made


def _first_line(result: Result, exercise: Exercise) -> Text:
    line = Text(f"{exercise.name}: ").append(wording.headline(result, exercise), style="bold")
    for phrase in wording.fault_words(result, exercise):
        line.append("; ").append(phrase, style="red")
    if not result.faults and (fine := wording.no_fault_words(result, exercise)):
        line.append("; ").append(fine, style="green")
    if result.summary.view:
        line.append(f"  ({result.summary.view} view)", style="dim")
    return line


def _reps(result: Result, exercise: Exercise) -> Table:
    phases = wording.tempo_words(exercise)
    unit = MEASURES[exercise.rep.measure].unit if exercise.rep else ""
    of = f"{number_words.value_unit(unit)} {range_of(exercise)}"
    heads = [head for head, _ in phases.values()]
    made = table(f"Reps: range in {of}, tempo in seconds", "#", "start", "range", *heads, "faults")
    tempos = [getattr(rep.tempo, each) for rep in result.reps for each in phases]
    if None in tempos:
        made.caption = f"-: {say('untimed')}"
    severities = {fault.id: fault.severity for fault in result.faults}
    for rep in result.reps:
        faults = Text()
        for id_ in rep.faults:
            style = _SEVERITY_STYLES[severities.get(id_, "technique")]
            faults.append(", " if faults else "").append(
                wording.name_of(id_, exercise), style=style
            )
        without = [
            stage.name for stage in result.summary.stages if rep.stages.get(stage.id) == "left out"
        ]
        if without:
            faults.append("; " if faults else "").append(
                say("without_stage", name=", ".join(without))
            )
        made.add_row(
            f"{rep.index} {rep.side}" if rep.side else str(rep.index),
            number_words.clock(rep.start_s),
            number_words.value(rep.range, unit),
            *(number_words.tenths(getattr(rep.tempo, each)) for each in phases),
            faults,
        )
    more = [made.caption] if made.caption else []
    if result.summary.sides:
        more += [wording.side_words(result.summary.sides), result.summary.sides.said]
    more += stage_lines(result.summary.stages)
    made.caption = "\n".join(map(str, more)) or None
    return made


def _holds(result: Result) -> Table:
    made = table(say("holds"), "from", "to", "held", "good", "too close", "not judged")
    for hold in result.holds:
        held = number_words.duration(hold.end_s - hold.start_s)
        made.add_row(
            number_words.clock(hold.start_s),
            number_words.clock(hold.end_s),
            held,
            *map(number_words.duration, (hold.good_s, hold.unsure_s, hold.unjudged_s)),
        )
    return made


def _attempts(result: Result) -> Table:
    made = table(say("not_counted"), "start", "reason", "")
    for attempt in result.attempts:
        reason = attempt.reason.value
        start = number_words.clock(attempt.start_s)
        made.add_row(start, reason, reason_words.attempt_words(attempt))
    return made


def _doubts(result: Result) -> Table:
    made = table(say("in_doubt"), "at", "why the count may be wrong")
    for doubt in result.doubts:
        made.add_row(number_words.moment_words(doubt.at_s), doubt.reason)
    return made


def _checks(result: Result, exercise: Exercise) -> Table:
    made = table("Checks", "check", "verdict", "")
    if not (result.reps or result.holds or result.faults):
        return made
    for each in verdicts(result, exercise):
        style, verdict = _OUTCOMES[each.outcome]
        made.add_row(each.check.name, Text(verdict, style=style), each.words)
    return made


def _faults(result: Result, exercise: Exercise) -> Table:
    made = table("Faults, at their worst", "at", "fault", "cue and measure")
    checks = {check.id: check for check in exercise.checks}
    for id_ in result.summary.faults:
        fault = worst(result.faults, id_)
        number, against = measured(fault, checks.get(id_))
        said = Text(fault.cue, style=_SEVERITY_STYLES[fault.severity])
        said.append(f"\n{number} {against}", style="default")
        made.add_row(number_words.clock(fault.from_s), wording.name_of(id_, exercise), said)
    return made


def _not_judged(result: Result, exercise: Exercise) -> Table:
    made = table(say("not_judged"), "what", "for", "why")
    for each in result.not_judged:
        name = wording.capital(wording.name_of(each.id, exercise))
        why = reason_words.UNKNOWN_WORDS[each.reason.value]
        made.add_row(name, number_words.duration(each.seconds), why)
    return made
