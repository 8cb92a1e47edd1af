"""Finding the poses of many videos, all of their chunks on one pool, and keeping them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from formcheck.finding.pose_cache import PoseCache
from formcheck.jobs.batch import run_all


def keep_poses(
    videos: Sequence[Path],
    cache: PoseCache,
    executor: Executor,
    *,
    at_once: int,
    tick: Callable[[int, int | None], bool] = lambda *_: True,
) -> Iterator[tuple[int, Future[Path]]]:
    """Find the poses of videos and keep them; one that fails does not keep the others from it.

    Each video has a thread here that puts its chunks together; all work is the executor's.

    Args:
        videos: The videos.
        cache: Where poses are kept.
        executor: What finds the poses of a chunk.
        at_once: How many chunks are looked at at a time.
        tick: Called again and again with how many frames of all videos are done, and about how
            many there are, if that is known; once it returns False, no more are looked at.

    Yields:
        The number of a video and what became of it, as in `jobs.batch.run_all`.
    """
    stop = threading.Event()
    done: dict[int, tuple[int, int | None]] = {}

    def going_on() -> bool:
        so_far = list(done.values())
        known = [total for _, total in so_far if total is not None]
        total = round(sum(known) / len(known) * len(videos)) if known else None
        if not tick(sum(frames for frames, _ in so_far), total):
            stop.set()
        return not stop.is_set()

    def on_video(number: int, frames: int, total: int | None) -> bool:
        done[number] = frames, total
        return not stop.is_set()

    calls = [
        partial(
            cache.recording_of,
            video,
            executor=executor,
            at_once=at_once,
            tick=partial(on_video, number),
        )
        for number, video in enumerate(videos)
    ]
    with ThreadPoolExecutor(at_once, "formcheck-video") as drivers:
        try:
            yield from run_all(drivers, calls, at_once=at_once, tick=going_on)
        finally:
            stop.set()
