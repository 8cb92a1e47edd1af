"""Recognises what is wrong with a value that TOML cannot read, and what was meant.

Each mistake is one that people make who do not program: quotes forgotten or pasted from a letter,
a decimal comma, a unit behind the number, brackets and commas that are missing.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from formcheck.exercises.container_repair import mend_container
from formcheck.exercises.keys import Sort
from formcheck.exercises.statements import QUOTES, without_remark

UNREADABLE = object()
"""Stands for a value of which nothing can be made."""

_ODD_SPACE = re.compile("[\u00a0\u2000-\u200b\u202f\u3000\ufeff]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|' r"'[^']*'")
_LIST = re.compile(r"""(?:"[^"]*"|'[^']*')(?:\s*,\s*(?:"[^"]*"|'[^']*'))*,?""")
_NUMBER = re.compile(
    r"(?P<before>[<>=~\u2248\u2264\u2265]*)\s*(?P<sign>[+\-\u2212\u2013\u2010]?)\s*"
    r"(?P<whole>\d*)(?P<point>[.,]?)(?P<part>\d*)\s*(?P<after>.*)",
    re.DOTALL,
)
_YES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Mended:
    """What a value was meant to be.

    Attributes:
        words: What is wrong with it, a phrase each.
        text: How it is written right; "" where nobody can tell.
        value: What it says then; `UNREADABLE` where nobody can tell.
        twice: Keys that stand twice within its braces; `text` and `value` have the first.
    """

    words: tuple[str, ...]
    text: str = ""
    value: Any = UNREADABLE
    twice: tuple[str, ...] = ()


def parsed(value: str) -> Any:
    """What TOML reads in a value; `UNREADABLE` if nothing.

    >>> parsed('"row"'), parsed("reps") is UNREADABLE
    ('row', True)
    """
    try:
        return tomllib.loads(f"v = {value}")["v"]
    except (tomllib.TOMLDecodeError, RecursionError):
        return UNREADABLE


def mend(value: str, sort: Sort | None) -> Mended:
    """Tells what is wrong with a value that cannot be read.

    Args:
        value: What stands after the sign.
        sort: What sort of value belongs there, if that is known.

    >>> mend("reps", "text").text, mend("0,5", "number").text, mend("62 deg", "number").words
    ('"reps"', '0.5', ('the number stands alone, without a unit or a word',))
    """
    bare = without_remark(value)
    words: list[str] = []
    if _ODD_SPACE.search(bare):
        bare = _ODD_SPACE.sub(" ", bare).strip()
        words.append("it holds a special space, as pasted text does; type a plain one")
    if parsed(bare) is not UNREADABLE and bare:
        return Mended(tuple(words), bare, parsed(bare))
    if not bare:
        return Mended(("nothing stands after `=`",))
    first = bare[0]
    twice: list[str] = []
    if first in "[{(":
        more, text, twice = mend_container(bare)
    elif first in "\"'" or first in QUOTES:
        more, text = _text(bare, sort)
    elif first.isalpha() or sort == "text":
        more, text = _word(bare, sort)
    else:
        more, text = _number(bare, sort)
    found = parsed(text) if text else UNREADABLE
    return Mended((*words, *more), text, found, tuple(twice))


