"""The room: floor, walls, ceiling, mat, a bright window behind the person, things on the floor.

Walls are numbered from the one behind the person's back: 0 at +y, 1 on the right at -x, 2 in front
at -y, 3 on the left at +x.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from studio.body.jointed import Floats, rot_z
from studio.drawing.floors import floor
from studio.drawing.furniture import DEPTHS, arrange, furniture
from studio.drawing.meshes import Mesh, box, join, moved, quad
from studio.drawing.renderer import Material, Renderer
from studio.drawing.textures import Image, plain, speckled
from studio.drawing.walls import ON_WALL, wall
from studio.scene.specs import RoomSpec

HALF_WIDTH, HALF_LENGTH, HEIGHT = 2.7, 3.4, 2.6  # of a room with nobody far from its middle, metres
WALL_LENGTH = 10.0  # metres that the picture of a wall covers; it is repeated beyond
BEYOND = 15.0  # floor and walls reach so far, for a camera that stands outside of the room
CLEAR = 0.55  # furniture stays so far behind everybody, metres
GLASS_HALF, GLASS_TOP = 1.0, 2.12  # of the bright window, metres


@dataclass(frozen=True)
class Place:
    """Where the room is seen from and what must stay free in it.

    Attributes:
        eye, aim: of the camera, metres, (3,).
        taken: points where somebody is at some time, metres, (n, 3).
    """

    eye: Floats
    aim: Floats
    taken: Floats


class Room:
    """Floor, four walls (seen from inside only) and what stands and hangs before them.

    Attributes:
        glass: middle of the bright window, metres, (3,).
    """

    def __init__(
        self, renderer: Renderer, spec: RoomSpec, place: Place, seed: int, back: float = 0.0
    ) -> None:
        """Build the room round the people in it.

        Args:
            renderer: to add to.
            spec: what is wanted.
            place: the camera and the people; things go to the wall that the camera looks at.
            seed: of textures and small offsets.
            back: strength of a bright window behind the person, 0 (none) to 1.
        """
        self._renderer, self._spec, self._place, self._seed = renderer, spec, place, seed
        out = place.eye - place.aim
        yaw = float(np.degrees(np.arctan2(out[0], -out[1])))
        self._behind = round(yaw / 90.0) % 4
        standing = [t for t in spec.things if t not in ON_WALL]
        deepest = 2.0 * max((DEPTHS.get(t, 0.3) for t in standing), default=0.0) + 0.1
        self._walls = [self._distance(k, deepest) for k in range(4)]
        self.glass, self._glass_wall = self._aimed_at()
        self._floor_and_ceiling()
        hung = tuple(t for t in spec.things if t in ON_WALL)
        for k in range(4):
            picture = wall(
                spec.wall, spec.pattern, seed + k, hung if k == self._behind else hung[:1]
            )
            panel = renderer.add_mesh(_wall(k, self._walls[k]), picture, Material(0.01, 5.0, 0.0))
            panel.one_sided, panel.casts_shadow = True, False
        if spec.mat is not None:
            mat = box((0.0, -0.05, -0.004), (0.75, 2.1, 0.012))
            laid = renderer.add_mesh(mat, speckled(256, 256, spec.mat, 0.05, seed=9), Material())
            laid.casts_shadow = False
        if back > 0.0:
            self._bright_window(back)
        self._stand(standing, back > 0.0)

    def _bright_window(self, strength: float) -> None:
        """A patio door behind the person, full of daylight; `strength` above 0 up to 1."""
        k = self._glass_wall
        turn = rot_z(90.0 * k)
        at = self.glass * [1.0, 1.0, 0.0]
        glow = Material(0.0, 10.0, 0.0, 0.55 + 0.95 * strength)
        low, high, half = 0.06, GLASS_TOP, GLASS_HALF
        glass = quad(
            np.array([-half, -0.02, low]),
            np.array([2.0 * half, 0.0, 0.0]),
            np.array([0.0, 0.0, high - low]),
        )
        bars = [
            box((x, -0.03, (low + high) / 2.0), (0.07, 0.05, high - low + 0.07))
            for x in (-half, 0.0, half)
        ]
        bars += [box((0.0, -0.03, z), (2.0 * half, 0.05, 0.07)) for z in (low, high)]
        for mesh, picture, material in (
            (glass, _daylight(), glow),
            (join(*bars), plain((214, 212, 208)), Material()),
        ):
            self._renderer.add_mesh(moved(mesh, turn, at), picture, material).casts_shadow = False

    def _distance(self, k: int, deepest: float) -> float:
        """How far a wall is from the room's middle: nobody may stand in it, nor in furniture."""
        normal = _outward(k)
        usual = HALF_LENGTH if k % 2 == 0 else HALF_WIDTH
        room = CLEAR + deepest if k == self._behind else 0.4
        return max(usual, float((self._place.taken @ normal).max()) + room)

    def _aimed_at(self) -> tuple[Floats, int]:
        """Where the line of sight meets a wall, kept off the corners, (3,), and which one."""
        way = (self._place.aim - self._place.eye) * [1.0, 1.0, 0.0]
        way /= np.linalg.norm(way)
        reach = []
        for k in range(4):
            slope = float(way @ _outward(k))
            gap = self._walls[k] - float(self._place.aim @ _outward(k))
            reach.append(gap / slope if slope > 0.05 else np.inf)
        k = int(np.argmin(reach))
        at: Floats = self._place.aim + way * reach[k]
        aside = rot_z(90.0 * k)[:, 0]
        low, high = self._ends(k)
        edge = GLASS_HALF + 0.1
        shift = float(np.clip(at @ aside, low + edge, max(low + edge, high - edge)))
        at = _outward(k) * self._walls[k] + aside * shift
        at[2] = GLASS_TOP / 2.0
        return at, k

    def _ends(self, k: int) -> tuple[float, float]:
        """Where a wall begins and ends along its length, metres."""
        return -self._walls[(k + 1) % 4], self._walls[(k + 3) % 4]

    def _floor_and_ceiling(self) -> None:
        a, b = HALF_WIDTH + 1.5 + BEYOND, HALF_LENGTH + 1.5 + BEYOND
        ground = quad(
            np.array([-a, -b, 0.0]), np.array([2 * a, 0.0, 0.0]), np.array([0.0, 2 * b, 0.0])
        )
        # one repeat is 2.1 m by 1.96 m, counted from where a room of the usual size begins
        low = np.array([HALF_WIDTH + 1.5, HALF_LENGTH + 1.5])
        uv = (ground.position[:, :2] + low) / (2.0 * low) * np.array([4.0, 5.0])
        tiled = Mesh(ground.position, ground.normal, uv)
        picture = floor(self._spec.floor, self._seed)
        matt = self._spec.floor == "carpet"
        laid = self._renderer.add_mesh(tiled, picture, Material(0.0 if matt else 0.10, 30.0, 0.0))
        laid.casts_shadow = False
        above = Mesh(
            ground.position[::-1] + np.array([0.0, 0.0, HEIGHT]), -ground.normal, np.zeros_like(uv)
        )
        ceiling = self._renderer.add_mesh(above, plain((248, 248, 246)), Material(0.0, 5.0, 1.0))
        ceiling.one_sided, ceiling.casts_shadow = True, False

    def _stand(self, things: list[str], window: bool) -> None:
        k = self._behind
        low, high = self._ends(k)
        normal, aside = _outward(k), rot_z(90.0 * k)[:, 0]
        way = self._place.aim - self._place.eye
        slant = float(np.degrees(np.arctan2(way @ aside, way @ normal)))
        middle = 0.0
        if abs(slant) > 15.0:
            gap = self._walls[k] - float(self._place.aim @ normal)
            middle = float(np.tan(np.radians(slant))) * gap + float(self._place.aim @ aside)
        taken = []
        if window and self._glass_wall == k:
            taken = [(float(self.glass @ aside), GLASS_HALF + 0.05)]
        for thing, x in arrange(things, middle, (low, high), taken):
            back = self._walls[k] - max(0.38, DEPTHS.get(thing, 0.3) + 0.05)
            for mesh, colour, material in furniture(thing):
                shifted = moved(mesh, rot_z(90.0 * k), normal * back + aside * x)
                cover = speckled(64, 64, colour, 0.04, waves=(8, 32), seed=3)
                self._renderer.add_mesh(shifted, cover, material)


