"""What test processes run."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


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
