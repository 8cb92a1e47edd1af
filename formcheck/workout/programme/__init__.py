"""A whole workout as it is followed: its tasks in a row, what is heard where, and its clock."""

from formcheck.workout.programme.clock import Programme
from formcheck.workout.programme.happenings import Moved, ProgrammeEvent, TaskOver, TimeLeft
from formcheck.workout.programme.standing import Standing, TaskDone
from formcheck.workout.programme.states import HEARD, Command, Phase, meaning_of
from formcheck.workout.programme.tasks import Task, tasks_of

__all__ = [
    "HEARD",
    "Command",
    "Moved",
    "Phase",
    "Programme",
    "ProgrammeEvent",
    "Standing",
    "Task",
    "TaskDone",
    "TaskOver",
    "TimeLeft",
    "meaning_of",
    "tasks_of",
]
