"""What speaks for and against a movement, and what says nothing of it."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.checking.reps.evidence import evidence_of
from formcheck.checking.reps.evidence_names import EVIDENCE
from formcheck.checking.reps.history import MovementHistory
from formcheck.checking.reps.zigzag import Swing
from formcheck.measures.movement import NUMBERS

FRAMES = 60


def evidence(*outside: str, share: float = 1.0) -> dict[str, float]:
    """Of a movement in which limbs are outside of the picture, like "leg_left".

    Args:
        outside: Those limbs.
        share: Of the frames, from the first on.
    """
    rng = np.random.default_rng(4)
    history = MovementHistory()
    swung = np.sin(np.linspace(0.0, np.pi, FRAMES))
    for i, value in enumerate(swung):
        row = dict(zip(NUMBERS, rng.uniform(0.2, 0.4, len(NUMBERS)) + value, strict=True))
        for limb in outside if i < share * FRAMES else ():
            part, side = limb.split("_")
            row[f"{part}_visibility_{side}"] = 0.0
        history.add(i / 30, list(row.values()))
    found = evidence_of(history, swung, 0, Swing(0, FRAMES // 2, FRAMES - 1, FRAMES - 1))
    return dict(zip(EVIDENCE, found.tolist(), strict=True))


def unknown(found: dict[str, float]) -> set[str]:
    return {name for name, value in found.items() if np.isnan(value)}


def test_of_who_is_seen_whole_all_is_known() -> None:
    assert not unknown(evidence())


def test_legs_outside_of_the_picture_say_nothing() -> None:
    gone = unknown(evidence("leg_left", "leg_right"))
    assert {"turn_knee_angle_3d_working", "range_hip_angle_other", "with_knee_drop_other"} <= gone
    assert {"start_leg_inclination", "change_foot_spread", "lately_most_hip_angle_3d"} <= gone
    assert not any("elbow" in name or "trunk" in name or "visibility" in name for name in gone)


def test_one_that_is_in_the_picture_is_the_one_that_works() -> None:
    gone = unknown(evidence("leg_right"))
    assert "turn_knee_angle_other" in gone
    assert "range_foot_spread_3d" in gone
    assert not any(name.endswith("_working") or "leg_inclination" in name for name in gone)


def test_an_arm_outside_of_the_picture_says_nothing() -> None:
    gone = unknown(evidence("arm_left"))
    assert {"turn_elbow_angle_other", "range_hand_spread", "start_hand_over_foot_other"} <= gone
    assert not any("knee" in name or name.endswith("_working") for name in gone)


@pytest.mark.parametrize(("share", "is_known"), [(0.8, True), (0.95, False)])
def test_who_comes_into_the_picture_in_a_movement_is_seen_in_it(
    share: float, is_known: bool
) -> None:
    assert (not unknown(evidence("leg_left", "leg_right", share=share))) is is_known
