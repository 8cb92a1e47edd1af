"""Things that stand on the floor before a wall: gym gear and the furniture of a living room."""

from __future__ import annotations

import numpy as np

from studio.drawing.meshes import Mesh, box, cylinder, ellipsoid, join, moved
from studio.drawing.props import IRON, METAL, UPRIGHT, dumbbell_heads
from studio.drawing.renderer import Material
from studio.drawing.textures import Colour

Part = tuple[Mesh, Colour, Material]
SLOTS = (-1.25, 1.3, 0.0, -2.4, 2.5, -3.4, 3.5)  # where things go, from the middle, metres
WIDTHS = {
    "bench": 0.58, "rack": 0.64, "ball": 0.34, "plant": 0.3, "shelf": 0.5, "sofa": 0.98,
    "table": 0.62, "boxes": 0.5, "lamp": 0.25,
}  # fmt: skip
"""Half of each thing's width, metres."""
DEPTHS = {"sofa": 0.44, "boxes": 0.34, "table": 0.34, "ball": 0.38}
"""Half of each thing's depth, metres, where it is more than 0.3."""
WOOD, MATT = Material(0.08, 14.0, 0.0), Material(0.01, 6.0, 0.1)


def arrange(
    things: list[str], middle: float, ends: tuple[float, float], taken: list[tuple[float, float]]
) -> list[tuple[str, float]]:
    """Put things side by side along a wall, each as near to its slot as there is room.

    Args:
        things: in the order of the slots.
        middle: the place along the wall that the camera looks at, metres.
        ends: where the wall begins and ends, metres.
        taken: middle and half width of what is there already, metres.

    Returns:
        Things with their places along the wall; what finds no place is left out.
    """
    found: list[tuple[str, float]] = []
    busy = list(taken)
    for i, thing in enumerate(things):
        half = WIDTHS[thing]
        wish = middle + SLOTS[i % len(SLOTS)]
        low, high = ends[0] + half + 0.05, ends[1] - half - 0.05
        steps = [wish, *(wish + sign * 0.05 * k for k in range(1, 90) for sign in (1, -1))]
        free = [
            x for x in steps if low <= x <= high and all(abs(x - at) >= half + h for at, h in busy)
        ]
        if free:
            found.append((thing, free[0]))
            busy.append((free[0], half))
    return found


def furniture(thing: str) -> list[Part]:
    """Meshes with colours, standing round the origin, wide along x, before a wall at +y."""
    return _MAKERS[thing]()


def _bench() -> list[Part]:
    legs = join(box((-0.4, 0, 0.2), (0.06, 0.26, 0.4)), box((0.4, 0, 0.2), (0.06, 0.26, 0.4)))
    seat = box((0.0, 0.0, 0.44), (1.15, 0.3, 0.08))
    return [(legs, (128, 128, 132), METAL), (seat, (48, 48, 54), Material())]


def _rack() -> list[Part]:
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
        (join(*bells), (58, 60, 66), IRON),
    ]


def _ball() -> list[Part]:
    ball = ellipsoid(np.array([0.0, -0.05, 0.33]), (0.33, 0.33, 0.33), 20)
    return [(ball, (96, 132, 158), Material(0.2, 14.0, 0.1))]


def _plant() -> list[Part]:
    pot = moved(cylinder(0.15, 0.3, 0.0), UPRIGHT, np.array([0.0, 0.0, 0.15]))
    leaves = [
        ellipsoid(np.array([dx, dy, z]), (0.14, 0.12, 0.2))
        for dx, dy, z in ((0, 0, 0.62), (0.14, 0.03, 0.5), (-0.13, 0, 0.48), (0.03, -0.1, 0.45))
    ]
    return [(pot, (188, 176, 160), Material()), (join(*leaves), (62, 104, 62), Material())]


