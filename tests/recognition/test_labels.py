"""What a proposed movement truly was."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.checking.reps.proposals import Proposal
from recognition.labels import UNCLEAR, label_of
from studio.landmarks.sampling import TrueRep

FULL, SHORT = 1, 4


def proposal(start_s: float, turn_s: float, end_s: float) -> Proposal:
    return Proposal("reach", start_s, turn_s, end_s, end_s, np.empty(0))


def rep(start_s: float, end_s: float, size: float = 1.0, *, full: bool = True) -> TrueRep:
    return TrueRep(start_s, (start_s + end_s) / 2, end_s, size, "both", full)


REPS = (rep(0, 2), rep(3, 5))


@pytest.mark.parametrize(
    ("movement", "label"),
    [
        (proposal(0.1, 1.0, 1.9), FULL),
        (proposal(3.2, 4.2, 5.1), FULL),
        (proposal(2.0, 2.5, 3.0), 0),  # between two reps
        (proposal(0.0, 1.0, 5.0), 0),  # both at once
        (proposal(0.0, 0.4, 2.0), UNCLEAR),  # it turns elsewhere
        (proposal(0.5, 1.0, 1.45), UNCLEAR),  # about half of one
        (proposal(0.0, 0.6, 0.8), 0),  # less of it: the other half may be proposed, too
    ],
)
def test_a_movement_is_a_rep_if_they_share_their_time_and_turn(
    movement: Proposal, label: int
) -> None:
    assert label_of(movement, REPS, FULL, SHORT) == label


def test_a_short_rep_is_of_a_class_of_its_own_and_one_near_the_line_of_none() -> None:
    movement = proposal(0.1, 1.0, 1.9)
    assert label_of(movement, [rep(0, 2, 0.4, full=False)], FULL, SHORT) == SHORT
    assert label_of(movement, [rep(0, 2, 0.7)], FULL, SHORT) == UNCLEAR


def test_where_nothing_of_the_exercise_was_done_everything_is_something_else() -> None:
    assert label_of(proposal(0, 1, 2), (), FULL, SHORT) == 0
