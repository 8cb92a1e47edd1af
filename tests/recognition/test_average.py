"""One recogniser out of several trainings: it says what they say on the average."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.checking.reps.evidence_names import EVIDENCE
from formcheck.checking.reps.recogniser import Recogniser
from recognition.average import averaged

N = len(EVIDENCE)


def trained(seed: int, classes: tuple[str, ...] = ("else", "row"), networks: int = 3) -> Recogniser:
    rng = np.random.default_rng(seed)
    layers = tuple(
        (0.1 * rng.normal(size=(networks, n, m)), rng.normal(size=(networks, 1, m)))
        for n, m in ((N, 5), (5, 2))
    )
    return Recogniser(classes, 0.1 * rng.normal(size=N), rng.uniform(0.8, 1.2, N), layers)


def alone(recogniser: Recogniser, network: int) -> Recogniser:
    layers = tuple((w[[network]], b[[network]]) for w, b in recogniser.layers)
    return Recogniser(recogniser.classes, recogniser.mean, recogniser.deviation, layers)


def test_it_says_what_its_networks_say_on_the_average() -> None:
    old, new = trained(1), trained(2)
    evidence = np.random.default_rng(3).uniform(0.3, 1.5, size=(7, N))  # every limb is seen
    one = averaged([(old, [0, 2]), (new, [0, 2])])
    apart = [alone(each, i).probabilities(evidence) for each in (old, new) for i in (0, 2)]
    assert one.probabilities(evidence) == pytest.approx(np.mean(apart, axis=0), abs=1e-3)


def test_trainings_of_other_classes_are_not_averaged() -> None:
    with pytest.raises(ValueError, match="other classes"):
        averaged([(trained(1), [0]), (trained(2, classes=("else", "fly")), [0])])
