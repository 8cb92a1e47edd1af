"""What of drawn reps is unlike filmed ones."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.checking.reps.evidence_names import EVIDENCE
from formcheck.exercises import load_exercise
from formcheck.pose import FloatArray
from recognition.realism import MOST, differences, evidence_of, lines, unlikeliness
from tests.figures import film, rows

DRAWN = np.random.default_rng(1).normal(size=(400, len(EVIDENCE)))
"""Each number lies between -1.9 and 1.9, nearly always."""


def clip(**numbers: float) -> FloatArray:
    """Three reps of a clip in which these numbers are seen, and no other."""
    evidence = np.full((3, len(EVIDENCE)), np.nan)
    for name, value in numbers.items():
        evidence[:, EVIDENCE.index(name)] = value - 0.1, value, value + 0.3
    return evidence


FIRST, SECOND = EVIDENCE[:2]


def test_a_number_is_told_where_most_clips_lie_outside_on_the_same_side() -> None:
    (found,) = differences(DRAWN, [clip(**{FIRST: value}) for value in (4.0, 5.0, 0.0)])
    assert found.name == FIRST
    assert found.filmed == pytest.approx((4, 5, 0))
    assert found.outside == pytest.approx(2 / 3)
    assert found.drawn == pytest.approx((-1.9, 0, 1.9), abs=0.25)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param((4.0, 0.0, 0.5), id="most are inside"),
        pytest.param((4.0, -4.0, 0.0), id="they lie on either side"),
        pytest.param((9.0,), id="one clip alone may be odd"),
    ],
)
def test_and_nowhere_else(values: tuple[float, ...]) -> None:
    assert not differences(DRAWN, [clip(**{FIRST: value}) for value in values])


def test_the_worst_comes_first() -> None:
    clips = [clip(**{FIRST: first, SECOND: -7.0}) for first in (4.0, 5.0, 0.0)]
    assert [each.name for each in differences(DRAWN, clips)] == [SECOND, FIRST]
    assert differences(DRAWN, clips)[1].outside >= MOST


def test_filmed_reps_are_less_unlikely_of_what_is_drawn_as_they_are() -> None:
    beside = [clip(**{FIRST: 2.0, SECOND: 0.0})]
    as_drawn = unlikeliness(DRAWN, beside)
    assert unlikeliness(DRAWN + 2.0 * (np.arange(len(EVIDENCE)) == 0), beside) < as_drawn
    # Numbers that vary more than filmed ones make all of them possible, and each less likely.
    assert unlikeliness(10.0 * DRAWN, beside) > as_drawn
    assert as_drawn == pytest.approx((2.0**2 / 2.0) / 2.0, abs=0.3)


@pytest.mark.slow
def test_each_true_rep_has_its_evidence() -> None:
    poses = list(film(rows(4), 10))
    turns = (2.0, 4.0, 6.0, 8.0)
    found = evidence_of(load_exercise("bent-over-row"), poses, turns)
    assert found.shape == (4, len(EVIDENCE))
    assert evidence_of(load_exercise("bent-over-row"), poses, (60.0,)).shape == (0, len(EVIDENCE))


def test_what_is_told_of_an_exercise() -> None:
    found = differences(DRAWN, [clip(**{FIRST: value}) for value in (4.0, 5.0)])
    head, one = lines("bent-over-row", 2, found, 0.25)
    unlike = f"1 of {len(EVIDENCE)} numbers are unlike in 2 clips"
    assert head == f"bent-over-row: {unlike}, unlikeliness 0.25"
    assert one.startswith(f"  {FIRST}: drawn -")
    assert one.endswith("filmed 4.00 5.00")
