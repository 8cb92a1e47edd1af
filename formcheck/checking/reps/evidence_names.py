"""The names of all evidence of a movement, and what of it hangs on which arm or leg."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.measures.movement import (
    ARM_NUMBERS,
    BODY_NUMBERS,
    LEG_NUMBERS,
    PLACE_NUMBERS,
    SIDED,
)
from formcheck.pose import FloatArray

LATELY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "trunk_inclination_3d": ("trunk_inclination_3d",),
        "leg_inclination_3d": ("leg_inclination_3d",),
        "hip_angle_3d": ("hip_angle_3d_left", "hip_angle_3d_right"),
        "hand_over_foot": ("hand_over_foot_left", "hand_over_foot_right"),
    }
)
"""What is looked at of the time before a movement, each the mean of these numbers."""

LATELY_PLACES: Final = ("nose_level", "hip_level")
"""How far these went in that time is looked at, too: who comes down from standing, or gets up."""

_ORDERED: Final = (
    *(f"{name}_working" for name in SIDED),
    *(f"{name}_other" for name in SIDED),
    *BODY_NUMBERS,
)
SHAPE: Final = (
    "out_s",
    "back_s",
    "log_s",
    "way",
    "share_of_past",
    "asymmetry",
    "log_signal_to_noise",
    "log_frames",
)
"""What is said of the movement's own signal."""

EVIDENCE: Final = (
    *(f"start_{name}" for name in _ORDERED),
    *(f"turn_{name}" for name in _ORDERED),
    *(f"change_{name}" for name in _ORDERED),
    *(f"range_{name}" for name in (*_ORDERED, *PLACE_NUMBERS)),
    *(f"with_{name}" for name in (*_ORDERED, *PLACE_NUMBERS)),
    *(f"before_{name}" for name in PLACE_NUMBERS),
    *(f"lately_most_{name}" for name in LATELY),
    *(f"lately_least_{name}" for name in LATELY),
    *(f"lately_moved_{name}" for name in LATELY_PLACES),
    *SHAPE,
)
"""The names of all evidence of a movement, in the order of `evidence.evidence_of`."""

HARDLY_VISIBLE = 0.2
"""A limb whose mean visibility at the start or at the turn is below this is guessed, 0 to 1.
Ours: with older networks 72 of 80 real clips were exact at it, 71 at .35 and 70 without."""

LIMBS: Final = (
    ("arm", "working"),
    ("arm", "other"),
    ("leg", "working"),
    ("leg", "other"),
)
"""The order in which limbs are said to be hidden or not: the one that goes further comes first."""

Unseen = tuple[bool, ...]
"""Of each of `LIMBS`, whether it is not seen."""

_NUMBERS: Final = {"arm": tuple(ARM_NUMBERS), "leg": tuple(LEG_NUMBERS)}

_OF_BOTH_ARMS = ("hand_spread", "hand_spread_3d", "elbow_spread_3d")
_OF_BOTH_FEET = ("foot_spread", "foot_spread_3d")
_OF_LEGS = (
    "leg_inclination",
    "leg_inclination_3d",
    "hand_over_foot_working",
    "hand_over_foot_other",
)

_VISIBLE: Final = np.array(
    [
        [EVIDENCE.index(f"{when}_{limb}_visibility_{which}") for when in ("start", "turn")]
        for limb, which in LIMBS
    ]
)
"""Where it is said how well each limb is seen, (limbs, start and turn)."""


@cache
def hangs_on(unseen: Unseen) -> NDArray[np.intp]:
    """Where the evidence is that hangs on limbs that are not seen, (n,).

    How well they are seen is none of it.

    Args:
        unseen: Which of `LIMBS` are not.
    """
    names = {
        f"{number}_{which}"
        for (limb, which), is_unseen in zip(LIMBS, unseen, strict=True)
        for number in _NUMBERS[limb]
        if is_unseen and "visibility" not in number
    }
    arm, other_arm, leg, other_leg = unseen
    names.update(_OF_BOTH_ARMS if arm or other_arm else ())
    names.update(_OF_BOTH_FEET if leg or other_leg else ())
    names.update(_OF_LEGS if leg and other_leg else ())
    parts = ("start", "turn", "change", "range", "with")
    wanted = {f"{part}_{name}" for part in parts for name in names}
    if leg and other_leg:
        lately = ("leg_inclination_3d", "hip_angle_3d", "hand_over_foot")
        wanted |= {f"lately_{end}_{name}" for end in ("most", "least") for name in lately}
    return np.array([i for i, name in enumerate(EVIDENCE) if name in wanted], dtype=np.intp)


def hidden_limbs(evidence: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
    """Which of `LIMBS` are hardly visible in each movement, (movements, limbs).

    A pose model guesses such a limb: an arm behind the trunk hangs down while the other one
    presses, legs below the picture squat.

    Args:
        evidence: Of the movements, (movements, evidence).
    """
    least: FloatArray = evidence[:, _VISIBLE].min(axis=2)
    found: NDArray[np.bool_] = least < HARDLY_VISIBLE
    return found


def without_limbs(
    evidence: NDArray[np.floating[Any]], unseen: NDArray[np.bool_], value: float = np.nan
) -> None:
    """Leave out what hangs on limbs, in place.

    Args:
        evidence: Of movements, (movements, evidence); changed.
        unseen: Which of `LIMBS` are left out in each, (movements, limbs).
        value: What stands for it.
    """
    for limbs in set(map(tuple, unseen.tolist())):
        rows = np.flatnonzero((unseen == limbs).all(axis=1))
        evidence[np.ix_(rows, hangs_on(limbs))] = value
