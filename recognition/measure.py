"""`python -m recognition.measure`: whole sessions over sets that were not trained on.

The sets are drawn as those of the training are, with another seed, so that bodies, cameras, styles
and joint errors are new; the kinds of movement are not.  Printed are, for each exercise and view,
how many sets were counted exactly and what was doubted, how well its faults were found (in those
sets and in others that are drawn for its risks), and how much was counted of everything else.  Of
each set that is drawn to be counted a film is looked at, too, that begins and ends anywhere in it.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np

from formcheck.evaluation.scoring.faults import JUDGED_S
from formcheck.evaluation.scoring.transcript import RIGHT, Transcript, observe, transcribe
from formcheck.exercises import Exercise, list_exercises, load_exercise
from formcheck.result.document import range_of
from recognition.check_sets import CheckSource, check_sources
from recognition.counted import Counted, found_of, shares_of
from recognition.excerpts import excerpt_of, without_cut_reps
from recognition.labels import NEARLY_FULL
from recognition.manifest import Manifest, read_manifest
from recognition.page import page
from recognition.takes import DrawnSource, FaultySource, Take
from recognition.true_faults import when_faulty
from studio.kinds.reading import kinds

SEED = 1_000_003
"""Is added to the training's seed."""

WORST = 12
"""How many of the movements that are taken for something else are printed."""

_Job = tuple[Manifest, Sequence[str], int, DrawnSource | FaultySource | CheckSource]


