"""What may be read as an input at all, a file with something in it; and that it stays as it is."""

from __future__ import annotations

import stat
from pathlib import Path

from formcheck.errors import InputError, OutputError, UsageError


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


def refuse_to_overwrite(file: Path, source: Path) -> None:
    """Refuse to write to what is read, or to a folder.

    Args:
        file: What is to be written; it need not exist.
        source: What is read; it need not exist either.

    Raises:
        OutputError: It is a folder.
        UsageError: It is the source, by this name or another.
    """
    if file.is_dir():
        raise OutputError(f"{file}: is a folder; name a file")
    if file.exists() and source.exists() and file.samefile(source):
        raise UsageError(f"{file}: is the input itself and would be overwritten")
