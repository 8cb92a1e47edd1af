"""Which movements signals propose."""

import math

import numpy as np
import pytest

from formcheck.checking.reps.proposals import Proposer, family_of
from formcheck.measures.movement import APART, NUMBERS
from formcheck.tracking import SubjectObserver
from studio.landmarks.filming import film
from studio.landmarks.sampling import sample_camera, sample_set
from tests.figures import film as film_stick
from tests.figures import upright


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


def test_an_own_signal_that_is_unknown_for_a_moment_still_proposes() -> None:
    observer, proposer = SubjectObserver(), Proposer({}, ("own",), evidence=False)
    found = []
    for index, pose in enumerate(film_stick(lambda _: upright(), 8)):
        subject = observer.update(pose)
        height = 0.5 - 0.5 * math.cos(2 * math.pi * subject.time_s / 4)
        own = [math.nan if 30 <= index < 36 else height]
        found += proposer.update(subject.time_s, subject.figure, own)
    found += proposer.finish()
    assert {round(each.turn_s) for each in found} == {2, 6}
