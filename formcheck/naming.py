"""Names that people and their machines give to files: shown safely, and compared as people do."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def printable(text: str) -> str:
    r"""Make a text safe to show: what steers a terminal or turns the writing round is spelled out.

    Args:
        text: Any text; line ends and tabs stay.

    >>> print(printable("row\x1b[2J\x9b1m\u202e4pm.mp4"))
    row\x1b[2J\x9b1m\u202e4pm.mp4
    >>> printable("Übung 1 👩‍🏫.mp4")
    'Übung 1 👩‍🏫.mp4'
    """
    return _STEERING.sub(lambda found: repr(found.group())[1:-1], text)


def on_one_line(text: str) -> str:
    r"""Make a text safe to show in one line.

    >>> on_one_line("row\n2.mp4\r\x1b[31m")
    'row 2.mp4 \\x1b[31m'
    """
    return printable(" ".join(text.splitlines()))


def composed(name: str) -> str:
    r"""Write a name as most keyboards do.

    Macs store an umlaut as a letter with dots (NFD) where others have one sign (NFC).

    >>> composed("Ru\u0308cken.mp4") == "R\u00fccken.mp4"
    True
    """
    return unicodedata.normalize("NFC", name)


def stored(path: Path) -> Path:
    """Return the path under which a file is stored.

    Args:
        path: As somebody wrote it: any part of it may be composed in another way.

    Returns:
        The path itself if there is such a file, or if there is none of that name at all.
    """
    if str(path).isascii() or path.exists() or path.parent == path:
        return path
    folder = stored(path.parent)
    if (folder / path.name).exists():
        return folder / path.name
    wanted = composed(path.name)
    try:
        same = sorted(each for each in folder.iterdir() if composed(each.name) == wanted)
    except OSError:
        return path
    return same[0] if same else path
