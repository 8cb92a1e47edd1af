"""The dressed person: skin, eyes, hair, clothes and shoes as drawable parts of one body.

Clothes are MakeHuman's tights geometry pushed out along its normals; a `keep` value per vertex
cuts sleeves, hems and the hair line (surface is dropped where it is negative).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from studio.body.jointed import SIDES, SKIN_VERTICES, Floats, Ints
from studio.drawing.clothes import Cuts, Look, hung
from studio.drawing.meshes import Mesh, ellipsoid
from studio.drawing.renderer import SMALL_PICTURE, Drawable, Material, Renderer
from studio.drawing.textures import SKIN_SIZE, Image, hair, plain, skin, speckled
from studio.pose.rig import Rig

SKIN = Material(0.10, 18.0, 0.25)
CLOTH = Material(0.025, 7.0, 0.15)


@dataclass
class _Part:
    drawable: Drawable
    vertices: Ints
    quads: Ints
    spread: csr_matrix
    offset: Floats | None
    hang: Floats | None


class Figure:
    """A dressed body on the graphics card."""

    def __init__(
        self, renderer: Renderer, rig: Rig, look: Look, seed: int, *, person: bool = True
    ) -> None:
        """Dress the body.

        Args:
            renderer: that will draw it.
            rig: the body with its shoes.
            look: colours and cuts.
            seed: of wrinkles and hair.
            person: whom the mask shows and the soft shadows follow; else somebody else.
        """
        self._person = person
        self._renderer, self._rig, self._look = renderer, rig, look
        self._rng = np.random.default_rng(seed)
        self._parts: list[_Part] = []
        self._rigid: list[tuple[Drawable, str]] = []
        self._cuts = Cuts(rig.body, look)
        self._skin()
        self._hair()
        self._eyes()
        self._clothes()
        self._shoes()

    def pose(self, transforms: Floats) -> None:
        """Move all parts; `transforms` of all bones, (163, 4, 4)."""
        skinned = self._rig.body.skin(transforms)
        if self._person:
            seen = skinned[:SKIN_VERTICES]
            self._renderer.focus = np.stack([seen.min(0) - 0.15, seen.max(0) + 0.15])
        for part in self._parts:
            at = skinned[part.vertices]
            normal = _normals(at, part)
            if part.offset is not None:
                at = at + normal * part.offset[:, None]
                normal = _normals(at, part)
            if part.hang is not None:
                at = hung(at, normal, part.hang)
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
        *,
        keep: Floats | None = None,
        offset: Floats | None = None,
        hang: Floats | None = None,
    ) -> Drawable:
        body = self._rig.body
        if keep is not None:
            faces = faces[(keep[faces[:, :4]] >= 0.0).any(1)]
        pairs = np.stack([faces[:, :4].ravel(), faces[:, 4:].ravel()], axis=1)
        both, number = np.unique(pairs, axis=0, return_inverse=True)
        quads: Ints = number.reshape(-1, 4).astype(np.int64)
        vertices, textures = both[:, 0], both[:, 1]
        triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
        kept = np.ones(len(vertices)) if keep is None else keep[vertices]
        drawable = self._renderer.add_skin(
            body.uv[textures], kept, triangles, picture, material, person=self._person
        )
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
                None if hang is None else hang[vertices],
            )
        )
        return drawable

    def _skin(self) -> None:
        body, look = self._rig.body, self._look
        faces = body.faces["body"]
        shown = ~self._cuts.hidden[faces[:, :4]].all(1)
        small = self._renderer.size[0] * self._renderer.size[1] <= SMALL_PICTURE
        size = SKIN_SIZE // (4 if not self._person else 2 if small else 1)
        cover = self._add(faces[shown], skin(body, look.skin, look.hair, size), SKIN)
        cover.one_sided = True

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
        self._add(faces[on_head], picture, material, keep=keep, offset=offset)
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

    def _clothes(self) -> None:
        body, look, cuts = self._rig.body, self._look, self._cuts
        faces = body.faces["helper-tights"]

        def ripple(size: float, waves: float) -> Floats:
            return self._ripple(body.vertices, size, waves)

        bottoms = speckled(1024, 1024, look.bottoms, 0.05, seed=1)
        self._add(faces, bottoms, CLOTH, keep=cuts.bottoms, offset=cuts.bottoms_offset(ripple))
        shirt = speckled(1024, 1024, look.shirt, 0.05, seed=2)
        hang = cuts.hang() if look.hang > 0.0 else None
        self._add(faces, shirt, CLOTH, keep=cuts.shirt, offset=cuts.shirt_offset(ripple), hang=hang)

    def _shoes(self) -> None:
        upper, sole = Material(0.10, 16.0, 0.1), Material(0.04, 8.0, 0.05)
        white = (225, 225, 222) if sum(self._look.shoes) < 480 else (70, 72, 78)
        for side in SIDES:
            for piece in self._rig.shoes.pieces[side]:
                cover = speckled(64, 64, self._look.shoes, 0.03, waves=(8, 32), seed=7)
                self._attach(piece.upper, cover, upper, piece.bone)
                self._attach(piece.sole, plain(white), sole, piece.bone)

    def _attach(self, mesh: Mesh, picture: Image, material: Material, bone: str) -> None:
        drawable = self._renderer.add_mesh(mesh, picture, material, person=self._person)
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
