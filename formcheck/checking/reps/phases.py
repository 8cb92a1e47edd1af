"""Where in a rep a person is now, in the exercise's own signal: for cues, gauges and tempo.

Whether a movement counts is not decided here.  The signal is turned so that it rises from the
start of a rep towards its turn, and 0 is the exercise's start.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.checking.reps.cycle import Phase
from formcheck.checking.reps.timing import Path
from formcheck.exercises import Rep
from formcheck.geometry import NAN

HYSTERESIS_SHARE = 0.17
"""The least change of the signal that is believed to be a movement, as a share of the person's
own range, or of the exercise's travel where that is larger."""

CLEAR_SHARE = 0.8
"""From this share of the way to the turn on a movement is judged as a rep."""

START_SHARE = 0.15
"""Within this share of the range from its last valley the signal is at the start."""

BACK_AT_START = 0.06
"""A movement is over when the signal is back to within this share of its range from the start."""

RETURN_SHARE = 0.25
"""Within this share it is over, too, when the signal comes to rest."""

ARRIVE_S = 0.12
"""Over how long that rest is looked for, seconds."""

SHORT_SHARE = 0.35
"""A turn that is further below the person's own than this share of their range is short."""

DENSE_S = 0.045
"""With frames closer than this, seconds, a median removes single wrong ones; with fewer frames it
would cut off the turns of fast reps."""

SMOOTH_S = 0.085
"""Over how long that median goes, seconds: three frames at 30 frames a second, six at 60."""

REST_S = 0.25
"""How long a signal must stand still to rest, seconds."""

REST_SHARE = 0.5
"""Up to this share of the way to the turn that still is the start."""

PATH_S = 20.0
"""For so long the signal's path is kept, seconds: as long as the slowest rep, and a rest."""

LOST_S = 0.5
"""How long the signal may be missing within a rep, seconds."""

ALIKE_SHARE = 0.5
"""Movements that go this share of the furthest one's way, and of the exercise's least range, are
alike; less is trembling.  Ours, with the real sets of which nothing counted in view."""

KEPT_MOVEMENTS = 100
"""Of so many movements it is known how far they went: more than there are in a set."""

OWN_REPS = 7
"""Over how many of the last reps the person's own range is taken."""


