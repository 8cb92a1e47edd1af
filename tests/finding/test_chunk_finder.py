"""Chunks side by side: the same poses for any number of workers, and seams that hold."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.finding import chunk_finder
from formcheck.finding.chunk_finder import ChunkFinder
from formcheck.finding.chunks import divide
from formcheck.finding.seams import agree
from formcheck.finding.video_poses import VideoPoses
from formcheck.pose import Pose
from formcheck.recording import RecordingWriter
from formcheck.vision.source import open_video
from tests.cli.engine import InlineExecutor

from .fakes import BODY, FakeEstimator, write_long

pytestmark = pytest.mark.real  # a video is written and read, minutes of it


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_long(tmp_path_factory.mktemp("video") / "long.mp4", 160.0)


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.finding.chunk_task.PoseEstimator", FakeEstimator)
    monkeypatch.setattr("formcheck.finding.video_poses.PoseEstimator", FakeEstimator)
    monkeypatch.setattr(FakeEstimator, "made", 0)


def recorded(video: Path, folder: Path, executor: Executor | None, at_once: int) -> bytes:
    """The bytes of a recording of what is found."""
    path = folder / f"{at_once}.jsonl.gz"
    with (
        VideoPoses(str(video), executor=executor, at_once=at_once) as poses,
        RecordingWriter(path, poses.info, "full") as writer,
    ):
        for each in poses:
            writer.write(each.pose)
        writer.finish(poses.info, poses.warnings)
    return path.read_bytes()


def in_one_go(video: Path) -> list[Pose]:
    estimator = FakeEstimator("full")
    with open_video(video) as source:
        return [estimator.estimate(frame) for frame in source]


def finder_of(
    video: Path, executor: Executor, tick: Callable[[int], bool] = lambda _: True
) -> ChunkFinder:
    with open_video(video) as source:
        chunks = divide(source)
    return ChunkFinder(
        str(video),
        chunks,
        executor,
        model="full",
        end_s=float("inf"),
        max_pixels=10**6,
        at_once=2,
        tick=tick,
    )


def test_any_number_of_workers_gives_the_same_bytes(video: Path, tmp_path: Path) -> None:
    alone = recorded(video, tmp_path, None, 1)
    for workers in (2, 8):
        with ThreadPoolExecutor(workers) as pool:
            assert recorded(video, tmp_path, pool, workers) == alone


def test_what_is_learnt_of_the_file_is_what_one_go_learns(video: Path) -> None:
    with open_video(video) as source:
        whole = in_one_go(video)
        for _ in source:
            pass
    with VideoPoses(str(video)) as poses:
        found = [each.pose for each in poses]
    assert [pose.index for pose in found] == list(range(len(whole)))
    assert [pose.time_s for pose in found] == [pose.time_s for pose in whole]
    assert (poses.info, poses.warnings) == (source.info, source.warnings)
    for one, other in zip(found, whole, strict=True):
        np.testing.assert_array_equal(one.world, other.world)  # the frame that was looked at
        assert np.abs(one.image - other.image).max() < 0.1


@pytest.mark.parametrize("bad", [{1}, {2}, {1, 2, 3, 4}, {4}, {2, 3}])
def test_who_follows_somebody_else_is_not_used(
    bad: set[int], video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each chunk of `bad` follows another person than the one before it."""
    with open_video(video) as source:
        leads = [chunk.lead_s for chunk in divide(source)]
    strangers = [leads[number] for number in bad]

    def person_of(begun_s: float) -> int:
        return int(any(abs(begun_s - lead) < 0.51 for lead in strangers))

    monkeypatch.setattr(FakeEstimator, "person_of", staticmethod(person_of))
    whole = in_one_go(video)
    with ThreadPoolExecutor(2) as pool, finder_of(video, pool) as finder:
        found = list(finder)
    assert finder.redone
    assert [pose.time_s for pose in found] == [pose.time_s for pose in whole]
    assert max(np.abs(a.image - b.image).max() for a, b in zip(found, whole, strict=True)) < 0.1


def test_frames_that_nobody_can_find_again_are_read_in_one_go(
    video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock of which the packets say nothing: what the chunks see is not what comes there."""
    monkeypatch.setattr(chunk_finder, "agree", lambda *_: False)
    whole = in_one_go(video)
    with finder_of(video, InlineExecutor()) as finder:
        found = list(finder)
    assert [pose.time_s for pose in found] == [pose.time_s for pose in whole]
    for one, other in zip(found, whole, strict=True):
        np.testing.assert_array_equal(one.image, other.image)  # it is the one estimator, gone on


def test_it_stops_when_told_and_keeps_what_was_found(video: Path) -> None:
    told = threading.Event()
    seen: list[int] = []

    def tick(frames: int) -> bool:
        seen.append(frames)
        return not told.is_set()

    with ThreadPoolExecutor(2) as pool, finder_of(video, pool, tick) as finder:
        found: list[Pose] = []
        for pose in finder:
            found.append(pose)
            if len(found) == 10:
                told.set()
    assert finder.interrupted
    assert 10 <= len(found) < 800
    times = [pose.time_s for pose in in_one_go(video)]
    assert [pose.time_s for pose in found] == times[: len(found)]
    assert seen == sorted(seen)


def test_an_error_ends_all(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Pose:
        raise ZeroDivisionError

    monkeypatch.setattr(FakeEstimator, "estimate", fail)
    with (
        ThreadPoolExecutor(2) as pool,
        pytest.raises(ZeroDivisionError),
        finder_of(video, pool) as finder,
    ):
        list(finder)
    assert FakeEstimator.made <= 4


def poses_at(*shifts: float, others: int = 0, step: float = 0.1) -> list[Pose]:
    return [
        Pose(
            n,
            n * step,
            96,
            64,
            image=np.add(BODY, (shift, 0)),
            visibility=np.ones(33),
            world=np.zeros((33, 3)),
            others=others,
        )
        for n, shift in enumerate(shifts)
    ]


def test_what_agrees() -> None:
    trunk = float(np.hypot(*(BODY[[11, 12]].mean(axis=0) - BODY[[23, 24]].mean(axis=0))))
    still = poses_at(*[0.0] * 30)
    assert agree(still, still[5:])
    assert agree(still, poses_at(*[0.02 * trunk] * 30))
    settled = [trunk, trunk / 2, *[0.0] * 28]
    assert agree(still, poses_at(*settled))
    assert not agree(still, poses_at(*[0.2 * trunk] * 30))
    assert not agree(still, poses_at(*[0.0] * 28, trunk, trunk))  # in the end somebody else
    assert not agree(still, poses_at(*[0.0] * 30, others=1))
    assert not agree(still, poses_at(*[0.0] * 30, step=0.11))  # other frames
    assert not agree(still, still[:-1])
    assert not agree(still, [])
    nobody = [Pose(pose.index, pose.time_s, 96, 64, others=0) for pose in still]
    assert agree(nobody, nobody)
    assert not agree(still, nobody)
    assert not agree(still, [replace(pose, width=97) for pose in still])


class Silent(Executor):
    """Takes calls and never says what came of them, as a cluster that hangs."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.futures.append(Future())
        return self.futures[-1]


def test_where_nobody_answers_it_stops_all_the_same(video: Path) -> None:
    silent = Silent()
    with finder_of(video, silent, lambda _: False) as finder:
        assert list(finder) == []
        assert finder.interrupted
    assert all(future.cancelled() for future in silent.futures)
