"""The jointed body: rest mesh, skeleton, forward kinematics and linear blend skinning.

Frame of reference of the rest body and of the whole studio: metres, x towards the person's left,
y towards the person's back (the person looks along -y), z up. Rotations are 3x3 matrices acting on
column vectors. Angles are degrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from studio.body.shapes import BODY_FOLDER, Floats, Ints, blend, names, read_topology

__all__ = [
    "BODY_FOLDER",
    "JOINT_BONE",
    "SHAPES",
    "SIDES",
    "SIDE_NAME",
    "SIDE_SIGN",
    "SKIN_VERTICES",
    "Body",
    "BonePose",
    "Floats",
    "Ints",
    "cross",
    "dot",
    "frame",
    "inverse",
    "length",
    "mid",
    "rot_x",
    "rot_y",
    "rot_z",
    "rotation",
    "turned",
    "unit",
]

SHAPES = names()
SIDES = ("L", "R")
SIDE_NAME = {"L": "left", "R": "right"}
SIDE_SIGN = {"L": 1.0, "R": -1.0}
SKIN_VERTICES = 13380  # the visible body comes first in the mesh; helper geometry follows
JOINT_BONE = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}


def rotation(axis: Floats, degrees: float | Floats) -> Floats:
    """Rotation about an axis.

    Args:
        axis: shape (..., 3), of any length but zero.
        degrees: angle, positive by the right-hand rule; a number, or shape (...).

    Returns:
        Rotation matrix, shape (..., 3, 3).
    """
    along = unit(axis)
    lead = np.broadcast_shapes(along.shape[:-1], np.shape(degrees))
    k = np.zeros((*lead, 3, 3))
    for row, column, of, sign in _CROSS:
        k[..., row, column] = sign * along[..., of]
    a = np.radians(degrees)[..., None, None]
    turn: Floats = _EYE + np.sin(a) * k + (1.0 - np.cos(a)) * (k @ k)
    return turn


_EYE = np.eye(3)

_CROSS = ((0, 1, 2, -1.0), (0, 2, 1, 1.0), (1, 0, 2, 1.0), (1, 2, 0, -1.0), (2, 0, 1, -1.0),
          (2, 1, 0, 1.0))  # fmt: skip
"""Where the matrix of the cross product with a vector has which of its components."""


def rot_x(degrees: float | Floats) -> Floats:
    """Rotation about x, shape (..., 3, 3). Positive pitches an upright body towards -y."""
    return _about(_X, degrees)


def rot_y(degrees: float | Floats) -> Floats:
    """Rotation about y, shape (..., 3, 3)."""
    return _about(_Y, degrees)


def rot_z(degrees: float | Floats) -> Floats:
    """Rotation about z, shape (..., 3, 3)."""
    return _about(_Z, degrees)


def _about(axis: tuple[Floats, Floats], degrees: float | Floats) -> Floats:
    """As `rotation`, about an axis of which the matrix of the cross product and its square say."""
    a = np.radians(degrees)[..., None, None]
    turn: Floats = _EYE + np.sin(a) * axis[0] + (1.0 - np.cos(a)) * axis[1]
    return turn


def _axis(number: int) -> tuple[Floats, Floats]:
    k = np.zeros((3, 3))
    for row, column, of, sign in _CROSS:
        k[row, column] = sign * (of == number)
    return k, k @ k


_X, _Y, _Z = map(_axis, range(3))


def unit(v: Floats) -> Floats:
    """The vector, shape (..., 3), scaled to length one."""
    v = np.asarray(v, dtype=np.float64)
    scaled: Floats = v / length(v)[..., None]
    return scaled


def length(v: Floats) -> Floats:
    """Length of a vector, shape (..., 3)."""
    return np.sqrt(dot(v, v))


def dot(a: Floats, b: Floats) -> Floats:
    """Inner product of vectors, shape (..., 3)."""
    product: Floats = np.asarray((a * b).sum(-1))
    return product


def cross(a: Floats, b: Floats) -> Floats:
    """Outer product of vectors, shape (..., 3): as NumPy's, which takes long for so few numbers."""
    ax, ay, az = a[..., 0], a[..., 1], a[..., 2]
    bx, by, bz = b[..., 0], b[..., 1], b[..., 2]
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], axis=-1)


