"""An off-screen OpenGL renderer: key light with shadow, soft contact shadow, fill light, 4x MSAA.

World frame: metres, z up. Needs `moderngl` and EGL (a software driver such as Mesa's is enough).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from studio.body.jointed import Floats, Ints
from studio.drawing.camera import Camera, Light, look, orthographic
from studio.drawing.meshes import Mesh
from studio.drawing.shaders import DEPTH_FRAGMENT, DEPTH_VERTEX, FRAGMENT, MASK_FRAGMENT, VERTEX
from studio.drawing.textures import Image

Region = tuple[int, int, int, int]
"""Part of a picture: left, top, right, bottom, pixels."""
OFF_SCREEN: dict[str, Any] = {"backend": "egl"}
SHADOW_SIZE, CONTACT_SIZE = 2048, 160
SMALL_PICTURE, LARGE_PICTURE = 640 * 360, 1920 * 1080
CONTACT_HALF_WIDTH = 2.4  # metres of floor on each side that the contact shadow covers


@dataclass(frozen=True)
class Material:
    """How a surface answers to light.

    Attributes:
        shine: strength of the highlight.
        gloss: its sharpness.
        wrap: how far light creeps round the surface (skin, cloth).
        glow: light of its own, 1 is as bright as white paper.
    """

    shine: float = 0.05
    gloss: float = 10.0
    wrap: float = 0.1
    glow: float = 0.0


class Drawable:
    """Something on the graphics card: buffers, texture, material, place in the world."""

    def __init__(self, texture: moderngl.Texture, material: Material) -> None:
        """Hold a texture and a material; the renderer fills in the buffers.

        Args:
            texture: its picture.
            material: how it shines.
        """
        self.texture, self.material = texture, material
        self.model: Floats = np.eye(4)
        self.person = False
        self.casts_shadow = True
        self.one_sided = False
        self.vertices: moderngl.Buffer
        self.arrays: dict[str, moderngl.VertexArray] = {}

    def place(self, turn: Floats, shift: Floats) -> None:
        """Put the thing at `shift`, metres, (3,), rotated by `turn`, (3, 3)."""
        self.model = np.eye(4)
        self.model[:3, :3], self.model[:3, 3] = turn, shift

    def update(self, position: Floats, normal: Floats) -> None:
        """New vertex places, metres, (n, 3), and unit normals, (n, 3)."""
        self.vertices.write(np.hstack([position, normal]).astype("f4").tobytes())


class Renderer:
    """Draws pictures of what was added to it.

    Attributes:
        size: width and height of the pictures, pixels.
        focus: corners of a box round the person, metres, (2, 3); soft shadows are drawn for it.
    """

    def __init__(self, width: int, height: int) -> None:
        """Open an off-screen context.

        Args:
            width: of the pictures, pixels.
            height: of the pictures, pixels.
        """
        self.size = (width, height)
        self.focus: Floats = np.array([[-2.0, -2.0, 0.0], [2.0, 2.0, 2.0]])
        self._ctx = ctx = moderngl.create_context(standalone=True, **OFF_SCREEN)
        self._colour: Any = ctx.program(VERTEX, FRAGMENT)
        self._depth: Any = ctx.program(DEPTH_VERTEX, DEPTH_FRAGMENT)
        self._mask: Any = ctx.program(DEPTH_VERTEX, MASK_FRAGMENT)
        samples = 4 if width * height < LARGE_PICTURE else 0  # large ones are smooth enough
        self._canvas = ctx.framebuffer(
            [ctx.renderbuffer((width, height), 4, samples=samples)],
            ctx.depth_renderbuffer((width, height), samples=samples),
        )
        self._flat = ctx.framebuffer([ctx.renderbuffer((width, height), 4)])
        self._mask_buffer = ctx.framebuffer(
            [ctx.renderbuffer((width, height), 4)], ctx.depth_renderbuffer((width, height))
        )
        small = width * height <= SMALL_PICTURE
        self._shadow = self._depth_map(SHADOW_SIZE // 2 if small else SHADOW_SIZE)
        self._contact = self._depth_map(CONTACT_SIZE)
        self._things: list[Drawable] = []

    def close(self) -> None:
        """Give the context back."""
        self._ctx.release()

    def add_mesh(
        self, mesh: Mesh, picture: Image, material: Material | None = None, *, person: bool = False
    ) -> Drawable:
        """Add a rigid mesh; move it later with `place`.

        Args:
            mesh: of (n,) vertices, metres.
            picture: its texture, RGB, (height, width, 3).
            material: how it shines.
            person: whether the mask shows it and the soft shadows follow it.
        """
        thing = Drawable(self._texture(picture), material or Material())
        thing.person = person
        ctx = self._ctx
        thing.vertices = ctx.buffer(np.hstack([mesh.position, mesh.normal]).astype("f4").tobytes())
        rest = np.hstack([mesh.uv, np.ones((len(mesh.uv), 1))]).astype("f4")
        self._finish(thing, ctx.buffer(rest.tobytes()), None)
        return thing

    def add_skin(
        self,
        uv: Floats,
        keep: Floats,
        triangles: Ints,
        picture: Image,
        material: Material,
        *,
        person: bool = True,
    ) -> Drawable:
        """Add a part of a person whose vertices are set for every frame with `update`.

        Args:
            uv: texture coordinates, (n, 2).
            keep: surface is cut away where this is negative, (n,).
            triangles: vertex numbers, (m, 3).
            picture: texture.
            material: its material.
            person: it belongs to the person whom the mask shows.
        """
        thing = Drawable(self._texture(picture), material)
        thing.person = person
        ctx = self._ctx
        thing.vertices = ctx.buffer(reserve=len(uv) * 24, dynamic=True)
        rest = np.hstack([uv, keep[:, None]]).astype("f4")
        index = ctx.buffer(triangles.astype(np.int32).tobytes())
        self._finish(thing, ctx.buffer(rest.tobytes()), index)
        return thing

    def draw(self, camera: Camera, light: Light, region: Region | None = None) -> Image:
        """Draw everything.

        Args:
            camera: from where.
            light: the lamps.
            region: draw only this part of the picture; what lies outside of it stays as it was
                drawn last.

        Returns:
            RGB picture, (height, width, 3).
        """
        ctx, (width, height) = self._ctx, self.size
        ctx.enable(moderngl.DEPTH_TEST)
        lamp = orthographic(1.9, 0.5, 9.0) @ look(light.key, np.array([0.0, -0.3, 0.5]))
        above = orthographic(CONTACT_HALF_WIDTH, 0.1, 6.0) @ look(
            np.array([0.0, 0.0, 4.0]), np.zeros(3), np.array([0.0, 1.0, 0.0])
        )
        self._draw_depth(self._shadow, lamp)
        self._draw_depth(self._contact, above)
        self._canvas.use()
        if region is not None:
            x, y, right, bottom = region
            self._canvas.scissor = (x, height - bottom, right - x, bottom - y)
        void = np.array([0.75, 0.78, 0.80]) * min(1.0, light.exposure / 1.15) ** 0.45
        self._canvas.clear(float(void[0]), float(void[1]), float(void[2]), 1.0)
        self._set_light(camera, light, lamp, above)
        # soft shadows of blended pictures may be coarse
        self._colour["fine"].value = 4 if region is None else 2
        self._shadow[0].use(1)
        self._contact[0].use(2)
        program = self._colour
        for thing in self._things:
            m = thing.material
            program["shine"].value, program["gloss"].value = m.shine, m.gloss
            program["wrap"].value, program["glow"].value = m.wrap, m.glow
            program["M"].write(thing.model.T.astype("f4").tobytes())
            thing.texture.use(0)
            if thing.one_sided:
                ctx.enable(moderngl.CULL_FACE)
            thing.arrays["colour"].render()
            ctx.disable(moderngl.CULL_FACE)
        self._canvas.scissor = (0, 0, width, height)
        ctx.copy_framebuffer(self._flat, self._canvas)
        raw = np.frombuffer(self._flat.read(components=3, alignment=1), np.uint8)
        return np.ascontiguousarray(raw.reshape(height, width, 3)[::-1])

    def _set_light(self, camera: Camera, light: Light, lamp: Floats, above: Floats) -> None:
        program, (width, height) = self._colour, self.size
        warm = np.array([1.0 + 0.10 * light.warmth, 1.0, 1.0 - 0.14 * light.warmth])
        fill = light.fill + (light.back_at - light.fill) * min(1.0, 2.0 * light.back)
        for name, value in (
            ("VP", camera.matrix(width / height).T),
            ("LP", lamp.T),
            ("AP", above.T),
            ("lamp_box", self._seen_box(lamp)),
            ("above_box", self._seen_box(above)),
            ("eye", camera.eye),
            ("key_at", light.key),
            ("fill_at", fill),
            ("key_colour", np.array([0.80, 0.77, 0.72]) * warm * (1.0 - 0.5 * light.back)),
            ("sky_colour", np.sqrt(warm)),
            ("fill_colour", np.array([0.26, 0.28, 0.31]) * (1.0 + 5.0 * light.back)),
        ):
            program[name].write(np.ascontiguousarray(value).astype("f4").tobytes())
        program["level"].value = light.exposure
        for name, unit_number in (("picture", 0), ("shadow", 1), ("contact", 2)):
            program[name].value = unit_number

    def person_mask(self, camera: Camera) -> NDArray[np.bool_]:
        """Where the person is seen (things held may hide them), (height, width)."""
        width, height = self.size
        self._ctx.enable(moderngl.DEPTH_TEST)
        self._mask_buffer.use()
        self._mask_buffer.clear(0.0, 0.0, 0.0, 1.0)
        self._mask["LP"].write(camera.matrix(width / height).T.astype("f4").tobytes())
        for thing in self._things:
            if thing.person or thing.casts_shadow:
                self._mask["value"].value = 1.0 if thing.person else 0.0
                self._mask["M"].write(thing.model.T.astype("f4").tobytes())
                thing.arrays["mask"].render()
        raw = np.frombuffer(self._mask_buffer.read(components=1, alignment=1), np.uint8)
        return np.asarray(raw.reshape(height, width)[::-1] > 127)

    def _seen_box(self, matrix: Floats) -> Floats:
        """Where the focus box and its shadow's soft edge lie in a shadow map, 0 to 1, (4,)."""
        corners = np.array(
            [
                [x, y, z, 1.0]
                for x, y, z in np.stack(np.meshgrid(*self.focus.T), axis=-1).reshape(-1, 3)
            ]
        )
        at = (corners @ matrix.T)[:, :2] / 2.0 + 0.5
        return np.concatenate([at.min(0) - 0.03, at.max(0) + 0.03])

    def _depth_map(self, size: int) -> tuple[moderngl.Texture, moderngl.Framebuffer]:
        texture = self._ctx.depth_texture((size, size))
        texture.compare_func = "<="
        texture.repeat_x = texture.repeat_y = False
        return texture, self._ctx.framebuffer(depth_attachment=texture)

    def _draw_depth(
        self, target: tuple[moderngl.Texture, moderngl.Framebuffer], matrix: Floats
    ) -> None:
        target[1].use()
        target[1].clear(depth=1.0)
        self._depth["LP"].write(matrix.T.astype("f4").tobytes())
        for thing in self._things:
            if thing.casts_shadow:
                self._depth["M"].write(thing.model.T.astype("f4").tobytes())
                thing.arrays["depth"].render()

    def _texture(self, picture: Image) -> moderngl.Texture:
        height, width = picture.shape[:2]
        data = np.ascontiguousarray(picture[::-1]).tobytes()
        texture = self._ctx.texture((width, height), 3, data, alignment=1)
        texture.build_mipmaps()
        texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
        return texture

    def _finish(
        self, thing: Drawable, rest: moderngl.Buffer, index: moderngl.Buffer | None
    ) -> None:
        array = self._ctx.vertex_array
        colour = [(thing.vertices, "3f 3f", "p", "n"), (rest, "2f 1f", "t", "c")]
        depth = [(thing.vertices, "3f 12x", "p"), (rest, "8x 1f", "c")]
        thing.arrays = {
            "colour": array(self._colour, colour, index),
            "depth": array(self._depth, depth, index),
            "mask": array(self._mask, depth, index),
        }
        self._things.append(thing)
