"""What test processes run."""

from __future__ import annotations

import os
import signal
import time
from contextlib import ExitStack
from pathlib import Path

from formcheck.jobs.process_limits import resident_bytes


def double(number: int) -> int:
    return 2 * number


def fail(text: str) -> None:
    raise ValueError(text)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(file: str) -> None:
    Path(file).write_text(str(os.getpid()))
    time.sleep(60)


def unsendable() -> object:
    return lambda: None


def grow(megabytes: int) -> int:
    held = []
    for _ in range(megabytes):
        held.append(bytearray(b"x") * 1_000_000)
        time.sleep(0.001)
    time.sleep(2)
    return len(held)


def open_many(file: str) -> int:
    with ExitStack() as held:
        for number in range(2000):
            try:
                held.enter_context(Path(file).open("rb"))
            except OSError:
                return number
    return 2000


def process_id() -> int:
    return os.getpid()


def mask_and_niceness() -> tuple[int, int, bool]:
    mask = os.umask(0)
    os.umask(mask)
    hears = signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return mask, os.nice(0), hears


def held_after_pictures() -> int:
    """How much more memory is resident after pictures came and went, bytes."""
    before = resident_bytes(os.getpid()) or 0
    bytearray(30_000_000)  # glibc takes what is freed first for the usual size
    pictures, between = [], []
    for _ in range(20):
        pictures.append(bytearray(b"x") * 6_000_000)
        between.append(bytes(100_000))  # stays, so that the heap cannot shrink below it
    del pictures
    return (resident_bytes(os.getpid()) or 0) - before


def ignores_ctrl_c_from_the_start() -> bool:
    """Whether this process began with Ctrl-C blocked, before it could say that it ignores it."""
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
