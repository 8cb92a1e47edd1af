"""One cue at a time, the most severe first, no faster than one a second, praise where it is due."""

from __future__ import annotations

from itertools import pairwise

from formcheck.checking import FaultEnded, FaultStarted, State, Status, Verdict
from formcheck.coaching import Coach, CueBoard, CueEnded, CueShown
from formcheck.exercises import load_exercise
from tests.figures import film, hinged

ROW = load_exercise("bent-over-row")
CHECKS = [check.id for check in ROW.check]


def fault(check: str) -> FaultStarted:
    known = next(each for each in ROW.check if each.id == check)
    return FaultStarted(0.0, check, 0.0, 50.0, 20.0, "deg", known.severity, known.cue)


def ended(check: str) -> FaultEnded:
    known = next(each for each in ROW.check if each.id == check)
    return FaultEnded(1.0, check, 0.0, 1.0, 50.0, 20.0, "deg", known.severity, known.cue)


def status(*lasting: str, good: str = "") -> Status:
    verdicts = tuple(Verdict.OK if check == good else None for check in CHECKS)
    faults = tuple((fault(check), 50.0) for check in lasting)
    return Status(0.0, State.ACTIVE, "", 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, faults, verdicts=verdicts)


def shown(said: list[CueShown | CueEnded]) -> list[str]:
    return [each.id for each in said if isinstance(each, CueShown)]


def test_the_most_severe_first_and_only_one() -> None:
    board = CueBoard(ROW)
    said = board.see([], status("rounded_back", "torso_too_high"), 0.0)
    assert said == [CueShown("rounded_back", "Flatten your back", "risk")]
    assert board.see([], status("rounded_back", "torso_too_high"), 5.0) == []


def test_a_worse_fault_takes_over_but_not_within_a_second() -> None:
    board = CueBoard(ROW)
    board.see([], status("torso_too_high"), 0.0)
    assert board.see([], status("rounded_back", "torso_too_high"), 0.5) == []
    said = board.see([], status("rounded_back", "torso_too_high"), 1.0)
    assert said[0] == CueEnded("torso_too_high", "")
    assert shown(said) == ["rounded_back"]


def test_a_mended_fault_is_praised() -> None:
    board = CueBoard(ROW)
    board.see([], status("rounded_back"), 0.0)
    said = board.see([ended("rounded_back")], status(good="rounded_back"), 2.0)
    assert said == [CueEnded("rounded_back", "Good, the back is flat again")]
    assert board.shown is None


def test_a_fault_that_is_out_of_sight_is_not_praised() -> None:
    board = CueBoard(ROW)
    board.see([], status("rounded_back"), 0.0)
    said = board.see([ended("rounded_back")], status(), 2.0)
    assert said == [CueEnded("rounded_back", "")]


def test_no_praise_while_another_fault_lasts() -> None:
    board = CueBoard(ROW)
    board.see([], status("rounded_back", "torso_too_high"), 0.0)
    said = board.see([ended("rounded_back")], status("torso_too_high", good="rounded_back"), 2.0)
    assert said[0] == CueEnded("rounded_back", "")
    assert shown(said) == ["torso_too_high"]


def test_faults_that_flicker_give_one_cue_a_second() -> None:
    board = CueBoard(ROW)
    times = []
    for tenth in range(100):
        lasting = ["torso_too_high"] if tenth % 2 else ["knees_locked"]
        if shown(board.see([], status(*lasting), tenth / 10)):
            times.append(tenth / 10)
    assert len(times) <= 10
    assert all(later - sooner >= 1.0 for sooner, later in pairwise(times))


def test_a_coach_shows_no_cue_outside_of_a_set() -> None:
    coach = Coach(ROW)
    pose = next(iter(film(lambda _: hinged(), 0.1)))
    placing = Status(0.0, State.POSITIONING, "", 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0)
    lasting = Status(
        0.0, State.POSITIONING, "", 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, status("rounded_back").faults
    )
    assert not [s for s in coach.see(pose, [], lasting, 0.0) if isinstance(s, CueShown)]
    assert coach.see(pose, [], placing, 0.1) is not None
