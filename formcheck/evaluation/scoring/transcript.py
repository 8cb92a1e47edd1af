"""What formcheck said of one clip under one exercise, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from formcheck.checking import Movements, Session
from formcheck.evaluation.scoring.spans import Span
from formcheck.events import (
    DoubtRaised,
    Event,
    FaultEnded,
    FaultStarted,
    HoldProgress,
    RepCounted,
    State,
    Verdict,
)
from formcheck.exercises import Exercise
from formcheck.pose import FloatArray, Pose
from formcheck.tracking import Subject, SubjectObserver

NOT_LOOKED = -1
RIGHT = 0
WRONG = 1
NOT_JUDGED = 2
"""What a frame says of a check, as numbers."""

_CODES = {
    None: NOT_LOOKED,
    Verdict.OK: RIGHT,
    Verdict.FAULT: WRONG,
    Verdict.UNSURE: NOT_JUDGED,
    Verdict.UNKNOWN: NOT_JUDGED,
}
_LONGEST_FRAME_S = 1.0


@dataclass(frozen=True, slots=True)
class ReportedFault:
    """A fault that was said to be there.

    Attributes:
        id: The check's id.
        said_s: When a live user heard it.
        from_s: When it began, as was said.
        to_s: When it ended.
        value: The measure at its worst.
        limit: The limit that it broke.
    """

    id: str
    said_s: float
    from_s: float
    to_s: float
    value: float
    limit: float

    @property
    def span(self) -> Span:
        """From when to when."""
        return self.from_s, self.to_s


@dataclass(frozen=True, slots=True, eq=False)
class Transcript:
    """All that was said of a clip.

    Attributes:
        times: Of the frames, seconds.
        lasting: How long each frame lasts, seconds.
        active: Whether the session was at work in each frame.
        verdicts: What each frame says of each check of the exercise, shape (frames, checks):
            `NOT_LOOKED`, `RIGHT`, `WRONG` or `NOT_JUDGED`.
        reps: The counted repetitions.
        holds: The times in position.
        faults: What was said to be wrong.
        doubts: Where the count may be wrong, as was said.
    """

    times: FloatArray
    lasting: FloatArray
    active: NDArray[np.bool_]
    verdicts: NDArray[np.int8]
    reps: tuple[RepCounted, ...] = ()
    holds: tuple[Span, ...] = ()
    faults: tuple[ReportedFault, ...] = ()
    doubts: tuple[DoubtRaised, ...] = ()


@dataclass(slots=True)
class _Listener:
    """Takes down what a session says."""

    reps: list[RepCounted] = field(default_factory=list)
    holds: list[Span] = field(default_factory=list)
    faults: list[ReportedFault] = field(default_factory=list)
    doubts: list[DoubtRaised] = field(default_factory=list)
    lasting: dict[str, FaultStarted] = field(default_factory=dict)

    def update(self, events: Sequence[Event]) -> None:
        for event in events:
            match event:
                case RepCounted():
                    self.reps.append(event)
                case DoubtRaised():
                    self.doubts.append(event)
                case HoldProgress(ended=True):
                    self.holds.append((event.start_s, event.end_s))
                case FaultStarted():
                    self.lasting[event.id] = event
                case FaultEnded():
                    started = self.lasting.pop(event.id)
                    self.faults.append(
                        ReportedFault(
                            event.id,
                            started.time_s,
                            event.from_s,
                            event.to_s,
                            event.value,
                            event.limit,
                        )
                    )


def observe(poses: Sequence[Pose]) -> tuple[Subject, ...]:
    """Follow the person of a clip, once for all that it is analysed as.

    Args:
        poses: Of all frames, in order.
    """
    observer = SubjectObserver()
    return tuple(observer.update(pose) for pose in poses)


def transcribe(seen: Sequence[Subject], exercises: Sequence[Exercise]) -> list[Transcript]:
    """Run sessions as `formcheck.analyze` does, and take down what each says.

    Their person's movements are found once, for all of them.

    Args:
        seen: The person in all frames, from `observe`.
        exercises: What is looked for, in one session each.
    """
    movements = Movements()
    takers = [_Taker(exercise, movements) for exercise in exercises]
    for subject in seen:
        for taker in takers:
            taker.update(subject)
    times = np.array([subject.time_s for subject in seen], dtype=np.float64)
    return [taker.finish(times) for taker in takers]


class _Taker:
    """Takes down what one session says."""

    def __init__(self, exercise: Exercise, movements: Movements) -> None:
        self._session = Session(exercise, movements)
        self._listener = _Listener()
        self._active: list[bool] = []
        self._verdicts: list[list[int]] = []

    def update(self, subject: Subject) -> None:
        """Take in a frame."""
        self._listener.update(self._session.update(subject))
        self._active.append(self._session.state is State.ACTIVE)
        self._verdicts.append([_CODES[verdict] for verdict in self._session.verdicts])

    def finish(self, times: FloatArray) -> Transcript:
        """End the session."""
        listener = self._listener
        listener.update(self._session.finish())
        checks = len(self._session.exercise.checks)
        return Transcript(
            times=times,
            lasting=_lasting(times),
            active=np.array(self._active, dtype=np.bool_),
            verdicts=np.array(self._verdicts, dtype=np.int8).reshape(len(times), checks),
            reps=tuple(listener.reps),
            holds=tuple(listener.holds),
            faults=tuple(listener.faults),
            doubts=tuple(listener.doubts),
        )


def _lasting(times: FloatArray) -> FloatArray:
    """How long each frame lasts: until the next one; the last one as long as most.

    >>> _lasting(np.array([0.0, 0.5, 1.0])).tolist()
    [0.5, 0.5, 0.5]
    """
    if len(times) < 2:
        return np.zeros(len(times))
    steps = np.minimum(np.diff(times), _LONGEST_FRAME_S)
    return np.append(steps, np.median(steps))
