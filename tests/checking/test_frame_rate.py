"""Reps that are too fast for the frames: the result says so, and doubts its count."""

from __future__ import annotations

import pytest

from formcheck.driver import SessionDriver
from formcheck.events import DoubtKind
from formcheck.exercises import load_exercise
from formcheck.result import Result
from tests.figures import film, push_ups
from tests.result.sessions import source


def of(period: float, fps: float, count: int = 8) -> Result:
    driver = SessionDriver(load_exercise("push-up"), source())
    for pose in film(push_ups(count, period=period), 3.0 + count * period, fps=fps):
        driver.update(pose)
    driver.finish()
    return driver.result()


def said(result: Result) -> list[str]:
    return [each for each in result.warnings if "frames a second" in each]


@pytest.mark.slow
def test_too_few_frames_are_a_doubt_and_a_note_with_the_number() -> None:
    result = of(0.7, 8.0)
    doubts = [each for each in result.doubts if each.kind is DoubtKind.FEW_FRAMES]
    assert len(doubts) == 1
    assert result.summary.reps_range is not None
    assert result.summary.reps_range[1] > result.summary.reps
    (note,) = said(result)
    assert note.startswith("8 frames a second are too few for reps of ")
    assert note.endswith("film with 25 or more")


@pytest.mark.slow
@pytest.mark.parametrize(("period", "fps"), [(0.7, 24.0), (0.7, 30.0), (2.0, 10.0), (1.6, 12.0)])
def test_enough_frames_are_not_told_of(period: float, fps: float) -> None:
    result = of(period, fps)
    assert not said(result)
    assert not [each for each in result.doubts if each.kind is DoubtKind.FEW_FRAMES]


def test_where_nothing_was_counted_it_is_told_only_if_nothing_could_be_seen() -> None:
    assert not said(of(30.0, 15.0, count=0))
    (note,) = said(of(30.0, 5.0, count=0))
    assert "for reps of 0.2 s" in note or "for reps of 0.3 s" in note
