"""A coach for one workout: guidance, cues and sets, from what the checker says."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.events import Event, Status
from formcheck.exercises import Exercise
from formcheck.pose import Pose
from formcheck.workout.cues import CueEnded, CueSelector, CueShown
from formcheck.workout.guidance import Guidance, guide
from formcheck.workout.set_events import SetEvent, SetStarted, Stage
from formcheck.workout.sets import SetTracker
from formcheck.workout.target import Target

SETTLE_S = 0.5
"""Guidance is given once it has been the same for this long, seconds: it must not flicker."""

DWELL_S = 2.0
"""Guidance stays for this long before another takes its place, seconds: it must be read."""

HINT_S = 6.0
"""A hint that changes nothing of what is counted is given once, for this long, seconds."""

CoachEvent = SetEvent | CueShown | CueEnded | Guidance | None


class Coach:
    """Says what a person should hear and see while they exercise.

    Args:
        exercise: What is done.
        target: How much is to be done; None for what the exercise's dose asks for.
        sets: What keeps the sets; None for what begins and ends them by what it sees.

    Attributes:
        sets: The sets.
        cues: The one cue that is shown.
        guidance: What the person should do to be seen or to be in position, or None.
    """

    def __init__(
        self, exercise: Exercise, target: Target | None = None, sets: SetTracker | None = None
    ) -> None:
        self.exercise = exercise
        self.sets = sets or SetTracker(target or Target.of(exercise))
        self.cues = CueSelector(exercise)
        self.guidance: Guidance | None = None
        self._wanted: tuple[Guidance | None, float] = (None, 0.0)
        self._guided_s = 0.0
        self._hinted_s: dict[str, float] = {}

    def update(
        self,
        pose: Pose,
        events: Iterable[Event],
        status: Status,
        now: float,
        *,
        dark: bool = False,
    ) -> list[CoachEvent]:
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
        said: list[CoachEvent] = [*self.sets.update(status, now)]
        self._begin_cues(said, now)
        if self.sets.stage is Stage.SET:
            said += self.cues.update(events, status, now)
        else:
            said += self.cues.clear()
        return said + self._guide(guide(pose, status, self.exercise, dark=dark), now)

    def tick(self, now: float) -> list[CoachEvent]:
        """Let the time go on where there is no frame."""
        return [*self.sets.tick(now)]

    def led(self, said: Iterable[SetEvent], now: float) -> list[CoachEvent]:
        """Somebody else led the sets elsewhere, and this is what they said."""
        made: list[CoachEvent] = [*said]
        self._begin_cues(made, now)
        return made if self.sets.stage is Stage.SET else [*made, *self.cues.clear()]

    def finish(self, now: float) -> list[CoachEvent]:
        """The workout is over."""
        return [*self.sets.finish(now), *self.cues.clear()]

    def _begin_cues(self, said: Iterable[CoachEvent], now: float) -> None:
        if any(isinstance(each, SetStarted) for each in said):
            self.cues.begin(now)

    def _guide(self, wanted: Guidance | None, now: float) -> list[CoachEvent]:
        if self.sets.stage not in (Stage.PLACING, Stage.SET):
            self._wanted = (None, now)
            return self._say(None, now)
        if wanted is not None and not wanted.blocking and not self._may_hint(wanted, now):
            wanted = None
        if wanted != self._wanted[0]:
            self._wanted = (wanted, now)
        if wanted == self.guidance or now - self._wanted[1] < SETTLE_S:
            return []
        if self.guidance is not None and wanted is not None and now - self._guided_s < DWELL_S:
            return []
        return self._say(wanted, now)

    def _say(self, guidance: Guidance | None, now: float) -> list[CoachEvent]:
        if guidance == self.guidance:
            return []
        self.guidance, self._guided_s = guidance, now
        if guidance is not None and not guidance.blocking:
            self._hinted_s.setdefault(guidance.text, now)
        return [guidance]

    def _may_hint(self, hint: Guidance, now: float) -> bool:
        """A cue comes before a hint, and a hint that was read is not given again."""
        return self.cues.shown is None and now - self._hinted_s.get(hint.text, now) < HINT_S
