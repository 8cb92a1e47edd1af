"""`python -m recognition.realism EXAMPLES FOLDER ...`: what of drawn reps is unlike filmed ones.

EXAMPLES are those that `python -m recognition.train --examples` kept, each FOLDER has filmed clips
with their `truth.json`.  The numbers that speak for a movement are read of each true rep; a number
is told where most clips of an exercise lie outside of nearly all that was drawn of it.  That says
where to draw otherwise; nothing of it is learnt from.  One number for each exercise, and for all,
says how unlikely filmed reps are beside the drawn ones: it is smaller, the more what is drawn is as
people are filmed.  It does not say that more is counted right after a training on it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.checking.reps.evidence_names import EVIDENCE
from formcheck.checking.reps.proposals import Proposal, Proposer
from formcheck.checking.reps.recogniser import LooksLike
from formcheck.evaluation.truth.clip_truth import ClipTruth
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.exercises import Exercise, load_exercise
from formcheck.finding.pose_cache import PoseCache
from formcheck.pose import FloatArray, Pose
from formcheck.recording import read
from formcheck.tracking import SubjectObserver
from recognition.manifest import read_manifest
from recognition.train import load

NEARLY_ALL = (3.0, 50.0, 97.0)
"""Percentiles of what was drawn: where it ends, and its middle."""

MOST = 0.5
"""From this share of clips on that lie outside, a number is told."""

LEAST_CLIPS = 2
"""One clip may be odd."""

NEAR_SHARE, NEAR_S = 0.3, 0.5
"""A movement is a true rep if its turns lie within this share of the time between reps, and so many
seconds: turns were noted by eye."""

TOLD = 12
"""How many numbers are printed of an exercise."""

MIDDLE = (16.0, 50.0, 84.0)
"""Percentiles: what lies between the first and the last is within one deviation of the middle."""

LEAST_DEVIATION = 0.03
"""Some numbers hardly vary in what is drawn; filmed people differ by this in any of them."""

FURTHEST = 6.0
"""No number is further off than so many deviations: a single one says no more than that."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is another in drawn reps than in filmed ones.

    Attributes:
        name: Which of the evidence.
        drawn: Where nearly all of what was drawn begins, its middle, and where it ends.
        filmed: The median of each clip.
        outside: The share of clips that lie outside, on the same side.
    """

    name: str
    drawn: tuple[float, float, float]
    filmed: tuple[float, ...]
    outside: float


def differences(drawn: NDArray[np.floating], clips: Sequence[FloatArray]) -> list[Difference]:
    """The numbers of which most clips lie outside of nearly all that was drawn, the worst first.

    Args:
        drawn: Evidence of drawn reps, (reps, evidence); NaN where it was not seen.
        clips: The same of filmed ones, one array for each clip.
    """
    filmed = np.array([_median(clip) for clip in clips])
    found = []
    for i, name in enumerate(EVIDENCE):
        seen, known = (column[np.isfinite(column)] for column in (filmed[:, i], drawn[:, i]))
        if len(seen) < LEAST_CLIPS or not len(known):
            continue
        low, middle, high = (float(each) for each in np.percentile(known, NEARLY_ALL))
        outside = max(float((seen < low).mean()), float((seen > high).mean()))
        if outside >= MOST:
            found.append(Difference(name, (low, middle, high), tuple(map(float, seen)), outside))
    return sorted(found, key=lambda each: -each.outside)


def unlikeliness(drawn: NDArray[np.floating], clips: Sequence[FloatArray]) -> float:
    """How unlikely filmed reps are beside the drawn ones.

    Each number of a clip, the median of its reps, is held against a normal distribution with the
    middle and the deviation of what was drawn.

    Args:
        drawn: Evidence of drawn reps, (reps, evidence); NaN where it was not seen.
        clips: The same of filmed ones, one array for each clip.

    Returns:
        The mean of minus the logarithm of the density, but for a constant: nats a number.
    """
    known = np.isfinite(drawn).any(axis=0)
    low, middle, high = np.nanpercentile(drawn[:, known], MIDDLE, axis=0)
    deviation = np.maximum((high - low) / 2.0, LEAST_DEVIATION)
    filmed = np.array([_median(clip) for clip in clips])[:, known]
    off = np.clip((filmed - middle) / deviation, -FURTHEST, FURTHEST)
    return float(np.nanmean(off**2 / 2.0 + np.log(deviation)))


def _median(clip: FloatArray) -> FloatArray:
    """Of each number that was seen in any rep; NaN of the others."""
    seen = np.isfinite(clip).any(axis=0)
    found: FloatArray = np.full(clip.shape[1], np.nan)
    found[seen] = np.nanmedian(clip[:, seen], axis=0)
    return found


def evidence_of(exercise: Exercise, poses: Sequence[Pose], turns: Sequence[float]) -> FloatArray:
    """The evidence of true reps, (reps, evidence): of what is proposed at a turn the likeliest.

    Args:
        exercise: What is done.
        poses: Of the clip.
        turns: When its reps turn, seconds.
    """
    assert exercise.rep is not None
    proposer, observer = Proposer(exercise.rep.signals), SubjectObserver()
    movements: list[Proposal] = []
    for pose in poses:
        seen = observer.update(pose)
        movements += proposer.update(seen.time_s, seen.figure)
    movements += proposer.finish()
    near_s = min([NEAR_S, *(NEAR_SHARE * float(step) for step in np.diff(turns))])
    opinions = LooksLike(exercise.id).opinions([each for each in movements if len(each.evidence)])
    found = []
    for turn_s in turns:
        here = [each for each in opinions if abs(each.proposal.turn_s - turn_s) <= near_s]
        if here:
            found.append(max(here, key=lambda each: each.full).proposal.evidence)
    return np.array(found).reshape(-1, len(EVIDENCE))


def filmed(truths: Sequence[ClipTruth], cache: PoseCache) -> Mapping[str, list[FloatArray]]:
    """The evidence of each clip whose reps are known, (reps, evidence), by exercise.

    Args:
        truths: Of clips; those without known reps are left out.
        cache: Where their poses are.
    """
    found: defaultdict[str, list[FloatArray]] = defaultdict(list)
    known = read_manifest().classes
    for truth in truths:
        if truth.exercise not in known or not truth.turns:
            continue
        poses = tuple(read(cache.recording_of(truth.path)))
        evidence = evidence_of(load_exercise(truth.exercise), poses, truth.turns)
        if len(evidence):
            found[truth.exercise].append(evidence)
    return found


def lines(exercise: str, clips: int, found: Sequence[Difference], unlikely: float) -> Iterator[str]:
    """What is told of an exercise.

    Args:
        exercise: Its id.
        clips: How many were filmed.
        found: What is unlike, the worst first.
        unlikely: How unlikely its filmed reps are, nats a number.
    """
    yield (
        f"{exercise}: {len(found)} of {len(EVIDENCE)} numbers are unlike in {clips} clips, "
        f"unlikeliness {unlikely:.2f}"
    )
    for each in found[:TOLD]:
        drawn = " / ".join(f"{value:.2f}" for value in each.drawn)
        seen = " ".join(f"{value:.2f}" for value in each.filmed)
        yield f"  {each.name}: drawn {drawn}, filmed {seen}"


def main() -> None:
    """Reads the command line, compares, prints."""
    parser = argparse.ArgumentParser(prog="python -m recognition.realism", description=__doc__)
    parser.add_argument("examples", type=Path, help="what a training kept (.npz)")
    parser.add_argument("folders", type=Path, nargs="+", help="clips with their truth")
    parser.add_argument("--poses-cache", type=Path, required=True, help="where poses are kept")
    options = parser.parse_args()
    truths = [truth for folder in options.folders for truth in read_truths(folder)]
    clips = filmed(truths, PoseCache(options.poses_cache))
    drawn, manifest = load(options.examples), read_manifest()
    unlikely = []
    for exercise, seen in sorted(clips.items()):
        rows = drawn.evidence[drawn.labels == manifest.full_class(exercise)]
        unlikely.append(unlikeliness(rows, seen))
        print(*lines(exercise, len(seen), differences(rows, seen), unlikely[-1]), sep="\n")
    print(f"unlikeliness of all: {np.mean(unlikely):.3f}")


if __name__ == "__main__":
    main()
