"""Postures as rows of numbers: what a file says of a posture, put on a body, and made a stance.

Rows of numbers can be mixed, stretched and evened out for all times of a performance at once.
Lengths in a file are in standing hip heights, so that one file fits every body; "ahead" is where
the person looks, "out" is away from the middle of the body.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, Floats, rot_x, rot_z, rotation, turned
from studio.pose.propped import ARMS_BACK, Propped
from studio.pose.rig import LAID_ABOUT_M, Arm, Foot, Rig, Stance

SHARED = (
    *("hip_ahead", "hip_up", "hip_aside", "torso", "flexion", "lumbar", "head", "turn", "twist"),
    *("bend", "roll", "shoulders", "heading", "with_trunk", "laid", "lifted"),
)
SIDED = (
    *("foot_ahead", "foot_x", "foot_up", "foot", "toe", "toe_out", "knee", "knee_out"),
    *("arm_ahead", "arm_out", "fore_ahead", "fore_out", "grip", "curl"),
    *("held", "flat", "hand_ahead", "hand_x", "hand_up"),
)
COLUMNS = (*SHARED, *(f"{name}.{side}" for side in SIDES for name in SIDED))
AT = {name: i for i, name in enumerate(COLUMNS)}
HELD_COLUMNS = ("held", "flat", "hand_ahead", "hand_x", "hand_up")
_MIRRORED = ("hip_aside", "turn", "twist", "bend", "roll", "heading", "laid")
WRIST_UP = 0.07  # of a flat hand on the floor, metres
FIST_UP = 0.09  # of a hand that touches the floor otherwise, metres
LIES_ON = {
    "foot": ("foot", 0.05),
    "knee": ("lowerleg01", 0.06),
    "hip": ("upperleg01", 0.10),
    "shoulder": ("upperarm01", 0.08),
    "elbow": ("lowerarm01", 0.05),
    "hand": ("wrist", 0.06),
}
"""What a body that lies on its side may lie on: the joint, and how far inside it is, metres."""
RAISES = 0.14
"""A collar bone is raised by this share of the angle between trunk and arm: with an arm overhead
the shoulder is a tenth of the trunk higher, as of filmed people (.12 to .16 in jumping jacks)."""
_SIDE_NAME = {"L": "left", "R": "right"}


def columns(*names: str) -> list[int]:
    """Numbers of the columns of these names, of both sides where a name has two."""
    return [i for i, column in enumerate(COLUMNS) if column.split(".")[0] in names]


def side_columns(side: str, names: tuple[str, ...] = SIDED) -> list[int]:
    """Numbers of the columns of one side."""
    return [AT[f"{name}.{side}"] for name in names]


def mirrored(row: Floats) -> Floats:
    """A posture with left and right swapped, rows of (..., columns)."""
    made = row.copy()
    left, right = side_columns("L"), side_columns("R")
    made[..., left], made[..., right] = row[..., right], row[..., left]
    for names in (_MIRRORED, ("foot_x", "hand_x")):
        made[..., columns(*names)] *= -1.0
    return made


class Fitted:
    """Postures put on a body.

    Attributes:
        rig: the body.
        unit: height of the hips when it stands, metres.
    """

    def __init__(self, rig: Rig) -> None:
        """Measure the body.

        Args:
            rig: the body.
        """
        self.rig = rig
        self._floor = rig.ankle_clearance()
        self.unit = sum(rig.leg) + self._floor
        self._clearance: dict[tuple[float, float], float] = {}

    def rows(self, postures: Mapping[str, Mapping[str, Any]]) -> dict[str, Floats]:
        """Name -> row of numbers; metres and degrees, (columns,)."""
        found: dict[str, Floats] = {}
        for name, posture in postures.items():
            self._row(name, posture, postures, found)
        return found

    def _row(
        self,
        name: str,
        posture: Mapping[str, Any],
        postures: Mapping[str, Mapping[str, Any]],
        found: dict[str, Floats],
    ) -> Floats:
        if name in found:
            return found[name]
        row = np.zeros(len(COLUMNS))
        hip, torso = posture["hip"], float(posture["torso"])
        row[AT["hip_ahead"]], row[AT["hip_up"]] = hip[0] * self.unit, hip[1] * self.unit
        row[AT["hip_aside"]] = posture.get("aside", 0.0) * self.unit
        row[AT["torso"]] = torso
        for key in ("turn", "twist", "bend", "roll", "shoulders"):
            row[AT[key]] = posture.get(key, 0.0)
        row[AT["flexion"]] = posture.get("flexion", 6.0)
        row[AT["lumbar"]] = posture.get("lumbar", 0.45)
        row[AT["with_trunk"]] = 1.0 if posture.get("arms_with", "room") == "trunk" else 0.0
        for side in SIDES:
            self._side(row, side, {**posture, **posture.get(_SIDE_NAME[side], {})})
        if "prop" in posture:
            self._prop(row, posture["prop"])
            for side in SIDES:
                self._legs(row, side, posture.get(_SIDE_NAME[side], {}))
        torso = float(row[AT["torso"]])
        leant = (90.0 - torso) * (0.75 if 0.0 <= torso <= 90.0 else 1.0)
        row[AT["head"]] = posture.get("head", leant)
        jump = posture.get("jump", 0.0) * self.unit
        row[[AT["hip_up"], *columns("foot_up")]] += jump
        row[columns("hip_ahead", "foot_ahead", "hand_ahead")] += posture.get("at", 0.0) * self.unit
        self._hold(row, posture, postures, found)
        if "lie" in posture:
            self._lay(row, *posture["lie"])
        found[name] = row
        return row

    def _lay(self, row: Floats, low: str, high: str) -> None:
        """Lay the body over to its left side until two parts of that side are on the floor.

        Args:
            row: the posture as if it stood; changed.
            low: the part that is nearer to the feet, of `LIES_ON`.
            high: the one that is nearer to the head.
        """
        bones, inside = zip(*(LIES_ON[part] for part in (low, high)), strict=True)
        names = [f"{bone}.L" for bone in bones]
        g = self.rig.transforms(stance(row), names)
        (ax, _, az), (bx, _, bz) = (self.rig.body.joint(g, name) for name in names)
        apart = float(np.hypot(bx - ax, bz - az))
        leans = np.arctan2(bx - ax, bz - az)
        turn = np.arccos(np.clip((inside[1] - inside[0]) / apart, -1.0, 1.0)) - leans
        height = LAID_ABOUT_M + (az - LAID_ABOUT_M) * np.cos(turn) - ax * np.sin(turn)
        row[AT["laid"]], row[AT["lifted"]] = np.degrees(turn), inside[0] - height

    def _legs(self, row: Floats, side: str, said: Mapping[str, Any]) -> None:
        """The foot and the knee of one side, as far as anything is said of them."""
        if "feet" in said:
            row[AT[f"foot_ahead.{side}"]] = said["feet"][0] * self.unit
            row[AT[f"foot_x.{side}"]] = SIDE_SIGN[side] * said["feet"][1] * self.unit
        if {"feet", "foot", "toe", "foot_up"} & said.keys():
            foot = said.get("foot", 0.0)
            toe = said.get("toe", 0.3 * foot)
            up = self.clearance(foot, toe) + said.get("foot_up", 0.0) * self.unit
            row[[AT[f"{name}.{side}"] for name in ("foot", "toe", "foot_up")]] = foot, toe, up
        for name, usual in (("toe_out", 6.0), ("knee", 90.0), ("knee_out", 0.0)):
            if name in said or "feet" in said:
                row[AT[f"{name}.{side}"]] = said.get(name, usual)

    def _side(self, row: Floats, side: str, said: Mapping[str, Any]) -> None:
        def put(name: str, value: float) -> None:
            row[AT[f"{name}.{side}"]] = value

        self._legs(row, side, said)
        for name in ("arm", "fore"):
            put(f"{name}_ahead", said[name][0])
            put(f"{name}_out", said[name][1])
        put("grip", said.get("grip", 0.0))
        put("curl", said.get("curl", 30.0))

    def _prop(self, row: Floats, said: Mapping[str, Any]) -> None:
        """Hips, trunk and hands of a body on its toes or knees and its hands or forearms."""
        propped = Propped(
            self.rig,
            on_knees=said.get("on", "toes") == "knees",
            on_forearms=said.get("forearms", False),
            rise=said.get("rise", 0.0) * self.unit,
            apart=said.get("apart", 0.09) * self.unit,
            back=said.get("back", ARMS_BACK),
        )
        at = propped.at(said.get("elbow", 8.0), said.get("line", 12.0), said.get("flexion", 8.0))
        row[AT["hip_ahead"]], row[AT["hip_up"]] = at.hip
        row[AT["torso"]], row[AT["flexion"]] = at.torso, said.get("flexion", 8.0)
        for side in SIDES:
            sign = SIDE_SIGN[side]
            for name, value in (
                ("foot_ahead", at.ankle[0]),
                ("foot_up", at.ankle[1]),
                ("foot", at.foot),
                ("toe", at.toe),
                ("foot_x", sign * propped.foot_x),
                ("knee", 0.0),
                ("held", 1.0),
                ("flat", 0.0 if said.get("forearms", False) else 1.0),
                ("hand_ahead", at.hand[0]),
                ("hand_x", sign * propped.hand_x),
                ("hand_up", at.hand[1]),
                ("curl", -4.0),
            ):
                row[AT[f"{name}.{side}"]] = value

    def _hold(
        self,
        row: Floats,
        posture: Mapping[str, Any],
        postures: Mapping[str, Mapping[str, Any]],
        found: dict[str, Floats],
    ) -> None:
        """Put the hands where they are on something."""
        joints: dict[str, Floats] | None = None
        for side in SIDES:
            said = {**posture, **posture.get(_SIDE_NAME[side], {})}
            own = side_columns(side, HELD_COLUMNS)
            if said.get("hands_of") == "":
                row[own] = 0.0
            elif "hands_of" in said:
                other = said["hands_of"]
                row[own] = self._row(other, postures[other], postures, found)[own]
            elif "hands" in said:
                if joints is None:
                    joints = self._wrists(row)
                flat = said["hands"] == "flat"
                up = said.get("hand_height", 0.0) * self.unit + (WRIST_UP if flat else FIST_UP)
                wrist = joints[side]
                row[own] = [1.0, 1.0 if flat else 0.0, -wrist[1], wrist[0], up]

    def _wrists(self, row: Floats) -> dict[str, Floats]:
        """Where the arms' directions take the wrists, metres, (3,)."""
        free = row.copy()
        free[columns("held")] = 0.0
        bones = [f"wrist.{s}" for s in SIDES]
        g = self.rig.transforms(stance(free), bones)
        return {s: self.rig.body.joint(g, b) for s, b in zip(SIDES, bones, strict=True)}

    def clearance(self, foot: float, toe: float) -> float:
        """Height of the ankle of a foot so turned that touches the floor, metres."""
        key = (float(foot), float(toe))
        if key not in self._clearance:
            self._clearance[key] = self.rig.ankle_clearance(*key)
        return self._clearance[key]


