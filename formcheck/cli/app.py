"""The program ``formcheck``: its commands, and the options before them."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from formcheck import __version__
from formcheck.cli.errors import Commands
from formcheck.cli.library_commands import export, report
from formcheck.cli.live_commands import live, serve
from formcheck.cli.lookup_commands import doctor, exercises, workouts
from formcheck.cli.video_commands import analyze, demo, evaluate, poses

app = typer.Typer(
    cls=Commands,
    name="formcheck",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run() -> None:
    """Runs the command that the program's arguments ask for."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter shows a ?
            stream.reconfigure(errors="replace")
    app(prog_name="formcheck")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def formcheck(
    ctx: typer.Context,
    debug: Annotated[
        bool,
        typer.Option("--debug", metavar="", help="Show where an error came from. Works anywhere."),
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            metavar="",
            help="Show the version.",
            callback=_print_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Count repetitions and check form in workout videos, on your own machine."""
    del version
    ctx.obj = debug
    if debug:
        from formcheck.vision.native_logs import DEBUG_VARIABLE

        os.environ[DEBUG_VARIABLE] = "1"


# In the order in which the help lists them; those that need something show their help without it.
app.command(no_args_is_help=True)(analyze)
app.command(no_args_is_help=True)(poses)
app.command(no_args_is_help=True)(evaluate)
app.command(no_args_is_help=True)(report)
app.command(no_args_is_help=True)(export)
app.command()(exercises)
app.command()(workouts)
app.command()(demo)
app.command()(serve)
app.command(no_args_is_help=True)(live)
app.command()(doctor)
