"""How much memory an upload's analysis and a live session need: `python -m benchmarks.memory`.

Three seconds of a sample video are analysed at three picture sizes, with everything that an upload
asks for, each in a process of its own; then as pictures that a live page sends.  Printed is the
most memory that was resident, how much that is of what the models alone need, which are loaded in
the same run, and what an upload would need if `malloc` were left as it is.  The limits that the
server sets (`memory_limit` of `formcheck.jobs.worker` and of `formcheck.web.live.pose_process`) are
beside it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import av
import cv2
import numpy as np

from formcheck.jobs.malloc import keep_memory_low
from formcheck.jobs.worker import VIDEO, Job, memory_limit, run_job
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.frames import Frame
from formcheck.web.live import pose_process

CLIP = Path(__file__).parents[1] / "sample_videos" / "row-rounded.mp4"
SIZES = ((960, 540), (1920, 1080), (4096, 2304))
LIVE_SIZES = ((640, 360), (1920, 1080))
FRAMES = 90
MOST_PIXELS = 4096 * 2304


def enlarged(clip: Path, size: tuple[int, int], file: Path) -> None:
    """Write the beginning of a clip at another size."""
    with av.open(str(clip)) as source, av.open(str(file), "w", format="mp4") as made:
        stream = made.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number, frame in enumerate(source.decode(video=0)):
            if number == FRAMES:
                break
            image = np.asarray(cv2.resize(frame.to_ndarray(format="rgb24"), size), dtype=np.uint8)
            made.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        made.mux(stream.encode())


def analyse(folder: str) -> None:
    """Analyse the video in a folder and print the peak, MB.

    Raises:
        SystemExit: the video could not be analysed.
    """
    outcome = run_job(Job(folder, "clip", "bent-over-row", "full", True, 60.0, MOST_PIXELS))
    if outcome.state != "done":
        raise SystemExit(outcome.reason)
    print_peak()


def load_models() -> None:
    """Load what finds poses, and what finds other people; print the peak, MB."""
    picture = np.full((270, 480, 3), 128, np.uint8)
    with PoseEstimator("full", watch_others=False) as full:
        full.estimate(Frame(0, 0.0, picture))
        with PoseEstimator("lite", masks=False, watch_others=False) as lite:
            lite.estimate(Frame(0, 0.0, picture))
    print_peak()


def print_peak() -> None:
    """Print the most memory that this process had resident, MB."""
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def watch(width: int, height: int) -> None:
    """Find poses in pictures of a size, as a live session does, and print the peak, MB.

    Raises:
        SystemExit: a picture could not be read.
    """
    with av.open(str(CLIP)) as source, pose_process.PoseServer("full") as server:
        for number, frame in enumerate(source.decode(video=0), 1):
            if number == FRAMES:
                break
            image = cv2.resize(frame.to_ndarray(format="bgr24"), (width, height))
            picture = cv2.imencode(".webp", image)[1].tobytes()
            if isinstance(said := server.observe(number, number / 30, picture), str):
                raise SystemExit(said)
    print_peak()


def peak_of(*arguments: str) -> float:
    """The peak that this program prints for some arguments, in a process of its own, MB."""
    command = [sys.executable, "-m", "benchmarks.memory", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Print the table."""
    models = peak_of("models")
    print(f"the models alone: {models:.0f} MB")
    print(f"{'picture':>12}{'peak, MB':>12}{'of models':>12}{'malloc as is':>14}{'limit, MB':>12}")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            enlarged(CLIP, size, Path(folder, VIDEO))
            peak, without = peak_of(folder), peak_of(folder, "as-is")
        limit = memory_limit(size[0] * size[1]) / 1e6
        figures = f"{peak:>12.0f}{peak / models:>12.2f}{without:>14.0f}{limit:>12.0f}"
        print(f"{size[0]:>7}x{size[1]:<4}{figures}", flush=True)
    for width, height in LIVE_SIZES:
        limit = pose_process.memory_limit(width * height) / 1e6
        peak = peak_of(str(width), str(height))
        figures = f"{peak:>12.0f}{peak / models:>12.2f}{'':>14}{limit:>12.0f}"
        print(f"{width:>7}x{height:<4}{figures}  live")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if len(arguments) == 2 and arguments[1] != "as-is":
        watch(int(arguments[0]), int(arguments[1]))
    elif arguments == ["models"]:
        keep_memory_low()
        load_models()
    elif arguments:
        if arguments[1:] != ["as-is"]:
            keep_memory_low()  # as a worker does
        analyse(arguments[0])
    else:
        main()