def stance(rows: Floats) -> Stance:
    """The stance, or stacked stances, of rows of numbers, (..., columns)."""

    def of(name: str) -> Any:
        return rows[..., AT[name]]

    back = rot_z(-of("heading"))

    def place(x: Any, ahead: Any, up: Any) -> Floats:
        """From the room to where it would be without the heading."""
        return turned(back, np.stack([x, -ahead, up], axis=-1))

    lean = rot_x((90.0 - of("torso")) * of("with_trunk"))
    a = np.radians(of("torso"))
    down = np.stack([np.zeros_like(a), np.cos(a), -np.sin(a)], axis=-1)
    feet, arms = {}, {}
    for side in SIDES:
        sign = SIDE_SIGN[side]

        def own(name: str, side: str = side) -> Any:
            return rows[..., AT[f"{name}.{side}"]]

        pole = _direction(own("knee"), own("knee_out"), sign)
        feet[side] = Foot(
            place(own("foot_x"), own("foot_ahead"), own("foot_up")),
            own("foot"),
            own("toe"),
            own("toe_out"),
            pole,
        )
        upper = turned(lean, _direction(own("arm_ahead"), own("arm_out"), sign))
        apart = np.degrees(np.arccos(np.clip((upper * down).sum(axis=-1), -1.0, 1.0)))
        fore = turned(lean, _direction(own("fore_ahead"), own("fore_out"), sign))
        thumb = turned(lean, _across(own("fore_ahead")))
        thumb = turned(rotation(fore, sign * own("grip")), thumb)
        flat = own("flat")[..., None]
        onwards = np.array([0.08 * sign, -1.0, -0.05])
        arms[side] = Arm(
            upper=upper,
            fore=fore,
            target=place(own("hand_x"), own("hand_ahead"), own("hand_up")),
            held=own("held"),
            pole=upper
            + np.array([0.02 * sign, 0.035, -0.02])
            + own("held")[..., None] * np.array([0.15 * sign, 0.3, 0.0]),
            hand=fore * (1.0 - flat) + onwards * flat,
            index=thumb * (1.0 - flat) + np.array([-sign, 0.0, 0.0]) * flat,
            curl=own("curl"),
            raised=RAISES * apart * (1.0 - own("held")),
        )
    return Stance(
        hip=place(of("hip_aside"), of("hip_ahead"), of("hip_up")),
        torso_deg=of("torso"),
        feet=feet,
        arms=arms,
        flexion=of("flexion"),
        lumbar_share=of("lumbar"),
        head_pitch=of("head"),
        head_turn=of("turn"),
        roll=of("roll"),
        twist=of("twist"),
        protraction=of("shoulders"),
        heading=of("heading"),
        bend=of("bend"),
        laid=of("laid"),
        lifted=of("lifted"),
    )


def _direction(ahead: Any, out: Any, sign: float) -> Floats:
    """Unit vectors, (..., 3): from straight down so far forwards, and out of that plane."""
    a, o = np.radians(ahead), np.radians(out)
    return np.stack([sign * np.sin(o), -np.sin(a) * np.cos(o), -np.cos(a) * np.cos(o)], axis=-1)


def _across(ahead: Any) -> Floats:
    """Where the thumb points of a forearm held so, (..., 3)."""
    a = np.radians(ahead)
    return np.stack([np.zeros_like(a), -np.cos(a), np.sin(a)], axis=-1)
