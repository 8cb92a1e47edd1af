from __future__ import annotations

import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.pose import FloatArray, Landmark, Pose
from formcheck.vision.bystanders import BystanderCounter, Person, count_others
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.frames import Frame, Image
from formcheck.vision.source import open_video

SAMPLES = Path(__file__).parents[2] / "sample_videos"
IMAGE = np.zeros((360, 640, 3), np.uint8)


def person(x: float, y: float = 180.0, size: float = 200.0, visibility: float = 0.9) -> Person:
    """Somebody who stands upright, their trunk's middle at x, y."""
    points = np.tile([float(x), y], (33, 1))
    points[:11, 1] -= 0.5 * size
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 1] -= 0.25 * size
    points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] += 0.1 * size
    points[25:, 1] += 0.5 * size
    points[::2, 0] += 0.15 * size
    points[1::2, 0] -= 0.15 * size
    return points, np.full(33, visibility)


def count(*people: Person) -> int:
    return count_others(list(people), person(160), 640, 360)


def test_the_followed_person_is_no_other() -> None:
    assert count() == 0
    assert count(person(160)) == 0
    assert count(person(170, 185, 190), person(155)) == 0


def test_others_are_counted_once() -> None:
    assert count(person(160), person(420)) == 1
    assert count(person(420), person(425), person(160)) == 1
    assert count(person(330), person(550)) == 2


def test_who_could_not_be_mistaken_is_not_counted() -> None:
    assert count(person(420, size=60)) == 0  # far off, or a picture on the wall
    assert count(person(420, size=80)) == 1
    assert count(person(420, visibility=0.4)) == 0
    assert count(person(660)) == 0  # hardly in the picture


class Looks:
    """Finds as many people as it was told, look by look."""

    def __init__(self, *counts: int) -> None:
        self.counts = list(counts)
        self.sizes: list[tuple[int, ...]] = []
        self.closed = False

    def find(self, image: Image) -> list[Person]:
        time.sleep(0.005)
        self.sizes.append(image.shape)
        others = self.counts.pop(0) if self.counts else 0
        scale = image.shape[1] / 640
        people = [person(160), *(person(330 + 200 * number) for number in range(others))]
        return [(points * scale, visibility) for points, visibility in people]

    def close(self) -> None:
        self.closed = True


def watch(looks: Looks, seconds: float, *, present: bool = True, fps: int = 30) -> list[int | None]:
    watcher = BystanderCounter(lambda: looks)
    image: FloatArray = person(160)[0] if present else np.full((33, 2), np.nan)
    seen = []
    for index in range(round(seconds * fps)):
        pose = Pose(index, index / fps, 640, 360, image=image, visibility=np.full(33, 0.9))
        seen.append(watcher.update(IMAGE, 1.0, pose))
    watcher.close()
    watcher.close()
    assert looks.closed or not looks.sizes
    return seen


def test_nobody_looks_where_nobody_is_followed() -> None:
    looks = Looks(1)
    assert set(watch(looks, 5, present=False)) == {None}
    assert looks.sizes == []


def test_it_looks_now_and_then_at_a_small_picture() -> None:
    looks = Looks()
    seen = watch(looks, 10)
    assert seen[0] is None
    assert set(seen[10:]) == {0}
    assert len(looks.sizes) in {7, 8}
    assert set(looks.sizes) == {(270, 480, 3)}


def test_one_look_alone_is_not_believed() -> None:
    assert set(watch(Looks(0, 1, 0, 0), 6)) == {None, 0}
    assert set(watch(Looks(1), 3)) == {None, 0}


def test_two_looks_in_a_row_are_and_the_second_comes_soon() -> None:
    seen = watch(Looks(1, 1, 1, 1, 1), 4)
    assert 0.6 < seen.index(1) / 30 < 1.1
    assert set(seen[seen.index(1) :]) == {1}
    assert set(watch(Looks(2, 1, 1, 1), 3)) == {None, 0, 1}


def test_one_look_that_misses_somebody_changes_nothing() -> None:
    seen = watch(Looks(1, 1, 0, 1, 1, 1), 5)
    assert set(seen[seen.index(1) :]) == {1}


def test_who_left_is_gone_after_two_looks() -> None:
    seen = watch(Looks(1, 1, 0, 0), 6)
    assert seen[-1] == 0
    assert 1 in seen


@pytest.mark.real
def test_answers_come_at_the_same_frames_however_slow_the_look_is() -> None:
    class Slow(Looks):
        def find(self, image: Image) -> list[Person]:
            time.sleep(0.05)
            return super().find(image)

    assert watch(Slow(1, 1, 0, 1, 1), 5) == watch(Looks(1, 1, 0, 1, 1), 5)


def test_a_look_that_fails_is_heard_of() -> None:
    class Broken(Looks):
        def find(self, image: Image) -> list[Person]:
            raise RuntimeError("no eyes")

    with pytest.raises(RuntimeError, match="no eyes"):
        watch(Broken(), 2)


@pytest.mark.real
def test_two_rendered_people_side_by_side() -> None:
    clip = SAMPLES / "row-rounded.mp4"
    if not clip.is_file():
        pytest.skip(f"{clip.name} is not in sample_videos")
    with open_video(clip, start=2.0, end=4.0) as source:
        frames = list(source)
    alone = frames[0].image
    with PoseEstimator("lite") as estimator:
        others = []
        for frame in frames:
            image = np.hstack([frame.image, np.asarray(cv2.flip(alone, 1), np.uint8)])
            others.append(estimator.estimate(Frame(frame.index, frame.time_s, image)).others)
    assert others[-1] == 1
