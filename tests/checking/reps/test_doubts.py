"""Where a count may be wrong: each reason, its moment, and by how much."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.checking.reps.consensus import Decided
from formcheck.checking.reps.doubts import DoubtFinder
from formcheck.events import DoubtKind, DoubtRaised, Reason


def movement(turn_s: float, confidence: float = 0.95, short: float = 0.0) -> Decided:
    return Decided(turn_s - 1, turn_s, turn_s + 1, "reach", confidence, short)


def watched(finder: DoubtFinder, from_s: float, to_s: float, unseen: Reason | None = None) -> None:
    for frame in range(round(10 * from_s), round(10 * to_s)):
        finder.watch(frame / 10, 0.1, unseen, ready=unseen is None)


def doubts(movements: list[Decided], until_s: float = 20) -> list[DoubtRaised]:
    finder = DoubtFinder()
    watched(finder, 0, until_s)
    found = [doubt for each in movements for doubt in finder.decided(each.end_s, each)]
    return found + finder.finish(until_s)


def said(found: list[DoubtRaised]) -> list[tuple[DoubtKind, float, int, int]]:
    return [(each.kind, each.at_s, each.fewer, each.more) for each in found]


def test_sure_reps_in_a_steady_rhythm_raise_none() -> None:
    assert not doubts([movement(2 * i) for i in range(1, 8)])


def test_a_rep_near_the_line_may_be_none() -> None:
    assert said(doubts([movement(2, 0.55)])) == [(DoubtKind.UNCERTAIN, 2, 1, 0)]


def test_a_rep_that_its_own_signals_do_not_show_needs_more_to_be_sure() -> None:
    """Only those of other exercises propose it, so that its range is not known."""
    assert said(doubts([movement(2, 0.70)])) == [(DoubtKind.UNCERTAIN, 2, 1, 0)]
    assert not doubts([movement(2, 0.78)])
    assert not doubts([replace(movement(2, 0.70), range=60.0)])


def test_a_rep_that_began_before_the_first_frame_needs_more_to_be_sure() -> None:
    """Nobody saw it begin, so that it may be the end of something else."""
    cut, whole = (replace(movement(turn_s, 0.70), range=60.0) for turn_s in (1.0, 2.0))
    assert said(doubts([cut])) == [(DoubtKind.UNCERTAIN, 1, 1, 0)]
    assert not doubts([replace(cut, confidence=0.78)])
    assert not doubts([whole])


class TestARepNearTheLineAmongSureOnes:
    """It is none too many if it goes as far as they do, and takes as long."""

    @staticmethod
    def rep(turn_s: float, confidence: float = 0.95, far: float = 60.0, half: float = 1) -> Decided:
        """A rep that goes so far, in so many seconds out and back each."""
        start_s, end_s = turn_s - half, turn_s + half
        return Decided(start_s, turn_s, end_s, "reach", confidence, 0.0, far)

    def unsure(self, *reps: Decided) -> list[tuple[DoubtKind, float, int, int]]:
        return said(doubts([self.rep(2), self.rep(4), *reps]))

    def test_what_is_like_them_is_not_doubted(self) -> None:
        assert not self.unsure(self.rep(6, 0.55))
        assert not self.unsure(self.rep(6, 0.55, far=50, half=0.8))

    @pytest.mark.parametrize(("far", "half"), [(42, 1), (85, 1), (60, 0.5), (60, 1.8)])
    def test_what_is_not_is_doubted_at_once(self, far: float, half: float) -> None:
        finder = DoubtFinder()
        for sure in (self.rep(2), self.rep(4)):
            assert not finder.decided(sure.end_s, sure)
        found = finder.decided(8, self.rep(6, 0.55, far=far, half=half))
        assert said(found) == [(DoubtKind.UNCERTAIN, 6, 1, 0)]

    def test_the_first_ones_wait_for_them(self) -> None:
        assert not doubts([self.rep(2, 0.5), self.rep(4), self.rep(6)])
        found = doubts([self.rep(2, 0.5, far=30), self.rep(4), self.rep(6)])
        assert said(found) == [(DoubtKind.UNCERTAIN, 2, 1, 0)]

    def test_they_wait_for_three_reps_at_most(self) -> None:
        finder = DoubtFinder()
        found = [finder.decided(2.0 * i, self.rep(2 * i, 0.5)) for i in range(1, 5)]
        assert list(map(len, found)) == [0, 0, 0, 1]
        assert said(found[-1]) == [(DoubtKind.UNCERTAIN, 2, 1, 0)]

    def test_nor_for_longer_than_the_set_lasts(self) -> None:
        """Else the doubt would be nobody's, or the next set's."""
        finder = DoubtFinder()
        assert not finder.decided(3, self.rep(2, 0.5))
        assert not finder.watch(6.9, 0.1, None, ready=True)
        assert said(finder.watch(7.1, 0.1, None, ready=True)) == [(DoubtKind.UNCERTAIN, 2, 1, 0)]
        assert not finder.decided(13, self.rep(12, 0.5))
        assert said(finder.watch(14, 0.1, None, ready=False)) == [(DoubtKind.UNCERTAIN, 12, 1, 0)]
        assert not finder.watch(14.1, 0.1, None, ready=False)

    def test_too_few_others_say_nothing(self) -> None:
        found = doubts([self.rep(2), self.rep(4, 0.55), self.rep(6, 0.6)])
        assert said(found) == [(DoubtKind.UNCERTAIN, 4, 1, 0), (DoubtKind.UNCERTAIN, 6, 1, 0)]

    def test_those_of_another_set_say_nothing(self) -> None:
        finder = DoubtFinder()
        for i in range(1, 4):
            finder.decided(2.0 * i, self.rep(2 * i))
        finder.forget_range()
        assert not finder.decided(41, self.rep(40, 0.55))
        assert said(finder.finish(45)) == [(DoubtKind.UNCERTAIN, 40, 1, 0)]


def test_a_movement_just_below_the_line_may_be_one() -> None:
    found = doubts([movement(2), movement(4, 0.45), movement(6)])
    assert said(found) == [(DoubtKind.MISSED, 4, 0, 1)]


def test_a_rep_that_looked_short_may_be_whole() -> None:
    found = doubts([movement(2), movement(4, 0.4, 0.5)])
    assert said(found) == [(DoubtKind.SHORT, 4, 0, 1)]


def test_a_weak_sign_counts_for_more_where_the_rhythm_has_a_gap() -> None:
    steady = [movement(2), movement(4), movement(6)]
    weak = movement(8, 0.21)
    assert said(doubts([*steady, weak, movement(10)])) == [(DoubtKind.MISSED, 8, 0, 1)]
    assert not doubts([*steady, movement(7, 0.21), movement(8)])
    # What is weak is decided later than the clear rep that follows it.
    assert said(doubts([*steady, movement(10), weak])) == [(DoubtKind.MISSED, 8, 0, 1)]
    assert not doubts([*steady, movement(8), movement(7, 0.21)])


def test_a_rep_that_went_half_as_far_as_the_others_may_be_none() -> None:
    def reps(*ranges: float) -> list[Decided]:
        return [replace(movement(2 * i), range=each) for i, each in enumerate(ranges, 1)]

    assert said(doubts(reps(60, 58, 30, 61))) == [(DoubtKind.SMALL, 6, 1, 0)]
    assert said(doubts(reps(30, 60, 61, 59))) == [
        (DoubtKind.SMALL, 2, 1, 0)
    ]  # once others are known
    assert not doubts(reps(60, 40, 50, 62))
    assert not doubts(reps(60, 20))  # which of two is the usual one?
    assert not doubts(reps(60, math.nan, 58, 61))
    weak = replace(movement(6, 0.55), range=30.0)
    found = doubts([*reps(60, 58), weak, *[replace(movement(8), range=60.0)]])
    assert said(found) == [(DoubtKind.UNCERTAIN, 6, 1, 0)]  # a rep is doubted once


def test_a_rep_too_soon_after_another_for_the_sets_rhythm_may_be_its_half() -> None:
    """However sure both are: a slow rep that is misread at its turn looks like two quick ones."""
    turns = (2.0, 4.0, 4.6, 6.6)
    assert said(doubts([movement(t) for t in turns])) == [(DoubtKind.CROWDED, 4.6, 1, 0)]
    assert said(doubts([movement(t) for t in (2.0, 2.6, 4.6, 6.6)]))  # known later
    assert not doubts([movement(t) for t in (2.0, 4.0, 5.2, 7.2)])
    assert not doubts([movement(t) for t in (2.0, 4.0, 4.6)])  # which is the rhythm?
    assert not doubts([movement(t) for t in (2.0, 12.0, 14.0)])  # after a rest
    doubted = [movement(2), movement(4), movement(4.6, 0.5), movement(6.6)]
    assert said(doubts(doubted)) == [(DoubtKind.CROWDED, 4.6, 1, 0)]  # once


def test_a_new_set_has_a_range_of_its_own() -> None:
    finder = DoubtFinder()
    for i in range(1, 5):
        finder.decided(2.0 * i, replace(movement(2 * i), range=60.0))
    finder.forget_range()
    assert not finder.decided(40.0, replace(movement(40), range=30.0))


def test_two_reps_in_the_time_of_less_than_one_are_perhaps_one() -> None:
    steady = [movement(2 * i) for i in range(1, 5)]
    found = doubts([*steady, movement(8.8, 0.75)])
    assert said(found) == [(DoubtKind.CROWDED, 8.8, 1, 0)]


def test_one_movement_is_one_rep_too_many_at_most() -> None:
    steady = [movement(2 * i) for i in range(1, 5)]
    assert said(doubts([*steady, movement(8.8, 0.5)])) == [(DoubtKind.CROWDED, 8.8, 1, 0)]


def test_a_rep_that_is_decided_late_stands_where_it_was_done() -> None:
    late = [movement(2), movement(6), movement(4), movement(8), movement(10)]
    finder = DoubtFinder()
    assert not [doubt for each in late for doubt in finder.decided(11, each)]
    assert finder.rhythm_s == pytest.approx(2)


@pytest.mark.parametrize(
    ("why", "kind"),
    [
        (Reason.NOT_VISIBLE, DoubtKind.UNSEEN),
        (Reason.MORE_THAN_ONE, DoubtKind.SOMEBODY_ELSE),
    ],
)
def test_what_was_done_out_of_sight_between_two_reps_is_not_known(
    why: Reason, kind: DoubtKind
) -> None:
    finder = DoubtFinder()
    found = []
    for turn_s in (2.0, 4.0, 6.0):
        found += finder.decided(turn_s + 1, movement(turn_s))
    watched(finder, 7, 11, why)
    watched(finder, 11, 13)
    found += finder.decided(13, movement(12))
    assert [(each.kind, each.more) for each in found] == [(kind, 2)]
    assert found[0].at_s == pytest.approx(9, abs=0.1)


def test_an_absence_between_a_rep_s_turn_and_when_it_is_decided_on_is_of_the_next() -> None:
    finder = DoubtFinder()
    for turn_s in (1.0, 3.0, 5.0):
        finder.decided(turn_s, movement(turn_s))
    watched(finder, 7.0, 7.4)
    watched(finder, 7.4, 8.9, Reason.NOT_VISIBLE)
    watched(finder, 8.9, 9.0)
    assert finder.decided(9.0, movement(7.2)) == []
    (doubt,) = finder.decided(12.0, movement(11.2))
    assert (doubt.kind, doubt.more) == (DoubtKind.UNSEEN, 1)
    assert doubt.at_s == pytest.approx(8.15, abs=0.1)


def test_an_absence_long_before_the_first_rep_is_no_missed_one() -> None:
    """Who stands is in the position of a squat, at work or not."""
    finder = DoubtFinder()
    for from_s in (0, 10, 20):
        watched(finder, from_s, from_s + 7)
        watched(finder, from_s + 7, from_s + 10, Reason.NOT_VISIBLE)
    watched(finder, 30, 60)
    assert not finder.decided(60, movement(59))


def test_a_set_that_was_begun_and_of_which_nothing_counts_is_doubted() -> None:
    (found,) = doubts([])
    assert (found.kind, found.fewer, found.more) == (DoubtKind.NOTHING_COUNTED, 0, 1)
    assert not doubts([], until_s=2)
    finder = DoubtFinder()
    watched(finder, 100, 110)
    (found,) = finder.finish(110)
    assert found.at_s == pytest.approx(105)


def test_of_nothing_counted_there_may_be_as_many_as_movements_were_seen() -> None:
    finder = DoubtFinder()
    watched(finder, 0, 20)
    (found,) = finder.finish(20, more=8)
    assert (found.kind, found.fewer, found.more) == (DoubtKind.NOTHING_COUNTED, 0, 8)
    finder = DoubtFinder()
    finder.decided(3, movement(2))
    assert not finder.finish(4, more=8)
