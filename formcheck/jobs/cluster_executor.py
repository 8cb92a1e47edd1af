"""Runs calls on a Dask cluster, behind the seam of an executor.

A worker that ends takes with it all that it was at or was about to do.  Each of these calls is
tried again, and the third time alone: only one that ends a worker then is surely at fault itself,
and is given up.  What a worker is to look at is sent to the cluster once a video, or found by it on
a disk that all share.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from formcheck.errors import InputError, UsageError
from formcheck.finding.chunk_task import ChunkTask
from formcheck.jobs.remote_task import Sent, Shared, find, sum_of

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as Remote

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 3
"""How many workers may end while they are at a call, one after the other."""

GIVEN_UP = (
    f"{TRIES} workers of the cluster ended, one after the other, while they looked at it: it "
    "perhaps crashes its decoder or takes too much memory; save it anew with another program"
)


class ClusterExecutor(Executor):
    """Runs calls on a cluster; those that look at a video have it there.

    No more are handed over than run at once, so that what waits can be cancelled.

    Args:
        client: The connection, which is closed by `shutdown`.
        at_once: How many calls run at a time.
        shared: Whether workers see videos under the same paths as this machine.

    Attributes:
        at_once: How many calls run at a time.
        client: The connection.
    """

    def __init__(self, client: Client, *, at_once: int, shared: bool = False) -> None:
        self.at_once = at_once
        self.client = client
        self._shared = shared
        self._lock = threading.RLock()
        self._videos: dict[str, _Video] = {}
        self._waiting: deque[_Call] = deque()
        self._under_way: set[_Call] = set()
        self._closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a call on the cluster.

        Args:
            fn: The function; it, what it is given and what it returns must be picklable.
            args: What it is given.
            kwargs: What it is given by name.

        Returns:
            What becomes of it.  If workers end while they are at it, three in a row, that is an
            `InputError`.

        Raises:
            RuntimeError: The executor is shut down.
        """
        call = _Call(fn, args, kwargs)
        with self._lock:
            if self._closed:
                raise RuntimeError("the executor is shut down")
            if isinstance(fn, ChunkTask):
                call.fn, call.args = find, (fn,)
                call.video = self._videos.setdefault(fn.path, _Video(fn.path))
                call.video.needed += 1
            self._waiting.append(call)
        call.future.add_done_callback(lambda _: self._over(call))
        self._begin()
        return call.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster.

        Args:
            wait: Whether to wait for what runs and waits.
            cancel_futures: Whether to cancel all of it first.
        """
        with self._lock:
            self._closed = True
            left = [call.future for call in (*self._waiting, *self._under_way)]
        for future in left:
            if cancel_futures:
                future.cancel()
            elif wait:
                future.exception()
        self.client.close()

    def _begin(self) -> None:
        """Hand over what can be begun now."""
        while (call := self._next()) is not None:
            try:
                remote = self._handed_over(call)
            except Exception as error:
                if isinstance(error, OSError) and error.filename is not None:
                    reason = f"{error.filename} cannot be read: {error.strerror or error}"
                    call.fail(InputError(reason))
                else:  # the cluster is gone (an OSError of Dask's, too), or cannot take it
                    call.fail(UsageError(f"the cluster did not take it: {error}"))
            else:
                call.remote = remote
                remote.add_done_callback(lambda remote, call=call: self._came(call, remote))
                if call.future.done():  # it was cancelled meanwhile
                    remote.cancel()

    def _next(self) -> _Call | None:
        """The call to begin next: the last try of a call is made while nothing else runs."""
        with self._lock:
            while self._waiting and self._waiting[0].future.done():
                self._waiting.popleft()
            alone = any(call.is_last_try for call in self._under_way)
            if not self._waiting or alone or len(self._under_way) >= self.at_once:
                return None
            if self._waiting[0].tries == TRIES - 1 and self._under_way:
                return None
            call = self._waiting.popleft()
            call.tries += 1
            self._under_way.add(call)
            return call

    def _handed_over(self, call: _Call) -> Remote:
        """Submit a call.

        Raises:
            OSError: Its video cannot be read.
        """
        given = () if call.video is None else (call.video.at_hand(self.client, self._shared),)
        return self.client.submit(call.fn, *call.args, *given, **call.kwargs, pure=False)

    def _came(self, call: _Call, remote: Remote) -> None:
        """A call has ended on the cluster, one way or another."""
        from distributed import KilledWorker

        if call.future.done():
            return
        if remote.status == "finished":
            try:
                call.succeed(remote.result())
            except Exception as unread:  # its result cannot be had, or not be read
                call.fail(unread)
            return
        error = remote.exception() if remote.status == "error" else None
        if error is not None and not isinstance(error, KilledWorker):
            call.fail(error)
        elif self.client.status != "running":
            call.fail(UsageError("the cluster does not answer any more; give the command again"))
        elif call.is_last_try:
            call.fail(InputError(GIVEN_UP))
        else:  # its worker has ended, or the one that had its video
            with self._lock:
                self._under_way.discard(call)
                self._waiting.append(call)
            self._begin()

    def _over(self, call: _Call) -> None:
        """A call's future is done: others can begin, and a video that nobody needs is let go."""
        with self._lock:
            self._under_way.discard(call)
            video, closed = call.video, self._closed
            if video is not None:
                video.needed -= 1
                if not video.needed:
                    self._videos.pop(video.path, None)
        if call.future.cancelled() and call.remote is not None:
            call.remote.cancel()
        if not closed:
            self._begin()


@dataclass(eq=False)
class _Call:
    """A call, and how often it was tried."""

    fn: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    video: _Video | None = None
    remote: Remote | None = None
    future: Future[Any] = field(default_factory=Future)
    tries: int = 0

    @property
    def is_last_try(self) -> bool:
        """Whether it is not tried again."""
        return self.tries >= TRIES

    def succeed(self, result: Any) -> None:
        """Say what came of it, unless nobody wants to know any more."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_result(result)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong, unless nobody wants to know any more."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)


@dataclass(eq=False)
class _Video:
    """A video for workers, who have it once it is sent."""

    path: str
    needed: int = 0
    _sum: Shared | None = None
    _sent: Remote | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def at_hand(self, client: Client, shared: bool) -> Remote | Shared:
        """What a call is given of it: it is sent anew where the worker that had it has ended.

        Raises:
            OSError: It cannot be read.
        """
        with self._lock:
            if shared:
                self._sum = self._sum or Shared(sum_of(self.path))
                return self._sum
            if self._sent is None or self._sent.status in ("cancelled", "lost", "error"):
                video = Sent(Path(self.path).name, Path(self.path).read_bytes())
                self._sent = client.scatter(video, hash=False)
            return self._sent
