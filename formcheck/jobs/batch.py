"""Runs many calls on an executor, so many at a time, and hands out each as it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

TICK_S = 0.2
"""How often the caller has a turn while nothing ends, seconds."""


def run_all(
    executor: Executor,
    calls: Iterable[Callable[[], T]],
    *,
    at_once: int,
    tick: Callable[[], bool] | None = None,
) -> Iterator[tuple[int, Future[T]]]:
    """Run calls on an executor.

    No more are handed over than run at once, so that what has not begun can be left out.

    Args:
        executor: Any; what it runs in another process must be picklable.
        calls: What is to be done.
        at_once: How many are handed over at a time.
        tick: Called again and again meanwhile; once it returns False, no more calls begin.

    Yields:
        The number of a call, from 0, and its future, which is done: in the order in which they end.
        Those that had not begun when `tick` said to stop are not among them.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor() as threads:
    ...     [(n, f.result()) for n, f in run_all(threads, [lambda: "a", lambda: "b"], at_once=1)]
    [(0, 'a'), (1, 'b')]
    """
    left = enumerate(calls)
    running: dict[Future[T], int] = {}
    going_on = True
    while True:
        going_on = going_on and (tick is None or tick())
        if going_on:
            for number, call in islice(left, at_once - len(running)):
                running[_submit(executor, call)] = number
        if not running:
            return
        done, _ = wait(running, timeout=TICK_S, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=running.__getitem__):
            yield running.pop(future), future


def _submit(executor: Executor, call: Callable[[], T]) -> Future[T]:
    """Hand a call over; an executor that is broken fails the call, not the caller."""
    try:
        return executor.submit(call)
    except BrokenExecutor as error:
        failed: Future[T] = Future()
        failed.set_exception(error)
        return failed
