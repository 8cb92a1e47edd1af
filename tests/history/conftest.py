"""A history that is empty, and what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.history import Analyses, Database, Sessions


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(database)


@pytest.fixture
def analyses(database: Database) -> Analyses:
    return Analyses(database)
