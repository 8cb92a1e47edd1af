"""What the recogniser is trained on, and how, as its file says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from formcheck.checking.reps.recogniser import short_of
from studio.kinds.reading import kinds

FILE = Path(__file__).with_name("manifest.toml")


@dataclass(frozen=True)
class Manifest:
    """What the file says; it names and explains each key."""

    classes: tuple[str, ...]
    shapes: tuple[str, ...]
    seed: int
    sets: int
    more: dict[str, int]
    sets_of_class: int
    cameras: int
    cameras_of_class: int
    faulty_sets: int
    copies: int
    proposals: int
    networks: int
    hidden: tuple[int, ...]
    epochs: int
    penalty: float
    rate: float
    batch: int

    @property
    def all_classes(self) -> tuple[str, ...]:
        """What is told apart: something else, the exercises, and short reps of each."""
        return ("else", *self.classes, *(short_of(name) for name in self.classes))

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of movement that the studio has."""
        return tuple(kinds())

    def full_class(self, exercise: str) -> int:
        """The class of an exercise's reps."""
        return self.all_classes.index(exercise)

    def short_class(self, exercise: str) -> int:
        """The class of an exercise's reps that do not go all the way."""
        return self.all_classes.index(short_of(exercise))

    def sets_of(self, kind: str) -> int:
        """How many sets of a kind are drawn."""
        if self._is_class(kind):
            return self.sets_of_class
        return self.more.get(kind, self.sets)

    def cameras_of(self, kind: str) -> int:
        """How many cameras see each."""
        return self.cameras_of_class if self._is_class(kind) else self.cameras

    def _is_class(self, kind: str) -> bool:
        return kinds()[kind].counted in self.classes


def read_manifest(file: Path = FILE) -> Manifest:
    """Read the file.

    Args:
        file: Another one than the committed.
    """
    content = tomllib.loads(file.read_text("utf-8"))
    training = content["training"] | {"hidden": tuple(content["training"]["hidden"])}
    corpus = content["corpus"] | {"shapes": tuple(content["corpus"]["shapes"])}
    return Manifest(classes=tuple(content["classes"]), **corpus, **training)
