"""Prints the workouts."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from formcheck.cli.listing import print_json
from formcheck.cli.showing import console, table
from formcheck.exercises import find_exercise
from formcheck.plans import Block, Step, Workout


def show_workouts(known: Sequence[Workout], as_json: bool) -> None:
    """Prints a list of workouts."""
    if as_json:
        print_json([_document(workout) for workout in known])
        return
    made = table("Workouts", "id", "lasts", "name", "what it is")
    for each in known:
        id_ = Text(each.id, style="bold cyan")
        made.add_row(id_, _minutes(each.lasts_s), each.name, each.about)
    screen = console()
    screen.print(made)
    screen.print("formcheck workouts ID says what comes in which order.", style="dim")


def show_workout(workout: Workout, as_json: bool) -> None:
    """Prints one workout in full."""
    if as_json:
        print_json(_document(workout))
        return
    screen = console()
    screen.print(Text(workout.name, style="bold").append(f"  {workout.id}", style="dim"))
    screen.print(Text(workout.about))
    days = f", {workout.days_per_week} days a week" if workout.days_per_week else ""
    screen.print(Text(f"{_minutes(workout.lasts_s)}{days}"))
    screen.print(Text(f"Source: {workout.source}", style="dim"))
    for block in workout.blocks:
        named = block.name or block.kind.capitalize()
        screen.print(Text(f"\n{named}", style="bold").append(f"  {_plan(block)}", style="dim"))
        for step in block.steps:
            screen.print(Padding(Text(_said(step)), (0, 0, 0, 2)))


def _document(workout: Workout) -> object:
    return workout.model_dump(mode="json", by_alias=True, exclude_none=True)


def _minutes(seconds: float) -> str:
    return f"about {max(1, round(seconds / 60))} min"


def _plan(block: Block) -> str:
    parts = [
        (block.sets, "{} sets of each"),
        (block.rounds, "{} rounds"),
        (block.minutes, "{} minutes, a step at the start of each"),
        (block.seconds, "{} s"),
        (block.work_s, "{} s of work"),
        (block.rest_s, "{} s of rest"),
        (block.round_rest_s, "{} s between rounds"),
    ]
    return ", ".join(words.format(number) for number, words in parts if number)


def _said(step: Step) -> str:
    name = find_exercise(step.exercise).name if step.exercise else step.activity or ""
    reps = f"{step.reps[0]} to {step.reps[1]} reps" if step.reps else ""
    seconds = f"{step.seconds} s" if step.seconds else ""
    load = f"{step.load_kg:g} kg" if step.load_kg else ""
    unseen = "" if step.exercise else "timed, not seen"
    told = ", ".join(filter(None, (reps, seconds, load, step.note, unseen)))
    return f"{name}: {told}" if told else name
