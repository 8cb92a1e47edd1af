"""The commands that only tell something: ``exercises`` and ``doctor``."""

from __future__ import annotations

from typing import Annotated

import typer


def exercises(
    exercise: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One of them, in full.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print JSON.")] = False,
) -> None:
    """List the exercises; or for one, the camera, what is counted and every check."""
    from formcheck.cli.listing import show_exercise, show_exercises

    if exercise is None:
        show_exercises(as_json)
    else:
        show_exercise(exercise, as_json)


def doctor() -> None:
    """Check that this machine has what formcheck needs, and say how to get what is missing."""
    from formcheck.cli.listing import show_doctor

    raise typer.Exit(0 if show_doctor() else 2)
