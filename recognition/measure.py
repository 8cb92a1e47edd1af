"""`python -m recognition.measure`: whole sessions over sets that were not trained on.

The sets are drawn as those of the training are, with another seed, so that bodies, cameras, styles
and joint errors are new; the kinds of movement are not.  Printed are, for each exercise and view,
how many sets were counted exactly and what was doubted, how well its faults were found, and how
much was counted of everything else.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.checking import Session
from formcheck.events import DoubtRaised, Event, FaultStarted, RepCounted
from formcheck.exercises import Exercise, list_exercises, load_exercise
from formcheck.pose import Pose
from formcheck.result.document import range_of
from formcheck.tracking import SubjectObserver
from recognition.labels import NEARLY_FULL
from recognition.manifest import Manifest, read_manifest
from recognition.takes import DrawnSource, FaultySource, Take
from studio.kinds.reading import kinds

SEED = 1_000_003
"""Is added to the training's seed."""

WORST = 12
"""How many of the movements that are taken for something else are printed."""


@dataclass(frozen=True)
class Counted:
    """What came of one set in one checker.

    Attributes:
        kind: What was done.
        exercise: What was asked for.
        own: Whether that is what was done.
        view: From where it was seen.
        minutes: How long it was seen.
        true: How many reps were done; None where a rep is so nearly full that nobody can say.
        reps: How many were counted.
        least: How many there are at least, by the doubts.
        most: How many there are at most.
        faulty: The checks that truly failed.
        found: The checks that were said to fail.
    """

    kind: str
    exercise: str
    own: bool
    view: str
    minutes: float
    true: int | None
    reps: int
    least: int
    most: int
    faulty: frozenset[str]
    found: frozenset[str]

    @property
    def doubted(self) -> bool:
        """Whether the count says that it may be wrong."""
        return self.least != self.most


def session(poses: Sequence[Pose], exercise: Exercise) -> list[Event]:
    """All events of a session."""
    observer, checker = SubjectObserver(), Session(exercise)
    events: list[Event] = []
    for pose in poses:
        events += checker.update(observer.update(pose))
    return events + checker.finish()


def measure(manifest: Manifest, exercises: Sequence[str], sets: int, workers: int) -> list[Counted]:
    """Count unseen sets.

    Args:
        manifest: Of the training.
        exercises: Ids of those that count.
        sets: Of each kind of something else; six times as many of each exercise.
        workers: How many processes.
    """
    unseen = replace(manifest, seed=manifest.seed + SEED, cameras=1, cameras_of_class=1)
    drawn = [
        DrawnSource(kind, number)
        for kind in manifest.kinds
        for number in range(6 * sets if _counts(kind, exercises) else sets)
    ]
    faulty = [
        FaultySource(kind, n)
        for kind in manifest.faulty_classes
        if kind in exercises
        for n in range(3 * sets)
    ]
    with ProcessPoolExecutor(workers) as pool:
        jobs = [(unseen, tuple(exercises), source) for source in (*drawn, *faulty)]
        return [each for found in pool.map(_counted, jobs, chunksize=2) for each in found]


def _counts(kind: str, exercises: Sequence[str]) -> bool:
    return any(variant.counted in exercises for variant in kinds()[kind].variants)


def _counted(job: tuple[Manifest, Sequence[str], DrawnSource | FaultySource]) -> list[Counted]:
    manifest, exercises, source = job
    return [
        _in(take, source.kind, exercise)
        for take in source.takes(manifest)
        for exercise in exercises
    ]


def _in(take: Take, kind: str, exercise: str) -> Counted:
    asked = load_exercise(exercise)
    events = session(take.poses, asked)
    reps = sum(isinstance(event, RepCounted) for event in events)
    doubts = [(e.fewer, e.more) for e in events if isinstance(e, DoubtRaised)]
    least, most = range_of(reps, doubts)
    unclear = any(NEARLY_FULL[0] < rep.size < NEARLY_FULL[1] for rep in take.reps)
    own = take.counted in (exercise, *(asked.rep.also if asked.rep else ()))
    true = None if own and unclear else sum(rep.full for rep in take.reps) if own else 0
    found = frozenset(event.id for event in events if isinstance(event, FaultStarted))
    faulty = frozenset(take.faults if own else ())
    minutes = take.poses[-1].time_s / 60
    view = take.view
    return Counted(kind, exercise, own, view, minutes, true, reps, least, most, faulty, found)