def quoted(text: str) -> str:
    r"""A text as TOML writes it.

    >>> print(quoted('the "best" row'))
    "the \"best\" row"
    """
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _text(bare: str, sort: Sort | None) -> tuple[list[str], str]:  # noqa: PLR0911
    """What begins with a quote."""
    words: list[str] = []
    first = bare[0]
    if 3 * first in (bare[:3], bare[-3:]):
        return _long_text(bare, first)
    if first in QUOTES:
        words.append(
            "the quotes are typographic ones, as word processors make them; type straight ones"
        )
        pieces = [piece.strip(f" \"'{QUOTES}") for piece in bare.split(",")]
        if sort == "texts":
            return words, "[" + ", ".join(quoted(piece) for piece in pieces if piece) + "]"
        return words, quoted(bare.rstrip(" ,;").strip(f"\"'{QUOTES}"))
    if "\n" in bare:
        inner = bare.strip(" \n\"'")
        return ["a text in quotes ends in the line in which it begins"], quoted(inner)
    if sort == "texts" and _LIST.fullmatch(bare):
        return ["a list stands in square brackets"], f"[{bare.rstrip(',')}]"
    whole = _STRING.match(bare)
    rest = bare[whole.end() :].strip() if whole else ""
    if whole and rest and not set(rest) & set("\"'" + QUOTES):
        return [f"nothing may stand after the text; remove `{rest}`"], whole[0]
    if bare[-1] == first and len(bare) > 1:
        inner = bare[1:-1]
        if "\\" in inner:
            return ["a backslash stands for something else in quotes; write it twice"], quoted(
                inner
            )
        return ['a quote within a text would end it; write \\" for it'], quoted(inner)
    if bare[-1] in "\"'" + QUOTES and len(bare) > 1:
        return ["the quote at the end is not the one at the beginning"], quoted(bare[1:-1])
    return ["the quote at the end is missing"], quoted(bare[1:])


def _long_text(bare: str, quote: str) -> tuple[list[str], str]:
    """What has three quotes at one end, as a text over several lines has at both."""
    at_start, at_end = bare.startswith(3 * quote), bare.endswith(3 * quote)
    inner = bare.strip(f" \n{quote}")
    text, closed, rest = bare[3:].partition(3 * quote)
    if at_start and closed and rest.strip(quote):
        return [f"nothing may stand after the text; remove `{rest.strip()}`"], quoted(text)
    if at_start and at_end and len(bare) >= 6:
        words = "a backslash or a quote within the text stands for something else"
        return [words], quoted(inner)
    if at_start:
        words = "the three quotes at the beginning are not closed by three at the end"
        return [words], quoted(inner) if inner else ""
    return ["the three quotes at the end are one at the beginning"], quoted(inner)


def _word(bare: str, sort: Sort | None) -> tuple[list[str], str]:
    """What begins with a letter."""
    plain = bare.strip(f" \"'{QUOTES}").rstrip(",;")
    if plain.lower() in _YES and sort in (None, "flag"):
        right = "true" if _YES[plain.lower()] else "false"
        return [f"found `{bare}`"], right
    if sort == "texts":
        pieces = [piece.strip(f" []\"'{QUOTES}") for piece in plain.split(",")]
        made = "[" + ", ".join(quoted(piece) for piece in pieces if piece) + "]"
        return ["a list stands in square brackets, and each text in quotes"], made
    if sort in ("number", "numbers", "flag", "table"):
        return [f"found `{bare}`"], ""
    return ["a text stands in quotes"], quoted(plain)


def _number(bare: str, sort: Sort | None) -> tuple[list[str], str]:
    """What begins like a number."""
    if sort == "numbers":
        numbers = re.findall(r"\d+(?:\.\d+)?", bare)
        return ["two numbers stand in square brackets"], (
            f"[{', '.join(numbers)}]" if len(numbers) == 2 else ""
        )
    found = _NUMBER.fullmatch(bare)
    if found is None or not (found["whole"] or found["part"]):
        return [f"found `{bare}`"], ""
    words = []
    if found["before"] or found["after"].strip():
        words.append("the number stands alone, without a unit or a word")
    if found["sign"] not in ("", "+", "-"):
        words.append("the dash before it is not the minus of the keyboard")
    if found["point"] == ",":
        words.append("decimals stand after a point, not after a comma")
    elif found["point"] and not (found["whole"] and found["part"]):
        words.append("a number has digits before and after its point")
    if len(found["whole"]) > 1 and found["whole"].startswith("0"):
        words.append("a number does not begin with a 0 that means nothing")
    minus = "-" if found["sign"] not in ("", "+") else ""
    whole = found["whole"].lstrip("0") or "0"
    part = f".{found['part']}" if found["part"] else ""
    return words or [f"found `{bare}`"], f"{minus}{whole}{part}"
