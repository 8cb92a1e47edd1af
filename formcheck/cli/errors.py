"""How the command line fails: one line that a user can act on, and the right exit status."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from contextlib import suppress
from typing import Any

import typer
from typer.core import TyperGroup

from formcheck.addresses import hide_passwords
from formcheck.errors import DescriptionError, FormcheckError, OutputError
from formcheck.naming import on_one_line

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)

INTERNAL = 1
"""Exit status of an error that is formcheck's own."""

NOBODY = 4
"""Exit status where nobody was found, so that there is nothing to judge."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""

_WORST_LAST = (0, NOBODY, 3, 2, INTERNAL, INTERRUPTED)


def worst(statuses: list[int]) -> int:
    """The exit status that stands for several.

    >>> worst([0, 3, 4])
    3
    >>> worst([])
    0
    """
    return max(statuses, key=_WORST_LAST.index, default=0)


def complain(message: str) -> None:
    """Says one line on standard error."""
    typer.secho("error: ", err=True, nl=False, fg=typer.colors.RED, bold=True)
    typer.echo(hide_passwords(on_one_line(message)), err=True)


def warn(message: str) -> None:
    """Says one line on standard error that is no failure."""
    typer.secho("warning: ", err=True, nl=False, fg=typer.colors.YELLOW, bold=True)
    typer.echo(hide_passwords(on_one_line(message)), err=True)


def silence_output() -> None:
    """Sends what is still to be printed nowhere, so that ending the program does not fail on it."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def explain(error: Exception, debug: bool) -> int:
    """Says what went wrong.

    Args:
        error: Any but those that end the program on purpose.
        debug: Whether to print where it came from.

    Returns:
        The exit status for it.
    """
    if debug:
        trace = "".join(traceback.format_exception(error))
        typer.echo(hide_passwords(trace), err=True, nl=False)
    if isinstance(error, FormcheckError):
        for line in error.problems if isinstance(error, DescriptionError) else (str(error),):
            complain(line)
        return error.exit_status
    kind = type(error).__name__
    hint = "" if debug else "; run again with --debug to see where, and please report it"
    complain(f"internal error: {kind}: {error}{hint}")
    return INTERNAL


class Commands(TyperGroup):
    """The commands, with ``--debug`` allowed anywhere and errors told in one line."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Moves ``--debug`` to the front, wherever it stands before a ``--``."""
        end = args.index("--") if "--" in args else len(args)
        if "--debug" in args[:end]:
            rest = [arg for arg in args[:end] if arg != "--debug"]
            args = ["--debug", *rest, *args[end:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was asked for.

        Raises:
            Exit: It failed, which was told; the exit status says how.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            typer.echo("interrupted", err=True)
            raise typer.Exit(INTERRUPTED) from stop
        except (typer.Exit, typer.Abort):
            raise
        except BrokenPipeError as error:  # the program that closed the pipe knows that
            silence_output()
            raise typer.Exit(OutputError.exit_status) from error
        except OSError as error:
            if error.errno not in _FULL:
                raise typer.Exit(explain(error, debug=bool(ctx.params.get("debug")))) from error
            complain(f"nothing more can be written: {error.strerror}")
            raise typer.Exit(OutputError.exit_status) from error
        except Exception as error:
            if hasattr(error, "show"):  # wrong use, which Typer words itself
                raise
            status = explain(error, debug=bool(ctx.params.get("debug")))
            raise typer.Exit(status) from error
