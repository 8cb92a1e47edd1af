"""Real people, counted by eye: a folder beside the checkout that is not part of the project."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from formcheck.pose import Pose
from tests.poses import poses_of

FOLDER = Path(
    os.environ.get("FORMCHECK_FOOTAGE") or Path(__file__).parents[2] / "shared" / "footage"
)


def clips() -> list[dict[str, Any]]:
    """The truth of each clip that is looked at; empty where the folder is absent."""
    truth = FOLDER / "truth.json"
    found: list[dict[str, Any]] = json.loads(truth.read_text()) if truth.is_file() else []
    return [clip for clip in found if clip["rep_peak_times_s"] or (clip["reps"] or 0) <= LONG]


OURS = {"bent-over-row", "plank", "push-up", "reverse-fly"}
"""The exercises that are held clip by clip; the others by how many of their clips are right."""

ENOUGH_OF_OURS, ENOUGH = 7, 4
"""So many reps of a clip of ours, and of one of another exercise, are looked at: finding poses is
what costs most."""

LONG = 30
"""A set of more reps of which nobody wrote down the turns is left to `make footage`."""


def enough(clip: dict[str, Any]) -> int:
    """How many reps of a clip are looked at, at most."""
    return ENOUGH_OF_OURS if clip["exercise_id"] in OURS else ENOUGH


def end_s(clip: dict[str, Any]) -> float | None:
    """Where the part of a clip that is looked at ends: midway between two turns; None: nowhere."""
    turns, last = clip["rep_peak_times_s"] or [], enough(clip)
    return float(turns[last - 1] + turns[last]) / 2 if len(turns) > last else None


def poses(clip: dict[str, Any]) -> list[Pose]:
    """The poses of the part of a clip that is looked at."""
    return poses_of(FOLDER / clip["file"], end_s=end_s(clip))


def at_work_s(clip: dict[str, Any]) -> float:
    """The middle of the part that is looked at: a clip may begin with somebody at the lens."""
    return (end_s(clip) or float(clip["duration_s"])) / 2


def name_of(clip: dict[str, Any] | None) -> str:
    """What a test of a clip is called."""
    return "none" if clip is None else Path(clip["file"]).stem


def needed() -> None:
    """Skip, with a message, where the folder is absent."""
    if not clips():
        pytest.skip(f"no real footage in {FOLDER} (set FORMCHECK_FOOTAGE to its folder)")
