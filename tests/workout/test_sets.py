"""Countdown, sets and rest, on a clock of our own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.events import DoubtKind, DoubtRaised, State
from formcheck.workout import (
    AllDone,
    Countdown,
    Resting,
    SetDone,
    SetFinished,
    SetStarted,
    SetTracker,
    Stage,
    Target,
    ending_of,
    set_line,
    set_said,
)
from tests.result.sessions import status

IDLE = status(0.0, State.POSITIONING, 0.0, (0.0, 0.0))


class Workout:
    """A set tracker that is shown ten frames a second."""

    def __init__(self, target: Target) -> None:
        self.tracker = SetTracker(target)
        self.status = IDLE
        self.now = 0.0
        self.said: list[object] = []

    def go_on(self, seconds: float) -> Workout:
        for _ in range(round(seconds * 10)):
            self.now += 0.1
            self.said += self.tracker.update(self.status, self.now)
        return self

    def get_in(self) -> Workout:
        self.status = replace(self.status, state=State.ACTIVE)
        return self

    def get_out(self) -> Workout:
        self.status = replace(self.status, state=State.POSITIONING)
        return self

    def rep(self, times: int = 1) -> Workout:
        for _ in range(times):
            self.status = replace(self.status, reps=self.status.reps + 1)
            self.go_on(1.0)
        return self

    def hold(self, seconds: float) -> Workout:
        for _ in range(round(seconds * 10)):
            self.status = replace(
                self.status,
                hold_s=self.status.hold_s + 0.1,
                good_hold_s=self.status.good_hold_s + 0.05,
            )
            self.go_on(0.1)
        return self

    def stage(self) -> Stage:
        return self.tracker.stage

    def of(self, kind: type) -> list[object]:
        return [each for each in self.said if isinstance(each, kind)]


@pytest.fixture
def training() -> Workout:
    return Workout(Target(sets=2, reps=3, rest_s=20.0))


def test_a_set_begins_after_a_countdown_in_position(training: Workout) -> None:
    training.go_on(1).get_in().go_on(3.5)
    assert training.of(Countdown) == [Countdown(3), Countdown(2), Countdown(1)]
    assert training.of(SetStarted) == [SetStarted(1)]
    assert training.stage() is Stage.SET


def test_who_leaves_during_the_countdown_is_counted_down_anew(training: Workout) -> None:
    training.get_in().go_on(2).get_out().go_on(1)
    assert training.stage() is Stage.PLACING
    training.get_in().go_on(2)
    assert training.stage() is Stage.COUNTDOWN


def test_nothing_counts_before_go(training: Workout) -> None:
    training.rep().get_in().go_on(1).rep()
    assert training.stage() is Stage.COUNTDOWN
    training.go_on(2).rep()
    assert training.tracker.progress[0] == 1


def test_a_hold_begins_at_go_with_nothing() -> None:
    training = Workout(Target(sets=1, hold_s=10.0)).get_in().hold(2.9)
    assert (training.stage(), training.tracker.progress) == (Stage.COUNTDOWN, (0, 0.0, 0.0))
    training.hold(2.2)
    assert training.tracker.progress[1] == pytest.approx(2.0, abs=0.15)


def test_who_was_gone_when_the_countdown_ends_begins_no_set(training: Workout) -> None:
    training.get_in().go_on(1).get_out()
    training.now += 10  # no picture came meanwhile
    training.go_on(0.1)
    assert training.stage() is Stage.PLACING


def test_the_target_ends_the_set_and_the_rest_begins(training: Workout) -> None:
    training.get_in().go_on(4).rep(3).get_out().go_on(5)
    (finished,) = training.of(SetFinished)
    assert isinstance(finished, SetFinished)
    assert (finished.done.index, finished.done.reps, finished.done.reached) == (1, 3, True)
    assert training.stage() is Stage.REST
    assert Resting(20) in training.said
    assert training.tracker.rest_left_s < 15


def test_one_more_rep_without_leaving_still_belongs_to_the_set(training: Workout) -> None:
    training.get_in().go_on(4).rep(5)
    assert training.stage() is Stage.REST
    assert training.tracker.rest_left_s == pytest.approx(17.2, abs=0.3)  # no timer began anew
    assert [done.reps for done in training.tracker.finished] == [5]
    assert training.of(SetFinished)[-1].again is True  # type: ignore[attr-defined]


def test_the_next_set_starts_by_itself_when_in_position_again(training: Workout) -> None:
    training.get_in().go_on(4).rep(3).get_out().go_on(5).get_in().go_on(4)
    assert training.stage() is Stage.SET
    assert training.tracker.index == 2
    assert training.tracker.progress[0] == 0
    training.rep(3)
    assert training.stage() is Stage.DONE
    assert training.of(AllDone) == [AllDone()]
    assert [done.reps for done in training.tracker.finished] == [3, 3]


def test_putting_the_weights_down_is_no_set(training: Workout) -> None:
    training.get_in().go_on(4).rep(3).get_out().go_on(2)
    training.get_in().go_on(1).get_out().go_on(3)
    assert training.stage() is Stage.REST
    assert [done.reps for done in training.tracker.finished] == [3]


def test_after_the_rest_the_next_set_begins_without_having_left(training: Workout) -> None:
    training.get_in().go_on(4).rep(3).go_on(21)
    assert training.stage() is Stage.COUNTDOWN
    assert training.tracker.index == 2


def test_the_rest_ends_without_frames_too(training: Workout) -> None:
    training.get_in().go_on(4).rep(3)
    said = training.tracker.tick(training.now + 25)
    assert training.stage() is Stage.PLACING
    assert said


def test_the_rest_can_be_skipped(training: Workout) -> None:
    training.get_in().go_on(4).rep(3)
    assert training.tracker.skip_rest(training.now)
    assert (training.tracker.stage, training.tracker.index) == (Stage.PLACING, 2)
    assert training.tracker.skip_rest(training.now) == []


def test_a_set_that_was_given_up_is_over_after_a_while(training: Workout) -> None:
    training.get_in().go_on(4).rep(2).get_out().go_on(7)
    (done,) = training.tracker.finished
    assert (done.reps, done.reached) == (2, False)


def test_a_set_without_a_rep_is_none(training: Workout) -> None:
    training.get_in().go_on(4).get_out().go_on(7)
    assert training.tracker.finished == []
    assert training.tracker.so_far == []
    assert training.stage() is Stage.PLACING


def test_finishing_keeps_what_was_begun(training: Workout) -> None:
    training.get_in().go_on(4).rep(2)
    said = training.tracker.finish(training.now)
    assert AllDone(reached=False) in said
    assert [done.reps for done in training.tracker.finished] == [2]
    assert training.tracker.finish(training.now) == []


def test_what_is_not_counted_belongs_to_the_set_in_which_it_was_tried(training: Workout) -> None:
    def attempt() -> None:
        training.status = replace(training.status, attempts=training.status.attempts + 1)
        training.go_on(1.0)

    attempt()
    training.get_in().go_on(1)
    attempt()  # before "Go"
    training.go_on(2)
    attempt()
    training.get_out().go_on(7).get_in().go_on(4)  # there was no rep: it is the same set still
    attempt()
    training.rep(3)
    attempt()  # in the rest
    assert [done.attempts for done in training.tracker.finished] == [2]
    training.tracker.finish(training.now)
    assert [done.attempts for done in training.tracker.finished] == [2]


def test_a_rest_that_a_countdown_interrupts_is_told_again_at_once(training: Workout) -> None:
    training.get_in().go_on(4).rep(3).get_out().go_on(2).get_in().go_on(2).get_out()
    training.said.clear()
    training.go_on(0.3)
    assert training.stage() is Stage.REST
    assert training.of(Resting)


@pytest.mark.parametrize(("reps", "reached"), [(3, True), (2, False)])
def test_the_end_says_whether_the_target_was_reached(reps: int, reached: bool) -> None:
    training = Workout(Target(sets=1, reps=3)).get_in().go_on(4).rep(reps).get_out().go_on(8)
    assert training.of(AllDone) == [AllDone(reached)]


def test_a_hold_that_is_left_before_its_time_is_not_reached() -> None:
    training = Workout(Target(sets=1, hold_s=20.0)).get_in().go_on(4).hold(12).get_out().go_on(8)
    assert training.of(AllDone) == [AllDone(reached=False)]
    assert ending_of(training.tracker.finished, training.tracker.target) == (
        "That was it",
        "Set 1: 12 of 20 seconds.",
    )


def test_a_hold_ends_at_its_seconds() -> None:
    training = Workout(Target(sets=1, hold_s=10.0)).get_in().go_on(4).hold(11.1)
    (done,) = training.tracker.finished
    assert len(training.of(SetFinished)) == 2  # at the target, and at the next whole second
    assert done.hold_s == pytest.approx(11, abs=0.2)  # what came after the target is added
    assert done.good_hold_s == pytest.approx(5.5, abs=0.2)
    assert training.stage() is Stage.DONE


@pytest.mark.slow
@given(st.lists(st.sampled_from(["in", "out", "rep", "wait", "tick", "skip"]), max_size=60))
def test_whatever_happens_a_rep_is_in_one_set_or_was_outside_of_all(happened: list[str]) -> None:
    training = Workout(Target(sets=2, reps=3, rest_s=5.0))
    counted = 0
    for each in happened:
        match each:
            case "in":
                training.get_in().go_on(0.3)
            case "out":
                training.get_out().go_on(2.5)
            case "rep":
                counted += training.tracker.counting
                training.rep()
            case "tick":
                training.tracker.tick(training.now + 1)
            case "skip":
                training.tracker.skip_rest(training.now)
            case _:
                training.go_on(4.0)
    training.tracker.finish(training.now)
    finished = training.tracker.finished
    assert sum(done.reps for done in finished) == counted
    assert [done.index for done in finished] == list(range(1, len(finished) + 1))
    assert all(done.start_s <= done.end_s for done in finished)
    assert training.stage() is Stage.DONE


def raised(at_s: float, kind: DoubtKind = DoubtKind.MISSED) -> DoubtRaised:
    return DoubtRaised(time_s=at_s + 0.2, at_s=at_s, kind=kind, fewer=0, more=1)


def test_a_doubt_belongs_to_the_set_in_which_it_is_raised(training: Workout) -> None:
    assert not training.tracker.doubt(raised(0.5))  # before the "Go" nothing counts
    training.get_in().go_on(4).rep(2)
    assert training.tracker.reps_range == (2, 2)
    assert training.tracker.doubt(raised(training.now))
    assert training.tracker.progress[0] == 2  # the number that is shown does not move
    assert training.tracker.reps_range == (2, 3)
    training.rep()
    (over,) = training.of(SetFinished)
    assert isinstance(over, SetFinished)
    assert (over.done.reps, over.done.reps_range) == (3, (3, 4))
    assert set_line(over.done, training.tracker.target) == (
        "Set 1: 3 reps, perhaps 4, target reached"
    )
    said = set_said(over.done, training.tracker.target, resting=True)
    assert said == "3 reps, perhaps 4. Rest, 20 seconds."
    training.get_out().go_on(21).get_in().go_on(4)
    assert training.tracker.reps_range == (0, 0)


def test_a_doubt_of_an_extra_is_told_with_the_set(training: Workout) -> None:
    training.get_in().go_on(4).rep(3).go_on(0.5)
    assert not training.tracker.doubt(raised(training.now))  # a rest is left in peace
    training.go_on(0.2)
    extra = replace(raised(training.now, DoubtKind.UNCERTAIN), fewer=1, more=0)
    assert training.tracker.doubt(extra)
    training.rep()
    first, again = training.of(SetFinished)
    assert isinstance(first, SetFinished)
    assert isinstance(again, SetFinished)
    assert (first.done.reps_range, again.done.reps_range, again.again) == ((3, 3), (3, 4), True)


@pytest.mark.parametrize(("kind", "sets"), [(DoubtKind.MISSED, 1), (DoubtKind.NOTHING_COUNTED, 0)])
def test_who_perhaps_did_a_rep_has_a_set_and_who_only_stood_there_has_none(
    training: Workout, kind: DoubtKind, sets: int
) -> None:
    training.get_in().go_on(6)
    training.tracker.doubt(raised(training.now, kind))
    training.tracker.finish(training.now)
    assert len(training.tracker.finished) == sets


def test_without_a_countdown_it_begins_in_position() -> None:
    training = Workout(Target(sets=1, reps=1, countdown_s=0.0)).get_in().go_on(0.1)
    assert training.tracker.stage is Stage.SET
    assert not [each for each in training.said if isinstance(each, Countdown)]


@pytest.mark.parametrize(
    ("done", "target", "said", "ending"),
    [
        (
            SetDone(1, 0.0, 40.0, 12, 0, 0.0, 0.0, reached=True),
            Target(1, reps=12),
            "12 reps.",
            "The set reached its target.",
        ),
        (
            SetDone(1, 0.0, 40.0, 0, 0, 30.0, 0.0, reached=True, unjudged_hold_s=30.0),
            Target(1, hold_s=30.0),
            "30 seconds.",
            "The set reached its target.",
        ),
    ],
    ids=["reps", "hold"],
)
def test_what_was_not_judged_is_not_praised(
    done: SetDone, target: Target, said: str, ending: str
) -> None:
    assert set_said(done, target, resting=False) == said
    assert ending_of([done], target) == ("All done", ending)
