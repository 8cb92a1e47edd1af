"""Trying the camera: a live session in which nothing is counted, coached or kept."""

from __future__ import annotations

from pydantic import BaseModel

from formcheck.checking import Session
from formcheck.exercises import Exercise
from formcheck.pose import Pose
from formcheck.result.position_words import position_words
from formcheck.tracking import SubjectObserver
from formcheck.web.live import messages
from formcheck.web.live.session import LiveSession
from formcheck.workout import Placement, Target


class PreviewSession(LiveSession):
    """A live session that only looks how camera and person stand.

    Args:
        exercise: What is to be done.
        target: How much; it is only told.
    """

    brief = True

    def __init__(self, exercise: Exercise, target: Target) -> None:
        super().__init__(exercise, target)
        self._observer = SubjectObserver()
        self._session = Session(exercise)
        self._placement = Placement(exercise)
        self._told: messages.PlacementMessage | None = None

    def update(self, pose: Pose, *, dark: bool = False) -> list[BaseModel]:
        """Take in a frame; returns the checklist where it changed."""
        self._session.update(self._observer.update(pose))
        self.workout.frames += 1
        self.workout.last_s = pose.time_s
        points = self._placement.update(pose, self._session.status, dark=dark)
        now = messages.PlacementMessage(
            points=tuple(
                messages.PointDocument(code=each.code, name=each.name, ok=each.ok, hint=each.hint)
                for each in points
            ),
            ready=self._placement.ready,
        )
        if now == self._told:
            return []
        self._told = now
        return [now]

    def tick(self, time_s: float) -> list[BaseModel]:
        """Nothing goes on by itself."""
        return []

    def seen(self, number: int, pose: Pose) -> messages.SeenMessage:
        """Where the person stands after a frame."""
        status = self._session.status
        changes = {"view": status.view, "missing": position_words(status.missing)}
        return super().seen(number, pose).model_copy(update=changes)
