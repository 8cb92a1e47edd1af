"""`python -m recognition.train`: draws sets, trains the recogniser, writes its weights and card.

It takes about half an hour on two cores.  `--examples FILE` keeps the examples, so that another
training of the same corpus takes a minute.
"""

from __future__ import annotations

import argparse
import os
import warnings
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from formcheck.checking.reps import recogniser as shipped
from formcheck.checking.reps.recogniser import FURTHEST, Recogniser, write_recogniser
from recognition.corpus import Examples, make_examples
from recognition.manifest import Manifest, read_manifest

OUT = Path(shipped.__file__).with_name(shipped.WEIGHTS)
LEAST_DEVIATION = 1e-3


def train(manifest: Manifest, examples: Examples) -> Recogniser:
    """Train the networks.

    Rare classes weigh more, by the root of how rare they are.

    Args:
        manifest: How.
        examples: What to learn from.

    Raises:
        SystemExit: there is no example of some class.
    """
    evidence = examples.evidence.astype(np.float64)
    mean, deviation = evidence.mean(axis=0), evidence.std(axis=0) + LEAST_DEVIATION
    scaled = np.clip((evidence - mean) / deviation, -FURTHEST, FURTHEST)
    classes = manifest.all_classes
    count = np.bincount(examples.labels, minlength=len(classes))
    if not count.all():
        missing = [name for name, n in zip(classes, count, strict=True) if not n]
        raise SystemExit(f"there is no example of: {', '.join(missing)}; draw more sets")
    weight = np.sqrt(len(scaled) / count)[examples.labels]
    networks = []
    for seed in range(manifest.networks):
        network = MLPClassifier(
            manifest.hidden,
            alpha=manifest.penalty,
            batch_size=manifest.batch,
            learning_rate_init=manifest.rate,
            max_iter=manifest.epochs,
            n_iter_no_change=manifest.epochs,
            random_state=seed,
        )
        with warnings.catch_warnings():
            # The number of epochs is chosen, not reached by convergence.
            warnings.simplefilter("ignore", ConvergenceWarning)
            network.fit(scaled, examples.labels, sample_weight=weight / weight.mean())
        networks.append(network)
    layers = tuple(
        (
            np.stack([network.coefs_[i] for network in networks]),
            np.stack([network.intercepts_[i][None] for network in networks]),
        )
        for i in range(len(manifest.hidden) + 1)
    )
    return Recogniser(classes, mean, deviation, layers)


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
