"""A history that is empty, and what is in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.history import Analyses, Database, Sessions


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Iterator[Database]:
    """One that was migrated before: each anew takes long, and `test_migrations.py` does it."""
    (tmp_path / "data").mkdir()
    shutil.copyfile(empty_database, tmp_path / "data" / empty_database.name)
    with Database(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(database)


@pytest.fixture
def analyses(database: Database) -> Analyses:
    return Analyses(database)
