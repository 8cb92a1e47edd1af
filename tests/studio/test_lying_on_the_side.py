"""A posture that is laid over lies on two parts of the left side, and the right side is up."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.pose import Landmark
from studio.body.jointed import Body
from studio.kinds.reading import shared_postures
from studio.landmarks.body_landmarks import BONES, landmarks
from studio.pose.posture import LIES_ON, Fitted, mirrored, stance
from studio.pose.rig import Rig

PARTS = {"foot": "ANKLE", "knee": "KNEE", "hip": "HIP", "elbow": "ELBOW"}


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["man_tall", "woman_short"])
@pytest.mark.parametrize("posture", ["side_plank", "side_lying", "side_prop"])
@pytest.mark.parametrize("side", ["LEFT", "RIGHT"])
def test_it_lies_on_what_it_says(posture: str, shape: str, side: str) -> None:
    rig = Rig(Body({shape: 1.0}, 1.75))
    row = Fitted(rig).rows(shared_postures())[posture]
    row = row if side == "LEFT" else mirrored(row)
    points = landmarks(rig.body, rig.transforms(stance(row), BONES))
    for part in shared_postures()[posture]["lie"]:
        height = points[Landmark[f"{side}_{PARTS[part]}"], 2]
        assert height == pytest.approx(LIES_ON[part][1], abs=0.01)
    other = "RIGHT" if side == "LEFT" else "LEFT"
    for joint in ("SHOULDER", "HIP"):
        up = points[Landmark[f"{other}_{joint}"]] - points[Landmark[f"{side}_{joint}"]]
        assert up[2] > 0.7 * np.linalg.norm(up)  # the shoulder that is leant on is pushed up
