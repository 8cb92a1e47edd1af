"""Which counts flip when the same movement is seen a little otherwise.

Processors round differently, so that the same video gives poses that differ a little; people film
with other frame rates, and front cameras mirror.  A count that flips is one that another machine
may give differently.  That is bearable where it was doubted before.

Usage::

    python -m benchmarks.stability accuracy/test --seeds 5             # the committed poses
    python -m benchmarks.stability accuracy/test --seeds 5 --markdown docs/stability.md
    python -m benchmarks.stability FOLDER... --poses-cache DIR --names   # videos, their poses kept
    python -m benchmarks.stability FOLDER... --poses-cache DIR --other-models lite --json FILE
    python -m benchmarks.stability accuracy/test --also FILE --markdown docs/stability.md

With `--json` what came of a folder is kept without a name, so that it can stand beside other clips.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

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
from formcheck.vision.models import ModelName

MOST_FLIPS = 0.02
"""The share of runs whose count may differ, beside no one that was not doubted before."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What is counted again and again.

    Attributes:
        name: The clip's name.
        poses: Its recording.
        exercise: What is done in it.
        others: Names of other pose models, each with what it read of the same clip.
    """

    name: str
    poses: Path
    exercise: str
    others: tuple[tuple[str, Path], ...] = ()


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


def stability(clip: Clip, seeds: int) -> Stability:
    """Counts one clip as it is, and seen otherwise."""
    poses = read(clip.poses)
    info, frames = poses.info, list(poses)

    def analyse(moved: list[Pose]) -> Result:
        driver = SessionDriver(load_exercise(clip.exercise), info)
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
    for model, recording in clip.others:
        seen[model_way(model)] = Counter([analyse(list(read(recording))).summary.reps])
    return Stability(clip.name, still.summary.reps, bool(still.doubts), seen)


def model_way(model: str) -> str:
    """The words for clips that another pose model read.

    >>> model_way("lite")
    'the lite model'
    """
    return f"the {model} model"


HEAD = ("seen", "runs", "count differs", "share", "undoubted")


def nameless(found: Sequence[Stability], seeds: int) -> dict[str, Any]:
    """What came of clips that may not be named.

    Args:
        found: What came of each clip.
        seeds: How often each way that is drawn was tried.
    """
    return {
        "summary": _summary(found),
        "seeds": seeds,
        "rows": [_row(way, found) for way in _ways(found)],
        "processor": processor(),
    }


def _ways(found: Sequence[Stability]) -> list[str]:
    """The ways in which some clip was seen, in order."""
    models = [model_way(model) for model in get_args(ModelName)]
    usual = [way.name for way in DISTURBANCES]
    return [*usual, *(way for way in models if any(way in each.seen for each in found))]


def document(
    found: Sequence[Stability], seeds: int, command: str, also: dict[str, Any] | None = None
) -> str:
    """What was found, as a document: each clip that flips has a line.

    Args:
        found: What came of each clip.
        seeds: How often each way that is drawn was tried.
        command: The command that makes the document.
        also: What came of real people, as `nameless` says it.
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
        f"Measured on {processor()}.",
        _table(HEAD, [_row(way, found) for way in _ways(found)]),
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
    if also:
        lines += [
            "## Real people",
            "The same of videos of real people, which are no part of the project, and what other "
            f"pose models read of them, against the full one. {also['summary']} (each way that is "
            f"drawn {also['seeds']} times). Measured by `make footage` on {also['processor']}. "
            "A model that is not named was not tried.",
            _table(HEAD, also["rows"]),
        ]
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
    options.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    options.add_argument("--seeds", type=int, default=5)
    options.add_argument("--poses-cache", type=Path)
    options.add_argument(
        "--other-models",
        nargs="+",
        default=[],
        choices=get_args(ModelName),
        help="count what these read of the videos, too; needs --poses-cache",
    )
    options.add_argument("--names", action="store_true", help="name the clips that flip")
    options.add_argument(
        "--markdown", type=Path, help="write a document, which names the clips that flip"
    )
    options.add_argument("--json", type=Path, help="write what was found, without names")
    options.add_argument("--also", type=Path, help="what --json wrote, for the document")
    given = options.parse_args()
    if given.other_models and not given.poses_cache:
        options.error("--other-models needs --poses-cache, where what they read is kept")
    clips = _clips(given.folders, given.poses_cache, given.other_models)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(partial(stability, seeds=given.seeds), clips))
    print(_summary(found))
    if given.names:
        for each in _flipping(found):
            known = "doubted" if each.doubted else "undoubted"
            print(f"{each.name}: {each.still} as it is, {known}; otherwise: {_counts(each)}")
    if given.json:
        text = json.dumps(nameless(found, given.seeds), indent=1)
        atomic_write(given.json, f"{text}\n".encode())
    if given.markdown:
        words = ["python", "-m", "benchmarks.stability"]
        words += [folder.as_posix() for folder in given.folders]
        words += ["--seeds", str(given.seeds)]
        words += ["--also", given.also.as_posix()] if given.also else []
        words += ["--markdown", given.markdown.as_posix()]
        also = json.loads(given.also.read_text("utf-8")) if given.also else None
        text = document(found, given.seeds, shlex.join(words), also)
        atomic_write(given.markdown, text.encode())


def _clips(folders: Sequence[Path], kept: Path | None, others: Sequence[ModelName]) -> list[Clip]:
    """The clips of reps in some folders; poses of videos are found now if they are not kept."""
    ours = {exercise.id for exercise in list_exercises() if exercise.kind == "reps"}
    cache = PoseCache(kept) if kept else None
    more = [(model, PoseCache(kept, model)) for model in others] if kept else []
    return [
        Clip(
            truth.clip,
            cache.recording_of(truth.path) if cache else truth.path,
            truth.exercise,
            tuple((model, other.recording_of(truth.path)) for model, other in more),
        )
        for folder in folders
        for truth in read_truths(folder)
        if truth.exercise in ours
    ]


if __name__ == "__main__":
    main()
