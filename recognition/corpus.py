"""Examples to learn from: movements proposed in poses, what speaks for each, and what it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.checking.reps.proposals import Proposal, Proposer
from formcheck.exercises import load_exercise
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver
from recognition.labels import UNCLEAR, label_of
from recognition.manifest import Manifest
from recognition.takes import Take, TakeSource, sources


@dataclass(frozen=True, eq=False)
class Examples:
    """Movements, what speaks for and against each, and what it truly was.

    Attributes:
        evidence: (movements, evidence), single precision.
        labels: Index into the recogniser's classes, (movements,).
        kinds: Kind of movement that was done, (movements,).
        asked: The exercise whose signals proposed it, (movements,).
    """

    evidence: NDArray[np.float32]
    labels: NDArray[np.int16]
    kinds: NDArray[np.str_]
    asked: NDArray[np.str_]

    def only(self, chosen: NDArray[np.bool_]) -> Examples:
        """Some of the movements."""
        return Examples(
            self.evidence[chosen], self.labels[chosen], self.kinds[chosen], self.asked[chosen]
        )


def joined(parts: Sequence[Examples]) -> Examples:
    """The movements of all parts."""
    return Examples(
        np.concatenate([part.evidence for part in parts]),
        np.concatenate([part.labels for part in parts]),
        np.concatenate([part.kinds for part in parts]),
        np.concatenate([part.asked for part in parts]),
    )


def make_examples(manifest: Manifest, workers: int) -> Examples:
    """Draw, film and propose.

    Args:
        manifest: What is asked for.
        workers: How many processes; what comes out does not depend on it.
    """
    jobs = [(manifest, source) for source in sources(manifest)]
    with ProcessPoolExecutor(workers) as pool:
        return joined(
            [part for part in pool.map(examples_of, jobs, chunksize=2) if len(part.labels)]
        )


def examples_of(job: tuple[Manifest, TakeSource]) -> Examples:
    """The movements of one set.

    Args:
        job: What is asked for, and the set; one argument, for a pool.
    """
    manifest, source = job
    rows: list[NDArray[np.float32]] = []
    labels: list[int] = []
    asked: list[str] = []
    for take in source.takes(manifest):
        rng = np.random.default_rng([manifest.seed, take.seed])
        for exercise in manifest.classes:
            for label, evidence in _labelled(take, exercise, manifest, rng):
                rows.append(evidence)
                labels.append(label)
                asked.append(exercise)
    return Examples(
        np.array(rows, dtype=np.float32),
        np.array(labels, dtype=np.int16),
        np.array([source.kind] * len(rows), dtype=np.str_),
        np.array(asked, dtype=np.str_),
    )


def _labelled(
    take: Take, exercise: str, manifest: Manifest, rng: np.random.Generator
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """What the signals of an exercise propose in a take: label and evidence."""
    reps = take.reps if take.counted == exercise else ()
    full, short = manifest.full_class(exercise), manifest.short_class(exercise)
    known = [
        (label, each.evidence)
        for each in proposals(take.poses, exercise)
        if (label := label_of(each, reps, full, short)) != UNCLEAR
    ]
    most = manifest.proposals if reps else manifest.proposals // 2
    for index in rng.permutation(len(known))[:most]:
        label, evidence = known[index]
        yield label, evidence.astype(np.float32)


def proposals(poses: Sequence[Pose], exercise: str) -> list[Proposal]:
    """The movements that an exercise's signals propose.

    Args:
        poses: Of one person, in order of time.
        exercise: Its id.
    """
    rep = load_exercise(exercise).rep
    if rep is None:
        return []
    observer, proposer = SubjectObserver(), Proposer(rep.signals)
    found: list[Proposal] = []
    for pose in poses:
        subject = observer.update(pose)
        found += proposer.update(subject.time_s, subject.figure)
    return found + proposer.finish()
