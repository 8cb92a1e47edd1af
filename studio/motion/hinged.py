"""Bent-over row and reverse fly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, Floats, unit
from studio.motion.performance import Performance
from studio.motion.setting_up import SetUp
from studio.motion.timed import Timed
from studio.motion.timing import Sway, blend
from studio.pose.pick_up import PROTRACTION
from studio.pose.rig import Arm, Rig, Stance, pitch_of
from studio.scene.reading import SceneError
from studio.scene.specs import Scene

HANG_FLEXION = 12.0  # of the elbow while the arm hangs, degrees
STANDING_TORSO, STANDING_FLEXION = 87.0, 4.0
KNEE_FLEXION = 24.0  # hinged, degrees
USUAL_RISE = 1.6  # of the torso in a pull, degrees
MOST_FLARE = 85.0


class Hinged:
    """A set of bent-over rows or reverse flies, with the way into the position and out of it."""

    def __init__(self, scene: Scene, rig: Rig) -> None:
        """Plan what is done when.

        Args:
            scene: what is done.
            rig: the body that does it.

        Raises:
            SceneError: somebody would kneel.
        """
        self.scene, self.rig = scene, rig
        rng = np.random.default_rng(scene.seed)
        m = scene.motion
        for key in ("enter", "leave"):
            if getattr(m, key) == "kneel":
                raise SceneError(f"{scene.name}: motion.{key}: nobody kneels for {scene.exercise}")
        self.row = scene.exercise == "bent-over-row"
        self.feet = rig.standing_feet(0.075 + 0.35 * float(rig.body.head("upperarm01.L")[0]))
        self.set_up = SetUp(m, scene.seed, rig, self.feet)
        self.timed = Timed(scene, self.set_up.ready_s + m.pause_s, rng)
        self.set_up.plan_leaving(self.timed.end_s + m.tail_s)
        self.sway = Sway(rng, size=m.sway)
        self.lag = rng.uniform(0.01, 0.035)

    def performance(self) -> Performance:
        """What is done."""
        full, short = self.timed.split()
        return Performance(
            duration_s=self.set_up.end_s,
            stance=self.stance,
            reps=full,
            attempts=short,
            measured="elbow" if self.row else "arm_elevation",
            exercising=[(self.set_up.ready_s, self.set_up.leave_s)],
            dumbbells=self.set_up.dumbbells(),
        )

    def stance(self, t: float) -> Stance:
        """The stance at a time."""
        return self.set_up.with_walks(self._stance(t), t)

    def _stance(self, t: float) -> Stance:
        m, h, timed, low = self.scene.motion, self.set_up.hinged(t), self.timed, self.set_up.down(t)
        pull = timed.value(t)

        def wander(channel: int) -> float:
            return (1.0 - low) * self.sway(t, channel)

        goal = timed.faulty("torso_too_high", m.torso_deg, t)
        rise = timed.faulty("torso_rising", USUAL_RISE, t)
        drive = (rise - USUAL_RISE) / 30.0 * pull  # legs help a torso that swings up
        bent = 180.0 - timed.faulty("knees_locked", 180.0 - KNEE_FLEXION, t)
        flexion = blend(STANDING_FLEXION, m.flexion_deg, h) + 0.6 * wander(0)
        lumbar = 0.45
        for fault in self.scene.faults:
            if fault.id == "rounded_back":
                share = h * timed.fault_share(fault)(t)
                flexion = blend(flexion, fault.size_deg + 1.5 * wander(1), share)
                lumbar = blend(lumbar, fault.lumbar_share, share)
        down = 0.62 * (90.0 - goal) + 0.4 * (flexion - m.flexion_deg) - 0.4 * max(0.0, drive) * 30.0

        torso = blend(STANDING_TORSO, goal + rise * pull, h) + 0.5 * wander(2)
        knee = blend(5.0, bent - 6.0 * drive, h) + 0.6 * wander(3)
        lean = blend(0.6, 11.0 - 2.0 * drive, h) + 0.2 * wander(4)
        head = blend(6.0, down, h) + 1.2 * wander(6)
        protraction = blend(0.0, blend(6.0, -9.0, pull), h)
        torso += h * self._stated(t) * self._drawn(flexion, lumbar, protraction)
        if self.set_up.pick_up is not None and low > 0.0:
            floor = self.set_up.pick_up.bend
            torso, knee = blend(torso, floor.torso_deg, low), blend(knee, floor.knee, low)
            lean, flexion = blend(lean, floor.lean, low), blend(flexion, floor.flexion, low)
            head, protraction = (
                blend(head, floor.head_pitch, low),
                blend(protraction, PROTRACTION, low),
            )
        hip = self.rig.hip_over_feet(self.feet, max(knee, 1.0), lean)
        return Stance(
            hip=hip + np.array([0.004 * wander(5), 0.0, 0.0]),
            torso_deg=torso,
            feet=self.feet,
            arms={side: self._arm(side, t, h, low) for side in SIDES},
            flexion=flexion,
            lumbar_share=lumbar,
            head_pitch=head,
            protraction=protraction,
        )

    def _stated(self, t: float) -> float:
        """1 while a fault states the torso's inclination, which then is the measured one."""
        shares = [
            self.timed.fault_share(f)(t)
            for f in self.scene.faults
            if f.id in ("torso_too_high", "torso_rising")
        ]
        return max(shares, default=0.0)

    def _drawn(self, flexion: float, lumbar: float, protraction: float) -> float:
        """By how much drawn shoulder blades lower the line hip to shoulder, degrees."""
        drawn = self.rig.trunk(flexion, lumbar, protraction)
        return float(pitch_of(drawn) - pitch_of(self.rig.trunk(flexion, lumbar)))

    def _arm(self, side: str, t: float, hinged: float, low: float) -> Arm:
        m, pull = self.scene.motion, self.timed.value(t - (self.lag if side == "R" else 0.0))
        swing, reach = 0.7 * (1.0 - low) * self.sway(t, 7), m.range_deg
        if side == "R":
            reach = max(0.1 * reach, reach - self.timed.faulty("asymmetry", 0.0, t))
        curl = self.set_up.curl(t)
        if self.row:
            top = min(MOST_FLARE, self.timed.faulty("elbow_flare", 13.0, t))
            aside = blend(blend(10.0, 3.0, hinged), top, min(1.0, pull))
            flexion = HANG_FLEXION + reach * pull
            arm = row_arm(side, flexion, aside, blend(-6.0, 5.0, pull) + swing)
        else:
            raised = blend(14.0, 9.0, hinged) + reach * pull
            arm = fly_arm(side, raised, m.elbow_deg, 2.0 + swing)
        if self.set_up.pick_up is not None and low > 0.0:
            return self.set_up.pick_up.arm(side, arm, low, curl)
        return replace(arm, curl=curl)


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
