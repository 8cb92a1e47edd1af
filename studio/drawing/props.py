"""Things that are handled: dumbbells, a bottle, a box to put it on."""

from __future__ import annotations

import numpy as np

from studio.body.jointed import Floats
from studio.drawing.meshes import Mesh, box, cylinder, join
from studio.drawing.renderer import Drawable, Material, Renderer
from studio.drawing.textures import plain, speckled

UPRIGHT = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])  # turns y into z
METAL, IRON = Material(0.35, 30.0, 0.0), Material(0.2, 20.0, 0.0)
HEAD_RADIUS = 0.055  # of a dumbbell, metres


def dumbbell_heads() -> Mesh:
    """The two hexagonal ends of a dumbbell, axis along y, metres."""
    return join(*[cylinder(HEAD_RADIUS, 0.065, y, 6) for y in (-0.10, 0.10)])


def add_dumbbell(renderer: Renderer) -> list[Drawable]:
    """A dumbbell, axis along y round the origin: handle and ends."""
    handle = cylinder(0.015, 0.16)
    return [
        renderer.add_mesh(handle, plain((176, 178, 182)), METAL),
        renderer.add_mesh(dumbbell_heads(), plain((56, 58, 64)), IRON),
    ]


def add_bottle(renderer: Renderer) -> tuple[list[Drawable], float]:
    """A drinking bottle, axis along y round the origin, and half its length in metres."""
    flask = cylinder(0.034, 0.2, 0.0)
    cap = cylinder(0.02, 0.04, 0.12)
    return [
        renderer.add_mesh(flask, plain((70, 130, 190)), Material(0.3, 30.0, 0.1)),
        renderer.add_mesh(cap, plain((235, 235, 235)), Material(0.3, 30.0, 0.1)),
    ], 0.1


def add_box(renderer: Renderer, centre: Floats, height: float) -> None:
    """A wooden box to put things on, centred at x and y of `centre`, metres."""
    mesh = box((float(centre[0]), float(centre[1]), height / 2.0), (0.34, 0.34, height))
    renderer.add_mesh(
        mesh, speckled(128, 128, (178, 140, 96), 0.06, waves=(4, 32), seed=6), Material()
    )
