"""What the left and the right arm or leg did, and whether they may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from formcheck.result import document as doc
from formcheck.result.number_words import value

LEAST_REPS = 3
"""With fewer reps of a side nobody can tell how far it usually goes."""

ALIKE_SEEN = 0.1
"""Sides whose visibility differs by more were not seen equally well: side-on a far arm reads .3 to
.8, a near one .9 and more."""

WELL_SEEN = 0.5
"""A side that is seen less well than this is not compared, 0 to 1."""

SAME_SHARE = 0.1
"""Ranges that differ by less than this share are the same: reps of one side differ by as much."""


def sides_of(reps: Sequence[doc.Rep], unit: str, view: str | None) -> doc.Sides | None:
    """The reps of each side, and the difference of their ranges.

    Args:
        reps: The counted reps.
        unit: The unit of their ranges.
        view: The camera's view that lasted longest; None if never known.

    Returns:
        None where no rep was made by one side alone.
    """
    left = [rep for rep in reps if rep.side == "left"]
    right = [rep for rep in reps if rep.side == "right"]
    if not (left or right):
        return None
    one, other = _side(left), _side(right)
    because = _not_compared(left, right, view)
    difference, said = None, f"Left and right are not compared, because {because}"
    if not because and one.range is not None and other.range is not None:
        difference = round(other.range - one.range, 2)
        said = _compared(one.range, other.range, unit)
    return doc.Sides(
        left=one,
        right=other,
        both=len(reps) - len(left) - len(right),
        unit=unit,
        difference=difference,
        said=said,
    )


def _side(reps: Sequence[doc.Rep]) -> doc.Side:
    ranges = [rep.range for rep in reps if rep.range is not None]
    return doc.Side(
        reps=len(reps),
        good_reps=sum(rep.form == "good" for rep in reps),
        range=round(median(ranges), 2) if ranges else None,
    )


def _not_compared(left: Sequence[doc.Rep], right: Sequence[doc.Rep], view: str | None) -> str:
    """Why the sides are not compared; "" where they may be."""
    known = [[rep for rep in side if rep.range is not None] for side in (left, right)]
    if min(map(len, known)) < LEAST_REPS:
        return f"fewer than {LEAST_REPS} reps of one of them were measured"
    if view == "three-quarter":
        return "one is nearer to a camera at three quarters than the other"
    seen = [median(rep.side_seen or 0.0 for rep in side) for side in known]
    if abs(seen[0] - seen[1]) > ALIKE_SEEN or min(seen) < WELL_SEEN:
        return f"the {'left' if seen[0] < seen[1] else 'right'} one was seen less well"
    return ""


def _compared(left: float, right: float, unit: str) -> str:
    if abs(right - left) <= SAME_SHARE * max(left, right):
        return f"Left and right went equally far ({value(left, unit)} and {value(right, unit)})"
    less, more = ("left", "right") if left < right else ("right", "left")
    numbers = f"{value(min(left, right), unit)} against {value(max(left, right), unit)}"
    return f"The {less} went less far than the {more}: {numbers}"
