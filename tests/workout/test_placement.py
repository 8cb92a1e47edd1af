"""The checklist of the set-up turns green where an exercise can be judged, for every exercise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.checking import Session
from formcheck.exercises import list_exercises, load_exercise
from formcheck.pose import Landmark, Pose
from formcheck.tracking import SubjectObserver
from formcheck.workout import Placement, PlacementPoint
from tests.figures import Camera, Stick, film, upright


def points(
    stick: Stick, exercise: str = "bent-over-row", camera: Camera | None = None, turned: float = 0.0
) -> tuple[dict[str, PlacementPoint], Placement]:
    rules = load_exercise(exercise)
    observer, session, placement = SubjectObserver(), Session(rules), Placement(rules)
    for pose in film(lambda _: stick, 2.0, camera=camera):
        shown = rolled(pose, turned)
        session.update(observer.update(shown))
        found = placement.update(shown, session.status)
    return {each.code: each for each in found}, placement


def rolled(pose: Pose, degrees: float) -> Pose:
    turn = np.radians(degrees)
    middle = np.array([pose.width / 2, pose.height / 2])
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return replace(pose, image=(pose.image - middle) @ matrix.T + middle)


@pytest.mark.parametrize("exercise", [each.id for each in list_exercises()])
def test_all_is_green_for_who_stands_well(exercise: str) -> None:
    front = load_exercise(exercise).views[0] == "front"
    found, placement = points(upright(), exercise, Camera(yaw=5) if front else None)
    assert [(each.code, each.hint) for each in found.values() if not each.ok] == []
    assert placement.ready


def test_a_tilted_camera() -> None:
    assert points(upright(), turned=3)[0]["level"].ok
    for degrees in (-12, 12):
        found, placement = points(upright(), turned=degrees)
        assert found["level"].ok is False
        assert "level" in found["level"].hint
        assert not placement.ready


def test_from_the_wrong_side_a_turn_is_asked_for() -> None:
    found, _ = points(upright(), "bent-over-row", Camera(yaw=5))
    assert found["view"].ok is False
    assert found["view"].hint == "Turn side-on to the camera"


def test_too_far_away() -> None:
    assert points(upright(), camera=Camera(px_per_m=40))[0]["distance"].hint.startswith("Come")


def test_nobody_is_no_verdict_on_distance_view_or_level() -> None:
    rules = load_exercise("plank")
    found = Placement(rules).update(Pose(0, 0.0, 640, 360), Session(rules).status, dark=True)
    said = {each.code: each.ok for each in found}
    assert said == {"light": False, "body": False, "distance": None, "view": None, "level": None}


def test_feet_out_of_the_picture() -> None:
    rules = load_exercise("plank")
    placement = Placement(rules)
    for pose in film(lambda _: upright(), 1.0):
        visibility = pose.visibility.copy()
        visibility[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]] = 0.1
        found = placement.update(replace(pose, visibility=visibility), Session(rules).status)
    assert {each.code: each.hint for each in found}["body"] == "Step back: I cannot see your feet"


def test_a_moment_does_not_make_it_flicker() -> None:
    rules = load_exercise("plank")
    placement, status = Placement(rules), Session(rules).status
    poses = list(film(lambda _: upright(), 1.5))
    for at, pose in enumerate(poses):
        empty = Pose(pose.index, pose.time_s, pose.width, pose.height)
        found = placement.update(empty if at == len(poses) // 2 else pose, status)
        assert {each.code: each.ok for each in found}["body"]
