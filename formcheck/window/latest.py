"""Hands the newest of something from one thread to another: what was not taken is replaced."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Room for one item, never a queue.

    >>> latest = Latest[int]()
    >>> latest.put(1); latest.put(2)
    >>> latest.take(0), latest.take(0), latest.replaced
    (2, None, 1)

    Attributes:
        replaced: How many items nobody took before the next came.
        closed: Whether no more will come.
    """

    def __init__(self) -> None:
        self.replaced = 0
        self.closed = False
        self._item: T | None = None
        self._change = threading.Condition()

    def put(self, item: T) -> None:
        """Put an item in the place of the one before."""
        with self._change:
            self.replaced += self._item is not None
            self._item = item
            self._change.notify_all()

    def take(self, timeout_s: float) -> T | None:
        """Take the item; None if there is none after some time, or no more will come."""
        with self._change:
            self._change.wait_for(lambda: self._item is not None or self.closed, timeout_s)
            item, self._item = self._item, None
            return item

    def close(self) -> None:
        """No more will come; what is there can still be taken."""
        with self._change:
            self.closed = True
            self._change.notify_all()
