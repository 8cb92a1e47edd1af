"""A coach for one training session: guidance, cues and sets, from what the checker says."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.checking import Event, Status
from formcheck.coaching.cues import CueBoard, CueEnded, CueShown
from formcheck.coaching.placing import Guidance, guide
from formcheck.coaching.sets import Moment, SetKeeper, Stage, Target
from formcheck.exercises import Exercise
from formcheck.pose import Pose

SETTLE_S = 0.5
"""Guidance is given once it has been the same for so long, seconds: it must not flicker."""

Said = Moment | CueShown | CueEnded | Guidance | None


class Coach:
    """Says what a person should hear and see while they exercise.

    Args:
        exercise: What is done.
        target: How much is to be done; None for what the exercise's dose asks for.

    Attributes:
        sets: The sets.
        cues: The one cue that is shown.
        guidance: What the person should do to be seen or to be in position, or None.
    """

    def __init__(self, exercise: Exercise, target: Target | None = None) -> None:
        self.exercise = exercise
        self.sets = SetKeeper(target or Target.of(exercise))
        self.cues = CueBoard(exercise)
        self.guidance: Guidance | None = None
        self._wanted: tuple[Guidance | None, float] = (None, 0.0)

    def see(
        self,
        pose: Pose,
        events: Iterable[Event],
        status: Status,
        now: float,
        *,
        dark: bool = False,
    ) -> list[Said]:
        """Take in one frame.

        Args:
            pose: The frame's pose.
            events: What the session said of it.
            status: Where the session stands after it.
            now: The time, seconds.
            dark: Whether the picture is too dark to see anybody.

        Returns:
            What changes, in order; None among it means that guidance is no longer needed.
        """
        said: list[Said] = [*self.sets.see(status, now)]
        if self.sets.stage in (Stage.COUNTDOWN, Stage.SET):
            said += self.cues.see(events, status, now)
        else:
            said += self.cues.clear()
        return said + self._guide(guide(pose, status, self.exercise, dark=dark), now)

    def tick(self, now: float) -> list[Said]:
        """Let the time go on where there is no frame."""
        return [*self.sets.tick(now)]

    def finish(self, now: float) -> list[Said]:
        """The training is over."""
        return [*self.sets.finish(now), *self.cues.clear()]

    def _guide(self, wanted: Guidance | None, now: float) -> list[Said]:
        if self.sets.stage in (Stage.REST, Stage.DONE):
            wanted = None
        if wanted != self._wanted[0]:
            self._wanted = (wanted, now)
        settled = wanted is None or now - self._wanted[1] >= SETTLE_S
        if wanted == self.guidance or not settled:
            return []
        self.guidance = wanted
        return [wanted]
