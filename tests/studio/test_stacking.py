"""Many stances are solved at once as each is alone."""

from __future__ import annotations

import numpy as np
import pytest

from studio.body.jointed import Body
from studio.landmarks.body_landmarks import BONES, landmarks
from studio.motion.exercises import perform
from studio.pose import stacking
from studio.pose.rig import Rig
from studio.scene.reading import from_dict


@pytest.mark.real
@pytest.mark.parametrize("exercise", ["push-up", "idle", "walk"])
def test_many_stances_at_once_are_as_each_alone(exercise: str) -> None:
    motion = {"reps": 1, "enter": "walk"} if exercise == "push-up" else {}
    scene = from_dict({"exercise": exercise, "seed": 3, "motion": motion}, exercise)
    rig = Rig(Body({"woman": 1.0}, 1.68))
    performance = perform(scene, rig)
    stances = [performance.stance(t) for t in np.arange(0.0, performance.duration_s, 0.4)]
    together = stacking.transforms(rig, stances, BONES)
    alone = np.array([rig.transforms(stance) for stance in stances])
    np.testing.assert_allclose(
        landmarks(rig.body, together), landmarks(rig.body, alone), rtol=0.0, atol=1e-9
    )
