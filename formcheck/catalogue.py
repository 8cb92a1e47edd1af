"""What formcheck says to people, in their language.

The code says everything in English.  `make words` collects that into ``locale/formcheck.pot``;
translators write ``locale/de.po`` and the like, of which `make words` makes ``locale/de.json``
once nothing is missing.  Only such a language is offered, so that no page is half translated.
Texts of exercises stand in their files, in each language that an author gives.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ENGLISH = "en"
"""The language of the code."""

LOCALE = Path(__file__).with_name("locale")

_WANTED = re.compile(r"\s*(?P<tag>[A-Za-z]{1,8}|\*)[\w-]*\s*(?:;\s*q\s*=\s*(?P<share>[\d.]+)\s*)?")


def N_(text: str) -> str:  # noqa: N802  # as gettext calls it
    """Mark a text for translation; it stays as it is.

    Args:
        text: In English.
    """
    return text


class Catalogue:
    """The texts of one language.

    Args:
        language: Its code, ``en`` or ``de``.
        messages: The forms of each text, by the English one: one, or one for a single thing and
            one for several.
    """

    def __init__(self, language: str, messages: Mapping[str, Sequence[str]]) -> None:
        self.language = language
        self.messages = messages

    def translated(self, text: str) -> str:
        """A text in this language; in English where there is none.

        Args:
            text: In English, as it stands in the code.

        >>> Catalogue("de", {"No reps": ["Keine Wiederholungen"]}).translated("No reps")
        'Keine Wiederholungen'
        """
        return self.messages.get(text, (text,))[0]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that is said, and can be said in any language that is offered.

    Attributes:
        text: In English, as `N_` marked it; what is put in stands in braces.
        values: What is put in; what of it is a sentence itself is said in the same language.
    """

    text: str
    values: Mapping[str, Sentence | str | int] = field(default_factory=dict)

    def said(self, language: Catalogue) -> str:
        """It in a language; what that does not have, in English.

        Args:
            language: The texts of the language.
        """
        values = {
            name: each.said(language) if isinstance(each, Sentence) else each
            for name, each in self.values.items()
        }
        return language.translated(self.text).format_map(values)

    def __str__(self) -> str:
        """It in English."""
        return self.said(Catalogue(ENGLISH, {}))


def sentence(text: str, **values: Sentence | str | int) -> Sentence:
    """A sentence with what is put into it.

    >>> german = Catalogue("de", {"{count} {unit} more": ["{count} {unit} mehr"], "reps": ["Wdh."]})
    >>> found = sentence(N_("{count} {unit} more"), count=2, unit=sentence(N_("reps")))
    >>> str(found), found.said(german)
    ('2 reps more', '2 Wdh. mehr')
    """
    return Sentence(text, values)


def languages() -> tuple[str, ...]:
    """The languages that are offered, English first."""
    others = sorted(file.stem for file in LOCALE.glob("*.json"))
    return ENGLISH, *(each for each in others if each != ENGLISH)


def catalogue(language: str) -> Catalogue:
    """The texts of a language that is offered; English ones for any other.

    Args:
        language: Its code.
    """
    if language == ENGLISH or language not in languages():
        return Catalogue(ENGLISH, {})
    return Catalogue(language, _messages(LOCALE / f"{language}.json"))


@cache
def _messages(file: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def preferred(wanted: str, offered: Sequence[str]) -> str:
    """The language that a person wants most of those that are offered; else the first of these.

    Args:
        wanted: What they want, as the header ``Accept-Language`` says it.
        offered: What there is, at least one.

    >>> preferred("de-AT, de;q=0.9, en;q=0.8", ["en", "de"]), preferred("fr", ["en", "de"])
    ('de', 'en')
    >>> preferred("en;q=0.5, de", ["en", "de"]), preferred("de;q=0, !", ["en", "de"])
    ('de', 'en')
    """
    shares: dict[str, float] = {}
    for part in wanted.split(","):
        found = _WANTED.fullmatch(part)
        if found is None:
            continue
        try:
            share = float(found["share"] or 1.0)
        except ValueError:
            continue
        tag = found["tag"].lower()
        shares[tag] = max(share, shares.get(tag, 0.0))
    best = max(offered, key=lambda each: shares.get(each, 0.0))
    return best if shares.get(best, 0.0) > 0 else offered[0]
