"""What a performance of an exercise consists of."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from studio.body.jointed import Floats
from studio.motion.timing import Stroke
from studio.pose import stacking
from studio.pose.rig import Rig, Stance


@dataclass(frozen=True)
class Bottle:
    """A bottle that the right hand picks up from a box.

    Attributes:
        grasp_s: from this time on it is in the hand; before, it stands where the hand will be.
    """

    grasp_s: float


@dataclass(frozen=True)
class Carried:
    """Two dumbbells, one for each hand, and when they are in the hands.

    Before `grasp_s` each lies on the floor where the hand will be at `grasp_s`, turned as in the
    hand then; after `release_s` where the hand was at `release_s`. Performances see to it that
    the hands are low enough for that at these times, with the handles level, along y.
    """

    grasp_s: float = 0.0
    release_s: float = math.inf

    def moment(self, t: float) -> float:
        """The time whose hands say where the dumbbells are at a time."""
        return min(max(t, self.grasp_s), self.release_s)


@dataclass(frozen=True)
class Performance:
    """A performance.

    Attributes:
        duration_s: length of the clip.
        stance: time in seconds -> stance.
        reps: full strokes.
        attempts: strokes that are too short to count.
        holds: start and end of held positions, seconds.
        measured: name of the angle whose change is a rep's range ("elbow", "arm_elevation").
        exercising: from when to when the person is in the exercise's position (hinged, in plank
            or push-up position), seconds; nothing outside counts.
        dumbbells: see `Carried`; None: there are none.
        bottle: see `Bottle`.
        shift: moves the whole person in the room, metres, (3,).
        stacked: times, (n,) -> all stances in one, where that is faster than one by one.
    """

    duration_s: float
    stance: Callable[[float], Stance]
    reps: list[Stroke] = field(default_factory=list)
    attempts: list[Stroke] = field(default_factory=list)
    holds: list[tuple[float, float]] = field(default_factory=list)
    measured: str = "elbow"
    exercising: list[tuple[float, float]] = field(default_factory=list)
    dumbbells: Carried | None = None
    bottle: Bottle | None = None
    shift: Floats = field(default_factory=lambda: np.zeros(3))
    stacked: Callable[[Floats], Stance] | None = None

    def transforms(
        self, rig: Rig, times: Sequence[float] | Floats, bones: Iterable[str] | None = None
    ) -> Floats:
        """Transforms of bones at many times, (n, 163, 4, 4), metres, before `shift`."""
        if self.stacked is not None:
            return rig.transforms(self.stacked(np.asarray(times, dtype=np.float64)), bones)
        return stacking.transforms(rig, [self.stance(float(t)) for t in times], bones)

    @property
    def holds_dumbbells(self) -> bool:
        """Dumbbells are in the scene."""
        return self.dumbbells is not None
