"""A recording of poses gives what its video gave, and is judged by any exercise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.vision.clips import write_clip

from .whole_runs import analyze, rows

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def recorded(
    upright: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], Path]:
    """The result of a video, and the poses that were recorded meanwhile."""
    poses = tmp_path_factory.mktemp("poses") / "poses.jsonl.gz"
    return analyze(upright, "--record", poses).valid(), poses


@pytest.fixture(scope="module")
def poses_of_rows(recorded: tuple[dict[str, Any], Path]) -> Path:
    return recorded[1]


def test_a_recording_gives_the_same_result(recorded: tuple[dict[str, Any], Path]) -> None:
    document, poses = recorded
    replayed = analyze(poses).valid()
    for each in (document, replayed):
        del each["source"]["path"]
    assert document["summary"]["reps"] == 2
    assert replayed == document


def test_a_recording_keeps_what_is_wrong_with_the_video(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", rows()[:48:6], fps=5)
    document = analyze(clip, "--record", tmp_path / "p.jsonl").valid()
    replayed = analyze(tmp_path / "p.jsonl").valid()
    assert replayed["warnings"] == document["warnings"] != []
    assert replayed["source"]["fps"] == document["source"]["fps"]


@pytest.mark.parametrize("exercise", ["push-up", "plank", "reverse-fly"])
def test_an_exercise_that_the_clip_does_not_show(
    tmp_path: Path, poses_of_rows: Path, exercise: str
) -> None:
    done = analyze(poses_of_rows, exercise=exercise)
    assert done.status == 0
    document = done.valid()
    assert document["summary"].pop("nothing_because").startswith("You")  # and why
    assert document["summary"].pop("reps_range") == (None if exercise == "plank" else [0, 0])
    assert document["summary"] == {
        "sides": None,
        "stages": [],
        "reps": 0,
        "attempts": 0,
        "good_reps": 0,
        "unjudged_reps": 0,
        "hold_s": 0.0,
        "good_hold_s": 0.0,
        "unsure_hold_s": 0.0,
        "unjudged_hold_s": 0.0,
        "faults": {},
        "view": "side",
    }
