"""Keeps the log lines of native libraries off the terminal, and nothing else.

MediaPipe and TensorFlow Lite write to file descriptor 2 and can not be told not to.  `quiet`
catches the descriptor for as long as it is active.  Python's own `sys.stderr` goes on writing to
the terminal, and whatever was caught and is no such log line is written out at the end.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TextIO

DEBUG_VARIABLE = "FORMCHECK_DEBUG"
"""The environment variable that leaves the native log on the terminal."""

_NOISE = re.compile(
    rb"""[IWE]\d{4}[ ]\d\d:\d\d:\d\d            # glog: W0000 00:00:1795294412.28  6156 file.cc:78]
    |    [IWE]\d{4}[ ]\d\d:\d\d:\d{6,}\.
    |    INFO:[ ]Created[ ]TensorFlow
    |    WARNING:[ ]All[ ]log[ ]messages[ ]before[ ]absl
    """,
    re.VERBOSE,
)

_lock = threading.RLock()
_active: list[_Capture] = []


def enabled() -> bool:
    """Say whether native log lines are caught at all."""
    return not os.environ.get(DEBUG_VARIABLE)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep native log lines off the terminal while the block runs.

    Several threads may be in such a block at once: the last to leave restores the descriptor.
    """
    if not enabled():
        yield
        return
    with _lock:
        capture = _active[-1] if _active else _Capture()
        _active.append(capture)
    try:
        yield
    finally:
        with _lock:
            _active.pop()
            if not _active:
                capture.stop()


def without_noise(text: bytes) -> bytes:
    r"""Leave out the lines of native logs.

    >>> without_noise(b"W0000 00:00:1795294412.28 6156 a.cc:1] Feedback\nours\n")
    b'ours\n'
    """
    return b"".join(line for line in text.splitlines(keepends=True) if not _NOISE.match(line))


class _Capture:
    """Descriptor 2, pointed at a temporary file."""

    def __init__(self) -> None:
        self._real: int | None = None
        self._stream: TextIO | None = None
        self._ours: TextIO | None = None
        self._file: IO[bytes] | None = None
        with suppress(OSError, ValueError):
            _flush()
            file = tempfile.TemporaryFile()  # noqa: SIM115  # stop() closes it
            try:
                self._real = os.dup(2)
            except OSError:  # there is no standard error at all
                file.close()
                return
            self._file = file
            os.dup2(file.fileno(), 2)
            self._keep_python_talking()

    def _keep_python_talking(self) -> None:
        """Let `sys.stderr` write to the real descriptor, if it is the one that was caught."""
        stream = sys.stderr
        try:
            uses_it = stream is not None and stream.fileno() == 2
        except (OSError, ValueError, AttributeError):
            uses_it = False
        if uses_it and self._real is not None:
            self._stream = stream
            self._ours = os.fdopen(
                os.dup(self._real),
                "w",
                encoding=stream.encoding,
                errors=stream.errors,
                buffering=1,
            )
            sys.stderr = self._ours

    def stop(self) -> None:
        """Restore the descriptor, and write out what was no noise."""
        if self._real is None or self._file is None:
            return
        with suppress(OSError, ValueError):
            os.dup2(self._real, 2)
        if self._ours is not None:
            if sys.stderr is self._ours:
                sys.stderr = self._stream
            with suppress(OSError, ValueError):
                self._ours.close()
        with suppress(OSError, ValueError):
            self._file.seek(0)
            rest = without_noise(self._file.read())
            if rest:
                os.write(2, rest)
        self._file.close()
        os.close(self._real)
        self._real = self._file = None


def _flush() -> None:
    with suppress(OSError, ValueError, AttributeError, io.UnsupportedOperation):
        sys.stderr.flush()
