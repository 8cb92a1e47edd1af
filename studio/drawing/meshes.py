"""Small rigid meshes: boxes, cylinders, hulls, prisms. Triangle soups in metres."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.spatial import ConvexHull

from studio.body.jointed import Floats, Ints, unit


@dataclass(frozen=True)
class Mesh:
    """A triangle soup; every three rows are one triangle.

    Attributes:
        position: metres, (n, 3).
        normal: unit length, outward, (n, 3).
        uv: texture coordinates, (n, 2).
    """

    position: Floats
    normal: Floats
    uv: Floats


def join(*meshes: Mesh) -> Mesh:
    """All triangles of several meshes in one."""
    return Mesh(
        np.concatenate([m.position for m in meshes]),
        np.concatenate([m.normal for m in meshes]),
        np.concatenate([m.uv for m in meshes]),
    )


def moved(mesh: Mesh, turn: Floats, shift: Floats) -> Mesh:
    """The mesh rotated by `turn`, (3, 3), then shifted by `shift`, metres, (3,)."""
    return Mesh(mesh.position @ turn.T + shift, mesh.normal @ turn.T, mesh.uv)


def quad(origin: Floats, a: Floats, b: Floats, repeat: tuple[float, float] = (1.0, 1.0)) -> Mesh:
    """A parallelogram from `origin` along the edge vectors `a` and `b`, metres, facing a x b."""
    corners = ((0, 0), (1, 0), (1, 1), (0, 0), (1, 1), (0, 1))
    position = np.array([origin + i * a + j * b for i, j in corners])
    uv = np.array([[i * repeat[0], j * repeat[1]] for i, j in corners], dtype=np.float64)
    return Mesh(position, np.tile(unit(np.cross(a, b)), (6, 1)), uv)


def box(centre: tuple[float, float, float], size: tuple[float, float, float]) -> Mesh:
    """An axis-parallel box, metres."""
    faces = []
    half = np.array(size) / 2.0
    for axis in range(3):
        for sign in (1.0, -1.0):
            n, a, b = np.zeros(3), np.zeros(3), np.zeros(3)
            n[axis], a[(axis + 1) % 3], b[(axis + 2) % 3] = sign, 1.0, sign
            faces.append(quad(np.array(centre) + (n - a - b) * half, 2 * a * half, 2 * b * half))
    return join(*faces)


def cylinder(radius: float, length: float, centre_y: float = 0.0, sides: int = 28) -> Mesh:
    """A closed cylinder along y round the origin, metres. Few `sides` give flat facets."""
    smooth = sides > 12
    angle = np.linspace(0.0, 2.0 * np.pi, sides + 1)
    ring = np.stack([np.cos(angle), np.zeros_like(angle), np.sin(angle)], axis=1)
    up = np.array([0.0, centre_y + length / 2.0, 0.0])
    down = np.array([0.0, centre_y - length / 2.0, 0.0])
    position, normal = [], []
    for p, q in pairwise(ring):
        flat = unit(p + q)
        np_, nq = (p, q) if smooth else (flat, flat)
        pr, qr = p * radius, q * radius
        position += [pr + down, pr + up, qr + up, pr + down, qr + up, qr + down]
        normal += [np_, np_, nq, np_, nq, nq]
        position += [up, qr + up, pr + up, down, pr + down, qr + down]
        normal += [np.array([0.0, 1.0, 0.0])] * 3 + [np.array([0.0, -1.0, 0.0])] * 3
    return Mesh(np.array(position), np.array(normal), np.zeros((len(position), 2)))


def hull(points: Floats, padding: float = 0.0) -> Mesh:
    """Convex hull of points, (n, 3), padded all round by `padding` metres, smoothly shaded."""
    if padding > 0.0:
        step = np.array([-1.0, 0.0, 1.0])
        ways = np.array([[i, j, k] for i in step for j in step for k in step if i or j or k])
        ways /= np.linalg.norm(ways, axis=1, keepdims=True)
        points = (points[:, None, :] + padding * ways[None]).reshape(-1, 3)
    shape = ConvexHull(points)
    triangles: Ints = shape.simplices.astype(np.int64)
    outward = shape.equations[:, :3]
    p = points[triangles]
    face = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    wrong = np.einsum("ij,ij->i", face, outward) < 0.0
    triangles[wrong] = triangles[wrong][:, ::-1]
    area = np.linalg.norm(face, axis=1, keepdims=True)
    normal = np.zeros_like(points)
    for k in range(3):
        np.add.at(normal, triangles[:, k], outward * area)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-12
    corners = triangles.ravel()
    return Mesh(points[corners], normal[corners], np.zeros((len(corners), 2)))


def prism(outline: Floats, bottom: float, top: float) -> Mesh:
    """A closed prism over the convex hull of `outline`, (n, 2) x and y, between two heights."""
    ring = outline[ConvexHull(outline).vertices]
    centre = ring.mean(0)
    position: list[Floats] = []
    normal: list[Floats] = []

    def at(p: Floats, z: float) -> Floats:
        return np.array([p[0], p[1], z])

    for p, q in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        side = unit(np.array([q[1] - p[1], p[0] - q[0], 0.0]))
        position += [at(p, bottom), at(q, bottom), at(q, top)]
        position += [at(p, bottom), at(q, top), at(p, top)]
        normal += [side] * 6
        position += [at(centre, top), at(p, top), at(q, top)]
        normal += [np.array([0.0, 0.0, 1.0])] * 3
        position += [at(centre, bottom), at(q, bottom), at(p, bottom)]
        normal += [np.array([0.0, 0.0, -1.0])] * 3
    return Mesh(np.array(position), np.array(normal), np.zeros((len(position), 2)))


def ellipsoid(centre: Floats, radii: tuple[float, float, float], rings: int = 14) -> Mesh:
    """An ellipsoid with axis-parallel radii, metres."""
    theta = np.linspace(0.0, np.pi, rings + 1)
    phi = np.linspace(0.0, 2.0 * np.pi, 2 * rings + 1)
    ball = np.stack(
        [
            np.sin(theta)[:, None] * np.cos(phi)[None],
            np.sin(theta)[:, None] * np.sin(phi)[None],
            np.repeat(np.cos(theta)[:, None], len(phi), axis=1),
        ],
        axis=-1,
    )
    a, b, c, d = ball[:-1, :-1], ball[1:, :-1], ball[1:, 1:], ball[:-1, 1:]
    sphere = np.stack([a, b, c, a, c, d], axis=2).reshape(-1, 3)
    scale = np.array(radii)
    normal = sphere / scale
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    uv = np.stack([sphere[:, 0] + sphere[:, 1], sphere[:, 2]], axis=1)
    return Mesh(centre + sphere * scale, normal, uv)
