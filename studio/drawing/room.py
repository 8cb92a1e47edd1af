"""The room: floor, walls, mat and things behind the person; dumbbells and a bottle."""

from __future__ import annotations

import numpy as np

from studio.body import Floats, rot_z
from studio.geometry import Mesh, box, cylinder, ellipsoid, join, moved, quad
from studio.renderer import Drawable, Material, Renderer
from studio.scene import RoomSpec
from studio.textures import Colour, plain, rubber, speckled, wall, wood

HALF_WIDTH, HALF_LENGTH, HEIGHT = 2.7, 3.4, 2.6  # of the room, metres
ON_WALL = ("window", "poster", "mirror", "door")
UPRIGHT = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])  # turns y into z
METAL, IRON = Material(0.35, 30.0, 0.0), Material(0.2, 20.0, 0.0)


def build_room(renderer: Renderer, spec: RoomSpec, yaw: float, seed: int) -> None:
    """Add floor, four walls (seen from inside only) and what stands in the room.

    Args:
        renderer: to add to.
        spec: what is wanted.
        yaw: direction of the camera as seen from the person, degrees from the person's front
            towards the left; things go to the opposite side.
        seed: of textures and small offsets.
    """
    floors = {
        "wood": lambda: wood(seed, (150, 114, 82)),
        "pale-wood": lambda: wood(seed, (196, 170, 136)),
        "rubber": lambda: rubber(seed, (74, 76, 80)),
    }
    a, b = HALF_WIDTH + 1.5, HALF_LENGTH + 1.5
    floor = quad(np.array([-a, -b, 0.0]), np.array([2 * a, 0.0, 0.0]), np.array([0.0, 2 * b, 0.0]))
    tiles = Mesh(floor.position, floor.normal, floor.uv * np.array([4.0, 5.0]))
    ground = renderer.add_mesh(tiles, floors[spec.floor](), Material(0.10, 30.0, 0.0))
    ground.casts_shadow = False
    hung = tuple(t for t in spec.things if t in ON_WALL)
    behind = round(yaw / 90.0) % 4  # 0: camera in front, wall behind the person's back
    for k in range(4):
        picture = wall(spec.wall, seed + k, hung if k == behind else hung[:1])
        panel = renderer.add_mesh(_wall(k), picture, Material(0.01, 5.0, 0.0))
        panel.one_sided, panel.casts_shadow = True, False
    if spec.mat is not None:
        mat = box((0.0, -0.05, -0.004), (0.75, 2.1, 0.012))
        laid = renderer.add_mesh(mat, speckled(256, 256, spec.mat, 0.05, seed=9), Material())
        laid.casts_shadow = False
    place = rot_z(90.0 * behind)
    depth = HALF_LENGTH if behind % 2 == 0 else HALF_WIDTH
    for i, thing in enumerate(t for t in spec.things if t not in ON_WALL):
        x = (-1.25, 1.3, 0.0)[i % 3]
        for mesh, colour, material in _furniture(thing):
            shifted = moved(mesh, place, place @ np.array([x, depth - 0.38, 0.0]))
            renderer.add_mesh(
                shifted, speckled(64, 64, colour, 0.04, waves=(8, 32), seed=3), material
            )


def _wall(k: int) -> Mesh:
    """Wall behind the person's back (k = 0), then on the right, in front, on the left."""
    half = 5.0
    distance = HALF_LENGTH if k % 2 == 0 else HALF_WIDTH
    flat = quad(
        np.array([half, distance, 0.0]), np.array([-2 * half, 0.0, 0.0]), np.array([0, 0, HEIGHT])
    )
    facing_in = Mesh(flat.position[::-1].copy(), -flat.normal, flat.uv[::-1].copy())
    mesh = facing_in if facing_in.normal[0] @ np.array([0.0, 1.0, 0.0]) < 0 else flat
    return moved(mesh, rot_z(90.0 * k), np.zeros(3))


def _furniture(thing: str) -> list[tuple[Mesh, Colour, Material]]:
    """Meshes with colours, standing round the origin, wide along x, before a wall at +y."""
    iron: Colour = (58, 60, 66)
    if thing == "bench":
        legs = join(box((-0.4, 0, 0.2), (0.06, 0.26, 0.4)), box((0.4, 0, 0.2), (0.06, 0.26, 0.4)))
        seat = box((0.0, 0.0, 0.44), (1.15, 0.3, 0.08))
        return [(legs, (128, 128, 132), METAL), (seat, (48, 48, 54), Material())]
    if thing == "rack":
        posts = join(*[box((x, 0.0, 0.38), (0.05, 0.36, 0.76)) for x in (-0.6, 0.6)])
        shelves = join(*[box((0.0, 0.0, z), (1.25, 0.32, 0.03)) for z in (0.30, 0.68)])
        bells = [
            moved(dumbbell_heads(), np.eye(3), np.array([x, 0.0, z + 0.05]))
            for z in (0.315, 0.695)
            for x in np.linspace(-0.48, 0.48, 5)
        ]
        return [
            (posts, (96, 98, 104), METAL),
            (shelves, (96, 98, 104), METAL),
            (join(*bells), iron, IRON),
        ]
    if thing == "ball":
        ball = ellipsoid(np.array([0.0, -0.05, 0.33]), (0.33, 0.33, 0.33), 20)
        return [(ball, (96, 132, 158), Material(0.2, 14.0, 0.1))]
    pot = moved(cylinder(0.15, 0.3, 0.0), UPRIGHT, np.array([0.0, 0.0, 0.15]))
    leaves = [
        ellipsoid(np.array([dx, dy, z]), (0.14, 0.12, 0.2))
        for dx, dy, z in ((0, 0, 0.62), (0.14, 0.03, 0.5), (-0.13, 0, 0.48), (0.03, -0.1, 0.45))
    ]
    return [(pot, (188, 176, 160), Material()), (join(*leaves), (62, 104, 62), Material())]


def dumbbell_heads() -> Mesh:
    """The two hexagonal ends of a dumbbell, axis along y, metres."""
    return join(*[cylinder(0.055, 0.065, y, 6) for y in (-0.10, 0.10)])


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
