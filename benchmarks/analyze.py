"""What a whole analysis costs, against a bare loop: `python -m benchmarks.analyze [VIDEO]`.

Prints, measured in one run on one machine:

- frames a second of `analyze` over a loop that only decodes and calls the pose model with the
  same options (goal 0.9), and the same with an annotated video (goal 0.75).  The three take turns,
  and the median of the rounds' ratios counts: other work on the machine hits them alike.
- milliseconds of processor time a frame that the rules take (goal 0.3), and that they take without
  counting (goal 0.2), on recorded poses; `benchmarks.rules` has more of it.
- how much more memory a clip of ten minutes takes than one of one minute (goal 60 MB), each in a
  process of its own.  The clips are a short one, repeated, at a low resolution and frame rate.

The status is 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from benchmarks.rules import REST_MS, WHOLE_MS, RulesCost, cost_of
from formcheck import analyze, load_exercise
from formcheck.recording import read
from formcheck.vision.estimator import make_landmarker
from formcheck.vision.native_logs import quiet

SAMPLES = Path(__file__).parent.parent / "sample_videos"
GOALS = {
    "analyze": 0.9,
    "annotate": 0.75,
    "rules_ms": WHOLE_MS,
    "checks_ms": REST_MS,
    "memory_mb": 60.0,
}
LONG_SIZE = (320, 180)
LONG_FPS = 10


def bare_loop(video: Path, model: str) -> int:
    """Decode a video and find the poses, and nothing else.

    Args:
        video: The file.
        model: The pose model's name.

    Returns:
        How many frames there were.
    """
    import mediapipe  # noqa: PLC0415

    count = 0
    with (
        av.open(str(video)) as container,
        quiet(),
        closing(make_landmarker(model, masks=True)) as landmarker,
    ):
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            image = np.ascontiguousarray(frame.to_ndarray(format="rgb24"))
            picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=image)
            landmarker.detect_for_video(picture, round(float(frame.time or 0.0) * 1000))
            count += 1
    return count


def measure_speed(video: Path, exercise: str, model: Any, rounds: int) -> dict[str, float]:
    """Let the bare loop, the analysis and the annotated one take turns.

    Args:
        video: The file.
        exercise: What to check.
        model: The pose model's name.
        rounds: How many turns each has.

    Returns:
        Frames a second of the bare loop, and the two ratios.
    """
    rules = load_exercise(exercise)
    seconds: dict[str, list[float]] = {"bare": [], "analyze": [], "annotate": []}
    frames = 0
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds + 1):
            for way, taken in seconds.items():
                began = time.perf_counter()
                if way == "bare":
                    frames = bare_loop(video, model)
                else:
                    annotate = way == "annotate"
                    analyze(video, rules, model=model, out=Path(folder), annotate=annotate)
                if turn:  # the first one warms up
                    taken.append(time.perf_counter() - began)
    result = {"fps": frames / statistics.median(seconds["bare"])}
    for way in ("analyze", "annotate"):
        ratios = [bare / own for bare, own in zip(seconds["bare"], seconds[way], strict=True)]
        result[way] = statistics.median(ratios)
    return result


def measure_rules(video: Path, exercise: str, model: Any) -> RulesCost:
    """Measure what the rules cost, on the poses of a video."""
    rules = load_exercise(exercise)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "poses.jsonl")
        analyze(video, rules, model=model, record=record)
        return cost_of(list(read(record)), rules)


def write_long(video: Path, path: Path, seconds: float) -> None:
    """Repeat a clip, small, until it is so long.

    Args:
        video: The clip.
        path: The file to write.
        seconds: How long it should be.
    """
    width, height = LONG_SIZE
    small = path.with_suffix(".short.mp4")
    with av.open(str(video)) as source, av.open(str(small), "w") as output:
        every = max(1, round((source.streams.video[0].average_rate or 30) / LONG_FPS))
        stream = output.add_stream("libx264", rate=LONG_FPS, options={"bf": "0"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number, frame in enumerate(source.decode(video=0)):
            if number % every:
                continue
            picture = frame.reformat(width, height, "yuv420p")
            picture.pts, picture.time_base = number // every, Fraction(1, LONG_FPS)
            output.mux(stream.encode(picture))
        output.mux(stream.encode())
    with av.open(str(path), "w") as output:
        copy, shift, reached = None, 0, 0.0
        while reached < seconds:
            with av.open(str(small)) as source:
                stream = source.streams.video[0]
                if copy is None:
                    copy = output.add_stream_from_template(stream)
                    copy.time_base = stream.time_base
                last = step = 0
                for packet in source.demux(stream):
                    if packet.pts is None or packet.dts is None:
                        continue
                    step, last = packet.pts - last, packet.pts
                    packet.pts += shift
                    packet.dts += shift
                    packet.stream = copy
                    output.mux(packet)
                shift += last + step
                reached = shift * float(stream.time_base or 0)
    small.unlink()


def peak_memory_mb(video: Path, exercise: str, model: str) -> float:
    """Return the peak memory of an analysis in a process of its own, in MB."""
    code = (
        "import resource, sys, pathlib, formcheck\n"
        "formcheck.analyze(sys.argv[1], formcheck.load_exercise(sys.argv[2]), model=sys.argv[3],\n"
        "                  out=pathlib.Path(sys.argv[4]), annotate=True)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(peak / (1024 ** 2 if sys.platform == 'darwin' else 1024))\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", code, str(video), exercise, model, folder],
            env={**os.environ, "PYTHONPATH": str(SAMPLES.parent)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return float(done.stdout)


def measure_memory(video: Path, exercise: str) -> dict[str, float]:
    """Return the peak memory for a minute, for ten and the difference, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        peaks = []
        for minutes in (1, 10):
            path = Path(folder, f"{minutes}.mp4")
            write_long(video, path, 60.0 * minutes)
            peaks.append(peak_memory_mb(path, exercise, "lite"))
    return {
        "memory_1_min_mb": peaks[0],
        "memory_10_min_mb": peaks[1],
        "memory_mb": peaks[1] - peaks[0],
    }


