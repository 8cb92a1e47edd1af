"""The recogniser: weights as data, and what it says of movements."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from importlib import resources

import numpy as np
import pytest

from formcheck.checking.reps import evidence_names
from formcheck.checking.reps import recogniser as module
from formcheck.checking.reps.evidence_names import EVIDENCE, HARDLY_VISIBLE, hangs_on
from formcheck.checking.reps.proposals import Proposal
from formcheck.checking.reps.recogniser import (
    IN_STEP,
    LooksLike,
    Recogniser,
    read_recogniser,
    shipped_recogniser,
    short_of,
    write_recogniser,
)
from recognition.manifest import read_manifest
from tests.conftest import THREADS


def made(rng: np.random.Generator) -> Recogniser:
    n, hidden, classes = len(EVIDENCE), 4, ("else", "row", "row:short")
    layers = (
        (rng.normal(size=(2, n, hidden)), rng.normal(size=(2, 1, hidden))),
        (rng.normal(size=(2, hidden, 3)), rng.normal(size=(2, 1, 3))),
    )
    return Recogniser(classes, rng.normal(size=n), np.ones(n), layers)


def test_probabilities_add_up_to_one() -> None:
    rng = np.random.default_rng(1)
    found = made(rng).probabilities(10 * rng.normal(size=(7, len(EVIDENCE))))
    assert found.shape == (7, 3)
    assert np.allclose(found.sum(axis=1), 1)


def test_many_movements_are_judged_as_each_alone() -> None:
    rng = np.random.default_rng(2)
    recogniser = shipped_recogniser()
    assert recogniser.at_once % IN_STEP == 0
    evidence = rng.normal(size=(2 * recogniser.at_once + 3, len(EVIDENCE)))
    alone = np.concatenate([recogniser.probabilities(each[None]) for each in evidence])
    assert np.allclose(recogniser.probabilities(evidence), alone, atol=1e-5)
    assert recogniser.probabilities(evidence[:0]).shape == (0, alone.shape[1])


JUDGED = """
import time
import numpy as np
from formcheck.checking.reps.evidence_names import EVIDENCE
from formcheck.checking.reps.recogniser import shipped_recogniser
recogniser = shipped_recogniser()
evidence = np.random.default_rng(3).normal(size=(64, len(EVIDENCE)))
recogniser.probabilities(evidence)
all_s, own_s = time.process_time(), time.thread_time()
for _ in range(5):
    recogniser.probabilities(evidence)
print(time.process_time() - all_s, time.thread_time() - own_s)
"""


def test_movements_are_judged_by_one_thread_where_many_are_allowed() -> None:
    """Threads wait for each other where a pose model keeps the cores at work."""
    allowed = {name: value for name, value in os.environ.items() if name not in THREADS}
    said = subprocess.run(
        [sys.executable, "-c", JUDGED], env=allowed, capture_output=True, text=True, check=True
    )
    all_s, own_s = (float(each) for each in said.stdout.split())
    assert all_s < 1.2 * own_s


def test_what_is_unknown_says_nothing() -> None:
    rng = np.random.default_rng(2)
    recogniser, evidence = made(rng), rng.normal(size=(3, len(EVIDENCE)))
    usual, unknown = evidence.copy(), evidence.copy()
    usual[:, 5:9], unknown[:, 5:9] = recogniser.mean[5:9], np.nan
    assert np.allclose(recogniser.probabilities(unknown), recogniser.probabilities(usual))


def test_half_of_the_opinion_is_without_a_limb_that_is_hardly_visible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is guessed, well or badly."""
    rng = np.random.default_rng(5)
    recogniser, evidence = made(rng), rng.uniform(0.3, 1.5, size=(3, len(EVIDENCE)))
    evidence[1, EVIDENCE.index("turn_arm_visibility_other")] = HARDLY_VISIBLE - 0.05
    without = evidence.copy()
    without[1, hangs_on((False, True, False, False))] = np.nan
    found, left_out = recogniser.probabilities(evidence), recogniser.probabilities(without)
    monkeypatch.setattr(evidence_names, "HARDLY_VISIBLE", 0.0)
    as_read = recogniser.probabilities(evidence)
    assert np.allclose(found, (as_read + left_out) / 2, atol=1e-6)
    assert not np.allclose(as_read[1], left_out[1])
    assert np.allclose(as_read[[0, 2]], found[[0, 2]])


def test_what_is_written_is_read() -> None:
    rng = np.random.default_rng(2)
    before, file = made(rng), io.BytesIO()
    write_recogniser(before, file)
    file.seek(0)
    after = read_recogniser(file)
    evidence = rng.normal(size=(5, len(EVIDENCE)))
    assert after.classes == before.classes
    assert np.allclose(after.probabilities(evidence), before.probabilities(evidence), atol=2e-3)


def test_weights_of_other_evidence_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    write_recogniser(made(np.random.default_rng(3)), file)
    file.seek(0)
    monkeypatch.setattr(module, "EVIDENCE", (*EVIDENCE, "more"))
    with pytest.raises(ValueError, match="train the recogniser again"):
        read_recogniser(file)


def test_the_shipped_one_knows_what_it_was_trained_on_and_is_small() -> None:
    drawn = read_manifest().classes
    known = shipped_recogniser().classes
    assert known[0] == "else"
    assert {*known[1:]} == {*drawn, *map(short_of, drawn)}
    file = resources.files(module.__package__ or "").joinpath(module.WEIGHTS)
    assert len(file.read_bytes()) < 2_100_000


def test_reps_of_what_is_the_same_movement_elsewhere_are_its_own() -> None:
    rng = np.random.default_rng(4)
    n = len(EVIDENCE)
    known = Recogniser(
        ("else", "a", "b", "a:short", "b:short"),
        np.zeros(n),
        np.ones(n),
        ((rng.normal(size=(1, n, 5)), rng.normal(size=(1, 1, 5))),),
    )
    movement = Proposal("reach", 0.0, 1.0, 2.0, 2.0, rng.normal(size=n))
    (alone,), (other,) = (LooksLike(each, known).opinions([movement]) for each in "ab")
    (both,) = LooksLike("a", known, also=("b", "unknown")).opinions([movement])
    assert both.full == pytest.approx(alone.full + other.full)
    assert both.short == pytest.approx(alone.short + other.short)
