"""What keeps a person from being in position is known in every frame."""

from __future__ import annotations

from formcheck.checking import Session
from formcheck.events import State
from formcheck.exercises import load_exercise
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver
from tests.figures import film, hinged, upright


def test_before_anybody_is_seen_somebody_is_missing() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
    assert session.status.missing == "nobody can be seen"
    session.update(observer.update(Pose(0, 0.0, 640, 360)))
    assert session.status.missing == "nobody can be seen"


def test_it_changes_without_a_change_of_state() -> None:
    row = load_exercise("bent-over-row")
    most = row.setup["torso_inclination"].max or 0.0
    observer, session = SubjectObserver(), Session(row)
    for pose in film(lambda _: upright(), 1.0):
        session.update(observer.update(pose))
    assert session.status.state is State.POSITIONING
    assert session.status.missing.startswith("trunk above the horizontal: ")
    for pose in film(lambda t: hinged(torso=most + 6 - 3 * t), 1.0, start_s=1.0):
        session.update(observer.update(pose))
    assert session.status.state is State.POSITIONING
    assert session.status.missing == f"trunk above the horizontal: {most + 3:.0f}, at most {most:g}"


def test_in_position_nothing_is_missing() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
    for pose in film(lambda _: hinged(), 2.0):
        session.update(observer.update(pose))
    assert session.status.state is State.ACTIVE
    assert session.status.missing == ""
