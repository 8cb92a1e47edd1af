"""What a program costs in processor time, which other programs of the machine hardly change."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path


def processor_s(code: str) -> float:
    """Seconds of processor time a new interpreter needs for this code, which must not fail."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def processor_s_of(pid: int) -> float:
    """Seconds of processor time a running process has needed so far."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
