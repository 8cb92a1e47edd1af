"""What the person does: a performance gives a stance for every time, and what was done when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from studio.body import SIDE_SIGN, SIDES, Floats, unit
from studio.idle import idle
from studio.motion import Stroke, Sway, blend, ramp, strokes
from studio.performance import Performance
from studio.posing import Arm, Rig, Stance
from studio.prone import Line, Prone
from studio.scene import FaultSpec, Scene

HANG_FLEXION = 12.0  # of the elbow while the arm hangs, degrees
PUSH_UP_TOP = 8.0  # flexion of the elbow with straight arms, degrees
STANDING_TORSO, STANDING_FLEXION = 87.0, 4.0


def perform(scene: Scene, rig: Rig) -> Performance:
    """The performance that a scene asks for."""
    if scene.exercise == "idle":
        return idle(scene, rig)
    if scene.exercise in ("bent-over-row", "reverse-fly"):
        return _Hinged(scene, rig).performance()
    return _Supported(scene, rig).performance()


@dataclass
class _Timed:
    """Strokes of a scene with the sizes it asks for."""

    scene: Scene
    first_s: float
    rng: np.random.Generator
    strokes: list[Stroke] = field(init=False)

    def __post_init__(self) -> None:
        m = self.scene.motion
        sizes = [m.partial_share if i + 1 in m.partial else 1.0 for i in range(m.reps)]
        self.strokes = strokes(sizes, self.first_s, m.tempo_s, self.rng)

    def value(self, t: float) -> float:
        return sum(s.value(t) for s in self.strokes)

    def split(self) -> tuple[list[Stroke], list[Stroke]]:
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


class _Hinged:
    """Bent-over row and reverse fly: stand, hinge forwards, pause, pull, end hanging."""

    def __init__(self, scene: Scene, rig: Rig) -> None:
        self.scene, self.rig = scene, rig
        rng = np.random.default_rng(scene.seed)
        m = scene.motion
        self.hinge_s = 1.3
        self.timed = _Timed(scene, m.lead_s + self.hinge_s + m.pause_s, rng)
        self.sway = Sway(rng)
        self.feet = rig.standing_feet(0.075 + 0.35 * float(rig.body.head("upperarm01.L")[0]))
        self.lag = rng.uniform(0.01, 0.035)

    def performance(self) -> Performance:
        scene, timed = self.scene, self.timed
        full, short = timed.split()
        driven: dict[str, Callable[[float], float]] = {f.id: self._flexion for f in scene.faults}
        last = timed.strokes[-1].end_s if timed.strokes else timed.first_s
        return Performance(
            duration_s=last + scene.motion.tail_s,
            stance=self.stance,
            reps=full,
            attempts=short,
            driven=driven,
            measured="elbow" if scene.exercise == "bent-over-row" else "arm_elevation",
            holds_dumbbells=True,
        )

    def _hinge(self, t: float) -> float:
        return ramp(t, self.scene.motion.lead_s, self.hinge_s)

    def _flexion(self, t: float) -> float:
        flexion = blend(STANDING_FLEXION, self.scene.motion.flexion_deg, self._hinge(t))
        flexion += 0.6 * self.sway(t, 0)
        for fault in self.scene.faults:
            size = fault.size_deg + 1.5 * self.sway(t, 1)
            flexion = blend(flexion, size, self.timed.fault_share(fault)(t))
        return flexion

    def stance(self, t: float) -> Stance:
        m, sway, h = self.scene.motion, self.sway, self._hinge(t)
        pull = self.timed.value(t)
        torso = blend(STANDING_TORSO, m.torso_deg + 1.6 * pull, h) + 0.5 * sway(t, 2)
        knee = blend(5.0, 24.0, h) + 0.6 * sway(t, 3)
        lean = blend(0.6, 11.0, h) + 0.2 * sway(t, 4)
        hip = self.rig.hip_over_feet(self.feet, knee, lean)
        hip = hip + np.array([0.004 * sway(t, 5), 0.0, 0.0])
        flexion = self._flexion(t)
        down = blend(6.0, 0.62 * (90.0 - m.torso_deg) + 0.4 * (flexion - m.flexion_deg), h)
        arms = {}
        for side in SIDES:
            late = self.timed.value(t - (self.lag if side == "R" else 0.0))
            arms[side] = self._arm(side, late, h, t)
        return Stance(
            hip=hip,
            torso_deg=torso,
            feet=self.feet,
            arms=arms,
            flexion=flexion,
            head_pitch=down + 1.2 * sway(t, 6),
            protraction=blend(0.0, blend(6.0, -9.0, pull), h),
        )

    def _arm(self, side: str, pull: float, hinged: float, t: float) -> Arm:
        swing = 0.7 * self.sway(t, 7)
        if self.scene.exercise == "bent-over-row":
            flexion = HANG_FLEXION + self.scene.motion.range_deg * pull
            aside = blend(blend(10.0, 3.0, hinged), 13.0, min(1.0, pull))
            return row_arm(side, flexion, aside, blend(-6.0, 5.0, pull) + swing)
        low = blend(14.0, 9.0, hinged)
        raised = low + self.scene.motion.range_deg * pull
        return fly_arm(side, raised, self.scene.motion.elbow_deg, 2.0 + swing)


def row_arm(side: str, flexion: float, aside_deg: float, tilt_deg: float) -> Arm:
    """An arm whose forearm hangs while the elbow is drawn back.

    Args:
        side: "L" or "R".
        flexion: of the elbow, degrees; exact.
        aside_deg: upper arm away from the trunk.
        tilt_deg: forearm from hanging, hand backwards.
    """
    sign = SIDE_SIGN[side]
    back, tilt = np.radians(flexion + tilt_deg), np.radians(tilt_deg)
    upper = np.array([0.0, np.sin(back), -np.cos(back)])
    upper = unit(upper + np.array([sign * np.tan(np.radians(aside_deg)), 0.0, 0.0]))
    hang = np.array([sign * 0.02, np.sin(tilt), -np.cos(tilt)])
    return Arm(upper=upper, fore=_bent(upper, hang, flexion), curl=58.0)


def fly_arm(side: str, raised_deg: float, flexion: float, tilt_deg: float) -> Arm:
    """An arm raised sideways.

    Args:
        side: "L" or "R".
        raised_deg: upper arm from hanging.
        flexion: of the elbow, degrees; exact.
        tilt_deg: plane of the arm, forwards.
    """
    sign, a = SIDE_SIGN[side], np.radians(raised_deg)
    b = a - np.radians(flexion)
    lean = np.sin(np.radians(tilt_deg))
    upper = unit(np.array([sign * np.sin(a), -lean, -np.cos(a)]))
    fore = np.array([sign * np.sin(b), -lean, -np.cos(b)])
    return Arm(upper=upper, fore=_bent(upper, fore, flexion), curl=58.0)


def _bent(upper: Floats, towards: Floats, flexion: float) -> Floats:
    """Direction at exactly `flexion` degrees from `upper`, turned towards `towards`."""
    aside = unit(towards - upper * float(towards @ upper))
    a = np.radians(flexion)
    bent: Floats = upper * np.cos(a) + aside * np.sin(a)
    return bent


class _Supported:
    """Planks and push-ups."""

    def __init__(self, scene: Scene, rig: Rig) -> None:
        self.scene = scene
        rng = np.random.default_rng(scene.seed)
        self.plank = scene.exercise == "plank"
        self.timed = _Timed(scene, scene.motion.lead_s, rng)
        self.sway = Sway(rng)
        self.start = Line(scene.motion.line_deg)
        self.prone = Prone(rig, self.plank, self.start)

    def performance(self) -> Performance:
        scene, timed = self.scene, self.timed
        full, short = timed.split()
        if self.plank:
            duration = scene.motion.hold_s
        else:
            last = timed.strokes[-1].end_s if timed.strokes else timed.first_s
            duration = last + scene.motion.tail_s
        return Performance(
            duration_s=duration,
            stance=self.stance,
            reps=full,
            attempts=short,
            holds=[(0.0, duration)] if self.plank else [],
            driven={f.id: lambda t: -self._line(t).deviation for f in scene.faults},
            measured="elbow",
            shift=np.array([0.0, 0.70, 0.0]),
        )

    def _line(self, t: float) -> Line:
        line = self.scene.motion.line_deg + 0.5 * self.sway(t, 0)
        flexion, head, lumbar = self.start.flexion + 0.5 * self.sway(t, 1), 70.0, 0.3
        for fault in self.scene.faults:
            share = self.timed.fault_share(fault)(t)
            line = blend(line, -fault.size_deg - 0.6 * self.sway(t, 2), share)
            flexion, head = blend(flexion, -14.0, share), blend(head, 76.0, share)
            lumbar = blend(lumbar, 0.75, share)
        return Line(line, flexion, lumbar, head + 1.5 * self.sway(t, 3))

    def stance(self, t: float) -> Stance:
        down = 0.0 if self.plank else self.timed.value(t)
        return self.prone.stance(self._line(t), PUSH_UP_TOP + self.scene.motion.range_deg * down)
