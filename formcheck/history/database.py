"""The database file: where it is, how it is opened, and its migrations."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from formcheck.closing import Closing
from formcheck.errors import OutputError

FILE = "formcheck.sqlite3"

_MIGRATIONS = Path(__file__).with_name("migrations")


def data_folder() -> Path:
    """Where this user's data belongs on this machine."""
    from platformdirs import user_data_path  # noqa: PLC0415  # only where nobody says otherwise

    return user_data_path("formcheck", appauthor=False)


class Database(Closing):
    """The database in a folder; made, or brought to the present form, when it is opened.

    Args:
        folder: Where it is; made if it is not there.

    Raises:
        OutputError: It cannot be opened, or is of a later version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / FILE
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: cannot be made: {error.strerror or error}") from error
        self.engine = _engine(self.file)
        try:
            self._migrate()
        except CommandError as error:
            self.close()
            raise OutputError(
                f"{self.file}: was written by a later formcheck; update this one"
            ) from error
        except SQLAlchemyError as error:
            self.close()
            raise OutputError(f"{self.file}: cannot be opened as the history") from error

    def close(self) -> None:
        """Let go of the file; further calls do nothing."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose changes are kept together, or not at all."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def config(self) -> Config:
        """Alembic's settings, without a file."""
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        return config

    def _migrate(self) -> None:
        logging.getLogger("alembic").setLevel(logging.WARNING)
        with self.engine.begin() as connection:
            config = self.config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is gone
        cursor.close()

    return engine
