"""How much faster several cores are than one: `python -m benchmarks.scale`.

Videos are made of sample clips: one of a minute, one of five minutes, and eight of ten seconds.
Each is analysed with one worker and with several, in turns, in one run; printed is the median of
the rounds' ratios (goals: 1.6, 1.8 and 1.8 with two cores).  Beside it stands what the division
itself costs: the frames that are looked at with leads over the frames that there are, which no
other work on the machine can change, and the best ratio that this allows.

`--live` measures how long a frame of a live session takes while the long video is analysed as an
upload is, over how long it takes alone (goal: at most 1.3).

`--markdown docs/every-core.md` publishes what is printed.  The status is 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from fractions import Fraction
from functools import partial
from pathlib import Path

import av

import formcheck
from formcheck.evaluation.machine import processor
from formcheck.finding.chunks import divide
from formcheck.jobs.batch import run_all
from formcheck.jobs.process_pool import WorkerPool, cores
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.source import open_video

SAMPLES = Path(__file__).parents[1] / "sample_videos"
CLIPS = ("row-flat", "row-rounded", "row-partial", "reverse-fly", "reverse-fly-side", "idle")
SIZE = (848, 480)
FPS = 30
GOALS = {"one of 60 s": 1.6, "one of 300 s": 1.8, "eight of 10 s": 1.8}
LIVE_GOAL = 1.3
LIVE_FRAMES = 150

PAGE = """# Every core

A long video is looked at in parts side by side, several videos beside each other. How many times
as fast that is with two processes as with one, in one run, and what a live session beside it pays:

```
$ {command}
{said}
```

At best is what the parts allow: each begins four seconds early, and the last one to end decides.
"""


def write_joined(path: Path, seconds: float) -> Path:
    """Join sample clips, again and again, to a video of some length."""
    count = 0
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=FPS, options={"preset": "veryfast"})
        (stream.width, stream.height), stream.pix_fmt = SIZE, "yuv420p"
        while count < seconds * FPS:
            for name in CLIPS:
                with av.open(str(SAMPLES / f"{name}.mp4")) as clip:
                    for frame in clip.decode(video=0):
                        if count >= seconds * FPS:
                            break
                        picture = frame.reformat(*SIZE, "yuv420p")
                        picture.pts, picture.time_base = count, Fraction(1, FPS)
                        output.mux(stream.encode(picture))
                        count += 1
        output.mux(stream.encode())
    return path


def overhead(video: Path) -> tuple[float, list[float]]:
    """How many seconds are looked at over how many there are, and those of each chunk."""
    with open_video(video) as source:
        chunks = divide(source)
        length_s = source.info.duration_s or 0.0
    spans = [min(chunk.end_s, length_s) - chunk.lead_s for chunk in chunks]
    return sum(spans) / length_s, spans


def best_ratio(videos: Sequence[Path], workers: int) -> float:
    """What so many workers could reach if nothing else took time: one over the longest share."""
    spans = [span for video in videos for span in overhead(video)[1]]
    loads = [0.0] * workers
    for span in spans:
        loads[loads.index(min(loads))] += span
    return sum(spans) / max(loads)


def analyze(video: Path, model: str, executor: Executor | None, at_once: int) -> None:
    """Analyse a video as `formcheck analyze --out` does."""
    with tempfile.TemporaryDirectory() as folder:
        formcheck.analyze(
            video,
            formcheck.load_exercise("bent-over-row"),
            model=model,  # type: ignore[arg-type]
            out=Path(folder),
            executor=executor,
            at_once=at_once,
        )


def seconds_of(videos: Sequence[Path], model: str, workers: int) -> float:
    """How long the videos take with so many workers, their start included, seconds."""
    began = time.perf_counter()
    with WorkerPool(workers, reuse=True, background=False) as pool:
        if len(videos) == 1:
            analyze(videos[0], model, pool, workers)
        else:
            calls = [partial(analyze, video, model, None, 1) for video in videos]
            for _, future in run_all(pool, calls, at_once=workers):
                future.result()
    return time.perf_counter() - began


def live_ms(video: Path) -> float:
    """How long a frame takes a live session's estimator at 15 frames a second, median, ms."""
    taken = []
    with open_video(video) as source, PoseEstimator("full") as estimator:
        for number, frame in enumerate(source):
            began = time.perf_counter()
            estimator.estimate(frame)
            taken.append(time.perf_counter() - began)
            time.sleep(max(0.0, 1 / 15 - taken[-1]))
            if number == LIVE_FRAMES:
                break
    return 1000 * statistics.median(taken[10:])


def live_ratio(video: Path) -> float:
    """How much longer a live frame takes while a video is analysed as an upload is.

    Raises:
        SystemExit: The upload was done too early.
    """
    alone = live_ms(video)
    with WorkerPool(1) as pool:
        upload = pool.submit(analyze, video, "full", None, cores())
        time.sleep(8.0)  # it has begun
        beside = live_ms(video)
        if upload.done():
            raise SystemExit("the upload was done before the live session: give a longer video")
        pool.shutdown(cancel_futures=True)
    return beside / alone


def main() -> int:
    """Measure, print and compare with the goals."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--model", default="full", choices=["lite", "full", "heavy"])
    parser.add_argument("--only", choices=list(GOALS))
    parser.add_argument("--live", action="store_true")
    parser.add_argument("--markdown", type=Path, help="write what is printed to this page")
    options = parser.parse_args()
    missed = False
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        print(line, flush=True)

    say(f"{processor()}, {cores()} cores, load {os.getloadavg()[0]:.1f} before the run")
    with tempfile.TemporaryDirectory() as folder:
        for name, goal in GOALS.items():
            if options.only and options.only != name:
                continue
            many = 8 if name.startswith("eight") else 1
            length_s = {"one of 60 s": 60.0, "one of 300 s": 300.0}.get(name, 10.0)
            videos = [write_joined(Path(folder, f"{name} {n}.mp4"), length_s) for n in range(many)]
            more, best = overhead(videos[0])[0], best_ratio(videos, options.workers)
            say(f"{name}: {more:.2f} of the frames looked at, at best {best:.2f}")
            ratios = []
            for _ in range(options.rounds):
                one = seconds_of(videos, options.model, 1)
                several = seconds_of(videos, options.model, options.workers)
                ratios.append(one / several)
                say(f"  1: {one:.1f} s, {options.workers}: {several:.1f} s")
            ratio = statistics.median(ratios)
            say(f"  ratio {ratio:.2f} (goal {goal} with two)")
            missed = missed or ratio < goal
        if options.live:
            ratio = live_ratio(write_joined(Path(folder, "live.mp4"), 120.0))
            say(f"live frame beside an upload over alone: {ratio:.2f} (goal {LIVE_GOAL})")
            missed = missed or ratio > LIVE_GOAL
    if options.markdown is not None:
        command = f"python -m benchmarks.scale {' '.join(sys.argv[1:])}"
        options.markdown.write_text(PAGE.format(command=command, said="\n".join(said)))
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