def _shelf() -> list[Part]:
    rng = np.random.default_rng(11)
    boards = [box((0.0, 0.0, z), (0.92, 0.28, 0.025)) for z in (0.05, 0.48, 0.91, 1.34, 1.77)]
    sides = [box((x, 0.0, 0.9), (0.025, 0.28, 1.76)) for x in (-0.46, 0.46)]
    back = box((0.0, 0.135, 0.9), (0.92, 0.01, 1.76))
    books: dict[Colour, list[Mesh]] = {}
    covers: tuple[Colour, ...] = (
        (150, 54, 48), (44, 76, 112), (206, 176, 110), (70, 100, 72), (228, 224, 214), (60, 54, 58),
    )  # fmt: skip
    for z in (0.06, 0.49, 0.92, 1.35):
        x = -0.43
        while x < 0.3 + 0.1 * rng.random():
            wide, high = rng.uniform(0.02, 0.06), rng.uniform(0.2, 0.34)
            cover = covers[int(rng.integers(0, len(covers)))]
            centre = (x + wide / 2.0, -0.02, z + high / 2.0)
            books.setdefault(cover, []).append(box(centre, (wide * 0.94, 0.19, high)))
            x += wide
    wood: list[Part] = [(join(*boards, *sides, back), (140, 104, 72), WOOD)]
    return wood + [(join(*stack), cover, MATT) for cover, stack in books.items()]


def _sofa() -> list[Part]:
    seat = box((0.0, 0.0, 0.24), (1.9, 0.84, 0.30))
    back = box((0.0, 0.32, 0.5), (1.9, 0.2, 0.64))
    arms = join(*[box((x, 0.0, 0.34), (0.18, 0.84, 0.5)) for x in (-0.86, 0.86)])
    cushions = join(*[box((x, -0.08, 0.43), (0.74, 0.62, 0.1)) for x in (-0.39, 0.39)])
    pillow = ellipsoid(np.array([0.5, 0.1, 0.62]), (0.22, 0.1, 0.19))
    return [
        (join(seat, back, arms), (92, 102, 118), MATT),
        (cushions, (106, 116, 132), MATT),
        (pillow, (206, 150, 70), MATT),
    ]


def _table() -> list[Part]:
    top = box((0.0, 0.0, 0.73), (1.2, 0.62, 0.04))
    legs = join(
        *[box((x, y, 0.36), (0.05, 0.05, 0.72)) for x in (-0.55, 0.55) for y in (-0.26, 0.26)]
    )
    screen = join(
        box((0.15, 0.1, 1.0), (0.56, 0.03, 0.34)), box((0.15, 0.1, 0.79), (0.1, 0.1, 0.1))
    )
    cup = moved(cylinder(0.04, 0.1), UPRIGHT, np.array([-0.35, -0.1, 0.8]))
    paper = box((-0.2, -0.05, 0.76), (0.21, 0.3, 0.03))
    return [
        (join(top, legs), (168, 128, 88), WOOD),
        (screen, (34, 36, 42), Material(0.3, 30.0, 0.0)),
        (cup, (196, 74, 62), Material(0.2, 20.0, 0.1)),
        (paper, (232, 230, 222), MATT),
    ]


def _boxes() -> list[Part]:
    low = join(box((-0.22, 0.0, 0.2), (0.5, 0.42, 0.4)), box((0.25, -0.04, 0.15), (0.4, 0.38, 0.3)))
    top = box((-0.18, 0.0, 0.55), (0.38, 0.34, 0.3))
    tape = join(
        box((-0.22, -0.001, 0.2), (0.06, 0.424, 0.404)),
        box((-0.18, -0.001, 0.55), (0.05, 0.344, 0.304)),
    )
    bag = ellipsoid(np.array([0.26, -0.04, 0.4]), (0.17, 0.14, 0.12))
    return [
        (low, (178, 142, 100), MATT),
        (top, (190, 156, 114), MATT),
        (tape, (214, 196, 160), MATT),
        (bag, (130, 44, 70), MATT),
    ]


def _lamp() -> list[Part]:
    foot = moved(cylinder(0.15, 0.03), UPRIGHT, np.array([0.0, 0.0, 0.015]))
    pole = moved(cylinder(0.014, 1.45, sides=14), UPRIGHT, np.array([0.0, 0.0, 0.74]))
    shade = moved(cylinder(0.19, 0.28), UPRIGHT, np.array([0.0, 0.0, 1.56]))
    return [
        (join(foot, pole), (70, 68, 66), METAL),
        (shade, (250, 226, 180), Material(0.0, 10.0, 0.3, 0.5)),
    ]


_MAKERS = {
    "bench": _bench, "rack": _rack, "ball": _ball, "plant": _plant, "shelf": _shelf, "sofa": _sofa,
    "table": _table, "boxes": _boxes, "lamp": _lamp,
}  # fmt: skip
