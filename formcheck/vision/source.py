"""Frames of a video file: in order of time, upright, with the times that the file gives.

PyAV reads the file.  What a phone or a recorder leaves to the player is done here: the rotation
is applied, pixels are made square, and times are counted from the first frame.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from formcheck.checking.tempo import TEMPO_FPS
from formcheck.closing import Closing
from formcheck.errors import InputError, UsageError
from formcheck.recording import SourceInfo
from formcheck.vision.frames import Frame, Image
from formcheck.vision.libraries import explained

with explained():
    import av
    import cv2
    from av.container import InputContainer
    from av.video.stream import VideoStream

MIN_FRAMES = 10
"""With fewer frames than these there is no movement to judge."""

MIN_SIDE_PX = 160
"""Where the picture's shorter side is smaller, joints cannot be placed well."""

DARK = 40
"""A picture whose brightest part is below this (of 255) shows nobody."""

DARK_SHARE = 0.1
"""The share of dark frames that the user is told about."""

_ASSUMED_FPS = 25.0
_DUPLICATE_S = 1.0  # a time that steps back by less is a duplicate, by more a clock that restarted
_MAX_DUPLICATES = 5
_NOT_VIDEOS = {"tty", "ansi"}  # FFmpeg plays text files as pictures
_OPTIONS = {
    # A file may name others (playlists do), and nothing may be fetched from a network.
    "protocol_whitelist": "file",
}


def open_video(
    path: str | os.PathLike[str], *, start: float | None = None, end: float | None = None
) -> VideoSource:
    """Open a video file.

    Args:
        path: The file.
        start: Leave out what comes before this time, in seconds.
        end: Leave out what comes after this time, in seconds.

    Returns:
        The source: a context manager that is iterated over once.

    Raises:
        InputError: The file cannot be read, is not a video or has no frame that can be decoded.
        UsageError: `end` does not come after `start`.
    """
    return VideoSource(path, start=start, end=end)


