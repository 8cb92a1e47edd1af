"""Frames of a video file: in order of time, upright, with the times that the file gives.

PyAV reads the file.  What a phone or a recorder leaves to the player is done here and beside:
`container` opens it, `orientation` turns pictures, `timing` tells when each is shown.
"""

from __future__ import annotations

import math
import os
from collections.abc import Generator, Iterator
from pathlib import Path

from formcheck.errors import InputError, PictureSizeError, UsageError
from formcheck.lifecycle import Closing
from formcheck.recording import SourceInfo
from formcheck.vision.container import MAX_PIXELS, OpenedVideo, check_size
from formcheck.vision.frames import Frame, is_dark
from formcheck.vision.libraries import explaining_import_errors
from formcheck.vision.orientation import AS_STORED, Matrix, Uprighter
from formcheck.vision.projection import HEAD_BYTES, projection
from formcheck.vision.reading_log import ReadingLog, learnt
from formcheck.vision.timing import FrameClock, StatedTiming, stated, stated_time

with explaining_import_errors():
    import av

MIN_SIDE_PX = 160
"""Where the picture's shorter side is smaller, joints cannot be placed well."""


def open_video(
    path: str | os.PathLike[str],
    *,
    start: float | None = None,
    end: float | None = None,
    max_pixels: int = MAX_PIXELS,
) -> VideoSource:
    """Open a video file.

    Args:
        path: The file.
        start: Leave out what comes before this time, in seconds.
        end: Leave out what comes after this time, in seconds.
        max_pixels: The largest picture that is taken, width times height.

    Returns:
        The source: a context manager that is iterated over once.

    Raises:
        InputError: The file cannot be read, is not a video or has no frame that can be decoded; a
            `PictureSizeError` if its picture is too large.
        UsageError: `end` does not come after `start`.
    """
    return VideoSource(path, start=start, end=end, max_pixels=max_pixels)


