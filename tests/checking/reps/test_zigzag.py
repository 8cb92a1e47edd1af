"""Movements out and back in one signal."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.checking.reps.zigzag import Swing, Zigzag


def swings(values: list[float], size: float = 0.5, step_s: float = 0.1) -> list[Swing]:
    zigzag = Zigzag((size,))
    found = [zigzag.update(i, i * step_s, value) for i, value in enumerate(values)]
    return [swing for some in (*found, zigzag.finish(len(values) - 1)) for swing in some]


def wave(cycles: int, frames: int = 20) -> list[float]:
    return [0.5 - 0.5 * math.cos(2 * math.pi * i / frames) for i in range(cycles * frames + 1)]


def test_every_movement_out_and_back_is_found_once() -> None:
    found = swings(wave(5))
    assert [swing.turn for swing in found] == [10, 30, 50, 70, 90]


def test_what_is_smaller_than_its_size_is_none() -> None:
    assert not swings([0.4 * value for value in wave(3)])


def test_a_movement_that_turns_again_half_way_back_is_over_where_it_turned() -> None:
    values = [*np.linspace(0, 1, 11), *np.linspace(0.95, 0.4, 10), *np.linspace(0.45, 1, 10)]
    first, *_ = swings([float(v) for v in (*values, *np.linspace(0.95, 0, 12))])
    assert (first.turn, first.end) == (10, 20)


def test_a_movement_that_is_not_known_for_a_while_goes_on() -> None:
    values = wave(1)
    values[8:12] = [math.nan] * 4
    assert len(swings(values)) == 1


def test_after_a_longer_gap_the_signal_begins_anew() -> None:
    values = wave(2)
    values[5:18] = [math.nan] * 13
    assert [swing.turn for swing in swings(values)] == [30]


def test_what_is_half_way_back_at_the_end_is_one() -> None:
    assert len(swings(wave(1)[:18])) == 1
    assert not swings(wave(1)[:12])


@pytest.mark.slow
@given(st.lists(st.floats(-3, 3), min_size=3, max_size=80), st.sampled_from([0.1, 0.5, 1.0]))
def test_order_and_size(values: list[float], size: float) -> None:
    """A swing rises to its turn and falls from it by its size, and swings do not overlap."""
    found = swings(values, size)
    for swing in found:
        assert (
            swing.valley < swing.turn < swing.end <= swing.known or swing.known == len(values) - 1
        )
        assert values[swing.turn] - values[swing.valley] > size * 0.999
    for before, after in itertools.pairwise(found):
        assert before.turn < after.turn
        assert before.end <= after.turn


@pytest.mark.parametrize("factor", [1.0, 10.0])
def test_the_unit_does_not_matter(factor: float) -> None:
    assert len(swings([factor * v for v in wave(3)], 0.5 * factor)) == 3


@pytest.mark.slow
@given(st.lists(st.floats(-3, 3) | st.just(math.nan), min_size=3, max_size=60))
def test_several_sizes_find_what_each_finds_and_what_two_find_once(values: list[float]) -> None:
    sizes = (0.1, 0.5, 1.0)
    together, apart = Zigzag(sizes), [Zigzag((size,)) for size in sizes]
    for i, value in enumerate(values):
        found = together.update(i, i / 10, value)
        each = [(s.turn, s.end) for zigzag in apart for s in zigzag.update(i, i / 10, value)]
        assert [(swing.turn, swing.end) for swing in found] == list(dict.fromkeys(each))