def measure(
    manifest: Manifest, exercises: Sequence[str], sets: int, others: int, workers: int
) -> list[Counted]:
    """Count unseen sets.

    Args:
        manifest: Of the training.
        exercises: Ids of those that count.
        sets: Of each kind of something else; six times as many of each exercise.
        others: How many of the exercises that a set does not show look at it, drawn for each.
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
    sources: list[DrawnSource | FaultySource] = [*drawn, *faulty]
    return _all([(unseen, tuple(exercises), others, source) for source in sources], workers)


def measure_checks(
    manifest: Manifest, exercises: Sequence[str], sets: int, workers: int
) -> list[Counted]:
    """Check the form of unseen sets that have one fault or none.

    Args:
        manifest: Of the training.
        exercises: Ids of those whose checks are measured.
        sets: How many faulty and how many good ones there are of each check.
        workers: How many processes.
    """
    unseen = replace(manifest, seed=manifest.seed + SEED)
    sources = check_sources(exercises, sets)
    return _all([(unseen, (source.exercise,), 0, source) for source in sources], workers)


def _all(jobs: Sequence[_Job], workers: int) -> list[Counted]:
    with ProcessPoolExecutor(workers) as pool:
        return [each for found in pool.map(_counted, jobs, chunksize=2) for each in found]


def _counts(kind: str, exercises: Sequence[str]) -> bool:
    return any(variant.counted in exercises for variant in kinds()[kind].variants)


def _counted(job: _Job) -> list[Counted]:
    manifest, exercises, others, source = job
    found: list[Counted] = []
    for take in source.takes(manifest):
        found += _looked_at(take, manifest, exercises, others, source.kind)
        if isinstance(source, DrawnSource):
            part = excerpt_of(take, manifest)
            if part is not None:
                known = without_cut_reps(part)
                seen = _looked_at(known, manifest, exercises, others, source.kind)
                found += [replace(each, excerpt=True) for each in seen]
    return found


def _looked_at(
    take: Take, manifest: Manifest, exercises: Sequence[str], others: int, kind: str
) -> Iterator[Counted]:
    """What the exercises that a take shows, and some others, make of it."""
    rng = np.random.default_rng([manifest.seed, take.seed])
    shown = [name for name in exercises if _shows(take, load_exercise(name))]
    hidden = [name for name in exercises if name not in shown]
    drawn = [hidden[i] for i in sorted(rng.permutation(len(hidden))[:others])]
    seen = observe(take.poses)
    asked = [load_exercise(name) for name in (*shown, *drawn)]
    for exercise, said in zip(asked, transcribe(seen, asked), strict=True):
        yield _in(take, said, kind, exercise)


def _shows(take: Take, exercise: Exercise) -> bool:
    return take.counted in (exercise.id, *(exercise.rep.also if exercise.rep else ()))


def _in(take: Take, said: Transcript, kind: str, exercise: Exercise) -> Counted:
    reps = sum(take.says(each.turn_s) for each in said.reps)
    doubts = [(each.fewer, each.more) for each in said.doubts if take.says(each.at_s)]
    least, most = range_of(reps, doubts)
    unclear = any(NEARLY_FULL[0] < rep.size < NEARLY_FULL[1] for rep in take.reps)
    own = _shows(take, exercise)
    return Counted(
        kind=kind,
        exercise=exercise.id,
        own=own,
        view=take.view,
        minutes=take.poses[-1].time_s / 60,
        true=None if own and unclear else sum(rep.full for rep in take.reps) if own else 0,
        reps=reps,
        least=least,
        most=most,
        faulty=frozenset(take.faults if own else ()),
        found=frozenset(fault.id for fault in said.faults),
        right=_right(take, said, exercise) if own else frozenset(),
        unclear=unclear_checks(take, exercise) if own else frozenset(),
    )


def unclear_checks(take: Take, exercise: Exercise) -> frozenset[str]:
    """The checks of the range of motion, where a rep went less than the full way."""
    if all(rep.size >= NEARLY_FULL[1] for rep in take.reps):
        return frozenset()
    ranges = {check.id for check in exercise.checks if check.severity == "range"}
    return frozenset(ranges - set(take.faults))


def _right(take: Take, said: Transcript, exercise: Exercise) -> frozenset[str]:
    """The checks that were said to be right for long enough to be a judgement.

    What fails is looked at where it does alone: it was missed if it was called right there.
    """
    right = said.verdicts == RIGHT
    for index, check in enumerate(exercise.checks):
        if check.id in take.faults and take.drawn is not None and take.view in check.views:
            right[:, index] &= when_faulty(take.drawn, exercise, check, said.times)
    lasted = said.lasting @ right
    pairs = zip(exercise.checks, lasted, strict=True)
    return frozenset(check.id for check, seconds in pairs if seconds >= JUDGED_S)


def told(found: Sequence[Counted], checked: Sequence[Counted] = ()) -> list[str]:
    """What a person wants to know of it, in lines.

    Args:
        found: What came of the sets.
        checked: What came of those that were drawn for checks.
    """
    parts = [each for each in found if each.excerpt]
    found = [each for each in found if not each.excerpt]
    lines = []
    for exercise in sorted({each.exercise for each in (*found, *checked)}):
        own = [each for each in found if each.own and each.exercise == exercise]
        clear = [each for each in own if each.true is not None]
        lines.append(f"{exercise}: {_counts_told(clear)}")
        lines += [
            f"  {view}: {_counts_told([each for each in clear if each.view == view])}"
            for view in sorted({each.view for each in clear})
        ]
        more = [each for each in checked if each.exercise == exercise]
        lines += _faults_told(load_exercise(exercise), [*own, *more])
    clear = [each for each in parts if each.own and each.true is not None]
    lines.append(f"films that begin and end anywhere: {_counts_told(clear)}")
    others = [each for each in found if not each.own]
    false, silent_pairs = (
        sum(e.reps for e in others),
        sum(e.reps > 0 and not e.doubted for e in others),
    )
    lines.append(
        f"something else: {len(others)} sets and checkers, "
        f"{false / max(0.01, sum(each.minutes for each in others)):.2f} reps a minute, "
        f"{100 * false / max(1, len(others)):.1f} in a hundred, {silent_pairs} undoubted"
    )
    by_kind: Counter[tuple[str, str]] = Counter()
    for each in others:
        by_kind[each.kind, each.exercise] += each.reps
    worst = by_kind.most_common(WORST)
    lines += [f"  {kind} as {exercise}: {count}" for (kind, exercise), count in worst if count]
    return lines


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
            f"{one.accused} of {one.good} accused, F1 {one.f1:.2f}; "
            f"{one.unjudged_faulty} and {one.unjudged_good} not judged"
        )


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m recognition.measure", description=__doc__)
    parser.add_argument("--sets", type=int, default=4, help="of each kind of something else")
    parser.add_argument("--others", type=int, default=3, help="exercises that see what is another")
    parser.add_argument("--checks", type=int, default=10, help="faulty and good sets a risk")
    parser.add_argument("--exercise", action="append", help="ID, all that count by default")
    parser.add_argument("--markdown", type=Path, help="write the page to this file")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    counting = [exercise.id for exercise in list_exercises() if exercise.rep]
    asked = options.exercise or counting
    if unknown := set(asked) - set(counting):
        parser.error(f"no exercise that counts: {', '.join(sorted(unknown))}")
    manifest = read_manifest()
    found = measure(manifest, asked, options.sets, options.others, options.workers)
    checked = measure_checks(manifest, asked, options.checks, options.workers)
    print("\n".join(told(found, checked)))
    if options.markdown:
        command = shlex.join(["python", "-m", "recognition.measure", *sys.argv[1:]])
        options.markdown.write_text(page(found, checked, command), encoding="utf-8")


if __name__ == "__main__":
    main()
