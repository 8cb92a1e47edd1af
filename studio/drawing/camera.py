"""The camera and the lamps, and the matrices that belong to them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from studio.body.jointed import Floats, unit

NEAR, FAR = 0.1, 60.0  # metres from the camera; nothing else is drawn
DARKEST = 0.07  # brightness that a bright window leaves of a dim room


@dataclass(frozen=True)
class Camera:
    """A pinhole camera.

    Attributes:
        eye: place, metres, (3,).
        aim: point in the middle of the picture, metres, (3,).
        fov_deg: vertical field of view.
        roll_deg: turned clockwise about the line of sight.
    """

    eye: Floats
    aim: Floats
    fov_deg: float
    roll_deg: float = 0.0

    def matrix(self, aspect: float) -> Floats:
        """World to clip space, (4, 4)."""
        a = np.radians(self.roll_deg)
        turn = np.eye(4)
        turn[:2, :2] = [[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]
        return perspective(self.fov_deg, aspect) @ turn @ look(self.eye, self.aim)

    def project(self, points: Floats, size: tuple[int, int]) -> Floats:
        """Picture coordinates, pixels, (n, 2), of world points, (n, 3); nan behind the camera."""
        width, height = size
        full = np.hstack([points, np.ones((len(points), 1))]) @ self.matrix(width / height).T
        depth = np.where(full[:, 3] > NEAR, full[:, 3], np.nan)
        flat = full[:, :2] / depth[:, None]
        x, y = (flat[:, 0] + 1.0) / 2.0 * width, (1.0 - flat[:, 1]) / 2.0 * height
        return np.stack([x, y], axis=1)


@dataclass(frozen=True)
class Light:
    """The lamps.

    Attributes:
        key: place of the main lamp, metres, (3,).
        fill: place of the fill lamp, metres, (3,).
        level: overall brightness, 1 is normal.
        warmth: -1 cold to 1 warm.
        back: strength of a bright window behind the person, 0 to 1: the camera exposes for it,
            so that everything else gets darker.
        back_at: where that window is, metres, (3,).
    """

    key: Floats
    fill: Floats
    level: float = 1.0
    warmth: float = 0.0
    back: float = 0.0
    back_at: Floats = field(default_factory=lambda: np.zeros(3))

    @property
    def exposure(self) -> float:
        """What all light but that of the bright window is multiplied by."""
        darkened = self.level * (1.0 - 0.9 * self.back)
        return 1.15 * max(darkened, min(self.level, DARKEST))


def look(eye: Floats, aim: Floats, up: Floats | None = None) -> Floats:
    """World to camera space, (4, 4); the camera looks along its -z."""
    z = unit(eye - aim)
    x = unit(np.cross(np.array([0.0, 0.0, 1.0]) if up is None else up, z))
    m = np.eye(4)
    m[:3, :3] = np.stack([x, np.cross(z, x), z])
    m[:3, 3] = -m[:3, :3] @ eye
    return m


def perspective(fov_deg: float, aspect: float) -> Floats:
    """Camera to clip space, (4, 4), for a vertical field of view."""
    t = 1.0 / np.tan(np.radians(fov_deg) / 2.0)
    m = np.zeros((4, 4))
    m[0, 0], m[1, 1] = t / aspect, t
    m[2, 2], m[2, 3] = (FAR + NEAR) / (NEAR - FAR), 2.0 * FAR * NEAR / (NEAR - FAR)
    m[3, 2] = -1.0
    return m


def orthographic(half: float, near: float, far: float) -> Floats:
    """Camera to clip space, (4, 4), for parallel rays; `half` the width, metres."""
    m = np.eye(4)
    m[0, 0] = m[1, 1] = 1.0 / half
    m[2, 2], m[2, 3] = -2.0 / (far - near), -(far + near) / (far - near)
    return m
