"""Examples to learn from: movements proposed in poses, what speaks for each, and what it was."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from formcheck.checking.reps.proposals import Proposal, Proposer, family_of
from formcheck.checking.reps.signals import Direction
from formcheck.exercises import find_exercise
from formcheck.tracking import SubjectObserver
from recognition.excerpts import excerpt_of
from recognition.labels import UNCLEAR, label_of
from recognition.manifest import Manifest
from recognition.takes import Take, TakeSource, sources

WAYS: tuple[Direction, ...] = ("rises", "falls")


@dataclass(frozen=True, eq=False)
class Examples:
    """Movements, what speaks for and against each, and what it truly was.

    Attributes:
        evidence: (movements, evidence), single precision.
        labels: Index into the recogniser's classes, (movements,).
        kinds: Kind of movement that was done, (movements,).
        signals: What proposed it, and which way it goes, (movements,).
    """

    evidence: NDArray[np.float32]
    labels: NDArray[np.int16]
    kinds: NDArray[np.str_]
    signals: NDArray[np.str_]

    def only(self, chosen: NDArray[np.bool_]) -> Examples:
        """Some of the movements.

        Args:
            chosen: which, (n,).
        """
        return Examples(
            self.evidence[chosen], self.labels[chosen], self.kinds[chosen], self.signals[chosen]
        )


def joined(parts: Sequence[Examples]) -> Examples:
    """The movements of all parts."""
    return Examples(
        np.concatenate([part.evidence for part in parts]),
        np.concatenate([part.labels for part in parts]),
        np.concatenate([part.kinds for part in parts]),
        np.concatenate([part.signals for part in parts]),
    )


def make_examples(manifest: Manifest, workers: int) -> Examples:
    """Draw, film and propose.

    Args:
        manifest: What is asked for.
        workers: How many processes; what comes out does not depend on it.
    """
    return examples_from(manifest, sources(manifest), workers)


def examples_from(manifest: Manifest, made: Sequence[TakeSource], workers: int) -> Examples:
    """The same of some of the sources."""
    jobs = [(manifest, source) for source in made]
    with ProcessPoolExecutor(workers) as pool:
        return joined(
            [part for part in pool.map(examples_of, jobs, chunksize=2) if len(part.labels)]
        )


def examples_of(job: tuple[Manifest, TakeSource]) -> Examples:
    """The movements of one set, and of a film that begins and ends anywhere in it.

    Args:
        job: What is asked for, and the set; one argument, for a pool.
    """
    manifest, source = job
    found: list[tuple[int, Proposal]] = []
    for take in source.takes(manifest):
        found += _labelled(take, manifest)
        part = excerpt_of(take, manifest)
        if part is not None:
            found += _labelled(part, manifest)
    return Examples(
        np.array([each.evidence for _, each in found], dtype=np.float32),
        np.array([label for label, _ in found], dtype=np.int16),
        np.array([source.kind] * len(found), dtype=np.str_),
        np.array([each.signal for _, each in found], dtype=np.str_),
    )


Asked = tuple[str, Direction]
"""A signal, and which way it goes in a rep."""


@cache
def signals_of(exercises: tuple[str, ...]) -> tuple[Asked, ...]:
    """All signals of some exercises, in order.

    Args:
        exercises: Their ids.
    """
    reps = [rep for name in exercises if (rep := find_exercise(name).rep) is not None]
    return tuple(sorted({signal for rep in reps for signal in rep.signals.items()}))


def _labelled(take: Take, manifest: Manifest) -> list[tuple[int, Proposal]]:
    """Some of what all signals propose in a take, each with its class."""
    rng = np.random.default_rng([manifest.seed, take.seed])
    counted = take.counted in manifest.classes
    reps = take.reps if counted else ()
    full = manifest.full_class(take.counted) if counted else 0
    short = manifest.short_class(take.counted) if counted else 0
    own = signals_of((take.counted,)) if counted else ()
    others = [signal for signal in signals_of(manifest.classes) if signal not in own]
    drawn = [others[i] for i in rng.permutation(len(others))[: manifest.others]]
    observer = SubjectObserver()
    seen = [observer.update(pose) for pose in take.poses]
    kept: list[tuple[int, Proposal]] = []
    for way in WAYS:
        signals = {name: its_way for name, its_way in (*own, *drawn) if its_way == way}
        labels: list[int] = []

        def wanted(proposal: Proposal, labels: list[int] = labels, way: Direction = way) -> bool:
            known = take.says(proposal.turn_s)
            labels.append(label_of(proposal, reps, full, short) if known else UNCLEAR)
            is_own = (family_of(proposal.signal), way) in own
            share = manifest.own_share if is_own else manifest.share
            return labels[-1] != UNCLEAR and rng.random() < share

        proposer = Proposer(signals, evidence=wanted)
        found = [
            each for one in seen for each in proposer.update(one.time_s, one.figure)
        ] + proposer.finish()
        kept += [pair for pair in zip(labels, found, strict=True) if len(pair[1].evidence)]
    chosen = rng.permutation(len(kept))[: manifest.proposals]
    return [kept[i] for i in sorted(chosen)]
