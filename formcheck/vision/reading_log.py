"""What was noticed while a file was read, and what that says of the file as a whole.

A long file is read in parts; what was noticed in each is joined before anything is said of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from formcheck.checking.reps.tempo import TEMPO_FPS
from formcheck.recording import SourceInfo
from formcheck.vision.timing import FrameRateMeter, StatedTiming

MIN_FRAMES = 10
"""With fewer frames than these there is no movement to judge."""

DARK_SHARE = 0.1
"""The share of dark frames that the user is told about."""


@dataclass(slots=True)
class ReadingLog:
    """What was noticed while frames were read.

    Attributes:
        times: The frames' times, seconds.
        dark_times: The times of those that are too dark to see anybody, seconds.
        stays_s: For how long the last one is shown, as the file says; 0 if it does not.
        broken: How often something could not be decoded.
        others_end_s: When what else is in the file ends, by the file's own clock.
        origin_s: When the first frame is shown, by that clock.
        trouble: What is wrong with the file's times, if anything.
        whole: Whether all was read to the file's end.
        ended: Whether all was read that was asked for.
    """

    times: list[float] = field(default_factory=list)
    dark_times: list[float] = field(default_factory=list)
    stays_s: float = 0.0
    broken: int = 0
    others_end_s: float = -math.inf
    origin_s: float = 0.0
    trouble: str = ""
    whole: bool = False
    ended: bool = False

    def add(self, time_s: float, stays_s: float, *, dark: bool) -> None:
        """Take the next frame.

        Args:
            time_s: Its time, seconds.
            stays_s: For how long it is shown, as the file says; 0 if it does not.
            dark: Whether it is too dark to see anybody.
        """
        self.times.append(time_s)
        self.stays_s = stays_s
        if dark:
            self.dark_times.append(time_s)

    def between(self, start_s: float, end_s: float) -> Self:
        """The same of the frames from one time until before another, seconds."""
        return replace(
            self,
            times=[time_s for time_s in self.times if start_s <= time_s < end_s],
            dark_times=[time_s for time_s in self.dark_times if start_s <= time_s < end_s],
        )


def join_logs(logs: Iterable[ReadingLog]) -> ReadingLog:
    """What was noticed in all parts of a file, none of which overlap.

    Args:
        logs: Of the parts, in their order.

    >>> first, last = ReadingLog([0.0], ended=True), ReadingLog([1.0], whole=True, ended=True)
    >>> joined = join_logs([first, last])
    >>> joined.times, joined.whole
    ([0.0, 1.0], True)
    """
    joined = ReadingLog()
    for log in logs:
        joined.times += log.times
        joined.dark_times += log.dark_times
        joined.stays_s = log.stays_s if log.times else joined.stays_s
        joined.broken += log.broken
        joined.others_end_s = max(joined.others_end_s, log.others_end_s)
        joined.origin_s = log.origin_s
        joined.trouble = log.trouble or joined.trouble
        joined.whole, joined.ended = log.whole, log.ended
    return joined


def learnt(
    info: SourceInfo, stated: StatedTiming, log: ReadingLog, *, end: float
) -> tuple[SourceInfo, list[str]]:
    """Say what is so of a file that was read.

    Args:
        info: What it claims.
        stated: What it says of its times.
        log: What was noticed.
        end: What comes after this time was left out, seconds.

    Returns:
        What is known of it now, and what the user should know, one sentence each; some are empty.
    """
    if not log.times:
        return info, []
    pace = FrameRateMeter()
    for time_s in log.times:
        pace.add(time_s, log.stays_s)
    if pace.fps is not None:
        info = replace(info, fps=round(pace.fps, 3))
    damage = _damage(stated, log, pace, end)
    if log.whole or (info.duration_s is None and log.ended):
        info = replace(info, duration_s=round(pace.end_s, 6))
    share = len(log.dark_times) / len(log.times)
    told = [damage, log.trouble, _gaps(pace), _scarcity(info, log)]
    if share > DARK_SHARE:
        told.append(f"{share:.0%} of the frames are too dark to see anybody")
    return replace(info, dark=round(share, 4)), told


def _damage(stated: StatedTiming, log: ReadingLog, pace: FrameRateMeter, end: float) -> str:
    """Say what of the file is missing."""
    claimed = stated.duration_s
    if log.ended and claimed is not None:
        slack = max(0.5, 0.03 * claimed)
        there = pace.end_s
        if not stated.own:  # the claim is kept if the sound goes on until then
            there = max(there, (log.others_end_s - log.origin_s) / stated.slowed)
        if there < min(claimed, end) - slack:
            return (
                f"the file is damaged or cut off: its picture ends at {pace.end_s:.1f} s "
                f"of {claimed:.1f} s; what could be decoded is used"
            )
    return "parts of the file are damaged and were left out" if log.broken else ""


def _scarcity(info: SourceInfo, log: ReadingLog) -> str:
    """Say whether there are too few frames."""
    frames = len(log.times)
    if log.ended and frames < MIN_FRAMES:
        only = f"{frames} frame" + "s" * (frames > 1)
        return f"only {only}: too few to judge a movement"
    if info.fps < TEMPO_FPS and frames > 1:
        return f"{info.fps:.1f} frames a second: too few to judge tempo"
    return ""


def _gaps(pace: FrameRateMeter) -> str:
    """Say where the picture stands still for long."""
    gaps = pace.gaps()
    if not gaps:
        return ""
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    more = f", and in {len(gaps) - 1} more places" if len(gaps) > 1 else ""
    return f"there is no picture from {start:.1f} to {end:.1f} s{more}"
