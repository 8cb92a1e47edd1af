"""Writes an H.264 video that plays in a browser, with the timing of its source."""

from __future__ import annotations

import os
import queue
import threading
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from formcheck.errors import OutputError
from formcheck.vision.frames import Image, check_image
from formcheck.vision.libraries import explaining_import_errors

with explaining_import_errors():
    import av
    import cv2
    from av.video.reformatter import Colorspace
    from av.video.stream import VideoStream

CLOCK = 90_000
"""Ticks a second of the written times; all common frame rates fall on whole ones, nearly."""

_BT709 = 1  # FFmpeg's number for the colours of high-definition television
_AHEAD = 4  # frames that may wait for the encoder
_AHEAD_BYTES = 12_500_000  # and so many bytes, about: of large pictures fewer wait

_LOOKAHEAD = "2"  # frames; by itself x264 looks at ten, each in several copies of its own
_BOTH_WAYS = "0"  # frames drawn from later ones, too, which wait: a quarter of the size for 50 MB
_THREADS = 2  # within a picture; x264 has one and a half pictures a core under way by itself


class VideoWriter:
    """Encodes frames in a thread of its own.

    The file is playable whatever happens: leaving the context, by an error or Ctrl-C too, writes
    the frames that were handed over and the index.  Without any frame there is no file.

    Args:
        path: The file, `.mp4`.
        width: The picture's width in pixels; an odd one gets a column more.
        height: The picture's height in pixels; an odd one gets a row more.
        fps: The source's frame rate; a hint, since every frame brings its time.
        crf: Quality, as in x264: lower is better and larger.

    Raises:
        OutputError: The file cannot be written.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        width: int,
        height: int,
        *,
        fps: float = 30.0,
        crf: int = 23,
    ) -> None:
        self.path = Path(path)
        self.width, self.height = width, height
        self._first_s: float | None = None
        self._last_tick = -1
        self._error: BaseException | None = None
        self._closed = False
        try:
            self.path.open("wb").close()  # PyAV itself would not open it before the first frame
            # The index goes to the front, so that a browser can start before it has all.
            self._container = av.open(
                f"file:{self.path}", "w", format="mp4", options={"movflags": "+faststart"}
            )
        except (av.FFmpegError, OSError) as error:
            raise self._output_error(error) from error
        self._stream = self._add_stream(min(max(fps, 1.0), 240.0), crf)
        self._queue: queue.Queue[tuple[Image, int] | None] = queue.Queue(
            max(1, min(_AHEAD, _AHEAD_BYTES // (3 * width * height)))
        )
        self._thread = threading.Thread(target=self._work, name="formcheck-encode", daemon=True)
        self._thread.start()

    def write(self, image: Image, time_s: float) -> None:
        """Hand a frame over.

        Args:
            image: The picture, of the writer's width and height; do not change it afterwards.
            time_s: Its time in seconds; the first frame's becomes 0, each must be later.

        Raises:
            OutputError: The frames before could not be written.
            ValueError: The picture is of another size.
        """
        check_image(image)
        if image.shape[:2] != (self.height, self.width):
            raise ValueError(f"expected {self.width}x{self.height}, got {image.shape[1::-1]}")
        if self._first_s is None:
            self._first_s = time_s
        tick = max(self._last_tick + 1, round((time_s - self._first_s) * CLOCK))
        self._last_tick = tick
        while True:
            if self._error is not None:
                raise self._output_error(self._error) from self._error
            try:
                self._queue.put((image, tick), timeout=0.2)
            except queue.Full:
                continue
            return

    def close(self) -> None:
        """Encode what waits and finish the file; further calls do nothing.

        Raises:
            OutputError: It could not be written; then nothing is left of it.
        """
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)  # the thread takes everything out, even after an error
        self._thread.join()
        try:
            self._container.close()
        except (av.FFmpegError, OSError) as error:
            self._error = self._error or error
        if (self._first_s is None or self._error is not None) and self.path.is_file():
            self.path.unlink()  # without a frame, or without its end, it is no video
        if self._error is not None:
            raise self._output_error(self._error) from self._error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        except OutputError:
            if error is None:  # else the first trouble is the one to hear about
                raise

    def _add_stream(self, fps: float, crf: int) -> VideoStream:
        stream = self._container.add_stream(
            "libx264",
            rate=Fraction(fps).limit_denominator(1001),
            options={
                "crf": str(crf),
                "preset": "veryfast",
                "profile": "high",
                "rc-lookahead": _LOOKAHEAD,
                "bf": _BOTH_WAYS,
            },
        )
        stream.width = self.width + self.width % 2
        stream.height = self.height + self.height % 2
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, CLOCK)
        stream.thread_count, stream.thread_type = _THREADS, "SLICE"
        # Without the tags players guess the colours by the picture's size.
        context = stream.codec_context
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        return stream

    def _work(self) -> None:
        while True:
            item = self._queue.get()
            if item is None:
                break
            if self._error is None:
                self._guarded(*item)
            del item  # a large picture is not held until the next one comes
        if self._error is None:
            self._guarded(None, 0)

    def _guarded(self, image: Image | None, tick: int) -> None:
        """Encode a frame, or what the encoder still holds; keep the error for the caller."""
        try:
            self._container.mux(self._stream.encode(self._frame(image, tick)))
        except Exception as error:  # raised again in write() or close()
            self._error = error

    def _frame(self, image: Image | None, tick: int) -> av.VideoFrame | None:
        if image is None:
            return None
        if self.width % 2 or self.height % 2:
            image = np.asarray(
                cv2.copyMakeBorder(
                    image, 0, self.height % 2, 0, self.width % 2, cv2.BORDER_REPLICATE
                ),
                dtype=np.uint8,
            )
        frame = av.VideoFrame.from_numpy_buffer(image, format="rgb24")  # without a copy
        frame = frame.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)
        frame.pts = tick
        frame.time_base = Fraction(1, CLOCK)
        return frame

    def _output_error(self, error: BaseException) -> OutputError:
        return OutputError(
            f"{self.path} cannot be written: {getattr(error, 'strerror', None) or error}"
        )
