"""Limbs that move in turn: where one side alone was counted, those of the other were hidden."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.pose import Side

UNEVEN_REPS = 3
"""One side may be ahead of the other by less than so many reps: one starts, one is not sure."""


def left_out(sides: Sequence[Side | None]) -> int:
    """How many reps may be missing of the side of which fewer were counted.

    Seen from the side the near limb hides the far one.  Who moves them in turn, and begins and ends
    with the far one, has done one more of it.

    Args:
        sides: Of the reps that were counted, each with its side; None where both moved, or nobody
            could say which: it may be one of the missing.

    >>> left_out(["left"] * 8)
    9
    >>> left_out(["left", "right", "left", "right", "left"])
    0
    >>> left_out(["left"] * 3 + [None])
    0
    """
    uneven = abs(sides.count("left") - sides.count("right")) - sides.count(None)
    return uneven + 1 if uneven >= UNEVEN_REPS else 0
