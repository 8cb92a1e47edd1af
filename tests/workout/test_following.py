"""A workout that is followed, with somebody who does what it asks for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from formcheck.events import RepCounted
from formcheck.history import SetRecord
from formcheck.pose import Pose
from formcheck.workout.following import Following, Said
from formcheck.workout.programme import Command, Moved, Phase, Standing, Task, TaskOver
from tests.figures import Camera, Stick, hinged, prone, push_ups, rows, upright
from tests.plans.made_up import block, does
from tests.workout.programme.test_tasks import tasks
from tests.workout.test_raised_hand import raised

CIRCUIT = block(
    "circuit",
    does("bent-over-row", reps=[2, 3]),
    {"activity": "walking", "seconds": 10},
    does("push-up", seconds=13),
    rounds=2,
    rest_s=8,
)
HOLD = block("straight", does("plank", seconds=10), sets=1, rest_s=5)
FPS = 10.0
REAL = pytest.mark.real

POSES: dict[str | None, tuple[Stick, Callable[[float], Stick]]] = {
    "bent-over-row": (hinged(), rows(9)),
    "push-up": (prone(), push_ups(9)),
    "plank": (prone(reach=0.62), lambda _: prone(reach=0.62)),
    None: (upright(), lambda _: upright()),
}
"""How one is ready for a task, and what one does in it."""


class Doer:
    """Somebody who stands in the rests, gets ready in time and works until the set is over."""

    def __init__(self, *row: Task, run: str = "a run") -> None:
        self.following = Following(row, run)
        self.now = 0.0
        self.frames = 0
        self.said: list[Said] = []
        self.does: Callable[[Task | None, Phase, float], Stick | None] = self.obeys
        self._since = (Phase.OVER, 0.0)

    def obeys(self, task: Task | None, phase: Phase, since_s: float) -> Stick | None:
        ready, work = POSES[task.exercise if task else None]
        if phase is Phase.WORK:
            return work(since_s)
        if phase in (Phase.PLACING, Phase.COUNTDOWN) or (phase is Phase.REST and since_s > 4.0):
            return ready
        return upright()

    def go_on(self, seconds: float) -> Doer:
        for _ in range(round(seconds * FPS)):
            self.now += 1 / FPS
            where = self.following.programme.standing.where
            if where is not self._since[0]:
                self._since = (where, self.now)
            stick = self.does(self.following.task, where, self.now - self._since[1])
            pose = Pose(self.frames, self.now, 640, 480)
            if stick is not None:
                pose = Camera().see(stick, self.frames, self.now)
            self.frames += 1
            self.said.append(self.following.update(pose))
        return self

    def until(self, phase: Phase, at: int | None = None, seconds: float = 120) -> Doer:
        for _ in range(round(seconds)):
            standing = self.following.programme.standing
            if standing.where is phase and at in (None, standing.at):
                return self
            self.go_on(1.0)
        raise AssertionError(f"not within {seconds} s: {phase}")

    def to_the_end(self) -> Doer:
        self.until(Phase.OVER, seconds=240).go_on(2.5)
        self.said.append(self.following.finish())
        return self

    def killed(self, sets: list[SetRecord]) -> Doer:
        """The server is killed; another goes on with what was kept."""
        standing = Standing.of_json(self.following.programme.standing.to_json())
        old, traces = self.following, self.following.workout.traces()
        self.following = Following(
            old.tasks, old.run, now=self.now, standing=standing, sets=sets, traces=traces
        )
        return self

    def where(self) -> Phase:
        return self.following.programme.standing.where

    def rows(self) -> list[tuple[str | None, int, int | None, str]]:
        """Exercise, round, reps and how it ended, of each task that is over."""
        row = self.following.tasks
        return [
            (row[each.task].exercise, row[each.task].round, each.reps, each.outcome)
            for each in self.following.programme.standing.done
        ]

    def sets(self) -> list[SetRecord]:
        return self.following.workout.records()

    def phases(self) -> list[Phase]:
        said = [each for one in self.said for each in one.programme]
        return [each.phase for each in said if isinstance(each, Moved)]


@pytest.mark.slow
def test_a_circuit_runs_through_without_a_touch_and_counts_exactly() -> None:
    doer = Doer(*tasks(CIRCUIT)).to_the_end()
    done = doer.rows()
    assert [each[:2] for each in done] == [
        ("bent-over-row", 1), (None, 1), ("push-up", 1),
        ("bent-over-row", 2), (None, 2), ("push-up", 2),
    ]  # fmt: skip
    assert {each[3] for each in done} == {"done"}
    assert [each[2] for each in done if each[0] == "bent-over-row"] == [3, 3]
    # A second at the top, then one every 1.6 s, for twelve seconds; one more was under way.
    assert [each[2] for each in done if each[0] == "push-up"] == [7, 7]
    sets = doer.sets()
    assert [each.index for each in sets] == [1, 2, 3, 4]
    assert [len(each.reps) for each in sets] == [3, 7, 3, 7]
    assert [(each.place.round, each.place.step) for each in sets if each.place] == [
        (1, 1), (1, 3), (2, 1), (2, 3),
    ]  # fmt: skip
    assert [each.target for each in sets] == [(2, 3), None, (2, 3), None]
    assert all(each.reached for each in sets)
    events = [each for one in doer.said for each in one.events if isinstance(each, RepCounted)]
    assert len(events) == 20


@pytest.mark.slow
def test_nothing_counts_in_rests_pauses_and_activities() -> None:
    doer = Doer(*tasks(CIRCUIT)).until(Phase.REST, 1)
    doer.go_on(3)
    doer.does = lambda task, phase, since_s: rows(9)(since_s)
    doer.until(Phase.REST, 2).go_on(1)
    assert [len(each.reps) for each in doer.sets()] == [3]


@pytest.mark.slow
def test_a_pause_in_a_set_keeps_its_reps_and_counts_none_meanwhile() -> None:
    doer = Doer(*tasks(CIRCUIT)).until(Phase.WORK, 0).go_on(3.5)
    doer.said.append(doer.following.command(Command.PAUSE))
    before = len(doer.sets()[0].reps)
    doer.does = lambda task, phase, since_s: rows(9)(since_s)
    doer.go_on(10)
    assert len(doer.sets()[0].reps) == before
    doer.does = doer.obeys
    doer.said.append(doer.following.command(Command.RESUME))
    doer.until(Phase.REST, 1)
    assert doer.rows() == [("bent-over-row", 1, 3, "done")]


@pytest.mark.slow
def test_a_raised_hand_ends_a_rest_and_is_not_heard_in_a_set() -> None:
    doer = Doer(*tasks(CIRCUIT)).until(Phase.WORK, 0)
    doer.does = lambda task, phase, since_s: raised()
    doer.go_on(5)
    assert doer.where() is not Phase.REST
    doer.does = doer.obeys
    doer.until(Phase.REST, 1)
    doer.does = lambda task, phase, since_s: raised()
    doer.go_on(2.5)
    assert doer.where() is Phase.COUNTDOWN


@pytest.mark.slow
def test_a_raised_hand_ends_a_pause() -> None:
    doer = Doer(*tasks(CIRCUIT)).until(Phase.REST, 1)
    doer.following.command(Command.PAUSE)
    doer.does = lambda task, phase, since_s: raised() if 2 < since_s < 5 else upright()
    doer.go_on(3)
    assert doer.where() is Phase.PAUSED
    doer.go_on(2)
    assert doer.where() is Phase.REST


def test_a_hold_is_reached_by_the_clock_and_its_seconds_are_those_in_position() -> None:
    doer = Doer(*tasks(HOLD)).until(Phase.OVER)
    (kept,) = doer.sets()
    assert kept.hold_s == pytest.approx(10.0, abs=0.3)
    assert (kept.reached, kept.target) == (True, (10, 10))


@pytest.mark.slow
def test_who_stops_before_the_reps_are_done_is_not_waited_for() -> None:
    doer = Doer(*tasks(CIRCUIT)).until(Phase.WORK, 0)
    doer.does = lambda task, phase, since_s: rows(2)(since_s) if since_s < 6 else upright()
    doer.until(Phase.REST, 1, seconds=20)
    assert doer.rows() == [("bent-over-row", 1, 2, "done")]
    assert doer.sets()[0].reached  # two were enough


@pytest.mark.slow
def test_nobody_there_and_the_workout_goes_on_all_the_same() -> None:
    doer = Doer(*tasks(CIRCUIT))
    doer.does = lambda task, phase, since_s: None
    doer.until(Phase.OVER, seconds=400)
    assert [each[3] for each in doer.rows()] == ["unseen", "done", "done"] * 2
    assert doer.sets() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "after_s", [pytest.param(0.5, marks=REAL), 3.7, pytest.param(5.9, marks=REAL)]
)
def test_a_kill_in_a_set_of_the_second_round_loses_at_most_the_rep_under_way(
    after_s: float,
) -> None:
    doer = Doer(*tasks(CIRCUIT)).until(Phase.WORK, 3, seconds=200).go_on(after_s)
    sets = doer.sets()
    doer.killed(sets)
    assert doer.where() is Phase.PAUSED
    doer.to_the_end()
    done = doer.rows()
    assert [each[2] for each in done] == [3, None, 7, 3, None, 7]
    kept = doer.sets()
    assert [len(each.reps) for each in kept] == [3, 7, 3, 7]
    assert [each.index for each in kept] == [1, 2, 3, 4]
    assert [rep.index for rep in kept[2].reps] == [1, 2, 3]
    assert kept[:2] == sets[:2]
    starts = [rep.start_s for each in kept for rep in each.reps]
    assert starts == sorted(starts)
    for number, trace in doer.following.workout.traces().items():
        drawn, done_set = trace.trace, kept[number - 1]
        assert drawn.time_s[0] <= done_set.start_s, number  # both parts of the third
        assert drawn.time_s[-1] >= done_set.end_s, number
        assert np.all(np.diff(drawn.time_s) > 0), number


@pytest.mark.slow
def test_what_was_kept_before_the_clock_was_is_not_done_again() -> None:
    """The sets are kept first: a kill between the two finds a set that is complete."""
    doer = Doer(*tasks(CIRCUIT)).until(Phase.WORK, 0).go_on(2)
    standing = Standing.of_json(doer.following.programme.standing.to_json())
    doer.until(Phase.REST, 1)
    sets = doer.sets()
    old = doer.following
    doer.following = Following(old.tasks, old.run, now=doer.now, standing=standing, sets=sets)
    doer.until(Phase.REST, 1, seconds=8)
    assert [len(each.reps) for each in doer.sets()] == [3]


@pytest.mark.slow
def test_every_task_that_is_over_is_told_once() -> None:
    doer = Doer(*tasks(CIRCUIT)).to_the_end()
    said = [each for one in doer.said for each in one.programme if isinstance(each, TaskOver)]
    assert [each.done.task for each in said] == [0, 1, 2, 3, 4, 5]
