"""Exercises are data: one TOML file each, the same format for ours and for a user's own."""

from formcheck.exercises.check import Check
from formcheck.exercises.loader import (
    find_exercise,
    list_exercises,
    load_exercise,
    meant_by,
    parse_exercise,
)
from formcheck.exercises.schema import Exercise
from formcheck.exercises.tables import Hold, Limits, Rep, RepStage, Still

__all__ = [
    "Check",
    "Exercise",
    "Hold",
    "Limits",
    "Rep",
    "RepStage",
    "Still",
    "find_exercise",
    "list_exercises",
    "load_exercise",
    "meant_by",
    "parse_exercise",
]
