"""The clock of a workout that is followed: it says what comes when.

Every moment that is handed in belongs to one phase of one task, whether it is told of in one piece
or in many: nothing that a person or a machine does loses time, or counts any twice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal

from formcheck.workout.programme.happenings import Moved, ProgrammeEvent, TaskOver, TimeLeft
from formcheck.workout.programme.standing import Outcome, Standing, TaskDone
from formcheck.workout.programme.states import Command, Phase, meaning_of
from formcheck.workout.programme.tasks import Task

ANNOUNCE_S = 6.0
"""How long a task is announced where there is no rest before it: ours, to hear a sentence."""

COUNTDOWN_S = 3.0
"""How long the countdown before a task lasts, seconds."""

PATIENCE_S = 20.0
"""After so long without the person in position the countdown begins all the same, seconds: a
circuit goes on where the camera cannot make out a position.  Ours: to fetch a weight and lie down
takes 15."""

LONGEST_REP_S = 10.0
"""A set of reps ends after so long for each rep, seconds: the slowest tempo of the guides takes 8,
and who does the set out of the camera's view would otherwise wait for ever."""

AWAY_S = 8.0
"""After so long without a picture a task that needs the camera is paused, seconds."""

LAST_S = 3
"""Each of so many last seconds of a phase beeps."""


_Then = Callable[[], list[ProgrammeEvent]]
_BLIND = (Phase.PLACING, Phase.COUNTDOWN, Phase.WORK)


