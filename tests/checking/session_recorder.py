"""A session that has been watched to its end, and what tests ask of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.checking import Session
from formcheck.events import (
    AttemptMade,
    Event,
    FaultEnded,
    HoldProgress,
    NotJudged,
    RepCounted,
    State,
    StateChanged,
)
from formcheck.exercises import Exercise, load_exercise
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver


@dataclass(frozen=True)
class Watched:
    """The events of a session, sorted out."""

    events: list[Event]
    session: Session

    @property
    def reps(self) -> list[RepCounted]:
        return [e for e in self.events if isinstance(e, RepCounted)]

    @property
    def attempts(self) -> list[AttemptMade]:
        return [e for e in self.events if isinstance(e, AttemptMade)]

    @property
    def faults(self) -> list[FaultEnded]:
        return [e for e in self.events if isinstance(e, FaultEnded)]

    @property
    def holds(self) -> list[HoldProgress]:
        return [e for e in self.events if isinstance(e, HoldProgress) and e.ended]

    @property
    def not_judged(self) -> dict[tuple[str, str], float]:
        return {(e.id, e.reason.value): e.seconds for e in self.events if isinstance(e, NotJudged)}

    @property
    def states(self) -> list[State]:
        return [e.state for e in self.events if isinstance(e, StateChanged)]

    @property
    def fault_ids(self) -> set[str]:
        return {e.id for e in self.faults}


def watch(poses: Iterable[Pose], exercise: str | Exercise) -> Watched:
    """Run a whole session over poses."""
    known = load_exercise(exercise) if isinstance(exercise, str) else exercise
    observer, session = SubjectObserver(), Session(known)
    events: list[Event] = []
    for pose in poses:
        events += session.update(observer.update(pose))
    events += session.finish()
    return Watched(events, session)