class VideoSource(Closing):
    """The frames of a video file; see `open_video`."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        start: float | None = None,
        end: float | None = None,
    ) -> None:
        self.path = Path(path)
        self.start = max(start or 0.0, 0.0)
        self.end = math.inf if end is None else end
        if self.end <= self.start:
            raise UsageError(
                f"the end ({self.end:g} s) must come after the start ({self.start:g} s)"
            )
        self.warnings: list[str] = []
        self._tally = _Tally()
        self._container, self._stream = _open(self.path)
        try:
            first = self._first_frame()
        except BaseException:
            self._container.close()
            raise
        self._size, self._turns = _upright_size(first, self._stream), round(first.rotation / 90) % 4
        self._fps = _stated_fps(self._stream)
        width, height = self._size[:: -1 if self._turns % 2 else 1]
        self.info = SourceInfo(
            path=os.fspath(path),
            duration_s=_stated_duration(self._container, self._stream),
            fps=self._fps,
            width=width,
            height=height,
            frames=self._stream.frames or None,
        )
        if self.info.duration_s is not None and self.start >= self.info.duration_s:
            self._container.close()
            raise InputError(
                f"{self.path} is {self.info.duration_s:.1f} s long: "
                f"there is nothing after {self.start:g} s"
            )
        if min(width, height) < MIN_SIDE_PX:
            self._warn(f"the picture is very small ({width}x{height}): joints are placed roughly")

    def close(self) -> None:
        """Close the file; further calls do nothing."""
        self._container.close()

    def __iter__(self) -> Iterator[Frame]:
        """Decode the frames.

        Yields:
            The frames between `start` and `end`.  Once they are all out, `info` has the measured
            frame rate and `warnings` what was found on the way.

        Raises:
            InputError: There is no frame between `start` and `end`.
        """
        self._tally = tally = _Tally()
        ended = False
        try:
            for time_s, raw in self._timed(self._seek()):
                if time_s > self.end:
                    ended = True
                    break
                if time_s < self.start - 1e-6:
                    continue
                image = self._image(raw)
                tally.add(time_s, image)
                yield Frame(tally.frames - 1, time_s, image)
            else:
                ended = True
        finally:
            self._tell(tally, ended)
        if not tally.frames:
            raise InputError(f"{self.path} has no frame between {self.start:g} and {self.end:g} s")

    def _first_frame(self) -> av.VideoFrame:
        frame = next(self._decoded(), None)
        if frame is None:
            raise InputError(f"{self.path} has no picture that can be decoded")
        self._origin_s = _time(frame, self._stream)
        return frame

    def _seek(self) -> Iterator[av.VideoFrame]:
        """Go to the last key frame before the start, or to the beginning."""
        if self.start > 1.0 and self._origin_s is not None and self._go_to(self.start):
            frames = self._decoded()
            first = next(frames, None)
            time_s = None if first is None else _time(first, self._stream)
            if first and time_s is not None and time_s - self._origin_s <= self.start:
                yield first
                yield from frames
                return
        # The file is opened again: seeking to the beginning fails in some containers.
        self._container.close()
        self._container, self._stream = _open(self.path)
        yield from self._decoded()

    def _go_to(self, time_s: float) -> bool:
        base = self._stream.time_base
        if base is None or self._origin_s is None:
            return False
        try:
            self._container.seek(round((time_s + self._origin_s) / base), stream=self._stream)
        except av.FFmpegError:
            return False
        return True

    def _decoded(self) -> Iterator[av.VideoFrame]:
        """Decode what can be decoded, and count what cannot."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.FFmpegError:
                self._tally.broken += 1
                return
            try:
                yield from packet.decode()
            except av.FFmpegError:
                self._tally.broken += 1

    def _timed(self, frames: Iterator[av.VideoFrame]) -> Iterator[tuple[float, av.VideoFrame]]:
        """Give each frame its time: strictly increasing, from 0 at the file's first frame."""
        tally = self._tally
        step = 1.0 / self._fps
        shift = -(self._origin_s or 0.0)
        last = -math.inf
        duplicates = 0
        for frame in frames:
            stated = _time(frame, self._stream)
            if stated is None:
                tally.timeless += 1
                time_s = last + step if math.isfinite(last) else 0.0
            else:
                time_s = stated + shift
                if time_s <= last:
                    if last - time_s < _DUPLICATE_S and duplicates < _MAX_DUPLICATES:
                        duplicates += 1
                        tally.duplicates += 1
                        continue
                    tally.restarts += 1
                    shift += last + step - time_s
                    time_s = last + step
            duplicates = 0
            last = time_s
            yield time_s, frame

    def _image(self, raw: av.VideoFrame) -> Image:
        width, height = self._size
        image = np.asarray(raw.to_ndarray(format="rgb24", width=width, height=height), np.uint8)
        if self._turns:
            code = (
                cv2.ROTATE_90_COUNTERCLOCKWISE,
                cv2.ROTATE_180,
                cv2.ROTATE_90_CLOCKWISE,
            )[self._turns - 1]
            return np.asarray(cv2.rotate(image, code), dtype=np.uint8)
        # Rows are padded in some widths: the array is then not contiguous, and MediaPipe would
        # read it wrongly without a word.
        return np.ascontiguousarray(image)

    def _tell(self, tally: _Tally, ended: bool) -> None:
        """Turn the tally into warnings and the measured frame rate."""
        if not tally.frames:
            return
        if tally.frames > 1:
            fps = (tally.frames - 1) / (tally.last - tally.first)
            self.info = replace(self.info, fps=round(fps, 3))
        if ended and self.info.duration_s is None:
            self.info = replace(self.info, duration_s=tally.last + 1.0 / self.info.fps)
        for text in (
            self._damage(tally, ended),
            _clock_trouble(tally, self._fps),
            self._scarcity(tally, ended),
        ):
            if text:
                self._warn(text)
        dark = tally.dark / tally.frames
        if dark > DARK_SHARE:
            self._warn(f"{dark:.0%} of the frames are too dark to see anybody")

    def _damage(self, tally: _Tally, ended: bool) -> str:
        """Say what of the file is missing."""
        duration = self.info.duration_s
        seconds = tally.last + 1.0 / self.info.fps
        if ended and duration is not None:
            slack = max(0.5, 0.03 * duration)
            if seconds < min(duration, self.end) - slack:
                return (
                    f"the file is damaged or cut off: its picture ends at {seconds:.1f} s "
                    f"of {duration:.1f} s; what could be decoded is used"
                )
        return "parts of the file are damaged and were left out" if tally.broken else ""

    def _scarcity(self, tally: _Tally, ended: bool) -> str:
        """Say whether there are too few frames."""
        if ended and tally.frames < MIN_FRAMES:
            only = f"{tally.frames} frame" + "s" * (tally.frames > 1)
            return f"only {only}: too few to judge a movement"
        if self.info.fps < TEMPO_FPS and tally.frames > 1:
            return f"{self.info.fps:.1f} frames a second: too few to judge tempo"
        return ""

    def _warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)


