"""What keeps a person from being in position is known in every frame."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.checking import Session
from formcheck.events import Missing, MissingKind, State, StateChanged
from formcheck.exercises import load_exercise
from formcheck.measures import MEASURES
from formcheck.pose import Landmark, Pose
from formcheck.tracking import SubjectObserver
from tests.figures import film, hinged, prone, upright


def _missing(session: Session) -> Missing:
    assert session.status.missing is not None
    return session.status.missing


def test_before_anybody_is_seen_somebody_is_missing() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
    assert _missing(session).kind is MissingKind.NOBODY
    session.update(observer.update(Pose(0, 0.0, 640, 360)))
    assert _missing(session).kind is MissingKind.NOBODY


def test_it_changes_without_a_change_of_state() -> None:
    row = load_exercise("bent-over-row")
    most = row.setup["torso_inclination"].max or 0.0
    observer, session = SubjectObserver(), Session(row)
    for pose in film(lambda _: upright(), 1.0):
        session.update(observer.update(pose))
    assert session.status.state is State.POSITIONING
    found = _missing(session)
    assert (found.kind, found.measure) == (MissingKind.OUT_OF_RANGE, "torso_inclination")
    assert (found.limit, found.bound) == (most, "max")
    assert found.value > 80.0
    for pose in film(lambda t: hinged(torso=most + 6 - 3 * t), 1.0, start_s=1.0):
        session.update(observer.update(pose))
    assert session.status.state is State.POSITIONING
    found = _missing(session)
    assert (found.measure, found.limit, found.bound) == ("torso_inclination", most, "max")
    assert found.value == pytest.approx(most + 3, abs=0.5)


def test_the_change_of_state_says_it_with_the_same_fields() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
    for pose in film(lambda _: hinged(), 2.0):
        session.update(observer.update(pose))
    events = [
        event
        for pose in film(lambda _: upright(), 6.0, start_s=2.0)
        for event in session.update(observer.update(pose))
    ]
    left = [e for e in events if isinstance(e, StateChanged) and e.state is State.POSITIONING]
    assert left
    assert left[0].missing is not None
    assert (left[0].missing.measure, left[0].missing.bound) == ("torso_inclination", "max")


def test_what_is_out_of_sight_is_hidden_whatever_its_measure_is_called() -> None:
    rules = load_exercise("push-up")
    observer, session = SubjectObserver(), Session(rules)
    for pose in film(lambda _: prone(), 1.0):
        visibility = pose.visibility.copy()
        visibility[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]] = 0.1
        session.update(observer.update(replace(pose, visibility=visibility)))
    found = _missing(session)
    assert found.kind is MissingKind.HIDDEN
    assert "ankle" in MEASURES[found.measure].joints
    assert math.isnan(found.value)
    assert found.bound is None


def test_in_position_nothing_is_missing() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
    for pose in film(lambda _: hinged(), 2.0):
        session.update(observer.update(pose))
    assert session.status.state is State.ACTIVE
    assert session.status.missing is None
