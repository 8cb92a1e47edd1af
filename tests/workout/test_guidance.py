"""What a person is told who is not yet where they should be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.checking import Session
from formcheck.events import Missing, MissingKind
from formcheck.exercises import load_exercise
from formcheck.pose import Landmark, Pose
from formcheck.tracking import SubjectObserver
from formcheck.workout import Coach, Guidance, guide
from tests.figures import Camera, Stick, film, hinged, prone, upright


def guided(stick: Stick, exercise: str, camera: Camera | None = None) -> Guidance | None:
    rules = load_exercise(exercise)
    observer, session = SubjectObserver(), Session(rules)
    for pose in film(lambda _: stick, 2.0, camera=camera):
        session.update(observer.update(pose))
    return guide(pose, session.status, rules)


def code(found: Guidance | None) -> str:
    return found.code if found else ""


def test_nobody_and_the_dark() -> None:
    rules = load_exercise("plank")
    empty, status = Pose(0, 0.0, 640, 360), Session(rules).status
    assert code(guide(empty, status, rules)) == "nobody"
    assert code(guide(empty, status, rules, dark=True)) == "too-dark"


@pytest.mark.parametrize(
    ("stick", "exercise", "text"),
    [
        (upright(), "bent-over-row", "Bend forward at the hips"),
        (upright(), "plank", "Bend forward at the hips"),
    ],
)
def test_the_posture_that_is_missing(stick: Stick, exercise: str, text: str) -> None:
    found = guided(stick, exercise)
    assert found is not None
    assert found.code == "position"
    assert found.blocking
    assert found.text == text


def test_a_posture_without_words_of_its_own_is_told_as_numbers_and_of_what() -> None:
    rules = load_exercise("reverse-fly")
    pose = next(film(lambda _: hinged(), 1.0))
    missing = Missing(MissingKind.OUT_OF_RANGE, "trunk_rise", 80.0, 72.0, "max")
    status = replace(Session(rules).status, view="side", missing=missing)
    found = guide(pose, status, rules)
    assert found == Guidance(
        "position", "Get into position: 80° between trunk and floor; right is at most 72°"
    )


def test_all_is_well_in_position_side_on() -> None:
    assert guided(hinged(), "bent-over-row") is None
    assert guided(prone(forearms=True), "plank") is None


def test_from_the_front_the_person_is_asked_to_turn_but_counted() -> None:
    found = guided(hinged(), "bent-over-row", Camera(yaw=5))
    assert found is not None
    assert (found.code, found.blocking) == ("turn", False)
    assert found.text == "Turn side-on to the camera: from here I can only count"


def test_feet_that_cannot_be_seen() -> None:
    rules = load_exercise("plank")
    observer, session = SubjectObserver(), Session(rules)
    for pose in film(lambda _: prone(forearms=True), 1.0):
        visibility = pose.visibility.copy()
        visibility[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]] = 0.1
        hidden = replace(pose, visibility=visibility)
        session.update(observer.update(hidden))
    assert code(guide(hidden, session.status, rules)) == "feet"


def test_somebody_far_away() -> None:
    assert code(guided(upright(), "bent-over-row", Camera(px_per_m=40))) == "too-far"


def test_guidance_does_not_flicker() -> None:
    rules = load_exercise("bent-over-row")
    observer, coach, session = SubjectObserver(), Coach(rules), Session(rules)
    random = np.random.default_rng(1)
    changes = 0
    for pose in film(lambda _: upright(), 5.0):
        shown = pose if random.random() < 0.8 else Pose(pose.index, pose.time_s, 640, 360)
        events = session.update(observer.update(shown))
        said = coach.update(shown, events, session.status, shown.time_s)
        changes += sum(isinstance(each, Guidance) for each in said)
    assert changes <= 2