def _daylight() -> Image:
    """Daylight behind glass: white sky, something pale green below."""
    shade = np.ones((64, 4, 3), np.float32) * 255.0
    shade[44:] *= np.array([0.86, 0.93, 0.84], np.float32)
    soft = cv2.GaussianBlur(shade, (0, 0), 4.0)
    return np.clip(soft, 0, 255).astype(np.uint8)


def _outward(k: int) -> Floats:
    """Unit vector from the middle of the room towards a wall, (3,)."""
    return np.asarray(rot_z(90.0 * k)[:, 1].round(12))


def _wall(k: int, distance: float) -> Mesh:
    half = WALL_LENGTH / 2.0 + 2.0 * WALL_LENGTH
    flat = quad(
        np.array([half, distance, 0.0]),
        np.array([-2 * half, 0.0, 0.0]),
        np.array([0.0, 0.0, HEIGHT]),
    )
    uv = flat.uv * np.array([5.0, 1.0]) - np.array([2.0, 0.0])
    facing_in = Mesh(flat.position[::-1].copy(), -flat.normal, uv[::-1].copy())
    mesh = (
        facing_in
        if facing_in.normal[0] @ np.array([0.0, 1.0, 0.0]) < 0
        else Mesh(flat.position, flat.normal, uv)
    )
    return moved(mesh, rot_z(90.0 * k), np.zeros(3))
