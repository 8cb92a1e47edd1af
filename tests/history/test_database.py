"""The file of the history: it is made, opened again, and refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from formcheck.errors import OutputError
from formcheck.history import Database, Sessions
from formcheck.history.tables import Base


def test_the_migrations_make_what_the_code_expects(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_it_is_opened_again(tmp_path: Path) -> None:
    with Database(tmp_path) as database:
        id_ = Sessions(database).begin("live")
    with Database(tmp_path) as database:
        assert Sessions(database).get(id_) is not None


@pytest.mark.parametrize(
    "name", ["a?b", "a?mode=ro", "a%25b", "50%", "a#b", "a b", "f\u00fcr mich", ":memory:"]
)
def test_whatever_its_folder_is_called(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    with Database(folder) as database:
        assert database.is_new
        Sessions(database).begin("live")
        # The file and what SQLite puts beside it, nothing anywhere else.
        assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {folder}
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with Database(folder) as database:
        assert not database.is_new
        assert Sessions(database).heads()[1] == 1


def test_one_of_a_later_version_is_refused_in_words(tmp_path: Path) -> None:
    with Database(tmp_path) as database, database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OutputError, match="later formcheck"):
        Database(tmp_path)


def test_what_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "formcheck.sqlite3").write_bytes(b"these are no tables" * 100)
    with pytest.raises(OutputError, match="cannot be opened"):
        Database(tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        Database(tmp_path / "file" / "data")
