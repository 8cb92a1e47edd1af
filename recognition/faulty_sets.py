"""Sets of our exercises with form faults, short reps, and ways into the position and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from studio.landmarks.sampling import sample_body
from studio.scene.specs import FaultSpec, MotionSpec, Scene

FAULTS: dict[str, tuple[tuple[str, float, float], ...]] = {
    "bent-over-row": (
        ("torso_rising", 8.0, 35.0),
        ("elbow_flare", 15.0, 70.0),
        ("asymmetry", 8.0, 60.0),
        ("knees_locked", 172.0, 178.0),
        ("rounded_back", 15.0, 50.0),
        ("torso_too_high", 45.0, 62.0),
    ),
    "reverse-fly": (
        ("asymmetry", 8.0, 45.0),
        ("rounded_back", 15.0, 50.0),
        ("torso_too_high", 45.0, 60.0),
        ("knees_locked", 172.0, 178.0),
    ),
    "push-up": (
        ("elbow_flare", 15.0, 75.0),
        ("hips_sagging", 5.0, 30.0),
        ("hips_piking", 26.0, 50.0),
    ),
}
"""Faults of each exercise with the sizes that are drawn, degrees."""

FAULTY_SHARE = 0.6
"""The share of sets that have a fault."""

TEMPO_S = (0.8, 4.5)
"""From rep to rep, seconds; as many sets between 1 and 2 as between 2 and 4."""


def faulty_scene(exercise: str, rng: np.random.Generator, shapes: Sequence[str]) -> Scene:
    """Draw the scene of a set.

    Args:
        exercise: A key of `FAULTS`.
        rng: Source of all draws.
        shapes: Of bodies, of which the person's is mixed.
    """
    reps = int(rng.integers(2, 7))
    low, high = np.log(TEMPO_S)
    partial = tuple(int(i) for i in range(1, reps + 1) if rng.random() < 0.5)
    faults: tuple[FaultSpec, ...] = ()
    if rng.random() < FAULTY_SHARE:
        kinds = FAULTS[exercise]
        name, least, most = kinds[int(rng.integers(len(kinds)))]
        from_rep = int(rng.integers(0, reps))
        faults = (FaultSpec(name, size_deg=round(_some(rng, least, most), 1), from_rep=from_rep),)
    return Scene(
        name=exercise,
        exercise=exercise,
        seed=int(rng.integers(2**31)),
        body=sample_body(rng, shapes),
        motion=replace(
            _posture(exercise, rng),
            reps=reps,
            partial=partial if rng.random() < 0.3 else (),
            partial_share=_some(rng, 0.3, 0.6),
            tempo_s=float(np.exp(rng.uniform(low, high))),
            lead_s=_some(rng, 0.0, 2.0),
            pause_s=_some(rng, 0.1, 2.5),
            rest_after=(int(rng.integers(1, reps + 1)),) if rng.random() < 0.3 else (),
            rest_s=_some(rng, 1.0, 4.0),
            tail_s=_some(rng, 0.1, 1.5),
            variety=_some(rng, 0.0, 0.25),
            micro_pause=_some(rng, 0.0, 0.3),
            fatigue=_some(rng, 0.0, 0.5),
            sway=_some(rng, 0.3, 2.5),
        ),
        faults=faults,
    )


def _posture(exercise: str, rng: np.random.Generator) -> MotionSpec:
    """How the exercise is done, and from where to where."""
    if exercise == "push-up":
        return MotionSpec(
            range_deg=_some(rng, 55.0, 100.0),
            line_deg=_some(rng, 0.0, 24.0),
            enter=str(rng.choice(["there", "kneel"], p=[0.6, 0.4])),
            leave=str(rng.choice(["there", "kneel"], p=[0.7, 0.3])),
        )
    return MotionSpec(
        torso_deg=_some(rng, 4.0, 45.0),
        flexion_deg=_some(rng, -5.0, 14.0),
        range_deg=_some(rng, 60.0, 105.0),
        elbow_deg=_some(rng, 5.0, 45.0),
        enter=str(rng.choice(["there", "stand", "weights", "walk"], p=[0.4, 0.25, 0.25, 0.1])),
        leave=str(rng.choice(["there", "stand", "weights"], p=[0.6, 0.2, 0.2])),
    )


def _some(rng: np.random.Generator, least: float, most: float) -> float:
    return round(float(rng.uniform(least, most)), 3)
