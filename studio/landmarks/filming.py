"""Filming without pixels: a scene performed once, then seen by any camera at any frame rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import ConvexHull

from formcheck.pose import Landmark, Pose
from studio.body.jointed import Floats
from studio.drawing.camera import Camera, look
from studio.framing import aimed
from studio.landmarks.body_landmarks import BONES, landmarks
from studio.landmarks.joint_errors import TRUNK_M, Shown, read_with_errors
from studio.performer import AT_ONCE, Acted
from studio.scene.specs import CameraSpec, Scene

PERFORMED_HZ = 60.0
"""How often a performance is looked at; between these times it is linear."""

LEAST_INSIDE = 0.35
"""Of whom a smaller share of the landmarks is in the picture is not found at all."""

_HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
_TRUNK = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, *_HIPS)


@dataclass(frozen=True, eq=False)
class Motion:
    """Where a person's landmarks truly are over time.

    Attributes:
        times: seconds, (n,).
        points: metres in the room, (n, 33, 3).
        outline: what must be in the picture, metres, (m, 3).
    """

    times: Floats
    points: Floats
    outline: Floats

    def at(self, times: Floats) -> Floats:
        """The landmarks at some times, metres in the room, (len(times), 33, 3)."""
        flat = self.points.reshape(len(self.times), -1)
        after = np.clip(np.searchsorted(self.times, times), 1, len(self.times) - 1)
        start, end = self.times[after - 1], self.times[after]
        share = np.clip((times - start) / (end - start), 0.0, 1.0)[:, None]
        mixed: Floats = flat[after - 1] * (1.0 - share) + flat[after] * share
        return mixed.reshape(len(times), -1, 3)


def perform(scene: Scene) -> Motion:
    """Perform a scene once; its camera, light and picture do not matter."""
    return motion_of(Acted(scene))


def motion_of(acted: Acted) -> Motion:
    """The motion of what is performed."""
    count = max(2, round(acted.performance.duration_s * PERFORMED_HZ))
    times = np.arange(count) / PERFORMED_HZ
    parts = np.array_split(times, max(1, count // AT_ONCE))
    points = [landmarks(acted.rig.body, acted.all_transforms(part, BONES)) for part in parts]
    return Motion(times, np.concatenate(points), _corners(acted.seen))


def _corners(points: Floats) -> Floats:
    """The corners of the hull of points: they cover as much of any picture."""
    found: Floats = points[ConvexHull(points).vertices]
    return found


def film(
    motion: Motion,
    camera: CameraSpec,
    size: tuple[int, int],
    fps: float,
    rng: np.random.Generator,
    *,
    severity: float = 1.0,
) -> list[Pose]:
    """The poses that a camera's pictures of a motion would give.

    Args:
        motion: what is done.
        camera: where the camera stands.
        size: of the picture, pixels.
        fps: frames a second.
        rng: source of the errors.
        severity: of the errors; 1 is as measured, 0 gives the true landmarks.

    Returns:
        A pose for each frame, without the outline of a back; of somebody who is outside of the
        picture, or behind the camera, there is no pose in it.
    """
    seen = aimed(camera, size, motion.outline)
    times = np.arange(int(motion.times[-1] * fps) + 1) / fps
    points = motion.at(times)
    image = seen.project(points.reshape(-1, 3), size).reshape(len(times), -1, 2)
    true = Shown(
        times,
        image,
        world_of(points, seen),
        trunk_px(points, seen, size),
        turned_away(points, seen),
        size,
    )
    read = read_with_errors(true, rng, severity)
    inside = ((image >= 0.0) & (image < np.array(size))).all(axis=2)
    found = inside.mean(axis=1) >= LEAST_INSIDE
    return [
        Pose(
            index,
            float(time_s),
            *size,
            image=read.image[index],
            visibility=read.visibility[index],
            world=read.world[index],
        )
        if found[index]
        else Pose(index, float(time_s), *size)
        for index, time_s in enumerate(times)
    ]


def world_of(points: Floats, camera: Camera) -> Floats:
    """Points in the room as a pose model gives them: metres, origin between the hips, (n, 33, 3).

    x is to the right of the picture, y down, z away from the camera.
    """
    centred = points - points[:, _HIPS].mean(axis=1, keepdims=True)
    turned: Floats = centred @ look(camera.eye, camera.aim)[:3, :3].T
    return turned * [1.0, -1.0, -1.0]


def trunk_px(points: Floats, camera: Camera, size: tuple[int, int]) -> Floats:
    """How long `TRUNK_M` is in the picture where the person is, pixels, (n,)."""
    away = np.linalg.norm(points[:, _TRUNK].mean(axis=1) - camera.eye, axis=1)
    focal = size[1] / 2.0 / np.tan(np.radians(camera.fov_deg) / 2.0)
    length: Floats = TRUNK_M * focal / away
    return length


def turned_away(points: Floats, camera: Camera) -> Floats:
    """How far the left and the right side are turned away from the camera, 0 to 1, (n, 2)."""
    distance = np.linalg.norm(points[:, _TRUNK] - camera.eye, axis=2)
    across = np.linalg.norm(points[:, _TRUNK[0]] - points[:, _TRUNK[1]], axis=1) + np.linalg.norm(
        points[:, _HIPS[0]] - points[:, _HIPS[1]], axis=1
    )
    lead = (distance[:, 0] - distance[:, 1] + distance[:, 2] - distance[:, 3]) / across
    found: Floats = np.clip(np.stack([lead, -lead], axis=1), 0.0, 1.0)
    return found


def near_or_far(share: float) -> str:
    """What a side is called that is turned away so far.

    Args:
        share: How far, 0 to 1, as `turned_away` gives it.
    """
    return "far" if share > 0.5 else "near"
