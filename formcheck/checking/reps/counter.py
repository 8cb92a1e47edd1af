"""Counting repetitions in one signal: a zigzag whose thresholds follow the person's own range.

The signal is turned so that it rises from the start of a rep towards its turn, and 0 is the
exercise's start.  A movement out is believed once it has left the last valley by the hysteresis,
a turn once the signal has come back from its peak by the hysteresis.  Where a rep is complete,
and whether it is short, follows from the person's own reps of the set and from the least range
that the exercise allows: people do not lock out, and every camera angle shows another range.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.checking.reps.cycle import Cycle, Phase
from formcheck.checking.reps.jumps import Jumps
from formcheck.checking.reps.tempo import tempo_of
from formcheck.events import AttemptReason
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
"""A rep is complete when the signal is back to within this share of its range from the start."""

RETURN_SHARE = 0.25
"""Within this share it is complete, too, when the signal comes to rest."""

ARRIVE_S = 0.12
"""Over how long that rest is looked for, seconds."""

BACK_SHARE = 0.5
"""A movement that turns again before the start is still complete if it came back by this share of
the person's own range: people shorten the top of fast reps."""

SHORT_SHARE = 0.35
"""A turn that is further below the person's own than this share of their range is short."""

HALF_WAY_SHARE = 0.35
"""Coming back by this share and turning again is a rep that was not locked out."""

AGAIN_SHARE = 0.75
"""It has turned again once it has gone this share of what it came back: the next rep goes on to the
turn, a hand that trembles on its way back does not."""

ATTEMPT_SHARE = 0.22
"""Movements below this share of the exercise's own travel are not even attempts."""

ATTEMPT_RANGE_SHARE = 0.45
"""Nor are those below this share of the least range that is a rep at all."""

LEVEL_S = 3.0
"""How far back, at least, the level is looked for from which a movement left, seconds."""

DENSE_S = 0.045
"""With frames closer than this, seconds, a median removes single wrong ones; with fewer frames it
would cut off the turns of fast reps."""

SMOOTH_S = 0.085
"""Over how long that median goes, seconds: three frames at 30 frames a second, six at 60."""

REST_S = 0.25
"""How long a signal must stand still to rest, seconds."""

REST_SHARE = 0.5
"""Up to this share of the way to the turn that still is the start."""

PATH_FRAMES = 3600
"""So many values of a movement are kept; when there are more, every second one."""

LOST_S = 0.5
"""How long the signal may be missing within a rep, seconds."""

OWN_REPS = 7
"""Over how many of the last reps the person's own range is taken."""


