"""What a seam between two chunks of a video changes: `python -m benchmarks.seams`.

Each clip is looked at in one go, and by estimators that begin somewhere in it.  What the first saw
before a border and another one after it is judged as a video in chunks is, and each rep's start,
turn and end are compared with those of one go.  Beside it stands how far the points of the two are
apart, by how long the second had looked, and what noise of that size does to the same poses where
there is no seam: points that drift by as much, each for a third of a second.

Args are videos with their exercise, as `set.mp4=push-up`; without any the sample clips are taken,
and their truth says which exercise each is.  `--keep DIR` keeps the poses for another time.
"""

from __future__ import annotations

import argparse
import json
import pickle
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.disturbed_poses import trunk_length
from formcheck.driver import SessionDriver
from formcheck.exercises import Exercise, load_exercise
from formcheck.finding.chunks import LEAD_S
from formcheck.finding.seams import distance
from formcheck.pose import Pose
from formcheck.recording import SourceInfo
from formcheck.result import Result
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.source import open_video

SAMPLES = Path(__file__).parents[1] / "sample_videos"
BEGINNINGS = (0.15, 0.3, 0.5)
"""Where the second estimator begins, shares of the clip."""

LEADS_S = (0.5, 1.0, 2.0, LEAD_S, 6.0)
DRIFT_S = 0.3
NOISES = 4
MEDIAN_OF_TWO = 1.177
"""The median length of a step whose two parts are normally distributed with a deviation of one."""

Apart = list[float] | None
"""How far each time is from that of one go, in frames; None where another number was counted."""


@dataclass
class Tally:
    """What came of many comparisons.

    Attributes:
        within: Times that are within a frame of those of one go.
        times: All of them.
        runs: How often something was compared...
        counts: ...and how often as many reps were counted.
    """

    within: int = 0
    times: int = 0
    runs: int = 0
    counts: int = 0

    def add(self, apart: Apart) -> None:
        """Add a comparison."""
        self.runs += 1
        if apart is not None:
            self.counts += 1
            self.times += len(apart)
            self.within += sum(each <= 1.0 for each in apart)

    def __str__(self) -> str:
        """As a row's cells.

        >>> tally = Tally()
        >>> tally.add([0.2, 1.5, 0.0]); tally.add(None)
        >>> str(tally)
        '1 of 2 | 2 of 3 (.667)'
        """
        share = f"{self.within / max(self.times, 1):.3f}".lstrip("0")
        return f"{self.counts} of {self.runs} | {self.within} of {self.times} ({share})"


@dataclass
class Found:
    """All that was compared.

    Attributes:
        by_lead: What a seam does, by for how long the second estimator had looked.
        noise: What noise does.
        distances: How far both are apart, in lengths of the trunk, by the second since it began.
    """

    by_lead: dict[float, Tally] = field(default_factory=lambda: {each: Tally() for each in LEADS_S})
    noise: Tally = field(default_factory=Tally)
    distances: dict[int, list[float]] = field(default_factory=dict)


def seen_from(clip: Path, start_s: float | None, model: str) -> list[Pose]:
    """The poses that an estimator finds that begins at a time."""
    with open_video(str(clip), start=start_s) as source, PoseEstimator(model) as estimator:
        return [estimator.estimate(frame) for frame in source]


def looked_at(clip: Path, model: str, kept: Path) -> tuple[list[Pose], dict[float, list[Pose]]]:
    """What is seen in one go, and from each of the beginnings on."""
    file = kept / f"{clip.stem}-{model}.pickle"
    if not file.exists():
        whole = seen_from(clip, None, model)
        begun = [share * whole[-1].time_s for share in BEGINNINGS]
        others = {start_s: seen_from(clip, start_s, model) for start_s in begun}
        file.write_bytes(pickle.dumps((whole, others)))
    found: tuple[list[Pose], dict[float, list[Pose]]] = pickle.loads(file.read_bytes())
    return found


def judged(exercise: Exercise, poses: Sequence[Pose]) -> Result:
    """What is said of the poses of a video."""
    last = poses[-1]
    info = SourceInfo("video.mp4", last.time_s, 30.0, last.width, last.height)
    driver = SessionDriver(exercise, info)
    for index, pose in enumerate(poses):
        driver.update(replace(pose, index=index))
    driver.finish()
    return driver.result()


