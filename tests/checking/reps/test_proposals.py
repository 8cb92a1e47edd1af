"""Which movements signals propose."""

import numpy as np
import pytest

from formcheck.checking.reps.proposals import Proposer, family_of
from formcheck.measures.movement import APART, NUMBERS
from formcheck.tracking import SubjectObserver
from studio.landmarks.filming import film
from studio.landmarks.sampling import sample_camera, sample_set


@pytest.mark.real
def test_limbs_that_work_in_turn_are_apart_once_in_each_drive() -> None:
    rng = np.random.default_rng(5)
    climbing = sample_set("mountain-climber", rng, style=("plain",))
    view = sample_camera(climbing, rng)
    poses = film(climbing.motion, view.camera, view.size, 30.0, rng, severity=0.2)
    observer, proposer = SubjectObserver(), Proposer({"knee_drop_apart": "rises"}, evidence=False)
    turns = []
    for pose in poses:
        subject = observer.update(pose)
        turns += [each.turn_s for each in proposer.update(subject.time_s, subject.figure)]
    for rep in climbing.truth.reps:
        assert any(rep.start_s < turn_s < rep.end_s for turn_s in turns)


def test_what_is_apart_is_no_number_that_is_kept() -> None:
    assert not set(APART) & set(NUMBERS)
    assert family_of("knee_drop_apart") == "knee_drop_apart"