def told(found: Sequence[Counted]) -> list[str]:
    """What a person wants to know of it, in lines."""
    lines = []
    for exercise in sorted({each.exercise for each in found}):
        own = [each for each in found if each.own and each.exercise == exercise]
        clear = [each for each in own if each.true is not None]
        lines.append(f"{exercise}: {_counts_told(clear)}")
        lines += [
            f"  {view}: {_counts_told([each for each in clear if each.view == view])}"
            for view in sorted({each.view for each in clear})
        ]
        lines += _faults_told(load_exercise(exercise), own)
    others = [each for each in found if not each.own]
    false, silent_pairs = (
        sum(e.reps for e in others),
        sum(e.reps > 0 and not e.doubted for e in others),
    )
    lines.append(
        f"something else: {len(others)} sets and checkers, "
        f"{false / sum(each.minutes for each in others):.2f} reps a minute, "
        f"{100 * false / len(others):.1f} in a hundred, {silent_pairs} undoubted"
    )
    by_kind: Counter[tuple[str, str]] = Counter()
    for each in others:
        by_kind[each.kind, each.exercise] += each.reps
    worst = by_kind.most_common(WORST)
    lines += [f"  {kind} as {exercise}: {count}" for (kind, exercise), count in worst if count]
    return lines


@dataclass(frozen=True)
class Shares:
    """Shares of sets, 0 to 1; 0 where there is none.

    Attributes:
        exact: Whose count is right.
        within_one: Whose count is off by one at most.
        silent: Whose count is wrong and not doubted.
        doubted_right: Of the right ones, those that are doubted.
        in_range: Of the doubted ones, those whose range has the truth in it.
    """

    exact: float
    within_one: float
    silent: float
    doubted_right: float
    in_range: float


def shares_of(own: Sequence[Counted]) -> Shares:
    """How well sets were counted whose number of reps is known."""
    right = [each for each in own if each.reps == each.true]
    near = [each for each in own if each.true is not None and abs(each.reps - each.true) <= 1]
    silent = [each for each in own if each.reps != each.true and not each.doubted]
    unsure = [each for each in right if each.doubted]
    doubted = [each for each in own if each.doubted]
    within = [e for e in doubted if e.true is not None and e.least <= e.true <= e.most]
    n = max(1, len(own))
    return Shares(
        len(right) / n,
        len(near) / n,
        len(silent) / n,
        len(unsure) / max(1, len(right)),
        len(within) / max(1, len(doubted)),
    )


@dataclass(frozen=True)
class FaultFound:
    """How well a check found what truly fails, in sets and in the views in which it is judged.

    Attributes:
        id: Of the check.
        severity: What is at stake.
        faulty: How many sets have the fault.
        found: In how many of them it was said.
        good: How many have not.
        accused: In how many of them it was said.
    """

    id: str
    severity: str
    faulty: int
    found: int
    good: int
    accused: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is to be found or said."""
        both = self.faulty + self.found + self.accused
        return 2 * self.found / both if both else 0.0


def found_of(exercise: Exercise, own: Sequence[Counted]) -> Iterator[FaultFound]:
    """Of each check of which there is anything to say, how well it found what fails.

    Args:
        exercise: Whose checks.
        own: What came of its sets.
    """
    for check in exercise.checks:
        seen = [each for each in own if each.view in check.views and each.reps]
        faulty = [each for each in seen if check.id in each.faulty]
        said = [each for each in seen if check.id in each.found]
        right = sum(check.id in each.faulty for each in said)
        if faulty or said:
            good = len(seen) - len(faulty)
            wrong = len(said) - right
            yield FaultFound(check.id, check.severity, len(faulty), right, good, wrong)


def _counts_told(own: Sequence[Counted]) -> str:
    shares = shares_of(own)
    return (
        f"{len(own)} sets, exact {shares.exact:.2f}, within one {shares.within_one:.2f}, "
        f"silently wrong {shares.silent:.3f}; doubted of the right ones "
        f"{shares.doubted_right:.2f}; truth in the range of doubted ones {shares.in_range:.2f}"
    )


def _faults_told(exercise: Exercise, own: Sequence[Counted]) -> Iterator[str]:
    for one in found_of(exercise, own):
        yield (
            f"  {one.id} ({one.severity}): found {one.found} of {one.faulty}, "
            f"{one.accused} of {one.good} accused, F1 {one.f1:.2f}"
        )


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m recognition.measure", description=__doc__)
    parser.add_argument("--sets", type=int, default=4, help="of each kind of something else")
    parser.add_argument("--exercise", action="append", help="ID, all that count by default")
    parser.add_argument("--markdown", type=Path, help="write the page to this file")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    counting = [exercise.id for exercise in list_exercises() if exercise.rep]
    asked = options.exercise or counting
    if unknown := set(asked) - set(counting):
        parser.error(f"no exercise that counts: {', '.join(sorted(unknown))}")
    found = measure(read_manifest(), asked, options.sets, options.workers)
    print("\n".join(told(found)))
    if options.markdown:
        from recognition.page import page  # noqa: PLC0415  # the page is made of what is measured here

        options.markdown.write_text(page(found, options.sets), encoding="utf-8")


if __name__ == "__main__":
    main()
