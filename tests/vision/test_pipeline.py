from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from formcheck.pose import Pose
from formcheck.vision.frames import Frame
from formcheck.vision.pipeline import run


class Recorded:
    """Makes frames, and remembers how many and in which thread."""

    def __init__(self, count: int, *, height: int = 20, fail_at: int | None = None) -> None:
        self.count, self.height, self.fail_at = count, height, fail_at
        self.made = 0
        self.closed = False
        self.thread = ""

    def __iter__(self) -> Iterator[Frame]:
        self.thread = threading.current_thread().name
        try:
            for index in range(self.count):
                if index == self.fail_at:
                    raise ValueError("broken frame")
                self.made += 1
                yield Frame(index, index / 30, np.zeros((self.height, 30, 3), np.uint8))
        finally:
            self.closed = True


class Fake:
    """An estimator that finds nobody."""

    def __init__(self, *, fail_at: int | None = None) -> None:
        self.fail_at = fail_at

    def estimate(self, frame: Frame) -> Pose:
        if frame.index == self.fail_at:
            raise KeyError("broken pose")
        return Pose(frame.index, frame.time_s, frame.width, frame.height)


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


def test_each_frame_comes_with_its_pose_in_order() -> None:
    frames = Recorded(50)
    pairs = list(run(frames, Fake()))
    assert [frame.index for frame, _ in pairs] == list(range(50))
    assert [pose.index for _, pose in pairs] == list(range(50))
    assert frames.closed
    assert frames.thread == "formcheck-decode"


def test_nothing_at_all() -> None:
    assert list(run([], Fake())) == []


def test_a_slow_reader_is_not_flooded() -> None:
    frames = Recorded(200)
    with closing(run(frames, Fake())) as pairs:
        next(pairs)
        time.sleep(0.3)
        assert frames.made < 30


def test_large_frames_wait_in_smaller_number() -> None:
    frames = Recorded(200, height=120_000)  # 10.8 MB each
    with closing(run(frames, Fake())) as pairs:
        next(pairs)
        time.sleep(0.3)
        assert frames.made < 12


def test_leaving_early_ends_the_threads_and_the_source() -> None:
    frames = Recorded(10_000)
    for _, pose in run(frames, Fake()):
        if pose.index == 5:
            break
    assert frames.closed
    assert frames.made < 100


def test_an_error_in_the_readers_own_code() -> None:
    frames = Recorded(10_000)

    def broken() -> None:
        with closing(run(frames, Fake())) as pairs:
            for _ in pairs:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert frames.closed


def test_errors_come_after_the_frames_before_them() -> None:
    for frames, estimator, error in (
        (Recorded(50, fail_at=20), Fake(), ValueError),
        (Recorded(50), Fake(fail_at=20), KeyError),
    ):
        seen: list[int] = []
        with pytest.raises(error, match="broken"):
            seen.extend(pose.index for _, pose in run(frames, estimator))
        assert seen == list(range(20))
        assert frames.closed


def test_decoding_and_estimating_overlap() -> None:
    """Each frame but the first is decoded while the one before it is estimated: the two wait for
    each other."""
    both = threading.Barrier(2, timeout=10)
    count = 20

    def frames() -> Iterator[Frame]:
        for frame in Recorded(count):
            if frame.index > 0:
                both.wait()
            yield frame

    class Waiting(Fake):
        def estimate(self, frame: Frame) -> Pose:
            if frame.index < count - 1:
                both.wait()
            return super().estimate(frame)

    assert len(list(run(frames(), Waiting()))) == count
