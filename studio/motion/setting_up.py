"""How somebody gets into the hinged position and out of it again, and when."""

from __future__ import annotations

import numpy as np

from studio.motion.performance import Carried
from studio.motion.timing import blend, ramp
from studio.motion.walking import Walk
from studio.pose.mixing import mix
from studio.pose.pick_up import Bend, PickUp
from studio.pose.rig import Foot, Rig, Stance
from studio.scene.specs import MotionSpec

USUAL_HINGE_S = 1.3
GRASP_S = 0.22  # the hands stay at the floor
STANDING_S = 0.4  # after the way out
WALK_IN_M, WALK_OUT_M = 1.7, 1.5
SETTLE_S = 0.35  # from the stance of a walk to the one of the exercise and back
OPEN_HAND, CLOSED_HAND = 24.0, 58.0  # curl of the fingers, degrees


class SetUp:
    """The way into the exercise's position, planned first, and the way out, planned later.

    Attributes:
        ready_s: from then on the person is in the exercise's position.
        leave_s: until then.
        end_s: end of the clip.
        pick_up: the pose at the floor, if the weights are taken from it or put down.
    """

    def __init__(self, motion: MotionSpec, seed: int, rig: Rig, feet: dict[str, Foot]) -> None:
        """Plan the way in.

        Args:
            motion: how the person comes and goes.
            seed: of pace and steps.
            rig: the body.
            feet: side ("L", "R") -> where each foot stands in the exercise.
        """
        self._rig, self._feet = rig, feet
        self._rng = rng = np.random.default_rng([seed, 2])
        self._pace = float(rng.uniform(0.86, 1.1))
        self._enter, self._leave = motion.enter or "stand", motion.leave or "there"
        self._hinge_s = USUAL_HINGE_S if not motion.enter else 1.15 * self._pace
        self._walk_in: Walk | None = None
        self._walk_out: Walk | None = None
        self.pick_up: PickUp | None = None
        if {self._enter, self._leave} & {"weights", "walk"}:
            bend = Bend(
                torso_deg=float(rng.uniform(14.0, 26.0)),
                lean=float(rng.uniform(19.0, 24.0)),
                flexion=float(rng.uniform(14.0, 22.0)),
                head_pitch=float(rng.uniform(48.0, 62.0)),
            )
            self.pick_up = PickUp(rig, feet, bend)
        start = motion.lead_s
        if self._enter == "walk":
            width = float(feet["L"].ankle[0])
            self._walk_in = Walk(
                rig, WALK_IN_M, 0.0, start, rng, speed=0.98 / self._pace, half_width=width
            )
            start = self._walk_in.end_s
        self._far_s, self._near_s = 1.12 * self._pace, 0.82 * self._pace  # upright, hinged to floor
        self._start_s = start
        self._up_from_s = start + self._far_s + GRASP_S
        self.ready_s = {"there": 0.0, "stand": start + self._hinge_s}.get(
            self._enter, self._up_from_s + self._near_s
        )
        self.leave_s = self.end_s = np.inf

    def plan_leaving(self, at_s: float) -> None:
        """Plan the way out, which begins at `at_s`."""
        self.leave_s = self.end_s = at_s
        if self._leave in ("stand", "kneel"):
            self.end_s = at_s + self._hinge_s + STANDING_S
        elif self._leave in ("weights", "walk"):
            self.end_s = at_s + self._near_s + GRASP_S + self._far_s + STANDING_S
        if self._leave == "walk":
            width = float(self._feet["L"].ankle[0])
            self._walk_out = Walk(
                self._rig,
                0.0,
                -WALK_OUT_M,
                self.end_s,
                self._rng,
                speed=0.98 / self._pace,
                half_width=width,
            )
            self.end_s = self._walk_out.end_s

    def dumbbells(self) -> Carried:
        """When the weights are in the hands."""
        grasp, release = 0.0, np.inf
        if self._enter in ("weights", "walk"):
            grasp = self._up_from_s - GRASP_S / 2.0
        if self._leave in ("weights", "walk"):
            release = self.leave_s + self._near_s + GRASP_S / 2.0
        return Carried(grasp, float(release))

    def hinged(self, t: float) -> float:
        """Share of the way from upright to hinged; at the floor, where it does not show, steps."""
        share = 1.0
        if self._enter == "stand":
            share = ramp(t, self._start_s, self._hinge_s)
        elif self._enter in ("weights", "walk"):
            share = float(t >= self._up_from_s - GRASP_S / 2.0)
        if self._leave in ("stand", "kneel"):
            share -= ramp(t, self.leave_s, self._hinge_s)
        elif self._leave in ("weights", "walk"):
            share -= float(t >= self.leave_s + self._near_s + GRASP_S / 2.0)
        return share

    def down(self, t: float) -> float:
        """Share of the way down to the floor."""
        share = 0.0
        if self._enter in ("weights", "walk"):
            share += ramp(t, self._start_s, self._far_s)
            share -= ramp(t, self._up_from_s, self._near_s)
        if self._leave in ("weights", "walk"):
            share += ramp(t, self.leave_s, self._near_s)
            share -= ramp(t, self.leave_s + self._near_s + GRASP_S, self._far_s)
        return share

    def curl(self, t: float) -> float:
        """Of the fingers, degrees."""
        weights = self.dumbbells()
        closed = 1.0 if weights.grasp_s == 0.0 else ramp(t, weights.grasp_s - 0.13, 0.13)
        if np.isfinite(weights.release_s):
            closed -= ramp(t, weights.release_s, 0.15)
        return blend(OPEN_HAND, CLOSED_HAND, closed)

    def with_walks(self, stance: Stance, t: float) -> Stance:
        """The stance of the exercise, or before and after it of the walk."""
        if self._walk_in is not None and t < self._walk_in.end_s:
            share = ramp(t, self._walk_in.end_s - SETTLE_S, SETTLE_S)
            return mix(self._rig, self._walk_in.stance(t), stance, share)
        if self._walk_out is not None and t > self._walk_out.from_s - SETTLE_S:
            share = ramp(t, self._walk_out.from_s - SETTLE_S, SETTLE_S)
            return mix(self._rig, stance, self._walk_out.stance(t), share)
        return stance
