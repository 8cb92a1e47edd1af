"""From the manifest to weights: what is drawn, and that training learns something from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.checking.reps.evidence_names import EVIDENCE
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.exercises import list_exercises
from recognition.corpus import examples_of, joined, signals_of
from recognition.faulty_sets import FAULTS, faulty_scene
from recognition.manifest import read_manifest
from recognition.misread import misread
from recognition.takes import TUNING, ClipSource, DrawnSource, FaultySource, sources
from studio.matrix.cast import PEOPLE
from tests.figures import film, hinged

MANIFEST = read_manifest()
ONE = replace(MANIFEST.networks[0], count=1, epochs=20)
SMALL = replace(MANIFEST, networks=(ONE,), cameras=1, cameras_of_class=1, copies=2)


def test_every_exercise_that_counts_and_is_drawn_is_told_apart() -> None:
    counted = {exercise.id for exercise in list_exercises() if exercise.rep}
    assert {*MANIFEST.classes} <= counted
    assert FAULTS.keys() <= {*MANIFEST.classes}
    assert MANIFEST.all_classes[0] == "else"
    assert len({*MANIFEST.all_classes}) == 1 + 2 * len(MANIFEST.classes)


def test_nobody_of_the_test_part_is_trained_on() -> None:
    test = {shape for person in PEOPLE["test"].values() for shape in person["mix"]}
    assert not test & {*MANIFEST.shapes}
    rng = np.random.default_rng(1)
    for exercise in FAULTS:
        for _ in range(5):
            assert faulty_scene(exercise, rng, MANIFEST.shapes).body.mix.keys() <= {
                *MANIFEST.shapes
            }
    clips = {source.clip for source in sources(MANIFEST) if isinstance(source, ClipSource)}
    assert clips == {truth.clip for truth in read_truths(TUNING)}
    assert TUNING.name == "tuning"


def test_what_is_far_from_ours_is_trained_on_in_breadth() -> None:
    drawn = {source.kind for source in sources(MANIFEST) if isinstance(source, DrawnSource)}
    assert len([kind for kind in drawn if not MANIFEST.is_class(kind)]) >= 25


def test_what_is_misread_is_off_by_a_little_and_elsewhere_each_time() -> None:
    poses = list(film(lambda _: hinged(), 2))
    rng = np.random.default_rng(2)
    once, again = misread(poses, rng), misread(poses, rng)
    off = np.abs(once[0].image - poses[0].image)
    assert 0 < np.nanmedian(off) < 10
    assert not np.allclose(once[0].image, again[0].image, equal_nan=True)


@pytest.mark.real
def test_taking_the_weight_up_is_neither_a_deadlift_nor_none() -> None:
    for kind, lifts in (("deadlift", True), ("bent-over-row", False)):
        takes = [next(DrawnSource(kind, n).takes(SMALL)) for n in range(4)]
        assert all(take.says(rep.turn_s) for take in takes for rep in take.reps)
        ends = [(take.says(0.0), take.says(take.poses[-1].time_s)) for take in takes]
        assert (False in {said for both in ends for said in both}) is lifts


def test_signals_of_exercises_are_asked_in_both_ways() -> None:
    asked = signals_of(("bent-over-row", "push-up"))
    assert ("hand_height", "rises") in asked
    assert ("shoulder_level", "falls") in asked
    assert len({*asked}) == len(asked)


@pytest.mark.real
def test_a_small_corpus_is_learnt() -> None:
    from recognition.train import train  # scikit-learn takes each process of a run half a second

    known = ("bent-over-row", "push-up", "reverse-fly")
    small = replace(SMALL, classes=known, own_share=1.0, share=0.5, proposals=300, batch=64)
    taken: list[DrawnSource | FaultySource] = [
        DrawnSource("bent-over-row", 1),
        FaultySource("push-up", 2),
        FaultySource("reverse-fly", 0),
        DrawnSource("squat", 0),
    ]
    examples = joined([examples_of((small, source)) for source in taken])
    assert examples.evidence.shape[1] == len(EVIDENCE)
    always = [EVIDENCE.index(name) for name in ("start_trunk_inclination", "out_s")]
    assert np.isfinite(examples.evidence[:, always]).all()  # limbs may be out of the picture
    labels = np.where(examples.labels > 3, 0, examples.labels)
    for missing in (4, 5, 6):  # short reps are rare: any movement will do here
        labels[missing] = missing
    recogniser = train(small, replace(examples, labels=labels))
    said = recogniser.probabilities(examples.evidence.astype(float))
    for index in (1, 2, 3):
        assert said[labels == index, index].mean() > 0.3 + said[labels == 0, index].mean()
