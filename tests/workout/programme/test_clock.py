"""The clock of a workout: on times of our own, and under everything that may happen to it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.workout.programme import (
    HEARD,
    Command,
    Moved,
    Phase,
    Programme,
    ProgrammeEvent,
    Standing,
    Task,
    TaskOver,
    TimeLeft,
    meaning_of,
)
from tests.workout.programme.test_tasks import CIRCUIT, EMOM, INTERVALS, REST, STRAIGHT, tasks

ROW, PLANK = tasks(STRAIGHT)[1:3]
SHORT_REST = replace(PLANK, rest_s=4.0)
WALK = Task("warm-up", 0, "", None, "walking", 1, 1, 1, 1, None, 30.0)

FRAME_S = 0.125
"""How far apart pictures come; a binary fraction, so that times add up exactly."""


class Person:
    """Somebody who follows a workout, seen eight times a second."""

    def __init__(self, *row: Task) -> None:
        self.now = 100.0
        self.programme = Programme(row, self.now)
        self.said: list[ProgrammeEvent] = []
        self.ready = False

    def go_on(self, seconds: float, *, seen: bool = True) -> Person:
        end = self.now + seconds
        while self.now < end:
            self.now += FRAME_S
            if seen:
                self.said += self.programme.see(self.now, ready=self.ready)
            else:
                self.said += self.programme.tick(self.now)
        return self

    def get_in(self) -> Person:
        self.ready = True
        return self

    def get_out(self) -> Person:
        self.ready = False
        return self

    def done_with_the_set(self) -> Person:
        self.now += FRAME_S
        self.said += self.programme.see(self.now, ready=self.ready, over=True)
        return self

    def want(self, command: Command) -> Person:
        self.said += self.programme.command(command, self.now)
        return self

    def killed(self) -> Person:
        """The process ends, and another one goes on at another time with what was kept."""
        kept = self.programme.standing.to_json()
        self.now += 3600.0
        self.programme = Programme(self.programme.tasks, self.now, Standing.of_json(kept))
        return self

    def where(self) -> Phase:
        return self.programme.standing.where

    @property
    def at(self) -> int:
        return self.programme.standing.at

    def phases(self) -> list[Phase]:
        return [each.phase for each in self.said if isinstance(each, Moved)]

    def outcomes(self) -> list[tuple[int, str, float]]:
        return [
            (each.done.task, each.done.outcome, each.done.worked_s)
            for each in self.said
            if isinstance(each, TaskOver)
        ]


class TestOneTask:
    def test_it_is_announced_and_begins_with_the_person_in_position(self) -> None:
        person = Person(replace(ROW, rest_s=0.0)).go_on(7)
        assert person.where() is Phase.PLACING
        person.go_on(4).get_in().go_on(3.5)
        assert person.phases() == [Phase.ANNOUNCE, Phase.PLACING, Phase.COUNTDOWN, Phase.WORK]

    def test_who_leaves_the_countdown_is_counted_down_anew(self) -> None:
        person = Person(replace(ROW, rest_s=0.0)).go_on(8).get_in().go_on(2).get_out().go_on(1)
        assert person.where() is Phase.PLACING
        assert person.get_in().go_on(2.5).where() is Phase.COUNTDOWN
        assert person.go_on(1).where() is Phase.WORK

    def test_whose_position_is_never_made_out_begins_all_the_same(self) -> None:
        person = Person(replace(PLANK, rest_s=0.0)).go_on(6 + 20 + 3 + 0.25)
        assert person.where() is Phase.WORK
        assert person.go_on(30).outcomes() == [(0, "done", 30.0)]

    def test_who_comes_and_goes_is_not_waited_for_for_ever(self) -> None:
        person = Person(replace(PLANK, rest_s=0.0)).go_on(6.5)
        for _ in range(11):
            person.go_on(2).get_in().go_on(1).get_out()
        assert person.go_on(3).where() is Phase.WORK

    def test_a_set_of_reps_ends_when_it_is_over_and_not_by_the_clock(self) -> None:
        person = Person(replace(ROW, rest_s=0.0), PLANK).get_in().go_on(60)
        assert person.where() is Phase.WORK
        since = person.said[person.said.index(Moved(Phase.WORK, 0)) :]
        assert not [each for each in since if isinstance(each, TimeLeft)]
        person.done_with_the_set()
        assert (person.where(), person.at) == (Phase.REST, 1)

    def test_a_set_of_which_nothing_is_seen_does_not_last_for_ever(self) -> None:
        person = Person(replace(ROW, rest_s=0.0)).go_on(6 + 20 + 3 + 120 + 1)
        assert person.outcomes() == [(0, "unseen", 120.0)]
        assert person.where() is Phase.OVER

    def test_an_activity_is_timed_without_anybody_in_the_picture(self) -> None:
        person = Person(WALK).go_on(6 + 30 + 0.25, seen=False)
        assert person.outcomes() == [(0, "done", 30.0)]
        assert Phase.PLACING not in person.phases()

    def test_the_last_three_seconds_beep(self) -> None:
        person = Person(WALK).go_on(37)
        told = [each for each in person.said if isinstance(each, TimeLeft)]
        assert [each.seconds for each in told] == [*range(6, 0, -1), *range(30, 0, -1)]
        assert [each.seconds for each in told if each.beep] == [3, 2, 1, 3, 2, 1]


class TestTheRest:
    def test_who_stands_ready_at_its_end_begins_at_once(self) -> None:
        person = Person(WALK, PLANK).go_on(6 + 30 + 0.25).get_in().go_on(60)
        assert person.phases()[-2:] == [Phase.REST, Phase.WORK]

    def test_who_does_not_is_waited_for(self) -> None:
        person = Person(WALK, PLANK).go_on(6 + 30 + 60 + 0.25)
        assert person.where() is Phase.PLACING

    def test_a_position_of_the_task_before_is_none_of_this(self) -> None:
        person = Person(replace(PLANK, rest_s=0.0), SHORT_REST).get_in().go_on(6 + 30 + 0.5)
        assert person.where() is Phase.REST
        person.get_out().go_on(2).get_in().go_on(2.5)
        assert person.where() is Phase.COUNTDOWN  # in position for two seconds, and not for three

    def test_next_counts_down_to_what_comes(self) -> None:
        person = Person(WALK, PLANK).go_on(37).want(Command.NEXT)
        assert person.where() is Phase.COUNTDOWN
        assert person.go_on(3.25).where() is Phase.WORK

    def test_skip_leaves_out_what_is_announced_and_keeps_the_rest(self) -> None:
        person = Person(WALK, PLANK, ROW).go_on(36.125 + 10).want(Command.SKIP)
        assert (person.where(), person.at) == (Phase.REST, 2)
        assert person.programme.left_s == pytest.approx(50, abs=0.2)
        assert person.outcomes()[-1] == (1, "skipped", 0.0)


class TestByTheClock:
    def test_intervals_last_as_long_as_they_say(self) -> None:
        person = Person(*tasks(INTERVALS)).get_in().go_on(6)
        assert person.where() is Phase.WORK
        person.get_out().go_on(40 + 20)
        assert (person.where(), person.at) == (Phase.WORK, 1)
        person.go_on(40)
        assert person.where() is Phase.OVER

    def test_each_minute_of_an_emom_begins_on_the_minute(self) -> None:
        person = Person(*tasks(EMOM)).get_in().go_on(6).done_with_the_set()
        assert (person.where(), person.at) == (Phase.REST, 1)
        person.go_on(59.875)
        assert (person.where(), person.at) == (Phase.WORK, 1)
        person.go_on(40)
        assert (person.where(), person.at) == (Phase.REST, 2)
        person.go_on(20)
        assert (person.where(), person.at) == (Phase.WORK, 2)
        person.go_on(60)  # its reps never come: the minute ends
        assert person.where() is Phase.OVER

    def test_who_pauses_in_a_minute_has_the_rest_of_it_afterwards(self) -> None:
        person = Person(*tasks(EMOM)).get_in().go_on(6 + 10).want(Command.PAUSE).go_on(500)
        person.want(Command.RESUME).go_on(50)
        assert (person.where(), person.at) == (Phase.WORK, 1)


class TestInterruptions:
    def test_a_pause_takes_nothing_of_the_work(self) -> None:
        person = Person(replace(PLANK, rest_s=0.0)).get_in().go_on(6 + 10).want(Command.PAUSE)
        assert person.where() is Phase.PAUSED
        person.go_on(500).want(Command.RESUME)
        assert person.where() is Phase.COUNTDOWN
        person.get_out().go_on(3 + 19)
        assert person.where() is Phase.WORK
        assert person.go_on(1).outcomes() == [(0, "done", 30.0)]

    def test_a_camera_that_is_gone_pauses_and_goes_on_by_itself(self) -> None:
        person = Person(replace(PLANK, rest_s=0.0)).get_in().go_on(6 + 10).go_on(60, seen=False)
        assert person.where() is Phase.PAUSED
        ledger = person.programme.standing.ledger
        assert ledger[Phase.PAUSED] == 52
        assert person.go_on(FRAME_S).where() is Phase.COUNTDOWN
        assert person.go_on(3 + 12).outcomes() == [(0, "done", 30.0)]

    def test_a_rest_and_an_activity_go_on_without_a_camera(self) -> None:
        person = Person(WALK, PLANK).go_on(36.25, seen=False)
        assert person.where() is Phase.REST
        assert person.go_on(60, seen=False).where() is Phase.PLACING
        assert person.go_on(9, seen=False).where() is Phase.PAUSED

    def test_a_tab_that_slept_has_missed_nothing_and_counts_nothing_twice(self) -> None:
        person = Person(WALK, PLANK).go_on(37)
        person.now += 3600
        person.go_on(FRAME_S, seen=False)
        ledger = person.programme.standing.ledger
        assert (ledger[Phase.ANNOUNCE], ledger[Phase.WORK], ledger[Phase.REST]) == (6, 30, 60)
        assert ledger[Phase.PLACING] == 8
        assert person.where() is Phase.PAUSED

    def test_after_a_kill_it_goes_on_with_the_first_picture(self) -> None:
        person = Person(replace(PLANK, rest_s=0.0), ROW).get_in().go_on(6 + 10).killed()
        assert person.where() is Phase.PAUSED
        person.go_on(FRAME_S)
        assert person.where() is Phase.COUNTDOWN
        person.go_on(3 + 20)
        assert person.outcomes() == [(0, "done", 30.0)]

    def test_what_the_person_paused_only_the_person_lets_go_on(self) -> None:
        person = Person(WALK).go_on(10).want(Command.PAUSE).killed().go_on(5)
        assert person.where() is Phase.PAUSED
        assert (
            person.want(Command.GESTURE).where() is Phase.WORK or person.where() is Phase.COUNTDOWN
        )

    def test_stop_keeps_what_was_done_of_a_task(self) -> None:
        person = Person(WALK, PLANK).go_on(16).want(Command.STOP)
        assert person.outcomes() == [(0, "cut", 10.0)]
        assert person.where() is Phase.OVER
        assert person.go_on(100).outcomes() == [(0, "cut", 10.0)]


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("command", list(Command))
def test_what_the_table_does_not_list_changes_nothing(command: Command, phase: Phase) -> None:
    where = {
        Phase.ANNOUNCE: lambda: Person(replace(PLANK, rest_s=0.0), ROW).go_on(1),
        Phase.PLACING: lambda: Person(replace(PLANK, rest_s=0.0), ROW).go_on(7),
        Phase.COUNTDOWN: lambda: Person(replace(PLANK, rest_s=0.0), ROW).go_on(7).get_in().go_on(1),
        Phase.WORK: lambda: Person(replace(PLANK, rest_s=0.0), ROW).get_in().go_on(8),
        Phase.REST: lambda: Person(WALK, ROW).go_on(37),
        Phase.PAUSED: lambda: Person(WALK, ROW).go_on(10).want(Command.PAUSE),
        Phase.OVER: lambda: Person(WALK).go_on(40),
    }
    person = where[phase]()
    assert person.where() is phase
    before = copy.deepcopy(person.programme.standing)
    said = person.programme.command(command, person.now)
    heard = command in HEARD[phase]
    assert (meaning_of(command, phase) is not None) == heard
    assert (person.programme.standing != before) == heard
    assert bool([each for each in said if not isinstance(each, TimeLeft)]) == heard


def test_what_is_over_is_over_after_a_kill_too() -> None:
    person = Person(WALK).go_on(40)
    standing = copy.deepcopy(person.programme.standing)
    assert person.killed().programme.standing == standing
    assert person.programme.see(person.now, ready=True) == []


def test_gestures_are_heard_only_between_sets_and_while_paused() -> None:
    assert {phase for phase in Phase if Command.GESTURE in HEARD[phase]} == {
        Phase.ANNOUNCE, Phase.PLACING, Phase.REST, Phase.PAUSED,
    }  # fmt: skip


Deed = tuple[float, Callable[[Person], object]]
"""After how long what happens."""


def _deed(what: str) -> Callable[[Person], object]:
    match what:
        case "in" | "out":
            return lambda person: person.programme.see(person.now, ready=what == "in")
        case "over":
            return lambda person: person.programme.see(person.now, ready=True, over=True)
        case "away":
            return lambda person: person.programme.away(person.now)
        case "nothing":
            return lambda person: None
        case _:
            return lambda person: person.programme.command(Command(what), person.now)


COMMANDS = ("next", "pause", "resume", "skip", "gesture")
DEEDS = ("in", "in", "in", "out", "over", "away", "nothing", *COMMANDS)
WORKOUTS = st.lists(
    st.sampled_from([STRAIGHT, REST, CIRCUIT, INTERVALS, EMOM]), min_size=1, max_size=3
).filter(lambda blocks: set(blocks) != {REST})
HISTORIES = st.lists(
    st.tuples(st.integers(1, 64 * 40).map(lambda n: n / 64), st.sampled_from(DEEDS)), max_size=40
)


def follow(blocks: list[str], history: list[tuple[float, str]], step_s: float) -> Person:
    """Live through a history, told of the time in steps."""
    person = Person(*tasks(*blocks))
    for after_s, what in history:
        end = person.now + after_s
        while person.now < end:
            person.now = min(person.now + step_s, end)
            person.programme.tick(person.now)
        _deed(what)(person)
    return person


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(WORKOUTS, HISTORIES)
def test_it_is_the_same_however_often_it_is_told_the_time(
    blocks: list[str], history: list[tuple[float, str]]
) -> None:
    often, seldom = follow(blocks, history, 0.25), follow(blocks, history, 1e9)
    assert often.programme.standing == seldom.programme.standing


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(WORKOUTS, HISTORIES)
def test_no_time_is_lost_or_counted_twice(
    blocks: list[str], history: list[tuple[float, str]]
) -> None:
    person = follow(blocks, history, 1e9)
    standing = person.programme.standing
    gone = person.now - 100.0
    if standing.phase is Phase.OVER:
        assert sum(standing.ledger.values()) <= gone
    else:
        assert sum(standing.ledger.values()) == gone
    worked = sum(each.worked_s for each in standing.done)
    under_way = 0.0 if standing.phase is Phase.OVER else standing.worked_s
    assert worked + under_way == standing.ledger.get(Phase.WORK, 0.0)
    assert [each.task for each in standing.done] == list(range(len(standing.done)))
    for each in standing.done:
        task = person.programme.tasks[each.task]
        if each.outcome == "done" and task.seconds and task.slot_s is None:
            assert each.worked_s <= task.seconds
        if each.outcome == "skipped":
            assert each.worked_s == 0


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(WORKOUTS, HISTORIES, st.integers(0, 40))
def test_a_kill_is_a_pause_and_nothing_else(
    blocks: list[str], history: list[tuple[float, str]], at: int
) -> None:
    """Whoever goes on with what was kept has what who only lost the camera for that time has."""
    kept, lost = Person(*tasks(*blocks)), Person(*tasks(*blocks))
    for number, (after_s, what) in enumerate(history):
        if number == at:
            lost.programme.away(lost.now)
            kept.programme.tick(kept.now)  # it is kept as often as it is told the time
            kept = kept.killed()
        for person in (kept, lost):
            person.now += after_s
            _deed(what)(person)
    assert kept.programme.standing == lost.programme.standing


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(WORKOUTS, HISTORIES)
def test_a_timed_task_that_is_done_lasted_exactly_its_seconds(
    blocks: list[str], history: list[tuple[float, str]]
) -> None:
    person = Person(*tasks(*blocks))
    for after_s, what in history:
        person.now += after_s
        _deed(what if what != "over" else "in")(person)
    for each in person.programme.standing.done:
        task = person.programme.tasks[each.task]
        if each.outcome == "done" and task.seconds is not None:
            limit = task.seconds if task.slot_s is None else min(task.seconds, task.slot_s)
            assert each.worked_s <= limit
            assert each.worked_s == task.seconds or task.slot_s is not None