class Counter:
    """Finds repetitions in the signal of one side, frame by frame.

    Args:
        rep: What a repetition is.
    """

    def __init__(self, rep: Rep) -> None:
        self._rep = rep
        self._sign = 1.0 if rep.turn > rep.start else -1.0
        self._travel = abs(rep.turn - rep.start)
        self._jumps = Jumps(rep)
        self._own: deque[tuple[float, float]] = deque(maxlen=OWN_REPS)
        self.reset()

    def reset(self) -> None:
        """Forget the movement under way; the person's own range stays known."""
        self.phase = Phase.START
        self.value = NAN
        self.at_start = False
        self._out = False
        self._turned = False
        self._recent: deque[tuple[float, float]] = deque()
        self._path: deque[tuple[float, float]] = deque()
        self._valley = self._last_valley = math.inf
        self._peak = self._dip = -math.inf
        self._peak_s = self._last_seen = self._last_height = NAN
        self._ended_s = NAN

    def forget_range(self) -> None:
        """Forget the person's own range of motion."""
        self._own.clear()

    @property
    def in_movement(self) -> bool:
        """Whether a movement is under way."""
        return self._out

    @property
    def is_clearly_rep(self) -> bool:
        """Whether the movement is clearly a rep: it has come near the turn that it must reach."""
        return self._out and self._peak >= CLEAR_SHARE * self._needed_peak()

    @property
    def own_range(self) -> float:
        """The person's own range of motion; the exercise's travel while it is not known."""
        return median(r for r, _ in self._own) if self._own else self._travel

    @property
    def start_threshold(self) -> float:
        """The signal's value at which a rep would be complete now."""
        valley = self._valley if math.isfinite(self._valley) else 0.0
        return self._as_signal(valley + RETURN_SHARE * self.own_range)

    @property
    def turn_threshold(self) -> float:
        """The signal's value that a rep must reach now."""
        valley = self._valley if math.isfinite(self._valley) else 0.0
        return self._as_signal(max(self._needed_peak(), valley + self._rep.min_range))

    def update(self, time_s: float, signal: float) -> Cycle | None:
        """Take in the signal of one frame; NaN where it is not known.

        Returns:
            The movement that this frame completes, if any: a rep or an attempt.
        """
        if math.isnan(signal):
            return self._missing(time_s)
        height = self._sign * (signal - self._rep.start)
        change, step_s = height - self._last_height, time_s - self._last_seen
        if self._jumps.update(time_s, change, step_s):
            return self._missing(time_s)
        dense = step_s <= DENSE_S
        self._last_seen, self._last_height = time_s, height
        self._recent.append((time_s, height))
        while self._recent[0][0] < time_s - SMOOTH_S:
            self._recent.popleft()
        if dense:
            height = median(each for _, each in self._recent)
        self.value = self._as_signal(height)
        self._keep(time_s, height)
        cycle = self._move(time_s, height)
        self.at_start = height <= self._valley + START_SHARE * self.own_range or self._rests_low(
            time_s, height
        )
        self._name_phase(height)
        if not self._out:
            while self._path[0][0] < time_s - 4.0:
                self._path.popleft()
        return cycle

    def _keep(self, time_s: float, height: float) -> None:
        if len(self._path) >= PATH_FRAMES:
            self._path = deque(list(self._path)[::2])
        self._path.append((time_s, height))

    def _as_signal(self, height: float) -> float:
        return self._rep.start + self._sign * height

    def _needed_peak(self) -> float:
        needed = self._travel - self._rep.slack
        if len(self._own) >= 2:
            own_peak = median(p for _, p in self._own)
            needed = max(needed, own_peak - SHORT_SHARE * self.own_range)
        return needed

    def _hysteresis(self) -> float:
        return HYSTERESIS_SHARE * max(self._travel, self.own_range)

    def _move(self, time_s: float, height: float) -> Cycle | None:
        step = self._hysteresis()
        if not self._out:
            self._valley = min(self._valley, height)
            if height > self._valley + step:
                self._out, self._turned = True, False
                self._peak, self._peak_s, self._dip = height, time_s, height
            return None
        if height > self._peak and not self._turned:
            self._peak, self._peak_s, self._dip = height, time_s, height
        self._dip = min(self._dip, height)
        if not self._turned:
            self._turned = height < self._peak - step
            if not self._turned:
                return None
        if self._is_back(time_s, height):
            return self._complete(time_s)
        if height > self._dip + step:
            return self._turned_again(time_s, height)
        return None

    def _is_back(self, time_s: float, height: float) -> bool:
        """Whether the signal is back at the start, or has come to rest close to it."""
        range_ = self._peak - self._valley
        left = height - self._valley
        if left <= BACK_AT_START * range_:
            return True
        if left > RETURN_SHARE * range_:
            return False
        before = next((h for t, h in reversed(self._path) if t <= time_s - ARRIVE_S), math.inf)
        return before - height < 0.05 * range_

    def _rests_low(self, time_s: float, height: float) -> bool:
        """Whether the signal rests close to the start: an arm that hangs anew, no movement."""
        step = self._hysteresis()
        if height > REST_SHARE * self._needed_peak():
            return False
        low = high = height
        for then, was in reversed(self._path):
            low, high = min(low, was), max(high, was)
            if high - low > 0.5 * step:
                return False
            if time_s - then >= REST_S:
                return True
        return False

    def _turned_again(self, time_s: float, height: float) -> Cycle | None:
        """The signal rises again before it was back at the start."""
        came_back = self._peak - self._dip
        if came_back >= max(BACK_SHARE * self.own_range, self._rep.min_range):
            cycle = self._complete(time_s)
        else:
            went = self._peak - self._valley
            far = came_back >= HALF_WAY_SHARE * self.own_range
            if far and self._peak >= self._needed_peak():
                if height < self._dip + AGAIN_SHARE * came_back:
                    return None  # not yet: it may still go on back
            else:
                # A wobble on the way: the same movement goes on.
                self._turned = False
                if height > self._peak:
                    self._peak, self._peak_s = height, time_s
                self._dip = height
                return None
            cycle = self._cycle(time_s, went, AttemptReason.NOT_LOCKED_OUT)
            self._start_over()
        self._out, self._turned = True, False
        self._valley = self._last_valley
        self._peak, self._peak_s, self._dip = height, time_s, height
        return cycle

    def _complete(self, time_s: float) -> Cycle | None:
        range_ = self._peak - min(self._valley, self._dip)
        reason: AttemptReason | None = None
        if self._peak < self._needed_peak() or range_ < self._rep.min_range:
            reason = AttemptReason.SHALLOW
        cycle = self._cycle(time_s, range_, reason)
        fast = cycle.end_s - cycle.start_s < self._rep.min_s
        if reason is None and (fast or self._jumps.many(cycle.start_s, cycle.end_s)):
            cycle = self._cycle(time_s, range_, AttemptReason.TOO_FAST)
        peak = self._peak
        self._start_over()
        # One that is short only against the person's own tells of that range, too: who stays
        # with it has changed the range, by fatigue or a heavier weight.  A jump tells nothing.
        jumped = cycle.reason is AttemptReason.TOO_FAST
        if not jumped and peak >= self._travel - self._rep.slack and range_ >= self._rep.min_range:
            self._own.append((range_, peak))
        least = max(ATTEMPT_SHARE * self._travel, ATTEMPT_RANGE_SHARE * self._rep.min_range)
        noise = cycle.reason is not None and range_ < least
        return None if noise else cycle

    def _start_over(self) -> None:
        self._last_valley = self._dip
        self._out = self._turned = False
        self._valley = self._dip
        self._ended_s = self._path[-1][0]
        while len(self._path) > 1 and self._path[0][0] < self._peak_s:
            self._path.popleft()
        self._peak = self._dip = -math.inf

    def _missing(self, time_s: float) -> Cycle | None:
        self.value = NAN
        self.at_start = False
        if not self._last_seen >= time_s - LOST_S:
            return self.give_up(time_s)
        return None

    def finish(self, time_s: float) -> Cycle | None:
        """The session ends: a movement that was most of the way back is complete."""
        came_back = self._peak - self._dip
        enough = max(BACK_SHARE * self.own_range, self._rep.min_range)
        return self._complete(time_s) if self._turned and came_back >= enough else None

    def give_up(self, time_s: float) -> Cycle | None:
        """Sight was lost: report the movement under way, if it was one, and start anew."""
        cycle = None
        if self._out and self._peak - self._valley >= self._rep.min_range:
            cycle = self._cycle(time_s, self._peak - self._valley, AttemptReason.LOST_SIGHT)
        self.reset()
        return cycle

    def _name_phase(self, height: float) -> None:
        if not self._out or (self.at_start and not self.is_clearly_rep):
            self.phase = Phase.START
            return
        near_turn = height >= self._peak - 0.15 * max(self._peak - self._valley, 1.0)
        if near_turn and height >= self._needed_peak():
            self.phase = Phase.TURN
        else:
            self.phase = Phase.BACK if self._turned else Phase.OUT

    def _left_start(self, path: list[tuple[float, float]]) -> float:
        """The signal's level from which this movement left: arms may rest a little bent."""
        middle = (self._valley + self._peak) / 2
        middle_s = max(
            (t for t, h in path if t <= self._peak_s and h <= middle), default=path[0][0]
        )
        since_s = middle_s - max(LEVEL_S, 1.5 * (self._peak_s - middle_s))
        return min((h for t, h in path if since_s <= t <= middle_s), default=self._valley)

    def _cycle(self, time_s: float, range_: float, reason: AttemptReason | None) -> Cycle:
        path = list(self._path)
        low = self._left_start(path)
        before = [t for t, h in path if t <= self._peak_s and h <= low + 0.08 * range_]
        start_s = before[-1] if before else path[0][0]
        tempo = tempo_of(path, self._peak_s, low, self._peak, self._ended_s)
        return Cycle(start_s, self._peak_s, time_s, range_, reason, tempo)