class _Tally:
    """What is noticed while frames go by."""

    def __init__(self) -> None:
        self.frames = self.dark = self.duplicates = 0
        self.restarts = self.broken = self.timeless = 0
        self.first = self.last = 0.0

    def add(self, time_s: float, image: Image) -> None:
        if not self.frames:
            self.first = time_s
        self.last = time_s
        self.frames += 1
        self.dark += is_dark(image)


def is_dark(image: Image) -> bool:
    """Whether a picture is too dark to see anybody."""
    step = max(1, min(image.shape[:2]) // 48)
    return bool(np.percentile(image[::step, ::step, 1], 98) < DARK)


def _clock_trouble(tally: _Tally, fps: float) -> str:
    """Say what is wrong with the file's times."""
    if tally.timeless:
        return f"the file gives no times: {fps:g} frames a second are assumed"
    if tally.restarts:
        return "the times in the file step back: seconds after that are approximate"
    if tally.duplicates:
        return f"{tally.duplicates} frames repeat the time of another: left out"
    return ""


def _open(path: Path) -> tuple[InputContainer, VideoStream]:
    """Open a file and find its moving picture."""
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder, not a video")
        if path.stat().st_size == 0:
            raise InputError(f"{path} is empty")
        container = av.open(f"file:{path}", options=_OPTIONS, metadata_errors="replace")
    except FileNotFoundError:
        raise InputError(f"{path} does not exist") from None
    except PermissionError:
        raise InputError(f"{path} may not be read: permission denied") from None
    except (av.FFmpegError, OSError, ValueError) as error:
        raise InputError(f"{path} is not a video that can be read ({_reason(error)})") from error
    # Music comes with a cover, which is no video.
    streams = [stream for stream in container.streams.video if not _is_cover(stream)]
    if not streams or container.format.name in _NOT_VIDEOS:
        sound = bool(container.streams.audio)
        container.close()
        raise InputError(f"{path} " + ("has sound but no picture" if sound else "is not a video"))
    best = container.streams.best("video")
    stream = best if isinstance(best, VideoStream) and best in streams else streams[0]
    stream.thread_type = "AUTO"
    return container, stream


def _is_cover(stream: VideoStream) -> bool:
    return bool(stream.disposition & type(stream.disposition).attached_pic)


def _reason(error: Exception) -> str:
    """Make a short reason of a library's error."""
    text = getattr(error, "strerror", None) or str(error)
    return "damaged, cut off or of another kind" if "Invalid data" in text else text


def _time(frame: av.VideoFrame, stream: VideoStream) -> float | None:
    """Return a frame's stated time in seconds."""
    base = frame.time_base or stream.time_base
    return None if frame.pts is None or base is None else float(frame.pts * base)


def _upright_size(frame: av.VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Return width and height with square pixels, before the rotation."""
    ratio = stream.sample_aspect_ratio
    width = frame.width
    if ratio and 0.2 < ratio < 5 and abs(ratio - 1) > 0.02:
        width = max(2, round(width * float(ratio)))
    return width, frame.height


def _stated_fps(stream: VideoStream) -> float:
    """Return the frame rate that the file claims."""
    for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate):
        if rate and 0.01 < rate <= 1000:
            return float(rate)
    return _ASSUMED_FPS


def _stated_duration(container: InputContainer, stream: VideoStream) -> float | None:
    """Return the picture's duration in seconds, as the file claims it."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration and container.duration > 0:
        return float(container.duration / av.time_base)
    return None
