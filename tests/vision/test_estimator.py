from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.errors import ModelError
from formcheck.pose import Landmark, Pose
from formcheck.vision.estimator import PoseEstimator, shrunk_size
from formcheck.vision.frames import Frame, FrameError, Image
from formcheck.vision.models import find_model
from formcheck.vision.source import open_video

SAMPLES = Path(__file__).parents[2] / "sample_videos"

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def people() -> list[Frame]:
    """Half a second of somebody whom we rendered."""
    clip = SAMPLES / "row-rounded.mp4"
    if not clip.is_file():
        pytest.skip(f"{clip.name} is not in sample_videos")
    with open_video(clip, start=2.0, end=2.5) as source:
        return list(source)


def resized(frames: list[Frame], width: int, height: int) -> list[Frame]:
    return [
        Frame(f.index, f.time_s, np.asarray(cv2.resize(f.image, (width, height)), np.uint8))
        for f in frames
    ]


def poses_of(frames: list[Frame], **options: bool) -> list[Pose]:
    with PoseEstimator("lite", watch_others=False, **options) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def test_it_finds_the_person(people: list[Frame]) -> None:
    with PoseEstimator("full") as estimator:
        found = [estimator.estimate_with_mask(frame) for frame in people]
    pose, mask = found[-1]
    frame = people[-1]
    assert (pose.index, pose.time_s) == (frame.index, frame.time_s)
    assert (pose.width, pose.height) == (frame.width, frame.height)
    assert pose.present
    assert pose.image.shape == (33, 2)
    assert pose.world.shape == (33, 3)
    assert pose.visibility.shape == (33,)
    assert pose.back is not None
    assert pose.back.shape == (23,)
    assert pose.others == 0
    assert pose.image[Landmark.NOSE, 1] < pose.image[Landmark.LEFT_ANKLE, 1]
    assert mask is not None
    assert mask.shape == frame.image.shape[:2]
    assert mask.dtype == np.float32
    hip = pose.image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0).astype(int)
    assert mask[hip[1], hip[0]] > 0.9
    assert mask[5, 5] < 0.1


# Rows of a mask that do not end on 16 bytes abort the process when the mask is read, and rows of
# a picture that are padded are misread: such widths are the ones to try.
@pytest.mark.parametrize("width", [202, 203, 404, 426, 480, 513])
def test_any_width(people: list[Frame], width: int) -> None:
    frame = people[0]
    height = round(width * frame.height / frame.width)
    with PoseEstimator("lite", watch_others=False) as estimator:
        for small in resized(people, width, height):
            pose, mask = estimator.estimate_with_mask(small)
    (whole,) = poses_of(people)[-1:]
    assert mask is not None
    assert mask.shape == (height, width)
    shift = pose.image[:29] * (frame.width / width) - whole.image[:29]
    assert np.median(np.hypot(*shift.T)) < 0.02 * frame.width


def test_large_frames_are_shrunk_for_the_model_only(people: list[Frame]) -> None:
    large = resized(people, 2560, 1440)
    with PoseEstimator("lite", watch_others=False) as estimator:
        for frame in large:
            pose, mask = estimator.estimate_with_mask(frame)
    assert (pose.width, pose.height) == (2560, 1440)
    assert mask is not None
    assert mask.shape == (720, 1280)
    small = poses_of(people)[-1].image[:29] * [2560 / people[0].width, 1440 / people[0].height]
    assert np.median(np.hypot(*(pose.image[:29] - small).T)) < 0.02 * 2560
    assert shrunk_size(720, 1280) == (720, 1280)


def test_nobody_is_nan() -> None:
    with PoseEstimator("lite") as estimator:
        pose, mask = estimator.estimate_with_mask(blank(0.0))
    assert not pose.present
    assert np.isnan(pose.image).all()
    assert np.isnan(pose.visibility).all()
    assert mask is None
    assert pose.others is None


def test_it_is_deterministic(people: list[Frame]) -> None:
    for first, second in zip(poses_of(people), poses_of(people), strict=True):
        np.testing.assert_array_equal(first.image, second.image)
        np.testing.assert_array_equal(first.back, second.back)


def test_masks_can_be_left_out(people: list[Frame]) -> None:
    pose = poses_of(people, masks=False)[-1]
    assert pose.present
    assert pose.back is None


def blank(time_s: float, width: int = 320) -> Frame:
    return Frame(0, time_s, np.full((240, width, 3), 120, np.uint8))


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((240, 0, 3), np.uint8),
        np.zeros((240, 320), np.uint8),
        np.zeros((240, 320, 1), np.uint8),
        np.zeros((240, 320, 4), np.uint8),
        np.zeros((240, 320, 3), np.float32),
        np.zeros((240, 330, 3), np.uint8)[:, :320],
        np.zeros((240, 320, 3), np.uint8)[:, ::-1],
    ],
    ids=["0x0", "240x0", "no channel", "grey", "alpha", "float", "cropped", "mirrored"],
)
def test_a_wrong_frame_does_no_harm(image: Image) -> None:
    with PoseEstimator("lite", watch_others=False) as estimator:
        estimator.estimate(blank(0.0))
        with pytest.raises(FrameError):
            estimator.estimate(Frame(1, 0.1, image))
        assert not estimator.estimate(blank(0.2)).present


def test_tiny_frames_do_no_harm() -> None:
    with PoseEstimator("lite", watch_others=False) as estimator:
        for step, (height, width) in enumerate([(1, 1), (1, 500), (500, 1), (16, 16)]):
            frame = Frame(step, float(step), np.zeros((height, width, 3), np.uint8))
            assert not estimator.estimate(frame).present


def test_times_must_rise() -> None:
    with PoseEstimator("lite", watch_others=False) as estimator:
        estimator.estimate(blank(1.0))
        for wrong in (1.0, 0.5, float("nan"), float("inf")):
            with pytest.raises(FrameError, match="not later"):
                estimator.estimate(blank(wrong))
        estimator.estimate(blank(1.0001))  # less than a millisecond later
        estimator.estimate(blank(1.0002))


def test_after_close() -> None:
    estimator = PoseEstimator("lite")
    estimator.estimate(blank(0.0))
    estimator.close()
    estimator.close()
    with pytest.raises(FrameError, match="closed"):
        estimator.estimate(blank(1.0))


def test_an_altered_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray(find_model("lite").read_bytes())
    content[1000] ^= 1
    (tmp_path / "pose_landmarker_lite.task").write_bytes(content)
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match="is not the lite model that was published"):
        PoseEstimator("lite")


CHATTER = """
import sys
import numpy as np
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.source import open_video
with open_video(sys.argv[1], start=2.0, end=2.3) as source, PoseEstimator() as estimator:
    print("ours", file=sys.stderr)
    assert all(estimator.estimate(frame).present for frame in source)
raise SystemExit("the end")
"""


@pytest.mark.parametrize("debug", ["", "1"])
def test_native_log_lines_stay_off_the_terminal(people: list[Frame], debug: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHATTER, str(SAMPLES / "row-rounded.mp4")],
        env={"PYTHONPATH": str(SAMPLES.parent), "FORMCHECK_DEBUG": debug, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    if debug:
        assert "inference_feedback_manager" in done.stderr
    else:
        assert done.stderr == "ours\nthe end\n"
    assert done.stdout == ""
