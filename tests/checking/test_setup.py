"""Taking a position: whoever stands upright is not hinged, whatever depth is guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.events import State
from formcheck.pose import Landmark, Pose
from tests.checking.session_recorder import watch
from tests.figures import Camera, film, hinged, upright

SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]


def leaning(pose: Pose) -> Pose:
    """The shoulders guessed far in front of the hips, as against the light."""
    world = pose.world.copy()
    world[SHOULDERS, 2] -= 0.6
    return replace(pose, world=world)


@pytest.mark.parametrize("yaw", [5, 175])
@pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly"])
def test_somebody_upright_is_not_hinged_whatever_depth_is_guessed(exercise: str, yaw: int) -> None:
    poses = (leaning(pose) for pose in film(lambda _: upright(), 3, camera=Camera(yaw=yaw)))
    assert State.ACTIVE not in watch(poses, exercise).states


@pytest.mark.parametrize("yaw", [5, 175, 45, 90])
@pytest.mark.parametrize("torso", [10, 30, 48])
def test_somebody_hinged_is(yaw: int, torso: float) -> None:
    poses = film(lambda _: hinged(torso=torso), 3, camera=Camera(yaw=yaw))
    assert State.ACTIVE in watch(poses, "bent-over-row").states


def test_arms_that_are_hidden_behind_the_body_do_not_keep_a_fly_from_beginning() -> None:
    def hidden(pose: Pose) -> Pose:
        visibility = pose.visibility.copy()
        visibility[[Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]] = 0.1
        return replace(pose, visibility=visibility)

    poses = (hidden(pose) for pose in film(lambda _: hinged(), 3, camera=Camera(yaw=175)))
    assert State.ACTIVE in watch(poses, "reverse-fly").states
