"""Runs decoding and pose estimation side by side, each in a thread of its own.

PyAV and MediaPipe release the interpreter lock while they work, so a frame is decoded while the
one before it is looked at, and the caller (rules, drawing) works beside both.  Queues between them
are short: memory does not grow with the video.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from formcheck.pose import Pose
from formcheck.vision.frames import Frame

QUEUE_BYTES = 12_500_000
"""How much a queue of frames may hold, about: two of 1080p, which keep both threads busy; of larger
ones there is one."""

_MAX_AHEAD = 8  # frames
_POLL_S = 0.1  # how long a thread waits before it looks whether it should stop

T = TypeVar("T")


class Estimator(Protocol):
    """What finds poses; `vision.estimator.PoseEstimator` is one."""

    def estimate(self, frame: Frame) -> Pose:
        """Find the pose in a frame."""
        ...


def run(
    frames: Iterable[Frame],
    estimator: Estimator,
    kept: Callable[[Frame], Frame] = lambda frame: frame,
) -> Generator[tuple[Frame, Pose], None, None]:
    """Find the poses of all frames.

    Close the iterator when leaving early (`contextlib.closing`, or just drop it): its threads
    have then ended, and source and estimator can be closed.

    Args:
        frames: The frames, such as a `VideoSource`; iterated over in a thread.
        estimator: What finds poses; called from another thread.
        kept: What is kept of a frame once its pose is found; called from that thread, too.

    Yields:
        What is kept of each frame with its pose, in order.

    Raises:
        Exception: Whatever the frames or the estimator raised, after the frames before it.
    """
    stop = threading.Event()
    decoded = PrefetchThread(frames, "decode", stop)
    estimated = PrefetchThread(_poses(decoded, estimator, kept), "pose", stop)
    try:
        yield from estimated
    finally:
        stop.set()
        estimated.join()
        decoded.join()


def _poses(
    frames: Iterable[Frame], estimator: Estimator, kept: Callable[[Frame], Frame]
) -> Iterator[tuple[Frame, Pose]]:
    for frame in frames:
        pose = estimator.estimate(frame)
        found = [(kept(frame), pose)]
        del frame  # while the next one is waited for, nothing but its user holds this one
        yield found.pop()


class PrefetchThread(Generic[T]):
    """Draws from an iterable in a thread, a little ahead of who iterates over it.

    Args:
        items: What to draw from.  If it is a generator, it is closed in the thread.
        name: The thread's name.
        stop: Set it to end the thread.
    """

    def __init__(self, items: Iterable[T], name: str, stop: threading.Event) -> None:
        self._items = items
        self._stop = stop
        self._queue: queue.Queue[tuple[T] | _End] = queue.Queue(_MAX_AHEAD)
        self._thread = threading.Thread(target=self._work, name=f"formcheck-{name}", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        """Yield what the thread drew; raises what it raised."""
        while True:
            try:
                item = self._queue.get(timeout=_POLL_S)
            except queue.Empty:
                if self._stop.is_set():
                    return
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            got = list(item)
            del item  # a large picture is not held until the next one comes
            yield got.pop()

    def join(self) -> None:
        """Wait until the thread has ended; `stop` must be set or the items drawn."""
        self._thread.join()

    def _work(self) -> None:
        error: BaseException | None = None
        iterator = iter(self._items)
        try:
            for item in iterator:
                room = self._capacity(item)
                self._queue.put((item,))
                del item
                # The next one is drawn once there is room for it: none is held beside the queue.
                if not self._wait_for(room):
                    break
        except BaseException as raised:  # it is raised again in the other thread
            error = raised
        finally:
            close = getattr(iterator, "close", None)
            if close is not None:
                close()
            if self._wait_for(_MAX_AHEAD):
                self._queue.put(_End(error))

    def _wait_for(self, room: int) -> bool:
        """Wait until fewer than so many items wait; False if no more are wanted.

        Only this thread puts, so there still is room afterwards.
        """
        while not self._stop.is_set():
            if self._queue.qsize() < room:
                return True
            self._stop.wait(0.004)
        return False

    def _capacity(self, item: T) -> int:
        """Return how many items like this may wait."""
        frame = item[0] if isinstance(item, tuple) and item else item
        size = frame.image.nbytes if isinstance(frame, Frame) else 1
        return min(_MAX_AHEAD, max(1, QUEUE_BYTES // size))


class _End:
    """The last item: the thread has ended, with an error or without."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error
