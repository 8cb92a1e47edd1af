"""Many calls on one executor, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from formcheck.jobs.batch import run_all
from tests.jobs.tasks import double, fail


class LatestFirst(Executor):
    """Ends what was handed over last, whenever the caller has a turn."""

    def __init__(self) -> None:
        self.held: list[tuple[Future[Any], Callable[[], Any]]] = []
        self.most = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.held.append((future, partial(fn, *args, **kwargs)))
        self.most = max(self.most, len(self.held))
        return future

    def tick(self) -> bool:
        if self.held:
            future, call = self.held.pop()
            future.set_result(call())
        return True


class Broken(Executor):
    """Is of no use any more."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        raise BrokenExecutor("it is broken")


CALLS = [partial(double, n) for n in range(5)]


def test_any_executor_and_the_order_in_which_they_end() -> None:
    executor = LatestFirst()
    seen = [(n, f.result()) for n, f in run_all(executor, CALLS, at_once=2, tick=executor.tick)]
    assert sorted(seen) == [(n, 2 * n) for n in range(5)]
    assert [n for n, _ in seen] != sorted(n for n, _ in seen)
    assert executor.most == 2  # no more are handed over than run at once


def test_one_that_fails_fails_alone() -> None:
    calls: list[Callable[[], Any]] = [CALLS[0], partial(fail, "no"), CALLS[2]]
    with ThreadPoolExecutor(2) as threads:
        futures = dict(run_all(threads, calls, at_once=2))
    assert futures[0].result() == 0
    assert futures[2].result() == 4
    with pytest.raises(ValueError, match="no"):
        futures[1].result()


def test_what_has_not_begun_can_be_left_out() -> None:
    said = iter([True, True, False])
    with ThreadPoolExecutor(1) as threads:
        found = [n for n, _ in run_all(threads, CALLS, at_once=1, tick=lambda: next(said, False))]
    assert found == list(range(len(found)))
    assert 1 <= len(found) <= 2


def test_an_executor_that_is_broken_fails_every_call_and_not_the_caller() -> None:
    found = dict(run_all(Broken(), CALLS, at_once=2))
    assert len(found) == len(CALLS)
    for future in found.values():
        with pytest.raises(BrokenExecutor):
            future.result()
