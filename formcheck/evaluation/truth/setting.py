"""Which clips were taken as people take theirs, and which are harder: a rule on conditions.

It was written before any figure was made with it.  An *ordinary* clip is a webcam's or a phone's:
the person is at least a third as tall as the picture, the room is lit, there are 15 frames a
second or more, and nobody else is near.  Everything else is *hard*.  Of clips of which the
conditions were not written down, as those of real people, nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

Setting = Literal["ordinary", "hard"]

SETTINGS: tuple[Setting, ...] = ("ordinary", "hard")

LEAST_STATURE = 1 / 3
"""How much of the picture's height the person takes, or would take upright, at least."""

LEAST_FPS = 15.0

LEAST_LEVEL = 0.6
"""How bright the lamps are at least: 1 is a lit room, .28 the studio's dim one."""

MOST_BACKLIGHT = 0.3
"""How much light comes from behind at most: .6 is the studio's window in the back."""

FAR_BEHIND_M = 3.0
"""Somebody else so far behind is no other person at hand; the studio's stand at most 1.8 m away."""

NEEDED = ("distance_m", "lens_deg", "body_height_m", "fps", "level", "back", "other")


def setting_of(conditions: Mapping[str, str | float]) -> Setting | None:
    """Which of both a clip is; None where its conditions are not known.

    Args:
        conditions: How it was taken, as its truth says.

    >>> near = {"distance_m": 3.0, "lens_deg": 45.0, "body_height_m": 1.7, "fps": 30,
    ...         "level": 1.0, "back": 0.0, "other": "nothing"}
    >>> setting_of(near), setting_of({**near, "fps": 10}), setting_of({"fps": 30})
    ('ordinary', 'hard', None)
    """
    if any(key not in conditions for key in NEEDED):
        return None
    fine = (
        stature_share(conditions) >= LEAST_STATURE
        and _number(conditions, "fps") >= LEAST_FPS
        and _number(conditions, "level") >= LEAST_LEVEL
        and _number(conditions, "back") <= MOST_BACKLIGHT
        and _alone(conditions)
    )
    return "ordinary" if fine else "hard"


def stature_share(conditions: Mapping[str, str | float]) -> float:
    """How much of the picture's height the person would take, standing where they are.

    The posture does not matter: a third of the picture's height is a distance and a lens.

    >>> round(stature_share({"distance_m": 2.0, "lens_deg": 90.0, "body_height_m": 1.8}), 2)
    0.45
    """
    distance_m = _number(conditions, "distance_m")
    seen_m = 2.0 * distance_m * math.tan(math.radians(_number(conditions, "lens_deg")) / 2.0)
    return _number(conditions, "body_height_m") / seen_m


def _alone(conditions: Mapping[str, str | float]) -> bool:
    if conditions["other"] == "nothing":
        return True
    return _number(conditions, "other_behind_m") >= FAR_BEHIND_M


def _number(conditions: Mapping[str, str | float], key: str) -> float:
    """A condition's number; NaN, which fulfils nothing, where there is none."""
    value = conditions.get(key, math.nan)
    return math.nan if isinstance(value, str) else float(value)