def main() -> int:
    """Measure, print and compare with the goals."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("video", type=Path, nargs="?", default=SAMPLES / "row-flat.mp4")
    parser.add_argument("--exercise", default="bent-over-row")
    parser.add_argument("--model", default="full", choices=["lite", "full", "heavy"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--skip-memory", action="store_true", help="it takes some minutes")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = measure_speed(options.video, options.exercise, options.model, options.rounds)
    cost = measure_rules(options.video, options.exercise, options.model)
    results |= {"rules_ms": cost.whole, "checks_ms": cost.rest}
    if not options.skip_memory:
        results |= measure_memory(options.video, options.exercise)
    missed = [
        name
        for name, goal in GOALS.items()
        if name in results
        and (results[name] < goal if name in {"analyze", "annotate"} else results[name] > goal)
    ]
    if options.json:
        print(json.dumps(results))
        return bool(missed)
    print(
        f"bare loop (decode, pose model {options.model} with masks): {results['fps']:.1f} frames/s"
    )
    print(f"analysis over bare loop:    {results['analyze']:.2f}  (goal {GOALS['analyze']})")
    print(f"annotated over bare loop:   {results['annotate']:.2f}  (goal {GOALS['annotate']})")
    print(f"rules, CPU ms a frame:      {results['rules_ms']:.3f}  (goal {GOALS['rules_ms']})")
    print(f"without counting:           {results['checks_ms']:.3f}  (goal {GOALS['checks_ms']})")
    if "memory_mb" in results:
        print(
            f"peak memory, 1 and 10 min:  {results['memory_1_min_mb']:.0f} and "
            f"{results['memory_10_min_mb']:.0f} MB, {results['memory_mb']:+.0f} MB "
            f"(goal {GOALS['memory_mb']:.0f})"
        )
    if missed:
        print("missed: " + ", ".join(missed))
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
