"""Lines, plates and letters on RGB pictures: what the overlay is made of.

Sizes are in units: a unit is a pixel where the picture's shorter side has 360 of them, and grows
with the picture.
OpenCV's own font has the letters of most languages, which its older functions do not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.pose import FloatArray
from formcheck.vision.frames import Image
from formcheck.vision.libraries import explaining_import_errors

with explaining_import_errors():
    import cv2

Color = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

WHITE: Color = (255, 255, 255)
INK: Color = (17, 24, 32)
GREY: Color = (168, 178, 188)
PALE: Color = (206, 213, 220)
MINT: Color = (94, 234, 190)
RED: Color = (222, 59, 64)
AMBER: Color = (245, 176, 50)
BLUE: Color = (66, 135, 245)

_SHIFT = 4  # bits: OpenCV takes coordinates in sixteenths of a pixel
_MIN_UNIT = 0.75
_font: cv2.FontFace | None = None


class Canvas:
    """Draws on a picture, in place.

    Args:
        image: The picture.
    """

    def __init__(self, image: Image) -> None:
        self.image = image
        self.height, self.width = image.shape[:2]
        self.unit = max(_MIN_UNIT, min(self.width, self.height) / 360)

    def line(self, points: FloatArray, color: Color, width: float, *, outline: bool = True) -> None:
        """Draw a line through points, with a dark outline that shows on any background.

        Args:
            points: The points in pixels, shape (n, 2).
            color: The line's colour.
            width: The line's width in units.
            outline: Whether to draw the outline.
        """
        if not np.isfinite(points).all():
            return
        path = [_fixed(points)]
        thick = self._px(width)
        if outline:
            cv2.polylines(
                self.image,
                path,
                False,
                INK,
                thick + self._px(min(1.6, 0.6 * width)),
                cv2.LINE_AA,
                shift=_SHIFT,
            )
        cv2.polylines(self.image, path, False, color, thick, cv2.LINE_AA, shift=_SHIFT)

    def dot(self, point: FloatArray, color: Color, radius: float) -> None:
        """Draw a disc with a dark rim.

        Args:
            point: Its middle in pixels, shape (2,); nothing is drawn where it is NaN.
            color: Its colour.
            radius: Its radius in units.
        """
        if not np.isfinite(point).all():
            return
        centre = (int(point[0] * 16), int(point[1] * 16))
        for extra, paint in ((0.9, INK), (0.0, color)):
            size = int((radius + extra) * self.unit * 16)
            cv2.circle(self.image, centre, size, paint, -1, cv2.LINE_AA, shift=_SHIFT)

    def plate(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        color: Color = INK,
        alpha: float = 0.72,
    ) -> None:
        """Draw a translucent plate with round corners; all in pixels."""
        left, top = max(0, round(x)), max(0, round(y))
        right, bottom = min(self.width, round(x + width)), min(self.height, round(y + height))
        if right <= left or bottom <= top:
            return
        part = self.image[top:bottom, left:right]
        before = part.copy()
        size_x, size_y = right - left, bottom - top
        radius = max(1, min(round(7 * self.unit), size_y // 2, size_x // 2))
        cv2.rectangle(part, (0, radius), (size_x, size_y - 1 - radius), color, -1)
        cv2.rectangle(part, (radius, 0), (size_x - 1 - radius, size_y), color, -1)
        for corner_x in (radius, size_x - 1 - radius):
            for corner_y in (radius, size_y - 1 - radius):
                cv2.circle(part, (corner_x, corner_y), radius, color, -1, cv2.LINE_AA)
        cv2.addWeighted(part, alpha, before, 1 - alpha, 0, dst=part)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        color: Color = WHITE,
        weight: int = 500,
    ) -> None:
        """Write a line; x and y (pixels) are the left end of its baseline, size is in units."""
        where = (round(x), round(y))
        cv2.putText(self.image, text, where, color, _face(), self._px(size), weight)

    def measure(self, text: str, size: float, weight: int = 500) -> float:
        """Return a line's width in pixels."""
        box = cv2.getTextSize(
            (self.width, self.height), text, (0, 0), _face(), self._px(size), weight
        )
        return float(box[2])

    def label(
        self,
        text: str,
        centre_x: float,
        baseline_y: float,
        size: float,
        *,
        color: Color = WHITE,
        plate: Color = INK,
        weight: int = 500,
        alpha: float = 0.78,
    ) -> None:
        """Write a line on a plate around a point; it is kept in the picture and made to fit."""
        room = self.width - 28 * self.unit
        length = self.measure(text, size, weight)
        if length > room:
            size *= room / length
            length = self.measure(text, size, weight)
        pad, rise = 0.55 * size * self.unit, 0.72 * size * self.unit
        margin = pad + 2 * self.unit
        x = float(np.clip(centre_x - length / 2, margin, max(margin, self.width - length - margin)))
        y = float(np.clip(baseline_y, rise + margin, self.height - margin))
        self.plate(
            x - pad,
            y - rise - 0.8 * pad,
            length + 2 * pad,
            rise + 1.6 * pad,
            color=plate,
            alpha=alpha,
        )
        self.text(text, x, y, size, color=color, weight=weight)

    def arc(self, centre: FloatArray, angles: Sequence[float], radius: float, color: Color) -> None:
        """Draw an arc from one angle to another (degrees, clockwise from the right), with a fill.

        Args:
            centre: The centre in pixels, shape (2,).
            angles: From and to, at most 180 apart.
            radius: Its radius in pixels.
            color: Its colour.
        """
        turn = np.radians(np.linspace(angles[0], angles[1], 48))
        points = centre + radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        sector = _fixed(np.vstack([centre, points]))
        low = np.clip(points.min(axis=0) - radius, 0, [self.width, self.height]).astype(int)
        high = np.clip(points.max(axis=0) + radius, 0, [self.width, self.height]).astype(int)
        part = self.image[low[1] : high[1], low[0] : high[0]]
        if part.size:
            before = part.copy()
            cv2.fillPoly(self.image, [sector], color, cv2.LINE_AA, shift=_SHIFT)
            cv2.addWeighted(part, 0.35, before, 0.65, 0, dst=part)
        self.line(points, color, 2.2)

    def _px(self, units: float) -> int:
        return max(1, int(units * self.unit + 0.5))


def _fixed(points: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    """Return points in OpenCV's sixteenths of a pixel, bounded so that they cannot overflow."""
    return np.round(np.clip(points, -30_000, 60_000) * (1 << _SHIFT)).astype(np.int32)


def _face() -> cv2.FontFace:
    global _font  # noqa: PLW0603  # takes 50 ms to load
    if _font is None:
        _font = cv2.FontFace("sans")
    return _font
