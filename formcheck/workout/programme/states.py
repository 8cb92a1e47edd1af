"""Where a workout that is followed may stand, and which commands are heard there."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Where a workout stands."""

    ANNOUNCE = "announce"
    """What comes is told and shown, where no rest leaves time for that."""
    PLACING = "placing"
    """The person walks into position."""
    COUNTDOWN = "countdown"
    WORK = "work"
    REST = "rest"
    """Before the task that comes, which is told and shown meanwhile."""
    PAUSED = "paused"
    OVER = "over"


class Command(StrEnum):
    """What a person may want of a workout."""

    NEXT = "next"
    """Go on: out of a rest or a set."""
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    """Leave this task out."""
    STOP = "stop"
    """End the workout."""
    GESTURE = "gesture"
    """A raised hand: go on."""


HEARD: dict[Phase, frozenset[Command]] = {
    Phase.ANNOUNCE: frozenset(
        {Command.NEXT, Command.PAUSE, Command.SKIP, Command.STOP, Command.GESTURE}
    ),
    Phase.PLACING: frozenset(
        {Command.NEXT, Command.PAUSE, Command.SKIP, Command.STOP, Command.GESTURE}
    ),
    Phase.COUNTDOWN: frozenset({Command.PAUSE, Command.SKIP, Command.STOP}),
    Phase.WORK: frozenset({Command.NEXT, Command.PAUSE, Command.SKIP, Command.STOP}),
    Phase.REST: frozenset(
        {Command.NEXT, Command.PAUSE, Command.SKIP, Command.STOP, Command.GESTURE}
    ),
    Phase.PAUSED: frozenset({Command.RESUME, Command.STOP, Command.GESTURE}),
    Phase.OVER: frozenset(),
}
"""What is heard where, and nothing else is; a gesture only between sets and while paused."""


def meaning_of(command: Command, phase: Phase) -> Command | None:
    """What a command means where the workout stands; None where it is not heard.

    >>> meaning_of(Command.GESTURE, Phase.REST), meaning_of(Command.GESTURE, Phase.PAUSED)
    (<Command.NEXT: 'next'>, <Command.RESUME: 'resume'>)
    >>> meaning_of(Command.GESTURE, Phase.WORK) is None
    True
    """
    if command not in HEARD[phase]:
        return None
    if command is Command.GESTURE:
        return Command.RESUME if phase is Phase.PAUSED else Command.NEXT
    return command
