"""What workers of a cluster do in tests."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def note(folder: str, what: str) -> int:
    """Note that it was done, and say how often it was."""
    with Path(folder, what).open("a") as file:
        file.write(f"{os.getpid()}\n")
    return len(Path(folder, what).read_text().split())


def die_once(folder: str) -> str:
    if note(folder, "once") == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def die(folder: str) -> None:
    note(folder, "always")
    os.kill(os.getpid(), signal.SIGKILL)


def double(number: int) -> int:
    return 2 * number


def wait_for(file: str) -> None:
    Path(file).with_suffix(".begun").touch()
    while not Path(file).exists():
        time.sleep(0.02)


def fail() -> None:
    raise ValueError("of its own")