class Programme:
    """Follows the tasks of a workout.

    Args:
        tasks: The tasks, in their order.
        now: The time, seconds; any clock that never goes back.
        standing: How far it has come; None for a new one.  What comes back goes on as soon as
            there are pictures again, unless the person paused it.

    Attributes:
        tasks: The tasks.
        standing: How far it has come; to be looked at and kept.
    """

    def __init__(self, tasks: Sequence[Task], now: float, standing: Standing | None = None) -> None:
        self.tasks = tuple(tasks)
        self._now = now
        self._ready_s = 0.0  # how long the person has been in position
        self._ready = False
        self._told = -1
        self._unsaid: list[ProgrammeEvent] = []
        self.standing = standing or Standing(phase=Phase.OVER)
        if standing is not None:
            if standing.phase is not Phase.OVER:
                standing.paused = standing.paused or "camera"
        elif self.tasks:
            self._unsaid = self._come_to(0)

    @property
    def task(self) -> Task | None:
        """The task under way, or the next one; None once all is over."""
        at = self.standing.at
        return self.tasks[at] if self.standing.phase is not Phase.OVER else None

    @property
    def left_s(self) -> float:
        """Seconds until the phase is over by itself; infinite where it is not."""
        return max(0.0, self.length_s - self._gone())

    def tick(self, now: float) -> list[ProgrammeEvent]:
        """Let the time go on.

        Args:
            now: The time, seconds; an earlier one than before changes nothing.
        """
        said, self._unsaid = self._unsaid, []
        while self._now < now and self.standing.phase is not Phase.OVER:
            left, ends = self._next_end()
            step = min(left, now - self._now)
            self._spend(step)
            self._now = now if step < left else self._now + step
            if step >= left:
                said += ends()
        self._now = max(self._now, now)
        return [*said, *self._tell_time()]

    def see(self, now: float, *, ready: bool, over: bool = False) -> list[ProgrammeEvent]:
        """A picture came.

        Args:
            now: The time, seconds.
            ready: Whether the person is in the position of the task's exercise.
            over: Whether its set is over: the reps are reached, or the person has left.
        """
        said = self.tick(now)
        standing = self.standing
        standing.blind_s = 0.0
        if ready != self._ready:
            self._ready, self._ready_s = ready, 0.0
        if standing.paused == "camera":
            said += self._resume()
        if standing.where is Phase.WORK and over:
            said += self._end_task("done")
        elif standing.where is Phase.PLACING and ready:
            said += self._enter(Phase.COUNTDOWN)
        elif standing.where is Phase.COUNTDOWN and not ready and not standing.sure:
            said += self._enter(Phase.PLACING)
        return [*said, *self._tell_time()]

    def command(self, wanted: Command, now: float) -> list[ProgrammeEvent]:
        """The person wants something; nothing happens where that is not heard.

        Args:
            wanted: What.
            now: The time, seconds.
        """
        said = self.tick(now)
        match meaning_of(wanted, self.standing.where):
            case Command.PAUSE:
                said += self._pause("person")
            case Command.RESUME:
                said += self._resume()
            case Command.SKIP:
                said += self._skip()
            case Command.STOP:
                said += self._stop()
            case Command.NEXT:
                said += self._go_on()
        return [*said, *self._tell_time()]

    def away(self, now: float) -> list[ProgrammeEvent]:
        """Nobody is there to be followed: it pauses until there is a picture again."""
        said = self.tick(now)
        if self.standing.where not in (Phase.PAUSED, Phase.OVER):
            said += self._pause("camera")
        return said

    # Time

    def _spend(self, seconds: float) -> None:
        standing = self.standing
        where = standing.where
        standing.ledger[where] = standing.ledger.get(where, 0.0) + seconds
        if self._ready:
            self._ready_s += seconds
        if where is Phase.PAUSED:
            return
        standing.spent_s += seconds
        standing.slot_used_s += seconds
        if where is Phase.WORK:
            standing.worked_s += seconds
        elif where is Phase.PLACING:
            standing.waited_s += seconds
        if self._needs_camera():
            standing.blind_s += seconds

    def _gone(self) -> float:
        standing = self.standing
        if standing.phase is Phase.WORK:
            return standing.worked_s
        return standing.waited_s if standing.phase is Phase.PLACING else standing.spent_s

    @property
    def length_s(self) -> float:
        """How long the phase lasts if nothing happens, seconds."""
        task = self.task
        if task is None:
            return math.inf
        match self.standing.phase:
            case Phase.ANNOUNCE:
                return ANNOUNCE_S
            case Phase.COUNTDOWN:
                return COUNTDOWN_S
            case Phase.PLACING:
                return PATIENCE_S
            case Phase.REST:
                return self.standing.length_s
            case _:
                return self._work_length(task)

    def _work_length(self, task: Task) -> float:
        longest = task.seconds or LONGEST_REP_S * (task.reps[1] if task.reps else 1)
        if task.slot_s is None:
            return longest
        # A set that was interrupted has less of its minute left than it has worked.
        slot_left = task.slot_s - self.standing.slot_used_s + self.standing.worked_s
        return min(longest, slot_left)

    def _next_end(self) -> tuple[float, _Then]:
        """What ends first, and in how many seconds: the phase, or the patience with a camera."""
        if self.standing.paused:
            return math.inf, self._phase_ends
        left = self.left_s
        if self._needs_camera() and AWAY_S - self.standing.blind_s < left:
            return max(0.0, AWAY_S - self.standing.blind_s), lambda: self._pause("camera")
        return left, self._phase_ends

    def _needs_camera(self) -> bool:
        task = self.task
        return task is not None and task.exercise is not None and self.standing.phase in _BLIND

    def _tell_time(self) -> list[ProgrammeEvent]:
        standing = self.standing
        if standing.paused or standing.phase in (Phase.PLACING, Phase.OVER):
            return []
        task = self.task
        if standing.phase is Phase.WORK and (task is None or not task.ends_by_clock):
            return []
        left = math.ceil(self.left_s - 1e-9)
        if left == self._told:
            return []
        self._told = left
        return [TimeLeft(left, beep=0 < left <= LAST_S)]

    # What comes after what

    def _phase_ends(self) -> list[ProgrammeEvent]:
        task = self.task
        assert task is not None
        match self.standing.phase:
            case Phase.ANNOUNCE | Phase.REST:
                return self._arrive(task)
            case Phase.PLACING:
                return self._count_down_anyway()
            case Phase.COUNTDOWN:
                return self._enter(Phase.WORK)
            case _:
                return self._end_task("done" if task.ends_by_clock else "unseen")

    def _arrive(self, task: Task) -> list[ProgrammeEvent]:
        """The rest is over: who stands ready, or does what is not seen, begins."""
        if task.at_once or task.exercise is None or (self._ready and self._ready_s >= COUNTDOWN_S):
            return self._enter(Phase.WORK)
        return self._enter(Phase.COUNTDOWN if self._ready else Phase.PLACING)

    def _count_down_anyway(self) -> list[ProgrammeEvent]:
        moved = self._enter(Phase.COUNTDOWN)
        self.standing.sure = True
        return moved

    def _go_on(self) -> list[ProgrammeEvent]:
        task = self.task
        assert task is not None
        if self.standing.phase is Phase.WORK:
            return self._end_task("cut")
        return self._count_down_anyway()

    def _skip(self) -> list[ProgrammeEvent]:
        """Who leaves something out has earned no rest for it, but keeps what is left of one."""
        left = self.left_s if self.standing.phase is Phase.REST else 0.0
        return self._end_task("cut" if self.standing.worked_s else "skipped", rest_s=left)

    def _end_task(self, outcome: Outcome, rest_s: float | None = None) -> list[ProgrammeEvent]:
        standing = self.standing
        done = TaskDone(standing.at, outcome, standing.worked_s)
        standing.done.append(done)
        said: list[ProgrammeEvent] = [TaskOver(done)]
        if standing.at + 1 >= len(self.tasks):
            return [*said, *self._enter(Phase.OVER)]
        return [*said, *self._come_to(standing.at + 1, rest_s)]

    def _come_to(self, at: int, rest_s: float | None = None) -> list[ProgrammeEvent]:
        """Another task comes next, after its rest or another one."""
        standing = self.standing
        at_once = rest_s is None and self.tasks[at].at_once
        if rest_s is None:
            rest_s = self.tasks[at].rest_s
            slot_s = self.tasks[at - 1].slot_s if at else None
            if slot_s is not None:  # what is left of its minute is rest
                rest_s += max(0.0, slot_s - standing.slot_used_s)
        standing.at, standing.waited_s, standing.worked_s = at, 0.0, 0.0
        self._ready, self._ready_s = False, 0.0
        if rest_s > 0:
            moved = self._enter(Phase.REST, told=True)
            standing.length_s = rest_s
            return moved
        return self._enter(Phase.WORK if at_once else Phase.ANNOUNCE, told=True)

    def _stop(self) -> list[ProgrammeEvent]:
        standing = self.standing
        said: list[ProgrammeEvent] = []
        if standing.worked_s > 0:
            standing.done.append(TaskDone(standing.at, "cut", standing.worked_s))
            said.append(TaskOver(standing.done[-1]))
        standing.paused = ""
        return [*said, *self._enter(Phase.OVER)]

    def _pause(self, by: Literal["person", "camera"]) -> list[ProgrammeEvent]:
        self.standing.paused = by
        self._ready, self._ready_s = False, 0.0
        return [Moved(Phase.PAUSED, self.standing.at)]

    def _resume(self) -> list[ProgrammeEvent]:
        """Go on where it stood; work that was interrupted is counted down to anew."""
        standing = self.standing
        standing.paused, standing.blind_s = "", 0.0
        if standing.phase in (Phase.WORK, Phase.COUNTDOWN):
            return self._count_down_anyway()
        self._told = -1
        return [Moved(standing.phase, standing.at)]

    def _enter(self, phase: Phase, *, told: bool = False) -> list[ProgrammeEvent]:
        standing = self.standing
        if phase is Phase.WORK and not standing.worked_s:
            standing.slot_used_s = 0.0
        standing.phase, standing.spent_s, standing.blind_s = phase, 0.0, 0.0
        standing.sure = False
        self._told = -1
        return [Moved(phase, standing.at, told)]
