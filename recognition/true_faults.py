"""When the faults of a drawn set are there: where joints without errors show them.

A set says which checks fail in its reps, not when.  Hips that sag near the floor are straight
above it, and who calls them right there is right.  So the set is filmed once more, from where the
check is judged best and without errors, and looked at.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.evaluation.scoring.transcript import WRONG, observe, transcribe
from formcheck.exercises import Check, Exercise
from formcheck.pose import FloatArray
from recognition.cameras import camera_from
from studio.landmarks.filming import film
from studio.landmarks.sampling import DrawnSet

FPS = 30.0
"""Of the film without errors."""


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
    rng = np.random.default_rng(len(drawn.motion.times))
    view = camera_from(drawn, check.views[:1], rng)
    aimed = replace(view.camera, roll_deg=0.0, off_centre=0.0, off_level=0.0)
    poses = film(drawn.motion, aimed, view.size, FPS, rng, severity=0.0)
    (said,) = transcribe(observe(poses), [exercise])
    verdicts = said.verdicts[:, exercise.checks.index(check)]
    wrong = verdicts == WRONG
    if not wrong.any():
        return np.ones(len(times), dtype=np.bool_)
    nearest = np.clip(np.searchsorted(said.times, times), 0, len(said.times) - 1)
    found: NDArray[np.bool_] = wrong[nearest]
    return found
