"""What is misread of angles in space, beside the truth."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.pose import LANDMARKS, Landmark, Pose
from studio.body.jointed import Floats
from studio.landmarks.angle_errors import AngleErrors, angle_error, angles_of

FRAMES = 60


def bending(*, share: float = 1.0, turned_deg: float = 0.0) -> Floats:
    """Somebody who stands and bends both elbows by a right angle, or a share of it; metres."""
    world = np.zeros((FRAMES, LANDMARKS, 3))
    bend = share * np.radians(90.0) * np.sin(np.linspace(0.0, np.pi, FRAMES)) ** 2
    for side, x in (("LEFT", 0.2), ("RIGHT", -0.2)):
        heights = {"SHOULDER": -0.5, "ELBOW": -0.2, "HIP": 0.0, "KNEE": 0.4, "ANKLE": 0.8}
        for joint, y in heights.items():
            world[:, Landmark[f"{side}_{joint}"]] = [x, y, 0.0]
        hand = np.stack([np.full(FRAMES, x), -0.2 + 0.25 * np.cos(bend), -0.25 * np.sin(bend)], 1)
        world[:, Landmark[f"{side}_WRIST"]] = hand
    turn = np.radians(turned_deg)
    about = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    turned: Floats = world @ about.T
    return turned


def test_angles_are_included_ones_and_the_line_of_the_shoulders_has_tilt_and_yaw() -> None:
    angles = angles_of(bending())
    assert [len(sides) for sides in angles.values()] == [2, 2, 2, 2, 1, 1]
    elbow = angles["elbow"][0]
    assert elbow[0] == pytest.approx(180.0, abs=0.1)
    assert elbow.min() == pytest.approx(90.0, abs=1.0)
    assert angles["knee"][1] == pytest.approx(180.0)
    assert angles["tilt"][0] == pytest.approx(0.0)
    assert angles_of(bending(turned_deg=30.0))["yaw"][0] == pytest.approx(-30.0)


def test_an_angle_that_follows_by_half_says_so() -> None:
    errors = AngleErrors()
    seen = np.ones(LANDMARKS)
    flat = np.zeros((LANDMARKS, 2))
    poses = [
        Pose(i, i / 30, 640, 360, image=flat, visibility=seen, world=world)
        for i, world in enumerate(bending(share=0.5))
    ]
    errors.add(poses, bending())
    told = {line.split()[0]: line for line in errors.lines()}
    assert list(told) == ["elbow", "shoulder", "hip", "knee", "tilt", "yaw"]
    assert "for 88." in told["elbow"] or "for 89." in told["elbow"]
    assert "follows by 0.5" in told["elbow"]
    assert told["knee"].endswith("ranges over  0.0 for  0.0")


def test_of_what_is_never_read_nothing_is_told() -> None:
    assert angle_error(np.full(5, np.nan), np.zeros(5)) is None
