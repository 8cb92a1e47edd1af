"""How a worker's memory goes back to the system: settings of glibc's `malloc`, and of no other."""

from __future__ import annotations

import ctypes
import sys

_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8

LARGE_BYTES = 4 * 1024 * 1024
"""What is larger than this is given back as soon as it is free: a picture of 1080p and more.  Each
page of what is given back costs a fault when it is taken again: with 256 KB, where every picture
was, an upload of 848 x 480 had seventeen times the faults and took a fifth more processor time."""

SPARE_BYTES = 16 * 1024 * 1024
"""What is free at the end of the heap is kept for what comes next, up to this much."""

ARENAS = 2
"""How many heaps the threads share; glibc would have eight a core, each with holes of its own."""


def keep_memory_low() -> bool:
    """Have `malloc` give pictures back, and not keep a heap for each thread.

    By itself glibc takes the first picture that is freed for the usual size, and keeps what is
    that large for good.  For an analysis that was a sixth of its memory
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
    wanted = {
        _M_MMAP_THRESHOLD: LARGE_BYTES,
        _M_TRIM_THRESHOLD: SPARE_BYTES,
        _M_ARENA_MAX: ARENAS,
    }
    return all(mallopt(name, value) for name, value in wanted.items())
