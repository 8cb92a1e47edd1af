"""Planks and push-ups, with the way down to the floor and up again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.body.jointed import Floats
from studio.measuring import measure
from studio.motion.performance import Performance
from studio.motion.timed import Timed
from studio.motion.timing import Sway, blend, ramp
from studio.motion.walking import Walk
from studio.pose.kneeling import Kneeling
from studio.pose.prone import ELBOWS_OUT, HANDS_APART, Line, Prone
from studio.pose.rig import Rig, Stance
from studio.scene.specs import FaultSpec, Scene

PUSH_UP_TOP = 8.0  # flexion of the elbow with straight arms, degrees
KNEEL_S = 1.5  # on hands and knees into the position, seconds
DOWN_S = 2.3  # standing to hands and knees, seconds
WALK_IN_M, WALK_OFF_M = 1.2, 0.9
NEARLY = 10.0  # the position begins when the line is so near to its final one, degrees
TUCKED = 26.0  # of the elbows in good form, see `Prone.stance`, degrees
COMES_S = 0.4  # a fault needs so long to come in after the way in, and to go, seconds
KNEELING = ("kneel", "walk")


class Supported:
    """Planks and push-ups."""

    def __init__(self, scene: Scene, rig: Rig) -> None:
        """Plan what is done when.

        Args:
            scene: what is done.
            rig: the body that does it.
        """
        self.scene, self.rig = scene, rig
        m, rng = scene.motion, np.random.default_rng(scene.seed)
        extra = np.random.default_rng([scene.seed, 2])
        self.plank = scene.exercise == "plank"
        self.kneels_in, self.kneels_out = m.enter in KNEELING, m.leave in KNEELING
        self._pace = float(extra.uniform(0.85, 1.1)) if self.kneels_in or self.kneels_out else 1.0
        self._plan_start(extra)
        first = self.ready_s + m.pause_s if self.kneels_in else m.lead_s
        self.timed = Timed(scene, first, rng)
        self.sway = Sway(rng, size=m.sway)
        self.start = Line(m.line_deg)
        flare = max((f.size_deg for f in scene.faults if f.id == "elbow_flare"), default=0.0)
        apart = float(np.interp(flare, (40.0, 60.0, 75.0, 85.0), (HANDS_APART, 0.14, 0.2, 0.24)))
        self.prone = Prone(rig, self.plank, self.start, apart=apart)
        self._elbows = ELBOWS_OUT if not m.enter else TUCKED
        if flare:
            self._elbows_flared = self._find_flare(flare)
        self.kneeling = Kneeling(self.prone, "LR"[int(extra.integers(2))])
        self._plan_end()
        self._walks = self._plan_walks(extra)
        self.span = self._span()

    def _plan_start(self, extra: np.random.Generator) -> None:
        """Times of the way in: `kneel_s` on hands and knees, `ready_s` in position."""
        m = self.scene.motion
        self.down_s = m.lead_s
        if m.enter == "walk":  # only how long it takes is needed here
            self._walk_seed = int(extra.integers(2**31))
            self.down_s = self._walk_in(0.0).end_s
        self.kneel_s = self.down_s + (DOWN_S * self._pace if m.enter == "walk" else 0.0)
        self.ready_s = self.kneel_s + KNEEL_S * self._pace if self.kneels_in else 0.0

    def _walk_in(self, y: float) -> Walk:
        rng = np.random.default_rng(self._walk_seed)
        return Walk(self.rig, y + WALK_IN_M, y, self.scene.motion.lead_s, rng, speed=1.1)

    def _plan_end(self) -> None:
        """Times of the way out: `leave_s` the position is left, `end_s` the clip ends."""
        m = self.scene.motion
        if self.plank:
            self.leave_s = self.ready_s + m.hold_s
        else:
            self.leave_s = self.timed.end_s + m.tail_s
        self.up_s = self.leave_s + (KNEEL_S * self._pace if self.kneels_out else 0.0)
        self.off_s = self.up_s + (DOWN_S * self._pace if m.leave == "walk" else 0.0)
        self.end_s = self.off_s + (0.5 if m.leave == "kneel" else 0.0)

    def _plan_walks(self, extra: np.random.Generator) -> tuple[Walk | None, Walk | None]:
        m, y = self.scene.motion, self.kneeling.stands_y
        enter = self._walk_in(y) if m.enter == "walk" else None
        leave = None
        if m.leave == "walk":
            leave = Walk(self.rig, y, y - WALK_OFF_M, self.off_s, extra, speed=1.1)
            self.end_s = leave.end_s
        return enter, leave

    def performance(self) -> Performance:
        """What is done."""
        full, short = self.timed.split()
        return Performance(
            duration_s=self.end_s,
            stance=self.stance,
            reps=full,
            attempts=short,
            holds=[self.span] if self.plank else [],
            measured="elbow",
            exercising=[self.span],
            shift=np.array([0.0, 0.70, 0.0]),
        )

    def _span(self) -> tuple[float, float]:
        """From when to when both feet are planted and the line is nearly what it will be."""
        start, end = 0.0, self.leave_s
        if self.kneels_in:
            start = self.ready_s
            while start > self.kneel_s and self._in_position(start - 0.02, self.ready_s):
                start -= 0.02
        if self.kneels_out:
            while end < self.up_s and self._in_position(end + 0.02, self.leave_s):
                end += 0.02
        return round(start, 3), round(end, 3)

    def _in_position(self, t: float, reference_s: float) -> bool:
        now, then = self._joints(t), self._joints(reference_s)
        feet = max(float(np.linalg.norm(a - b)) for a, b in zip(now[1], then[1], strict=True))
        return feet < 0.01 and abs(now[0] - then[0]) < NEARLY

    def _joints(self, t: float) -> tuple[float, list[Floats]]:
        g = self.rig.transforms(self.stance(t))
        joints = self.rig.body.joints(g)
        feet = [joints["ankle_left"], joints["ankle_right"]]
        return measure(self.rig.body, g)["body_line"], feet

    def _find_flare(self, size: float) -> float:
        """Where the elbows must point for the upper arms to be so far aside at the bottom."""
        flexion = PUSH_UP_TOP + self.scene.motion.range_deg
        low, high = 0.0, 89.0
        for _ in range(9):
            middle = (low + high) / 2.0
            g = self.rig.transforms(self.prone.stance(self.start, flexion, middle))
            aside = measure(self.rig.body, g)["elbow_aside_left"]
            low, high = (middle, high) if aside < size else (low, middle)
        return (low + high) / 2.0

    def _share(self, fault: FaultSpec, t: float) -> float:
        """How far a fault has come in; none does on the way into the position and out of it."""
        share = self.timed.fault_share(fault)(t)
        if self.kneels_in:
            share *= ramp(t, self.ready_s, COMES_S)
        if self.kneels_out:
            share *= 1.0 - ramp(t, self.leave_s, COMES_S)
        return share

    def _line(self, t: float) -> Line:
        line = self.scene.motion.line_deg + 0.5 * self.sway(t, 0)
        flexion, head, lumbar = self.start.flexion + 0.5 * self.sway(t, 1), 70.0, 0.3
        for fault in self.scene.faults:
            share = self._share(fault, t)
            if fault.id == "hips_sagging":
                line = blend(line, -fault.size_deg - 0.6 * self.sway(t, 2), share)
                flexion, head = blend(flexion, -14.0, share), blend(head, 76.0, share)
                lumbar = blend(lumbar, 0.75, share)
            elif fault.id == "hips_piking":
                line = blend(line, fault.size_deg + 0.6 * self.sway(t, 2), share)
                flexion, head = blend(flexion, 20.0, share), blend(head, 84.0, share)
        made = Line(line, flexion, lumbar, head + 1.5 * self.sway(t, 3))
        return replace(made, head_pitch=self._head(made, t))

    def _head(self, line: Line, t: float) -> float:
        """Pitch of the head, which hangs below the line of the trunk with that fault."""
        pitch = line.head_pitch
        for fault in self.scene.faults:
            if fault.id == "head_dropped":
                shoulder, hip = self.prone.joints(line)
                up = shoulder - hip
                trunk = 90.0 - float(np.degrees(np.arctan2(up[2], -up[1])))
                size = fault.size_deg + self.sway(t, 4)
                pitch = blend(pitch, trunk + size, self._share(fault, t))
        return pitch

    def stance(self, t: float) -> Stance:
        """The stance at a time."""
        if t < self.ready_s and self.kneels_in:
            return self._entering(t)
        if t > self.leave_s and self.kneels_out:
            return self._leaving(t)
        down = 0.0 if self.plank else self.timed.value(t)
        out = self._elbows
        for fault in self.scene.faults:
            if fault.id == "elbow_flare":
                out = blend(out, self._elbows_flared, self._share(fault, t))
        flexion = PUSH_UP_TOP + self.scene.motion.range_deg * down
        return self.prone.stance(self._line(t), flexion, out)

    def _entering(self, t: float) -> Stance:
        walk = self._walks[0]
        if walk is not None and t < self.down_s:
            return walk.stance(t)
        if walk is not None and t < self.kneel_s:
            share = (t - self.down_s) / (self.kneel_s - self.down_s)
            return self.kneeling.half(share, walk.stance(self.down_s), self._line(t))
        share = (t - self.kneel_s) / (self.ready_s - self.kneel_s)
        return self.kneeling.stance(max(0.0, share), self._line(t))

    def _leaving(self, t: float) -> Stance:
        walk = self._walks[1]
        if walk is not None and t > self.off_s:
            return walk.stance(t)
        if walk is not None and t > self.up_s:
            share = (self.off_s - t) / (self.off_s - self.up_s)
            return self.kneeling.half(share, walk.stance(self.off_s), self._line(t))
        share = (self.up_s - t) / (self.up_s - self.leave_s)
        return self.kneeling.stance(max(0.0, share), self._line(t))
