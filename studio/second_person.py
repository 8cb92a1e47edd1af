"""A second person, who stands behind the one who exercises or walks through the picture."""

from __future__ import annotations

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, Body, Floats, rot_z
from studio.drawing.camera import Camera
from studio.drawing.clothes import Look
from studio.motion.timing import Sway
from studio.motion.walking import Walk
from studio.pose.rig import Arm, Rig, Stance
from studio.scene.specs import OtherSpec

CLEARANCE = 0.4  # metres between the one who exercises and the other, as the camera sees it
BESIDE = 0.7  # metres beyond the picture's edge at which a walk begins and ends
HAIR = ((46, 32, 24), (120, 84, 50), (30, 28, 30), (150, 146, 142))


class Other:
    """The second person, moving in the room.

    Attributes:
        rig: the body.
        look: what the person wears.
    """

    def __init__(self, spec: OtherSpec, camera: Camera, aspect: float, points: Floats, seed: int):
        """Find the person's place.

        Args:
            spec: what is wanted; `does` must not be "nothing".
            camera: behind whose view of the one who exercises the other is.
            aspect: width of the picture by its height.
            points: where the one who exercises is, metres, (n, 3).
            seed: of the differences from clip to clip.
        """
        rng = np.random.default_rng([seed, 77])
        self.rig = Rig(Body(spec.mix, spec.height_m))
        self.look = Look(
            skin=spec.skin,
            hair=HAIR[int(rng.integers(len(HAIR)))],
            hair_style=("short", "cropped", "bun", "ponytail")[int(rng.integers(4))],
            shirt=spec.shirt,
            bottoms=spec.bottoms,
            sleeve=float(rng.choice([0.5, 1.9])),
            loose=0.012,
        )
        into = (camera.aim - camera.eye) * [1.0, 1.0, 0.0]
        into /= np.linalg.norm(into)
        right = np.array([-into[1], into[0], 0.0]) * -1.0
        middle = (points.min(0) + points.max(0)) / 2.0 * [1.0, 1.0, 0.0]
        farthest = float(((points - middle) @ into).max())
        behind = max(spec.behind_m, farthest + CLEARANCE)
        self._middle = middle + into * behind
        self._walk: Walk | None = None
        if spec.does == "walk":
            deep = float((self._middle - camera.eye) @ into)
            half = deep * np.tan(np.radians(camera.fov_deg / 2.0)) * aspect + BESIDE
            half += deep * abs(np.sin(np.radians(camera.roll_deg))) * 0.3
            self._middle = camera.eye * [1.0, 1.0, 0.0] + into * deep
            way = right if rng.random() < 0.5 else -right
            turn = float(np.degrees(np.arctan2(way[0], -way[1])))
            self._walk = Walk(self.rig, half, -half, spec.from_s, rng, speed=rng.uniform(0.9, 1.3))
        else:
            self._middle = self._middle + right * spec.aside_m
            turn = float(np.degrees(np.arctan2(-into[0], into[1]))) + rng.uniform(-50.0, 50.0)
            self._feet = self.rig.standing_feet(0.11)
            self._sway = Sway(rng)
        self._turn = rot_z(turn)

    def transforms(self, t: float) -> Floats:
        """Bone transforms at a time in seconds, (163, 4, 4), metres in the room."""
        stance = self._walk.stance(t) if self._walk is not None else self._standing(t)
        g = self.rig.transforms(stance)
        moved = np.zeros_like(g)
        moved[:, 3, 3] = 1.0
        moved[:, :3, :3] = self._turn @ g[:, :3, :3]
        moved[:, :3, 3] = g[:, :3, 3] @ self._turn.T + self._middle
        return moved

    def outline(self, t: float) -> Floats:
        """Some points of the skin at a time, metres, (n, 3)."""
        points: Floats = self.rig.body.skin(self.transforms(t))[:13380:21]
        return points

    def _standing(self, t: float) -> Stance:
        """Upright, with the weight now on one foot and now on the other."""
        aside = 0.022 * float(np.sin(0.9 * t)) + 0.004 * self._sway(t, 0)
        hip = self.rig.hip_over_feet(self._feet, 9.0 + self._sway(t, 1), 0.6)
        arms = {
            side: Arm(
                upper=np.array([sign * 0.13, 0.03 + 0.01 * self._sway(t, 4), -1.0]),
                fore=np.array([sign * 0.06, -0.22 + 0.03 * self._sway(t, 5), -1.0]),
                index=np.array([-sign * 0.3, -1.0, 0.0]),
                curl=26.0,
            )
            for side, sign in ((s, SIDE_SIGN[s]) for s in SIDES)
        }
        return Stance(
            hip=hip + np.array([aside, 0.0, -0.004]),
            torso_deg=87.0 + 0.5 * self._sway(t, 2),
            feet=self._feet,
            arms=arms,
            flexion=4.0,
            head_pitch=6.0 + 2.0 * self._sway(t, 3),
            head_turn=14.0 * float(np.sin(0.5 * t + 1.0)),
            roll=-80.0 * aside,
        )
