"""One workout in front of a camera: poses in; what was counted, said and done out.

The live page and the window drive the same one, so that both count and coach alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture, OwnValue, Stance
from formcheck.driver import SessionDriver
from formcheck.events import AttemptMade, DoubtRaised, Event, RepCounted, State, Status
from formcheck.exercises import Exercise
from formcheck.history import SetPlace, SetRecord, SetTrace
from formcheck.pose import Pose
from formcheck.recording import SourceInfo
from formcheck.result import Result
from formcheck.tracking import SubjectObserver
from formcheck.workout import AllDone, Coach, SetFinished, Stage, StageChanged, Target
from formcheck.workout.coach import CoachEvent
from formcheck.workout.led_set import LedSet
from formcheck.workout.set_results import (
    joined,
    joined_traces,
    only_sets,
    records_of,
    traces_of,
)

NAME = "live"
"""What results call the source, where it has no name."""

NOTE_HOLD_S = 5.0
"""After this many more seconds of a hold there is something to keep."""

WorkoutUpdate = tuple[list[Event], list[CoachEvent]]
"""What the checker and the coach say, each in order."""


@dataclass(frozen=True, slots=True)
class _TaskSet:
    """The set of a task of a workout that is followed, and where in that it belongs."""

    led: LedSet
    place: SetPlace
    before: SetRecord | None


class Workout:
    """One workout: the checker, the coach and what they found, exercise after exercise.

    Args:
        exercise: What is done first.
        target: How much of it is to be done; None for what the exercise's dose asks for.
        name: What the results call the source.
        own: The person's own posture of another day.

    Attributes:
        exercise: What is done at present.
        coach: Its coach; to be looked at, not to be driven.
        frames: Frames seen so far.
        last_s: The time of the last frame, seconds.
        over: Whether the workout is over.
        changed: Whether there is more to keep, a rep or some seconds of a hold, since somebody
            made this false.
    """

    def __init__(
        self,
        exercise: Exercise,
        target: Target | None = None,
        *,
        name: str = NAME,
        own: OwnPosture = NOTHING_OWN,
    ) -> None:
        self.frames = 0
        self.last_s = 0.0
        self.over = False
        self.changed = False
        self._name = name
        self._own = own
        self._shown: dict[tuple[str, Stance], OwnValue] = {}
        self._results: list[Result] = []  # of the exercises that are over
        self._records: list[SetRecord] = []
        self._traces: dict[int, SetTrace] = {}
        self._observer = SubjectObserver()
        self._begin(exercise, target)

    def _begin(
        self,
        exercise: Exercise,
        target: Target | None,
        task: _TaskSet | None = None,
    ) -> None:
        """Count, coach and judge this exercise from now on."""
        self.exercise = exercise
        self.coach = Coach(exercise, target, task.led if task else None)
        info = SourceInfo(self._name, None, 0.0, 0, 0)
        self._driver = SessionDriver(exercise, info, self._observer, self._own)
        self._place = task.place if task else None
        self._before = task.before if task else None
        self._first_s = math.nan
        self._first_frame = self.frames
        self._dark_frames = 0
        self._noted_hold_s = 0.0
        self._seen_attempts = 0
        self._reps: list[int] = []  # those that belong to a set, by the checker's index
        self._attempts: list[int] = []

    @property
    def status(self) -> Status:
        """Where the checker stands."""
        return self._driver.status

    @property
    def between_sets(self) -> bool:
        """Whether nothing that is done at present can count, not even as an extra of a set."""
        stage = self.coach.sets.stage
        still_there = self.status.state is State.ACTIVE and stage is not Stage.PLACING
        return stage not in (Stage.COUNTDOWN, Stage.SET) and not still_there

    def update(self, pose: Pose, *, dark: bool = False) -> WorkoutUpdate:
        """Take in a frame.

        Args:
            pose: Its pose; its time must be later than that of the frame before.
            dark: Whether it is too dark to see anybody.

        Returns:
            What was said.  Reps and attempts are only those that belong to a set, reps numbered
            over all sets.
        """
        events = self._in_sets(self._driver.update(pose))
        status = self._driver.status
        self.frames += 1
        self._dark_frames += dark
        self.last_s = pose.time_s
        if math.isnan(self._first_s):
            self._first_s = pose.time_s
        said = self.coach.update(pose, events, status, pose.time_s, dark=dark)
        if status.hold_s >= self._noted_hold_s + NOTE_HOLD_S:
            self._noted_hold_s = status.hold_s
            self.changed = True
        self.changed = self.changed or any(
            isinstance(each, RepCounted | DoubtRaised) for each in events
        )
        return events, self._noted(said)

    def tick(self, time_s: float) -> list[CoachEvent]:
        """Let the time go on where there are no frames."""
        return self._noted(self.coach.tick(time_s))

    def skip_rest(self) -> list[CoachEvent]:
        """Go on with the next set at once."""
        return self._noted([*self.coach.sets.skip_rest(self.last_s)])

    def lead(self, stage: Stage) -> list[CoachEvent]:
        """Bring the set of a task to where the workout that is followed stands."""
        return self._noted(self.coach.led(self._led.lead(stage, self.last_s), self.last_s))

    def end_task(self) -> list[CoachEvent]:
        """The task is over; what is finished a moment later still belongs to its set."""
        return self._noted(self.coach.led(self._led.end(self.last_s), self.last_s))

    def close_task(self) -> list[CoachEvent]:
        """Nothing that is done from now on belongs to the task's set."""
        return self._noted(self.coach.led(self._led.finish(self.last_s), self.last_s))

    @property
    def led(self) -> bool:
        """Whether its set is one of a workout that is followed."""
        return isinstance(self.coach.sets, LedSet)

    @property
    def _led(self) -> LedSet:
        sets = self.coach.sets
        assert isinstance(sets, LedSet)
        return sets

    def finish(self) -> WorkoutUpdate:
        """End the workout; further calls do nothing."""
        if self.over:
            return [], []
        self.over = True
        return self._finish_exercise()

    def change_exercise(self, exercise: Exercise, target: Target | None = None) -> WorkoutUpdate:
        """End the exercise under way and go on with another; the sets of both belong together.

        Args:
            exercise: What is done from now on.
            target: How much of it is to be done; None for what the exercise's dose asks for.

        Returns:
            What was still to be said of the exercise that is over, and that another is to begin.

        Raises:
            ValueError: The workout is over.
        """
        return self._change(exercise, target)

    def change_task(
        self,
        exercise: Exercise,
        led: LedSet,
        place: SetPlace,
        before: SetRecord | None = None,
    ) -> WorkoutUpdate:
        """Go on with a task of a workout that is followed: one set, which somebody else leads.

        Args:
            exercise: What is done in it.
            led: Its set.
            place: Where in the workout it belongs.
            before: What was kept of this very set before an interruption.

        Returns:
            What was still to be said of the exercise that is over.

        Raises:
            ValueError: The workout is over.
        """
        return self._change(exercise, led.target, _TaskSet(led, place, before))

    def carry_on(self, records: Sequence[SetRecord], traces: Mapping[int, SetTrace]) -> None:
        """These sets were done before an interruption: they come before all others.

        Args:
            records: The sets, in order.
            traces: What they are drawn from, by their number; also of a set that goes on.
        """
        self._records, self._traces = [*records], {**traces}

    def _change(
        self,
        exercise: Exercise,
        target: Target | None,
        task: _TaskSet | None = None,
    ) -> WorkoutUpdate:
        if self.over:
            raise ValueError("the workout is over")
        self._shown = self.own_posture(date.min)
        events, said = self._finish_exercise()
        if self.coach.guidance is not None:
            said.append(None)  # what it asked for was asked for that exercise
        self._results.append(self.result())
        self._traces = self.traces()
        self._records = self.records()
        self._begin(exercise, target, task)
        # The workout is not over with one of its exercises.
        kept = [each for each in said if not isinstance(each, AllDone | StageChanged)]
        return events, [*kept, StageChanged(self.coach.sets.stage)]

    def _finish_exercise(self) -> WorkoutUpdate:
        events = self._in_sets(self._driver.finish())
        # A rep that ended with the session belongs to the last set.
        said: list[CoachEvent] = [*self.coach.sets.update(self._driver.status, self.last_s)]
        return events, self._noted([*said, *self.coach.finish(self.last_s)])

    def own_posture(self, day: date) -> dict[tuple[str, Stance], OwnValue]:
        """What of the person's own posture was shown so far and may be kept.

        Args:
            day: The day on which it was shown.
        """
        shown = {**self._shown, **self._driver.own_posture(day)}
        return {key: replace(own, day=day) for key, own in shown.items()}

    def result(self, *, interrupted: bool = False) -> Result:
        """What was found in the exercise under way, as for a video, but only in the sets.

        Args:
            interrupted: Whether it ended before it was meant to.
        """
        lasted = self.last_s - (0.0 if math.isnan(self._first_s) else self._first_s)
        frames = self.frames - self._first_frame
        fps = (frames - 1) / lasted if lasted > 0 else 0.0
        share = self._dark_frames / max(frames, 1)
        self._driver.source = replace(self._driver.source, duration_s=lasted, fps=fps, dark=share)
        result = self._driver.result(interrupted=interrupted)
        sets = self.coach.sets.so_far
        return only_sets(result, sets, self._reps, self._attempts, self._before)

    def results(self, *, interrupted: bool = False) -> list[Result]:
        """What was found in each exercise, in order; the one under way is the last.

        Args:
            interrupted: Whether the workout ended before it was meant to.
        """
        return [*self._results, self.result(interrupted=interrupted)]

    def records(self) -> list[SetRecord]:
        """The sets so far, as the history keeps them; the one under way is the last.

        They are numbered over all exercises.
        """
        before = len(self._records)
        mine = records_of(self.result(), self.coach.sets.so_far)
        if self._before is not None:
            mine = [joined(self._before, each) for each in mine] or [self._before]
        more = {"target": self.coach.sets.target.aim, "place": self._place}
        return [
            *self._records,
            *(
                each.model_copy(update={"index": before + at, **more})
                for at, each in enumerate(mine, 1)
            ),
        ]

    def traces(self) -> dict[int, SetTrace]:
        """What the sets so far are drawn from, by their number over all exercises."""
        before, found = len(self._records), dict(self._traces)
        mine = traces_of(self.result(), self._driver.trace(), self.coach.sets.so_far)
        for own, each in mine.items():
            first = found.get(before + own)  # of the same set, before an interruption
            found[before + own] = joined_traces(first, each) if first else each
        return found

    def _in_sets(self, events: Iterable[Event]) -> list[Event]:
        """Leave out the reps, attempts and doubts of no set: nothing counts before the "Go"."""
        sets = self.coach.sets
        kept: list[Event] = []
        for event in events:
            match event:
                case RepCounted():
                    if sets.counting:
                        self._reps.append(event.index)
                        kept.append(replace(event, index=len(self._reps)))
                case AttemptMade():
                    self._seen_attempts += 1
                    if sets.stage is Stage.SET:
                        self._attempts.append(self._seen_attempts)
                        kept.append(event)
                case DoubtRaised():
                    if sets.doubt(event):
                        kept.append(event)
                case _:
                    kept.append(event)
        return kept

    def _noted(self, said: list[CoachEvent]) -> list[CoachEvent]:
        self.changed = self.changed or any(isinstance(each, SetFinished) for each in said)
        return said


def gauge_of(status: Status) -> float | None:
    """Where the rep signal is between its two thresholds: 0 at the start, 1 at the turn."""
    travel = status.turn_threshold - status.start_threshold
    if not math.isfinite(travel) or travel == 0 or not math.isfinite(status.signal):
        return None
    return round(min(1.0, max(0.0, (status.signal - status.start_threshold) / travel)), 3)
