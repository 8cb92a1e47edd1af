"""The database file: where it is, how it is opened, and its migrations."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import URL, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from formcheck.errors import OutputError
from formcheck.lifecycle import Closing

FILE = "formcheck.sqlite3"

LOCKED_S = 5.0
"""How long to wait for a lock that another program holds, seconds."""

ROOM = 10_000_000
"""With less than this free on the disk, bytes, the database counts as not to be written."""

StorageError = OperationalError
"""What a transaction raises that the disk or a lock refused; it may be tried again."""

_MOVED = "the history's file was moved or replaced; put it back, or start formcheck again"

_MIGRATIONS = Path(__file__).with_name("migrations")


def data_folder() -> Path:
    """Where this user's data belongs on this machine."""
    from platformdirs import user_data_path  # noqa: PLC0415  # only where nobody says otherwise

    return user_data_path("formcheck", appauthor=False)


def has_database(folder: Path) -> bool:
    """Whether there is a history in a folder."""
    return (folder / FILE).is_file()


class Database(Closing):
    """The database in a folder; made, or brought to the present form, when it is opened.

    Args:
        folder: Where it is; made if it is not there.

    Attributes:
        folder: Where it is.
        file: The file.
        is_new: Whether it was made just now: what else is in the folder says nothing to it.

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
        self.is_new = False
        self._opened: tuple[int, int] | None = None
        with suppress(OSError):  # if it cannot be, opening it says so
            # For this user alone, whatever the folder's mode; the files beside it follow it.
            self.file.touch(mode=0o600)
            self.file.chmod(0o600)
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
        self._opened = self._identity()

    def close(self) -> None:
        """Let go of the file; further calls do nothing."""
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose changes are kept together, or not at all.

        Raises:
            StorageError: The disk or a lock refuses it, or the file is no longer the one that was
                opened: what SQLite writes then is lost with the file's last user.
        """
        if self._is_moved():
            raise StorageError(None, None, sqlite3.OperationalError(_MOVED))
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def trouble(self) -> str:
        """Why nothing can be written at present, in words; "" if it can.

        It takes the lock for writing and gives it back at once: nothing is written.
        """
        if self._is_moved():
            return _MOVED
        try:
            if shutil.disk_usage(self.folder).free < ROOM:
                return "the disk is full"
            with closing(sqlite3.connect(self.file, timeout=0.2)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.rollback()
        except (OSError, sqlite3.Error) as error:
            return storage_trouble(error)
        return ""

    def _identity(self) -> tuple[int, int] | None:
        """Which file is at the database's place; None if there is none."""
        try:
            found = self.file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _is_moved(self) -> bool:
        return self._opened is not None and self._identity() != self._opened

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
            # A file without tables is as new as one that is not there.
            self.is_new = MigrationContext.configure(connection).get_current_revision() is None
            command.upgrade(config, "head")


def storage_trouble(error: Exception) -> str:
    """Why the database or the disk refused something, in words.

    >>> storage_trouble(sqlite3.OperationalError("database is locked"))
    'another program keeps the history locked'
    """
    text = str(error).lower()
    if _MOVED in text:
        return _MOVED
    if "malformed" in text or "not a database" in text:
        return "the history's file is damaged"
    if "locked" in text or "busy" in text:
        return "another program keeps the history locked"
    if "full" in text or "no space" in text:
        return "the disk is full"
    if "readonly" in text or "read-only" in text:
        return "the data folder is read-only"
    return "the data folder cannot be written"


def _engine(file: Path) -> Engine:
    url = URL.create("sqlite", database=str(file.absolute()))
    engine = create_engine(url, connect_args={"timeout": LOCKED_S})

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is gone
        cursor.close()

    @event.listens_for(engine, "handle_error")
    def _damaged(context: ExceptionContext) -> StorageError | None:
        # SQLite has no class of its own for a damaged file; its subclasses are other matters.
        found = context.original_exception
        damaged = type(found) is sqlite3.DatabaseError
        return StorageError(context.statement, None, found) if damaged else None

    return engine
