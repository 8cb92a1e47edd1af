"""Which counts flip when the same movement is seen a little otherwise.

Processors round differently, so that the same video gives poses that differ a little; people film
with other frame rates, and front cameras mirror.  A count that flips is one that another machine
may give differently.  That is bearable where it was doubted before.

Usage::

    python -m benchmarks.stability accuracy/test --seeds 5             # the committed poses
    python -m benchmarks.stability accuracy/test --seeds 5 --markdown docs/stability.md
    python -m benchmarks.stability FOLDER --poses-cache DIR --names    # videos, their poses kept
"""

from __future__ import annotations

import argparse
import os
import shlex
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.disturbed_poses import DISTURBANCES
from formcheck.driver import SessionDriver
from formcheck.evaluation.machine import processor
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.exercises import list_exercises, load_exercise
from formcheck.finding.pose_cache import PoseCache
from formcheck.pose import Pose
from formcheck.recording import read
from formcheck.report.files import atomic_write
from formcheck.result.document import Result

MOST_FLIPS = 0.02
"""The share of runs whose count may differ, beside no one that was not doubted before."""


@dataclass(frozen=True, slots=True)
class Stability:
    """The counts of one clip.

    Attributes:
        name: The clip's name.
        still: The count of the poses as they are.
        doubted: Whether that count was doubted.
        seen: By the way in which it was seen otherwise, how often each count was found.
    """

    name: str
    still: int
    doubted: bool
    seen: dict[str, Counter[int]]

    @property
    def all_seen(self) -> Counter[int]:
        """How often each count was found, in all ways together."""
        return sum(self.seen.values(), Counter())

    def runs(self, way: str) -> int:
        """How often it was seen in a way."""
        return self.seen.get(way, Counter()).total()

    def flips(self, way: str) -> int:
        """In how many runs of a way the count was another one."""
        return self.runs(way) - self.seen.get(way, Counter())[self.still]

    @property
    def all_flips(self) -> int:
        """In how many runs the count was another one, in all ways together."""
        return sum(map(self.flips, self.seen))


def stability(clip: tuple[str, Path, str], seeds: int) -> Stability:
    """Counts one clip as it is, and seen otherwise."""
    name, recording, exercise = clip
    poses = read(recording)
    info, frames = poses.info, list(poses)

    def analyse(moved: list[Pose]) -> Result:
        driver = SessionDriver(load_exercise(exercise), info)
        for pose in moved:
            driver.update(pose)
        driver.finish()
        return driver.result()

    still = analyse(frames)
    seen: dict[str, Counter[int]] = {}
    for way in DISTURBANCES:
        drawn = range(seeds if way.seeded else 1)
        seen[way.name] = Counter(
            analyse(way.of(frames, np.random.default_rng(seed))).summary.reps for seed in drawn
        )
    return Stability(name, still.summary.reps, bool(still.doubts), seen)


def document(found: Sequence[Stability], seeds: int, command: str) -> str:
    """What was found, as a document: each clip that flips has a line.

    Args:
        found: What came of each clip.
        seeds: How often each way that is drawn was tried.
        command: The command that makes the document.
    """
    lines = [
        "# Which counts flip when a movement is seen a little otherwise",
        "Made by a command. Every point of the poses of each clip is moved at random, in every "
        "frame, by up to 0.3 pixels, by up to one pixel and by up to 1 % of the trunk's length, "
        f"{seeds} times each; half the frames are left out; the picture is mirrored. Then the reps "
        "are counted again. Processors round differently: a count that flips here is one that "
        "another machine may give differently. A flip is *undoubted* where the count of the poses "
        "as they are had no doubt.",
        f"{_summary(found)}. At most {MOST_FLIPS:.0%} of the runs may differ, and none undoubted. "
        f"Measured on {processor()}. The lite and the heavy pose model are not tried here.",
        _table(
            ("seen", "runs", "count differs", "share", "undoubted"),
            [_row(way.name, found) for way in DISTURBANCES],
        ),
    ]
    flipping = _flipping(found)
    if flipping:
        rows = [
            (
                f"`{each.name}`",
                str(each.still),
                "yes" if each.doubted else "no",
                str(each.all_flips),
                _counts(each),
            )
            for each in flipping
        ]
        lines.append(
            _table(("clip", "as it is", "doubted", "runs that flip", "counts seen otherwise"), rows)
        )
    return "\n\n".join([*lines, f"From `{command}`"]) + "\n"


def _row(way: str, found: Sequence[Stability]) -> tuple[str, ...]:
    runs = sum(each.runs(way) for each in found)
    flips = sum(each.flips(way) for each in found)
    undoubted = sum(each.flips(way) for each in found if not each.doubted)
    share = f"{flips / runs:.3f}" if runs else "-"
    return way, str(runs), str(flips), share, str(undoubted)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _summary(found: Sequence[Stability]) -> str:
    runs = sum(each.all_seen.total() for each in found)
    flips = sum(each.all_flips for each in found)
    undoubted = sum(each.all_flips for each in found if not each.doubted)
    return (
        f"{len(_flipping(found))} of {len(found)} clips with reps flip; of {runs} runs {flips} "
        f"give another count, {undoubted} of them undoubted"
    )


def _flipping(found: Sequence[Stability]) -> list[Stability]:
    """The clips that flip: undoubted ones first, those that flip most often before others."""
    flipping = [each for each in found if each.all_flips]
    return sorted(flipping, key=lambda each: (each.doubted, -each.all_flips, each.name))


def _counts(each: Stability) -> str:
    return ", ".join(f"{count} x{times}" for count, times in sorted(each.all_seen.items()))


def main() -> None:
    """Prints how many clips flip, and which, where names may be told."""
    options = argparse.ArgumentParser(description="Which counts flip when seen otherwise.")
    options.add_argument("folder", type=Path)
    options.add_argument("--seeds", type=int, default=5)
    options.add_argument("--poses-cache", type=Path)
    options.add_argument("--names", action="store_true", help="name the clips that flip")
    options.add_argument(
        "--markdown", type=Path, help="write a document, which names the clips that flip"
    )
    given = options.parse_args()
    ours = {exercise.id for exercise in list_exercises() if exercise.kind == "reps"}
    cache = PoseCache(given.poses_cache) if given.poses_cache else None
    clips = [
        (truth.clip, cache.recording_of(truth.path) if cache else truth.path, truth.exercise)
        for truth in read_truths(given.folder)
        if truth.exercise in ours
    ]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(partial(stability, seeds=given.seeds), clips))
    print(_summary(found))
    if given.names:
        for each in _flipping(found):
            known = "doubted" if each.doubted else "undoubted"
            print(f"{each.name}: {each.still} as it is, {known}; otherwise: {_counts(each)}")
    if given.markdown:
        words = ["python", "-m", "benchmarks.stability", given.folder.as_posix()]
        words += ["--seeds", str(given.seeds), "--markdown", given.markdown.as_posix()]
        atomic_write(given.markdown, document(found, given.seeds, shlex.join(words)).encode())


if __name__ == "__main__":
    main()