def turned(turn: Floats, v: Floats) -> Floats:
    """Vectors, (..., 3), turned by rotations, (..., 3, 3)."""
    found: Floats = (turn @ v[..., None])[..., 0]
    return found


def inverse(turn: Floats) -> Floats:
    """The rotations, (..., 3, 3), the other way round."""
    return np.swapaxes(turn, -1, -2)


def frame(along: Floats, across: Floats) -> Floats:
    """Right-handed frame whose first column is `along` and second lies towards `across`.

    Args:
        along: shape (..., 3).
        across: shape (..., 3), not parallel to `along`.

    Returns:
        Rotation matrix, shape (..., 3, 3).
    """
    a = unit(along)
    b = unit(across - a * dot(a, across)[..., None])
    a, b = np.broadcast_arrays(a, b)
    return np.stack([a, b, cross(a, b)], axis=-1)


@dataclass
class BonePose:
    """Bone orientations of one instant, or of many with axes in front.

    Attributes:
        world: bone -> rotation from rest axes to the world, (..., 3, 3); independent of the parent.
        local: bone -> rotation relative to the parent, in rest axes, (..., 3, 3).
        root_shift: translation of the root joint from its rest place, metres, (..., 3).
    """

    world: dict[str, Floats] = field(default_factory=dict)
    local: dict[str, Floats] = field(default_factory=dict)
    root_shift: Floats = field(default_factory=lambda: np.zeros(3))


