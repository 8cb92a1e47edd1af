"""How much memory an uploaded video's analysis needs: `python -m benchmarks.memory`.

Three seconds of a sample video are analysed at three picture sizes, with everything that an upload
asks for, each in a process of its own.  Printed is the most memory that was resident.  The limit
that the server sets (`formcheck.jobs.worker.memory_limit`) is beside it.
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

from formcheck.jobs.worker import VIDEO, Job, memory_limit, run_job

CLIP = Path(__file__).parents[1] / "sample_videos" / "row-rounded.mp4"
SIZES = ((960, 540), (1920, 1080), (4096, 2304))
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
    """Analyse the video in a folder and print the peak, MB."""
    outcome = run_job(Job(folder, "clip", "bent-over-row", "full", True, 60.0, MOST_PIXELS))
    if outcome.state != "done":
        raise SystemExit(outcome.reason)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def main() -> None:
    """Print the table."""
    print(f"{'picture':>12}{'peak, MB':>12}{'limit, MB':>12}")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            enlarged(CLIP, size, Path(folder, VIDEO))
            command = [sys.executable, "-m", "benchmarks.memory", folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        limit = memory_limit(size[0] * size[1]) / 1e6
        print(f"{size[0]:>7}x{size[1]:<4}{float(done.stdout):>12.0f}{limit:>12.0f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        analyse(sys.argv[1])
    else:
        main()
