"""What a cell of the matrix is, and how the numbers of its clips are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.matrix.cast import Table


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
        count: clips of it in the test part; the tuning part has half as many.
        motion: keys of the scene's `motion`; what can be called is drawn.
        faults: the scene's `faults`, likewise.
        fresh: it belongs to the fresh part, and to no other.
    """

    name: str
    exercise: str
    views: tuple[str, ...]
    count: int
    motion: Table = field(default_factory=dict)
    faults: tuple[Table, ...] = ()
    fresh: bool = False
