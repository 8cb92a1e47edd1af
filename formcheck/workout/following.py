"""Following a workout in front of a camera: its clock, and for each task the engine that counts.

What a person may see of it comes out in order; how far it has come can be kept at any moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture
from formcheck.events import Event, State
from formcheck.exercises import Exercise, list_exercises, load_exercise
from formcheck.history import SetPlace, SetRecord, SetTrace
from formcheck.pose import Pose
from formcheck.workout.coach import CoachEvent
from formcheck.workout.led_set import LedSet
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
)
from formcheck.workout.raised_hand import RaisedHand
from formcheck.workout.set_events import Stage
from formcheck.workout.target import Target
from formcheck.workout.workout import Workout

LINGER_S = 2.0
"""A rep that was under way when the time was over still counts for so long, seconds."""

KEEP_S = 5.0
"""After so many more seconds there is something to keep, though nothing was counted."""

STAGES = {
    Phase.PLACING: Stage.PLACING,
    Phase.COUNTDOWN: Stage.COUNTDOWN,
    Phase.WORK: Stage.SET,
}
"""Where a task's set stands; everywhere else it rests."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be told, in order.

    Attributes:
        events: What the checker says.
        coach: What the coach says.
        programme: What the clock of the workout says.
    """

    events: tuple[Event, ...] = ()
    coach: tuple[CoachEvent, ...] = ()
    programme: tuple[ProgrammeEvent, ...] = ()

    def __add__(self, other: Said) -> Said:
        return Said(
            self.events + other.events,
            self.coach + other.coach,
            self.programme + other.programme,
        )


class Following:
    """A workout that somebody follows.

    Args:
        tasks: What is done in it, in order.
        run: The run's id, which its sets are kept with.
        language: In which language exercises speak.
        now: The time at which it goes on, seconds of the session.
        standing: How far it has come; None for a new one.
        sets: The sets that were done so far.
        traces: What they are drawn from, by their number.
        own: The person's own posture of another day.

    Attributes:
        tasks: What is done in it.
        programme: Its clock.
        workout: What counts; of the exercise that is done or comes next.
        hand: What watches for a raised hand.
        language: In which language exercises speak.
        now: The latest time that was told, seconds of the session.
        changed: Whether there is more to keep since somebody made this false.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        run: str,
        *,
        language: str = "en",
        now: float = 0.0,
        standing: Standing | None = None,
        sets: Sequence[SetRecord] = (),
        traces: Mapping[int, SetTrace] | None = None,
        own: OwnPosture = NOTHING_OWN,
    ) -> None:
        self.tasks = tuple(tasks)
        self.run = run
        self.language = language
        self.now = now
        self.programme = Programme(self.tasks, now, standing)
        self.programme.tick(now)  # whoever begins looks at where it stands
        self.hand = RaisedHand()
        self.changed = True
        self._kept_s = now
        self._task: int | None = None  # whose exercise is looked for
        at = self.programme.standing.at
        mine = self._place(at) if self.programme.task else None
        self._before = next((each for each in sets if each.place == mine), None) if mine else None
        done = [each for each in sets if each is not self._before]
        first = self._seen_from(0)
        self.workout = Workout(
            self._exercise(self.tasks[first]) if first is not None else list_exercises()[0],
            own=own,
        )
        self.workout.last_s = now
        self.workout.carry_on(done, traces or {})
        self._look_for(self._seen_from(at))

    @property
    def task(self) -> Task | None:
        """The task under way, or the next one; None once all is over."""
        return self.programme.task

    @property
    def target(self) -> Target:
        """How much of the exercise is to be done."""
        return self.workout.coach.sets.target

    def update(self, pose: Pose, *, dark: bool = False) -> Said:
        """Take in a frame.

        Args:
            pose: Its pose; its time must be later than that of the frame before.
            dark: Whether it is too dark to see anybody.
        """
        self.now = max(self.now, pose.time_s)
        events, coach = self.workout.update(pose, dark=dark)
        said = Said(tuple(events), tuple(coach))
        now = pose.time_s
        if self._listens() and self.hand.update(pose):
            said += self._after(self.programme.command(Command.GESTURE, now))
        mine = self._task == self.programme.standing.at
        status, led = self.workout.status, self.workout.coach.sets
        ready = mine and status.state is State.ACTIVE
        over = mine and isinstance(led, LedSet) and led.over
        return said + self._after(self.programme.see(now, ready=ready, over=over))

    def tick(self, now: float) -> Said:
        """Let the time go on where there are no frames."""
        self.now = max(self.now, now)
        coach = self.workout.tick(now)
        return Said(coach=tuple(coach)) + self._after(self.programme.tick(now))

    def command(self, wanted: Command) -> Said:
        """The person wants something; nothing happens where it is not heard."""
        return self._after(self.programme.command(wanted, self.now))

    def away(self) -> Said:
        """Nobody is there: it pauses until there is a picture again."""
        self.hand.forget()
        return self._after(self.programme.away(self.now))

    def finish(self) -> Said:
        """Nothing follows any more; how far the workout has come stays as it is."""
        events, coach = self.workout.finish()
        self._note_counts()
        self.changed = True
        return Said(tuple(events), tuple(coach))

    # What follows from what the clock says

    def _after(self, said: Iterable[ProgrammeEvent]) -> Said:
        told = Said()
        for each in said:
            match each:
                case TaskOver(done):
                    self.changed = True
                    if self._task == done.task:
                        told += Said(coach=tuple(self.workout.end_task()))
                    self._note_counts()
                case Moved():
                    self.changed = True
                    self.hand.forget()
            told += Said(programme=(each,))
        told += self._keep_up()
        if self.now - self._kept_s >= KEEP_S:
            self._kept_s, self.changed = self.now, True
        return told

    def _keep_up(self) -> Said:
        """Let the engine be where the clock is: what was done a moment ago may still count."""
        standing = self.programme.standing
        told = Said()
        if standing.phase is Phase.OVER:
            return told
        wanted = self._seen_from(standing.at)
        lingers = standing.phase is Phase.REST and standing.spent_s < LINGER_S
        if wanted != self._task and not lingers:
            told += self._look_for(wanted)
        if self._task == standing.at:
            told += Said(coach=tuple(self.workout.lead(STAGES.get(standing.where, Stage.REST))))
        return told

    def _look_for(self, task: int | None) -> Said:
        """Count, coach and judge the exercise of a task from now on; of None, nothing."""
        self._task = task
        if task is None:
            coach = self.workout.close_task() if self.workout.led else []
            self._note_counts()
            return Said(coach=tuple(coach))
        before, self._before = self._before, None
        exercise = self._exercise(self.tasks[task])
        led = LedSet(target_of(self.tasks[task], exercise), before)
        events, coach = self.workout.change_task(exercise, led, self._place(task), before)
        self._note_counts()
        return Said(tuple(events), tuple(coach))

    def _listens(self) -> bool:
        if Command.GESTURE in HEARD[self.programme.standing.where]:
            return True
        self.hand.forget()
        return False

    def _note_counts(self) -> None:
        """What was counted belongs to what became of the task, also what came a moment later."""
        done = self.programme.standing.done
        found = {each.place: each for each in self.workout.records()}
        for each in done[-2:]:
            task = self.tasks[each.task]
            if task.exercise is None:
                continue
            record = found.get(self._place(each.task))
            # Without one nothing was counted, or its set was deleted: what was counted stays.
            each.reps = len(record.reps) if record else each.reps or 0
            each.hold_s = record.hold_s if record else each.hold_s or 0.0
            each.set = record.index if record else None

    def _seen_from(self, at: int) -> int | None:
        """The first task from one on that the camera sees."""
        for task in range(at, len(self.tasks)):
            if self.tasks[task].exercise is not None:
                return task
        return None

    def _exercise(self, task: Task) -> Exercise:
        assert task.exercise is not None
        return load_exercise(task.exercise).in_language(self.language)

    def _place(self, at: int) -> SetPlace:
        task = self.tasks[at]
        return SetPlace(run=self.run, block=task.block + 1, round=task.round, step=task.place)


def target_of(task: Task, exercise: Exercise) -> Target:
    """How much of an exercise a task asks for.

    >>> from formcheck.workout.programme import tasks_of
    >>> from formcheck.plans import load_workout
    >>> plank = tasks_of(load_workout("core-and-plank"))[1]
    >>> target_of(plank, load_exercise("plank")).hold_s
    45.0
    """
    one = Target(sets=1, rest_s=0.0, countdown_s=0.0)
    if exercise.kind == "hold":
        return replace(one, hold_s=float(task.seconds or task.slot_s or 0.0))
    if task.reps is not None:
        return replace(one, reps=task.reps[1], at_least=task.reps[0])
    return replace(one, work_s=float(task.seconds or 0.0))
