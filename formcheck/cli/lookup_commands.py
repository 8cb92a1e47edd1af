"""The commands that only tell something: ``exercises``, ``workouts`` and ``doctor``."""

from __future__ import annotations

from typing import Annotated

import typer


def exercises(
    exercise: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="One of them, in full; or words that some have."),
    ] = None,
    thing: Annotated[
        str | None,
        typer.Option("--with", metavar="THING", help="Only those done with it: band, none, ..."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print JSON.")] = False,
) -> None:
    """List the exercises; or for one, the camera, what is counted and every check."""
    from formcheck.cli.listing import chosen, show_exercise, show_exercises

    found = chosen(exercise, thing)
    if exercise is not None and len(found) == 1:
        show_exercise(found[0], as_json)
    else:
        show_exercises(found, as_json)


def workouts(
    workout: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="One of them, or a .toml file of your own, in full."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print JSON.")] = False,
) -> None:
    """List the workouts; or show one, or a file of your own with a line for each mistake in it."""
    from formcheck.cli.workout_listing import show_workout, show_workouts
    from formcheck.plans import list_workouts, load_workout

    if workout is None:
        show_workouts(list_workouts(), as_json)
    else:
        show_workout(load_workout(workout), as_json)


def doctor() -> None:
    """Check that this machine has what formcheck needs, and say how to get what is missing."""
    from formcheck.cli.listing import show_doctor

    raise typer.Exit(0 if show_doctor() else 2)
