"""`python -m recognition.average OLD NEW --each 0 1 4`: one recogniser out of several trainings.

Trainings of other corpora err in other movements of people who are unlike what was drawn, and the
average of their networks errs in fewer.  So some networks of the trainings before stay when a new
one comes; no more of each than are needed, because each costs its time in every movement.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from formcheck.checking.reps.recogniser import Recogniser, read_recogniser, write_recogniser
from recognition.train import OUT


def averaged(recognisers: Sequence[Recogniser], each: Sequence[int]) -> Recogniser:
    """One recogniser of some networks of each, which read evidence as the first of them scales it.

    Evidence that is further from its mean than `FURTHEST` is cut off where the first one does so.

    Args:
        recognisers: Of the same classes, with the same layers.
        each: The numbers of the networks that are taken of each.

    Raises:
        ValueError: They tell other classes apart.
    """
    first = recognisers[0]
    if any(other.classes != first.classes for other in recognisers):
        raise ValueError("these weights tell other classes apart: train all of them again")
    chosen = list(each)
    layers = [_rescaled(other, first) for other in recognisers]
    return Recogniser(
        first.classes,
        first.mean,
        first.deviation,
        tuple(
            (
                np.concatenate([weights[chosen] for weights, _ in alike]),
                np.concatenate([biases[chosen] for _, biases in alike]),
            )
            for alike in zip(*layers, strict=True)
        ),
    )


def _rescaled(other: Recogniser, first: Recogniser) -> list[tuple[np.ndarray, np.ndarray]]:
    """Its layers, for evidence that is scaled as another one scales it."""
    (weights, biases), *rest = other.layers
    scale = first.deviation / other.deviation
    shift = (first.mean - other.mean) / other.deviation
    return [(weights * scale[:, None], biases + (shift @ weights)[:, None]), *rest]


def main() -> None:
    """Reads the command line, averages, writes."""
    parser = argparse.ArgumentParser(prog="python -m recognition.average", description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+", help="files that trainings wrote")
    parser.add_argument("--each", type=int, nargs="+", required=True, help="networks of each")
    parser.add_argument("--out", type=Path, default=OUT, help="the file of weights")
    options = parser.parse_args()
    recognisers = []
    for path in options.weights:
        with path.open("rb") as file:
            recognisers.append(read_recogniser(file))
    with options.out.open("wb") as file:
        write_recogniser(averaged(recognisers, options.each), file)


if __name__ == "__main__":
    main()
