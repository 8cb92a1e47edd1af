"""What several signals propose is one decision, soon after the movement is over."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.checking.reps.consensus import DOUBT_WAIT_S, WAIT_S, Consensus, Decided, Opinion
from formcheck.checking.reps.proposals import Proposal


def opinion(
    start_s: float,
    end_s: float,
    full: float,
    short: float = 0.0,
    *,
    signal: str = "reach",
    known_s: float | None = None,
) -> Opinion:
    turn_s = (start_s + end_s) / 2
    known = end_s if known_s is None else known_s
    return Opinion(Proposal(signal, start_s, turn_s, end_s, known, np.empty(0)), full, short)


def decided(*opinions: Opinion, families: int = 2) -> list[Decided]:
    consensus = Consensus(families)
    found: list[Decided] = []
    for each in sorted(opinions, key=lambda o: o.proposal.known_s):
        found += consensus.update(each.proposal.known_s, [each])
    return found + consensus.finish([])


def test_signals_that_see_one_movement_make_one_rep() -> None:
    found = decided(opinion(0, 2, 0.9), opinion(0.2, 2.1, 0.8, signal="hand_height"))
    assert len(found) == 1
    assert found[0].counts
    assert found[0].signal == "reach"


def test_two_arms_are_one_signal() -> None:
    """Left, right and both at once say no more than one signal does."""
    arms = [opinion(0, 2, 0.6, signal=f"reach{arm}") for arm in ("", "_left", "_right")]
    alone = decided(opinion(0, 2, 0.6), families=6)
    assert decided(*arms, families=6)[0].confidence == pytest.approx(alone[0].confidence)


def test_one_that_stands_alone_among_many_signals_is_not_sure() -> None:
    (found,) = decided(opinion(0, 2, 0.7), families=6)
    assert 0.2 < found.confidence < 0.5
    assert not found.counts


def test_what_was_counted_is_not_counted_again_when_a_slow_signal_comes() -> None:
    late = opinion(0, 2.5, 0.95, signal="hand_height", known_s=3.5)
    assert [each.counts for each in decided(opinion(0, 2, 0.9), late, families=1)] == [True]


def test_movements_one_after_the_other_are_two() -> None:
    found = decided(opinion(0, 2, 0.9), opinion(2, 4, 0.9), families=1)
    assert [each.turn_s for each in found] == [1, 3]


def test_it_is_decided_a_moment_after_the_movement_is_over() -> None:
    consensus = Consensus(1)
    assert not consensus.update(2.0, [opinion(0, 2, 0.9)])
    assert not consensus.update(2.0 + WAIT_S / 2, [])
    assert len(consensus.update(2.0 + WAIT_S, [])) == 1


def test_a_rep_that_does_not_go_all_the_way_is_an_attempt_once_no_longer_one_contains_it() -> None:
    (found,) = decided(opinion(0, 2, 0.1, 0.8), families=1)
    assert found.is_attempt
    assert not found.counts
    whole = decided(opinion(0, 1, 0.1, 0.8), opinion(0, 2, 0.9, known_s=1.5), families=1)
    assert [each.counts for each in whole] == [True]


def test_a_part_of_a_slow_rep_is_no_second_one_and_does_not_hide_it() -> None:
    """The way down alone looks a little like a rep, long before the whole is known."""
    part, whole = opinion(0, 2, 0.3), opinion(0, 6, 0.95, known_s=6.2)
    consensus = Consensus(1)
    told = consensus.update(2.0, [part])
    for time_s in np.arange(2.1, 6.1, 0.1):
        told += consensus.update(float(time_s), [])
    assert not told  # nobody is told of it while the whole may still come
    told += consensus.update(6.2, [whole])
    told += consensus.update(6.5, [])
    assert [(each.counts, each.start_s, each.end_s) for each in told] == [(True, 0, 6)]
    assert not consensus.finish([])


def test_what_was_told_as_an_attempt_is_counted_if_the_whole_comes_later() -> None:
    consensus = Consensus(1)
    told = consensus.update(2.0, [opinion(0, 2, 0.1, 0.7)])
    told += consensus.update(4.0, [])
    assert [each.is_attempt for each in told] == [True]
    told += consensus.update(5.0, [opinion(0, 5, 0.95)]) + consensus.finish([])
    assert [each.counts for each in told] == [False, True]


def test_what_may_be_no_rep_is_told_once_nothing_contains_it() -> None:
    consensus = Consensus(1)
    told = consensus.update(2.0, [opinion(0, 2, 0.3)])
    told += consensus.update(2.0 + DOUBT_WAIT_S - 0.1, [])
    assert not told
    assert [each.counts for each in consensus.update(2.0 + DOUBT_WAIT_S, [])] == [False]


def test_what_looks_like_nothing_is_not_heard() -> None:
    assert not decided(opinion(0, 2, 0.05, 0.02))
