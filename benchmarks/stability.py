"""Which counts flip when every point of the poses moves by up to one pixel.

Processors round differently, so that the same video gives poses that differ by less than that. A
count that flips within a pixel is one that another machine may give differently.

Usage::

    python -m benchmarks.stability accuracy/test --seeds 20            # the committed poses
    python -m benchmarks.stability FOLDER --poses-cache DIR --names    # videos, their poses kept
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from formcheck.driver import SessionDriver
from formcheck.evaluation.truth.poses import PoseCache
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.exercises import list_exercises, load_exercise
from formcheck.pose import Pose
from formcheck.recording import read


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


def main() -> None:
    """Prints how many clips flip, and which, where names may be told."""
    options = argparse.ArgumentParser(description="Which counts flip within a pixel.")
    options.add_argument("folder", type=Path)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--poses-cache", type=Path)
    options.add_argument("--names", action="store_true", help="name the clips that flip")
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
    flipping = [each for each in found if each.flips]
    print(f"{len(flipping)} of {len(found)} clips with reps flip within 1 px, {given.seeds} tries")
    if given.names:
        for each in sorted(flipping, key=lambda one: -one.flips):
            counts = ", ".join(f"{count} x{times}" for count, times in sorted(each.moved.items()))
            print(f"{each.name}: {each.still} as it is; moved: {counts}")


if __name__ == "__main__":
    main()
