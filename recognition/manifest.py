"""What the recogniser is trained on, and how, as its file says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from formcheck.checking.reps.recogniser import short_of
from formcheck.exercises import list_exercises
from recognition.faulty_sets import FAULTS
from studio.kinds.reading import kinds

FILE = Path(__file__).with_name("manifest.toml")


@dataclass(frozen=True)
class Networks:
    """Some networks that are trained alike; the file explains each key."""

    count: int
    epochs: int
    penalty: float
    noise: float
    gaps: float


@dataclass(frozen=True)
class Manifest:
    """What the file says; it names and explains each key.

    Attributes:
        classes: The exercises that are told apart: all that count and have a kind of movement.
    """

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
    own_share: float
    others: int
    share: float
    hidden: tuple[int, ...]
    rate: float
    batch: int
    networks: tuple[Networks, ...]

    @property
    def all_classes(self) -> tuple[str, ...]:
        """What is told apart: something else, the exercises, and short reps of each."""
        return ("else", *self.classes, *(short_of(name) for name in self.classes))

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of movement that the studio has."""
        return tuple(kinds())

    @property
    def faulty_classes(self) -> tuple[str, ...]:
        """The exercises that are drawn with form faults of any size, too."""
        return tuple(name for name in self.classes if name in FAULTS)

    def full_class(self, exercise: str) -> int:
        """The class of an exercise's reps."""
        return self.all_classes.index(exercise)

    def short_class(self, exercise: str) -> int:
        """The class of an exercise's reps that do not go all the way."""
        return self.all_classes.index(short_of(exercise))

    def sets_of(self, kind: str) -> int:
        """How many sets of a kind are drawn."""
        usual = self.sets_of_class if self.is_class(kind) else self.sets
        return self.more.get(kind, usual)

    def cameras_of(self, kind: str) -> int:
        """How many cameras see each."""
        return self.cameras_of_class if self.is_class(kind) else self.cameras

    def is_class(self, kind: str) -> bool:
        """Whether reps of an exercise are done in it."""
        return any(variant.counted in self.classes for variant in kinds()[kind].variants)


def counted_exercises() -> tuple[str, ...]:
    """The exercises that count reps and have a kind of movement in the studio, in order."""
    drawn = {variant.counted for kind in kinds().values() for variant in kind.variants}
    return tuple(each.id for each in list_exercises() if each.rep and each.id in drawn)


def read_manifest(file: Path = FILE) -> Manifest:
    """Read the file.

    Args:
        file: Another one than the committed.
    """
    content = tomllib.loads(file.read_text("utf-8"))
    training = content["training"] | {"hidden": tuple(content["training"]["hidden"])}
    corpus = content["corpus"] | {"shapes": tuple(content["corpus"]["shapes"])}
    networks = tuple(Networks(**each) for each in content["networks"])
    return Manifest(classes=counted_exercises(), **corpus, **training, networks=networks)
