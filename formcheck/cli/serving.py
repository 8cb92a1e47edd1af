"""Starts the web app."""

from __future__ import annotations

from pathlib import Path

import typer

from formcheck.history import data_folder
from formcheck.web.server import serve
from formcheck.web.settings import Limits, Settings


def serve_pages(
    *,
    host: str,
    port: int,
    data: Path | None,
    certificate: Path | None,
    key: Path | None,
    token: str,
    workers: int,
    live_sessions: int,
    browser: bool,
    debug: bool,
) -> None:
    """Runs the server until Ctrl-C.

    Raises:
        FormcheckError: The address or the data folder cannot be used.
    """
    settings = Settings(
        data=data or data_folder(),
        host=host,
        token=token,
        workers=workers,
        limits=Limits(live_sessions=live_sessions),
        debug=debug,
    )
    serve(
        settings,
        port,
        certificate=certificate,
        key=key,
        browser=browser,
        say=lambda line: typer.echo(line, err=True),
    )
