"""What is to be stored: tried at once, and again until the database takes it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from formcheck.history import StorageError
from formcheck.lifecycle import Closing

LOG = logging.getLogger("formcheck")

PERIOD_S = 1.0
"""How often what could not be stored is tried again, seconds."""


class Outbox(Closing):
    """Keeps what could not be stored yet, in its order; what still fails holds nothing else up.

    A thread tries again for as long as something waits; with nothing to do there is none.

    Args:
        period_s: How often it tries, seconds.
    """

    def __init__(self, period_s: float = PERIOD_S) -> None:
        self._period_s = period_s
        self._lock = threading.Lock()
        self._waiting: dict[str, Callable[[], None]] = {}
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, key: str, store: Callable[[], None]) -> None:
        """Store something, now or as soon as it can be.

        Args:
            key: What it is; of two with the same key the later is stored.
            store: Stores it; whatever it raises but a `StorageError` or an `OSError` is raised.
        """
        with self._lock:
            behind = bool(self._waiting) and key not in self._waiting
        if not behind and _stored(store):
            with self._lock:
                self._waiting.pop(key, None)
            return
        with self._lock:
            self._waiting[key] = store
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(
                    target=self._try_again, name="formcheck-outbox", daemon=True
                )
                self._thread.start()

    def has(self, key: str) -> bool:
        """Whether something still waits to be stored."""
        with self._lock:
            return key in self._waiting

    def waiting(self) -> int:
        """How much still waits to be stored."""
        with self._lock:
            return len(self._waiting)

    def close(self) -> None:
        """Try a last time; what cannot be stored now is done anew by the next server."""
        self._closed.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(timeout=2 * self._period_s + 30.0)
        self._store_all()

    def _try_again(self) -> None:
        while not self._closed.wait(self._period_s):
            self._store_all()
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return

    def _store_all(self) -> None:
        with self._lock:
            waiting = list(self._waiting.items())
        for key, store in waiting:
            try:
                store()
            except StorageError:
                return  # the database takes nothing now
            except OSError:
                continue
            except Exception:  # it would fail for ever; what is behind it is stored all the same
                LOG.exception("%s: cannot be stored", key)
            with self._lock:
                if self._waiting.get(key) is store:
                    del self._waiting[key]


def _stored(store: Callable[[], None]) -> bool:
    try:
        store()
    except (StorageError, OSError):
        return False
    return True
