"""The text of an exercise file, in whatever way an editor saved its letters."""

from __future__ import annotations

import codecs
import re

from formcheck.exercises.draft import Complaint

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAVE = 'save it as "UTF-8" in your editor'
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BINARY = 0.05
"""A file of which a larger share are control characters is no text."""


def decoded(content: str | bytes) -> tuple[str, list[Complaint]]:
    """The text of a file, and what is wrong with its letters.

    Args:
        content: What the file holds; bytes are UTF-8, with or without a byte order mark.

    Returns:
        The text, as far as it can be told; "" where it is none at all.

    >>> decoded("kind".encode("utf-16-le"))[0], str(decoded("kind".encode("utf-16-le"))[1][0])[:30]
    ('kind', 'the file is saved as UTF-16, n')
    """
    if isinstance(content, str):
        return _readable(content.removeprefix("\ufeff"))
    text, called = _wide(content)
    if called:
        text, more = _readable(text)
        return text, [Complaint(f"the file is saved as {called}, not as UTF-8; {_SAVE}"), *more]
    if len(_CONTROL.findall(content.decode("latin-1"))) > _BINARY * len(content):
        words = "the file is no text; an exercise file is written in an editor for plain text"
        return "", [Complaint(words)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        return text, [
            Complaint(_letters_of(line.decode("cp1252", errors="replace")), number)
            for number, line in enumerate(content.splitlines(), 1)
            if not _is_utf8(line)
        ]
    return _readable(text)


def _wide(content: bytes) -> tuple[str, str]:
    """The text of a file of two or four bytes a letter, and what that is called; else ("", "")."""
    for mark, encoding, called in _MARKS:
        if content.startswith(mark):
            whole = content.decode(encoding, errors="ignore")
            return whole.removeprefix("\ufeff"), called
    # Without a mark every second byte of a plain text is a zero.
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        zeros, others = content[first::2], content[1 - first :: 2]
        if zeros and zeros.count(0) > 0.6 * len(zeros) and others.count(0) < 0.1 * len(others):
            return content.decode(encoding, errors="ignore"), "UTF-16"
    return "", ""


def _readable(text: str) -> tuple[str, list[Complaint]]:
    """A text with line ends of one kind and without signs that nobody sees, of which it tells."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    complaints = [
        Complaint(f"a sign that cannot be seen stands here (U+{ord(found[0]):04X}); remove it", n)
        for n, line in enumerate(text.split("\n"), 1)
        if (found := _CONTROL.search(line))
    ]
    return _CONTROL.sub("", text), complaints


def _letters_of(line: str) -> str:
    odd = " ".join(dict.fromkeys(letter for letter in line if ord(letter) > 127))
    key = line.partition("=")[0].strip()
    named = f"`{key}`: " if "=" in line and key.isascii() else ""
    return f'{named}{odd} is not saved as UTF-8; save the file as "UTF-8" in your editor'


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
