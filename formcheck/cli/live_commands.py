"""The commands that coach: ``serve`` and ``live``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import LiveModel, OnCluster, Shared


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
    cluster: OnCluster = None,
    shared: Shared = False,
) -> None:
    """Open a page for live coaching, uploads and the history.

    Everything stays on this machine; uploads leave it only with --cluster.
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
        cluster=cluster,
        shared=shared,
        browser=not no_browser,
        debug=ctx.obj,
    )


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
    model: Annotated[
        LiveModel,
        typer.Option(
            help="The pose model; auto: full, and lite where that cannot hold 15 frames a second."
        ),
    ] = LiveModel.AUTO,
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
