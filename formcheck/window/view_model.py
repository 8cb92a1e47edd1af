"""What a person is shown while they exercise: one message at a time, each as long as it holds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.events import AttemptMade, Event
from formcheck.result.phrases import reps_words
from formcheck.result.reason_words import attempt_reason
from formcheck.workout import (
    Countdown,
    CueEnded,
    Resting,
    Stage,
    StageChanged,
    amount_of,
    count_of,
    ending_of,
    whole_seconds,
)
from formcheck.workout.coach import CoachEvent
from formcheck.workout.workout import Workout, gauge_of

PRAISE_S = 2.5
"""How long a mended fault is praised, seconds."""

REASON_S = 4.0
"""How long it is said why a movement did not count, seconds."""

TOLD_S = 8.0
"""How long something is told that is about the machine, seconds."""


@dataclass(frozen=True, slots=True)
class Message:
    """A line in large letters.

    Attributes:
        text: What it says.
        kind: ``risk``, ``technique``, ``range`` or ``tempo`` for a cue; ``good`` for praise,
            ``guide`` for where to stand, ``reason`` for why a movement did not count.
    """

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class ViewState:
    """All that is shown beside the picture and the skeleton.

    Attributes:
        count: The reps, or the seconds held, of this set.
        of: What they are and how many are wanted.
        set: Which set it is.
        message: The one line in large letters, or None.
        big: What is written across the middle: the countdown, the rest; "" for nothing.
        under: A line under that.
        doubted: Whether the count may be wrong.
        gauge: How far the rep has come, from 0 to 1; None where that is not known.
    """

    count: str
    of: str
    set: str
    message: Message | None = None
    big: str = ""
    under: str = ""
    doubted: bool = False
    gauge: float | None = None


class ViewModel:
    """Makes what is shown of what is said.

    Args:
        workout: What is shown.
    """

    def __init__(self, workout: Workout) -> None:
        self._workout = workout
        self._passing: Message | None = None
        self._until_s = -math.inf
        self._told: Message | None = None
        self._told_until_s = -math.inf
        self._countdown = 0
        self._rest_s = 0

    def update(self, events: Iterable[Event], said: Iterable[CoachEvent], now: float) -> None:
        """Take in what was said.

        Args:
            events: By the checker.
            said: By the coach.
            now: The time, seconds.
        """
        for event in events:
            if isinstance(event, AttemptMade):
                text = "Not counted: " + attempt_reason(event, self._workout.exercise)
                self._pass(Message(text, "reason"), now + REASON_S)
        for each in said:
            match each:
                case CueEnded(_, mended) if mended:
                    self._pass(Message(mended, "good"), now + PRAISE_S)
                case Countdown(seconds):
                    self._countdown = seconds
                case Resting(seconds):
                    self._rest_s = seconds
                case StageChanged():
                    self._passing = None  # nothing of a set is said over what comes after it

    def tell(self, text: str, now: float) -> None:
        """Show a line for a while, over all others: it is about nothing that the person does."""
        self._told, self._told_until_s = Message(text, "guide"), now + TOLD_S

    def shown(self, now: float) -> ViewState:
        """What is to be seen at a time."""
        workout = self._workout
        sets = workout.coach.sets
        target = sets.target
        reps, hold_s, good_s = sets.progress
        shown = count_of(reps, hold_s, target)
        if target.reps is None:
            of = f"of {target.hold_s or 0:g} s, {whole_seconds(good_s)} s judged good"
            if workout.exercise.rep:
                of += f", {reps_words(reps)}"
        else:
            of = f"of {reps_words(target.reps)}"
        big, under = self._middle()
        moving = target.reps is not None and sets.stage is Stage.SET
        return ViewState(
            count=shown,
            of=of,
            set=f"set {min(sets.index, target.sets)} of {target.sets}",
            message=self._message(now),
            big=big,
            under=under,
            doubted=target.reps is not None and sets.reps_range != (reps, reps),
            gauge=gauge_of(workout.status) if moving else None,
        )

    def _pass(self, message: Message, until_s: float) -> None:
        self._passing, self._until_s = message, until_s

    def _message(self, now: float) -> Message | None:
        coach = self._workout.coach
        if now <= self._told_until_s:
            return self._told
        if coach.cues.shown is not None:
            return Message(coach.cues.shown.text, coach.cues.shown.severity)
        blocking = coach.guidance is not None and coach.guidance.blocking
        if self._passing is not None and now <= self._until_s and not blocking:
            return self._passing
        if coach.guidance is not None:
            return Message(coach.guidance.text, "guide")
        return None

    def _middle(self) -> tuple[str, str]:
        sets = self._workout.coach.sets
        match sets.stage:
            case Stage.COUNTDOWN:
                return str(self._countdown), "stay in position"
            case Stage.REST:
                left = f"{self._rest_s // 60}:{self._rest_s % 60:02d}"
                did = amount_of(sets.finished[-1], sets.target)
                return left, f"{did}. Rest: space goes on"
            case Stage.DONE:
                title, text = ending_of(sets.finished, sets.target)
                return title, f"{text} q shows the summary"
        return "", ""
