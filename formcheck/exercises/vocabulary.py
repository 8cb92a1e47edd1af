"""The words and numbers that an exercise file may use: views, times, equipment, names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from formcheck.measures import MEASURES, QUANTITIES, SIGNALS

View = Literal["side", "three-quarter", "front", "back"]
During = Literal["set", "rep", "start", "turn", "best", "concentric", "eccentric", "hold"]
Direction = Literal["rises", "falls"]
RelativeTo = Literal["rep-start", "rep-turn", "near-turn", "own-flattest", "own-best"]
OWN: tuple[RelativeTo, ...] = ("own-flattest", "own-best")
"""What compares with the person's own best steady value; backs are told as flat ones."""

Equipment = Literal[
    "none",
    "dumbbells",
    "barbell",
    "kettlebell",
    "cable",
    "band",
    "machine",
    "bench",
    "chair",
    "ball",
]
Load = Literal["none", "one", "two", "bar"]
BodyPart = Literal[
    "upper back",
    "shoulders",
    "arms",
    "chest",
    "core",
    "lower back",
    "legs",
    "whole body",
    "posture",
]

ExerciseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
CheckId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]


def _known_measure(name: str) -> str:
    if name not in MEASURES:
        raise PydanticCustomError("unknown_measure", "there is no such measure")
    return name


def _known_signal(name: str) -> str:
    if name not in SIGNALS:
        raise PydanticCustomError("unknown_signal", "there is no such sign of a rep")
    return name


def _known_quantity(name: str) -> str:
    if name not in QUANTITIES:
        raise PydanticCustomError("unknown_measure", "there is no such measure")
    return name


SignalName = Annotated[str, AfterValidator(_known_signal)]
MeasureName = Annotated[str, AfterValidator(_known_measure)]
QuantityName = Annotated[str, AfterValidator(_known_quantity)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True, ge=1)]
Flag = Annotated[bool, Field(strict=True)]
NonEmptyText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""What people read or hear: not empty."""
