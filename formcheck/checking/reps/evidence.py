"""What speaks for and against one movement: numbers of its start, turn, end and way."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.checking.reps.evidence_names import LATELY, LATELY_PLACES, hangs_on
from formcheck.checking.reps.history import MovementHistory
from formcheck.checking.reps.zigzag import Swing
from formcheck.geometry import NAN
from formcheck.measures import SIDES
from formcheck.measures.movement import (
    ARM_NUMBERS,
    BODY_NUMBERS,
    NUMBERS,
    PLACE_NUMBERS,
    SIDED,
)
from formcheck.pose import FloatArray

BEFORE_S = 1.0
"""How long before a movement the person's stillness is looked at, seconds."""

LATELY_S = 5.0
"""The postures of this time before a movement are looked at, seconds: who was upright a moment ago
does something else than who stays in the position."""

PAST_S = 10.0
"""A movement is compared with what its signal did in this time before its end, seconds."""

_SIDED, _ARM = len(SIDED), len(ARM_NUMBERS)
_POSED = 2 * _SIDED + len(BODY_NUMBERS)
_Order = NDArray[np.intp]


def _columns(names: Iterable[str]) -> _Order:
    return np.array([NUMBERS.index(name) for name in names], dtype=np.intp)


_Columns = tuple[int, ...]


def _of_both(*names: str) -> tuple[_Columns, _Columns]:
    left, right = (tuple(NUMBERS.index(f"{n}_{side}") for n in names) for side in SIDES)
    return left, right


_GOES = (
    _of_both("hand_height", "elbow_angle_3d"),
    _of_both("knee_drop", "knee_angle_3d", "foot_drop"),
)
"""What tells which arm, and which leg, went further."""

INSIDE_SHARE = 0.1
"""A limb that is in the picture in a smaller share of a movement's frames says nothing of it: a
pose model guesses it, and the guess goes along with the body."""

_VISIBLE = _columns(f"{limb}_visibility_{side}" for limb in ("arm", "leg") for side in SIDES)

_PLACES = _columns(PLACE_NUMBERS)

_LATELY_MOVED = _columns(LATELY_PLACES)
_LATELY_FIRST = _columns(names[0] for names in LATELY.values())
_LATELY_SECOND = _columns(names[-1] for names in LATELY.values())


def _order(*, right_arm: bool, right_leg: bool) -> _Order:
    """Numbers with those of the named arm and leg before those of the other ones."""
    arm, leg = np.arange(_ARM), np.arange(_ARM, _SIDED)
    own = [arm + _SIDED * right_arm, leg + _SIDED * right_leg]
    other = [arm + _SIDED * (not right_arm), leg + _SIDED * (not right_leg)]
    return np.concatenate([*own, *other, np.arange(2 * _SIDED, len(NUMBERS))])


_ORDERS: Final = {
    (arm, leg): _order(right_arm=arm, right_leg=leg)
    for arm in (False, True)
    for leg in (False, True)
}


def past_index(history: MovementHistory, swing: Swing) -> int:
    """The first frame of which the evidence of a movement reads its signal."""
    past = _index_at(history, history.time_of(swing.end) - PAST_S, swing.end)
    return min(past, swing.valley)


