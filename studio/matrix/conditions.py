"""Conditions that have nothing to do with what is done: person, clothes, camera, light, room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np

from studio.matrix.cast import CLOTHES, PEOPLE, ROOMS, Part, Table

SIZES = {
    (640, 360): 0.50,
    (426, 240): 0.22,
    (854, 480): 0.10,
    (1280, 720): 0.03,
    (360, 640): 0.09,
    (480, 640): 0.06,
}
FRAMES_A_SECOND = {30: 0.10, 25: 0.10, 24: 0.08, 20: 0.14, 15: 0.34, 10: 0.17, 5: 0.05, 60: 0.02}
LIGHTS: dict[str, tuple[float, Table]] = {
    "plain": (0.56, {}),
    "warm": (0.12, {"warmth": 0.8, "level": 0.8}),
    "dim": (0.16, {"level": 0.28, "warmth": 0.4}),
    "backlight": (0.16, {"back": 0.6}),
}
ORDINARY_FPS = {30: 0.3, 25: 0.2, 24: 0.1, 20: 0.2, 15: 0.2}
ORDINARY_SHARE = {"fresh": 0.8, "guide": 1.0}
"""Such a share of these parts is taken as people take theirs: `accuracy/README.md`."""

GUIDE_FPS = {25: 0.3, 24: 0.2, 20: 0.25, 15: 0.25}
GUIDE_SIZE = (640, 360)

OTHERS = {"nothing": 0.8, "stand": 0.1, "walk": 0.1}
YAWS = {
    "side": (74.0, 104.0),
    "three-quarter": (36.0, 54.0),
    "front": (0.0, 12.0),
    "back": (168.0, 180.0),
}

T = TypeVar("T")


def drawn(choices: dict[T, float], rng: np.random.Generator) -> T:
    """One of the keys, as likely as its value says."""
    share = np.array(list(choices.values()))
    return list(choices)[int(rng.choice(len(share), p=share / share.sum()))]


class Conditions:
    """Draws the conditions of one clip after the other.

    People, rooms and clothes come in turn, so that none is left out; the rest is drawn.

    Args:
        part: whose cast it is.
        rng: source of the draws.
    """

    def __init__(self, part: Part, rng: np.random.Generator) -> None:
        self._rng, self._part = rng, part
        self._people = _Turns(PEOPLE[part], rng)
        self._clothes = _Turns(CLOTHES[part], rng)
        self._rooms = _Turns(ROOMS[part], rng)

    def draw(self, view: str, *, lying: bool) -> Table:
        """The tables of a scene but `exercise`, `motion` and `faults`.

        Args:
            view: where the camera stands.
            lying: whether the person lies along the picture (a low camera, never portrait).
        """
        rng = self._rng
        person, body = self._people.next()
        clothes, worn = self._clothes.next()
        room, built = self._rooms.next()
        share = ORDINARY_SHARE.get(self._part)
        ordinary = share is not None and rng.random() < share
        lights = ("plain", "warm") if ordinary else tuple(LIGHTS)
        light = drawn({name: LIGHTS[name][0] for name in lights}, rng)
        lamps: Table = {"key_deg": _round(rng.uniform(-55, 55)), **LIGHTS[light][1]}
        other = "nothing" if ordinary else drawn(OTHERS, rng)
        fps = drawn(ORDINARY_FPS if ordinary else FRAMES_A_SECOND, rng)
        sizes: dict[tuple[int, int], float] = {
            size: share for size, share in SIZES.items() if not lying or size[0] > size[1]
        }
        size: tuple[int, int] = drawn(sizes, rng)
        if self._part == "guide":
            fps, size = drawn(GUIDE_FPS, rng), GUIDE_SIZE
        tables: Table = {
            "fps": fps,
            "size": [*size],
            "labels": {"body": person, "clothes": clothes, "room": room, "light": light},
            "body": body,
            "clothes": worn,
            "camera": self._camera(view, lying=lying),
            "picture": self._picture(fps, dim=light == "dim"),
            "light": lamps,
            "room": built,
        }
        if other != "nothing":
            tables["other"] = self._other(other)
        return tables

    def _camera(self, view: str, *, lying: bool) -> Table:
        rng = self._rng
        low, high = YAWS[view]
        height = rng.uniform(0.35, 1.1) if lying else rng.uniform(0.6, 1.5)
        camera: Table = {
            "view": view,
            "side": str(rng.choice(["left", "right"])),
            "yaw_deg": _round(rng.uniform(low, high)),
            "height_m": _round(height, 2),
            "distance_m": _round(rng.uniform(2.2, 4.6), 2),
            "lens_deg": _round(rng.uniform(30, 58)),
        }
        if rng.uniform() < 0.3:
            camera["roll_deg"] = _round(rng.uniform(-6, 6))
        if rng.uniform() < 0.3:
            camera["off_centre"] = _round(rng.uniform(-0.1, 0.1), 2)
        return camera

    def _picture(self, fps: int, *, dim: bool) -> Table:
        rng = self._rng
        picture: Table = {
            "noise": _round(rng.uniform(5, 11) if dim else rng.uniform(1, 5)),
            "crf": int(rng.integers(20, 35)),
        }
        if rng.uniform() < (0.3 if dim else 0.1):
            picture["shutter_s"] = _round(min(rng.uniform(0.012, 0.04), 0.8 / fps), 3)
        return picture

    def _other(self, does: str) -> Table:
        rng = self._rng
        return {
            "does": does,
            "behind_m": _round(rng.uniform(0.9, 1.8), 2),
            "aside_m": _round(float(rng.choice([-1, 1])) * rng.uniform(0.6, 1.4), 2),
            "from_s": _round(rng.uniform(0.2, 2.5)),
            "mix": {str(rng.choice(["man", "woman"])): 1.0},
            "height_m": _round(rng.uniform(1.6, 1.85), 2),
            "shirt": str(rng.choice(["#5a6e50", "#7a5230", "#41506b", "#8f8f8a"])),
        }


class _Turns:
    """Names with their tables, each as often as any other, in an order that is drawn."""

    def __init__(self, tables: Mapping[str, Table], rng: np.random.Generator) -> None:
        self._tables, self._rng = tables, rng
        self._left: list[str] = []

    def next(self) -> tuple[str, Table]:
        if not self._left:
            self._left = [str(name) for name in self._rng.permutation(list(self._tables))]
        name = self._left.pop()
        return name, self._tables[name]


def _round(value: float, digits: int = 1) -> float:
    return round(float(value), digits)
