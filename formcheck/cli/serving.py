"""Starts the web app."""

from __future__ import annotations

from pathlib import Path

import typer

from formcheck.cli.on_cluster import connected
from formcheck.history import data_folder
from formcheck.jobs.cluster import cluster_of
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
    cluster: str | None,
    shared: bool,
    browser: bool,
    debug: bool,
) -> None:
    """Runs the server until Ctrl-C.

    Raises:
        FormcheckError: The address or the data folder cannot be used.
    """
    where = cluster_of(cluster, shared=shared)
    if where is not None:
        with connected(where):  # that it can be used is known before anybody uploads anything
            pass
    settings = Settings(
        data=data or data_folder(),
        host=host,
        token=token,
        workers=workers,
        limits=Limits(live_sessions=live_sessions),
        cluster=where,
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
