"""Recognising movements: how much one looks like each exercise, and like something else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from formcheck.checking.reps.consensus import Opinion
from formcheck.checking.reps.evidence_names import EVIDENCE, hidden_limbs, without_limbs
from formcheck.checking.reps.proposals import Proposal
from formcheck.pose import FloatArray

WEIGHTS = "recogniser.npz"
"""The file of weights, beside this module; `recogniser.md` is its card."""

_Numbers = NDArray[np.floating[Any]]

ALONE = 2**19
"""OpenBLAS, which multiplies for NumPy, shares a product of so many multiplications out to threads.
Beside a pose model, which keeps every core at work, they wait for each other: a quarter of a second
in place of a millisecond."""

IN_STEP = 4
"""The rows of a product that are worked on together: one more takes as long as so many."""

FURTHEST = 5.0
"""Evidence further from its mean counts as so many deviations."""


@dataclass(frozen=True, eq=False)
class Recogniser:
    """A few small networks whose opinions are averaged.

    Attributes:
        classes: What is told apart, the first is something else.
        mean: Of the evidence, (evidence,).
        deviation: Of the evidence, (evidence,).
        layers: The networks' weights and biases, layer by layer: weights
            (networks, inputs, outputs), biases (networks, 1, outputs).
    """

    classes: tuple[str, ...]
    mean: _Numbers
    deviation: _Numbers
    layers: tuple[tuple[_Numbers, _Numbers], ...]

    @cached_property
    def at_once(self) -> int:
        """As many movements are judged at once as one thread does alone."""
        largest = max(math.prod(weights.shape[1:]) for weights, _ in self.layers)
        most = (ALONE - 1) // largest
        return max(1, most - most % IN_STEP)

    def probabilities(self, evidence: FloatArray) -> FloatArray:
        """How much movements look like each class.

        A limb that is hardly visible is guessed, well or badly: the opinion with what hangs on it
        and the one without are averaged.

        Args:
            evidence: Of the movements, (movements, evidence); what is NaN says nothing.

        Returns:
            (movements, classes), each row adding up to 1.
        """
        hidden = hidden_limbs(evidence)
        guessed = np.flatnonzero(hidden.any(axis=1))
        if not len(guessed):
            return self._as_read(evidence)
        left = evidence[guessed]
        without_limbs(left, hidden[guessed])
        # Both are asked together: the weights, which are large, come from memory once.
        both = self._as_read(np.concatenate([evidence, left]))
        found, others = both[: len(evidence)], both[len(evidence) :]
        found[guessed] = (found[guessed] + others) / 2.0
        return found

    def _as_read(self, evidence: FloatArray) -> FloatArray:
        """The same of what was read, whether it was guessed or not."""
        parts = range(0, max(1, len(evidence)), self.at_once)
        return np.concatenate([self._at_once(evidence[i : i + self.at_once]) for i in parts])

    def _at_once(self, evidence: FloatArray) -> FloatArray:
        scaled = ((evidence - self.mean) / self.deviation).astype(np.float32)
        scaled[np.isnan(scaled)] = 0.0
        values: _Numbers = np.clip(scaled, -FURTHEST, FURTHEST)[None]
        for number, (weights, biases) in enumerate(self.layers):
            values = values @ weights + biases
            if number < len(self.layers) - 1:
                values = np.maximum(values, 0.0)
        values = np.exp(values - values.max(axis=2, keepdims=True))
        shares = values / values.sum(axis=2, keepdims=True)
        found: FloatArray = shares.mean(axis=0, dtype=np.float64)
        return found


def short_of(exercise: str) -> str:
    """The class of an exercise's reps that do not go all the way.

    >>> short_of("push-up")
    'push-up:short'
    """
    return f"{exercise}:short"


@cache
def shipped_recogniser() -> Recogniser:
    """The recogniser whose weights come with the package."""
    with resources.files(__package__).joinpath(WEIGHTS).open("rb") as file:
        return read_recogniser(file)


def read_recogniser(file: IO[bytes]) -> Recogniser:
    """Read weights.

    Args:
        file: As `write_recogniser` wrote it.

    Raises:
        ValueError: Its evidence is not what this version reads of movements.
    """
    found = np.load(file)
    if tuple(found["evidence"]) != EVIDENCE:
        raise ValueError("these weights are of other evidence: train the recogniser again")
    layers = tuple(
        (_single(found[f"weights_{i}"]), _single(found[f"biases_{i}"]))
        for i in range(int(found["layers"]))
    )
    classes = tuple(str(name) for name in found["classes"])
    return Recogniser(classes, _single(found["mean"]), _single(found["deviation"]), layers)


def write_recogniser(recogniser: Recogniser, file: IO[bytes]) -> None:
    """Write weights, as half precision.

    Args:
        recogniser: What to write.
        file: Where to.
    """
    arrays = {
        "evidence": np.array(EVIDENCE),
        "classes": np.array(recogniser.classes),
        "mean": recogniser.mean.astype(np.float32),
        "deviation": recogniser.deviation.astype(np.float32),
        "layers": np.array(len(recogniser.layers)),
    }
    for i, (weights, biases) in enumerate(recogniser.layers):
        arrays[f"weights_{i}"] = weights.astype(np.float16)
        arrays[f"biases_{i}"] = biases.astype(np.float16)
    np.savez_compressed(file, allow_pickle=False, **arrays)


def _single(values: _Numbers) -> _Numbers:
    """Half precision as single: twice the numbers would come from memory, and say no more."""
    return np.asarray(values, dtype=np.float32)


class LooksLike:
    """The opinion of the recogniser on one exercise.

    Args:
        exercise: Its id; the recogniser must know it.
        recogniser: The shipped one if None.
        also: Ids of others whose reps are its reps, too; what the recogniser does not know of
            them is left out.
    """

    def __init__(
        self, exercise: str, recogniser: Recogniser | None = None, also: Sequence[str] = ()
    ) -> None:
        self._recogniser = recogniser or shipped_recogniser()
        classes = self._recogniser.classes
        ids = (exercise, *also)
        self._full = [classes.index(each) for each in ids if each in classes]
        self._short = [classes.index(short_of(each)) for each in ids if short_of(each) in classes]

    def opinions(self, proposals: Sequence[Proposal]) -> list[Opinion]:
        """What the recogniser says of movements; it is asked once of each, for all exercises."""
        if not proposals:
            return []
        me = self._recogniser
        new = [proposal for proposal in proposals if me not in proposal.judged]
        if new:
            found = me.probabilities(np.array([proposal.evidence for proposal in new]))
            for proposal, of in zip(new, found.tolist(), strict=True):
                proposal.judged[me] = of
        said = [(proposal, proposal.judged[me]) for proposal in proposals]
        return [
            Opinion(proposal, sum(of[i] for i in self._full), sum(of[i] for i in self._short))
            for proposal, of in said
        ]