class Body:
    """A body with its skeleton, skin and helper geometry for clothes.

    Attributes:
        vertices: rest mesh, metres, (19158, 3).
        heads: rest position of each bone's joint, metres, (163, 3).
        labels: bone names, parents always before children.
        parents: parent of each bone, -1 for the root, (163,).
        uv: texture coordinates, (21334, 2).
        faces: group -> quads, (n, 8): four vertex numbers, then four texture coordinate numbers.
    """

    def __init__(self, mix: Mapping[str, float], height_m: float) -> None:
        """Blend shapes and scale the result.

        Args:
            mix: shape (of `SHAPES`) -> weight, positive; the weights need not add up to 1.
            height_m: standing height without shoes, metres.

        Raises:
            ValueError: the mix is empty, names an unknown shape or has a weight that is not
                positive.
        """
        topology, shape = read_topology(), blend(mix)
        self.labels: list[str] = list(topology.labels)
        self.parents: Ints = topology.parents
        self.uv: Floats = topology.uv
        self.faces: dict[str, Ints] = dict(topology.faces)
        bone_of, weight = topology.bones, topology.weights
        scale = height_m / float(np.ptp(shape.vertices[:SKIN_VERTICES, 2]))
        self.vertices: Floats = shape.vertices * scale
        self.heads: Floats = shape.heads * scale
        self.index: dict[str, int] = {b: i for i, b in enumerate(self.labels)}
        n, k = bone_of.shape
        self._weights = csr_matrix(
            (weight.ravel(), (np.repeat(np.arange(n), k), bone_of.ravel())),
            shape=(n, len(self.labels)),
        )
        self._main_bone: Ints = bone_of[np.arange(n), weight.argmax(1)]

    def head(self, bone: str) -> Floats:
        """Rest position of a bone's joint, metres, (3,)."""
        at: Floats = self.heads[self.index[bone]]
        return at

    @cached_property
    def ears(self) -> dict[str, Floats]:
        """Rest position of each ear, metres, (3,)."""
        eye = self.head("eye.L")
        v = self.vertices[:SKIN_VERTICES]
        out = {}
        for side, sign in SIDE_SIGN.items():
            near = (np.abs(v[:, 2] - eye[2] + 0.01) < 0.02) & (v[:, 0] * sign > 0.06)
            near &= (v[:, 0] * sign < 0.12) & (v[:, 1] < eye[1] + 0.16)
            found = v[near]
            out[side] = found[np.argsort(-found[:, 0] * sign)[:12]].mean(0)
        return out

    def bone_vertices(self, *prefixes: str) -> NDArray[np.bool_]:
        """Mask over the mesh, (19158,): vertices mainly carried by bones with these prefixes."""
        mask: NDArray[np.bool_] = np.array([b.startswith(prefixes) for b in self.labels])
        return mask[self._main_bone]

    def segment(self, start: str, end: str) -> float:
        """Rest distance between two joints, metres."""
        return float(np.linalg.norm(self.head(start) - self.head(end)))

    def transforms(self, pose: BonePose, bones: Iterable[str] | None = None) -> Floats:
        """Forward kinematics.

        Args:
            pose: bone orientations.
            bones: compute these and their ancestors only (the rest stays zero); default all.

        Returns:
            Rest-to-world transform of each bone, (..., 163, 4, 4), metres.
        """
        wanted = range(len(self.labels)) if bones is None else self._with_ancestors(tuple(bones))
        turns = [*pose.world.values(), *pose.local.values()]
        lead = np.broadcast_shapes(pose.root_shift.shape[:-1], *{t.shape[:-2] for t in turns})
        out = np.zeros((*lead, len(self.labels), 4, 4))
        eye, shift = np.eye(3), pose.root_shift
        for i in wanted:
            bone, parent = self.labels[i], int(self.parents[i])
            above, at = (eye, shift) if parent < 0 else _parts(out, parent)
            if bone in pose.world:
                turn = pose.world[bone]
            elif bone in pose.local:
                turn = above @ pose.local[bone]
            else:
                turn = above
            joint = above @ self.heads[i] + at
            out[..., i, :3, :3] = turn
            out[..., i, :3, 3] = joint - turn @ self.heads[i]
            out[..., i, 3, 3] = 1.0
        return out

    def _with_ancestors(self, bones: tuple[str, ...]) -> list[int]:
        cache: dict[tuple[str, ...], list[int]] = self.__dict__.setdefault("_ancestor_cache", {})
        if bones not in cache:
            need: set[int] = set()
            for bone in bones:
                i = self.index[bone]
                while i >= 0:
                    need.add(i)
                    i = int(self.parents[i])
            cache[bones] = sorted(need)
        return cache[bones]

    def joint(self, transforms: Floats, bone: str) -> Floats:
        """World position of a bone's joint, metres, (..., 3)."""
        i = self.index[bone]
        turn, shift = _parts(transforms, i)
        at: Floats = turn @ self.heads[i] + shift
        return at

    def carry(self, transforms: Floats, bone: str, points: Floats) -> Floats:
        """Move rest points, (n, 3), rigidly with a bone; world metres, (..., n, 3)."""
        turn, shift = _parts(transforms, self.index[bone])
        moved: Floats = points @ inverse(turn) + shift[..., None, :]
        return moved

    def skin(self, transforms: Floats) -> Floats:
        """Linear blend skinning of the whole mesh; world metres, (19158, 3)."""
        flat: Floats = self._weights @ transforms[:, :3, :].reshape(len(transforms), 12)
        m = np.asarray(flat).reshape(-1, 3, 4)
        moved: Floats = np.einsum("vij,vj->vi", m[:, :, :3], self.vertices) + m[:, :, 3]
        return moved

    def outline(self, transforms: Floats, step: int) -> Floats:
        """Every so manyth vertex of the visible body, skinned; world metres, (n, 3)."""
        flat: Floats = self._weights[:SKIN_VERTICES:step] @ transforms[:, :3].reshape(-1, 12)
        m = np.asarray(flat).reshape(-1, 3, 4)
        some = self.vertices[:SKIN_VERTICES:step]
        moved: Floats = np.einsum("vij,vj->vi", m[:, :, :3], some) + m[:, :, 3]
        return moved

    def joints(self, transforms: Floats) -> dict[str, Floats]:
        """The landmarks that truth is measured on.

        Args:
            transforms: of all bones, (163, 4, 4).

        Returns:
            "shoulder_left" and so on (shoulder, elbow, wrist, hip, knee, ankle, ear) -> (3,).
        """
        out = {}
        for side in SIDES:
            for name, bone in JOINT_BONE.items():
                out[f"{name}_{SIDE_NAME[side]}"] = self.joint(transforms, f"{bone}.{side}")
            ear = self.carry(transforms, "head", self.ears[side][None])[0]
            out[f"ear_{SIDE_NAME[side]}"] = ear
        return out


def _parts(transforms: Floats, bone: int) -> tuple[Floats, Floats]:
    """Rotation, (..., 3, 3), and translation, (..., 3), of a bone."""
    return transforms[..., bone, :3, :3], transforms[..., bone, :3, 3]


def mid(joints: Mapping[str, Floats], name: str) -> Floats:
    """Middle between the left and the right joint of that name, metres, (3,)."""
    middle: Floats = (joints[f"{name}_left"] + joints[f"{name}_right"]) / 2.0
    return middle
