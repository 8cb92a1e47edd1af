"""The phases of a rep in seconds, from the path of its signal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from formcheck.events import Tempo
from formcheck.geometry import NAN

TEMPO_FPS = 12.0
"""With fewer frames a second the phases of a rep cannot be told apart."""

LOW, HIGH = 0.05, 0.95
"""A movement is seen between these shares of its way; below is noise."""

INNER_LOW, INNER_HIGH = 0.15, 0.85
"""How long it takes between these tells how gently it starts and ends."""

STEADY_RATIO, STEADY_SHARE = 0.778, 0.9
"""Of a movement at constant speed: time between the inner shares to time between the outer ones,
and the outer ones' share of the whole."""

SMOOTH_RATIO, SMOOTH_SHARE = 0.676, 0.621
"""The same of a minimum-jerk movement, which is how people move when nothing hurries them."""

LEAST_SHARE = 0.6
"""A rep that lasts less than this share of its estimated phases was not followed: on rendered clips
that is one in seventeen, and a quarter of its phases are off by .5 s and more; else by .24 s."""

ROUNDING_S = 0.003
"""Documents write milliseconds: rounding the phases and both ends adds up to no more than this."""

_UNTIMED = Tempo(out_s=NAN, turn_pause_s=NAN, back_s=NAN, start_pause_s=NAN)

Path = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Timing:
    """When the phases of a movement began and ended, seconds.

    Attributes:
        since_s: It left the start.
        top_s: It arrived at the turn.
        leave_s: It left the turn.
        until_s: It was back, or will be.
    """

    since_s: float
    top_s: float
    leave_s: float
    until_s: float


def timing_of(path: Path, turn_s: float, low: float, high: float) -> Timing | None:
    """When the phases of one movement out and back began and ended.

    Args:
        path: Time in seconds and height of each frame, from before the movement to its end.
        turn_s: When it turned.
        low: The height that it left from.
        high: The height at which it turned.

    Returns:
        None where there are too few frames or the way cannot be followed.
    """
    heights = [(t, (h - low) / (high - low)) for t, h in path] if high > low else []
    out = _leg([point for point in heights if point[0] <= turn_s])
    back = _leg([(-t, h) for t, h in reversed(heights) if t >= turn_s])
    if out is None or back is None:
        return None
    since_s, top_s = out
    leave_s, until_s = -back[1], -back[0]
    seen_s = min(until_s, path[-1][0]) - since_s  # it may not be quite over yet
    if sum(1 for t, _ in path if t >= since_s) < TEMPO_FPS * seen_s:
        return None
    if leave_s < top_s:  # no pause: the turn lies between both
        top_s = leave_s = (top_s + leave_s) / 2
    return Timing(since_s, top_s, leave_s, until_s)


def tempo_of(timing: Timing | None, rested_s: float) -> Tempo:
    """The tempo of one movement out and back.

    Args:
        timing: As `timing_of` found it.
        rested_s: When the movement before it ended; NaN if there was none.

    Returns:
        Its phases; all NaN where they could not be timed.  The rest before it is NaN where nothing
        was done before.

    >>> out = [(t / 20, t / 20) for t in range(21)]  # a second there, half a second's rest, back
    >>> back = [(1.5 + t / 20, 1 - t / 20) for t in range(21)]
    >>> timing = timing_of(out + [(1.25, 1.0)] + back, 1.25, 0.0, 1.0)
    >>> found = tempo_of(timing, math.nan)
    >>> [round(s, 2) for s in (found.out_s, found.turn_pause_s, found.back_s)]
    [1.0, 0.5, 1.0]
    """
    if timing is None:
        return _UNTIMED
    return Tempo(
        out_s=timing.top_s - timing.since_s,
        turn_pause_s=timing.leave_s - timing.top_s,
        back_s=timing.until_s - timing.leave_s,
        start_pause_s=NAN if math.isnan(rested_s) else max(0.0, timing.since_s - rested_s),
    )


def within(tempo: Tempo, lasts_s: float, waited_s: float) -> Tempo:
    """The same tempo, of which nothing is longer than the rep itself and the wait before it.

    A movement's ends are estimated a little beyond where it is seen to begin and to end, which is
    what the rep is counted by.  Its phases are then shares of the time that was counted.

    Args:
        tempo: As `tempo_of` found it.
        lasts_s: From the rep's start to its end, seconds.
        waited_s: From the end of the movement before it to its start, seconds; NaN if there was
            none.

    Returns:
        Its phases; all NaN where the estimate is too far from what was counted to be believed.

    >>> found = within(Tempo(out_s=1.2, turn_pause_s=0.4, back_s=1.2, start_pause_s=0.9), 2.1, 0.5)
    >>> [round(s, 2) for s in (found.out_s, found.turn_pause_s, found.back_s, found.start_pause_s)]
    [0.9, 0.3, 0.9, 0.5]
    """
    whole_s = tempo.out_s + tempo.turn_pause_s + tempo.back_s
    room_s = lasts_s - ROUNDING_S
    if not room_s >= LEAST_SHARE * whole_s:
        return _UNTIMED
    share = min(1.0, room_s / whole_s) if whole_s > 0 else 1.0
    before = tempo.start_pause_s
    return Tempo(
        out_s=share * tempo.out_s,
        turn_pause_s=share * tempo.turn_pause_s,
        back_s=share * tempo.back_s,
        start_pause_s=before if math.isnan(waited_s) else min(before, max(0.0, waited_s)),
    )


def _leg(rising: Path) -> tuple[float, float] | None:
    """When a movement from 0 to 1 began and ended, seconds; None where it cannot be followed.

    A rep is complete a little before its signal is quite back: where the first part of the way is
    missing (the way back is looked at from its end), it is taken to be like the last.
    """
    low, inner_low, middle, inner_high, high = (
        _crossing(rising, share) for share in (LOW, INNER_LOW, 0.5, INNER_HIGH, HIGH)
    )
    if math.isnan(low) or math.isnan(inner_low):
        low, inner_low = middle - (high - middle), middle - (inner_high - middle)
    if not high > low or math.isnan(inner_high - inner_low):
        return None
    ratio = (inner_high - inner_low) / (high - low)
    gentle = min(1.0, max(0.0, (STEADY_RATIO - ratio) / (STEADY_RATIO - SMOOTH_RATIO)))
    whole = (high - low) / (STEADY_SHARE + gentle * (SMOOTH_SHARE - STEADY_SHARE))
    rest = (whole - (high - low)) / 2
    return low - rest, high + rest


def _crossing(rising: Path, share: float) -> float:
    """When the way rose through a share of it, between the frames; NaN if it never did.

    Below the middle it is the last time, above it the first: who has arrived may waver.
    """
    pairs = list(pairwise(rising))
    for (t0, h0), (t1, h1) in pairs if share > 0.5 else reversed(pairs):
        if h0 <= share < h1:
            return t0 + (share - h0) / (h1 - h0) * (t1 - t0)
    return NAN
