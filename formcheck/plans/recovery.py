"""When the same muscles are due again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from formcheck.exercises import Exercise
from formcheck.plans.rules import Rules, shipped_rules


def due_again(
    sets: Iterable[tuple[str, datetime]],
    exercises: Mapping[str, Exercise],
    rules: Rules | None = None,
) -> dict[str, datetime]:
    """When each muscle that was trained is due again.

    Args:
        sets: The id of the exercise of each past set and when the set ended, in any order.
        exercises: The exercises by id; a set of one that is not among them tells nothing.
        rules: Those that formcheck brings where it is None.

    Returns:
        The time by the muscle's name, the earliest first, then by name.

    >>> from formcheck.exercises import find_exercise
    >>> row = find_exercise("row")
    >>> due = due_again([(row.id, datetime(2026, 1, 5, 18))], {row.id: row})
    >>> due["lats"].isoformat()
    '2026-01-07T18:00:00'
    """
    rest = timedelta(hours=(rules or shipped_rules()).recovery.hours)
    due: dict[str, datetime] = {}
    for exercise, ended in sets:
        for muscle in exercises[exercise].muscles if exercise in exercises else ():
            due[muscle] = max(ended + rest, due.get(muscle, ended + rest))
    return dict(sorted(due.items(), key=lambda each: (each[1], each[0])))
