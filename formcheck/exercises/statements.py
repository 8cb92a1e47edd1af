"""Splits the text of an exercise file into its statements, however broken it is.

TOML's own reader stops at the first mistake.  Here each heading and each ``key = value`` is found
by itself, with its line, so that every mistake of a file can be told at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "pair", "stray"]

QUOTES = (
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\
\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\
\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\
\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}"
)
"""Typographic quotes, which word processors put where straight ones were typed."""

_HEADING = re.compile(r"\s*\[\[?\s*[^\W\d][\w\s.-]*(\]|$|#)")
_PAIR = re.compile(
    r"""\s*(?P<key>"[^"]*"|'[^']*'|[^=:"'#\[\]{}]*?)\s*(?P<sign>:?=+|:)(?P<value>.*)""", re.DOTALL
)
_PAIR_START = re.compile(r"\s*[^\W\d][\w-]*\s*=")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|' r"'[^']*'")
_LONG = ('"""', "'''")
_REACH = 40
"""A value that is not closed within this many lines is not closed at all."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One heading, one ``key = value``, or a line that is neither.

    Attributes:
        line: The first of its lines, from 1.
        text: All of it.
        kind: Which of them.
        key: What stands before the sign, without quotes; the name within a heading's brackets.
        sign: What stands between key and value: ``=``, if it is right.
        value: What stands after it.
    """

    line: int
    text: str
    kind: Kind
    key: str = ""
    sign: str = ""
    value: str = ""


def statements(text: str) -> Iterator[Statement]:
    """The statements of a file, in its order; empty lines and remarks are left out."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith("#"):
            at += 1
            continue
        found = _PAIR.match(line)
        if _HEADING.match(line):
            name = line.partition("#")[0].strip(" \t[]")
            yield Statement(at + 1, line, "heading", name)
            at += 1
        elif found is None:
            yield Statement(at + 1, line, "stray")
            at += 1
        else:
            end = _end_of_value(lines, at, found["value"])
            whole = "\n".join(lines[at:end])
            found = _PAIR.match(whole) or found
            key = found["key"].strip().strip("\"'")
            yield Statement(at + 1, whole, "pair", key, found["sign"], found["value"])
            at = end


def without_remark(value: str) -> str:
    """A value without the remark after it; a # within a text is none.

    >>> without_remark('"row #1"  # the first')
    '"row #1"'
    """
    shortened = _STRING.sub(lambda text: text[0].replace("#", "\0"), value)
    lines = [line.partition("#")[0] for line in shortened.split("\n")]
    return "\n".join(lines).replace("\0", "#").strip()


def depth(value: str) -> int:
    """How many brackets of a value are still open."""
    bare = _STRING.sub("", without_remark(value))
    return sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")


def _end_of_value(lines: list[str], at: int, value: str) -> int:
    """The line after the last one of a value that begins in a given line."""
    start = value.strip()
    for mark in _LONG:
        if start.startswith(mark):
            return _end_of_long_text(lines, at, mark, start[len(mark) :])
    if start[:1] in "[{" and depth(value) > 0:
        return _end_of_brackets(lines, at, value)
    bare = _STRING.sub("", without_remark(value))
    if start[:1] in ('"', "'") and bare.count(start[0]) % 2 and at + 1 < len(lines):
        following = lines[at + 1]
        ends = following.partition("#")[0].rstrip().endswith(start[0])
        if ends and not _PAIR_START.match(following) and not _HEADING.match(following):
            return at + 2
    return at + 1


def _end_of_long_text(lines: list[str], at: int, mark: str, rest: str) -> int:
    """The line after a text that three quotes open.

    Whatever stands before the next three belongs to it; but where that holds statements of the
    file, the text was not closed, and it ends before the first of them.
    """
    if mark in rest:
        return at + 1
    for end in range(at + 1, len(lines)):
        if _is_statement(lines[end]):
            break
        if mark in lines[end]:
            return end + 1
    for end in range(at + 1, min(at + _REACH, len(lines))):
        if not lines[end].strip() or _PAIR_START.match(lines[end]) or _HEADING.match(lines[end]):
            return end
    return at + 1 if at + _REACH < len(lines) else len(lines)


def _is_statement(line: str) -> bool:
    """Whether a line is one that TOML takes, or begins a text of its own over several lines."""
    if (found := _PAIR_START.match(line)) and line[found.end() :].lstrip().startswith(_LONG):
        return True
    try:
        return bool(tomllib.loads(line))
    except tomllib.TOMLDecodeError:
        return False


def _end_of_brackets(lines: list[str], at: int, value: str) -> int:
    within_table = value.strip().startswith("{")
    whole = value
    for end in range(at + 1, min(at + _REACH, len(lines))):
        if _HEADING.match(lines[end]) or (_PAIR_START.match(lines[end]) and not within_table):
            break
        whole += "\n" + lines[end]
        if depth(whole) <= 0:
            return end + 1
    return at + 1
