"""How a worker's memory goes back to the system: settings of glibc's `malloc`, and of no other."""

from __future__ import annotations

import ctypes
import sys

_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8

LARGE_BYTES = 256 * 1024
"""What is larger than this is given back as soon as it is free: every picture is."""

ARENAS = 2
"""How many heaps the threads share; glibc would have eight a core, each with holes of its own."""


def keep_memory_low() -> bool:
    """Have `malloc` give pictures back, and not keep a heap for each thread.

    By itself glibc takes the first picture that is freed for the usual size, and keeps what is
    that large for good.  For an analysis that was a fifth of its memory
    (`python -m benchmarks.memory`).

    Returns:
        Whether it could be set; it cannot where the C library is another one.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    return bool(mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES) and mallopt(_M_ARENA_MAX, ARENAS))
