"""What the person says of a set's count, and what follows from that, in the set's row."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.history.records import SetSaid
from formcheck.history.rows import doubt_of, said_of, say
from formcheck.history.tables import DoubtRow, SetRow
from formcheck.result.document import range_of


@dataclass(frozen=True, slots=True)
class Told:
    """What the person says of a set, while its row is made anew.

    Attributes:
        said: Load, effort and note, and what was really done.
        reps: How many reps were done; None where that was not said.
        of_doubts: How many were done at each doubt, by its moment and kind; None: not said.
    """

    said: SetSaid
    reps: int | None
    of_doubts: dict[tuple[float, str], int | None]


def told_of(row: SetRow) -> Told:
    """What the person says of a set."""
    of_doubts = {(each.at_s, each.kind): each.settled_reps for each in row.doubts}
    return Told(said_of(row), row.settled_reps, of_doubts)


def tell_again(row: SetRow, told: Told) -> None:
    """Write into a set's new row what the person says of it.

    Args:
        row: The row; more may have been counted in the set since they said it.
        told: What they say.
    """
    say(row, told.said)
    for each in row.doubts:
        each.settled_reps = told.of_doubts.get((each.at_s, each.kind))
    if any(each.settled_reps is not None for each in row.doubts):
        _settle_by_doubts(row)  # the number that followed from them was of fewer reps
    else:
        row.settled_reps = told.reps
    if row.least_reps is not None:
        _narrow(row)


def settle_whole(row: SetRow, reps: int | None) -> None:
    """Settle a set as a whole, in place of what was said of its doubts.

    Args:
        row: The set's row.
        reps: How many reps were done; None: that is not to be said any more.
    """
    for each in row.doubts:  # one number for all of them
        each.settled_reps = None
    row.settled_reps = reps
    _narrow(row)


def settle_doubt(row: SetRow, doubt: DoubtRow, reps: int | None) -> None:
    """Settle one of a set's doubts, and the set with the last of them.

    Args:
        row: The set's row.
        doubt: The doubt's.
        reps: How many reps were done at that moment; None: that is not to be said any more.

    Raises:
        ValueError: There cannot have been so many.
    """
    most = doubt.fewer + doubt.more
    if reps is not None and not 0 <= reps <= most:
        raise ValueError(f"there were at most {most} reps at that moment")
    doubt.settled_reps = reps
    _settle_by_doubts(row)
    _narrow(row)


def _settle_by_doubts(row: SetRow) -> None:
    """A set is settled once all of its doubts are."""
    said = [each.settled_reps for each in row.doubts if each.settled_reps is not None]
    row.settled_reps = None
    if len(said) == len(row.doubts):
        counted = sum(each.fewer for each in row.doubts)  # counted at these moments
        row.settled_reps = max(0, len(row.reps) - counted + sum(said))


def _narrow(row: SetRow) -> None:
    """Make anew how many reps were done at least and at most, of the doubts as they are now."""
    if row.doubts:
        spreads = [doubt_of(each).spread for each in row.doubts]
        row.least_reps, row.most_reps = range_of(len(row.reps), spreads)
