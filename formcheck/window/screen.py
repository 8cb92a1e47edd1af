"""Draws the window's picture: the person with their skeleton, and letters that carry far."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.pose import Pose
from formcheck.vision.drawing import AMBER, GREY, INK, MINT, WHITE, Canvas, Color
from formcheck.vision.frames import Image
from formcheck.vision.libraries import explaining_import_errors
from formcheck.vision.overlay import SEVERITY_COLORS, draw_skeleton
from formcheck.window.view_model import Message, ViewState

with explaining_import_errors():
    import cv2

SIDE_PX = 720
"""The drawn picture's shorter side: letters on a small camera's picture would be blurred."""

_KINDS: dict[str, tuple[Color, Color]] = {
    **{kind: (WHITE, color) for kind, color in SEVERITY_COLORS.items()},
    "technique": (INK, AMBER),
    "good": (INK, MINT),
    "guide": (WHITE, INK),
    "reason": (WHITE, (74, 85, 99)),
}
"""The colours of a message's letters and of its plate."""

_MARKS = {"risk": "! ", "good": ""}
_LINE = 26  # characters: what is longer is broken into two lines, to be read from afar


def draw(
    image: Image, pose: Pose | None, side: str, shown: ViewState, *, mirrored: bool = False
) -> Image:
    """Draw what a person sees.

    Args:
        image: The camera's picture; it is left as it is.
        pose: The newest pose, or None.
        side: The person's near side.
        shown: What is said and counted.
        mirrored: Whether to show the picture as a mirror does.

    Returns:
        A new picture, RGB.
    """
    height, width = image.shape[:2]
    scale = SIDE_PX / min(height, width)
    size = (round(width * scale), round(height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    picture = np.asarray(cv2.resize(image, size, interpolation=how), np.uint8)
    if mirrored:
        picture = np.ascontiguousarray(picture[:, ::-1])
    if pose is not None and pose.present:
        points = pose.image * (size[0] / pose.width, size[1] / pose.height)
        if mirrored:
            points[:, 0] = size[0] - 1 - points[:, 0]
        moved = replace(pose, width=size[0], height=size[1], image=points)
        picture = draw_skeleton(picture, moved, side)
    canvas = Canvas(picture)
    _count(canvas, shown)
    if shown.gauge is not None:
        _gauge(canvas, shown.gauge)
    if shown.big:
        _middle(canvas, shown)
    if shown.message is not None:
        _message(canvas, shown.message)
    return canvas.image


def _count(canvas: Canvas, shown: ViewState) -> None:
    unit = canvas.unit
    pad, left, top = 12 * unit, 10 * unit, 10 * unit
    mark = "?" if shown.doubted else ""  # small, so that the number does not seem to be another
    long = canvas.measure(shown.count, 110, 800)
    length = max(
        long + canvas.measure(mark, 40, 700) + 4 * unit * len(mark),
        canvas.measure(shown.of, 17, 600),
        canvas.measure(shown.set, 15),
        70 * unit,
    )
    canvas.plate(left, top, length + 2 * pad, 142 * unit)
    canvas.text(shown.count, left + pad, top + 90 * unit, 110, weight=800)
    if mark:
        canvas.text(mark, left + pad + long + 4 * unit, top + 40 * unit, 40, color=GREY)
    canvas.text(shown.of, left + pad, top + 112 * unit, 17, weight=600)
    canvas.text(shown.set, left + pad, top + 132 * unit, 15, color=GREY)


def _gauge(canvas: Canvas, share: float) -> None:
    """Draw how far the rep has come: the upper mark must be reached for it to count."""
    unit = canvas.unit
    width, height = 18 * unit, 190 * unit
    x, top = canvas.width - 36 * unit, 0.42 * canvas.height - height / 2
    canvas.plate(x - 7 * unit, top - 8 * unit, width + 14 * unit, height + 16 * unit)
    low, high = top + 0.95 * height, top + 0.05 * height
    level = low + share * (high - low)
    color = MINT if share >= 1 else WHITE
    canvas.plate(x, level, width, top + height - level, color=color, alpha=0.95)
    for y in (low, high):
        ends = np.array([[x - 5 * unit, y], [x + width + 5 * unit, y]])
        canvas.line(ends, AMBER, 2.2, outline=False)


def _middle(canvas: Canvas, shown: ViewState) -> None:
    unit, x, y = canvas.unit, canvas.width / 2, 0.56 * canvas.height
    big_size, under_size = (
        _fitting(canvas, *each)
        for each in ((shown.big, 100 if len(shown.big) < 3 else 80), (shown.under, 18))
    )
    big, under = canvas.measure(shown.big, big_size, 800), canvas.measure(shown.under, under_size)
    length = max(big, under) + 32 * unit
    # The person must still see how they stand.
    canvas.plate(x - length / 2, y - 92 * unit, length, 134 * unit, alpha=0.6)
    canvas.text(shown.big, x - big / 2, y - 4 * unit, big_size, weight=800)
    canvas.text(shown.under, x - under / 2, y + 28 * unit, under_size)


def _fitting(canvas: Canvas, text: str, size: float) -> float:
    """The size in which a line fits into the picture."""
    room: float = canvas.width - 60 * canvas.unit
    return size * min(1.0, room / max(1.0, canvas.measure(text, size, 800)))


def _message(canvas: Canvas, message: Message) -> None:
    ink, plate = _KINDS.get(message.kind, (WHITE, INK))
    lines = in_two(_MARKS.get(message.kind, "") + message.text)
    for row, line in enumerate(reversed(lines)):
        y = canvas.height - (26 + 44 * row) * canvas.unit
        canvas.label(line, canvas.width / 2, y, 32, color=ink, plate=plate, weight=700, alpha=0.93)


def in_two(text: str) -> list[str]:
    """Break a long line near its middle.

    >>> in_two("Flatten your back")
    ['Flatten your back']
    >>> in_two("Bring your shoulders up, level with your hips")
    ['Bring your shoulders up,', 'level with your hips']
    """
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    if len(text) <= _LINE or not spaces:
        return [text]
    at = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return [text[:at], text[at + 1 :]]
