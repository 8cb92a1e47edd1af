"""The commands of ``formcheck`` and their options."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from formcheck import __version__
from formcheck.cli.errors import Commands

OUT = Path("formcheck-out")
"""Where the demo writes."""


class Model(StrEnum):
    """The sizes of the pose model."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


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


@app.command(no_args_is_help=True)
def analyze(
    ctx: typer.Context,
    *,
    videos: Annotated[
        list[str],
        typer.Argument(metavar="VIDEO", help="Videos, or recordings of poses (--record)."),
    ],
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise", "-e", metavar="ID", help="What is done in them; or your own .toml file."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Write the report and the data here; several videos get a folder each. "
            "Without it nothing is written.",
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", metavar="", help="Print one JSON document; a list for several videos."
        ),
    ] = False,
    annotate: Annotated[
        bool,
        typer.Option(
            "--annotate", metavar="", help="Also write annotated.mp4 to --out: takes longer."
        ),
    ] = False,
    model: Annotated[Model, typer.Option(help="The pose model: faster or finer.")] = Model.FULL,
    start: Annotated[
        float | None, typer.Option(min=0.0, metavar="S", help="Begin at this second.")
    ] = None,
    end: Annotated[
        float | None, typer.Option(min=0.0, metavar="S", help="Stop at this second.")
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="POSES",
            help="Write the poses to this file (.jsonl or .jsonl.gz), to analyse them again "
            "without a model.",
        ),
    ] = None,
    max_pixels: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Refuse a larger picture (width times height); 8192 x 8192 unless you say.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Of several videos so many at a time; else one a core."
        ),
    ] = None,
) -> None:
    """Count the repetitions and check the form in one video or several.

    Exit status: 0 analysed, 2 wrong use, 3 cannot be read, 4 nobody found.

    Ctrl-C keeps what was analysed so far (exit status 130).
    """
    from formcheck.cli.analyzing import analyze_all
    from formcheck.cli.batch import AnalysisRequest

    request = AnalysisRequest(
        videos=tuple(videos),
        exercise=exercise,
        out=out,
        as_json=as_json,
        annotate=annotate,
        model=model.value,
        start=start,
        end=end,
        record=record,
        max_pixels=max_pixels,
        workers=workers,
        debug=ctx.obj,
    )
    raise typer.Exit(analyze_all(request))


@app.command(no_args_is_help=True)
def evaluate(
    ctx: typer.Context,
    *,
    truth: Annotated[
        list[str],
        typer.Argument(
            metavar="TRUTH_DIR...",
            help="A folder of clips (videos, or recordings of poses) with a JSON document of "
            "what is true beside each, or a truth.json for all; several are evaluated together.",
        ),
    ],
    poses_cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep the poses of videos here, so that the next time takes seconds.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", metavar="", help="Print one JSON document.")
    ] = False,
    summary: Annotated[
        bool,
        typer.Option(
            "--summary",
            metavar="",
            help="Only the figures of all clips together; no clip is named.",
        ),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page, with reports of the worst clips."),
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a document with charts.")
    ] = None,
    also: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Tell of another evaluation, which --json printed, in the --markdown document: "
            "beside this one, never mixed in.",
        ),
    ] = None,
    readme: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the sentence about what --also tells of into this file, between its marks.",
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help="Only clips with this label, condition, exercise or view; may be given again.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Fail if a clip or a figure is worse than in this baseline or --json document.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what --against holds later evaluations against."),
    ] = None,
    model: Annotated[Model, typer.Option(help="The pose model, for videos.")] = Model.FULL,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Clips at a time; else one a core.")
    ] = None,
) -> None:
    """Say how often formcheck is right, on clips of which the truth is known.

    Exit status: 0 evaluated, 1 worse than --against, 2 wrong use, 3 a clip cannot be read.
    """
    from formcheck.cli.evaluating import EvaluationRequest, evaluate_all

    request = EvaluationRequest(
        truth=tuple(truth),
        poses_cache=poses_cache,
        as_json=as_json,
        summary=summary,
        html=html,
        markdown=markdown,
        also=also,
        readme=readme,
        where=tuple(where or ()),
        against=against,
        baseline=baseline,
        model=model.value,
        jobs=jobs,
        debug=ctx.obj,
    )
    raise typer.Exit(evaluate_all(request))


