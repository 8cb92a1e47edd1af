"""Takes a secret off the list of processes, where everybody on the machine could read it."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from pathlib import Path


def hide_argument(option: str) -> None:
    """Write over the value of an option in this process's command line (Linux).

    Elsewhere the command line stays as it is: a secret is better put into the environment.

    Args:
        option: The option, ``--token``.
    """
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError, ValueError, IndexError):
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        start, end = int(fields[45]), int(fields[46])  # arg_start and arg_end of proc(5)
        if start and end > start:
            line = ctypes.string_at(start, end - start)
            ctypes.memmove(start, _hidden(line, option.encode()), end - start)


def _hidden(line: bytes, option: bytes) -> bytes:
    r"""Arguments, each with a zero at its end, as long as they were.

    >>> _hidden(b"serve\0--token=abc\0--token\0de\0", b"--token")
    b'serve\x00--token=***\x00--token\x00**\x00'
    """
    parts = line.split(b"\0")
    for index, part in enumerate(parts):
        if part.startswith(option + b"="):
            parts[index] = option + b"=" + b"*" * (len(part) - len(option) - 1)
        elif index and parts[index - 1] == option:
            parts[index] = b"*" * len(part)
    return b"\0".join(parts)
