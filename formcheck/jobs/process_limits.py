"""What a process that opens strangers' pictures may take: so much memory, so many open files.

Address space, which the system itself could limit, is mapped by the gigabyte by the graphics
library; what is resident is watched instead, from the process that started the other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

OPEN_FILES = 256
"""How many files a process may have open: an analysis has fewer than sixty."""

WATCH_S = 0.5
"""How often the memory of a process is looked at, seconds."""

_PS_TIMEOUT_S = 5.0


class MemoryWatch:
    """Watches how much memory a process has resident.

    Args:
        pid: The process.
        limit_bytes: How much it may have; None for no limit.
        clock: Seconds.
    """

    def __init__(
        self, pid: int, limit_bytes: int | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pid = pid
        self._limit_bytes = limit_bytes
        self._clock = clock
        self._next_s = clock()

    def check(self) -> bool:
        """Look at the process, but no more often than every `WATCH_S` seconds.

        Returns:
            Whether it was looked at and has more than it may.
        """
        now_s = self._clock()
        if self._limit_bytes is None or now_s < self._next_s:
            return False
        self._next_s = now_s + WATCH_S
        return (resident_bytes(self._pid) or 0) > self._limit_bytes


def resident_bytes(pid: int) -> int | None:
    """How much memory a process has resident; None where the system does not say."""
    if sys.platform == "win32":
        return None
    if sys.platform.startswith("linux"):
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):
            return _told_by_ps(pid)
        return pages * os.sysconf("SC_PAGE_SIZE")
    return _told_by_ps(pid)


def _told_by_ps(pid: int) -> int | None:
    """The same from the command that every Unix has (macOS)."""
    try:
        done = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)],
            capture_output=True,
            text=True,
            check=True,
            timeout=_PS_TIMEOUT_S,
            stdin=subprocess.DEVNULL,
        )
        return 1024 * int(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def limit_open_files() -> None:
    """Let this process open no more than `OPEN_FILES` files (Unix)."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def can_watch_memory() -> bool:
    """Whether this system says how much memory a process has."""
    return resident_bytes(os.getpid()) is not None
