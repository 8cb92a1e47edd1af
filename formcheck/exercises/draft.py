"""Reads the text of an exercise file as far as it can be read, and tells what could not be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formcheck.exercises.keys import LISTS, Way, choices_at, keys_at, listed, sort_of
from formcheck.exercises.statements import Statement, statements, without_remark
from formcheck.exercises.suggestions import nearest
from formcheck.exercises.value_repair import UNREADABLE, mend, parsed, quoted

_STRICT_HEADING = re.compile(r"""\s*(\[\[?)\s*("[^"]*"|[\w.-]+)\s*(\]\]?)\s*(#.*)?""")
_REMARKS = ("//", "/*", "*", ";", "--", "%")
_KEY_VALUE = re.compile(r"\s*(?P<key>[^\W\d][\w-]*)(?P<gap>\s+)(?P<value>\S.*)")
_SHOWN = 40

_TABLES = ("setup", "rep", "hold", "check")

HEADINGS = ("setup", "rep", "hold", "check", "dose", "settled")
"""What the headings of a file are called."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One mistake in a file.

    Attributes:
        words: What is wrong and what is allowed, a sentence without its full stop.
        line: Where, from 1; None where it is nowhere in particular.
    """

    words: str
    line: int | None = None

    def __str__(self) -> str:
        """The place and the sentence."""
        return f"line {self.line}: {self.words}" if self.line else self.words


@dataclass(slots=True)
class Draft:
    """What could be read of a file.

    Attributes:
        data: Its tables and values.
        lines: The line of each key and heading, by the way to it.
        complaints: What could not be read.
        spoilt: The ways to values that a complaint was made about: nothing more is said of them.
    """

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Way, int] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    spoilt: set[Way] = field(default_factory=set)

    def line_of(self, way: Way) -> int | None:
        """The line of a value, or else of the table that it is in."""
        for end in range(len(way), 0, -1):
            if way[:end] in self.lines:
                return self.lines[way[:end]]
        return None

    def complain(self, words: str, line: int | None, way: Way | None = None) -> None:
        """Notes a mistake, and that the value there is spoilt by it."""
        self.complaints.append(Complaint(words, line))
        if way is not None:
            self.spoilt.add(way)


def read_draft(text: str) -> Draft:
    r"""Reads as much of a file as can be read.

    Args:
        text: All of it.

    >>> draft = read_draft('name = "Curl"\nkind = reps')
    >>> draft.data, str(draft.complaints[0])[:40]
    ({'name': 'Curl', 'kind': 'reps'}, 'line 2: `kind`: a text stands in quotes;')
    """
    reader = _Reader()
    for statement in statements(text):
        reader.take(statement)
    draft = reader.draft
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if not draft.complaints and not reader.odd_key:
            found = re.search(r"line (\d+)", str(error))
            draft.complain(
                "this line cannot be read: an exercise file has headings in brackets and lines "
                'such as `name = "Curl"`',
                int(found[1]) if found else None,
            )
        return draft
    return Draft(data, draft.lines)


def needs(way: Way) -> str:
    """What stands at a way, in words.

    >>> needs(("kind",)), needs(("rep", "turn")), needs(("check", 0, "views"))[:35]
    ('one of "reps" or "hold"', 'a number', 'a list, such as ["side", "three-qua')
    """
    choices = choices_at(way)
    sort = sort_of(way)
    if choices:
        said = f"one of {listed(choices)}"
        return said if sort == "text" else f'a list, such as ["{choices[0]}", "{choices[1]}"]'
    return {
        "text": "a text in quotes",
        "number": "a number",
        "flag": "true or false",
        "texts": 'a list of texts in quotes, such as ["row", "barbell row"]',
        "numbers": "two numbers, from and to, such as [10, 12]",
        "table": "a table in braces, such as { min = 10, max = 60 }",
        "measures": "measures, each with its numbers",
        "signals": 'signals, each with "rises" or "falls"',
        "tables": f"a table for each, under [[{'.'.join(map(str, way))}]]",
        None: "a value",
    }[sort]


