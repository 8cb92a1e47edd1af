"""`python -m recognition.train`: draws sets, trains the recogniser, writes its weights.

It takes about half an hour on two cores.  `--examples FILE` keeps the examples, so that another
training of the same corpus takes half of that.
"""

from __future__ import annotations

import argparse
import os
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from formcheck.checking.reps import recogniser as shipped
from formcheck.checking.reps.evidence_names import hidden_limbs, without_limbs
from formcheck.checking.reps.recogniser import FURTHEST, Recogniser, write_recogniser
from recognition.corpus import Examples, make_examples
from recognition.manifest import Manifest, Networks, read_manifest

OUT = Path(shipped.__file__).with_name(shipped.WEIGHTS)
LEAST_DEVIATION = 1e-3
ROWS = 20_000
"""Gaps are drawn for so many movements at once, which saves memory."""

LEFT_OUT = 0.5
"""In so many movements the limbs that are hardly visible are left out."""


def train(manifest: Manifest, examples: Examples) -> Recogniser:
    """Train the networks.

    Rare classes weigh more, by the root of how rare they are.  In each epoch the evidence is a
    little wrong, and some of it is missing, in another way, so that no network can rely on single
    numbers; the rate falls to nothing.

    Args:
        manifest: How.
        examples: What to learn from.

    Raises:
        SystemExit: there is no example of some class.
    """
    mean: NDArray[np.float64] = np.nanmean(examples.evidence, axis=0, dtype=np.float64)
    deviation: NDArray[np.float64] = np.nanstd(examples.evidence, axis=0, dtype=np.float64)
    deviation += LEAST_DEVIATION
    scaled = np.clip((examples.evidence - mean) / deviation, -FURTHEST, FURTHEST)
    scaled[np.isnan(scaled)] = 0.0
    classes = manifest.all_classes
    count = np.bincount(examples.labels, minlength=len(classes))
    if not count.all():
        missing = [name for name, n in zip(classes, count, strict=True) if not n]
        raise SystemExit(f"there is no example of: {', '.join(missing)}; draw more sets")
    weight = np.sqrt(len(scaled) / count)[examples.labels]
    learnt = _Learnt(
        scaled.astype(np.float32),
        hidden_limbs(examples.evidence),
        examples.labels,
        (weight / weight.mean()).astype(np.float32),
    )
    alike = [each for each in manifest.networks for _ in range(each.count)]
    networks = [_network(manifest, each, learnt, seed) for seed, each in enumerate(alike)]
    layers = tuple(
        (
            np.stack([network.coefs_[i] for network in networks]).astype(np.float64),
            np.stack([network.intercepts_[i][None] for network in networks]).astype(np.float64),
        )
        for i in range(len(manifest.hidden) + 1)
    )
    return Recogniser(classes, mean, deviation, layers)


@dataclass(frozen=True, eq=False)
class _Learnt:
    """What a network learns from.

    Attributes:
        scaled: Evidence in deviations from its mean, (movements, evidence).
        hidden: Which limbs are hardly visible, (movements, limbs).
        labels: (movements,).
        weight: How much each matters, (movements,).
    """

    scaled: NDArray[np.float32]
    hidden: NDArray[np.bool_]
    labels: NDArray[np.int16]
    weight: NDArray[np.float32]


def _network(manifest: Manifest, how: Networks, learnt: _Learnt, seed: int) -> MLPClassifier:
    """Train one network, an epoch at a time."""
    rng = np.random.default_rng([manifest.seed, seed])
    network = MLPClassifier(
        manifest.hidden,
        alpha=how.penalty,
        batch_size=manifest.batch,
        max_iter=1,
        warm_start=True,
        random_state=np.random.RandomState(seed),
    )
    for epoch in range(how.epochs):
        network.set_params(learning_rate_init=manifest.rate * (1.0 - epoch / how.epochs))
        with warnings.catch_warnings():
            # One epoch never converges.
            warnings.simplefilter("ignore", ConvergenceWarning)
            network.fit(
                _disturbed(how, learnt, rng),
                learnt.labels,
                sample_weight=learnt.weight,
            )
    return network


def _disturbed(how: Networks, learnt: _Learnt, rng: np.random.Generator) -> NDArray[np.float32]:
    """The same evidence, a little wrong and with gaps; a gap reads as the mean does.

    What is guessed of a limb that is hardly visible is left out of every other movement, because
    the recogniser is asked with it and without it.
    """
    wrong = rng.standard_normal(learnt.scaled.shape, dtype=np.float32)
    wrong *= how.noise
    wrong += learnt.scaled
    for start in range(0, len(wrong), ROWS):
        rows = wrong[start : start + ROWS]
        rows[rng.random(rows.shape, dtype=np.float32) < how.gaps] = 0.0
        left_out = learnt.hidden[start : start + ROWS] & (rng.random((len(rows), 1)) < LEFT_OUT)
        without_limbs(rows, left_out, 0.0)
    return wrong


def save(examples: Examples, file: Path) -> None:
    """Keep examples."""
    np.savez(file, **vars(examples))


def load(file: Path) -> Examples:
    """Read examples that were kept."""
    with np.load(file) as kept:
        return Examples(**kept)


def main() -> None:
    """Reads the command line, trains, writes."""
    parser = argparse.ArgumentParser(prog="python -m recognition.train", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="the file of weights")
    parser.add_argument("--examples", type=Path, help="where examples are kept (.npz)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    manifest = read_manifest()
    if options.examples and options.examples.exists():
        examples = load(options.examples)
    else:
        examples = make_examples(manifest, options.workers)
        if options.examples:
            save(examples, options.examples)
    with options.out.open("wb") as file:
        write_recogniser(train(manifest, examples), file)


if __name__ == "__main__":
    main()
