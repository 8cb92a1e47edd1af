"""What the networks find under LiteRT: `python -m benchmarks.litert_poses`.

All around the landmark network is done anew, as MediaPipe describes it: the person is cut out by
two points that the network gives for that, points are refined on its heat maps and smoothed, the
mask is put back into the picture.  Only who is followed first is taken from MediaPipe.  Both see
each frame in turn; printed are, of each clip, how far their joints are apart, how much their masks
overlap, what is counted with either, and how long a frame takes.

Args are videos with their exercise, as `set.mp4=push-up`; without any the sample clips are taken.
LiteRT is no dependency: `python -m pip install ai-edge-litert`, in an environment of its own.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter

from benchmarks.litert import NETWORK, ROOT
from benchmarks.seams import clips_of, judged
from formcheck.exercises import load_exercise
from formcheck.finding.seams import distance
from formcheck.pose import FloatArray, Pose
from formcheck.vision.estimator import PoseEstimator, shrunk
from formcheck.vision.frames import Frame
from formcheck.vision.source import open_video

SIDE, MAP, POINTS = 256, 64, 39
LARGER = 1.25
KERNEL = 3
SURE = 0.5


@dataclass
class OneEuro:
    """MediaPipe's filter of points: the faster they go, the less it holds them back.

    Attributes:
        least: The lowest frequency that passes, Hz.
        beta: How much of the speed is added to it.
    """

    least: float
    beta: float
    _raw: FloatArray | None = None
    _value: FloatArray | None = None
    _speed: FloatArray | None = None

    def __call__(self, raw: FloatArray, scale: float, step_s: float) -> FloatArray:
        """Points, shape (many, axes), smoothed; `scale` relates their speed to the person."""
        if self._raw is None or self._value is None or self._speed is None:
            self._raw, self._value, self._speed = raw, raw, np.zeros_like(raw)
            return raw
        speed = (raw - self._raw) * scale / step_s
        share = _alpha(np.ones_like(raw), step_s)
        self._speed = share * speed + (1 - share) * self._speed
        share = _alpha(self.least + self.beta * np.abs(self._speed), step_s)
        self._raw, self._value = raw, share * raw + (1 - share) * self._value
        return self._value


def _alpha(cutoff: FloatArray, step_s: float) -> FloatArray:
    return 1 / (1 + 1 / (2 * math.pi * cutoff * step_s))


def _sigmoid(values: FloatArray) -> FloatArray:
    return 1 / (1 + np.exp(-np.clip(values, -50, 50)))


class LiteRTEstimator:
    """Finds one person's pose in the frames of a video, with LiteRT.

    Args:
        model: The bundle.
        threads: With how many threads.
    """

    def __init__(self, model: str, threads: int) -> None:
        with zipfile.ZipFile(ROOT / "models" / f"pose_landmarker_{model}.task") as bundle:
            content = bundle.read(NETWORK)
        self._network: Any = Interpreter(model_content=content, num_threads=threads)
        self._network.allocate_tensors()
        self._taken = self._network.get_input_details()[0]["index"]
        self._given = {
            tuple(each["shape"])[1:]: each["index"] for each in self._network.get_output_details()
        }
        self._smooth = OneEuro(0.05, 80.0)
        self._smooth_place = OneEuro(0.01, 10.0)
        self._smooth_world = OneEuro(0.1, 40.0)
        self._visible: FloatArray | None = None
        self._place: FloatArray | None = None
        self._last_s = 0.0

    def follow(self, pose: Pose) -> None:
        """Begin with a person who was found."""
        middle = pose.image[[23, 24]].mean(axis=0)
        up = pose.image[[11, 12]].mean(axis=0) - middle
        far = np.hypot(*(pose.image - middle).T).max()
        self._place = np.array([middle, middle + up / np.hypot(*up) * far])
        self._last_s = pose.time_s - 1 / 30

    def estimate(self, frame: Frame) -> tuple[Pose, FloatArray]:
        """The pose in a frame and the mask, 0 to 1, shape (height, width), in its pixels."""
        assert self._place is not None, "nobody is followed"
        (cx, cy), (sx, sy) = self._place
        size = 2 * math.hypot(sx - cx, sy - cy) * LARGER
        turned = math.pi / 2 - math.atan2(cy - sy, sx - cx)
        cos, sin = math.cos(turned) * size / SIDE, math.sin(turned) * size / SIDE
        half = SIDE / 2
        out_of = np.array(
            [[cos, -sin, cx - (cos - sin) * half], [sin, cos, cy - (sin + cos) * half]]
        )
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cut = cv2.warpAffine(
            frame.image, out_of, (SIDE, SIDE), flags=flags, borderMode=cv2.BORDER_REPLICATE
        )
        self._network.set_tensor(self._taken, cut[None].astype(np.float32) / 255)
        self._network.invoke()
        told = self._of(5 * POINTS).reshape(POINTS, 5).astype(float)
        points = self._refined(told[:, :2] / SIDE) * SIDE
        points = points @ out_of[:, :2].T + out_of[:, 2]
        step_s, self._last_s = frame.time_s - self._last_s, frame.time_s
        seen = _sigmoid(told[:33, 3])
        self._visible = seen if self._visible is None else 0.1 * seen + 0.9 * self._visible
        world = self._of(3 * POINTS).reshape(POINTS, 3)[:33].astype(float)
        x, y = world[:, 0].copy(), world[:, 1].copy()
        world[:, 0] = math.cos(turned) * x - math.sin(turned) * y
        world[:, 1] = math.sin(turned) * x + math.cos(turned) * y
        pose = Pose(
            frame.index,
            frame.time_s,
            frame.width,
            frame.height,
            image=self._smooth(points[:33], 1 / size, step_s),
            visibility=self._visible,
            world=self._smooth_world(world, 1.0, step_s),
        )
        self._place = self._smooth_place(points[33:35], 1 / size, step_s)
        flat = self._of(SIDE, SIDE, 1).reshape(SIDE, SIDE)
        mask = cv2.warpAffine(flat, out_of, (frame.width, frame.height), borderValue=-50.0)
        return pose, _sigmoid(np.asarray(mask, float))

    def _of(self, *shape: int) -> Any:
        return self._network.get_tensor(self._given[shape])

    def _refined(self, points: FloatArray) -> FloatArray:
        """Points where the heat maps say that they are, as far as those are sure."""
        maps = self._of(MAP, MAP, POINTS)[0]
        found = points.copy()
        for number, (x, y) in enumerate(points):
            column, row = int(x * MAP), int(y * MAP)
            if not (0 <= column < MAP and 0 <= row < MAP):
                continue
            left, top = max(0, column - KERNEL), max(0, row - KERNEL)
            near = maps[top : row + KERNEL + 1, left : column + KERNEL + 1, number]
            near = _sigmoid(near.astype(float))
            if near.max() >= SURE:
                rows, columns = np.indices(near.shape)
                total = near.sum()
                found[number] = (
                    (near * (columns + left)).sum() / total / MAP,
                    (near * (rows + top)).sum() / total / MAP,
                )
        return found


@dataclass
class Compared:
    """What came of a clip."""

    apart: list[float] = field(default_factory=list)
    overlap: list[float] = field(default_factory=list)
    ours_ms: list[float] = field(default_factory=list)
    theirs_ms: list[float] = field(default_factory=list)
    ours: list[Pose] = field(default_factory=list)
    theirs: list[Pose] = field(default_factory=list)


def compare(clip: Path, model: str, threads: int) -> Compared:
    """Look at a clip with both, frame by frame in turns."""
    found = Compared()
    other: LiteRTEstimator | None = None
    with open_video(clip) as source, PoseEstimator(model, watch_others=False) as estimator:
        for frame in source:
            began = time.perf_counter()
            pose, mask = estimator.estimate_with_mask(frame)
            found.ours_ms.append(1000 * (time.perf_counter() - began))
            if other is None:
                if not pose.present:
                    continue
                other = LiteRTEstimator(model, threads)
                other.follow(pose)
            assert shrunk(frame.image) is frame.image, "the clip is too large for this comparison"
            began = time.perf_counter()
            theirs, their_mask = other.estimate(frame)
            found.theirs_ms.append(1000 * (time.perf_counter() - began))
            found.ours.append(pose)
            found.theirs.append(theirs)
            if pose.present and mask is not None:
                found.apart.append(distance(pose, theirs))
                one, two = mask > SURE, their_mask > SURE
                found.overlap.append((one & two).sum() / max(1, (one | two).sum()))
    return found


def main() -> int:
    """Compare, and print."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("videos", nargs="*", metavar="VIDEO=EXERCISE")
    parser.add_argument("--model", default="full", choices=["lite", "full"])
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    print("| clip | joints apart, median | 95 % | masks, IoU | reps, ours | reps, LiteRT | "
          "ours, ms | LiteRT, ms | as fast |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|")
    for number, (clip, name) in enumerate(clips_of(options.videos), 1):
        found = compare(clip, options.model, options.threads)
        exercise = load_exercise(name)
        one, two = (len(judged(exercise, poses).reps) for poses in (found.ours, found.theirs))
        ours, theirs = statistics.median(found.ours_ms), statistics.median(found.theirs_ms)
        row = [
            f"{name} {number}",
            f"{statistics.median(found.apart):.4f}",
            f"{np.quantile(found.apart, 0.95):.4f}",
            f"{statistics.median(found.overlap):.3f}",
            str(one),
            str(two),
            f"{ours:.1f}",
            f"{theirs:.1f}",
            f"{ours / theirs:.2f}",
        ]
        print(f"| {' | '.join(row)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
