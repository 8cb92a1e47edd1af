"""A movement beside the person's own ones: half a rep, or a whole one of who goes less far."""

from __future__ import annotations

from itertools import pairwise

import pytest

from formcheck.checking.reps.consensus import Decided
from formcheck.checking.reps.doubts import NEARLY
from formcheck.checking.reps.own_range import OwnRange


def looks(full: float, short: float) -> Decided:
    return Decided(1.0, 2.0, 3.0, "reach", full, short)


WHOLE = looks(0.97, 0.01)
PERHAPS_HALF = looks(0.75, 0.15)
RATHER_HALF = looks(0.4, 0.55)


def after(*ranges: float) -> OwnRange:
    own = OwnRange()
    for each in ranges:
        own.weighed(WHOLE, each)
    return own


def test_half_as_far_as_the_others_is_half_a_rep() -> None:
    found = after(80, 84).weighed(PERHAPS_HALF, 34)
    assert found.is_attempt
    assert found.confidence < NEARLY
    assert found.confidence + found.short == pytest.approx(0.98, abs=0.02)


def test_what_looked_like_no_half_rep_stays_in_doubt() -> None:
    found = after(80).weighed(looks(0.63, 0.05), 35)
    assert not found.counts
    assert found.confidence > NEARLY


def test_what_looks_like_a_whole_rep_alone_is_one_however_far_it_went() -> None:
    """As after a cut of the film, from where less of the movement is seen."""
    sure = looks(0.99, 0.0)
    assert after(80).weighed(sure, 34) == sure


@pytest.mark.parametrize("range_", [80.0, 65.0, 48.0, 110.0])
def test_a_rep_that_goes_hardly_less_far_stays_one(range_: float) -> None:
    assert after(80).weighed(PERHAPS_HALF, range_).counts


def test_the_less_far_it_goes_the_less_it_is_a_whole_rep() -> None:
    """Without a step: no count hangs on a last decimal."""
    found = [
        after(80).weighed(PERHAPS_HALF, 0.8 * percent).confidence for percent in range(56, 44, -1)
    ]
    assert found[0] == PERHAPS_HALF.confidence
    assert found[-1] < NEARLY
    assert all(0 <= before - after_it < 0.12 for before, after_it in pairwise(found))


def test_who_does_nothing_but_quarter_squats_does_them_as_reps() -> None:
    own = OwnRange()
    first, *others = [own.weighed(RATHER_HALF, range_) for range_ in (21, 19, 22)]
    assert first == RATHER_HALF
    assert first.is_attempt
    assert all(each.counts for each in others)
    assert after(80, 80).weighed(RATHER_HALF, 21).is_attempt


def test_two_small_ones_are_the_persons_own_way() -> None:
    own = after(80.0)
    small = [own.weighed(PERHAPS_HALF, 34.0).counts for _ in range(3)]
    assert small == [False, True, True]


def test_a_new_set_is_compared_with_none_before_it() -> None:
    own = after(80)
    own.forget()
    assert own.weighed(PERHAPS_HALF, 34) == PERHAPS_HALF
