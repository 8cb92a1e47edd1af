"""How much faster several cores are than one: `python -m benchmarks.scale`.

Videos are made of sample clips: one of a minute, one of five minutes, and eight of ten seconds.
Each is analysed on one core (with one worker; Linux) and on several with as many workers, in turns,
in one run; the minute also as an upload is, by the threads of one process.  Printed is the median
of the rounds' ratios (goals with two cores: 1.6 for the minute, 1.8 for the others).  Beside it
stand

- the time of one worker that has all cores: it decodes and judges on the others already, so that
  more workers gain less over it;
- what the division itself costs: the frames that are looked at with leads over the frames that
  there are, which no other work on the machine can change, and the best ratio that this allows;
- before all of it, what the cores themselves allow: bare loops of the pose model, one on each core,
  over one alone.

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
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from pathlib import Path

import av

import formcheck
from benchmarks.analyze import bare_loop
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
UPLOAD = "an upload of 60 s"
GOALS = {"one of 60 s": 1.6, UPLOAD: 1.6, "one of 300 s": 1.8, "eight of 10 s": 1.8}
LENGTHS_S = {"one of 60 s": 60.0, UPLOAD: 60.0, "one of 300 s": 300.0, "eight of 10 s": 10.0}
LONG_S = 300.0
"""A video of this length is measured once: a round of it lasts as long as five of the others."""
LIVE_GOAL = 1.3
LIVE_FRAMES = 150

PAGE = """# Every core

A long video is looked at in parts side by side, several videos beside each other. How many times
as fast that is on two cores as on one, in one run, and what a live session beside it pays:

```
$ {command}
{said}
```

At best is what the parts allow: each but the first begins four seconds early, and the last one to
end decides. One worker that has both cores can be faster than one core, where it decodes and judges
on the one while the pose model works on the other: what two workers gain over it is then less than
what two cores gain over one. The parts of an upload are threads of the one process that its video
may bring down, and hold each other up more than processes do. No program that finds poses with this
model gains more by a second core than the bare loops do.
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


@contextmanager
def on_cores(count: int) -> Iterator[None]:
    """Let this thread, and the processes that it starts, have so many cores (Linux)."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


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


def upload_seconds_of(videos: Sequence[Path], model: str, at_once: int) -> float:
    """How long a video takes as an upload, so many parts of it at a time, seconds."""
    began = time.perf_counter()
    with WorkerPool(1) as pool:
        pool.submit(analyze, videos[0], model, None, at_once).result()
    return time.perf_counter() - began


def bare_fps(video: Path, model: str, core: int) -> float:
    """Frames a second of the bare loop on one core; in a process of its own."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[core]})
    import mediapipe  # noqa: F401, PLC0415  # not part of what is measured

    began = time.perf_counter()
    return bare_loop(video, model) / (time.perf_counter() - began)


def bare_ratio(video: Path, model: str, workers: int) -> float:
    """How many times the frames a second of one bare loop as many have, each on its own core."""
    with WorkerPool(1) as pool:
        alone = pool.submit(bare_fps, video, model, 0).result()
    with WorkerPool(workers) as pool:
        beside = [pool.submit(bare_fps, video, model, core) for core in range(workers)]
        return sum(each.result() for each in beside) / alone


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
    parser.add_argument("--rounds", type=int, default=1, help="of the videos below five minutes")
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
    workers, model = options.workers, options.model
    with tempfile.TemporaryDirectory() as folder:
        bare = bare_ratio(write_joined(Path(folder, "bare.mp4"), 10.0), model, workers)
        say(f"bare pose loops, one on each of {workers} cores, over one alone: {bare:.2f}")
        for name, goal in GOALS.items():
            if options.only and options.only != name:
                continue
            many = 8 if name.startswith("eight") else 1
            paths = [Path(folder, f"{name} {n}.mp4") for n in range(many)]
            videos = [write_joined(path, LENGTHS_S[name]) for path in paths]
            more, best = overhead(videos[0])[0], best_ratio(videos, workers)
            say(f"{name}: {more:.2f} of the frames looked at, at best {best:.2f}")
            measure = upload_seconds_of if name == UPLOAD else seconds_of
            ratios, beside = [], []
            for _ in range(options.rounds if LENGTHS_S[name] < LONG_S else 1):
                with on_cores(1):
                    one = measure(videos, model, 1)
                alone = measure(videos, model, 1)
                several = measure(videos, model, workers)
                ratios.append(one / several)
                beside.append(alone / several)
                say(
                    f"  one core: {one:.1f} s; {workers} cores: {alone:.1f} s with one worker, "
                    f"{several:.1f} s with {workers}"
                )
            ratio, over = statistics.median(ratios), statistics.median(beside)
            say(f"  ratio {ratio:.2f} (goal {goal} with two); over one worker {over:.2f}")
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
