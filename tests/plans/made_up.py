"""Workouts for tests, written as a person's file has them."""

from __future__ import annotations

import json


def workout(*blocks: str, name: str = "A") -> str:
    """The text of a workout's file, of blocks that `block` wrote."""
    return "".join([_lines({"name": name, "about": "B", "source": "C"}), *blocks])


def block(kind: str, *steps: dict[str, object], **keys: object) -> str:
    """The text of a block, with the keys of its steps."""
    parts = ["[[block]]\n" + _lines({"kind": kind, **keys})]
    return "".join([*parts, *("[[block.step]]\n" + _lines(each) for each in steps)])


def does(exercise: str, **keys: object) -> dict[str, object]:
    """The keys of a step that the camera sees."""
    return {"exercise": exercise, **keys}


def _lines(keys: dict[str, object]) -> str:
    """Keys with their values; strings, numbers and lists of them look in TOML as in JSON."""
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())


OWN = workout(block("straight", does("plank", seconds=20), sets=2, rest_s=30), name="Mine")
"""A person's own: two planks."""

WRONG = OWN.replace("plank", "knitting").replace("sets = 2\n", "")
"""The same with two mistakes."""