@app.command()
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


@app.command()
def demo(
    ctx: typer.Context,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Write the report here.")
    ] = OUT,
) -> None:
    """Analyse a sample video and write its report."""
    from formcheck.cli.analyzing import analyze_demo

    raise typer.Exit(analyze_demo(out, debug=ctx.obj))


@app.command()
def serve(
    ctx: typer.Context,
    *,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Listen here; 0.0.0.0 for the home network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 8000,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep the history and uploaded videos here."),
    ] = None,
    tls_cert: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A TLS certificate: browsers give other devices' cameras to it."
        ),
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(metavar="FILE", help="The key to it.")] = None,
    token: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            envvar="FORMCHECK_TOKEN",
            help="Ask for this; made where it is needed. Best given as FORMCHECK_TOKEN: command "
            "lines can be seen by others.",
        ),
    ] = "",
    workers: Annotated[
        int, typer.Option(min=1, max=64, metavar="N", help="Analyse so many videos at once.")
    ] = 1,
    live_sessions: Annotated[
        int, typer.Option(min=1, max=64, metavar="N", help="Coach so many people live at once.")
    ] = 2,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", metavar="", help="Do not open the page.")
    ] = False,
) -> None:
    """Open a page for live coaching, uploads and the history.

    Everything stays on this machine.
    """
    from formcheck.cli.hidden_arguments import hide_argument

    hide_argument("--token")
    from formcheck.cli.serving import serve_pages

    serve_pages(
        host=host,
        port=port,
        data=data,
        certificate=tls_cert,
        key=tls_key,
        token=token,
        workers=workers,
        live_sessions=live_sessions,
        browser=not no_browser,
        debug=ctx.obj,
    )


@app.command(no_args_is_help=True)
def live(
    ctx: typer.Context,
    *,
    exercise: Annotated[
        str,
        typer.Option("--exercise", "-e", metavar="ID", help="What to do; or your own .toml file."),
    ],
    camera: Annotated[
        str,
        typer.Option(
            metavar="0|URL|FILE",
            envvar="FORMCHECK_CAMERA",
            help="A camera's number, the address of one (rtsp, http), or a video to play; - asks "
            "for it. An address with a password is best given so, or as FORMCHECK_CAMERA: command "
            "lines can be seen by others.",
        ),
    ] = "0",
    sets: Annotated[
        int | None, typer.Option(min=1, max=99, metavar="N", help="Else as the exercise says.")
    ] = None,
    reps: Annotated[
        int | None, typer.Option(min=1, max=999, metavar="N", help="In each set.")
    ] = None,
    hold: Annotated[
        float | None, typer.Option(min=1.0, metavar="S", help="Seconds, for what is held.")
    ] = None,
    rest: Annotated[
        float, typer.Option(min=0.0, metavar="S", help="Seconds of rest between sets.")
    ] = 60.0,
    model: Annotated[Model, typer.Option(help="The pose model: faster or finer.")] = Model.FULL,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The history is kept here.")
    ] = None,
    no_history: Annotated[
        bool, typer.Option("--no-history", metavar="", help="Keep nothing.")
    ] = False,
) -> None:
    """Coach you in a window, without a browser.

    q or Esc ends it and prints the summary; space ends a rest.
    """
    from formcheck.cli.live import LiveRequest, camera_asked_for, coach_live

    source = ctx.get_parameter_source("camera")
    on_command_line = source is not None and source.name == "COMMANDLINE"
    request = LiveRequest(
        exercise=exercise,
        camera=camera_asked_for(camera, on_command_line=on_command_line),
        sets=sets,
        reps=reps,
        hold_s=hold,
        rest_s=rest,
        model=model.value,
        data=data,
        history=not no_history,
        debug=ctx.obj,
    )
    raise typer.Exit(coach_live(request))


@app.command()
def doctor() -> None:
    """Check that this machine has what formcheck needs, and say how to get what is missing."""
    from formcheck.cli.listing import show_doctor

    raise typer.Exit(0 if show_doctor() else 2)
