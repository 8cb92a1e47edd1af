"""What of a movement's evidence hangs on which arm or leg."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.checking.reps.evidence_names import (
    EVIDENCE,
    HARDLY_VISIBLE,
    hangs_on,
    hidden_limbs,
    without_limbs,
)

OTHER_ARM = (False, True, False, False)
LEGS = (False, False, True, True)


def names(*unseen: bool) -> set[str]:
    return {EVIDENCE[i] for i in hangs_on(unseen)}


def test_what_hangs_on_one_arm() -> None:
    found = names(*OTHER_ARM)
    assert {"turn_elbow_angle_other", "range_hand_height_other", "start_hand_spread"} <= found
    assert not any("working" in name or "knee" in name or "visibility" in name for name in found)


def test_one_leg_that_is_seen_says_how_the_legs_stand() -> None:
    assert "turn_leg_inclination" not in names(False, False, False, True)
    assert {"turn_leg_inclination", "lately_least_hip_angle_3d"} <= names(*LEGS)
    assert not names(False, False, False, False)


@pytest.mark.parametrize("when", ["start", "turn"])
def test_a_limb_is_hidden_that_is_hardly_visible_at_either_end(when: str) -> None:
    evidence = np.ones((2, len(EVIDENCE)))
    evidence[0, EVIDENCE.index(f"{when}_leg_visibility_working")] = HARDLY_VISIBLE / 2
    assert hidden_limbs(evidence).tolist() == [[False, False, True, False], [False] * 4]


def test_each_movement_is_left_what_it_shows() -> None:
    evidence = np.ones((3, len(EVIDENCE)))
    without_limbs(evidence, np.array([OTHER_ARM, (False,) * 4, LEGS]), 7.0)
    assert [{EVIDENCE[i] for i in np.flatnonzero(row == 7)} for row in evidence] == [
        names(*OTHER_ARM),
        set(),
        names(*LEGS),
    ]
