"""The process that finds poses for a live session."""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
from contextlib import suppress
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from formcheck.jobs.process_limits import OPEN_FILES
from formcheck.web.live.pose_process import PictureError, PoseProcessDiedError, SpawnedPoseProcess

pytestmark = pytest.mark.real

CLIP = Path(__file__).parents[2] / "sample_videos" / "row-flat.mp4"
PIXELS = 1920 * 1080


def picture() -> bytes:
    with av.open(str(CLIP)) as clip:
        frame = next(clip.decode(video=0)).to_ndarray(format="bgr24")
    return np.asarray(cv2.imencode(".jpg", frame)[1]).tobytes()


def children() -> list[multiprocessing.process.BaseProcess]:
    return [each for each in multiprocessing.active_children() if each.name == "formcheck-live"]


def test_it_finds_somebody_and_may_open_few_files() -> None:
    process = SpawnedPoseProcess(PIXELS)
    try:
        asyncio.run(process.begin("full"))
        seen = asyncio.run(process.observe(0, 0.1, picture()))
        assert seen.pose.present
        with pytest.raises(PictureError, match="JPEG"):
            asyncio.run(process.observe(1, 0.2, b"GIF89a"))
        if sys.platform.startswith("linux"):
            (child,) = children()
            limits = Path(f"/proc/{child.pid}/limits").read_text().splitlines()
            (files,) = (line.split() for line in limits if line.startswith("Max open files"))
            assert int(files[3]) <= OPEN_FILES
    finally:
        process.close()
    assert not children()


@pytest.mark.skipif(sys.platform == "win32", reason="does not say how much memory there is")
def test_one_that_takes_too_much_memory_is_ended_and_the_next_call_starts_another() -> None:
    process = SpawnedPoseProcess(PIXELS, memory_bytes=60_000_000)
    try:
        for _ in range(2):
            with suppress(PoseProcessDiedError):  # on a quick machine it answers before it ends
                asyncio.run(process.begin("full"))  # the libraries alone have more
            assert not children()
    finally:
        process.close()