class _Reader:
    """Takes one statement after the other."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._table: dict[str, Any] = self.draft.data
        self._way: Way = ()
        self._inline: set[Way] = set()
        self.odd_key = False
        """Whether there is a key that no exercise file can have, of which the validation tells."""

    def take(self, statement: Statement) -> None:
        """Takes the next statement of the file."""
        if statement.kind == "heading":
            self._heading(statement)
        elif statement.kind == "pair":
            self._pair(statement)
        else:
            self._stray(statement)

    def _heading(self, statement: Statement) -> None:
        line, text = statement.line, statement.text
        name = statement.key.strip().strip("\"'")
        doubled = "[[" in text or "]]" in text
        right = _STRICT_HEADING.fullmatch(text)
        is_check = nearest(name, HEADINGS) == "check" or name == "rep.stage"
        meant = f"[[{name}]]" if doubled or is_check else f"[{name}]"
        if right is None or len(right[1]) != len(right[3]):
            self.draft.complain(f"this heading is not closed as it was opened; write {meant}", line)
        elif is_check and not doubled:
            self.draft.complain(
                f"the heading [{name}] needs two brackets on each side; write {meant}", line
            )
        self._enter(name, line, many=doubled or is_check)

    def _enter(self, name: str, line: int, *, many: bool) -> None:
        way: Way = ()
        table = self.draft.data
        *parents, last = [part.strip() for part in name.split(".")]
        for parent in parents:
            inner = table.setdefault(parent, {})
            way = (*way, parent)
            if isinstance(inner, list) and inner:
                way = (*way, len(inner) - 1)
                inner = inner[-1]
            table = inner if isinstance(inner, dict) else {}
        way = (*way, last)
        there = table.get(last)
        if many and isinstance(there, list | None):
            made: dict[str, Any] = {}
            table.setdefault(last, []).append(made)
            self.draft.lines.setdefault(way, line)
            way = (*way, len(table[last]) - 1)
        elif isinstance(there, dict):
            if way in self.draft.lines:  # not so where only [a.b] stood before [a]
                first = self.draft.lines[way]
                self.draft.complain(
                    f"`{name}` stands twice, in line {first} and here; put both together", line
                )
            made = there
        else:
            if there is not None:
                first = self.draft.line_of(way) or line
                self.draft.complain(
                    f"`{name}` stands twice, in line {first} and here; remove one", line
                )
            made = {}
            if there is None:
                table[last] = made
        self.draft.lines.setdefault(way, line)
        self._way, self._table = way, made

    def _pair(self, statement: Statement) -> None:
        line, key = statement.line, statement.key
        if not key:
            self.draft.complain("the key before `=` is missing", line)
            return
        if statement.sign != "=":
            if " " in key.strip() and key.split()[0] in keys_at(self._way):
                self._stray(statement)  # `about Lift: then lower`
                return
            if not statement.value.strip() and nearest(key, HEADINGS) in _TABLES:
                self._stray(statement)  # `setup:`
                return
            self.draft.complain(
                f"`{key}`: `=` stands between key and value, not `{statement.sign}`; "
                f"write `{key} = {self._meant(key, statement.value)}`",
                line,
            )
        self._store(key, statement.value, line, told=statement.sign != "=")

    def _store(self, key: str, value: str, line: int, *, told: bool = False) -> None:
        *parents, last = [part.strip().strip("\"'") for part in key.split(".")]
        way = (*self._way, *parents, last)
        self.odd_key |= not re.fullmatch(r"[A-Za-z0-9_-]+", last)
        table = self._table
        for depth, parent in enumerate(parents, 1):
            above = (*self._way, *parents[:depth])
            if above in self._inline:
                self.draft.complain(
                    f"`{parent}` stands twice{self._place()}, in line {self.draft.line_of(above)} "
                    f"and here; put both together",
                    line,
                )
                return
            inner = table.setdefault(parent, {})
            table = inner if isinstance(inner, dict) else {}
        if last in table or way in self.draft.spoilt:
            first = self.draft.lines.get(way, line)
            self.draft.complain(
                f"`{key}` stands twice{self._place()}, in line {first} and here; remove one", line
            )
            return
        self.draft.lines[way] = line
        found = parsed(value)
        if found is UNREADABLE:
            known = (*self._way, nearest(key, keys_at(self._way)) or key)
            mended = mend(value, sort_of(known))
            found = mended.value
            for twice in mended.twice:
                words = f"`{twice}` stands twice in the braces of `{key}`; remove one"
                self.draft.complain(words, line)
            if mended.twice and not mended.words and found is not UNREADABLE:
                pass
            elif not told:
                self._explain(key, way, known, mended.words, mended.text, line)
            elif found is UNREADABLE:
                self.draft.spoilt.add(way)
        if found is UNREADABLE:
            self.draft.spoilt.add(way)
        else:
            table[last] = found
            self._inline.add(way)
            self._note_lines(way, found, line)

    def _explain(  # noqa: PLR0917  # of one place
        self, key: str, way: Way, known: Way, words: tuple[str, ...], text: str, line: int
    ) -> None:
        said = "; ".join(words) or "this value cannot be read"
        if text and parsed(text) is not UNREADABLE:
            self.draft.complain(f"`{key}`: {said}; write `{key} = {text}`", line)
        else:
            self.draft.complain(f"`{key}`: {said}; it takes {needs(known)}", line, way)

    def _meant(self, key: str, value: str) -> str:
        """How a value is written right; dots where nobody can tell."""
        bare = without_remark(value)
        if bare and parsed(bare) is not UNREADABLE:
            joined = re.sub(r"\s*\n\s*", " ", bare)  # a list over several lines
            return joined if parsed(joined) == parsed(bare) else "..."
        return mend(value, sort_of((*self._way, key))).text or "..."

    def _note_lines(self, way: Way, value: Any, line: int) -> None:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                self.draft.lines.setdefault((*way, key), line)
                self._note_lines((*way, key), inner, line)

    def _stray(self, statement: Statement) -> None:
        line = statement.line
        text = statement.text.strip()
        if text.startswith(_REMARKS):
            self.draft.complain("a remark begins with `#`", line)
            return
        bare = text.strip("[](){}<>:. \t")
        heading = nearest(bare, HEADINGS)
        if heading and len(bare.split()) == 1 and heading in _TABLES:
            meant = f"[[{heading}]]" if heading == "check" else f"[{heading}]"
            self.draft.complain(f"a heading stands in square brackets; write {meant}", line)
            self._enter(heading, line, many=heading == "check")
            return
        found = _KEY_VALUE.fullmatch(statement.text)
        known = nearest(found["key"], keys_at(self._way)) if found else None
        if found and (known or keys_at(self._way) == {}):
            value = without_remark(found["value"])
            tab = ", not a tab" if "\t" in found["gap"] else ""
            self.draft.complain(
                f"`{found['key']}`: `=` is missing between key and value{tab}; "
                f"write `{found['key']} = {self._meant(known or found['key'], value)}`",
                line,
            )
            self._store(found["key"], value, line, told=True)
            return
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
        key = nearest(bare, keys_at(self._way)) if len(bare.split()) == 1 else None
        if key:
            self.draft.complain(
                f"`{bare}`: its value is missing; it takes {needs((*self._way, key))}",
                line,
                (*self._way, key),
            )
            return
        self.draft.complain(
            f"{quoted(shown)} is neither a heading nor a key with its value; a text ends in the "
            "line in which it begins, and a remark begins with `#`",
            line,
        )

    def _place(self) -> str:
        names = [part for part in self._way if isinstance(part, str)]
        if not names:
            return ""
        place = ".".join(names)
        return f" in [[{place}]]" if tuple(names) in LISTS else f" in [{place}]"
