"""Which counts flip when every point of the poses moves by up to one pixel.

Processors round differently, so that the same video gives poses that differ by less than that. A
count that flips within a pixel is one that another machine may give differently.

Usage::

    python -m benchmarks.stability accuracy/test --seeds 20            # the committed poses
    python -m benchmarks.stability accuracy/test --seeds 20 --markdown docs/stability.md
    python -m benchmarks.stability FOLDER --poses-cache DIR --names    # videos, their poses kept
"""

from __future__ import annotations

import argparse
import os
import shlex
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from formcheck.driver import SessionDriver
from formcheck.evaluation.truth.pose_cache import PoseCache
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.exercises import list_exercises, load_exercise
from formcheck.pose import Pose
from formcheck.recording import read
from formcheck.report.files import atomic_write


@dataclass(frozen=True, slots=True)
class Stability:
    """The counts of one clip.

    Attributes:
        name: The clip's name.
        still: The count of the poses as they are.
        moved: How often each count was found with every point moved.
    """

    name: str
    still: int
    moved: Counter[int]

    @property
    def flips(self) -> int:
        """In how many tries the count was another one."""
        return self.moved.total() - self.moved[self.still]


def stability(clip: tuple[str, Path, str], seeds: int) -> Stability:
    """Counts one clip as it is, and with every point moved at random by up to a pixel."""
    name, recording, exercise = clip
    poses = read(recording)
    info, frames = poses.info, list(poses)

    def count(moved: list[Pose]) -> int:
        driver = SessionDriver(load_exercise(exercise), info)
        for pose in moved:
            driver.update(pose)
        driver.finish()
        return driver.result().summary.reps

    counts: Counter[int] = Counter()
    for seed in range(seeds):
        random = np.random.default_rng(seed)
        counts[count([_moved(pose, random) for pose in frames])] += 1
    return Stability(name, count(frames), counts)


def _moved(pose: Pose, random: np.random.Generator) -> Pose:
    return replace(pose, image=pose.image + random.uniform(-1, 1, pose.image.shape))


def document(found: list[Stability], seeds: int, command: str) -> str:
    """What was found, as a document: each clip that flips has a line.

    Args:
        found: What came of each clip.
        seeds: How often each was tried.
        command: The command that makes the document.
    """
    tries = sum(each.moved.total() for each in found)
    flips = sum(each.flips for each in found)
    lines = [
        "# Which counts flip within a pixel",
        "Made by a command. Every point of the poses of each clip is moved at random by up to one "
        f"pixel, {seeds} times, and the reps are counted again. Processors round differently, and "
        "their poses differ by less than that: a count that flips here is one that another "
        "machine may give differently.",
        f"{_summary(found, seeds)}. Of all {tries} tries {flips} gave another count than the poses "
        "as they are. Clips without reps are not among them.",
    ]
    flipping = _flipping(found)
    if flipping:
        rows = [
            f"| `{each.name}` | {each.still} | {each.flips} | {_counts(each)} |"
            for each in flipping
        ]
        head = ["| clip | as it is | tries that flip | counts when moved |", "|---|---|---|---|"]
        lines.append("\n".join([*head, *rows]))
    return "\n\n".join([*lines, f"From `{command}`"]) + "\n"


def _summary(found: list[Stability], seeds: int) -> str:
    flipping = len(_flipping(found))
    return f"{flipping} of {len(found)} clips with reps flip within 1 px, {seeds} tries each"


def _flipping(found: list[Stability]) -> list[Stability]:
    """The clips that flip, those that flip most often first."""
    flipping = [each for each in found if each.flips]
    return sorted(flipping, key=lambda each: (-each.flips, each.name))


def _counts(each: Stability) -> str:
    return ", ".join(f"{count} x{times}" for count, times in sorted(each.moved.items()))


def main() -> None:
    """Prints how many clips flip, and which, where names may be told."""
    options = argparse.ArgumentParser(description="Which counts flip within a pixel.")
    options.add_argument("folder", type=Path)
    options.add_argument("--seeds", type=int, default=20)
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
    print(_summary(found, given.seeds))
    if given.names:
        for each in _flipping(found):
            print(f"{each.name}: {each.still} as it is; moved: {_counts(each)}")
    if given.markdown:
        words = ["python", "-m", "benchmarks.stability", given.folder.as_posix()]
        words += ["--seeds", str(given.seeds), "--markdown", given.markdown.as_posix()]
        atomic_write(given.markdown, document(found, given.seeds, shlex.join(words)).encode())


if __name__ == "__main__":
    main()
