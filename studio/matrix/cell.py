"""What a cell of the matrix is, and how the numbers of its clips are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.matrix.cast import Part, Table


def between(low: float, high: float) -> Callable[[np.random.Generator], float]:
    """A number that is drawn for each clip."""
    return lambda rng: round(float(rng.uniform(low, high)), 1)


def one_of(*choices: object) -> Callable[[np.random.Generator], object]:
    """One of some values, drawn for each clip."""
    return lambda rng: choices[int(rng.integers(len(choices)))]


@dataclass(frozen=True)
class Cell:
    """A kind of clip.

    Attributes:
        name: of its clips, which are numbered.
        exercise: what is done.
        views: where the camera stands, in turn.
        count: clips of it in its part; of the test's cells the tuning part has half as many.
        motion: keys of the scene's `motion`; what can be called is drawn.
        faults: the scene's `faults`, likewise.
        part: whose clips these are; cells of the test part are in the tuning part as well.
    """

    name: str
    exercise: str
    views: tuple[str, ...]
    count: int
    motion: Table = field(default_factory=dict)
    faults: tuple[Table, ...] = ()
    part: Part = "test"
