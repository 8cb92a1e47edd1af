"""Walking in keys: steps of a script from one place to another, facing where one goes."""

from __future__ import annotations

import numpy as np

from studio.body.jointed import SIDES, Floats
from studio.motion.script import Script
from studio.pose.posture import AT, columns

PACE = (0.75, 1.25)  # metres a second
STEP_M = 0.62  # usual length of a step, metres
SWING_DEG = 17.0  # of the arms
TURN_STEP_DEG = 60.0
_PLACES = ("hip_ahead", "foot_ahead", "hand_ahead")


def placed(row: Floats, ahead: float, aside: float = 0.0, heading: float = 0.0) -> Floats:
    """A standing posture at another place of the floor, turned to the left by `heading`."""
    made = row.copy()
    cos, sin = np.cos(np.radians(heading)), np.sin(np.radians(heading))
    for x, forwards in (
        ("hip_aside", "hip_ahead"),
        *((f"foot_x.{s}", f"foot_ahead.{s}") for s in SIDES),
    ):
        # x to the left, ahead is -y: turning left takes ahead towards the left
        left, far = row[AT[x]], row[AT[forwards]]
        made[AT[x]] = aside + cos * left + sin * far
        made[AT[forwards]] = ahead - sin * left + cos * far
    made[AT["heading"]] = heading
    return made


def walk(
    script: Script,
    stand: Floats,
    start: tuple[float, float],
    end: tuple[float, float],
    rng: np.random.Generator,
) -> float:
    """Walk from one place, (ahead, aside) in metres, to another, beginning where one stands.

    Returns:
        The heading in which one arrives, degrees.
    """
    way = np.array(end) - np.array(start)
    length = float(np.hypot(*way))
    heading = float(np.degrees(np.arctan2(way[1], way[0])))
    count = max(1, round(length / (STEP_M * float(rng.uniform(0.85, 1.1)))))
    first = int(rng.integers(2))
    step_s = length / count / float(rng.uniform(*PACE))
    feet = {s: _foot(placed(stand, start[0], start[1], heading), s) for s in SIDES}
    for i in range(1, count + 1):
        side = SIDES[(first + i) % 2]
        ahead, aside = np.array(start) + way * i / count
        goal = placed(stand, float(ahead), float(aside), heading)
        last = i == count
        at = np.array(start) + way * (1.0 if last else (i - 0.5) / count)
        before, after = feet[side], _foot(goal, side)
        feet[side] = after
        row = placed(stand, at[0], at[1], heading)
        row[AT["hip_up"]] -= 0.012
        for other in SIDES:
            _put(row, other, feet[other])
            swing = SWING_DEG * (-1.0 if other == side else 1.0) * (0.3 if last else 1.0)
            row[AT[f"arm_ahead.{other}"]] += swing
            row[AT[f"fore_ahead.{other}"]] += swing + 6.0
        lifted = (script.row + row) / 2.0
        _put(lifted, side, (before + after) / 2.0)
        lifted[AT[f"foot_up.{side}"]] += 0.06
        lifted[AT[f"foot.{side}"]] += 28.0
        script.go(lifted, 0.5 * step_s)
        script.go(row, 0.5 * step_s)
    stops = placed(stand, end[0], end[1], heading)
    script.go(stops, 0.8 * step_s)
    return heading


def turn(
    script: Script, stand: Floats, place: tuple[float, float], start: float, end: float
) -> None:
    """Turn on the spot from one heading to another, in steps."""
    count = max(1, int(np.ceil(abs(end - start) / TURN_STEP_DEG)))
    for i in range(1, count + 1):
        row = placed(stand, place[0], place[1], start + (end - start) * i / count)
        script.go(row, 0.45, steps=True)


def shifted(row: Floats, ahead: float) -> Floats:
    """A posture so many metres farther ahead."""
    made = row.copy()
    made[columns(*_PLACES)] += ahead
    return made


def _foot(row: Floats, side: str) -> Floats:
    found: Floats = row[[AT[f"foot_x.{side}"], AT[f"foot_ahead.{side}"]]]
    return found


def _put(row: Floats, side: str, place: Floats) -> None:
    row[[AT[f"foot_x.{side}"], AT[f"foot_ahead.{side}"]]] = place
