"""Finds poses in a feed's newest pictures, in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue

import numpy as np

from formcheck.lifecycle import Closing
from formcheck.vision.frames import Frame, FrameObservation, is_dark
from formcheck.vision.model_choice import ModelChoice
from formcheck.vision.models import ModelName
from formcheck.vision.pipeline import Estimator
from formcheck.window.cameras import Feed

_POLL_S = 0.1


class PoseThread(Closing):
    """Looks at the newest picture, then at the one that is newest by then, and so on.

    Args:
        feed: Where pictures come from.
        open_estimator: Loads a model; called in this thread, as it takes long.
        choice: Which model it is to be.

    Attributes:
        between_sets: Whether another model may be loaded; the caller says so.
        ready: Whether the model is loaded.
        done: Whether it has looked at all there was, or failed.
        error: Why it failed.
    """

    def __init__(
        self,
        feed: Feed,
        open_estimator: Callable[[ModelName], AbstractContextManager[Estimator]],
        choice: ModelChoice,
    ) -> None:
        self.between_sets = False
        self.ready = False
        self.done = False
        self.error: Exception | None = None
        self._feed = feed
        self._open = open_estimator
        self._choice = choice
        self._looks: SimpleQueue[FrameObservation] = (
            SimpleQueue()
        )  # of poses, a few hundred bytes each
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="formcheck-pose", daemon=True)
        self._thread.start()

    @property
    def model(self) -> ModelName:
        """The model that looks at present."""
        return self._choice.model

    def observations(self) -> list[FrameObservation]:
        """What was seen since this was asked last."""
        found: list[FrameObservation] = []
        while True:
            try:
                found.append(self._looks.get_nowait())
            except Empty:
                return found

    def close(self) -> None:
        """End it; further calls do nothing."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        try:
            goes_on = True
            while goes_on:
                with self._open(self._choice.model) as estimator:
                    # The first picture takes longest: let it be one that nobody waits for.
                    estimator.estimate(Frame(0, -1.0, np.zeros((360, 640, 3), np.uint8)))
                    self.ready = True
                    self._feed.go()
                    goes_on = self._observe_frames(estimator)
        except Exception as error:  # it is raised again where it can be told
            self.error = error
        finally:
            self.done = True

    def _observe_frames(self, estimator: Estimator) -> bool:
        """Look until there is no more to look at, or until another model is due: then True."""
        latest = self._feed.latest_frame
        while not self._stop.is_set():
            over = latest.closed  # asked first: what comes just before the end is looked at, too
            frame = latest.take(_POLL_S)
            if frame is not None:
                begun = time.monotonic()
                pose = estimator.estimate(frame)
                self._choice.worked(time.monotonic() - begun, seen=pose.present)
                self._looks.put(FrameObservation(pose, is_dark(frame.image)))
                due = self._choice.due(between_sets=self.between_sets)
                if due is not None:
                    self._choice.begun(due)
                    return True
            elif over:
                break
        return False
