"""A workout as the text of its file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from formcheck.plans.training import Workout


def toml_of(workout: Workout) -> str:
    """The text of a workout's file; reading it gives the same workout.

    Args:
        workout: The workout; its id is the name of its file, and stands in it nowhere.

    >>> from formcheck.plans.reading import load_workout, parse_workout
    >>> circuit = load_workout("back-circuit")
    >>> parse_workout(toml_of(circuit), "back-circuit.toml") == circuit
    True
    """
    return draft_toml(workout.model_dump(by_alias=True, exclude_none=True, exclude={"id"}))


def draft_toml(tables: Mapping[str, Any]) -> str:
    """The text of a workout's tables, whether they are right or not; None is left out.

    Args:
        tables: As TOML would give them: values, and under `block` and `step` lists of tables.
    """
    return "\n".join(_lines(tables, "")).strip() + "\n"


def _lines(table: Mapping[str, Any], way: str) -> Iterator[str]:
    inner = {}
    for key, value in table.items():
        if key in ("block", "step"):
            inner[key] = value
        elif value is not None:
            yield f"{key} = {_value(value)}"
    for key, tables in inner.items():
        for each in tables:
            yield f"\n[[{way}{key}]]"
            yield from _lines(each, f"{way}{key}.")


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        # A basic string of TOML is one of JSON, but for this character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)
