"""What is held all day asks for a break, live and in the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.checking.breaks import BREAK_S, BreakClock
from formcheck.driver import SessionDriver
from formcheck.events import BreakDue
from formcheck.exercises import Exercise, list_exercises, load_exercise
from formcheck.recording import SourceInfo
from formcheck.workout.guidance import guide
from tests.figures import film, upright


def due(spans: list[tuple[float, float]], until_s: float, every_s: float = 1800.0) -> list[float]:
    """When a break became due of somebody who holds a posture in these spans."""
    clock, found, second = BreakClock(every_s), [], 0.0
    while second <= until_s:
        if clock.update(second, held=any(a <= second < b for a, b in spans)):
            found.append(second)
        second += 1.0
    return found


def test_a_break_is_due_after_each_time_without_one() -> None:
    assert due([(10, 4000)], 4000) == [1810, 3610]


def test_a_shift_is_no_break_and_a_minute_away_is_one() -> None:
    assert due([(0, 1000), (1000 + BREAK_S / 2, 4000)], 3000) == [1800]
    assert due([(0, 1000), (1000 + BREAK_S, 4000)], 2700) == []
    assert due([(0, 1000), (1000 + BREAK_S, 4000)], 3000) == [1000 + BREAK_S + 1800]


def test_nothing_is_due_while_nobody_is_there() -> None:
    clock = BreakClock(100.0)
    assert not any(clock.update(float(t), held=t < 150) for t in range(101, 150))
    for t in range(400):
        clock.update(float(t), held=t < 150)
    assert clock.due_s == 0.0


@pytest.fixture
def impatient(tmp_path: Path) -> Exercise:
    text = (Path(load_exercise.__code__.co_filename).parent / "standing-posture.toml").read_text()
    file = tmp_path / "standing-posture.toml"
    file.write_text(text.replace("break_every_s = 1800", "break_every_s = 6"), encoding="utf-8")
    return load_exercise(str(file))


@pytest.mark.slow
def test_it_is_said_live_and_in_the_report(impatient: Exercise) -> None:
    driver = SessionDriver(impatient, SourceInfo("camera", None, 0.0, 0, 0))
    told, said = [], set()
    for pose in film(lambda _: upright(), 14):
        told += [each.held_s for each in driver.update(pose) if isinstance(each, BreakDue)]
        hint = guide(pose, driver.status, impatient)
        if hint is not None and hint.code == "break":
            assert not hint.blocking
            said.add(hint.text)
    driver.finish()
    assert told == [6, 12]
    assert len(said) == 2
    assert any("without a break" in each for each in driver.result().warnings)


def test_the_postures_ask_for_one_every_half_hour_and_nothing_else_does() -> None:
    asking = {e.id: e.hold.break_every_s for e in list_exercises() if e.hold}
    assert {id_ for id_, every_s in asking.items() if every_s} == {
        "sitting-posture",
        "standing-posture",
    }
    assert {every_s for every_s in asking.values() if every_s} == {1800}
