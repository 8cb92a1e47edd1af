"""From the manifest to weights: what is drawn, and that training learns something from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.checking.reps.evidence import EVIDENCE
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.exercises import list_exercises
from recognition.corpus import Examples, examples_of, joined, proposals
from recognition.faulty_sets import FAULTS, faulty_scene
from recognition.manifest import read_manifest
from recognition.misread import misread
from recognition.takes import TUNING, ClipSource, DrawnSource, FaultySource, sources
from recognition.train import train
from studio.matrix.cast import PEOPLE
from tests.figures import film, hinged, rows

MANIFEST = read_manifest()
SMALL = replace(MANIFEST, networks=1, epochs=20, cameras=1, cameras_of_class=1, copies=2)


def test_every_exercise_that_counts_is_told_apart_and_has_faults_to_draw() -> None:
    counted = {exercise.id for exercise in list_exercises() if exercise.rep}
    assert {*MANIFEST.classes} == counted == FAULTS.keys()
    assert MANIFEST.all_classes[0] == "else"
    assert len({*MANIFEST.all_classes}) == 1 + 2 * len(counted)


def test_nobody_of_the_test_part_is_trained_on() -> None:
    test = {shape for person in PEOPLE["test"].values() for shape in person["mix"]}
    assert not test & {*MANIFEST.shapes}
    rng = np.random.default_rng(1)
    for exercise in MANIFEST.classes:
        for _ in range(5):
            assert faulty_scene(exercise, rng, MANIFEST.shapes).body.mix.keys() <= {
                *MANIFEST.shapes
            }
    clips = {source.clip for source in sources(MANIFEST) if isinstance(source, ClipSource)}
    assert clips == {truth.clip for truth in read_truths(TUNING)}
    assert TUNING.name == "tuning"


def test_what_is_far_from_ours_is_trained_on_in_breadth() -> None:
    kinds = {source.kind for source in sources(MANIFEST) if isinstance(source, DrawnSource)}
    assert len(kinds - {*MANIFEST.classes}) >= 25


def test_what_is_misread_is_off_by_a_little_and_elsewhere_each_time() -> None:
    poses = list(film(lambda _: hinged(), 2))
    rng = np.random.default_rng(2)
    once, again = misread(poses, rng), misread(poses, rng)
    off = np.abs(once[0].image - poses[0].image)
    assert 0 < np.nanmedian(off) < 10
    assert not np.allclose(once[0].image, again[0].image, equal_nan=True)


def test_reps_are_proposed_with_all_their_evidence() -> None:
    found = proposals(list(film(rows(3), 8)), "bent-over-row")
    assert all(each.evidence.shape == (len(EVIDENCE),) for each in found)
    assert all(np.isfinite(each.evidence).all() for each in found)
    for turn_s in (2.2, 4.2, 6.2):
        assert any(each.start_s < turn_s < each.end_s for each in found)


@pytest.mark.real
def test_a_small_corpus_is_learnt() -> None:
    found = [
        *_taken(DrawnSource("bent-over-row", 1)),
        *_taken(FaultySource("push-up", 2)),
        *_taken(FaultySource("reverse-fly", 0)),
        *_taken(DrawnSource("squat", 0)),
    ]
    examples = joined(found)
    labels = np.where(examples.labels > 3, 0, examples.labels)
    for missing in (4, 5, 6):  # short reps are rare: any movement will do here
        labels[missing] = missing
    recogniser = train(SMALL, Examples(examples.evidence, labels, examples.kinds, examples.asked))
    said = recogniser.probabilities(examples.evidence.astype(float))
    for index in (1, 2, 3):
        assert said[labels == index, index].mean() > 0.3 + said[labels == 0, index].mean()


def _taken(source: DrawnSource | FaultySource) -> list[Examples]:
    return [examples_of((SMALL, source))]
