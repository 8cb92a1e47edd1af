"""A picture's size may change: what is seen goes on where it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose import LANDMARKS, Pose
from formcheck.vision.frames import Frame
from formcheck.vision.resizing import fitted, fitted_frame

SIZE = (320, 240)
BODY = np.random.default_rng(4).uniform((100, 20), (200, 220), (LANDMARKS, 2))


def seen(number: int, size: tuple[int, int], scale: float, left: float, top: float) -> Pose:
    """A body that moves to the right by a pixel a frame, somewhere in a picture of a size."""
    moved = np.add(BODY, (number, 0)) * scale + (left, top)
    return Pose(number, number / 30, *size, image=moved, visibility=np.ones(LANDMARKS))


def frame(number: int, size: tuple[int, int]) -> Frame:
    image = np.full((size[1], size[0], 3), 200, np.uint8)
    return Frame(number, number / 30, image)


def clip(*parts: tuple[tuple[int, int], float, float, float]) -> list[tuple[Frame, Pose]]:
    """Twenty frames of each part: its size, and where the body is in it."""
    pairs = []
    for number in range(20 * len(parts)):
        size, *place = parts[number // 20]
        pairs.append((frame(number, size), seen(number, size, *place)))
    return pairs


BARS = ((240, 320), 0.75, 0.0, 70.0)
WHOLE = (SIZE, 1.0, 0.0, 0.0)


def test_nothing_happens_to_frames_of_one_size() -> None:
    pairs = clip(WHOLE, WHOLE)
    for (before, was), put in zip(pairs, fitted(pairs, SIZE), strict=True):
        assert before is put.frame
        assert was is put.pose
        assert put.place is None


@pytest.mark.parametrize(
    "parts",
    [
        (WHOLE, BARS),
        (WHOLE, BARS, WHOLE),
        (WHOLE, BARS, WHOLE, BARS),
        (WHOLE, ((640, 480), 2.0, 0.0, 0.0), WHOLE),
        (WHOLE, ((160, 120), 0.5, 0.0, 0.0)),
        (WHOLE, BARS, ((480, 480), 1.5, 30.0, 60.0)),
    ],
)
def test_a_person_goes_on_as_large_and_where_he_was(
    parts: tuple[tuple[tuple[int, int], float, float, float], ...],
) -> None:
    pairs = clip(*parts)
    put = list(fitted(pairs, SIZE))
    assert [each.pose.index for each in put] == list(range(len(pairs)))
    for number, (picture, pose, _) in enumerate(put):
        assert picture is not None
        assert (picture.width, picture.height) == (pose.width, pose.height) == SIZE
        assert picture.image.flags.c_contiguous
        # The body moves by a pixel a frame, so seven frames on each side are seven pixels apart.
        assert np.abs(pose.image - np.add(BODY, (number, 0))).max() < 16


def test_a_short_part_of_another_size_and_one_at_the_end() -> None:
    pairs = [*clip(WHOLE), *clip(BARS)[:3], *clip(WHOLE)[:2], *clip(BARS)[:1]]
    put = list(fitted(pairs, SIZE))
    assert len(put) == len(pairs)
    assert all(each.frame and (each.frame.width, each.frame.height) == SIZE for each in put)


def test_where_nobody_is_seen_the_whole_frame_goes_in_the_middle() -> None:
    nobody = [(one, Pose(one.index, one.time_s, one.width, one.height)) for one, _ in clip(BARS)]
    put = list(fitted(nobody, SIZE))
    assert put[5].frame is not None
    image = put[5].frame.image
    assert image.shape == (240, 320, 3)
    assert (image[120, 160] == 200).all()
    assert (image[:, :60] == 0).all()
    assert (image[:, -60:] == 0).all()
    assert not put[5].pose.present


@pytest.mark.parametrize("size", [(40, 400), (641, 33), (1, 1), (320, 240)])
def test_any_size_fits(size: tuple[int, int]) -> None:
    put = fitted_frame(replace(frame(0, size)), SIZE)
    assert put.image.shape == (240, 320, 3)
    assert put.image.max() == 200


def test_poses_alone_go_where_they_go_with_their_frames() -> None:
    pairs = clip(WHOLE, BARS, WHOLE)
    alone = list(fitted([(None, pose) for _, pose in pairs], SIZE))
    for put, bare in zip(fitted(pairs, SIZE), alone, strict=True):
        assert bare.frame is None
        assert bare.place == put.place
        np.testing.assert_array_equal(bare.pose.image, put.pose.image)
