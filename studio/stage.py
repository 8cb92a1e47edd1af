"""One scene made ready to be drawn: the people, the room, the camera, and what is carried."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from studio.body.jointed import SIDES, Floats
from studio.drawing.camera import Light
from studio.drawing.clothes import Look
from studio.drawing.figure import Figure
from studio.drawing.optics import blended, glare, grainy
from studio.drawing.props import UPRIGHT, add_bottle, add_box, add_dumbbell
from studio.drawing.renderer import Drawable, Region, Renderer
from studio.drawing.room import Place, Room
from studio.drawing.textures import Image
from studio.framing import FARTHEST, STEP, aimed, covered, yaw_of
from studio.performer import Acted
from studio.pose.pick_up import grip
from studio.scene.reading import SceneError
from studio.scene.specs import Scene
from studio.second_person import Other

SUB_FRAMES, BLUR_STEP = 5, 4.0  # at most so many pictures blended, one for so many pixels of way
NEAREST = 0.8  # a camera that steps back keeps so far from the skin, metres
REACH = 0.3  # metres round the skin that clothes and things in the hands need


class Studio:
    """A scene made ready: bodies, performance, room and camera."""

    def __init__(self, scene: Scene) -> None:
        """Build everything but the pictures.

        Args:
            scene: what is drawn.

        Raises:
            SceneError: the person would leave the picture.
        """
        self.scene = scene
        self._acted = Acted(scene)
        self.rig, self.performance = self._acted.rig, self._acted.performance
        self.frames = self._acted.frames
        self._size = (scene.size[0], scene.size[1])
        self.camera = aimed(scene.camera, self._size, self._acted.seen)
        inside, covers = covered(self.camera, self._size, self._acted.seen)
        if not inside:
            raise SceneError(
                f"{scene.name}: camera.distance_m: the person leaves the picture ({covers})"
            )
        self.other: Other | None = None
        if scene.other.does != "nothing":
            aspect = scene.size[0] / scene.size[1]
            self.other = Other(scene.other, self.camera, aspect, self._acted.seen, scene.seed)
        self.light = self._lamps()
        self._renderer: Renderer | None = None

    def transforms(self, t: float) -> Floats:
        """Bone transforms at a time in seconds, (163, 4, 4), metres in the room."""
        return self._acted.transforms(t)

    def picture(self, frame: int) -> Image:
        """Draw one frame, RGB, (height, width, 3).

        Raises:
            SceneError: the person cannot be seen.
        """
        renderer, scene = self._opened(), self.scene
        t = frame / scene.fps
        self._pose(t)
        picture = renderer.draw(self.camera, self.light)
        looked_at = frame % scene.fps == 0 and self._acted.must_be_seen(t)
        if looked_at and not renderer.person_mask(self.camera).any():
            raise SceneError(f"{scene.name}: camera: the person is not in the picture")
        if scene.picture.shutter_s > 0.0:
            picture = self._blurred(picture, t)
        if scene.light.back > 0.0:
            picture = glare(picture, scene.light.back)
        return grainy(picture, scene.picture.noise, np.random.default_rng([scene.seed, frame]))

    def mask(self, frame: int) -> NDArray[np.bool_]:
        """Where the person is seen in the middle of a frame's time, (height, width)."""
        renderer = self._opened()
        self._pose(frame / self.scene.fps)
        return renderer.person_mask(self.camera)

    def close(self) -> None:
        """Free the graphics context."""
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None

    def _opened(self) -> Renderer:
        if self._renderer is None:
            self._renderer = self._set_up()
        return self._renderer

    def _set_up(self) -> Renderer:
        scene = self.scene
        renderer = Renderer(*self._size)
        body, clothes = scene.body, scene.clothes
        look = Look(
            skin=body.skin,
            hair=body.hair,
            hair_style=body.hair_style,
            shirt=clothes.shirt,
            bottoms=clothes.bottoms,
            bottoms_cut=clothes.cut,
            shoes=clothes.shoes,
            sleeve=clothes.sleeve,
            loose=clothes.loose_m,
            hang=clothes.hang_m,
        )
        self._figure = Figure(renderer, self.rig, look, scene.seed)
        if self.other is not None:
            self._second = Figure(
                renderer, self.other.rig, self.other.look, scene.seed + 1, person=False
            )
        place = Place(self.camera.eye, self.camera.aim, self._taken())
        room = Room(renderer, scene.room, place, scene.seed, scene.light.back)
        self.light = replace(self.light, back_at=room.glass)
        self._dumbbells: dict[str, list[Drawable]] = {}
        if self.performance.dumbbells is not None:
            self._dumbbells = {side: add_dumbbell(renderer) for side in SIDES}
        self._bottle: list[Drawable] = []
        if self.performance.bottle is not None:
            self._bottle, half = add_bottle(renderer)
            grasp = self.transforms(self.performance.bottle.grasp_s)
            turn, at = self._hand(grasp, "R")
            self._bottle_at, self._bottle_in_hand = at, turn.T @ UPRIGHT
            add_box(renderer, at, float(at[2]) - half)
        return renderer

    def _pose(self, t: float) -> None:
        """Put everything that moves where it is at a time."""
        g = self.transforms(t)
        self._figure.pose(g)
        if self.other is not None:
            self._second.pose(self.other.transforms(t))
        self._place_things(g, t)

    def _blurred(self, picture: Image, t: float) -> Image:
        """The picture of a time with what moves blurred, as much as the shutter is open."""
        half = self.scene.picture.shutter_s / 2.0
        ends = [min(max(t + way, 0.0), self.performance.duration_s) for way in (-half, half)]
        outlines = [self._acted.outline(end) for end in ends]
        seen = [self.camera.project(points, self._size) for points in outlines]
        way = np.linalg.norm(seen[1] - seen[0], axis=1)
        if self.other is not None:
            others = [self.other.outline(end) for end in ends]
            ways = [self.camera.project(points, self._size) for points in others]
            way = np.append(way, np.linalg.norm(ways[1] - ways[0], axis=1))
            outlines += others
        longest = float(np.nanmax(np.append(way, 0.0)))
        if longest < 0.7:
            return picture
        count = 3 if longest < 2.0 * BLUR_STEP else SUB_FRAMES
        region = self._changed(np.concatenate(outlines))
        x, y, right, bottom = region
        renderer = self._opened()
        found = [picture[y:bottom, x:right]]
        for time in np.delete(np.linspace(ends[0], ends[1], count), count // 2):
            self._pose(float(time))
            drawn = renderer.draw(self.camera, self.light, region)
            found.append(drawn[y:bottom, x:right])
        mixed = picture.copy()
        mixed[y:bottom, x:right] = blended(found)
        return mixed

    def _changed(self, points: Floats) -> Region:
        """The part of the picture that people at these points and their shadows can change."""
        low, high = points.min(0) - REACH, points.max(0) + REACH
        low[2] = max(low[2], 0.0)
        corners = np.stack(np.meshgrid(*np.stack([low, high]).T), axis=-1).reshape(-1, 3)
        lamp = self.light.key
        fall = lamp[2] / np.maximum(lamp[2] - corners[:, 2], 0.3)
        shadow = lamp + (corners - lamp) * fall[:, None]
        seen = self.camera.project(np.concatenate([corners, shadow]), self._size)
        width, height = self._size
        if not np.isfinite(seen).all():
            return 0, 0, width, height
        x, y = np.clip(np.floor(seen.min(0)), 0, [width - 1, height - 1]).astype(int).tolist()
        right, bottom = np.clip(np.ceil(seen.max(0)), 1, [width, height]).astype(int).tolist()
        return x, y, right, bottom

    def _hand(self, g: Floats, side: str) -> tuple[Floats, Floats]:
        turn, middle = grip(self.rig.body, side)
        m = g[self.rig.body.index[f"wrist.{side}"]]
        return m[:3, :3] @ turn, m[:3, :3] @ middle + m[:3, 3]

    def _place_things(self, g: Floats, t: float) -> None:
        carried = self.performance.dumbbells
        if carried is not None:
            moment = carried.moment(t)
            hands = g if moment == t else self.transforms(moment)
            for side, parts in self._dumbbells.items():
                for part in parts:
                    part.place(*self._hand(hands, side))
        bottle = self.performance.bottle
        if bottle is not None:
            turn, at = UPRIGHT, self._bottle_at
            if t >= bottle.grasp_s:
                hand, at = self._hand(g, "R")
                turn = hand @ self._bottle_in_hand
            for part in self._bottle:
                part.place(turn, at)

    def _lamps(self) -> Light:
        asked, yaw = self.scene.light, np.radians(yaw_of(self.scene.camera))

        def lamp(turn_deg: float, distance: float, height: float) -> Floats:
            a = yaw + np.radians(turn_deg)
            at: Floats = np.array([np.sin(a) * distance, -np.cos(a) * distance, height])
            return at

        return Light(
            key=lamp(asked.key_deg, 3.1, 3.9),
            fill=lamp(-np.sign(asked.key_deg or 1.0) * 55.0, 3.6, 2.4),
            level=asked.level,
            warmth=asked.warmth,
            back=asked.back,
        )

    def _taken(self) -> Floats:
        """Where anybody is at any time, metres, (n, 3)."""
        points = [self._acted.seen, self._acted.outlines(self._acted.sampled)]
        if self.other is not None:
            points += [self.other.outline(t) for t in self._acted.sampled]
        return np.concatenate(points)


def fitted(scene: Scene) -> Scene:
    """The scene with the camera as near as asked, or else so far that the person fits in.

    Raises:
        SceneError: the person does not fit in from as far as a camera can stand.
    """
    points, size = Acted(scene).seen, (scene.size[0], scene.size[1])
    distance = scene.camera.distance_m
    while distance < FARTHEST * STEP:
        camera = replace(scene.camera, distance_m=round(min(distance, FARTHEST), 3))
        found = aimed(camera, size, points)
        near = float(np.linalg.norm(points - found.eye, axis=1).min()) < NEAREST
        if not near and covered(found, size, points)[0]:
            return replace(scene, camera=camera)
        distance *= STEP
    raise SceneError(f"{scene.name}: camera.lens_deg: the person does not fit into the picture")
