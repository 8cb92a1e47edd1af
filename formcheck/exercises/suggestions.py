"""What somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like a given one; None where none is like it.

    Capitals, spaces, hyphens and underscores make no difference.

    >>> nearest("Min range", ["min", "min_range", "measure"])
    'min_range'
    >>> nearest("banana", ["min", "max"]) is None
    True
    """
    plain: dict[str, str] = {}
    for each in known:
        plain.setdefault(simple(each), each)
    near = difflib.get_close_matches(simple(word), plain, n=1)
    return plain[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question to append to a sentence; "" where no known word is like it.

    >>> did_you_mean("sidee", ["side", "front"])
    '; did you mean "side"?'
    """
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else ""


def simple(word: str) -> str:
    """A word without what people write differently.

    >>> simple("Bent_over-Row")
    'bent over row'
    """
    return " ".join(word.lower().replace("-", " ").replace("_", " ").split())
