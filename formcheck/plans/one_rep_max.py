"""What could be lifted once, estimated from a set of several reps.

The formula is Brzycki's: M. Brzycki, "Strength testing: predicting a one-rep max from
reps-to-fatigue", Journal of Physical Education, Recreation and Dance 64(1), pages 88 to 90, 1993.
There it is load / (1.0278 - 0.0278 x reps to fatigue); load x 36 / (37 - reps to fatigue), as it is
mostly written, is the same to within its rounding.
"""

from __future__ import annotations

from formcheck.history.records import SetRecord

MOST_REPS = 10
"""Beyond so many reps to fatigue the formula is not used: others who tested it say that its error
grows from about ten on."""

MOST_IN_RESERVE = 4
"""Who could have done more reps than this cannot tell how many more: ours."""


def one_rep_max(load_kg: float, reps: int) -> float | None:
    """The load that could be lifted once.

    Args:
        load_kg: What was lifted.
        reps: How often it could have been lifted at most: those done and those in reserve.

    Returns:
        Kilograms; None where the formula says nothing.

    >>> one_rep_max(100, 5), one_rep_max(100, 1), one_rep_max(100, 11)
    (112.5, 100.0, None)
    >>> round(100 / (1.0278 - 0.0278 * 5), 1), round(100 / (1.0278 - 0.0278 * 10), 1)
    (112.5, 133.4)
    >>> one_rep_max(100, 10)
    133.3
    """
    if load_kg <= 0 or not 1 <= reps <= MOST_REPS:
        return None
    return round(load_kg * 36 / (37 - reps), 1)


def estimated_of(record: SetRecord) -> float | None:
    """What a set says of the load that could be lifted once; None where it says nothing.

    It says something where a load and the reps in reserve were said, and the count is not in doubt.
    """
    load, reserve = record.said.load_kg, record.said.reps_in_reserve
    if not load or reserve is None or reserve > MOST_IN_RESERVE or not record.done_reps:
        return None
    if in_doubt(record):
        return None
    return one_rep_max(load, record.done_reps + reserve)


def in_doubt(record: SetRecord) -> int:
    """How many doubts about a set's count the person has not settled."""
    if record.settled_reps is not None:
        return 0
    return sum(each.settled_reps is None for each in record.doubts)
