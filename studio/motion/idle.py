"""Somebody who does not exercise: shifts the weight, scratches, fetches a bottle, drinks, steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, Floats
from studio.motion.performance import Bottle, Performance
from studio.motion.timing import Sway, Track
from studio.pose.limbs import bent_reach
from studio.pose.rig import Arm, Foot, Rig, Stance
from studio.scene.specs import Scene

STEP_LIFT = 0.07  # metres
GRASP_S = 6.5
NEAREST_HAND = 0.46  # arm lengths from the shoulder; nearer, the elbow would fold impossibly


def idle(scene: Scene, rig: Rig) -> Performance:
    """A performance of twelve seconds in which nothing counts."""
    rng = np.random.default_rng(scene.seed)
    sway = Sway(rng)
    feet = rig.standing_feet(0.12)
    reach = rig.upper_arm + rig.forearm
    hip_aside = Track(
        (0.0, 0.0), (0.9, 0.035), (2.2, 0.03), (3.4, -0.03), (4.6, -0.03), (5.2, 0.0),
        (9.6, 0.0), (10.2, -0.10), (10.8, -0.24), (11.4, -0.30), (12.0, -0.30),
    )  # fmt: skip
    knee = Track((5.0, 6.0), (6.4, 84.0), (6.7, 84.0), (7.9, 6.0))
    lean = Track((5.0, 0.5), (6.4, 16.0), (6.7, 16.0), (7.9, 0.5))
    torso = Track((5.0, 87.0), (6.4, 24.0), (6.7, 24.0), (7.9, 87.0))
    flexion = Track((5.0, 3.0), (6.4, 24.0), (6.7, 24.0), (7.9, 3.0))
    head_pitch = Track(
        (0.0, 4.0), (2.0, 14.0), (4.2, 4.0), (5.0, 8.0), (6.2, 52.0), (6.7, 52.0), (7.9, 4.0),
        (8.7, -14.0), (9.4, -14.0), (9.9, 4.0),
    )  # fmt: skip
    head_turn = Track(
        (0.3, 0.0), (1.2, 28.0), (2.0, 5.0), (4.2, 0.0), (5.0, -12.0), (7.6, -12.0), (8.4, 0.0),
        (10.0, 0.0), (10.8, 22.0), (12.0, 16.0),
    )  # fmt: skip

    hang, grasp = (-0.11, -0.02, -0.985), (0.16, -0.50, -0.80)
    head, mouth = (0.10, -0.18, 0.50), (0.265, -0.428, 0.487)
    target = Track(
        (1.6, hang), (2.5, head), (2.8, (0.10, -0.14, 0.53)), (3.1, (0.10, -0.19, 0.50)),
        (3.4, (0.10, -0.14, 0.53)), (4.3, hang), (5.1, hang), (6.4, grasp), (6.7, grasp),
        (7.9, (0.0, -0.45, -0.62)), (8.7, mouth), (9.4, mouth), (10.2, hang),
    )  # fmt: skip
    pole = Track(
        (1.6, (-0.2, 1.0, -0.1)), (2.4, (-1.0, 0.0, -0.25)), (3.5, (-1.0, 0.0, -0.25)),
        (4.3, (-0.2, 1.0, -0.1)), (7.9, (-0.4, 0.9, -0.5)), (8.7, (-0.9, 0.1, -0.9)),
        (9.4, (-0.9, 0.1, -0.9)), (10.2, (-0.2, 1.0, -0.1)),
    )  # fmt: skip
    index = Track(
        (1.6, (0.25, -1.0, 0.0)), (2.5, (0.3, -0.9, 0.5)), (3.4, (0.3, -0.9, 0.5)),
        (4.3, (0.25, -1.0, 0.0)), (5.2, (0.2, -1.0, 0.1)), (6.2, (0.0, -0.1, 1.0)),
        (7.9, (0.0, -0.2, 1.0)), (8.7, (0.2, 1.0, -0.25)), (9.4, (0.2, 1.0, -0.25)),
        (10.2, (0.2, -1.0, 0.1)),
    )  # fmt: skip
    curl = Track((5.4, 24.0), (6.0, 12.0), (6.5, 46.0))
    steps = {
        "R": Track((9.8, 0.0), (10.5, -0.30)),
        "L": Track((10.6, 0.0), (11.3, -0.30)),
    }

    def foot(side: str, t: float) -> Foot:
        walked = steps[side].value(t)
        lift = STEP_LIFT * float(np.sin(np.pi * walked / 0.30)) ** 2
        pitch = 12.0 * float(np.sin(np.pi * walked / 0.30)) ** 2
        place: Floats = feet[side].ankle + np.array([walked, 0.0, lift])
        return replace(feet[side], ankle=place, pitch=pitch, toe_pitch=pitch)

    def stance(t: float) -> Stance:
        base = rig.hip_over_feet(feet, knee.value(t) + 0.5 * sway(t, 0), lean.value(t))
        aside = hip_aside.value(t) + 0.004 * sway(t, 1)
        both = (steps["L"].value(t) + steps["R"].value(t)) / 2.0
        roll = float(np.clip(-30.0 * (aside - both), -4.0, 4.0))
        planted = {side: foot(side, t) for side in SIDES}
        hip = base + np.array([aside, 0.0, 0.0])
        hip[2] = min(hip[2], _highest(rig, planted, hip, roll))
        right = Arm(
            target=clear(target.at(t)) * reach + np.array([0.0, 0.0, 0.004 * sway(t, 2)]),
            from_shoulder=True,
            pole=pole.at(t),
            index=index.at(t),
            curl=curl.value(t),
        )
        swing = np.array([0.10, 0.01 + 0.02 * sway(t, 3), -0.985]) * reach
        left = Arm(
            target=swing,
            from_shoulder=True,
            pole=np.array([0.2, 1.0, -0.1]),
            index=np.array([-0.25, -1.0, 0.0]),
            curl=24.0,
        )
        return Stance(
            hip=hip,
            torso_deg=torso.value(t) + 0.5 * sway(t, 4),
            feet=planted,
            arms={"L": left, "R": right},
            flexion=flexion.value(t),
            head_pitch=head_pitch.value(t) + sway(t, 5),
            head_turn=head_turn.value(t) + 2.0 * sway(t, 6),
            roll=roll,
        )

    return Performance(duration_s=12.0, stance=stance, bottle=Bottle(GRASP_S))


def clear(target: Floats) -> Floats:
    """The hand's place, in arm lengths from the shoulder, (3,), kept away from the shoulder."""
    away = float(np.linalg.norm(target))
    clear: Floats = target * (1.0 + (NEAREST_HAND / away) ** 6) ** (1.0 / 6.0)
    return clear


def _highest(rig: Rig, feet: dict[str, Foot], hip: Floats, roll: float) -> float:
    """Height of the hips' middle up to which both feet are within reach, metres."""
    half = float(rig.body.head("upperleg01.L")[0])
    reach = bent_reach(rig.leg, 4.0)
    heights = []
    for side in SIDES:
        sign = SIDE_SIGN[side]
        joint = hip[:2] + np.array([sign * half, 0.0])
        away = float(np.linalg.norm(joint - feet[side].ankle[:2])) + 0.004
        tilt = half * abs(float(np.sin(np.radians(roll)))) + 0.002
        heights.append(float(feet[side].ankle[2]) + float(np.sqrt(reach**2 - away**2)) - tilt)
    return min(heights)