class VideoSource(Closing):
    """The frames of a video file; see `open_video`.

    Args:
        path: The file.
        start: What comes before this is left out, seconds; None for nothing.
        end: What comes after this is left out, seconds; None for nothing.
        max_pixels: The largest picture that is decoded, in pixels of its area.

    Attributes:
        path: The file.
        start: What comes before this is left out, seconds.
        end: What comes after this is left out, seconds; infinite for nothing.
        info: What is known of the file: what it claims, and once all was read what is so.  Width
            and height are those of the first frame.
        warnings: What the user should know about it, one sentence each.
        max_pixels: The largest picture that is decoded, in pixels of its area.
        stated: What the file says of its times.
        origin_s: When its first frame is shown, by its own clock; None where it does not say.
        log: What was noticed while it was read, so far.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        start: float | None = None,
        end: float | None = None,
        max_pixels: int = MAX_PIXELS,
    ) -> None:
        self.path = Path(path)
        self.start = max(start or 0.0, 0.0)
        self.end = math.inf if end is None else end
        if self.end <= self.start:
            raise UsageError(
                f"the end ({self.end:g} s) must come after the start ({self.start:g} s)"
            )
        self.warnings: list[str] = []
        self.max_pixels = max_pixels
        self.stated: StatedTiming
        self.log = ReadingLog()
        self._opened = OpenedVideo(self.path, max_pixels)
        try:
            self._begin(os.fspath(path))
        except BaseException:
            self._opened.close()
            raise

    def close(self) -> None:
        """Close the file; further calls do nothing."""
        self._opened.close()

    def __iter__(self) -> Generator[Frame, None, None]:
        """Decode the frames.

        Yields:
            The frames between `start` and `end`, each with its own size.  Once they are all out,
            `info` has what was measured and `warnings` what was found on the way.

        Raises:
            InputError: There is no frame between `start` and `end`.
            PictureSizeError: A frame is too large.
        """
        self.log = log = ReadingLog(origin_s=self.origin_s or 0.0)
        clock = FrameClock(self.stated, self.origin_s)
        try:
            for raw in self._seek():
                time_s = clock.time_of(raw, self._opened.stream)
                if time_s is None or time_s < self.start - 1e-6:
                    continue
                if time_s > self.end:
                    log.ended = True
                    break
                image = self._upright.image(raw, self._opened.stream)
                log.add(time_s, self._stays_s(raw), dark=is_dark(image))
                yield Frame(len(log.times) - 1, time_s, image)
            else:
                log.whole = log.ended = True
        finally:
            log.trouble = clock.trouble()
            self._tell()
        if not log.times:
            raise InputError(self._nothing())

    def _begin(self, name: str) -> None:
        """Look at the first frame, and at what the file says of itself."""
        first = next(self._decoded(), None)
        if first is None:
            raise InputError(f"{self.path} has no picture that can be decoded")
        stream = self._opened.stream
        self.origin_s = stated_time(first, stream)
        self.stated = stated(self._opened.container, stream)
        self._upright = Uprighter(self.path, stream, self.max_pixels, self._left_out())
        width, height = self._upright.size(first, stream)
        self.info = SourceInfo(
            path=name,
            # What else is in the file may go on for longer.
            duration_s=self.stated.duration_s if self.stated.own else None,
            fps=self.stated.fps,
            width=width,
            height=height,
            frames=stream.frames or None,
            slowed=self.stated.slowed,
        )
        if self.info.duration_s is not None and self.start >= self.info.duration_s:
            raise InputError(self._nothing())
        if min(width, height) < MIN_SIDE_PX:
            self._warn(f"the picture is very small ({width}x{height}): limbs are placed roughly")
        self._warn(self.stated.warning)

    def _left_out(self) -> Matrix:
        """Return how the picture is turned where FFmpeg does not tell."""
        if "matroska" not in self._opened.container.format.name:
            return AS_STORED
        with self.path.open("rb") as file:
            return projection(file.read(HEAD_BYTES)).left_out() or AS_STORED

    def _nothing(self) -> str:
        """Say that there is no frame between the start and the end."""
        if self.info.duration_s is None:
            return f"{self.path} has no frame after {self.start:g} s"
        if self.start >= self.info.duration_s or math.isinf(self.end):
            return (
                f"{self.path} is {self.info.duration_s:.1f} s long: "
                f"there is nothing after {self.start:g} s"
            )
        return f"{self.path} has no frame between {self.start:g} and {self.end:g} s"

    def _seek(self) -> Iterator[av.VideoFrame]:
        """Go to the last key frame before the start, or to the beginning."""
        if self.start > 1.0 and self.origin_s is not None and self._go_to(self.start):
            frames = self._decoded()
            first = next(frames, None)
            time_s = None if first is None else stated_time(first, self._opened.stream)
            wanted = self.start * self.stated.slowed
            if first and time_s is not None and time_s - self.origin_s <= wanted:
                yield first
                yield from frames
                return
        # The file is opened again: seeking to the beginning fails in some containers.
        self._opened.close()
        self._opened = OpenedVideo(self.path, self.max_pixels)
        yield from self._decoded()

    def _go_to(self, time_s: float) -> bool:
        stream = self._opened.stream
        base = stream.time_base
        if base is None or self.origin_s is None:
            return False
        wanted = time_s * self.stated.slowed + self.origin_s
        try:
            self._opened.container.seek(round(wanted / base), stream=stream)
        except av.FFmpegError:
            return False
        return True

    def _decoded(self) -> Iterator[av.VideoFrame]:
        """Decode what can be decoded, and count what cannot."""
        stream = self._opened.stream
        packets = self._opened.container.demux()
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except (av.FFmpegError, OSError):  # the file is damaged, or the disk is
                self.log.broken += 1
                return
            if packet.stream is not stream:
                if packet.pts is not None:
                    end = packet.pts + (packet.duration or 0)
                    end_s = float(end * packet.time_base)
                    self.log.others_end_s = max(self.log.others_end_s, end_s)
                continue
            try:
                yield from stream.decode(packet)
            except av.FFmpegError as error:
                self.log.broken += 1
                self._check_limit(error)

    def _check_limit(self, error: av.FFmpegError) -> None:
        """See whether it is the size for which FFmpeg refuses to decode a frame."""
        context = self._opened.stream.codec_context
        check_size(self.path, context.width, context.height, self.max_pixels)
        if isinstance(error, av.ArgumentError) and not context.width:
            raise PictureSizeError(
                f"{self.path} has a picture of more than {self.max_pixels:,} pixels: "
                "no more are taken"
            )

    def _stays_s(self, raw: av.VideoFrame) -> float:
        """Return for how long a frame is shown, as the file says."""
        base = raw.time_base or self._opened.stream.time_base
        if not raw.duration or raw.duration < 0 or base is None:
            return 0.0
        return float(raw.duration * base) / self.stated.slowed

    def _tell(self) -> None:
        """Say what is so, and what the user should know."""
        self.info, found = learnt(self.info, self.stated, self.log, end=self.end)
        for text in found:
            self._warn(text)

    def _warn(self, text: str) -> None:
        if text and text not in self.warnings:
            self.warnings.append(text)
