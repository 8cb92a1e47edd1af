"""What many videos cost on a cluster: `python -m benchmarks.cluster`.

A video is made of sample clips and sent to a cluster of processes on this machine, whose workers
find its poses.  Processor time is measured, not time on a clock: other work on the machine changes
it little.  From that the script says how long a library of videos takes on some machines, and which
of three limits comes first: the workers, the process that hands out and keeps, or the line
over which the videos go.  What a core costs and what a line carries are assumptions, given as
options.
"""

from __future__ import annotations

import argparse
import math
import pickle
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import av

import formcheck
from benchmarks.scale import write_joined
from formcheck.finding.chunks import divide
from formcheck.finding.pose_cache import PoseCache
from formcheck.jobs.cluster import Cluster
from formcheck.jobs.pose_finding import keep_poses
from formcheck.recording import read
from formcheck.vision.source import open_video

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What one minute of video costs, and what a worker needs.

    Attributes:
        worker_s: Processor time of the workers, seconds.
        here_s: Processor time of the process that hands out and keeps, beyond what a scheduler and
            its connections take that do nothing: the cluster has those in a process of its own.
        judge_s: Processor time of judging the kept poses, seconds.
        back_bytes: Poses that come back.
        kept_bytes: The recording that is kept.
        peak_bytes: What a worker had resident at most.
    """

    worker_s: float
    here_s: float
    judge_s: float
    back_bytes: float
    kept_bytes: float
    peak_bytes: int


def used() -> tuple[float, int]:
    """Processor time of this process, seconds, and what it had resident at most, bytes."""
    found = resource.getrusage(resource.RUSAGE_SELF)
    return found.ru_utime + found.ru_stime, 1024 * found.ru_maxrss


def idle_share(seconds: float = 10.0) -> float:
    """The share of a core that this process takes while nothing is done."""
    began = time.process_time()
    time.sleep(seconds)
    return (time.process_time() - began) / seconds


def in_pieces(video: Path) -> float:
    """How much a video is that is sent in a piece for each chunk, as a share of the whole.

    A chunk needs what is packed from the last key frame before its lead on: what lies between two
    borders goes twice.
    """
    with open_video(video) as source:
        chunks = divide(source)
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        packets = [
            (float((packet.pts or 0) * stream.time_base), packet.size, packet.is_keyframe)
            for packet in container.demux(stream)
            if packet.size and stream.time_base is not None
        ]
    sent = 0
    for chunk in chunks:
        from_s = max(at for at, _, key in packets if key and (at <= chunk.lead_s or at == 0.0))
        sent += sum(size for at, size, _ in packets if from_s <= at < chunk.end_s)
    return sent / sum(size for _, size, _ in packets)


def measure(folder: Path, seconds: float, model: str, workers: int) -> Measured:
    """Find the poses of a video on a cluster of processes here, and judge it."""
    from distributed import LocalCluster  # noqa: PLC0415  # an extra

    video = write_joined(folder / "video.mp4", seconds)
    minutes = seconds / 60
    cache = PoseCache(folder / "poses", model)  # type: ignore[arg-type]
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0"
        ) as local,
        Cluster(local.scheduler_address).connect() as executor,
    ):
        client = executor.client
        idle = idle_share()
        before = client.run(used)
        began, began_s = time.process_time(), time.monotonic()
        ((_, future),) = keep_poses([video], cache, executor, at_once=workers)
        kept = future.result()
        here_s = time.process_time() - began - idle * (time.monotonic() - began_s)
        after = client.run(used)
    poses = list(read(kept))
    began = time.process_time()
    formcheck.analyze(kept, formcheck.load_exercise("bent-over-row"), out=folder / "out")
    judge_s = time.process_time() - began
    return Measured(
        worker_s=sum(after[each][0] - before[each][0] for each in after) / minutes,
        here_s=here_s / minutes,
        judge_s=judge_s / minutes,
        back_bytes=len(pickle.dumps(poses)) / minutes,
        kept_bytes=kept.stat().st_size / minutes,
        peak_bytes=max(peak for _, peak in after.values()),
    )


def print_scale(found: Measured, options: argparse.Namespace) -> None:
    """Print what a library of videos takes on some machines."""
    minutes = options.videos * options.minutes
    sent = options.megabytes * 1e6 * minutes
    here_h = minutes * found.here_s / HOUR_S
    line_h = sent * 8 / (options.gigabits * 1e9) / HOUR_S
    core_h = minutes * found.worker_s / HOUR_S
    print(f"{options.videos} videos of {options.minutes:g} minutes: {core_h:.0f} core hours, "
          f"{sent / 1e12:.1f} TB there, {minutes * found.back_bytes / 1e9:.0f} GB back, "
          f"{minutes * found.kept_bytes / 1e9:.0f} GB kept")  # fmt: skip
    print("machines | workers, h | line, h | so it takes, h | commands side by side | cost")
    for machines in options.machines:
        work_h = core_h / (machines * options.cores)
        takes_h = max(work_h, line_h)
        commands = math.ceil(here_h / takes_h)
        cost = takes_h * machines * options.cores * options.price
        print(f"{machines:8} | {work_h:10.1f} | {line_h:7.1f} | {takes_h:14.1f} | {commands:21} "
              f"| {cost:.0f}")  # fmt: skip
    most = core_h / line_h / options.cores
    print(f"one command hands out for {core_h / here_h:.0f} cores")
    print(f"the line feeds {most:.0f} machines of {options.cores} cores")
    print(f"judging all of it: {minutes * found.judge_s / HOUR_S:.0f} core hours")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="of the video measured on")
    parser.add_argument("--model", default="full", choices=["lite", "full", "heavy"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--videos", type=int, default=40_000)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--machines", type=int, nargs="+", default=[10, 200])
    parser.add_argument("--cores", type=int, default=16, help="of a machine")
    parser.add_argument("--price", type=float, default=0.04, help="of a core for an hour")
    parser.add_argument("--megabytes", type=float, default=30.0, help="of a minute of video")
    parser.add_argument("--gigabits", type=float, default=10.0, help="that the line carries")
    parser.add_argument("--pieces", action="store_true", help="only say what pieces would be")
    options = parser.parse_args()
    if options.pieces:
        with tempfile.TemporaryDirectory() as folder:
            share = in_pieces(write_joined(Path(folder, "video.mp4"), options.seconds))
        print(
            f"a video of {options.seconds:g} s in a piece for each chunk: {share:.2f} of its bytes"
        )
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), options.seconds, options.model, options.workers)
    print(f"a minute of video (848 x 480, 30 frames a second, {options.model}) costs")
    print(f"  the workers {found.worker_s:.1f} s of processor time")
    print(f"  handing out and keeping here {found.here_s:.2f} s, judging {found.judge_s:.1f} s")
    print(f"  {found.back_bytes / 1e6:.1f} MB of poses back, {found.kept_bytes / 1e6:.2f} MB kept")
    print(f"a worker had {found.peak_bytes / 1e6:.0f} MB resident at most")
    print_scale(found, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
