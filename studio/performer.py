"""A scene performed: who moves how, where the person is and when that must be seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from studio.body.jointed import Body, Floats
from studio.motion.exercises import perform
from studio.motion.performance import Performance
from studio.pose.rig import Rig
from studio.scene.specs import Scene

SAMPLE_S = 1.0 / 3.0  # the person's whole way is looked at this often, seconds
OUTLINE_STEP = 7  # every so manyth point of the skin stands for all
AT_ONCE = 256  # poses that are solved together
NEARLY_THERE = 0.35  # metres from where the person exercises


class Acted:
    """The performance of a scene.

    Attributes:
        rig: the body.
        performance: what it does.
        frames: number of pictures.
        seen: points where the person is while they must be in the picture, metres, (n, 3).
    """

    def __init__(self, scene: Scene) -> None:
        """Perform a scene.

        Args:
            scene: what is done, by whom.
        """
        self.rig = Rig(Body(scene.body.mix, scene.body.height_m))
        self.performance: Performance = perform(scene, self.rig)
        self.frames = round(self.performance.duration_s * scene.fps)
        step = max(1, min(10, round(SAMPLE_S * scene.fps)))
        self.sampled = [frame / scene.fps for frame in range(0, self.frames, step)]
        self._walks = "walk" in (scene.motion.enter, scene.motion.leave)
        self.seen = self.outlines(self._to_be_seen())

    def transforms(self, t: float) -> Floats:
        """Bone transforms at a time in seconds, (163, 4, 4), metres in the room."""
        g = self.rig.transforms(self.performance.stance(t))
        moved = g.copy()
        moved[:, :3, 3] += self.performance.shift * g[:, 3, 3:4]
        return moved

    def all_transforms(
        self, times: Sequence[float] | Floats, bones: Iterable[str] | None = None
    ) -> Floats:
        """Bone transforms at many times at once, (n, 163, 4, 4); `bones`: see `Rig.transforms`."""
        g = self.performance.transforms(self.rig, times, bones)
        g[..., :3, 3] += self.performance.shift * g[..., 3, 3, None]
        return g

    def must_be_seen(self, t: float) -> bool:
        """The person must be in the picture at a time; one may walk in and off unseen."""
        spans = self.performance.exercising
        return not (self._walks and spans) or any(start <= t <= end for start, end in spans)

    def _to_be_seen(self) -> list[float]:
        """The times at which all of the person must be seen: when they are where they exercise."""
        if not self._walks:
            return self.sampled
        g = self.all_transforms(self.sampled, ("root",))
        hips = g[:, self.rig.body.index["root"], :2, 3]
        there = [h for h, t in zip(hips, self.sampled, strict=True) if self.must_be_seen(t)]
        if not there:
            return self.sampled
        return [
            t
            for h, t in zip(hips, self.sampled, strict=True)
            if self.must_be_seen(t) or np.linalg.norm(h - there, axis=1).min() < NEARLY_THERE
        ]

    def outline(self, t: float) -> Floats:
        """Some points of the skin at a time, metres, (n, 3)."""
        return self.rig.body.outline(self.transforms(t), OUTLINE_STEP)

    def outlines(self, times: Iterable[float]) -> Floats:
        """Points of the skin at several times, and the floor below the first of them, (n, 3)."""
        moments = list(times) or [0.0]
        found = [
            self.rig.body.outline(g, OUTLINE_STEP)
            for start in range(0, len(moments), AT_ONCE)
            for g in self.all_transforms(moments[start : start + AT_ONCE])
        ]
        return np.concatenate([*found, found[0] * [1.0, 1.0, 0.0]])
