"""The dressed person: skin, eyes, hair, clothes and shoes as drawable parts of one body.

Clothes are MakeHuman's tights geometry pushed out along its normals; a `keep` value per vertex
cuts sleeves, hems and the hair line (surface is dropped where it is negative).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from studio.body import SIDE_SIGN, SIDES, SKIN_VERTICES, Body, Floats, Ints
from studio.geometry import Mesh, ellipsoid
from studio.posing import Rig
from studio.renderer import Drawable, Material, Renderer
from studio.textures import Colour, Image, hair, plain, skin, speckled

SKIN = Material(0.10, 18.0, 0.25)
CLOTH = Material(0.025, 7.0, 0.15)


@dataclass(frozen=True)
class Look:
    """What the person looks like.

    Attributes:
        skin: a tone of `studio.textures.SKIN_TONES`.
        hair, shirt, bottoms, shoes: colours.
        hair_style: "short", "cropped", "bun" or "ponytail".
        sleeve: sleeve length as part of the upper arm (0: sleeveless).
        bottoms_cut: "long" or "shorts".
        loose: extra width of the shirt, metres.
    """

    skin: str = "light"
    hair: Colour = (46, 32, 24)
    hair_style: str = "short"
    shirt: Colour = (178, 40, 44)
    bottoms: Colour = (44, 48, 64)
    bottoms_cut: str = "long"
    shoes: Colour = (205, 205, 210)
    sleeve: float = 0.55
    loose: float = 0.008


@dataclass
class _Part:
    drawable: Drawable
    vertices: Ints
    quads: Ints
    spread: csr_matrix
    offset: Floats | None


class Figure:
    """A dressed body on the graphics card."""

    def __init__(self, renderer: Renderer, rig: Rig, look: Look, seed: int) -> None:
        """Dress the body.

        Args:
            renderer: that will draw it.
            rig: the body with its shoes.
            look: colours and cuts.
            seed: of wrinkles and hair.
        """
        self._renderer, self._rig, self._look = renderer, rig, look
        self._rng = np.random.default_rng(seed)
        self._parts: list[_Part] = []
        self._rigid: list[tuple[Drawable, str]] = []
        self._cuts()
        self._skin()
        self._hair()
        self._eyes()
        self._clothes()
        self._shoes()

    def pose(self, transforms: Floats) -> None:
        """Move all parts; `transforms` of all bones, (163, 4, 4)."""
        skinned = self._rig.body.skin(transforms)
        seen = skinned[:SKIN_VERTICES]
        self._renderer.focus = np.stack([seen.min(0) - 0.15, seen.max(0) + 0.15])
        for part in self._parts:
            at = skinned[part.vertices]
            normal = _normals(at, part)
            if part.offset is not None:
                at = at + normal * part.offset[:, None]
                normal = _normals(at, part)
            part.drawable.update(at, normal)
        for drawable, bone in self._rigid:
            m = transforms[self._rig.body.index[bone]]
            drawable.place(m[:3, :3], m[:3, 3])

    def _add(
        self,
        faces: Ints,
        picture: Image,
        material: Material,
        keep: Floats | None = None,
        offset: Floats | None = None,
    ) -> None:
        body = self._rig.body
        if keep is not None:
            faces = faces[(keep[faces[:, :4]] >= 0.0).any(1)]
        pairs = np.stack([faces[:, :4].ravel(), faces[:, 4:].ravel()], axis=1)
        both, number = np.unique(pairs, axis=0, return_inverse=True)
        quads: Ints = number.reshape(-1, 4).astype(np.int64)
        vertices, textures = both[:, 0], both[:, 1]
        triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
        kept = np.ones(len(vertices)) if keep is None else keep[vertices]
        drawable = self._renderer.add_skin(body.uv[textures], kept, triangles, picture, material)
        # one row of `spread` per drawn vertex sums the normals of all quads round the body vertex
        unique, first = np.unique(vertices, return_inverse=True)
        corner = first[quads]
        rows, cols = corner.ravel(), np.repeat(np.arange(len(quads)), 4)
        per_vertex = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(unique), len(quads)))
        self._parts.append(
            _Part(
                drawable,
                vertices,
                quads,
                per_vertex[first],
                None if offset is None else offset[vertices],
            )
        )

    def _skin(self) -> None:
        body, look = self._rig.body, self._look
        faces = body.faces["body"]
        shown = ~self._hidden[faces[:, :4]].all(1)
        self._add(faces[shown], skin(body, look.skin, look.hair), SKIN)

    def _hair(self) -> None:
        body, look = self._rig.body, self._look
        v, eye = body.vertices, body.head("eye.L")
        steps = np.array([-0.06, 0.0, 0.04, 0.07, 0.10, 0.13, 0.2])
        line = np.array([0.062, 0.052, 0.03, 0.015, -0.005, -0.05, -0.075])
        keep = v[:, 2] - np.interp(v[:, 1], eye[1] + steps, eye[2] + line)
        for side in SIDES:
            away = (v - body.ears[side]) * np.array([0.55, 1.0, 0.85])
            keep = np.minimum(keep, np.linalg.norm(away, axis=1) - 0.040)
        faces = body.faces["body"]
        on_head = (keep[faces[:, :4]] > -0.03).any(1)
        on_head &= (v[faces[:, :4], 2] > body.head("neck02")[2]).all(1)
        thick = 0.006 if look.hair_style == "cropped" else 0.014
        waves = self._ripple(v, 0.0022, 110.0) if look.hair_style != "cropped" else 0.0
        offset = (thick + waves) * np.clip(keep / 0.035, 0.0, 1.0) + 0.002
        picture, material = hair(look.hair, 5), Material(0.10, 12.0, 0.2)
        self._add(faces[on_head], picture, material, keep, offset)
        back = v[:SKIN_VERTICES][v[:SKIN_VERTICES, 2] > eye[2] - 0.02]
        behind = back[np.argmax(back[:, 1])]
        if look.hair_style == "bun":
            ball = ellipsoid(behind + np.array([0.0, 0.026, 0.045]), (0.040, 0.036, 0.040))
            self._attach(ball, picture, material, "head")
        elif look.hair_style == "ponytail":
            knot = ellipsoid(behind + np.array([0.0, 0.022, 0.035]), (0.026, 0.028, 0.026))
            tail = ellipsoid(behind + np.array([0.0, 0.045, -0.055]), (0.028, 0.026, 0.105))
            self._attach(knot, picture, material, "head")
            self._attach(tail, picture, material, "head")

    def _eyes(self) -> None:
        body = self._rig.body
        for group in ("helper-l-eye", "helper-r-eye"):
            faces = body.faces[group]
            centre = body.vertices[faces[:, :4]].mean(1)
            middle = body.vertices[faces[:, :4].ravel()].mean(0)
            ring = np.linalg.norm((centre - middle)[:, [0, 2]], axis=1)
            iris = (ring < 0.0062) & (centre[:, 1] < middle[1])
            shiny = Material(0.45, 60.0, 0.1)
            self._add(faces[iris], plain((50, 36, 28)), shiny)
            self._add(faces[~iris], plain((228, 224, 220)), shiny)

    def _cuts(self) -> None:
        """Where shirt and bottoms are kept (positive) and where they hide the skin."""
        body, look = self._rig.body, self._look
        v = body.vertices
        z, hip_z = v[:, 2], float(body.head("upperleg01.L")[2])
        self._is_arm = body.bone_vertices("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
        shoulder, elbow = body.head("upperarm01.L"), body.head("lowerarm01.L")
        mirrored = np.stack([np.abs(v[:, 0]), v[:, 1], z], axis=1)
        bone = elbow - shoulder
        self._along_arm = (mirrored - shoulder) @ bone / float(bone @ bone)
        neck = body.head("neck01")
        collar = neck[2] + 0.010 - z + np.clip(v[:, 1] - neck[1], -0.05, 0.06) * 0.35
        trunk = np.minimum(z - (hip_z - 0.015), collar)
        sleeve = (look.sleeve - self._along_arm) * 0.25
        self._shirt_keep = np.where(self._is_arm, sleeve, trunk)
        if look.bottoms_cut == "shorts":
            self._leg_end = float(body.head("lowerleg01.L")[2]) + 0.09
        else:
            self._leg_end = float(body.head("foot.L")[2]) + 0.015
        legs = np.minimum(hip_z + 0.085 - z, z - self._leg_end)
        self._bottoms_keep = np.where(self._is_arm, -1.0, legs)
        in_shoe = body.bone_vertices("toe", "foot") & (z < body.head("foot.L")[2] - 0.02)
        under_shirt = (self._shirt_keep > 0.035) & ~self._is_arm  # one can look into a sleeve
        self._hidden = under_shirt | (self._bottoms_keep > 0.035) | in_shoe

    def _clothes(self) -> None:
        body, look = self._rig.body, self._look
        v, faces = body.vertices, body.faces["helper-tights"]
        z, hip_z = v[:, 2], float(body.head("upperleg01.L")[2])
        down = np.clip((hip_z - z) / (hip_z - self._leg_end), 0.0, 1.0)
        flare = 0.016 * down if look.bottoms_cut == "shorts" else 0.004 + 0.0 * down
        self._add(
            faces,
            speckled(1024, 1024, look.bottoms, 0.05, seed=1),
            CLOTH,
            self._bottoms_keep,
            0.004 + flare + self._ripple(v, 0.0012, 30.0),
        )
        chest_z = float(body.head("spine01")[2])
        width = np.clip((chest_z + 0.1 - z) / (chest_z + 0.1 - hip_z), 0.0, 1.0)
        width = np.where(self._is_arm, np.clip(self._along_arm / 0.5, 0.0, 1.0), width)
        wrinkle = self._ripple(v, 0.0016 + 0.2 * look.loose, 34.0)
        self._add(
            faces,
            speckled(1024, 1024, look.shirt, 0.05, seed=2),
            CLOTH,
            self._shirt_keep,
            0.009 + look.loose * (0.4 + width) + wrinkle,
        )

    def _shoes(self) -> None:
        upper, sole = Material(0.10, 16.0, 0.1), Material(0.04, 8.0, 0.05)
        white = (225, 225, 222) if sum(self._look.shoes) < 480 else (70, 72, 78)
        for side in SIDES:
            for piece in self._rig.shoes.pieces[side]:
                cover = speckled(64, 64, self._look.shoes, 0.03, waves=(8, 32), seed=7)
                self._attach(piece.upper, cover, upper, piece.bone)
                self._attach(piece.sole, plain(white), sole, piece.bone)

    def _attach(self, mesh: Mesh, picture: Image, material: Material, bone: str) -> None:
        drawable = self._renderer.add_mesh(mesh, picture, material, person=True)
        self._rigid.append((drawable, bone))

    def _ripple(self, at: Floats, size: float, waves: float) -> Floats:
        total = np.zeros(len(at))
        for _ in range(14):
            direction = self._rng.standard_normal(3) * np.array([1.0, 1.0, 1.5]) * waves
            total += 0.35 * size * np.sin(at @ direction + self._rng.uniform(0.0, 6.28))
        return total


def _normals(at: Floats, part: _Part) -> Floats:
    q = part.quads
    face = np.cross(at[q[:, 2]] - at[q[:, 0]], at[q[:, 3]] - at[q[:, 1]])
    total: Floats = part.spread @ face
    normal: Floats = total / (np.linalg.norm(total, axis=1, keepdims=True) + 1e-12)
    return normal


def grip(body: Body, side: str) -> tuple[Floats, Floats]:
    """Where a handle lies in the closed hand of the rest body.

    Returns:
        Rotation whose second column is the handle's axis, (3, 3), and the handle's middle,
        metres, (3,); both to be carried by the wrist bone.
    """
    index, little = body.head(f"finger2-1.{side}"), body.head(f"finger5-1.{side}")
    knuckle, wrist = body.head(f"finger3-1.{side}"), body.head(f"wrist.{side}")
    along = knuckle - wrist
    axis = index - little
    axis = axis - along * float(axis @ along) / float(along @ along)
    axis /= np.linalg.norm(axis)
    along = along / np.linalg.norm(along)
    palm = np.cross(along, axis) * SIDE_SIGN[side]
    turn = np.stack([along, axis, np.cross(along, axis)], axis=1)
    return turn, knuckle - 0.018 * along + 0.026 * palm
