"""Procedural pictures of walls: paint or wallpaper, and what hangs on them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.body.jointed import Floats
from studio.drawing.textures import Colour, Image, speckled

WIDTH, HEIGHT = 2048, 532  # pixels of a wall 10 m wide and 2.6 m high
METRE = 205
ON_WALL = {
    "window": 300,
    "poster": 140,
    "mirror": 420,
    "door": 200,
    "pictures": 330,
    "curtain": 320,
}
"""What hangs on a wall, and how wide it is, pixels."""


def wall(colour: Colour, pattern: str, seed: int, decorations: tuple[str, ...]) -> Image:
    """A wall 10 m wide and 2.6 m high, (532, 2048), with what hangs there and a skirting board."""
    rng = np.random.default_rng(seed)
    picture = speckled(WIDTH, HEIGHT, colour, 0.02, waves=(4, 12, 100, 400), seed=seed)
    if pattern == "stripes":
        _stripes(picture)
    elif pattern == "bricks":
        picture = _bricks(picture, np.random.default_rng([seed, 1]))
    elif pattern == "flowers":
        _flowers(picture, colour, np.random.default_rng([seed, 2]))
    cv2.rectangle(picture, (0, 502), (2047, 531), (226, 224, 220), -1)
    cv2.rectangle(picture, (0, 498), (2047, 501), (150, 150, 150), -1)
    for x, what in zip(_places(decorations, rng), decorations, strict=True):
        _hang(picture, what, x, rng)
    return picture


def _places(decorations: tuple[str, ...], rng: np.random.Generator) -> list[int]:
    """Where the middles of the decorations are, pixels from the left."""
    xs = np.linspace(640, 1400, max(1, len(decorations))) + rng.integers(-60, 60)
    if len(decorations) > 3:  # side by side without a gap too many
        widths = np.array([ON_WALL[d] + 40 for d in decorations])
        xs = np.cumsum(widths) - widths / 2.0
        xs += WIDTH / 2.0 - widths.sum() / 2.0
    return [int(x) for x in xs[: len(decorations)]]


def _stripes(picture: Image) -> None:
    for x in range(0, WIDTH, 64):
        band = picture[:, x : x + 30].astype(np.float32)
        picture[:, x : x + 30] = (band * 0.78).astype(np.uint8)


def _bricks(picture: Image, rng: np.random.Generator) -> Image:
    long, high = 52, 17
    made = picture.astype(np.float32)
    for row in range(0, HEIGHT, high):
        offset = -(long // 2) if (row // high) % 2 else 0
        for x in range(offset, WIDTH, long):
            brick = made[row : row + high, max(0, x) : x + long]
            brick *= 1.0 + rng.normal(0.0, 0.10)
            made[row : row + high, max(0, x) : max(0, x) + 3] = 0.62 * np.array((205, 200, 192))
        made[row : row + 3] = 0.62 * np.array((205, 200, 192))
    return np.clip(made, 0, 255).astype(np.uint8)


def _flowers(picture: Image, colour: Colour, rng: np.random.Generator) -> None:
    bright = sum(colour) > 380
    hues = [(150, 60, 70), (70, 96, 130), (196, 150, 60)]
    if not bright:
        hues = [(226, 160, 160), (160, 190, 214), (236, 214, 150)]
    leaf = (84, 116, 76) if bright else (130, 160, 118)
    for i, y in enumerate(range(30, 500, 58)):
        for x in range((i % 2) * 38, WIDTH, 76):
            at = np.array([x, y]) + rng.integers(-5, 6, 2) * 1.0
            hue, turn = hues[int(rng.integers(0, 3))], rng.uniform(0.0, 1.2)
            for k in range(2):
                a = turn + np.pi * k + 0.6
                tip = at + 24.0 * np.array([np.cos(a), np.sin(a)])
                cv2.ellipse(picture, _point(tip), (11, 5), np.degrees(a), 0, 360, leaf, -1)
            for k in range(5):
                a = turn + 2.0 * np.pi * k / 5.0
                petal = at + 10.0 * np.array([np.cos(a), np.sin(a)])
                cv2.circle(picture, _point(petal), 8, hue, -1, cv2.LINE_AA)
            cv2.circle(picture, _point(at), 5, (232, 206, 120), -1, cv2.LINE_AA)


def _point(at: Floats) -> tuple[int, int]:
    return int(at[0]), int(at[1])


def _hang(picture: Image, what: str, x: int, rng: np.random.Generator) -> None:
    if what == "window":
        cv2.rectangle(picture, (x - 150, 70), (x + 150, 300), (238, 238, 238), -1)
        sky = np.linspace(226, 190, 204, dtype=np.float32)[:, None]
        glass = np.stack([sky * 0.90, sky * 0.97, sky * 1.04], axis=-1)
        _paste(picture, np.repeat(glass, 276, axis=1), x - 138, 83)
        cv2.line(picture, (x, 82), (x, 288), (238, 238, 238), 10)
    elif what == "poster":
        dark = tuple(int(c) for c in rng.integers(40, 110, 3))
        cv2.rectangle(picture, (x - 70, 90), (x + 70, 300), dark, -1)
        cv2.circle(picture, (x, 165), 42, (222, 166, 70), -1, cv2.LINE_AA)
        cv2.rectangle(picture, (x - 50, 240), (x + 50, 262), (230, 230, 220), -1)
    elif what == "mirror":
        cv2.rectangle(picture, (x - 210, 60), (x + 210, 430), (120, 122, 126), -1)
        shine = np.linspace(0, 1, 400, dtype=np.float32)[None, :, None]
        face = np.array((176, 186, 192), np.float32) * (0.9 + 0.12 * shine)
        _paste(picture, np.repeat(face, 350, axis=0), x - 200, 70)
    elif what == "door":
        cv2.rectangle(picture, (x - 100, 90), (x + 100, 531), (204, 196, 182), -1)
        cv2.rectangle(picture, (x - 88, 102), (x + 88, 531), (184, 172, 152), -1)
        cv2.circle(picture, (x + 70, 330), 7, (120, 116, 108), -1, cv2.LINE_AA)
    elif what == "pictures":
        _pictures(picture, x, rng)
    else:
        _curtain(picture, x, rng)


def _pictures(picture: Image, x: int, rng: np.random.Generator) -> None:
    """Three framed pictures."""
    for dx, y, w, h in ((-105, 110, 90, 120), (0, 90, 84, 84), (105, 130, 96, 130)):
        left, top = x + dx - w // 2, y
        frame = tuple(int(c) for c in rng.choice([[40, 36, 34], [150, 110, 66], [230, 228, 222]]))
        cv2.rectangle(picture, (left, top), (left + w, top + h), frame, -1)
        inside = tuple(int(c) for c in rng.integers(90, 230, 3))
        cv2.rectangle(picture, (left + 7, top + 7), (left + w - 7, top + h - 7), inside, -1)
        for _ in range(4):
            tint = tuple(int(c) for c in rng.integers(30, 220, 3))
            at = (left + int(rng.integers(22, w - 22)), top + int(rng.integers(22, h - 22)))
            cv2.circle(picture, at, int(rng.integers(6, 15)), tint, -1, cv2.LINE_AA)


def _curtain(picture: Image, x: int, rng: np.random.Generator) -> None:
    """A drawn curtain from a rod down to the floor, in folds."""
    colour = np.array(rng.choice([[150, 84, 70], [88, 108, 130], [176, 160, 124], [96, 118, 92]]))
    across = np.arange(300, dtype=np.float32)
    folds = 0.84 + 0.16 * np.sin(across * 0.24 + 1.2 * np.sin(across * 0.021))
    cloth = colour[None, :] * folds[:, None]
    _paste(picture, np.repeat(cloth[None].astype(np.float32), 472, axis=0), x - 150, 42)
    cv2.rectangle(picture, (x - 165, 34), (x + 165, 42), (70, 62, 56), -1)


def _paste(picture: Image, patch: NDArray[np.float32], x: int, y: int) -> None:
    """Put a patch at x, y; what would lie beyond the edges is left out."""
    cut = patch[:, max(0, -x) : WIDTH - x]
    left = max(0, x)
    picture[y : y + cut.shape[0], left : left + cut.shape[1]] = np.clip(cut, 0, 255)
