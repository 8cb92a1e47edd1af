"""Timing: smooth strokes with small seeded differences, ramps, key tracks and body sway.

Times are seconds from the first frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studio.body import Floats


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
class Stroke:
    """One movement there and back.

    Attributes:
        start_s: it leaves the rest position.
        top_s: it arrives at the far end.
        leave_s: it leaves the far end.
        end_s: it is back at rest.
        size: share of the full movement, 1 is full.
    """

    start_s: float
    top_s: float
    leave_s: float
    end_s: float
    size: float

    @property
    def turn_s(self) -> float:
        """Middle of the pause at the far end."""
        return (self.top_s + self.leave_s) / 2.0

    def value(self, t: float) -> float:
        """How far the movement is at a time: 0 at rest, `size` at the far end."""
        there = ramp(t, self.start_s, self.top_s - self.start_s)
        back = ramp(t, self.leave_s, self.end_s - self.leave_s)
        return self.size * (there - back)


def strokes(
    sizes: Sequence[float], first_s: float, tempo_s: float, rng: np.random.Generator
) -> list[Stroke]:
    """A set of strokes in a natural rhythm.

    Args:
        sizes: share of the full movement of each stroke; each varies by some 2 per cent.
        first_s: start of the first stroke.
        tempo_s: mean time from one start to the next; each stroke varies by some 5 per cent.
        rng: source of the variation.
    """
    made, t = [], first_s
    for size in sizes:
        whole = tempo_s * float(np.clip(1.0 + 0.05 * rng.standard_normal(), 0.88, 1.12))
        there, hold, back, rest = np.array([0.37, 0.08, 0.42, 0.13]) * whole
        quick = 1.0 if size > 0.9 else 0.8
        amount = size * float(np.clip(1.0 + 0.02 * rng.standard_normal(), 0.96, 1.04))
        top = t + there * quick
        made.append(Stroke(t, top, top + hold, top + hold + back * quick, amount))
        t = made[-1].end_s + rest
    return made


class Track:
    """A value, or a vector, that moves smoothly from key to key and rests at each."""

    def __init__(self, *keys: tuple[float, float | Sequence[float]]) -> None:
        """Keys are (time, value), in order of time."""
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
    """Slow, irregular wandering of unit deviation; independent channels."""

    def __init__(self, rng: np.random.Generator, channels: int = 8) -> None:
        """Draw frequencies (0.12 to 0.9 Hz) and phases."""
        self._rate = rng.uniform(0.12, 0.9, (channels, 5)) * 2.0 * np.pi
        self._phase = rng.uniform(0.0, 2.0 * np.pi, (channels, 5))

    def __call__(self, t: float, channel: int) -> float:
        """The channel's value at a time."""
        waves = np.sin(self._rate[channel] * t + self._phase[channel])
        return float(waves.sum() / np.sqrt(2.5))
