"""Procedural pictures for skin, cloth and hair: RGB, uint8, rows top to bottom."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.body.jointed import BODY_FOLDER, Body, Floats

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]

SKIN_SIZE = 2048
SKIN_TONES: dict[str, Colour] = {
    "light": (226, 182, 158),
    "tan": (192, 140, 110),
    "brown": (142, 96, 70),
    "dark": (106, 70, 52),
}
MASKS: tuple[tuple[str, Colour, float], ...] = (
    ("lips", (168, 92, 88), 0.75),
    ("face", (226, 164, 140), 0.25),
    ("ears", (214, 140, 118), 0.4),
    ("fingernails", (230, 190, 178), 0.6),
)


def parse_colour(text: str) -> Colour:
    """An "#rrggbb" colour as three numbers.

    Raises:
        ValueError: it is none.
    """
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"not a colour like #a0b1c2: {text!r}")
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def noise(
    width: int, height: int, waves: tuple[int, ...], rng: np.random.Generator
) -> NDArray[np.float32]:
    """Smooth noise of unit deviation, (height, width), made of so many waves across."""
    total = np.zeros((height, width), np.float32)
    for k, across in enumerate(waves):
        shape = (max(2, across * height // width), across)
        grid = rng.standard_normal(shape).astype(np.float32)
        layer = cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
        total = total + np.asarray(layer, dtype=np.float32) / np.float32(1.0 + 0.6 * k)
    return np.asarray(total / total.std(), dtype=np.float32)


def speckled(
    width: int,
    height: int,
    colour: Colour,
    amount: float,
    *,
    waves: tuple[int, ...] = (8, 32, 128, 512),
    seed: int = 0,
) -> Image:
    """A colour whose brightness varies by the relative `amount`.

    Returns:
        RGB picture, (height, width, 3).
    """
    n = noise(width, height, waves, np.random.default_rng(seed))
    picture = np.array(colour, np.float32) * (1.0 + amount * n[..., None])
    return np.clip(picture, 0, 255).astype(np.uint8)


def plain(colour: Colour) -> Image:
    """A single colour.

    Returns:
        RGB picture, (4, 4, 3).
    """
    return np.full((4, 4, 3), colour, np.uint8)


def hair(colour: Colour, seed: int) -> Image:
    """Hair strands: noise stretched along one direction.

    Returns:
        RGB picture, (512, 512, 3).
    """
    rng = np.random.default_rng(seed)
    fine = rng.standard_normal((24, 512)).astype(np.float32)
    strands = cv2.resize(fine, (512, 512), interpolation=cv2.INTER_CUBIC)
    both = strands + noise(512, 512, (8, 40), rng) * 0.6
    picture = np.array(colour, np.float32) * (1.0 + 0.28 * both[..., None])
    return np.clip(picture, 0, 255).astype(np.uint8)


def skin(body: Body, tone: str, brow: Colour, size: int = SKIN_SIZE) -> Image:
    """The body's skin with lips, ears, nails and eyebrows.

    Args:
        body: whose texture coordinates are used for the eyebrows.
        tone: one of SKIN_TONES.
        brow: colour of the eyebrows.
        size: of the picture, pixels.

    Returns:
        RGB picture, (size, size, 3).

    Raises:
        FileNotFoundError: a mask of the body is missing.
    """
    base = SKIN_TONES[tone]
    picture = speckled(size, size, base, 0.03, waves=(6, 24, 96, 512), seed=3).astype(np.float32)
    relative = np.array(base, np.float32) / np.array(SKIN_TONES["light"], np.float32)
    for name, colour, strength in MASKS:
        mask = cv2.imread(str(BODY_FOLDER / f"mask_{name}.png"), cv2.IMREAD_GRAYSCALE)
        if mask is None:
            raise FileNotFoundError(f"studio/body/data/mask_{name}.png")
        big = cv2.resize(mask, (size, size)).astype(np.float32)[..., None] / 255.0 * strength
        picture = picture * (1.0 - big) + np.array(colour, np.float32) * relative * big
    hairs = np.zeros((size, size), np.float32)
    for corners in _brow_quads(body):
        points = np.stack([corners[:, 0] * size, (1.0 - corners[:, 1]) * size], axis=1)
        cv2.fillPoly(hairs, [points.astype(np.int32)], [1.0])
    soft = 0.7 * cv2.GaussianBlur(hairs, (0, 0), 4.0 * size / SKIN_SIZE)[..., None]
    picture = picture * (1.0 - soft) + 0.8 * np.array(brow, np.float32) * soft
    return np.clip(picture, 0, 255).astype(np.uint8)


def _brow_quads(body: Body) -> list[Floats]:
    faces = body.faces["body"]
    centre = body.vertices[faces[:, :4]].mean(1)
    eye = body.head("eye.L")
    aside = np.abs(centre[:, 0])
    brow = (centre[:, 1] < eye[1] - 0.005) & (aside > eye[0] - 0.02) & (aside < eye[0] + 0.027)
    brow &= (centre[:, 2] > eye[2] + 0.014) & (centre[:, 2] < eye[2] + 0.022)
    return [body.uv[q[4:]] for q in faces[brow]]
