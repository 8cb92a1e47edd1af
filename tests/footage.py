"""Real people, counted by eye: a folder beside the checkout that is not part of the project."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.poses import poses_of

if TYPE_CHECKING:
    from formcheck.pose import Pose

FOLDER = Path(
    os.environ.get("FORMCHECK_FOOTAGE") or Path(__file__).parents[2] / "shared" / "footage"
)


LONG_S, LEAST_FPS = 12.0, 12.0
"""Of a clip that is longer every second frame is looked at, if this many a second are left: what a
webcam's frames are to a laptop that finds poses 15 times a second."""


def clips() -> list[dict[str, Any]]:
    """The truth of each clip; empty where the folder is absent."""
    truth = FOLDER / "truth.json"
    found: list[dict[str, Any]] = json.loads(truth.read_text()) if truth.is_file() else []
    return found


def poses(clip: dict[str, Any]) -> list[Pose]:
    """The poses of a clip, by its truth."""
    halved = clip["duration_s"] > LONG_S and clip["fps"] / 2 >= LEAST_FPS
    return poses_of(FOLDER / clip["file"], every=2 if halved else 1)


def needed() -> None:
    """Skip, with a message, where the folder is absent."""
    if not clips():
        pytest.skip(f"no real footage in {FOLDER} (set FORMCHECK_FOOTAGE to its folder)")
