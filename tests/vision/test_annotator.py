from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.events import State
from formcheck.exercises import load_exercise
from formcheck.pose import Landmark, Pose
from formcheck.recording import SourceInfo
from formcheck.vision.annotator import Annotator
from formcheck.vision.drawing import MINT
from formcheck.vision.frames import Frame
from formcheck.vision.resizing import MAX_SIDE, smaller
from formcheck.vision.source import open_video
from tests.result.sessions import status

SIZES = [
    ((640, 360), (640, 360)),
    ((MAX_SIDE, 1080), (MAX_SIDE, 1080)),
    ((4096, 2304), (MAX_SIDE, 1080)),
    ((1800, 3200), (1080, MAX_SIDE)),
]


def standing(width: int, height: int) -> Pose:
    """A near thigh across a quarter of the picture; nothing else is seen."""
    image = np.full((33, 2), np.nan)
    image[Landmark.LEFT_HIP] = (0.5 * width, 0.5 * height)
    image[Landmark.LEFT_KNEE] = (0.5 * width, 0.75 * height)
    return Pose(
        0, 0.0, width, height, image=image, visibility=np.where(np.isnan(image[:, 0]), 0.0, 0.9)
    )


@pytest.mark.real
@pytest.mark.parametrize(("own", "written"), SIZES)
def test_a_large_picture_is_written_smaller_with_its_skeleton_in_place(
    own: tuple[int, int], written: tuple[int, int], tmp_path: Path
) -> None:
    width, height = own
    picture = np.full((height, width, 3), 120, np.uint8)
    info = SourceInfo("set.mp4", duration_s=0.1, fps=30.0, width=width, height=height)
    with Annotator(tmp_path / "drawn.mp4", info, load_exercise("squat")) as annotator:
        for number in range(3):
            frame = Frame(number, number / 30, picture)
            frame = smaller(frame) if number else frame  # as a whole, and as it is kept
            now = status(frame.time_s, State.ACTIVE, 100.0, (150.0, 80.0))
            annotator.update(frame, standing(width, height), [], now)
    assert (picture == 120).all()  # the frame is left as it is
    with open_video(tmp_path / "drawn.mp4") as drawn:
        frames = list(drawn)
    assert [round(frame.time_s, 3) for frame in frames] == [0.0, 0.033, 0.067]
    assert {(frame.width, frame.height) for frame in frames} == {written}
    row = frames[-1].image[round(0.625 * written[1])].astype(int)
    line = np.flatnonzero(np.abs(row - MINT).max(axis=1) < 60)
    assert line.size
    assert abs(line.mean() / written[0] - 0.5) < 0.01
    unit = min(written) / 360
    assert 1.5 * unit <= np.ptp(line) + 1 <= 5 * unit  # as thick as in a video of that size
