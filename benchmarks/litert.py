"""How fast the bundle's own networks run under LiteRT: `python -m benchmarks.litert`.

MediaPipe runs the landmark network with one thread.  Would the same network under LiteRT, with two,
be worth a second way to find poses?  Measured in turns, in one run: a whole call of our estimator
while it follows a person of a sample clip (decoding left out), and the landmark network alone under
LiteRT with one thread and with two.  The last column is how many times as fast a call would be if
all that surrounds the network (cropping, smoothing, masks) took as long as now.

LiteRT is no dependency: `python -m pip install ai-edge-litert`, in an environment of its own.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.frames import Frame
from formcheck.vision.source import open_video

ROOT = Path(__file__).parents[1]
CLIP = ROOT / "sample_videos" / "row-rounded.mp4"
NETWORK = "pose_landmarks_detector.tflite"
GOAL = 1.5
"""From how many times as fast on a second backend is worth its keep."""


def network(model: str, threads: int) -> Callable[[], None]:
    """What runs the landmark network of a bundle once.

    Args:
        model: Which bundle.
        threads: With how many threads.
    """
    with zipfile.ZipFile(ROOT / "models" / f"pose_landmarker_{model}.task") as bundle:
        content = bundle.read(NETWORK)
    interpreter: Any = Interpreter(model_content=content, num_threads=threads)
    interpreter.allocate_tensors()
    (taken,) = interpreter.get_input_details()
    picture = np.random.default_rng(1).random(taken["shape"], dtype=np.float32)

    def run() -> None:
        interpreter.set_tensor(taken["index"], picture)
        interpreter.invoke()
        for out in interpreter.get_output_details():
            interpreter.get_tensor(out["index"])

    return run


def frames(count: int) -> list[Frame]:
    """Frames of the clip, one after the other."""
    found: list[Frame] = []
    with open_video(CLIP) as source:
        for frame in source:
            found.append(frame)
            if len(found) == count:
                break
    return found


def measure(model: str, rounds: int, each: int) -> tuple[float, float, float]:
    """Medians of a call of our estimator, and of the network with one thread and two, ms."""
    left = iter(frames(10 + rounds * each))
    one, two = network(model, 1), network(model, 2)
    taken: tuple[list[float], list[float], list[float]] = ([], [], [])
    with PoseEstimator(model) as estimator:
        for _ in range(10):  # until it follows somebody
            estimator.estimate(next(left))
            one()
            two()
        calls: tuple[Callable[[], object], ...] = (
            lambda: estimator.estimate(next(left)),
            one,
            two,
        )
        for _ in range(rounds):
            for call, times in zip(calls, taken, strict=True):
                for _ in range(each):
                    began = time.perf_counter()
                    call()
                    times.append(1000 * (time.perf_counter() - began))
    whole, alone, both = (statistics.median(times) for times in taken)
    return whole, alone, both


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--each", type=int, default=20, help="calls in a row of each")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; goal {GOAL} times as fast")
    print("| model | our call, ms | network, 1 thread | 2 threads | 1 over 2 | call by call |")
    print("|---|---|---|---|---|---|")
    for model in ("lite", "full"):
        whole, one, two = measure(model, options.rounds, options.each)
        row = (whole, one, two, one / two, whole / (whole - one + two))
        print(f"| {model} | " + " | ".join(f"{each:.2f}" for each in row) + " |")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
