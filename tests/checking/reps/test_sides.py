"""What a movement must do besides: keep still what is no part of it, turn with straight arms."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.checking.reps.sides import SideCounters
from formcheck.exercises import load_exercise
from formcheck.measures import Figure
from formcheck.pose import Landmark, Pose
from tests.checking.session_recorder import watch
from tests.figures import Camera, Stick, film, hinged, rows, wave

UPPER_BODY = range(25)  # all landmarks down to the hips


def lowered(pose: Pose, share: float) -> Pose:
    """The hips, and all above them, lowered by a share of their height above the ankles."""
    image = pose.image.copy()
    hips, ankles = (
        image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1].mean(),
        image[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE], 1].mean(),
    )
    image[UPPER_BODY, 1] += share * (ankles - hips)
    return replace(pose, image=image)


def down(time_s: float, depth: float) -> float:
    """How far somebody has gone down who does so with every one of three pulls."""
    done = not 1 <= time_s < 7
    return 0.0 if done else depth * (1 - wave(time_s - 1, period=2, rest=0.25, low=0, high=1))


@pytest.mark.parametrize(("depth", "count"), [(0.0, 3), (0.2, 3), (0.34, 0), (0.5, 0)])
def test_who_goes_down_with_every_pull_squats(depth: float, count: int) -> None:
    """A swung row raises the hips by a quarter at most."""
    poses = (lowered(pose, down(pose.time_s, depth)) for pose in film(rows(3), 8))
    assert len(watch(poses, "bent-over-row").reps) == count


def test_hips_of_whose_height_nothing_is_known_do_not_count() -> None:
    def without_feet(pose: Pose) -> Pose:
        visibility = pose.visibility.copy()
        visibility[27:] = 0.05  # the ankles and all below
        return replace(pose, visibility=visibility)

    poses = (without_feet(lowered(p, down(p.time_s, 0.25))) for p in film(rows(3), 8))
    assert len(watch(poses, "bent-over-row").reps) == 3


def test_feet_that_come_and_go_tell_nothing_of_the_hips() -> None:
    """Before they are lost, and when they are found again, they are guessed."""

    def losing_feet(pose: Pose) -> Pose:
        visibility = pose.visibility.copy()
        if pose.index % 5 == 0:
            visibility[27:] = 0.05
        return replace(pose, visibility=visibility)

    poses = (losing_feet(lowered(p, down(p.time_s, 0.34))) for p in film(rows(3), 8))
    assert len(watch(poses, "bent-over-row").reps) == 3


def test_who_is_going_down_when_the_hands_move_squats() -> None:
    def dropping(pose: Pose) -> Pose:
        return lowered(pose, 0.45 * min(1.0, max(0.0, (pose.time_s - 1.05) / 0.35)))

    rep = load_exercise("bent-over-row").rep
    assert rep is not None
    counters = SideCounters(rep)
    figures = [Figure(dropping(p), "left") for p in film(rows(3, period=1.0), 5)]
    found = [counters.update(figure, figure.pose.time_s) for figure in figures]
    turns = [round(cycle.turn_s) for cycle, _ in filter(None, found)]
    assert turns == [3, 4]  # the first is none; low, but still, are the others


def flys(time_s: float) -> Stick:
    done = not 1 <= time_s < 7
    up = 0.0 if done else 1 - wave(time_s - 1, period=2, rest=0.25, low=0, high=1)
    return hinged(spread=78 * up + 0.01)


def test_an_elbow_that_points_at_the_camera_makes_no_row_of_a_fly() -> None:
    """Seen from the side its place is a guess of some pixels, and its angle means nothing."""

    def guessed(pose: Pose) -> Pose:
        image, world = pose.image.copy(), pose.world.copy()
        for elbow, wrist, shoulder in (
            (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST, Landmark.LEFT_SHOULDER),
            (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST, Landmark.RIGHT_SHOULDER),
        ):
            drop = math.dist(image[wrist], image[shoulder])
            if drop < 50:  # half the arm
                image[elbow, 0] += 25
                world[elbow] += (0.2, 0.0, 0.0)
        return replace(pose, image=image, world=world)

    poses = (guessed(pose) for pose in film(flys, 8, camera=Camera(yaw=90)))
    assert len(watch(poses, "reverse-fly").reps) == 3


def test_a_row_is_no_fly() -> None:
    assert not watch(film(rows(3, low=0.5), 8), "reverse-fly").reps


@pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly"])
def test_what_keeps_still_is_data(exercise: str) -> None:
    rep = load_exercise(exercise).rep
    assert rep is not None
    assert set(rep.still) == {"hip_height"}
