"""Texts of exercise files in several languages: ``cue.en`` and ``cue.de`` in place of ``cue``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from formcheck.catalogue import ENGLISH
from formcheck.exercises.draft import Draft
from formcheck.exercises.keys import Way

Translations = dict[str, dict[Way, str]]
"""Texts by language, and by the way to them: ``("check", 0, "cue")``."""

TEXTS = ("name", "about", "camera", "counts")
CHECK_TEXTS = ("name", "cue", "mended", "why")
"""The texts that people read; sources and ids are the same in every language."""

_CODE = re.compile(r"[a-z]{2}")


def take_translations(draft: Draft) -> Translations:
    """Leave only the English of each text in a draft.

    Args:
        draft: What could be read of a file; what is wrong is added to its complaints.

    Returns:
        The texts in other languages.
    """
    found: Translations = {}
    for table, way in _tables(draft.data):
        for key, value in [*table.items()]:
            here = (*way, key)
            if not isinstance(value, Mapping) or not is_translated(here):
                continue
            odd = [name for name in value if not _CODE.fullmatch(str(name))]
            if odd or ENGLISH not in value or not all(isinstance(v, str) for v in value.values()):
                draft.complain(
                    f"`{key}` in several languages is a text in quotes for each, `{key}.en` among "
                    f'them; a language has two letters: `{key}.en = "..."`, `{key}.de = "..."`',
                    draft.line_of((*here, *list(value)[:1])),
                    here,
                )
                del table[key]
                continue
            table[key] = value[ENGLISH]
            for language, text in value.items():
                if language != ENGLISH:
                    found.setdefault(language, {})[here] = text
    return found


def is_translated(way: Way) -> bool:
    """Whether what stands at a way is a text that may be given in several languages.

    >>> [is_translated(way) for way in (("name",), ("check", 2, "cue"), ("kind",), ("id",))]
    [True, True, False, False]
    """
    return way[-1] in (CHECK_TEXTS if way[0] == "check" else TEXTS)


def _tables(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Way]]:
    """The tables of a file that have texts: the top, and each check."""
    yield data, ()
    checks = data.get("check")
    for at, check in enumerate(checks if isinstance(checks, list) else ()):
        if isinstance(check, dict):
            yield check, ("check", at)
