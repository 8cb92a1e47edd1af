"""Fixtures: the command line with an engine that needs nothing, and a clip for one that is real."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import formcheck
from tests.command_line import invoke
from tests.vision.clips import write_clip

from .engine import FakeEngine, InlineExecutor
from .whole_runs import FAST, FPS, rows

Run = Callable[..., Result]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeEngine:
    engine = FakeEngine()
    monkeypatch.setitem(vars(formcheck), "analyze", engine)
    monkeypatch.setattr("formcheck.cli.analyzing.make_pool", lambda _: InlineExecutor())
    monkeypatch.setattr("formcheck.cli.batch.cores", lambda: 1)
    monkeypatch.chdir(tmp_path)
    return engine


@pytest.fixture
def run() -> Run:
    return invoke


@pytest.fixture(autouse=True)
def _debug_stays_in_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--debug` sets a variable for the whole process; it is put back after each test."""
    monkeypatch.setenv("FORMCHECK_DEBUG", "")


@pytest.fixture(scope="session")
def upright(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rows, portrait, as a player shows them."""
    path = tmp_path_factory.mktemp("clips") / "upright.mp4"
    return write_clip(
        path, rows(), fps=FPS, options=FAST, container_options={"movflags": "+faststart"}
    )
