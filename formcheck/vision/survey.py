"""Whether every frame of a file can be found again by its time: by its packets, without decoding.

A file is read from the middle only where that gives the frames that reading from the beginning
gives.  It does not where the file's clock starts anew, where frames have no time, or where
something is damaged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.vision.container import OpenedVideo
from formcheck.vision.libraries import explaining_import_errors
from formcheck.vision.timing import knows_no_order

if TYPE_CHECKING:
    from formcheck.vision.source import VideoSource

with explaining_import_errors():
    import av

_REORDERED_S = 2.0
"""Frames are stored in another order than they are shown, but not by more than this."""


def last_frame_s(source: VideoSource) -> float | None:
    """When the last frame of a file is shown, if every frame can be found again by its time.

    Args:
        source: The video; it is opened once more, and not read itself.

    Returns:
        Seconds; None where frames cannot be found by their times.
    """
    if source.origin_s is None or source.stated.assumed:
        return None
    with OpenedVideo(source.path, source.max_pixels) as opened:
        if knows_no_order(opened.stream):
            return None
        try:
            times = _times(opened)
        except (av.FFmpegError, OSError):  # the file is damaged, or the disk is
            return None
    if times is None:
        return None
    return (max(times) - source.origin_s) / source.stated.slowed


def _times(opened: OpenedVideo) -> set[float] | None:
    """The times of all frames by the file's clock; None where it has no good clock."""
    times: set[float] = set()
    latest = -float("inf")
    for packet in opened.container.demux(opened.stream):
        if packet.pts is None or packet.time_base is None:
            if packet.size:
                return None
            continue
        time_s = float(packet.pts * packet.time_base)
        if packet.is_corrupt or time_s in times or time_s < latest - _REORDERED_S:
            return None
        times.add(time_s)
        latest = max(latest, time_s)
    return times or None
