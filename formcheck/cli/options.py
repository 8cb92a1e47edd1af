"""Options that several commands have."""

from __future__ import annotations

from enum import StrEnum


class Model(StrEnum):
    """The sizes of the pose model."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"
