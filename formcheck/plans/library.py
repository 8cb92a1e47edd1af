"""The workouts there are: those that formcheck brings, and a person's own in a folder."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.catalogue import Catalogue
from formcheck.errors import OutputError, WorkoutError
from formcheck.plans.reading import list_workouts, parse_workout
from formcheck.plans.training import Workout

MAX_BYTES = 200_000
"""A workout's file is no larger; the largest that formcheck brings has 1400 bytes."""

MAX_OWN = 200
"""How many own workouts are kept at most."""

_FOLLOWED = "followed.txt"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A workout that there is, or a file that should be one.

    Attributes:
        id: The name of its file without the ending.
        own: Whether it is the person's own, which they may change.
        workout: The workout; None where the file is wrong.
        problems: What is wrong with the file, a line each.
    """

    id: str
    own: bool
    workout: Workout | None
    problems: tuple[str, ...] = ()

    def said(self, language: Catalogue) -> Shelved:
        """It in a language; a person's own stays as they wrote it.

        Args:
            language: The texts of the language.
        """
        if self.own or self.workout is None:
            return self
        return replace(self, workout=self.workout.said(language))


class Library:
    """The workouts that formcheck brings and those in a folder.

    An own workout of the same id as one that formcheck brings takes its place.

    Args:
        folder: Where the person's own are, a TOML file each; made when the first is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Shelved]:
        """All of them: the person's own first, by id."""
        own = [self._own(file) for file in self._files()]
        taken = {each.id for each in own}
        shipped = (Shelved(each.id, False, each) for each in list_workouts())
        return [*own, *(each for each in shipped if each.id not in taken)]

    def get(self, id_: str) -> Shelved | None:
        """One of them; None if there is none of that id."""
        return next((each for each in self.all() if each.id == id_), None)

    def text(self, id_: str) -> bytes | None:
        """The file of an own workout as it is; None if there is none of that id."""
        file = self._file(id_)
        return None if file is None else file.read_bytes()

    def add(self, content: str | bytes, name: str = "") -> Workout:
        """Keep a new own workout.

        Args:
            content: Its file.
            name: What the file was called; "" for what the workout is called.  It never becomes a
                path: only its letters and digits are kept.

        Raises:
            WorkoutError: The file is wrong: nothing is kept.
            OutputError: There are too many, or it cannot be written.
        """
        shown = f"{name or 'workout'}".removesuffix(".toml") + ".toml"
        found = parse_workout(content, shown)
        if len(self._files()) >= MAX_OWN:
            raise OutputError(f"there are {MAX_OWN} workouts already: delete one first")
        id_ = self._free(_slug(name.removesuffix(".toml")) or _slug(found.name) or "workout")
        self._write(id_, content)
        return found.model_copy(update={"id": id_})

    def put(self, id_: str, content: str | bytes) -> Workout | None:
        """Change an own workout; None if there is none of that id.

        Raises:
            WorkoutError: The file is wrong: nothing changes.
            OutputError: It cannot be written.
        """
        file = self._file(id_)
        if file is None:
            return None
        found = parse_workout(content, file.name)
        self._write(id_, content)
        return found

    def delete(self, id_: str) -> bool:
        """Delete an own workout; says whether there was one of that id."""
        file = self._file(id_)
        if file is None:
            return False
        file.unlink(missing_ok=True)
        return True

    def followed(self) -> list[str]:
        """The ids of the workouts that the person follows, of those that there are."""
        try:
            said = (self._folder / _FOLLOWED).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []
        there = {each.id for each in self.all()}
        return [each for each in dict.fromkeys(said) if each in there]

    def follow(self, id_: str, follows: bool = True) -> bool:
        """Note that the person follows a workout, or does so no more.

        Args:
            id_: Which workout.
            follows: Whether it is followed.

        Returns:
            Whether there is one of that id.

        Raises:
            OutputError: It cannot be written.
        """
        if self.get(id_) is None:
            return False
        kept = [each for each in self.followed() if each != id_]
        now = [*kept, id_] if follows else kept
        self._replace(self._folder / _FOLLOWED, "".join(f"{each}\n" for each in now).encode())
        return True

    def _files(self) -> list[Path]:
        try:
            return sorted(self._folder.glob("*.toml"))
        except OSError:
            return []

    def _file(self, id_: str) -> Path | None:
        """The file of an own workout: looked for among those there are, never made of the id."""
        return next((file for file in self._files() if file.stem == id_), None)

    def _own(self, file: Path) -> Shelved:
        try:
            if file.stat().st_size > MAX_BYTES:
                raise WorkoutError.of_file(file.name, [f"it has more than {MAX_BYTES} bytes"])
            return Shelved(file.stem, True, parse_workout(file.read_bytes(), file.name))
        except WorkoutError as error:
            return Shelved(file.stem, True, None, error.problems)
        except OSError as error:
            why = f"{file.name}: cannot be read: {error.strerror or error}"
            return Shelved(file.stem, True, None, (why,))

    def _free(self, wanted: str) -> str:
        taken = {each.id for each in self.all()}
        return next(id_ for id_ in _numbered(wanted) if id_ not in taken)

    def _write(self, id_: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        self._replace(self._folder / f"{id_}.toml", data)

    def _replace(self, file: Path, data: bytes) -> None:
        """Write a file as a whole, or leave it as it was."""
        beside = file.with_name(f".{file.name}.new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with beside.open("wb") as new:
                new.write(data)
                new.flush()
                os.fsync(new.fileno())
            beside.replace(file)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise OutputError(f"{file.name}: cannot be kept: {error.strerror}") from error


def _slug(name: str) -> str:
    """A name for a file, of plain letters and digits.

    >>> _slug("Rücken & Bauch, 20 min!")
    'rucken-bauch-20-min'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
