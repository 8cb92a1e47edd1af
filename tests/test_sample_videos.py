"""The committed clips, with exact truth, through the real model from end to end."""

from __future__ import annotations

import json
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import formcheck
from formcheck import Result
from tests import poses

pytestmark = pytest.mark.real

FOLDER = Path(__file__).parents[1] / "sample_videos"
TRUTHS = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
SHOWN = [name for name, truth in TRUTHS.items() if truth["exercise"]]
IDLE = [name for name, truth in TRUTHS.items() if not truth["exercise"]]
IDS = ["bent-over-row", "plank", "push-up", "reverse-fly"]
"""What the clips show.  That idling is no other exercise is measured, in `docs/accuracy.md`: who
stands is in the standing posture, and who takes a bottle from a box lifts it."""


@cache
def from_end_to_end(name: str) -> tuple[Result, Path]:
    """What is found in the clip of what it shows, and its poses, recorded on the way."""
    exercise = formcheck.load_exercise(TRUTHS[name]["exercise"] or "plank")
    path = Path(tempfile.mkdtemp(dir=os.environ[poses.FOLDER])) / f"{name}.jsonl"
    return formcheck.analyze(FOLDER / f"{name}.mp4", exercise, record=path), path


@cache
def result(name: str, exercise: str) -> Result:
    """From end to end for what the clip shows; for other exercises from its recorded poses."""
    found, recorded = from_end_to_end(name)
    if found.exercise == exercise:
        return found
    return formcheck.analyze(recorded, formcheck.load_exercise(exercise))


def shown(name: str) -> tuple[Result, dict[str, Any]]:
    truth = TRUTHS[name]
    return result(name, truth["exercise"]), truth


def test_there_are_clips_for_all_four_and_one_of_nobody_exercising() -> None:
    assert {TRUTHS[n]["exercise"] for n in SHOWN} == set(IDS)
    assert IDLE


@pytest.mark.parametrize("name", SHOWN)
def test_reps_are_exact_and_nothing_else_is_an_attempt(name: str) -> None:
    found, truth = shown(name)
    assert found.summary.reps == len(truth["reps"])
    assert len(found.attempts) <= len(truth["attempts"])
    assert all(attempt.reason == "shallow" for attempt in found.attempts)
    for rep, true in zip(found.reps, truth["reps"], strict=True):
        assert rep.turn_s == pytest.approx(true["turn_s"], abs=0.25)
        assert rep.start_s == pytest.approx(true["start_s"], abs=0.5)
        assert rep.end_s == pytest.approx(true["end_s"], abs=0.5)


@pytest.mark.parametrize("name", SHOWN)
def test_holds_are_timed(name: str) -> None:
    found, truth = shown(name)
    assert len(found.holds) == len(truth["holds"])
    for hold, true in zip(found.holds, truth["holds"], strict=True):
        assert hold.start_s == pytest.approx(true["start_s"], abs=0.5)
        assert hold.end_s == pytest.approx(true["end_s"], abs=0.5)


@pytest.mark.parametrize("name", SHOWN)
def test_each_fault_is_found_in_time_and_no_other_is_reported(name: str) -> None:
    found, truth = shown(name)
    assert [f.id for f in found.faults] == [f["id"] for f in truth["faults"]]
    for fault, true in zip(found.faults, truth["faults"], strict=True):
        assert fault.from_s == pytest.approx(true["from_s"], abs=0.5)
        assert fault.to_s == pytest.approx(true["to_s"], abs=0.5)


@pytest.mark.parametrize("name", SHOWN)
def test_the_view_is_known(name: str) -> None:
    found, truth = shown(name)
    assert found.summary.view == truth["view"]


@pytest.mark.parametrize("exercise", IDS)
@pytest.mark.parametrize("name", IDLE)
def test_nobody_exercising_is_nothing_counted(name: str, exercise: str) -> None:
    found = result(name, exercise)
    assert found.source.frames_with_person > 0
    assert found.summary.reps == 0
    assert found.summary.hold_s == 0
    assert not found.attempts
    assert not found.faults


@pytest.mark.parametrize("name", SHOWN)
def test_another_exercise_than_the_one_shown_is_not_counted(name: str) -> None:
    for exercise in IDS:
        if exercise != TRUTHS[name]["exercise"]:
            found = result(name, exercise)
            assert found.summary.reps == 0, exercise
            assert found.summary.hold_s == 0, exercise


@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_the_clip_is_small(name: str) -> None:
    assert (FOLDER / f"{name}.mp4").stat().st_size < 1_000_000
