"""Which pose model a live session uses where nobody chose one: the finer, if it keeps up."""

from __future__ import annotations

import statistics
from collections import deque
from typing import Literal

from formcheck.vision.models import ModelName

WantedModel = Literal["auto", "lite", "full", "heavy"]
"""A model, or `auto` for the one that this machine can hold."""

FEWEST_FPS = 15.0
"""Frames a second that a live session is to hold: with fewer a fast rep has too few frames."""

BUSY = 0.8
"""The share of the time in which a machine can find poses; the rest goes to pictures and rules."""

FRAMES = 20
"""From so many frames it is told how long one takes: a second or two, and a few slow ones are not
what it says."""


class ModelChoice:
    """Chooses the pose model of one live session, and changes it only between sets.

    A model takes a moment to be loaded, and finds its points a little elsewhere: in a set both
    would cost reps.  What is slow once is not asked again: only the person goes back.

    Args:
        wanted: What was asked for.

    Attributes:
        model: The one that is used.

    >>> choice = ModelChoice("auto")
    >>> for _ in range(FRAMES):
    ...     choice.worked(0.09, seen=True)
    >>> choice.due(between_sets=False), choice.due(between_sets=True)
    (None, 'lite')
    """

    def __init__(self, wanted: WantedModel = "auto") -> None:
        self.model: ModelName = "full" if wanted == "auto" else wanted
        self._auto = wanted == "auto"
        self._asked: ModelName | None = None
        self._work: deque[float] = deque(maxlen=FRAMES)

    def worked(self, seconds: float, *, seen: bool) -> None:
        """Take in how long a frame took.

        Args:
            seconds: From the picture to its pose.
            seen: Whether somebody was found in it: to look for nobody takes another time.
        """
        if seen:
            self._work.append(seconds)

    def ask(self, model: ModelName) -> None:
        """The person wants a model; from now on nothing is chosen for them."""
        self._asked, self._auto = model, False

    def due(self, *, between_sets: bool) -> ModelName | None:
        """The model to begin with anew; None to stay.

        Args:
            between_sets: Whether no set is done or about to begin.
        """
        if not between_sets:
            return None
        wanted = self._asked or ("lite" if self._auto and self._is_slow else self.model)
        return None if wanted == self.model else wanted

    def begun(self, model: ModelName) -> None:
        """The model is loaded."""
        self.model, self._asked, self._auto = model, None, False
        self._work.clear()

    def failed(self) -> None:
        """The model that was due cannot be loaded: it stays as it is."""
        self._asked, self._auto = None, False

    @property
    def _is_slow(self) -> bool:
        full = len(self._work) == FRAMES
        return full and statistics.median(self._work) > BUSY / FEWEST_FPS
