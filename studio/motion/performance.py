"""What a performance of an exercise consists of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.body import Floats
from studio.motion import Stroke
from studio.posing import Stance


@dataclass(frozen=True)
class Bottle:
    """A bottle that the right hand picks up from a box.

    Attributes:
        grasp_s: from this time on it is in the hand; before, it stands where the hand will be.
    """

    grasp_s: float


@dataclass(frozen=True)
class Performance:
    """A performance.

    Attributes:
        duration_s: length of the clip.
        stance: time in seconds -> stance.
        reps: full strokes.
        attempts: strokes that are too short to count.
        holds: start and end of held positions, seconds.
        driven: fault id -> (time in seconds -> size, degrees).
        measured: name of the angle whose change is a rep's range ("elbow", "arm_elevation").
        holds_dumbbells: a dumbbell in each hand.
        bottle: see `Bottle`.
        shift: moves the whole person in the room, metres, (3,).
    """

    duration_s: float
    stance: Callable[[float], Stance]
    reps: list[Stroke] = field(default_factory=list)
    attempts: list[Stroke] = field(default_factory=list)
    holds: list[tuple[float, float]] = field(default_factory=list)
    driven: dict[str, Callable[[float], float]] = field(default_factory=dict)
    measured: str = "elbow"
    holds_dumbbells: bool = False
    bottle: Bottle | None = None
    shift: Floats = field(default_factory=lambda: np.zeros(3))
