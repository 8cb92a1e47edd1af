"""Prints the exercises, and what the doctor found."""

from __future__ import annotations

import json
from collections.abc import Sequence

import typer
from rich.padding import Padding
from rich.text import Text

from formcheck.cli.showing import console, table
from formcheck.errors import ExerciseError, UsageError
from formcheck.exercises import Exercise, list_exercises, load_exercise, meant_by
from formcheck.result.exercise_words import (
    LOAD_WORDS,
    dose_words,
    in_groups,
    purpose_words,
    range_words,
    seen_words,
)
from formcheck.result.measure_words import limit_of

LIMITED = "memory and open files of the processes that open videos and frames"
NOT_LIMITED = (
    "this system does not say how much memory a process has: a video that is made to take all of "
    "it is not stopped; let nobody upload whom you do not trust"
)


def show_exercises(known: Sequence[Exercise], as_json: bool) -> None:
    """Prints a list of exercises, those for one part of the body together."""
    if as_json:
        print_json([exercise.model_dump(mode="json", by_alias=True) for exercise in known])
        return
    made = table("Exercises", "for", "id", "name", "what it is")
    for part, group in in_groups(known):
        for exercise in group:
            id_ = Text(exercise.id, style="bold cyan")
            made.add_row(part if exercise is group[0] else "", id_, exercise.name, exercise.about)
        made.add_section()
    screen = console()
    screen.print(made)
    screen.print("formcheck exercises ID says how each is filmed and checked.", style="dim")


def chosen(words: str | None, thing: str | None) -> Sequence[Exercise]:
    """The exercises that somebody asks for.

    Args:
        words: A name, an alias or a file, or words that several exercises have; None: all.
        thing: What they must be possible with, ``none`` for nothing; None: anything.

    Raises:
        ExerciseError: There is none that is called so.
        UsageError: None of them can be done with such a thing.
    """
    if words is None:
        found = list_exercises()
    else:
        try:
            return (load_exercise(words),)
        except ExerciseError:
            found = meant_by(words)
            if not found:
                raise
    fitting = tuple(each for each in found if thing is None or thing in each.equipment)
    if not fitting:
        things = sorted({thing for each in found for thing in each.equipment})
        raise UsageError(f"--with {thing}: no exercise; there are some with: {', '.join(things)}")
    return fitting


def show_exercise(exercise: Exercise, as_json: bool) -> None:
    """Prints one exercise in full."""
    if as_json:
        print_json(exercise.model_dump(mode="json", by_alias=True))
        return
    screen = console()
    screen.print(Text(exercise.name, style="bold").append(f"  {exercise.id}", style="dim"))
    screen.print(exercise.about)
    rows = [
        ("Camera", exercise.camera),
        ("Counted", f"{exercise.counts} {range_words(exercise)}"),
        ("Views", seen_words(exercise)),
        ("Dose", dose_words(exercise)),
        ("For", purpose_words(exercise)),
        ("Equipment", ", ".join(exercise.equipment)),
        ("Load", LOAD_WORDS[exercise.load] if exercise.equipment else ""),
        ("Not counted", ", ".join(exercise.look_alikes)),
        ("Also called", ", ".join(exercise.aliases)),
        ("Source", exercise.source),
    ]
    for label, text in rows:
        if text:
            screen.print(Text(f"{label}: ").append(text, style="default"))
    if exercise.not_seen:
        screen.print(Text("\nWhat no camera shows", style="bold"))
        for sentence in exercise.not_seen:
            screen.print(Padding(sentence, (0, 0, 0, 2)))
    for check in exercise.checks:
        line = Text(f"\n{check.name}", style="bold").append(f"  {check.id}", style="dim")
        screen.print(line)
        views = ", ".join(check.views)
        said = Text(f"Right is {limit_of(check)}. Judged from: {views}.")
        said.append("\n").append(check.cue, style="cyan").append(f"\n{check.why}")
        said.append(f"\n{check.source}", style="dim")
        screen.print(Padding(said, (0, 0, 0, 2)))


def show_doctor() -> bool:
    """Prints what the doctor found; returns whether all is well."""
    from formcheck.jobs.process_limits import can_watch_memory
    from formcheck.vision.libraries import examine

    findings = examine()
    made = table("formcheck doctor", "", "what", "found")
    for finding in findings:
        mark = Text("ok", style="green") if finding.ok else Text("wrong", style="bold red")
        found = Text(finding.detail)
        if finding.remedy:
            found.append(f"\nTo mend it: {finding.remedy}", style="bold")
        made.add_row(mark, finding.name, found)
    limits = LIMITED if can_watch_memory() else NOT_LIMITED
    made.add_row(Text("ok", style="green"), "limits of formcheck serve", Text(limits))
    screen = console()
    screen.print(made)
    well = all(finding.ok for finding in findings)
    if well:
        screen.print("All is well.", style="green")
    return well


def print_json(document: object) -> None:
    """Prints a document as JSON in UTF-8, whatever the terminal's letters are."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    typer.echo(text.encode() + b"\n", nl=False)
