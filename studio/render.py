"""Render scenes: `python -m studio.render SCENE.toml [--out DIR]` or `--all`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from studio.body import SIDES, Body, Floats
from studio.exercises import perform
from studio.figure import Figure, Look, grip
from studio.performance import Performance
from studio.posing import Rig
from studio.renderer import Camera, Drawable, Light, Renderer
from studio.room import UPRIGHT, add_bottle, add_box, add_dumbbell, build_room
from studio.scene import Scene, SceneError, load
from studio.textures import Image
from studio.truth import measure, truth

SCENES = Path(__file__).parent / "scenes"
SAMPLES = Path(__file__).parent.parent / "sample_videos"
MARGIN = 0.03  # the person keeps this share of the picture's height away from its edges
QUALITY = "23"


class Studio:
    """A scene made ready: body, performance, room and camera."""

    def __init__(self, scene: Scene) -> None:
        """Build everything but the pictures."""
        self.scene = scene
        self.rig = Rig(Body(scene.body.build, scene.body.height_m))
        self.performance: Performance = perform(scene, self.rig)
        self.frames = round(self.performance.duration_s * scene.fps)
        self.camera, self.light = self._view()
        self._renderer: Renderer | None = None

    def transforms(self, t: float) -> Floats:
        """Bone transforms at a time in seconds, (163, 4, 4), metres in the room."""
        g = self.rig.transforms(self.performance.stance(t))
        moved = g.copy()
        moved[:, :3, 3] += self.performance.shift * g[:, 3, 3:4]
        return moved

    def picture(self, frame: int) -> Image:
        """Draw one frame, RGB, (height, width, 3).

        Raises:
            SceneError: the person cannot be seen.
        """
        if self._renderer is None:
            self._set_up()
        assert self._renderer is not None
        g = self.transforms(frame / self.scene.fps)
        self._figure.pose(g)
        self._place_things(g, frame / self.scene.fps)
        picture = self._renderer.draw(self.camera, self.light)
        if frame % self.scene.fps == 0 and not self._renderer.person_mask(self.camera).any():
            raise SceneError(f"{self.scene.name}: camera: the person is not in the picture")
        rng = np.random.default_rng([self.scene.seed, frame])
        grain = rng.normal(0.0, self.scene.noise, picture.shape[:2])[..., None]
        return np.clip(np.rint(picture + grain), 0, 255).astype(np.uint8)

    def mask(self, frame: int) -> NDArray[np.bool_]:
        """Where the person is seen in a frame, (height, width)."""
        self.picture(frame)
        assert self._renderer is not None
        return self._renderer.person_mask(self.camera)

    def close(self) -> None:
        """Free the graphics context."""
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None

    def _set_up(self) -> None:
        scene = self.scene
        self._renderer = renderer = Renderer(*scene.size)
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
        )
        self._figure = Figure(renderer, self.rig, look, scene.seed)
        build_room(renderer, scene.room, self._yaw(), scene.seed)
        self._dumbbells: dict[str, list[Drawable]] = {}
        if self.performance.holds_dumbbells:
            self._dumbbells = {side: add_dumbbell(renderer) for side in SIDES}
        self._bottle: list[Drawable] = []
        if self.performance.bottle is not None:
            self._bottle, half = add_bottle(renderer)
            grasp = self.transforms(self.performance.bottle.grasp_s)
            turn, at = self._hand(grasp, "R")
            self._bottle_at, self._bottle_in_hand = at, turn.T @ UPRIGHT
            add_box(renderer, at, float(at[2]) - half)

    def _hand(self, g: Floats, side: str) -> tuple[Floats, Floats]:
        turn, middle = grip(self.rig.body, side)
        m = g[self.rig.body.index[f"wrist.{side}"]]
        return m[:3, :3] @ turn, m[:3, :3] @ middle + m[:3, 3]

    def _place_things(self, g: Floats, t: float) -> None:
        for side, parts in self._dumbbells.items():
            for part in parts:
                part.place(*self._hand(g, side))
        bottle = self.performance.bottle
        if bottle is not None:
            turn, at = UPRIGHT, self._bottle_at
            if t >= bottle.grasp_s:
                hand, at = self._hand(g, "R")
                turn = hand @ self._bottle_in_hand
            for part in self._bottle:
                part.place(turn, at)

    def _yaw(self) -> float:
        camera = self.scene.camera
        return -camera.yaw_deg if camera.side == "right" else camera.yaw_deg

    def _view(self) -> tuple[Camera, Light]:
        """Aim at the middle of everything the person covers; refuse a cropped person."""
        scene, spec = self.scene, self.scene.camera
        points = np.concatenate([self._outline(t) for t in self._sampled_times()])
        middle = (points.min(0) + points.max(0)) / 2.0
        yaw = np.radians(self._yaw())
        out = np.array([np.sin(yaw), -np.cos(yaw), 0.0])
        eye = middle * np.array([1.0, 1.0, 0.0]) + out * spec.distance_m
        eye[2] = spec.height_m
        camera = Camera(eye, middle, spec.lens_deg)
        for _ in range(3):  # centre what is seen, not only the box round it
            seen = camera.project(points, (scene.size[0], scene.size[1]))
            off = (seen.min(0) + seen.max(0)) / 2.0 - np.array(scene.size) / 2.0
            scale = 2.0 * spec.distance_m * np.tan(np.radians(spec.lens_deg) / 2) / scene.size[1]
            side = np.array([np.cos(yaw), np.sin(yaw), 0.0])
            step = side * off[0] * scale - np.array([0.0, 0.0, off[1] * scale])
            camera = Camera(camera.eye + step * [1.0, 1.0, 0.0], camera.aim + step, camera.fov_deg)
        seen = camera.project(points, (scene.size[0], scene.size[1]))
        room = MARGIN * scene.size[1]
        if (seen < room).any() or (seen > np.array(scene.size) - room).any():
            low, high = seen.min(0).round().tolist(), seen.max(0).round().tolist()
            raise SceneError(
                f"{scene.name}: camera.distance_m: the person leaves the picture "
                f"(covers {low} to {high} of {list(scene.size)})"
            )

        def lamp(turn_deg: float, distance: float, height: float) -> Floats:
            a = yaw + np.radians(turn_deg)
            at: Floats = np.array([np.sin(a) * distance, -np.cos(a) * distance, height])
            return at

        light = Light(
            key=lamp(scene.light.key_deg, 3.1, 3.9),
            fill=lamp(-np.sign(scene.light.key_deg or 1.0) * 55.0, 3.6, 2.4),
            level=scene.light.level,
            warmth=scene.light.warmth,
        )
        return camera, light

    def _sampled_times(self) -> Iterator[float]:
        for frame in range(0, self.frames, 10):
            yield frame / self.scene.fps

    def _outline(self, t: float) -> Floats:
        skinned = self.rig.body.skin(self.transforms(t))
        points: Floats = skinned[:13380:7]
        return np.concatenate([points, points * [1.0, 1.0, 0.0]]) if t == 0.0 else points


def render(scene: Scene, out: Path) -> dict[str, Any]:
    """Render a scene to `<name>.mp4` and `<name>.json` in a folder; returns the truth."""
    studio = Studio(scene)
    angles = []
    target = out / f"{scene.name}.mp4"
    try:
        with av.open(str(target), "w", options={"movflags": "+faststart"}) as container:
            stream = container.add_stream("libx264", rate=scene.fps)
            stream.width, stream.height = scene.size
            stream.pix_fmt = "yuv420p"
            stream.options = {"crf": QUALITY, "preset": "slow", "threads": "1"}
            stream.time_base = Fraction(1, scene.fps)
            for i in range(studio.frames):
                frame = av.VideoFrame.from_ndarray(studio.picture(i), format="rgb24")
                frame.pts, frame.time_base = i, Fraction(1, scene.fps)
                container.mux(stream.encode(frame))
                g = studio.rig.transforms(studio.performance.stance(i / scene.fps))
                angles.append(measure(studio.rig.body, g))
            container.mux(stream.encode())
    finally:
        studio.close()
    found = truth(scene, studio.performance, angles)
    (out / f"{scene.name}.json").write_text(_compact(found), encoding="utf-8")
    return found


def _compact(found: dict[str, Any]) -> str:
    """JSON with one line per entry and one line per column of angles."""
    lines = []
    for key, value in found.items():
        if key == "angles":
            columns = [
                f"    {json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}"
                for k, v in value.items()
            ]
            lines.append('  "angles": {\n' + ",\n".join(columns) + "\n  }")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m studio.render", description=__doc__)
    parser.add_argument("scenes", nargs="*", type=Path, help="scene files")
    parser.add_argument("--all", action="store_true", help="every scene in studio/scenes")
    parser.add_argument("--out", type=Path, default=SAMPLES, help="folder for clips and truth")
    parser.add_argument("--still", type=float, help="draw one picture at this second, as PNG")
    options = parser.parse_args(arguments)
    files = sorted(SCENES.glob("*.toml")) if options.all else options.scenes
    if not files:
        parser.error("name a scene file, or --all")
    options.out.mkdir(parents=True, exist_ok=True)
    for file in files:
        started = time.monotonic()
        try:
            scene = load(file)
            if options.still is not None:
                _still(scene, options.still, options.out)
                continue
            found = render(scene, options.out)
        except SceneError as error:
            print(error, file=sys.stderr)
            return 2
        size = (options.out / f"{scene.name}.mp4").stat().st_size
        took = time.monotonic() - started
        print(f"{scene.name}: {found['frames']} frames, {size / 1000:.0f} kB, {took:.0f} s")
    return 0


def _still(scene: Scene, second: float, out: Path) -> None:
    studio = Studio(scene)
    try:
        picture = studio.picture(int(second * scene.fps))
    finally:
        studio.close()
    cv2.imwrite(str(out / f"{scene.name}-{second:05.2f}.png"), picture[:, :, ::-1])


if __name__ == "__main__":
    sys.exit(main())
