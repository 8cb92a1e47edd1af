"""Values of an exercise file, as a sentence about them shows them."""

from __future__ import annotations

from typing import Any


def is_list(value: Any) -> bool:
    """Whether a value is a list as a file writes one."""
    return isinstance(value, list | tuple)


def whole_numbers(found: Any) -> str:
    """What is wanted where there are numbers that are not whole ones; "" for anything else."""
    if isinstance(found, float):
        return "a whole number"
    if is_list(found) and len(found) == 2 and any(isinstance(each, float) for each in found):
        return "two whole numbers, from and to, such as [10, 12]"
    return ""


def all_shown(values: list[Any]) -> str:
    """Several values, each told once.

    >>> all_shown(["top", 3, "top", True])
    '"top", 3 and true'
    """
    *first, last = dict.fromkeys(map(shown, values))
    return " and ".join(filter(None, [", ".join(first), last]))


def shown(value: Any) -> str:
    """A value as the file writes it, not longer than it helps."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value if len(value) <= 60 else value[:57] + "..."}"'
    if is_list(value):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, dict):
        return "a table" if value else "an empty table"
    return f"{value:g}" if isinstance(value, float) else str(value)
