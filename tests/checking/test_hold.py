"""How long a hold lasted: from coming to rest in it to leaving it."""

from __future__ import annotations

import pytest

from tests.checking.watching import watch
from tests.figures import Stick, film, prone


def _line(t: float) -> float:
    """Getting in from high hips until 2.4 s, a straight line, and out of it from 8 s on."""
    if t < 2:
        return 50.0
    if t < 2.4:
        return 50 - 40 * (t - 2) / 0.4
    return 10.0 if t < 8 else min(100.0, 10 + 90 * (t - 8))


def _held(line_from_s: float = 0.0) -> tuple[float, float]:
    def posed(t: float) -> Stick:
        return prone(line=_line(t + line_from_s))

    (hold,) = watch(film(posed, 11 - line_from_s), "plank").holds
    return hold.start_s, hold.end_s


def test_getting_in_and_out_is_no_hold() -> None:
    start_s, end_s = _held(line_from_s=1.5)
    assert start_s == pytest.approx(2.4 - 1.5, abs=0.45)
    assert end_s == pytest.approx(8.1 - 1.5, abs=0.25)


def test_a_sag_in_the_middle_is_part_of_the_hold() -> None:
    def posed(t: float) -> Stick:
        return prone(line=10 if t < 4 else max(-15.0, 10 - 60 * (t - 4)))

    (hold,) = watch(film(posed, 8), "plank").holds
    assert hold.start_s == pytest.approx(0, abs=0.1)
    assert hold.end_s == pytest.approx(8, abs=0.1)
