"""How Matroska turns a picture in space, where FFmpeg leaves it out.

FFmpeg heeds roll, and a yaw of 180 degrees, but no pitch: a picture that is tipped over by 180
degrees (upside down and mirrored back) is passed on as it is stored.  So the few numbers are read
from the file's head.  Identifiers are those of the Matroska specification (RFC 9559).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

HEAD_BYTES = 1 << 20
"""How much of a file is looked at: tracks stand before the pictures."""

_SEGMENT, _TRACKS, _TRACK = 0x18538067, 0x1654AE6B, 0xAE
_KIND, _VIDEO, _PROJECTION = 0x83, 0xE0, 0x7670
_POSES = {0x7673: "yaw", 0x7674: "pitch", 0x7675: "roll"}
_PICTURE = 1  # the kind of a track with a picture
_NEAR_DEG = 1.0


@dataclass(frozen=True, slots=True)
class Projection:
    """How a flat picture is turned in space, degrees.

    Attributes:
        yaw: About the axis upwards.
        pitch: About the axis to the right.
        roll: About the axis towards the viewer; counterclockwise as it is seen.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0

    def left_out(self) -> tuple[int, int, int, int] | None:
        """Return the matrix that FFmpeg does not pass on; None where there is no such.

        Returns:
            a, b, c, d: the point (x, y) is shown at (a x + c y, b x + d y).
        """
        if abs(self.pitch) < _NEAR_DEG or not (_half(self.pitch) and _half(self.yaw)):
            return None
        quarters = round(self.roll / 90) % 4
        a, b, c, d = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))[quarters]
        across = -1 if round(self.yaw / 180) % 2 else 1
        down = -1 if round(self.pitch / 180) % 2 else 1
        return a * across, b * across, c * down, d * down


def _half(angle: float) -> bool:
    """Whether an angle is a number of half turns."""
    return abs(angle / 180 - round(angle / 180)) * 180 < _NEAR_DEG


def projection(head: bytes) -> Projection:
    """Read how the first picture of a Matroska file is turned.

    Args:
        head: The file's first bytes; `HEAD_BYTES` of them are enough.

    Returns:
        What is said; zeros where nothing is.
    """
    for track in _inside(head, _SEGMENT, _TRACKS, _TRACK):
        parts = dict(_elements(track))
        if int.from_bytes(parts.get(_KIND, b"")) == _PICTURE:
            video = dict(_elements(parts.get(_VIDEO, b"")))
            poses = dict(_elements(video.get(_PROJECTION, b"")))
            return Projection(**{name: _float(poses.get(id_, b"")) for id_, name in _POSES.items()})
    return Projection()


def _inside(content: bytes, *path: int) -> Iterator[bytes]:
    """The content of all elements that are found along a path of identifiers."""
    for id_, inner in _elements(content):
        if id_ == path[0]:
            if len(path) == 1:
                yield inner
            else:
                yield from _inside(inner, *path[1:])


def _elements(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each element's identifier and content, as far as there is any."""
    at = 0
    while at < len(content):
        first = content[at]
        length = 9 - first.bit_length()
        if length > 4:
            return
        id_ = int.from_bytes(content[at : at + length])
        at += length
        if at >= len(content) or content[at] == 0:
            return
        length = 9 - content[at].bit_length()
        size = int.from_bytes(content[at : at + length]) & ((1 << 7 * length) - 1)
        if size == (1 << 7 * length) - 1:  # not known: until the end
            size = len(content)
        at += length
        yield id_, content[at : at + size]
        at += size


def _float(content: bytes) -> float:
    if len(content) not in {4, 8}:
        return 0.0
    value: float = struct.unpack(">f" if len(content) == 4 else ">d", content)[0]
    return value if abs(value) <= 360 else 0.0
