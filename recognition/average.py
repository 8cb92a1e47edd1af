"""`python -m recognition.average OLD:0,4 NEW:0,1,4`: one recogniser out of several trainings.

Trainings of other corpora err in other movements of people who are unlike what was drawn, and the
average of their networks errs in fewer.  So some networks of the trainings before stay when a new
one comes; no more of each than are needed, because each costs its time in every movement.  After
each file the numbers of its networks stand that are taken.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from formcheck.checking.reps.recogniser import Recogniser, read_recogniser, write_recogniser
from recognition.train import OUT


def averaged(parts: Sequence[tuple[Recogniser, Sequence[int]]]) -> Recogniser:
    """One recogniser of some networks of each, which read evidence as the first of them scales it.

    Evidence that is further from its mean than `FURTHEST` is cut off where the first one does so.

    Args:
        parts: Recognisers of the same classes, with the same layers, and the numbers of the
            networks that are taken of each.

    Raises:
        ValueError: They tell other classes apart.
    """
    first = parts[0][0]
    if any(other.classes != first.classes for other, _ in parts):
        raise ValueError("these weights tell other classes apart: train all of them again")
    layers = [
        [(weights[list(taken)], biases[list(taken)]) for weights, biases in _rescaled(other, first)]
        for other, taken in parts
    ]
    return Recogniser(
        first.classes,
        first.mean,
        first.deviation,
        tuple(
            (
                np.concatenate([weights for weights, _ in alike]),
                np.concatenate([biases for _, biases in alike]),
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


def _part(text: str) -> tuple[Recogniser, list[int]]:
    path, _, numbers = text.rpartition(":")
    with Path(path).open("rb") as file:
        return read_recogniser(file), [int(number) for number in numbers.split(",")]


def main() -> None:
    """Reads the command line, averages, writes."""
    parser = argparse.ArgumentParser(prog="python -m recognition.average", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="+",
        type=_part,
        metavar="FILE:N,N",
        help="what trainings wrote, and which networks of it",
    )
    parser.add_argument("--out", type=Path, default=OUT, help="the file of weights")
    options = parser.parse_args()
    made = averaged(options.parts)  # before the file is opened, which may be one of them
    with options.out.open("wb") as file:
        write_recogniser(made, file)


if __name__ == "__main__":
    main()
