"""Real people, counted by eye: a folder beside the checkout that is not part of the project."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.scheduling import OF_A_CLIP

FOLDER = Path(
    os.environ.get("FORMCHECK_FOOTAGE") or Path(__file__).parents[2] / "shared" / "footage"
)


def clips() -> list[dict[str, Any]]:
    """The truth of each clip; empty where the folder is absent."""
    truth = FOLDER / "truth.json"
    found: list[dict[str, Any]] = json.loads(truth.read_text()) if truth.is_file() else []
    return found


def clips_of(nodeids: Iterable[str]) -> list[Path]:
    """The clips that tests ask about, in the order in which they do.

    Args:
        nodeids: pytest's names of all tests.
    """
    stems = (found["clip"] for nodeid in nodeids if (found := OF_A_CLIP.match(nodeid)))
    clips = (FOLDER / f"{stem}.mp4" for stem in dict.fromkeys(stems))
    return [clip for clip in clips if clip.is_file()]


def needed() -> None:
    """Skip, with a message, where the folder is absent."""
    if not clips():
        pytest.skip(f"no real footage in {FOLDER} (set FORMCHECK_FOOTAGE to its folder)")
