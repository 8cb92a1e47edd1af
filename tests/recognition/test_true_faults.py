"""When a drawn fault is there: a push-up whose hips sag near the floor is straight above it."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises import find_exercise
from recognition.true_faults import when_faulty
from studio.landmarks.sampling import DrawnSet, sample_set

PUSH_UP = find_exercise("push-up")
SAGGING = next(check for check in PUSH_UP.checks if check.id == "hips_sagging")

pytestmark = pytest.mark.real


def drawn(variant: str) -> DrawnSet:
    return sample_set("push-up", np.random.default_rng(3), variant=variant, style=("plain",))


def test_a_fault_of_the_turn_is_not_there_at_the_start_of_a_rep() -> None:
    one = drawn("sagging")
    turns = np.array([rep.turn_s for rep in one.truth.reps])
    starts = np.array([rep.start_s for rep in one.truth.reps])
    assert when_faulty(one, PUSH_UP, SAGGING, turns).mean() > 0.7
    assert not when_faulty(one, PUSH_UP, SAGGING, starts).any()


def test_one_that_lasts_is_there_all_along() -> None:
    one = drawn("hanging")
    first, last = one.truth.reps[0], one.truth.reps[-1]
    assert when_faulty(one, PUSH_UP, SAGGING, np.linspace(first.start_s, last.end_s, 40)).all()


def test_one_that_no_joint_shows_may_be_anywhere() -> None:
    one = drawn("usual")
    assert when_faulty(one, PUSH_UP, SAGGING, np.array([0.0, 1.0, 2.0])).all()
