"""Clips of live sets: what is kept of the pictures, until when, and what ends it between."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from formcheck.history import SetRecord
from formcheck.jobs import clips
from formcheck.jobs.clip_folder import FRAMES
from formcheck.jobs.clip_video import pictures_in
from formcheck.jobs.clips import ClipStore

pytestmark = pytest.mark.real

ID = "0123456789abcdef" * 2
TODAY = date(2026, 5, 1)


class Now(Executor):
    """Runs what it is given at once, unless it waits."""

    def __init__(self) -> None:
        self.waits = False
        self.waiting: list[Callable[[], None]] = []

    def go_on(self) -> None:
        """Run the first of what waits."""
        self.waiting.pop(0)()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as error:  # as a pool does
                future.set_exception(error)

        if self.waits:
            self.waiting.append(run)
        else:
            run()
        return future


class Days:
    """A calendar that a test turns."""

    today = TODAY

    def __call__(self) -> date:
        return self.today


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def executor() -> Now:
    return Now()


@pytest.fixture
def store(tmp_path: Path, executor: Now, days: Days) -> ClipStore:
    return ClipStore(tmp_path / "clips", executor, days=14, pixels=10**6, today=days)


def picture(grey: int = 90, width: int = 64, height: int = 36) -> bytes:
    _, found = cv2.imencode(".jpg", np.full((height, width, 3), grey, np.uint8))
    return found.tobytes()


def a_set(number: int, start_s: float, end_s: float) -> SetRecord:
    return SetRecord(index=number, exercise="plank", start_s=start_s, end_s=end_s)


def film(store: ClipStore, seconds: float = 20.0, from_s: float = 0.0) -> clips.ClipRecorder:
    """Ten pictures a second; two sets, from 5 to 8 and from 12 to 14."""
    recorder = store.record(ID)
    for tenth in range(round(from_s * 10), round(seconds * 10)):
        time_s = tenth / 10
        recorder.add(time_s, picture(), in_set=5 <= time_s <= 8 or 12 <= time_s <= 14)
    return recorder


SETS = (a_set(1, 5.0, 8.0), a_set(2, 12.0, 14.0))


def test_each_set_has_a_clip_with_a_moment_around_it_and_nothing_else_is_kept(
    store: ClipStore, tmp_path: Path
) -> None:
    film(store).finish(SETS)
    found = store.of(ID)
    assert found is not None
    assert (found.made, found.trouble, found.until) == (True, "", TODAY + timedelta(days=14))
    assert [(each.number, each.from_s, each.seconds) for each in found.clips] == [
        (1, 4.0, 5.0),
        (2, 11.0, 4.0),
    ]
    video = store.video(ID, 2)
    assert video is not None
    with av.open(str(video)) as opened:
        times = [float(each.time or 0.0) for each in opened.decode(video=0)]
    assert (len(times), round(times[-1], 1)) == (41, 4.0)
    names = sorted(each.name for each in (tmp_path / "clips" / ID).iterdir())
    assert names == [".formcheck-analysis", "1.mp4", "2.mp4", "clips.json"]


def test_between_sets_no_picture_is_written(
    store: ClipStore, executor: Now, tmp_path: Path
) -> None:
    executor.waits = True
    film(store).finish(SETS)
    times = [each for each, _ in pictures_in(tmp_path / "clips" / ID / FRAMES)]
    assert all(4 <= each <= 9 or 11 <= each <= 15 for each in times)
    found = store.of(ID)
    assert found is not None
    assert (found.made, found.clips) == (False, ())


def test_a_session_without_a_set_leaves_nothing(store: ClipStore, tmp_path: Path) -> None:
    film(store).finish(())
    assert store.of(ID) is None
    assert list((tmp_path / "clips").iterdir()) == []


def test_a_server_that_was_killed_leaves_what_the_next_one_takes_up(
    store: ClipStore, tmp_path: Path, days: Days
) -> None:
    film(store, 13.0).close()  # in the second set it is killed, while a picture is written
    frames = tmp_path / "clips" / ID / FRAMES
    frames.write_bytes(frames.read_bytes()[:-100])
    after = ClipStore(tmp_path / "clips", Now(), days=14, pixels=10**6, today=days)
    after.take_up(lambda session: SETS if session == ID else None)
    found = after.of(ID)
    assert found is not None
    assert [each.number for each in found.clips] == [1, 2]
    assert found.clips[1].seconds == pytest.approx(1.8)
    other = store.record("f" * 32)  # of a session that the history never came to
    other.add(1.0, picture(), in_set=True)
    other.close()
    after.take_up(lambda session: SETS if session == ID else None)
    assert not (tmp_path / "clips" / ("f" * 32)).exists()
    assert after.of(ID) is not None


def test_a_workout_that_goes_on_after_a_kill_adds_to_its_pictures(
    store: ClipStore, tmp_path: Path, days: Days
) -> None:
    film(store, 13.0).close()
    frames = tmp_path / "clips" / ID / FRAMES
    frames.write_bytes(frames.read_bytes()[:-100])  # it was killed while a picture was written
    days.today += timedelta(days=3)
    after = ClipStore(tmp_path / "clips", Now(), days=14, pixels=10**6, today=days)
    after.take_up(lambda session: SETS, going_on=ID)
    found = after.of(ID)
    assert found is not None
    assert found.made
    assert [each.seconds for each in found.clips] == [5.0, pytest.approx(1.8)]  # as far as it came
    videos = [after.video(ID, number) for number in (1, 2)]
    made = [video and video.stat().st_mtime_ns for video in videos]
    after.take_up(lambda session: SETS, going_on=ID)  # nothing is made twice
    assert [video and video.stat().st_mtime_ns for video in videos] == made
    rest = film(after, 20.0, from_s=13.5)
    assert rest.until == TODAY + timedelta(days=14)  # the date that was shown at first
    rest.finish(SETS)
    found = after.of(ID)
    assert found is not None
    assert (found.made, found.trouble, found.until) == (True, "", rest.until)
    assert [(each.number, each.from_s, each.seconds) for each in found.clips] == [
        (1, 4.0, 5.0),
        (2, 11.0, 4.0),  # of both parts
    ]
    assert not frames.exists()


def test_one_process_at_a_time_writes_in_a_folder(
    store: ClipStore, executor: Now, tmp_path: Path
) -> None:
    executor.waits = True
    film(store, 13.0).pause(SETS)
    film(store, 16.0, from_s=13.5).pause(SETS)
    film(store, 20.0, from_s=16.5).finish(SETS)
    assert len(executor.waiting) == 1
    executor.go_on()
    frames = tmp_path / "clips" / ID / FRAMES
    assert frames.exists()  # for what waits
    assert len(executor.waiting) == 1  # the last alone: it has all that was before
    executor.go_on()
    found = store.of(ID)
    assert found is not None
    assert (found.made, [each.seconds for each in found.clips]) == (True, [5.0, 4.0])
    assert (executor.waiting, frames.exists()) == ([], False)
    film(store, 14.0).pause(SETS)
    assert len(executor.waiting) == 1  # nothing holds it up


def test_a_clip_that_was_deleted_is_not_made_again_when_the_workout_goes_on(
    store: ClipStore,
) -> None:
    film(store, 16.0).pause(SETS)
    assert store.delete(ID, 1)
    film(store, 20.0, from_s=16.5).finish(SETS)
    found = store.of(ID)
    assert found is not None
    assert [each.number for each in found.clips] == [2]
    assert (found.trouble, store.video(ID, 1)) == ("", None)


def test_what_was_made_before_stays_where_more_is_recorded(store: ClipStore, days: Days) -> None:
    film(store, 10.0).finish(SETS[:1])
    film(store, 20.0, from_s=10.5).finish(SETS)
    found = store.of(ID)
    assert found is not None
    assert [each.number for each in found.clips] == [1, 2]
    assert store.video(ID, 1) is not None


def test_on_the_day_after_its_date_a_clip_is_gone(store: ClipStore, days: Days) -> None:
    film(store).finish(SETS)
    days.today = TODAY + timedelta(days=14)
    assert store.expire() == []
    assert store.video(ID, 1) is not None
    days.today += timedelta(days=1)
    assert store.video(ID, 1) is None  # before anybody has swept
    assert store.expire() == [ID]
    assert store.of(ID) is None


def test_one_clip_or_all_are_deleted_at_once(store: ClipStore, tmp_path: Path) -> None:
    film(store).finish(SETS)
    assert store.delete(ID, 1)
    assert not store.delete(ID, 1)
    assert store.video(ID, 2) is not None
    assert store.delete(ID, 2)
    assert not (tmp_path / "clips" / ID).exists()
    film(store).finish(SETS)
    assert store.delete(ID)
    assert not store.delete(ID)
    film(store).finish(SETS)
    store.delete_all()
    assert store.of(ID) is None


def test_a_full_disk_keeps_what_there_was_and_says_so(
    store: ClipStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = store.record(ID)
    for tenth in range(50, 80):
        if tenth == 70:
            monkeypatch.setattr(clips, "ROOM", 10**18)
        recorder.add(tenth / 10, picture(), in_set=True)
    assert recorder.trouble == "the disk is full"
    recorder.finish(SETS[:1])
    found = store.of(ID)
    assert found is not None
    assert found.trouble == "the disk is full"
    assert found.clips[0].seconds == pytest.approx(1.9)


def test_a_folder_that_cannot_be_made_stops_nobody(store: ClipStore, tmp_path: Path) -> None:
    (tmp_path / "clips").write_text("a file where the folder would be")
    recorder = film(store)
    assert "could not be kept" in recorder.trouble
    recorder.finish(SETS)
    assert store.of(ID) is None


def test_pictures_that_are_none_and_of_another_size_do_not_spoil_the_clip(store: ClipStore) -> None:
    recorder = store.record(ID)
    sizes = [(64, 36), (48, 27), (36, 64)]
    for tenth in range(30):
        shown = b"no picture" if tenth % 10 == 5 else picture(90, *sizes[tenth // 10])
        recorder.add(tenth / 10, shown, in_set=True)
    recorder.finish([a_set(1, 0.0, 3.0)])
    video = store.video(ID, 1)
    assert video is not None
    with av.open(str(video)) as opened:
        frames = [each.to_ndarray(format="gray") for each in opened.decode(video=0)]
    assert len(frames) == 27
    assert {each.shape for each in frames} == {(36, 64)}
    assert frames[-1][:, 2].mean() < 30 < frames[-1][:, 32].mean()  # upright: bars at its sides


def test_what_cannot_be_made_into_a_video_says_so_and_lets_the_pictures_go(
    store: ClipStore, tmp_path: Path
) -> None:
    recorder = film(store)
    (tmp_path / "clips" / ID / "1.part").mkdir()
    recorder.finish(SETS)
    found = store.of(ID)
    assert found is not None
    assert "no video could be made" in found.trouble
    assert not (tmp_path / "clips" / ID / FRAMES).exists()