def evidence_of(
    history: MovementHistory, signal: FloatArray, first: int, swing: Swing
) -> FloatArray:
    """The evidence of one movement.

    Args:
        history: The frames; the movement's must still be kept.
        signal: The signal's values from `first` to the movement's end at least.
        first: The index of the first of them, which `past_index` gives.
        swing: The movement.

    Returns:
        Values in the order of `EVIDENCE`: what was read at its start, at its turn and how its end
        differs from its start; how far each number went; how each went with the signal (-1 to 1);
        how much the person moved before, and in which postures; the shape of the signal itself.
        The arm that went further comes first, and so does the leg, so that it does not matter
        which it is.  What hangs on a limb that is outside of the picture is NaN.
    """
    start, turn, end = swing.valley, swing.turn, swing.end
    rows = history.rows(start, end + 1)
    went: list[float] = _went(rows).tolist()
    arms, legs = _unseen(rows)
    right_arm, right_leg = _right_leads(went, _GOES[0], arms), _right_leads(went, _GOES[1], legs)
    gap = hangs_on((*_working_first(arms, right_arm), *_working_first(legs, right_leg)))
    order = _ORDERS[right_arm, right_leg]
    rows = rows.take(order, axis=1)  # what an exercise adds to the numbers is left out, too
    out, back = turn - start, end - turn
    near_out, near_back = max(1, out // 6), max(1, back // 6)
    at_start = _median(history.rows(start - near_out, start + near_out + 1).take(order, axis=1))
    at_turn = _median(rows[max(0, out - near_out) : out + near_back + 1])
    at_end = _median(rows[max(out, len(rows) - 1 - near_back) :])
    ranges = _range(rows)
    values = signal[start - first : end + 1 - first]
    moved = rows - _mean(rows)
    swung = values - _mean(values)
    spread = np.sqrt(_mean(moved * moved)) * math.sqrt(_mean(swung * swung))
    together = (swung @ moved) / len(rows) / (spread + 1e-4)
    start_s, turn_s, end_s = (history.time_of(i) for i in (start, turn, end))
    before = history.rows(_index_at(history, start_s - BEFORE_S, start), start + 1)
    then = history.rows(_index_at(history, start_s - LATELY_S, start), start + 1)
    lately = (then.take(_LATELY_FIRST, axis=1) + then.take(_LATELY_SECOND, axis=1)) / 2
    past = signal[_index_at(history, end_s - PAST_S, end) - first : end + 1 - first].copy()
    past.sort()
    edge = len(past) // 50
    left, turned, came = values.item(0), values.item(out), values.item(-1)
    way = turned - max(left, came)
    shakes = np.abs(values[2:] - 2.0 * values[1:-1] + values[:-2])
    shakes.sort()
    noise = 0.6 * shakes.item(len(shakes) // 2) if len(shakes) else 0.0
    shape = (
        turn_s - start_s,
        end_s - turn_s,
        math.log(max(end_s - start_s, 0.1)),
        way,
        way / (past.item(-1 - edge) - past.item(edge) + 1e-6),
        (turned - left) / (abs(turned - came) + 0.05),
        math.log(max(way, 0.01) / (noise + 0.003)),
        math.log(len(values)),
    )
    found = np.concatenate(
        [
            at_start[:_POSED],
            at_turn[:_POSED],
            (at_end - at_start)[:_POSED],
            ranges,
            together,
            _went(before.take(_PLACES, axis=1)),
            np.maximum.reduce(lately),
            np.minimum.reduce(lately),
            _went(then.take(_LATELY_MOVED, axis=1)),
            shape,
        ]
    )
    found[gap] = NAN
    return found


_Unseen = tuple[bool, bool]


def _unseen(rows: FloatArray) -> tuple[_Unseen, _Unseen]:
    """Whether the left and the right arm, and leg, are hardly in the picture in some frames."""
    inside = _mean((rows.take(_VISIBLE, axis=1) > 0.0).astype(float))
    arm, other_arm, leg, other_leg = (inside < INSIDE_SHARE).tolist()
    return (arm, other_arm), (leg, other_leg)


def _working_first(unseen: _Unseen, right_leads: bool) -> _Unseen:
    return unseen[::-1] if right_leads else unseen


def _right_leads(went: Sequence[float], sides: tuple[_Columns, _Columns], unseen: _Unseen) -> bool:
    """Whether the right arm or leg went further, or is the only one that is seen.

    Args:
        went: How far each number went.
        sides: The numbers of the left one, and those of the right one.
        unseen: Whether the left one, and the right one, is not seen.
    """
    if unseen[0] != unseen[1]:
        return unseen[0]
    left, right = sides
    return sum([went[i] for i in left]) < sum([went[i] for i in right])


def _median(rows: FloatArray) -> FloatArray:
    found: FloatArray = _mean(rows) if len(rows) < 3 else _ordered(rows)[len(rows) // 2]
    return found


# A movement has few frames: what NumPy's own functions do before and after takes longer than the
# sums and sorts themselves.


def _mean(rows: FloatArray) -> Any:
    return np.add.reduce(rows) / len(rows)


def _went(rows: FloatArray) -> FloatArray:
    found: FloatArray = np.maximum.reduce(rows) - np.minimum.reduce(rows)
    return found


def _ordered(rows: FloatArray) -> FloatArray:
    ordered = rows.copy()
    ordered.sort(axis=0)
    return ordered


def _range(rows: FloatArray) -> FloatArray:
    ordered = _ordered(rows)
    edge = len(rows) // 20
    found: FloatArray = ordered[len(rows) - 1 - edge] - ordered[edge]
    return found


def _index_at(history: MovementHistory, time_s: float, before: int) -> int:
    times = history.times(history.first_index, before + 1)
    return history.first_index + min(int(times.searchsorted(time_s)), len(times) - 1)
