"""What may be read as an input at all: a file that is there, and has something in it."""

from __future__ import annotations

import stat
from pathlib import Path

from formcheck.errors import InputError


def check_file(path: Path, what: str) -> None:
    """Refuse what is no file that can be read as often as it is needed.

    Args:
        path: The file; a link leads to what it names.
        what: What it should be, with its article, for the message.

    Raises:
        InputError: It is missing, empty, a folder, a pipe or a device, or may not be read.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        raise InputError(f"{path} does not exist") from None
    except PermissionError:
        raise InputError(f"{path} may not be read: permission denied") from None
    except (OSError, ValueError) as error:  # a name that is too long, or holds a zero
        reason = getattr(error, "strerror", None) or "its name cannot be"
        raise InputError(f"{path} is not {what} that can be read ({reason})") from error
    kind = found.st_mode
    if stat.S_ISDIR(kind):
        raise InputError(f"{path} is a folder, not {what}")
    if stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind):
        raise InputError(
            f"{path} is a pipe, and an input is read more than once: "
            "save what comes out of it as a file, and give that"
        )
    if not stat.S_ISREG(kind):
        raise InputError(f"{path} is a device, not {what}")
    if found.st_size == 0:
        raise InputError(f"{path} is empty")
