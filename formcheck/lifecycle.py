"""How things end: what closes itself, Ctrl-C as a wish to stop, and SIGTERM as Ctrl-C."""

from __future__ import annotations

import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

PRESSES_NOTED = 2
"""How many times Ctrl-C is only noted: people press it twice.  Once more gives up at once."""


class _Notes:
    """Handles Ctrl-C by counting it."""

    def __init__(self) -> None:
        self.presses = 0

    def __call__(self, *_: object) -> None:
        self.presses += 1
        if self.presses > PRESSES_NOTED:
            raise KeyboardInterrupt


@contextmanager
def deferred_interrupt() -> Iterator[Callable[[], bool]]:
    """While the block runs, note Ctrl-C instead of raising `KeyboardInterrupt` wherever it strikes.

    A block within such a block knows what was noted before it began.  Where Ctrl-C is not Python's
    own to handle (outside of the main thread, or where the caller has a handler), nothing changes.

    Yields:
        What says whether Ctrl-C was pressed.
    """
    notes = _Notes()
    handler = signal.getsignal(signal.SIGINT)
    in_main = threading.current_thread() is threading.main_thread()
    if in_main and isinstance(handler, _Notes):
        notes = handler
    ours = in_main and handler is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, notes)
    try:
        yield lambda: notes.presses > 0
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """While the block runs, take SIGTERM for Ctrl-C, so that all that is open is closed.

    Service managers and ``docker stop`` end a program with SIGTERM, which ends Python at once where
    nobody handles it: no `with` block is left, and nothing is stored any more.  Outside of the main
    thread nothing changes.

    >>> import os
    >>> try:
    ...     with ended_by_sigterm():
    ...         os.kill(os.getpid(), signal.SIGTERM)
    ... except KeyboardInterrupt:
    ...     print("closed")
    closed
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Closing(ABC):
    """Closes itself when its `with` block is left, by an error too."""

    @abstractmethod
    def close(self) -> None:
        """Free what is held; further calls do nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
