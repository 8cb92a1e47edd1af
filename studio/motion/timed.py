"""The strokes of a scene, and how far its faults have come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.motion.timing import Rhythm, Stroke, blend, ramp, strokes
from studio.scene.specs import FaultSpec, Scene


@dataclass
class Timed:
    """Strokes of a scene with the sizes it asks for."""

    scene: Scene
    first_s: float
    rng: np.random.Generator
    strokes: list[Stroke] = field(init=False)

    def __post_init__(self) -> None:
        m = self.scene.motion
        sizes = [m.partial_share if i + 1 in m.partial else 1.0 for i in range(m.reps)]
        rhythm = Rhythm(m.variety, m.micro_pause, m.fatigue, m.rest_after, m.rest_s)
        # a generator of its own, so that stops and the like leave the rest of the motion as it is
        extra = np.random.default_rng([self.scene.seed, 1])
        self.strokes = strokes(sizes, self.first_s, m.tempo_s, self.rng, rhythm=rhythm, extra=extra)

    @property
    def end_s(self) -> float:
        """When the last stroke ends, or would have begun."""
        return self.strokes[-1].end_s if self.strokes else self.first_s

    def value(self, t: float) -> float:
        """How far the strokes are at a time: 0 at rest, 1 at the far end of a full one."""
        return sum(s.value(t) for s in self.strokes)

    def split(self) -> tuple[list[Stroke], list[Stroke]]:
        """The full strokes and the partial ones."""
        partial = self.scene.motion.partial
        full = [s for i, s in enumerate(self.strokes) if i + 1 not in partial]
        return full, [s for i, s in enumerate(self.strokes) if i + 1 in partial]

    def fault_share(self, fault: FaultSpec) -> Callable[[float], float]:
        """How far a fault has come in: time -> 0 to 1."""
        start = self.strokes[fault.from_rep - 1].start_s if fault.from_rep else fault.from_s

        def share(t: float) -> float:
            away = ramp(t, fault.to_s, fault.ramp_s) if fault.to_s else 0.0
            return ramp(t, start, fault.ramp_s) - away

        return share

    def faulty(self, fault: str, normal: float, t: float, allowed: float = 1.0) -> float:
        """A size that moves from `normal` to what the scene's faults of that id ask for.

        Args:
            fault: id.
            normal: without the fault.
            t: time, seconds.
            allowed: how much of the fault can come in at that time (0 while standing, say).
        """
        for f in self.scene.faults:
            if f.id == fault:
                normal = blend(normal, f.size_deg, allowed * self.fault_share(f)(t))
        return normal