class PhaseTracker:
    """Follows the rep signal of one side, frame by frame.

    Args:
        rep: What a repetition is.

    Attributes:
        phase: Where in a rep the signal is.
        value: The signal, smoothed, in the exercise's unit; NaN where it is not known.
        at_start: Whether it is where reps start.
        own_range: The person's own range of motion; the exercise's travel while it is not known.
        began_s: When the movement under way began, seconds; NaN: none is.  One may begin before the
            last is back at its start: who has lifted weights comes back to bent arms, not to
            hanging ones.
    """

    def __init__(self, rep: Rep) -> None:
        self._rep = rep
        self._sign = 1.0 if rep.turn > rep.start else -1.0
        self._travel = abs(rep.turn - rep.start)
        self._own: deque[tuple[float, float]] = deque(maxlen=OWN_REPS)
        self._path: deque[tuple[float, float]] = deque()
        self._went: deque[float] = deque(maxlen=KEPT_MOVEMENTS)
        self._learnt()
        self.reset()

    def reset(self) -> None:
        """Forget the movement under way; the person's own range stays known."""
        self.phase = Phase.START
        self.value = NAN
        self.at_start = False
        self.began_s = NAN
        self._out = self._turned = False
        self._recent: deque[tuple[float, float]] = deque()
        self._valley = math.inf
        self._peak = self._dip = -math.inf
        self._last_seen = NAN

    def forget_range(self) -> None:
        """Forget the person's own range of motion."""
        self._own.clear()
        self._learnt()

    @property
    def in_movement(self) -> bool:
        """Whether a movement is under way."""
        return self._out

    @property
    def is_clearly_rep(self) -> bool:
        """Whether the movement is clearly a rep: it has come near the turn that it must reach."""
        return self._out and self._peak >= CLEAR_SHARE * self._needed_peak

    @property
    def alike(self) -> int:
        """How many movements out and back went about as far as the furthest one, rep or not."""
        least = ALIKE_SHARE * max(self._rep.min_range, *self._went, 0.0)
        return sum(far >= least for far in self._went)

    @property
    def way(self) -> float:
        """How far the signal is from the exercise's start towards its turn, which is 1."""
        return self._sign * (self.value - self._rep.start) / self._travel

    @property
    def start_threshold(self) -> float:
        """The signal's value at which a rep would be complete now."""
        valley = self._valley if math.isfinite(self._valley) else 0.0
        return self._as_signal(valley + RETURN_SHARE * self.own_range)

    @property
    def turn_threshold(self) -> float:
        """The signal's value that a rep must reach now."""
        valley = self._valley if math.isfinite(self._valley) else 0.0
        return self._as_signal(max(self._needed_peak, valley + self._rep.min_range))

    def learn(self, low: float, high: float) -> None:
        """A rep went from one height to another: the person's own range.

        Args:
            low: Height of its start above the exercise's.
            high: Height of its turn above the exercise's start.
        """
        if high - low >= self._rep.min_range and high >= self._travel - self._rep.slack:
            self._own.append((high - low, high))
            self._learnt()

    @property
    def own_way(self) -> tuple[float, float]:
        """Where the person's own reps start and turn, as `way` says it; 0 and 1 while unknown."""
        if not self._own:
            return 0.0, 1.0
        high = median(peak for _, peak in self._own)
        return (high - self.own_range) / self._travel, high / self._travel

    def path(self, since_s: float, until_s: float) -> Path:
        """Time in seconds and height of the smoothed signal in each frame between two times."""
        return [(t, h) for t, h in self._path if since_s <= t <= until_s]

    def update(self, time_s: float, signal: float) -> None:
        """Take in the signal of one frame; NaN where it is not known."""
        if math.isnan(signal):
            self.value = NAN
            self.at_start = False
            if not self._last_seen >= time_s - LOST_S:
                self.reset()
            return
        height = self._sign * (signal - self._rep.start)
        dense = time_s - self._last_seen <= DENSE_S
        self._last_seen = time_s
        self._recent.append((time_s, height))
        while self._recent[0][0] < time_s - SMOOTH_S:
            self._recent.popleft()
        seen_s = time_s
        if dense and len(self._recent) > 1:
            seen_s = (self._recent[0][0] + time_s) / 2
            ordered = sorted([each for _, each in self._recent])
            middle = len(ordered) // 2
            height = (
                ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
            )
        self.value = self._as_signal(height)
        self._path.append((seen_s, height))
        while self._path[0][0] < time_s - PATH_S:
            self._path.popleft()
        self._move(height)
        self.at_start = height <= self._valley + START_SHARE * self.own_range or self._rests_low(
            height
        )
        self._name_phase(height)

    def _as_signal(self, height: float) -> float:
        return self._rep.start + self._sign * height

    def _learnt(self) -> None:
        """Take the middle of what is known of the person's own range."""
        own = self._own
        self.own_range = median(r for r, _ in own) if own else self._travel
        self._step = HYSTERESIS_SHARE * max(self._travel, self.own_range)
        self._needed_peak = self._travel - self._rep.slack
        if len(own) >= 2:
            own_peak = median(p for _, p in own)
            self._needed_peak = max(self._needed_peak, own_peak - SHORT_SHARE * self.own_range)

    def _move(self, height: float) -> None:
        step = self._step
        if not self._out:
            self._valley = min(self._valley, height)
            if height > self._valley + step:
                self._begin(height)
            return
        if height > self._peak and not self._turned:
            self._peak = self._dip = height
        self._dip = min(self._dip, height)
        if not self._turned:
            self._turned = height < self._peak - step
        elif self._is_back(height):
            self._went.append(self._peak - self._valley)
            self._out = self._turned = False
            self.began_s = NAN
            self._valley = self._dip
            self._peak = self._dip = -math.inf
        elif height > self._dip + step:
            self._went.append(self._peak - self._valley)
            if self._peak - self._dip > step + 0.5 * (self._peak - self._valley):
                self._valley = self._dip
            self._begin(height)

    def _begin(self, height: float) -> None:
        self._out, self._turned = True, False
        self.began_s = self._path[-1][0]
        self._peak = self._dip = height

    def _is_back(self, height: float) -> bool:
        """Whether the signal is back at the start, or has come to rest close to it."""
        range_ = self._peak - self._valley
        left = height - self._valley
        if left <= BACK_AT_START * range_:
            return True
        if left > RETURN_SHARE * range_:
            return False
        since_s = self._path[-1][0] - ARRIVE_S
        before = next((h for t, h in reversed(self._path) if t <= since_s), math.inf)
        return before - height < 0.05 * range_

    def _rests_low(self, height: float) -> bool:
        """Whether the signal rests close to the start: an arm that hangs anew, no movement."""
        if height > REST_SHARE * self._needed_peak:
            return False
        low = high = height
        time_s = self._path[-1][0]
        for then, was in reversed(self._path):
            low, high = min(low, was), max(high, was)
            if high - low > 0.5 * self._step:
                return False
            if time_s - then >= REST_S:
                return True
        return False

    def _name_phase(self, height: float) -> None:
        if not self._out or (self.at_start and not self.is_clearly_rep):
            self.phase = Phase.START
            return
        near_turn = height >= self._peak - 0.15 * max(self._peak - self._valley, 1.0)
        if near_turn and height >= self._needed_peak:
            self.phase = Phase.TURN
        else:
            left_turn = self.phase in (Phase.TURN, Phase.BACK)
            self.phase = Phase.BACK if self._turned or left_turn else Phase.OUT
