"""Real people, counted by eye: a folder beside the checkout that is not part of the project."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(
    os.environ.get("FORMCHECK_FOOTAGE") or Path(__file__).parents[2] / "shared" / "footage"
)


def clips() -> list[dict[str, Any]]:
    """The truth of each clip; empty where the folder is absent."""
    truth = FOLDER / "truth.json"
    found: list[dict[str, Any]] = json.loads(truth.read_text()) if truth.is_file() else []
    return found


def needed() -> None:
    """Skip, with a message, where the folder is absent."""
    if not clips():
        pytest.skip(f"no real footage in {FOLDER} (set FORMCHECK_FOOTAGE to its folder)")