def apart(one: Result, other: Result, frame_s: float) -> Apart:
    """How far each time of the reps is from the other's, in frames."""
    if len(one.reps) != len(other.reps):
        return None
    return [
        abs(a - b) / frame_s
        for mine, theirs in zip(one.reps, other.reps, strict=True)
        for a, b in (
            (mine.start_s, theirs.start_s),
            (mine.turn_s, theirs.turn_s),
            (mine.end_s, theirs.end_s),
        )
    ]


def drifting(poses: Sequence[Pose], size: float, random: np.random.Generator) -> Iterator[Pose]:
    """The poses with points that drift.

    Args:
        poses: Of all frames.
        size: How far points are off, the median, in lengths of the trunk.
        random: Draws how they drift.
    """
    drift, before_s = random.normal(size=(33, 2)), poses[0].time_s
    for pose in poses:
        stays = float(np.exp((before_s - pose.time_s) / DRIFT_S))
        drift = stays * drift + np.sqrt(1 - stays**2) * random.normal(size=(33, 2))
        before_s = pose.time_s
        if not pose.present:
            yield pose
            continue
        off = drift * size / MEDIAN_OF_TWO
        world = pose.world.copy()
        world[:, :2] += off * trunk_length(pose.world)
        yield replace(pose, image=pose.image + off * trunk_length(pose.image), world=world)


def compare(exercise: Exercise, clip: Path, model: str, kept: Path, found: Found) -> None:
    """Compare one clip in chunks, and with noise, with itself in one go."""
    whole, others = looked_at(clip, model, kept)
    frame_s = float(np.median(np.diff([pose.time_s for pose in whole])))
    said = judged(exercise, whole)
    at = {pose.time_s: pose for pose in whole}
    settled: list[float] = []
    for start_s, poses in others.items():
        for pose in poses:
            same = at.get(pose.time_s)
            if same is not None and same.present and pose.present:
                off = distance(same, pose)
                found.distances.setdefault(int(pose.time_s - start_s), []).append(off)
                settled += [off] if pose.time_s - start_s >= LEAD_S else []
        for lead_s in LEADS_S:
            border_s = start_s + lead_s
            if border_s > whole[-1].time_s - 1.0:
                continue
            mixed = [pose for pose in whole if pose.time_s < border_s]
            mixed += [pose for pose in poses if pose.time_s >= border_s]
            found.by_lead[lead_s].add(apart(said, judged(exercise, mixed), frame_s))
    random = np.random.default_rng(1)
    for _ in range(NOISES if settled else 0):
        noisy = list(drifting(whole, statistics.median(settled), random))
        found.noise.add(apart(said, judged(exercise, noisy), frame_s))


def clips_of(given: Sequence[str]) -> list[tuple[Path, str]]:
    """The videos with their exercises."""
    if given:
        return [(Path(path), exercise) for path, _, exercise in (e.rpartition("=") for e in given)]
    truths = [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.json"))]
    return [
        (SAMPLES / truth["clip"], truth["exercise"] or "bent-over-row")
        for truth in truths
        if truth.get("clip")
    ]


def main() -> int:
    """Compare, and print."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("videos", nargs="*", metavar="VIDEO=EXERCISE")
    parser.add_argument("--model", default="full", choices=["lite", "full", "heavy"])
    parser.add_argument("--keep", type=Path, help="a folder for the poses")
    options = parser.parse_args()
    found = Found()
    with nullcontext(options.keep) if options.keep else TemporaryDirectory() as folder:
        for clip, exercise in clips_of(options.videos):
            compare(load_exercise(exercise), clip, options.model, Path(folder), found)
    print("seconds since the second began | points apart, median, trunk lengths")
    for second in (0, 1, 2, 4, 6, 8):
        if second in found.distances:
            print(f"{second} | {statistics.median(found.distances[second]):.4f}")
    print("changed by | as many reps | times within a frame")
    for lead_s, tally in found.by_lead.items():
        print(f"a seam, looked at for {lead_s:g} s before | {tally}")
    print(f"noise of that size, and no seam | {found.noise}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
