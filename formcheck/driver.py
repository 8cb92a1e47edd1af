"""The one way from poses to a result: tracking, checking, and what is kept of what they say.

A video, a recording and a workout in front of a camera all go through it, so that all of them count
and judge alike.  An evaluation asks many sessions about one person, and makes no result.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from formcheck.checking import Session
from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture, OwnValue, Stance
from formcheck.events import Event, Status
from formcheck.exercises import Exercise
from formcheck.pose import Pose
from formcheck.recording import SourceInfo
from formcheck.result import Result, ResultBuilder, Trace
from formcheck.tracking import SubjectObserver


class SessionDriver:
    """Drives one session with the poses of one person.

    Args:
        exercise: What is done.
        source: Where the poses come from.
        observer: What has followed the person so far; None to begin anew.
        own: The person's own posture of another day.

    Attributes:
        exercise: What is done.

    >>> from formcheck.exercises import load_exercise
    >>> driver = SessionDriver(load_exercise("plank"), SourceInfo("a.mp4", 1.0, 30.0, 640, 360))
    >>> driver.update(Pose(0, 0.0, 640, 360)), driver.finish()
    ([], [])
    >>> driver.result().found_nobody
    True
    """

    def __init__(
        self,
        exercise: Exercise,
        source: SourceInfo,
        observer: SubjectObserver | None = None,
        own: OwnPosture = NOTHING_OWN,
    ) -> None:
        self.exercise = exercise
        self._observer = observer or SubjectObserver()
        self._session = Session(exercise, own=own)
        self._builder = ResultBuilder(exercise, source)

    @property
    def status(self) -> Status:
        """Where the session stands after the last frame."""
        return self._session.status

    def own_posture(self, day: date) -> dict[tuple[str, Stance], OwnValue]:
        """What of the person's own posture was shown so far and may be kept, of this day."""
        return self._session.own_posture(day)

    @property
    def source(self) -> SourceInfo:
        """Where the poses come from; to be replaced once more is known about it."""
        return self._builder.source

    @source.setter
    def source(self, info: SourceInfo) -> None:
        self._builder.source = info

    def update(self, pose: Pose) -> list[Event]:
        """Take in one frame.

        Args:
            pose: The frame's pose; times must not go backwards.

        Returns:
            What became known with this frame, in order.
        """
        events = self._session.update(self._observer.update(pose))
        self._builder.add(events)
        self._builder.update(self._session.status, pose)
        return events

    def finish(self) -> list[Event]:
        """End the session; a second call returns no events."""
        events = self._session.finish()
        self._builder.add(events)
        return events

    def result(self, warnings: Iterable[str] = (), *, interrupted: bool = False) -> Result:
        """The result document of all frames so far.

        Args:
            warnings: What the user should know about the input, one line each.
            interrupted: Whether it ended before it was meant to.
        """
        return self._builder.build(warnings, interrupted)

    def trace(self) -> Trace:
        """The rep signal and the session's state over time, for the plots."""
        return self._builder.trace()
