"""Procedural pictures for skin, cloth, hair, floor, walls: RGB, uint8, rows top to bottom."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.body import BODY_FOLDER, Body, Floats

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
    """An "#rrggbb" colour as three numbers."""
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
    """A colour whose brightness varies by the relative `amount`."""
    n = noise(width, height, waves, np.random.default_rng(seed))
    picture = np.array(colour, np.float32) * (1.0 + amount * n[..., None])
    return np.clip(picture, 0, 255).astype(np.uint8)


def plain(colour: Colour) -> Image:
    """A single colour."""
    return np.full((4, 4, 3), colour, np.uint8)


def hair(colour: Colour, seed: int) -> Image:
    """Hair strands: noise stretched along one direction."""
    rng = np.random.default_rng(seed)
    fine = rng.standard_normal((24, 512)).astype(np.float32)
    strands = cv2.resize(fine, (512, 512), interpolation=cv2.INTER_CUBIC)
    both = strands + noise(512, 512, (8, 40), rng) * 0.6
    picture = np.array(colour, np.float32) * (1.0 + 0.28 * both[..., None])
    return np.clip(picture, 0, 255).astype(np.uint8)


def skin(body: Body, tone: str, brow: Colour) -> Image:
    """The body's skin with lips, ears, nails and eyebrows.

    Args:
        body: whose texture coordinates are used for the eyebrows.
        tone: one of SKIN_TONES.
        brow: colour of the eyebrows.

    Returns:
        RGB picture, (2048, 2048, 3).
    """
    base = SKIN_TONES[tone]
    size = SKIN_SIZE
    picture = speckled(size, size, base, 0.03, waves=(6, 24, 96, 512), seed=3).astype(np.float32)
    relative = np.array(base, np.float32) / np.array(SKIN_TONES["light"], np.float32)
    for name, colour, strength in MASKS:
        mask = cv2.imread(str(BODY_FOLDER / f"mask_{name}.png"), cv2.IMREAD_GRAYSCALE)
        if mask is None:
            raise FileNotFoundError(f"studio/bodies/mask_{name}.png")
        big = cv2.resize(mask, (size, size)).astype(np.float32)[..., None] / 255.0 * strength
        picture = picture * (1.0 - big) + np.array(colour, np.float32) * relative * big
    hairs = np.zeros((size, size), np.float32)
    for corners in _brow_quads(body):
        points = np.stack([corners[:, 0] * size, (1.0 - corners[:, 1]) * size], axis=1)
        cv2.fillPoly(hairs, [points.astype(np.int32)], [1.0])
    soft = 0.7 * cv2.GaussianBlur(hairs, (0, 0), 4.0)[..., None]
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


def wood(seed: int, colour: Colour) -> Image:
    """Floor boards, (1024, 1024)."""
    rng = np.random.default_rng(seed)
    picture = speckled(1024, 1024, colour, 0.05, waves=(3, 8, 64, 300), seed=seed).astype(
        np.float32
    )
    grain = cv2.resize(rng.standard_normal((512, 6)).astype(np.float32), (1024, 1024))
    picture *= 1.0 + 0.05 * grain[..., None]
    for i in range(8):
        board = picture[i * 128 : (i + 1) * 128]
        board *= 1.0 + rng.normal(0.0, 0.06)
        x = int(rng.integers(0, 1000))
        board[:, x : x + 3] *= 0.65
        board[:3] *= 0.6
    return np.clip(picture, 0, 255).astype(np.uint8)


def rubber(seed: int, colour: Colour) -> Image:
    """A gym's rubber floor with flecks and tile joints, (1024, 1024)."""
    rng = np.random.default_rng(seed)
    picture = speckled(1024, 1024, colour, 0.05, waves=(4, 32, 256), seed=seed)
    for x, y, tint in zip(
        rng.integers(0, 1024, 1500),
        rng.integers(0, 1024, 1500),
        rng.integers(0, 3, 1500),
        strict=True,
    ):
        fleck = [(150, 150, 155), (90, 120, 160), (60, 60, 64)][tint]
        cv2.circle(picture, (int(x), int(y)), 2, fleck, -1, cv2.LINE_AA)
    picture[:4] = picture[:4] // 2
    picture[:, :4] = picture[:, :4] // 2
    return picture


def wall(colour: Colour, seed: int, decorations: tuple[str, ...]) -> Image:
    """A wall 10 m wide and 2.6 m high, (532, 2048), with windows, posters, a skirting board."""
    rng = np.random.default_rng(seed)
    picture = speckled(2048, 532, colour, 0.02, waves=(4, 12, 100, 400), seed=seed)
    cv2.rectangle(picture, (0, 502), (2047, 531), (226, 224, 220), -1)
    cv2.rectangle(picture, (0, 498), (2047, 501), (150, 150, 150), -1)
    xs = np.linspace(640, 1400, max(1, len(decorations))) + rng.integers(-60, 60)
    for x0, what in zip(xs, decorations, strict=False):
        x = int(x0)
        if what == "window":
            cv2.rectangle(picture, (x - 150, 70), (x + 150, 300), (238, 238, 238), -1)
            sky = np.linspace(226, 190, 204, dtype=np.float32)[:, None]
            glass = np.stack([sky * 0.90, sky * 0.97, sky * 1.04], axis=-1)
            glass = np.repeat(glass, 276, axis=1)
            picture[83:287, x - 138 : x + 138] = np.clip(glass, 0, 255).astype(np.uint8)
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
            picture[70:420, x - 200 : x + 200] = np.clip(face, 0, 255).astype(np.uint8)
        elif what == "door":
            cv2.rectangle(picture, (x - 100, 90), (x + 100, 531), (204, 196, 182), -1)
            cv2.rectangle(picture, (x - 88, 102), (x + 88, 531), (184, 172, 152), -1)
            cv2.circle(picture, (x + 70, 330), 7, (120, 116, 108), -1, cv2.LINE_AA)
    return picture
