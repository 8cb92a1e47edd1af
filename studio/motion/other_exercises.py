"""Exercises that no checker of ours counts: squat, lateral raise, curl, deadlift.

They are the wrong exercise for every checker: their truth names no exercise and has no reps, so
the strokes done here are not told to the performance.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, Floats, unit
from studio.motion.hinged import fly_arm
from studio.motion.performance import Carried, Performance
from studio.motion.timed import Timed
from studio.motion.timing import Sway, blend
from studio.pose.rig import Arm, Rig, Stance
from studio.scene.specs import Scene

REST_FLEXION = 10.0  # of the elbow of a hanging arm, degrees
WITHOUT_WEIGHTS = ("squat",)


class Other:
    """A set of one of these exercises, from standing to standing."""

    def __init__(self, scene: Scene, rig: Rig) -> None:
        """Draw how this person does it."""
        self.scene, self.rig = scene, rig
        m, rng = scene.motion, np.random.default_rng(scene.seed)
        self.timed = Timed(scene, m.lead_s + m.pause_s, rng)
        self.sway = Sway(rng, size=m.sway)
        squat = scene.exercise == "squat"
        wide = float(rng.uniform(0.15, 0.21) if squat else rng.uniform(0.1, 0.15))
        out = float(rng.uniform(12.0, 24.0)) if squat else 6.0
        self.feet = {s: replace(f, toe_out=out) for s, f in rig.standing_feet(wide).items()}
        self.hammer = bool(rng.random() < 0.4)
        self.style = rng.uniform(-1.0, 1.0, 3)
        self.lag = float(rng.uniform(0.0, 0.03))

    def performance(self) -> Performance:
        """What is done; nothing of it counts."""
        return Performance(
            duration_s=self.timed.end_s + self.scene.motion.tail_s,
            stance=self.stance,
            dumbbells=None if self.scene.exercise in WITHOUT_WEIGHTS else Carried(),
        )

    def stance(self, t: float) -> Stance:
        """The stance at a time."""
        low, sway = self._low(t), self.sway
        torso, knee, lean, back = self._bottom()
        hip = self.rig.hip_over_feet(
            self.feet, blend(5.0, knee, low) + 0.5 * sway(t, 0), blend(0.6, lean, low)
        )
        hip += np.array([0.004 * sway(t, 1), 0.0, 0.0])
        arms = {s: self._arm(s, t - (self.lag if s == "R" else 0.0)) for s in SIDES}
        return Stance(
            hip=hip,
            torso_deg=blend(87.0, torso, low) + 0.5 * sway(t, 2) + self._rock(t),
            feet=self.feet,
            arms=arms,
            flexion=blend(4.0, back, low),
            head_pitch=blend(5.0, 0.45 * (90.0 - torso), low) + 1.2 * sway(t, 3),
            head_turn=1.5 * sway(t, 4),
        )

    def _low(self, t: float) -> float:
        """How far the body is down, 0 upright."""
        return self.timed.value(t) if self.scene.exercise in ("squat", "deadlift") else 0.0

    def _rock(self, t: float) -> float:
        """The trunk swings a little with the arms."""
        if self.scene.exercise != "curl":
            return 0.0
        return (1.5 + 1.5 * float(self.style[0])) * self.timed.value(t)

    def _bottom(self) -> tuple[float, float, float, float]:
        """Torso, knee flexion, lean of the legs and spine flexion at the bottom, degrees."""
        a, b, _ = self.style
        size = self.scene.motion.range_deg
        if self.scene.exercise == "squat":
            return 52.0 + 6.0 * a, 5.0 + 1.15 * size, 20.0 + 2.0 * b, 12.0
        return 34.0 + 10.0 * a, 38.0 + 12.0 * b, 15.0 + 1.5 * b, 12.0

    def _arm(self, side: str, t: float) -> Arm:
        m, pull = self.scene.motion, self.timed.value(t)
        swing = 1.0 * self.sway(t, 5)
        if self.scene.exercise == "squat":
            return _forwards(side, 4.0 + (78.0 + 8.0 * float(self.style[2])) * pull + swing)
        if self.scene.exercise == "lateral-raise":
            raised = 12.0 + m.range_deg * pull
            return fly_arm(side, raised, m.elbow_deg, 9.0 + 3.0 * float(self.style[0]) + swing)
        if self.scene.exercise == "curl":
            forwards = 2.0 + (9.0 + 4.0 * float(self.style[1])) * pull + 0.5 * swing
            return _curled(side, forwards, REST_FLEXION + m.range_deg * pull, self.hammer)
        return _curled(side, 3.0 + swing, REST_FLEXION, True, out=0.10)


def _forwards(side: str, raised_deg: float) -> Arm:
    """An arm held forwards, so many degrees from hanging, nearly straight."""
    sign, a = SIDE_SIGN[side], np.radians(raised_deg)
    b = a + np.radians(8.0)
    upper = unit(np.array([sign * 0.12, -np.sin(a), -np.cos(a)]))
    fore = unit(np.array([-sign * 0.03, -np.sin(b), -np.cos(b)]))
    index = np.array([-sign * 0.5, -np.cos(b), np.sin(b)])
    return Arm(upper=upper, fore=fore, index=index, curl=14.0)


def _curled(side: str, forwards_deg: float, flexion: float, hammer: bool, out: float = 0.13) -> Arm:
    """An arm that holds a weight, the forearm bent upwards in front."""
    sign, a = SIDE_SIGN[side], np.radians(forwards_deg)
    b = a + np.radians(flexion)
    upper = unit(np.array([sign * out, -np.sin(a), -np.cos(a)]))
    fore: Floats = unit(np.array([sign * 0.06, -np.sin(b), -np.cos(b)]))
    ahead = np.array([0.0, -np.cos(b), np.sin(b)])
    turned = 0.0 if hammer else min(1.0, flexion / 60.0)
    index = ahead * (1.0 - 0.85 * turned) + np.array([sign * turned, 0.0, 0.0])
    return Arm(upper=upper, fore=fore, index=index, curl=58.0)
