"""Turns what a decoder gives into a picture as a player shows it: upright, with square pixels.

The shape of a frame may change within a file, so each is taken by what it says of itself.
"""

from __future__ import annotations

import os
from fractions import Fraction

import numpy as np

from formcheck.vision.container import check_size
from formcheck.vision.frames import Image
from formcheck.vision.libraries import explaining_import_errors

with explaining_import_errors():
    import av
    import cv2
    from av.buffer import Buffer
    from av.sidedata.sidedata import SideDataContainer
    from av.video.stream import VideoStream

_ODD_SHAPE = (0.2, 5.0)  # pixels that are more oblong than that are a mistake in the file
_SQUARE = 0.02

Turn = tuple[bool, bool, bool]
"""Whether to swap x and y, then to mirror left and right, then to mirror top and bottom."""


Matrix = tuple[float, float, float, float]

AS_STORED: Matrix = (1, 0, 0, 1)
"""The matrix that turns nothing."""


class Uprighter:
    """Turns the frames of one stream upright.

    Args:
        path: The file, for messages.
        stream: The stream whose frames come.
        max_pixels: The largest picture that is made.
        matrix: a, b, c and d of the matrix that holds where a frame brings none.
    """

    def __init__(
        self, path: str | os.PathLike[str], stream: VideoStream, max_pixels: int, matrix: Matrix
    ) -> None:
        self._path = path
        self._max_pixels = max_pixels
        self._otherwise = _nearest(*matrix)
        self._stated = stream.sample_aspect_ratio
        self._stated_size: tuple[int, int] | None = None
        self._ratios: dict[tuple[int, int], float] = {}

    def size(self, raw: av.VideoFrame, stream: VideoStream) -> tuple[int, int]:
        """Return the upright picture's width and height in pixels.

        Args:
            raw: A frame that was just decoded.
            stream: Its stream.

        Raises:
            PictureSizeError: It is too large.
        """
        width, height = self._square_size(raw, stream)
        return (height, width) if self._turn(raw)[0] else (width, height)

    def image(self, raw: av.VideoFrame, stream: VideoStream) -> Image:
        """Return the picture.

        Args:
            raw: A frame that was just decoded.
            stream: Its stream.

        Raises:
            PictureSizeError: It is too large.
        """
        width, height = self._square_size(raw, stream)
        image = np.asarray(raw.to_ndarray(format="rgb24", width=width, height=height), np.uint8)
        swapped, across, down = self._turn(raw)
        if swapped:
            image = np.asarray(cv2.transpose(image), np.uint8)
        if across or down:
            code = -1 if across and down else 1 if across else 0
            image = np.asarray(cv2.flip(image, code), np.uint8)
        # Rows are padded in some widths: the array is then not contiguous, and MediaPipe would
        # read it wrongly without a word.
        return np.ascontiguousarray(image)

    def _turn(self, raw: av.VideoFrame) -> Turn:
        # Not by `raw.side_data`: the frame would hold that, and that the frame, until Python's
        # cycle collector comes by, which was a hundred pictures later.
        matrix = SideDataContainer(raw).get("DISPLAYMATRIX")  # type: ignore[call-arg]
        return turn_of(bytes(matrix)) if isinstance(matrix, Buffer) else self._otherwise

    def _square_size(self, raw: av.VideoFrame, stream: VideoStream) -> tuple[int, int]:
        check_size(self._path, raw.width, raw.height, self._max_pixels)
        ratio = self._pixel_shape(raw, stream)
        width = raw.width
        if _ODD_SHAPE[0] < ratio < _ODD_SHAPE[1] and abs(ratio - 1) > _SQUARE:
            width = max(2, round(width * ratio))
            check_size(self._path, width, raw.height, self._max_pixels)
        return width, raw.height

    def _pixel_shape(self, raw: av.VideoFrame, stream: VideoStream) -> float:
        """Return how much wider than high a pixel of this frame is.

        The codec says it for each frame.  Where the container says something else, that holds for
        the size with which the file begins.
        """
        size = (raw.width, raw.height)
        context = stream.codec_context
        # A decoder works on several frames at once and may be at the next size already.
        if (context.width, context.height) == size:
            self._ratios[size] = _ratio(context.sample_aspect_ratio)
        ratio = self._ratios.get(size, 1.0)
        if self._stated_size is None:
            differs = bool(self._stated) and abs(_ratio(self._stated) - ratio) > _SQUARE
            self._stated_size = size if differs else (0, 0)
        return _ratio(self._stated) if size == self._stated_size else ratio


def _ratio(stated: Fraction | None) -> float:
    return float(stated) if stated else 1.0


def turn_of(matrix: bytes) -> Turn:
    """Say how a display matrix turns a picture.

    Args:
        matrix: Nine numbers of 32 bits, as FFmpeg has them: the point (x, y) of the stored picture
            is shown at (a x + c y, b x + d y), where a, b stand first and c, d in the second row.

    Returns:
        The nearest of the eight ways in which a picture can be turned and mirrored.

    >>> turn_of(np.array([0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30], "i4").tobytes())
    (True, True, False)
    """
    if len(matrix) < 36:  # nine numbers
        return (False, False, False)
    numbers = np.frombuffer(matrix[:36], dtype=np.int32).astype(float)
    return _nearest(*numbers[[0, 1, 3, 4]])


def _nearest(a: float, b: float, c: float, d: float) -> Turn:
    if abs(b) + abs(c) > abs(a) + abs(d):
        return True, bool(c < 0), bool(b < 0)
    return False, bool(a < 0), bool(d < 0)
