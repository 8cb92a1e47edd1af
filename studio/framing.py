"""Where the camera must stand so that the whole person is in the picture."""

from __future__ import annotations

import numpy as np

from studio.body.jointed import Floats
from studio.drawing.camera import Camera
from studio.scene.specs import CameraSpec

MARGIN = 0.03  # the person keeps this share of the picture's height away from its edges
FARTHEST, STEP = 8.0, 1.03  # metres; a camera steps back by this factor until everything fits


def yaw_of(spec: CameraSpec) -> float:
    """Direction of the camera from the person, degrees from the front towards the left."""
    return -spec.yaw_deg if spec.side == "right" else spec.yaw_deg


def away(spec: CameraSpec) -> tuple[Floats, Floats]:
    """Unit vectors, (3,), level: from the camera into the picture, and to its right."""
    yaw = np.radians(yaw_of(spec))
    into = np.array([-np.sin(yaw), np.cos(yaw), 0.0])
    right = np.array([np.cos(yaw), np.sin(yaw), 0.0])
    return into, right


def aimed(spec: CameraSpec, size: tuple[int, int], points: Floats) -> Camera:
    """The camera at the asked distance, aimed so that what is seen of the points is centred.

    Args:
        spec: as the scene asks.
        size: of the picture, pixels.
        points: everything that must be seen, metres, (n, 3).
    """
    into, right = away(spec)
    middle = (points.min(0) + points.max(0)) / 2.0
    eye = middle * np.array([1.0, 1.0, 0.0]) - into * spec.distance_m
    eye[2] = spec.height_m
    camera = Camera(eye, middle, spec.lens_deg, spec.roll_deg)
    wanted = np.array(size) * [0.5 + spec.off_centre, 0.5 + spec.off_level]
    scale = 2.0 * spec.distance_m * np.tan(np.radians(spec.lens_deg) / 2) / size[1]
    a = np.radians(spec.roll_deg)
    for i in range(12):  # centre what is seen, not only the box round it
        seen = camera.project(points, size)
        if not np.isfinite(seen).all():
            break
        x, y = (seen.min(0) + seen.max(0)) / 2.0 - wanted
        if i >= 3 and max(abs(x), abs(y)) < 0.004 * size[1]:
            break
        aside, down = x * np.cos(a) - y * np.sin(a), x * np.sin(a) + y * np.cos(a)
        step = right * aside * scale - np.array([0.0, 0.0, down * scale])
        if i >= 3:
            step *= 0.7
        camera = Camera(
            camera.eye + step * [1.0, 1.0, 0.0], camera.aim + step, camera.fov_deg, camera.roll_deg
        )
    return camera


def covered(camera: Camera, size: tuple[int, int], points: Floats) -> tuple[bool, str]:
    """Whether points are all in the picture with the margin, and what they cover, in words."""
    seen = camera.project(points, size)
    if not np.isfinite(seen).all():
        return False, "is beside or behind the camera"
    room = MARGIN * size[1]
    inside = bool((seen >= room).all() and (seen <= np.array(size) - room).all())
    low, high = seen.min(0).round().tolist(), seen.max(0).round().tolist()
    return inside, f"covers {low} to {high} of {list(size)}"
