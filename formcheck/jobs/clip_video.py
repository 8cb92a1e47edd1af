"""Pictures of a live session that were kept in one file, and the videos of its sets made of them.

The file holds the browser's pictures as they came, each behind its time and its size, so that the
server need not decode any: `make_clips` runs in a process of its own.  What was broken off while it
was written ends with the last whole picture.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import OutputError
from formcheck.vision.frames import Image

if TYPE_CHECKING:
    from formcheck.vision.writer import VideoWriter

HEAD = struct.Struct("<dI")
"""The time of a picture, seconds of the session, and how many bytes it has."""

AROUND_S = 1.0
"""How much of the time around a set is shown with it, seconds; its drawings have as much."""

_CRF = 26  # the pictures were compressed before: more would only keep their blocks


@dataclass(frozen=True, slots=True)
class SetTime:
    """When a set was done.

    Attributes:
        number: Which of the session's sets, from 1.
        start_s: In seconds of the session.
        end_s: In seconds of the session.
    """

    number: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Clip:
    """The video of a set.

    Attributes:
        number: Which of the session's sets, from 1.
        from_s: The second of the session at which it begins.
        seconds: How long it is.
    """

    number: int
    from_s: float
    seconds: float


@dataclass(frozen=True, slots=True)
class ClipJob:
    """What is to be made.

    Attributes:
        frames: The file with the pictures.
        folder: Where the videos go, each called by the number of its set.
        sets: The sets.
        pixels: The largest picture that is taken.
    """

    frames: Path
    folder: Path
    sets: tuple[SetTime, ...]
    pixels: int


def packed(time_s: float, picture: bytes) -> bytes:
    """A picture as the file holds it."""
    return HEAD.pack(time_s, len(picture)) + picture


def pictures_in(file: Path) -> Iterator[tuple[float, bytes]]:
    """The pictures of a file with their times, up to the last one that is whole."""
    with file.open("rb") as opened:
        while len(head := opened.read(HEAD.size)) == HEAD.size:
            time_s, length = HEAD.unpack(head)
            picture = opened.read(length)
            if len(picture) < length:
                return
            yield time_s, picture


def cut_to_whole(file: Path) -> int:
    """Let go of a picture at the end that was broken off, so that more can be added.

    Args:
        file: The file with the pictures; there need not be one.

    Returns:
        How many bytes it has now.

    Raises:
        OSError: It cannot be read or written.
    """
    if not file.exists():
        return 0
    whole = sum(HEAD.size + len(picture) for _, picture in pictures_in(file))
    os.truncate(file, whole)
    return whole


def blank(file: Path, from_s: float, to_s: float) -> None:
    """Let nothing be seen of a time, so that no video of it can be made again.

    Their bytes become zeros where they are: more pictures may be added meanwhile.

    Args:
        file: The file with the pictures; there need not be one.
        from_s: The first second of the time.
        to_s: The last one.

    Raises:
        OSError: It cannot be read or written.
    """
    if not file.exists():
        return
    with file.open("r+b") as opened:
        end = opened.seek(0, os.SEEK_END)
        at = 0
        while at + HEAD.size <= end:
            opened.seek(at)
            time_s, length = HEAD.unpack(opened.read(HEAD.size))
            at += HEAD.size + length
            if from_s <= time_s <= to_s:
                opened.write(bytes(min(length, end - opened.tell())))


def video_name(number: int) -> str:
    """What the video of a set is called."""
    return f"{number}.mp4"


def make_clips(job: ClipJob) -> list[Clip]:
    """Make a video of each set of which there are pictures.

    Raises:
        OutputError: One cannot be written.
    """
    os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(job.pixels)  # a small file can be a huge picture
    return [made for each in job.sets if (made := _make(job, each)) is not None]


def _make(job: ClipJob, done: SetTime) -> Clip | None:
    """The video of one set; None if nothing of it is to be seen."""
    from formcheck.vision.writer import VideoWriter

    part = job.folder / f"{done.number}.part"
    first_s = last_s = before_s = None
    writer: VideoWriter | None = None
    try:
        for time_s, picture in pictures_in(job.frames):
            inside = done.start_s - AROUND_S <= time_s <= done.end_s + AROUND_S
            if not inside or (before_s is not None and time_s <= before_s):
                continue
            image = _decoded(picture)
            if image is None:
                continue
            if writer is None:
                height, width = image.shape[:2]
                writer = VideoWriter(part, width, height, fps=15.0, crf=_CRF)
                first_s = time_s
            writer.write(_fitted(image, writer), time_s)
            last_s = before_s = time_s
    finally:
        if writer is not None:
            writer.close()
    if first_s is None or last_s is None:
        return None
    try:
        part.replace(job.folder / video_name(done.number))
    except OSError as error:
        raise OutputError(f"{part} cannot be moved: {error.strerror or error}") from error
    return Clip(done.number, round(first_s, 3), round(last_s - first_s, 3))


def _decoded(picture: bytes) -> Image | None:
    """A picture's pixels; None if it is none."""
    import cv2
    import numpy as np

    try:
        found = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR_RGB)
    except cv2.error:
        return None
    return None if found is None else np.ascontiguousarray(found, dtype=np.uint8)


def _fitted(image: Image, writer: VideoWriter) -> Image:
    """A picture in the video's size, all of it: the camera or the pace may have changed."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    if (width, height) == (writer.width, writer.height):
        return image
    scale = min(writer.width / width, writer.height / height)
    w, h = max(1, round(width * scale)), max(1, round(height * scale))
    made = np.zeros((writer.height, writer.width, 3), np.uint8)
    left, top = (writer.width - w) // 2, (writer.height - h) // 2
    made[top : top + h, left : left + w] = cv2.resize(image, (w, h), interpolation=cv2.INTER_AREA)
    return made
