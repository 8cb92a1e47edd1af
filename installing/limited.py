"""Runs a command for so long at most, with all that it has started."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGES_S = 900.0
"""Packages that take longer than this to be had are not coming: half a gigabyte, over a slow line,
takes a third of it, seconds."""


def run_limited(
    command: Sequence[str | Path], *, seconds: float = PACKAGES_S, env: Mapping[str, str]
) -> None:
    """Run a command; all that it started ends with it.

    Args:
        command: Its words.
        seconds: For how long at most.
        env: Its environment.

    Raises:
        SystemExit: It took longer.
        subprocess.CalledProcessError: It failed.
    """
    process = subprocess.Popen(command, env=dict(env), start_new_session=True)
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise SystemExit(
            f"{' '.join(map(str, command[-3:]))}: not done after {seconds:g} s: does the package "
            "index answer? (PIP_INDEX_URL, or pip's own configuration, says which)"
        ) from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if status:
        raise subprocess.CalledProcessError(status, command)
