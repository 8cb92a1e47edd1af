"""Timing: smooth strokes with small seeded differences, ramps, key tracks and body sway.

Times are seconds from the first frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studio.body.jointed import Floats


def smooth(x: float) -> float:
    """Minimum-jerk step: 0 for x <= 0, 1 for x >= 1, resting at both ends."""
    u = min(1.0, max(0.0, x))
    return u * u * u * (10.0 - 15.0 * u + 6.0 * u * u)


def ramp(t: float, start: float, length: float) -> float:
    """0 before `start`, 1 after `start + length`, smooth between."""
    return smooth((t - start) / length)


def blend(a: float, b: float, share: float) -> float:
    """From a (share 0) to b (share 1)."""
    return a + (b - a) * share


@dataclass(frozen=True)
class Halt:
    """A short stop on the way.

    Attributes:
        back: on the way back (else on the way there).
        at: share of the way at which it happens.
        long_s: how long.
    """

    back: bool
    at: float
    long_s: float


@dataclass(frozen=True)
class Stroke:
    """One movement there and back.

    Attributes:
        start_s: it leaves the rest position.
        top_s: it arrives at the far end.
        leave_s: it leaves the far end.
        end_s: it is back at rest.
        size: share of the full movement, 1 is full.
        halt: a short stop on the way, if there is one.
        side: "left" or "right" if one side works alone, else "both".
    """

    start_s: float
    top_s: float
    leave_s: float
    end_s: float
    size: float
    halt: Halt | None = None
    side: str = "both"

    @property
    def turn_s(self) -> float:
        """Middle of the pause at the far end."""
        return (self.top_s + self.leave_s) / 2.0

    def value(self, t: float) -> float:
        """How far the movement is at a time: 0 at rest, `size` at the far end."""
        there = self._way(t, self.start_s, self.top_s, back=False)
        back = self._way(t, self.leave_s, self.end_s, back=True)
        return self.size * (there - back)

    def _way(self, t: float, start: float, end: float, *, back: bool) -> float:
        halt = self.halt
        if halt is None or halt.back != back:
            return ramp(t, start, end - start)
        moving = end - start - halt.long_s
        first = moving * halt.at
        second = start + first + halt.long_s
        before = ramp(t, start, first)
        return blend(halt.at * before, 1.0, ramp(t, second, moving - first))


@dataclass(frozen=True)
class Rhythm:
    """How strokes differ from each other; the keys of the scene's table `motion`.

    Attributes:
        variety: deviation of a stroke's length, as a share; its size varies 0.4 times as much.
            Beyond `USUAL_VARIETY` the shares of its phases differ, too.
        micro_pause: share of the strokes with a short stop on the way.
        fatigue: by what share the last stroke is slower, and a quarter of it smaller, than the
            first.
        rest_after: numbers (from 1) of the strokes after which comes a rest.
        rest_s: how long a rest is, seconds.
    """

    variety: float = 0.05
    micro_pause: float = 0.0
    fatigue: float = 0.0
    rest_after: tuple[int, ...] = ()
    rest_s: float = 0.0


USUAL_VARIETY = 0.05
SMALLEST_FULL = 0.86  # no full stroke gets smaller by chance or fatigue
MOST_VARIETY = 0.5
HALT_S = (0.1, 0.25)
_PHASES = np.array([0.37, 0.08, 0.42, 0.13])  # there, at the far end, back, at rest


def strokes(
    sizes: Sequence[float],
    first_s: float,
    tempo_s: float,
    rng: np.random.Generator,
    *,
    rhythm: Rhythm | None = None,
    extra: np.random.Generator | None = None,
) -> list[Stroke]:
    """A set of strokes in a natural rhythm.

    Args:
        sizes: share of the full movement of each stroke.
        first_s: start of the first stroke.
        tempo_s: mean time from one start to the next, without rests and fatigue.
        rng: source of the differences in length and size.
        rhythm: how the strokes differ; default the usual one.
        extra: source of the stops and of the phases' shares.
    """
    rhythm, extra = rhythm or Rhythm(), extra or np.random.default_rng(0)
    v = rhythm.variety
    made, t = [], first_s
    for i, size in enumerate(sizes):
        tired = rhythm.fatigue * i / max(1, len(sizes) - 1)
        whole = tempo_s * _about_one(rng, v, min(MOST_VARIETY, 2.4 * v)) * (1.0 + tired)
        there, hold, back, rest = (float(x) for x in _shares(extra, v) * whole)
        full = size > 0.9
        quick = 1.0 if full else 0.8
        amount = _about_one(rng, 0.4 * v, 0.8 * v) * (1.0 - tired / 4.0)
        amount = size * (max(amount, SMALLEST_FULL) if full else amount)
        halt = _halt(extra, rhythm.micro_pause)
        there, back = there * quick, back * quick
        if halt is not None and halt.back:
            back += 1.2 * halt.long_s
        elif halt is not None:
            there += 1.2 * halt.long_s
        top = t + there
        made.append(Stroke(t, top, top + hold, top + hold + back, amount, halt))
        t = made[-1].end_s + rest
        if i + 1 in rhythm.rest_after:
            t += rhythm.rest_s
    return made


def _about_one(rng: np.random.Generator, deviation: float, most: float) -> float:
    return float(np.clip(1.0 + deviation * rng.standard_normal(), 1.0 - most, 1.0 + most))


def _shares(extra: np.random.Generator, variety: float) -> Floats:
    """Shares of the phases of one stroke, (4,), of sum 1."""
    odd = extra.standard_normal(4) * np.array([0.6, 1.8, 0.6, 1.8])
    shares = _PHASES * np.exp(np.clip(odd * max(0.0, variety - USUAL_VARIETY) * 3.0, -0.7, 0.7))
    return _PHASES if variety <= USUAL_VARIETY else shares / shares.sum()


def _halt(extra: np.random.Generator, share: float) -> Halt | None:
    chance, back, at, long = extra.random(4)
    if chance >= share:
        return None
    return Halt(back < 0.5, float(0.35 + 0.3 * at), float(HALT_S[0] + np.ptp(HALT_S) * long))


class Track:
    """A value, or a vector, that moves smoothly from key to key and rests at each."""

    def __init__(self, *keys: tuple[float, float | Sequence[float]]) -> None:
        """Keep the keys.

        Args:
            keys: (time, value) each, seconds, in order of time.
        """
        self._times = [t for t, _ in keys]
        self._values = [np.asarray(v, dtype=np.float64) for _, v in keys]

    def at(self, t: float) -> Floats:
        """The value at a time, in the shape of the keys' values."""
        i = int(np.searchsorted(self._times, t, side="right")) - 1
        if i < 0:
            return self._values[0]
        if i >= len(self._times) - 1:
            return self._values[-1]
        share = smooth((t - self._times[i]) / (self._times[i + 1] - self._times[i]))
        value: Floats = self._values[i] + (self._values[i + 1] - self._values[i]) * share
        return value

    def value(self, t: float) -> float:
        """The value at a time, for tracks of plain numbers."""
        return float(self.at(t))


class Sway:
    """Slow, irregular wandering of unit deviation, or `size`; independent channels."""

    def __init__(self, rng: np.random.Generator, channels: int = 8, size: float = 1.0) -> None:
        """Draw frequencies (0.12 to 0.9 Hz) and phases; `size`: deviation of the channels.

        Args:
            rng: source of frequencies (0.12 to 0.9 Hz) and phases.
            channels: how many wander.
            size: deviation of the channels.
        """
        self._size = size
        self._rate = rng.uniform(0.12, 0.9, (channels, 5)) * 2.0 * np.pi
        self._phase = rng.uniform(0.0, 2.0 * np.pi, (channels, 5))

    def __call__(self, t: float, channel: int) -> float:
        """The channel's value at a time."""
        waves = np.sin(self._rate[channel] * t + self._phase[channel])
        return self._size * float(waves.sum() / np.sqrt(2.5))

    def over(self, times: Floats) -> Floats:
        """All channels at some times, (len(times), channels)."""
        angle = times[:, None, None] * self._rate + self._phase
        found: Floats = self._size * np.sin(angle).sum(axis=2) / np.sqrt(2.5)
        return found
