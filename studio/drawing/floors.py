"""Procedural pictures of floors: RGB, uint8, (1024, 1024), to be laid side by side."""

from __future__ import annotations

import cv2
import numpy as np

from studio.drawing.textures import Colour, Image, speckled


def floor(kind: str, seed: int) -> Image:
    """The floor of that name (see `RoomSpec.floor`).

    Returns:
        RGB picture, (height, width, 3).
    """
    if kind == "wood":
        return wood(seed, (150, 114, 82))
    if kind == "pale-wood":
        return wood(seed, (196, 170, 136))
    if kind == "rubber":
        return rubber(seed, (74, 76, 80))
    if kind == "tiles":
        return tiles(seed, (196, 192, 184))
    return carpet(seed, (128, 118, 108))


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


def tiles(seed: int, colour: Colour) -> Image:
    """Square tiles with joints.

    Returns:
        RGB picture, (height, width, 3).
    """
    rng = np.random.default_rng(seed)
    picture = speckled(1024, 1024, colour, 0.03, waves=(6, 30, 200), seed=seed).astype(np.float32)
    for i in range(4):
        for j in range(4):
            picture[i * 256 : (i + 1) * 256, j * 256 : (j + 1) * 256] *= 1.0 + rng.normal(0, 0.025)
    for k in range(0, 1024, 256):
        picture[k : k + 6] *= 0.66
        picture[:, k : k + 6] *= 0.66
    return np.clip(picture, 0, 255).astype(np.uint8)


def carpet(seed: int, colour: Colour) -> Image:
    """A carpet: fine pile, a little blotched.

    Returns:
        RGB picture, (height, width, 3).
    """
    rng = np.random.default_rng(seed)
    picture = speckled(1024, 1024, colour, 0.02, waves=(24, 96), seed=seed).astype(np.float32)
    pile = rng.standard_normal((512, 512)).astype(np.float32)
    picture *= 1.0 + 0.10 * np.asarray(cv2.resize(pile, (1024, 1024)))[..., None]
    return np.clip(picture, 0, 255).astype(np.uint8)
