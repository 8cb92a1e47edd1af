"""Where a long video is divided into chunks, and whether it can be."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.vision.source import VideoSource
from formcheck.vision.survey import last_frame_s

CHUNK_S = 30.0
"""About how long a chunk is, seconds.  Shorter ones would keep more cores at work, and each costs
its lead again; with this the leads are an eighth of the work."""

EVENLY = 2
"""There is a multiple of this many chunks: with an odd number one of two cores would wait for the
last of them, a third of the time where there are three.  Machines have an even number of cores."""

LEAD_S = 4.0
"""For how long before its beginning a chunk is looked at, seconds.  A pose is within a hundredth of
the trunk's length of the one that an estimator finds that looked from the beginning after half a
second (sample clips joined to one, seven places); whether others are there is settled after two
looks, which come within four seconds."""

SAME_TIME_S = 1e-6
"""Times that are nearer to each other than this are those of one frame."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a video whose poses are found by themselves.

    Attributes:
        lead_s: When looking begins, seconds.
        start_s: When the chunk begins, seconds: what is found before is to settle.
        end_s: When it ends, seconds, which belongs to the next one; infinite for the file's end.
    """

    lead_s: float
    start_s: float
    end_s: float

    def has(self, time_s: float) -> bool:
        """Whether a frame of some time is in the chunk, seconds."""
        return self.start_s - SAME_TIME_S <= time_s < self.end_s - SAME_TIME_S


def divide(source: VideoSource) -> list[Chunk]:
    """Divide a video into chunks of about `CHUNK_S`.

    Each is looked at for as long as the others, its lead included, so that two cores that begin
    together end together; the first one, which has no lead, is longer by that.

    Args:
        source: The video, with the part of it that is wanted; it is not read.

    Returns:
        The chunks, in order: a single one where the video is short, and where not every frame can
        be found again by its time.
    """
    begin, end = source.start, source.end
    claimed = source.stated.duration_s
    if _count((end if claimed is None else min(end, claimed)) - begin) == 1:
        return [Chunk(begin, begin, math.inf)]
    last_s = last_frame_s(source)
    length_s = 0.0 if last_s is None else min(end, last_s) - begin
    count = _count(length_s)
    looked_s = (length_s + (count - 1) * LEAD_S) / count
    borders = [begin, *(begin + looked_s + n * (looked_s - LEAD_S) for n in range(count - 1))]
    return [
        Chunk(max(begin, start - LEAD_S), start, stop)
        for start, stop in zip(borders, [*borders[1:], math.inf], strict=True)
    ]


def _count(length_s: float) -> int:
    """How many chunks there are in so many seconds; many where nobody knows how many.

    >>> [_count(seconds) for seconds in (8.0, 44.0, 46.0, 60.0, 90.0, 300.0)]
    [1, 1, 2, 2, 4, 10]
    """
    if length_s < 1.5 * CHUNK_S:
        return 1
    return EVENLY * max(1, math.floor(min(length_s, 1e6) / CHUNK_S / EVENLY + 0.5))
