"""When the faults of a drawn set are there: where joints without errors show them.

A set says which checks fail in its reps, not when.  Hips that sag near the floor are straight
above it, and who calls them right there is right.  So the set is filmed once more, straight on,
from where the check is judged best and without errors, and looked at.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.evaluation.scoring.transcript import WRONG, observe, transcribe
from formcheck.exercises import Check, Exercise
from formcheck.pose import FloatArray
from studio.landmarks.filming import film
from studio.landmarks.sampling import DrawnSet
from studio.scene.specs import CameraSpec

YAWS_DEG = {"front": 0.0, "three-quarter": 45.0, "side": 90.0, "back": 180.0}
"""From where each view is seen straight on."""

DISTANCE_M, LENS_DEG, SIZE, FPS = 5.0, 50.0, (1280, 720), 30.0
"""Of the film without errors: all of anybody is in its picture."""


def when_faulty(
    drawn: DrawnSet, exercise: Exercise, check: Check, times: FloatArray
) -> NDArray[np.bool_]:
    """Whether a fault of a set is there.

    Args:
        drawn: The set, which has the fault.
        exercise: Whose reps it shows.
        check: Which fails.
        times: At which it is asked, seconds, (n,).

    Returns:
        (n,); true throughout where not even joints without errors show it.
    """
    view = check.views[0]
    camera = CameraSpec(view=view, yaw_deg=YAWS_DEG[view], distance_m=DISTANCE_M, lens_deg=LENS_DEG)
    unread = np.random.default_rng(0)  # there are no errors to draw
    poses = film(drawn.motion, camera, SIZE, FPS, unread, severity=0.0)
    (said,) = transcribe(observe(poses), [exercise])
    wrong = said.verdicts[:, exercise.checks.index(check)] == WRONG
    if not wrong.any():
        return np.ones(len(times), dtype=np.bool_)
    frames = np.clip(np.searchsorted(said.times, times), 0, len(said.times) - 1)
    found: NDArray[np.bool_] = wrong[frames]
    return found
