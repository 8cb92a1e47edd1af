"""The live session in a window: pictures in, coaching on them, until somebody quits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from formcheck.errors import InputError
from formcheck.history import Sessions
from formcheck.pose import Pose
from formcheck.vision.frames import Image
from formcheck.window.cameras import Feed
from formcheck.window.pose_thread import PoseThread
from formcheck.window.screen import draw
from formcheck.window.view_model import ViewModel, ViewState
from formcheck.workout.coach import CoachEvent
from formcheck.workout.workout import Workout
from formcheck.workout.workout_log import WorkoutLog

TICK_S = 0.5
"""After this long without a picture the time goes on all the same, seconds."""

SILENT_S = 15.0
"""A camera that gives no picture for this long is gone, seconds."""

WAIT_MS = 15
"""How often a key is asked for, and a picture drawn at most, milliseconds."""


QUICK_MODEL_IS_USED = (
    "This computer is too slow for the full model: the quick one is used, counts are less sure"
)
"""What is said once the model was changed."""


class Screen(Protocol):
    """Where the picture is shown; `formcheck.window.opencv_window.Window` is one."""

    def show(self, picture: Image) -> None:
        """Show a picture."""
        ...

    def key(self, wait_ms: int) -> str:
        """Wait for a key: ``quit``, ``space`` or ""."""
        ...


@dataclass(frozen=True, slots=True)
class Ending:
    """How a live session ended.

    Attributes:
        stopped: Whether somebody pressed Ctrl-C.
        error: What ended it, if nobody wanted it to end.
        unkept: Why the history does not have it all.
    """

    stopped: bool = False
    error: Exception | None = None
    unkept: str = ""


class CoachingLoop:
    """One live session in a window.

    Args:
        workout: What is done.
        feed: Where pictures come from.
        pose_thread: Finds poses in them.
        screen: Where they are shown.
        sessions: The history; None to keep nothing.
        stopped: Whether Ctrl-C was pressed.
    """

    def __init__(
        self,
        workout: Workout,
        feed: Feed,
        pose_thread: PoseThread,
        screen: Screen,
        *,
        sessions: Sessions | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._workout = workout
        self._feed = feed
        self._pose_thread = pose_thread
        self._screen = screen
        self._log = WorkoutLog(sessions)
        self._stopped = stopped
        self._view_model = ViewModel(workout)
        self._pose: Pose | None = None
        self._drawn: tuple[object, ...] = ()
        self._model = pose_thread.model

    def run(self) -> Ending:
        """Coach until somebody quits, the file ends or the camera is gone.

        What was counted is in the workout then, and in the history, however it ended.
        """
        try:
            ending = self._coach()
            self._take_in()  # what was seen while the last key was pressed
        finally:
            self._workout.finish()
            self._keep()
        return replace(ending, unkept=self._log.unkept)

    def _coach(self) -> Ending:
        while True:
            over = self._pose_thread.done
            self._take_in()
            self._draw()
            match self._screen.key(WAIT_MS):
                case "quit":
                    return Ending()
                case "space":
                    self._show(self._workout.skip_rest())
            if self._stopped():
                return Ending(stopped=True)
            if over:
                return Ending(error=self._pose_thread.error or self._feed.error)
            if self._feed.silent_s > SILENT_S and not self._feed.ended and self._pose_thread.ready:
                gone = f"{self._feed.name} has given no picture for {SILENT_S:.0f} s: is it there?"
                return Ending(error=InputError(gone))

    def _take_in(self) -> None:
        workout = self._workout
        for observation in self._pose_thread.observations():
            self._pose = observation.pose
            events, said = workout.update(observation.pose, dark=observation.dark)
            self._view_model.update(events, said, workout.last_s)
        now = self._feed.now_s
        if workout.frames and now - workout.last_s > TICK_S:
            self._show(workout.tick(now))
        self._pose_thread.between_sets = workout.between_sets
        if self._pose_thread.model != self._model:
            self._model = self._pose_thread.model
            self._view_model.tell(QUICK_MODEL_IS_USED, workout.last_s)
        self._keep()

    def _show(self, said: list[CoachEvent]) -> None:
        self._view_model.update((), said, self._workout.last_s)

    def _draw(self) -> None:
        frame = self._feed.shown
        if frame is None:
            return
        if self._pose_thread.ready:
            shown = self._view_model.shown(self._feed.now_s)
        else:
            shown = ViewState("", "", "", big="one moment", under="the pose model is being loaded")
        drawn = (frame.index, self._pose, shown)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        side = self._workout.status.side if self._workout.frames else "left"
        picture = draw(frame.image, self._pose, side, shown, mirrored=self._feed.mirrored)
        self._screen.show(picture)

    def _keep(self) -> None:
        """Keep what was done in the history, if there is more of it."""
        workout = self._workout
        if workout.changed or (workout.over and self._log.unkept):
            workout.changed = False
            self._log.keep(workout.records(), workout.last_s, workout.traces())
