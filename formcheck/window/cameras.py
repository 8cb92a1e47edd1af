"""Where live pictures come from: a camera, a stream's address, or a file played in real time.

A thread takes every picture as it comes and keeps the newest, so that nobody looks at an old one.
"""

from __future__ import annotations

import math
import os
import re
import threading
import time
from abc import abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from formcheck.addresses import hide_passwords, is_address, without_password
from formcheck.errors import FormcheckError, InputError
from formcheck.lifecycle import Closing
from formcheck.naming import stored
from formcheck.vision.frames import Frame
from formcheck.vision.libraries import explaining_import_errors
from formcheck.vision.resizing import fitted_frame
from formcheck.vision.source import open_video
from formcheck.window.latest import Latest

with explaining_import_errors():
    import cv2

PICTURE_TIMEOUT_S = 2.0
"""How long a camera may fail to give a picture before it counts as gone, seconds."""

OPEN_S = 10.0
"""How long a stream may take to begin, seconds."""

LATE_S = 0.2
"""A file that cannot be read as fast as it plays is played slower, not skipped, beyond this."""

NETWORKS = ("rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "udp", "rtp", "srt", "tcp")
"""How an address begins that is a camera's; whatever else is given is a file."""

_REACHED_OVER = (*NETWORKS, "httpproxy", "srtp", "tls", "crypto")
"""What a stream may name in its turn: never a file of this machine, as a playlist can."""

_OPTIONS = "OPENCV_FFMPEG_CAPTURE_OPTIONS"

_RETRY_S = 0.05
_JOIN_S = 2.0

Clock = Callable[[], float]


class Device(Protocol):
    """What gives a camera's pictures; `cv2.VideoCapture` is one."""

    def isOpened(self) -> bool:  # noqa: N802  # OpenCV's name
        """Whether it can give pictures."""
        ...

    def read(self) -> tuple[bool, Any]:
        """Wait for the next picture: whether there is one, and its pixels, BGR."""
        ...

    def release(self) -> None:
        """Let go of it."""
        ...


class Feed(Closing):
    """Pictures as they come; the newest only.

    Args:
        name: What to call it.
        mirrored: Whether people expect to see themselves as in a mirror.
        clock: Seconds.

    Attributes:
        name: What to call it.
        mirrored: Whether people expect to see themselves as in a mirror.
        latest_frame: The newest picture that nobody has looked for a pose in.
        shown: The newest picture; None before the first.
        error: Why it ended, if it should not have.
    """

    def __init__(self, name: str, *, mirrored: bool, clock: Clock = time.monotonic) -> None:
        self.name = name
        self.mirrored = mirrored
        self.latest_frame = Latest[Frame]()
        self.shown: Frame | None = None
        self.error: FormcheckError | None = None
        self._clock = clock
        self._began_s = math.nan
        self._stop = threading.Event()
        self._go = threading.Event()
        self._thread = threading.Thread(target=self._work, name="formcheck-feed", daemon=True)
        self._came_s = clock()
        self._thread.start()

    @property
    def now_s(self) -> float:
        """The time by which its frames are dated, seconds; 0 before the first."""
        return 0.0 if math.isnan(self._began_s) else self._clock() - self._began_s

    @property
    def silent_s(self) -> float:
        """For how long no picture has come, seconds."""
        return self._clock() - self._came_s

    @property
    def ended(self) -> bool:
        """Whether no more pictures will come."""
        return self.latest_frame.closed

    def go(self) -> None:
        """Somebody is ready to look: what waits for that begins."""
        self._came_s = self._clock()
        self._go.set()

    def await_picture(self, stopped: Callable[[], bool]) -> None:
        """Wait for the first picture, or until somebody wants to stop.

        Raises:
            FormcheckError: There is none.
        """
        while self.shown is None and not stopped():
            if self.ended:
                raise self.error or InputError(f"{self.name} gives no picture")
            if self.silent_s > OPEN_S + PICTURE_TIMEOUT_S:
                raise InputError(f"{self.name} gives no picture: is it there, and switched on?")
            time.sleep(_RETRY_S)

    def close(self) -> None:
        """End it; further calls do nothing."""
        self._stop.set()
        self._go.set()
        self._thread.join(_JOIN_S)  # a camera that hangs is left to the end of the program

    @abstractmethod
    def _frames(self) -> Iterator[Frame]:
        """The frames, each when it is due."""

    def _work(self) -> None:
        try:
            for frame in self._frames():
                if self._stop.is_set():
                    return
                self.shown = frame
                self._came_s = self._clock()
                self.latest_frame.put(frame)
        except FormcheckError as error:
            self.error = error
        except Exception as error:  # it is told where the others are
            self.error = InputError(f"{self.name} failed: {hide_passwords(str(error))}")
        finally:
            self.latest_frame.close()


class CameraFeed(Feed):
    """A camera of this machine, or one that a URL names.

    Args:
        device: Opens it; called in the feed's own thread, as it may take long.
        name: What to call it.
        remedy: What to do if it cannot be opened.
        clock: Seconds.
    """

    def __init__(
        self,
        device: Callable[[], Device],
        name: str,
        remedy: str,
        *,
        clock: Clock = time.monotonic,
    ) -> None:
        self._device = device
        self._remedy = remedy
        super().__init__(name, mirrored=True, clock=clock)

    def _frames(self) -> Iterator[Frame]:
        device = self._device()
        try:
            if not device.isOpened():
                raise InputError(f"{self.name} cannot be opened: {self._remedy}")
            yield from self._read(device)
        finally:
            device.release()

    def _read(self, device: Device) -> Iterator[Frame]:
        index, last_s, good_s = 0, -1.0, self._clock()
        size: tuple[int, int] | None = None
        while not self._stop.is_set():
            there, raw = device.read()
            now = self._clock()
            if not there or raw is None:
                if now - good_s > PICTURE_TIMEOUT_S:
                    raise InputError(self._gone(index))
                self._stop.wait(_RETRY_S)
                continue
            good_s = now
            if math.isnan(self._began_s):
                self._began_s = now
            last_s = max(now - self._began_s, last_s + 0.001)
            image = np.asarray(cv2.cvtColor(raw, cv2.COLOR_BGR2RGB), np.uint8)
            frame = Frame(index, last_s, image)
            size = size or (frame.width, frame.height)  # a stream may change it
            yield fitted_frame(frame, size)
            index += 1

    def _gone(self, frames: int) -> str:
        if frames:
            return f"{self.name} gives no picture any more: unplugged, or the connection lost?"
        return f"{self.name} gives no picture: {self._remedy}"


class FileFeed(Feed):
    """A video file, played in real time once somebody is ready to look.

    Args:
        path: The file.
        clock: Seconds.

    Raises:
        InputError: The file cannot be read.
    """

    def __init__(self, path: Path, *, clock: Clock = time.monotonic) -> None:
        self._source = open_video(path)
        super().__init__(str(path), mirrored=False, clock=clock)

    def _frames(self) -> Iterator[Frame]:
        with self._source as source:
            size = (source.info.width, source.info.height)
            for frame in (fitted_frame(each, size) for each in source):
                if math.isnan(self._began_s):
                    self.shown = frame
                    self._go.wait()
                    self._began_s = self._clock() - frame.time_s
                early = frame.time_s - self.now_s
                if early > 0:
                    self._stop.wait(early)
                elif early < -LATE_S:
                    self._began_s -= early
                yield frame


def open_feed(camera: str) -> Feed:
    """Open what `--camera` names.

    Args:
        camera: A camera's number, a URL, or a file.

    Raises:
        InputError: It is a file that cannot be read; a camera's trouble is in `Feed.error`.
    """
    # A camera that is missing is told in one line of ours, not in those of OpenCV and FFmpeg.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    os.environ[_OPTIONS] = stream_options(os.environ.get(_OPTIONS, ""))
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    if re.fullmatch(r"\d+", camera):
        number = int(camera)
        remedy = (
            "is it plugged in, and used by no other program? "
            "(--camera 1 is the next one, --camera FILE plays a video)"
        )
        return CameraFeed(lambda: cv2.VideoCapture(number), f"camera {number}", remedy)
    if (scheme := camera.partition("://")[0].lower()) in NETWORKS and scheme != camera:
        remedy = "is the address right, and the camera switched on?"
        return CameraFeed(lambda: _stream(camera), without_password(camera), remedy)
    path = Path(camera)
    if not path.exists() and (is_address(camera) or "@" in camera):
        shown = without_password(camera) if is_address(camera) else camera.rpartition("@")[2]
        raise InputError(f"{shown} is no file, and no address such as rtsp://camera/stream")
    path = stored(path)
    if path.is_char_device():
        remedy = "is it a camera, and used by no other program?"
        return CameraFeed(lambda: cv2.VideoCapture(camera), camera, remedy)
    return FileFeed(path)


def stream_options(users: str) -> str:
    """What FFmpeg is told of addresses, in OpenCV's words.

    Args:
        users: What the user's environment says of it.

    >>> stream_options("rtsp_transport;udp|protocol_whitelist;file").split("|")[0]
    'rtsp_transport;udp'
    """
    pairs = (each.partition(";") for each in users.split("|") if ";" in each)
    options = {"rtsp_transport": "tcp"} | {key: value for key, _, value in pairs}
    options["protocol_whitelist"] = ",".join(_REACHED_OVER)
    return "|".join(f"{key};{value}" for key, value in options.items())


def _stream(url: str) -> Device:
    wait_ms = round(1000 * OPEN_S)
    return cv2.VideoCapture(
        url,
        cv2.CAP_FFMPEG,
        [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, wait_ms, cv2.CAP_PROP_READ_TIMEOUT_MSEC, wait_ms // 2],
    )
