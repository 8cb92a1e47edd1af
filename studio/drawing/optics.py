"""What a camera does to a picture: blur of what moves, glare, grain."""

from __future__ import annotations

import cv2
import numpy as np

from studio.drawing.textures import Image

_LINEAR = (np.linspace(0.0, 1.0, 256) ** 2.2).astype(np.float32)
_GLARE_FROM, _GLARE_SCALE = 236, 8


def blended(pictures: list[Image]) -> Image:
    """The mean of equally large pictures in linear light, as an open shutter gathers it."""
    total = _LINEAR[pictures[0]]
    for picture in pictures[1:]:
        total = total + _LINEAR[picture]
    mean = (total / len(pictures)) ** np.float32(1.0 / 2.2)
    return np.rint(255.0 * mean).astype(np.uint8)


def glare(picture: Image, strength: float) -> Image:
    """Light that spills from what is nearly white over its surroundings; strength 0 to 1.

    Returns:
        RGB picture, (height, width, 3), as the one given.
    """
    height, width = picture.shape[:2]
    small = (max(2, width // _GLARE_SCALE), max(2, height // _GLARE_SCALE))
    bright = (picture.min(2) >= _GLARE_FROM).astype(np.float32)
    spot = np.asarray(cv2.resize(bright, small, interpolation=cv2.INTER_AREA))
    near = cv2.GaussianBlur(spot, (0, 0), small[1] / 40.0)
    far = cv2.GaussianBlur(spot, (0, 0), small[1] / 7.0)
    halo = cv2.resize(0.12 * near + 0.14 * far, (width, height), interpolation=cv2.INTER_LINEAR)
    veil = np.asarray(halo, np.float32)[..., None] * np.float32(strength)
    lit = 255.0 - (255.0 - picture.astype(np.float32)) * (1.0 - veil)
    return np.rint(np.clip(lit, 0.0, 255.0)).astype(np.uint8)


def grainy(picture: Image, deviation: float, rng: np.random.Generator) -> Image:
    """The picture with the noise of a sensor, of so many steps of 255."""
    if deviation <= 0.0:
        return picture
    grain = rng.normal(0.0, deviation, picture.shape[:2])[..., None]
    return np.clip(np.rint(picture + grain), 0, 255).astype(np.uint8)
