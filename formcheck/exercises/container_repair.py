"""Puts lists and tables in braces right that TOML cannot read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from formcheck.exercises.statements import QUOTES

_TOKEN = re.compile(
    r'(?P<long>"{3}[^"\n]*"{1,3}|'
    r"'{3}[^'\n]*'{1,3})"
    r'|(?P<string>"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*')"
    rf'|(?P<smart>[{QUOTES}][^{QUOTES}"\n]*["{QUOTES}])'
    r"|(?P<open>[\[{(])|(?P<close>[\]})])|(?P<comma>[,;])|(?P<sign>[=:])|(?P<space>\s+)"
    rf"|(?P<word>[^\[\]{{}}(),;=:\"'\s{QUOTES}]+(?:[ \t]+[^\[\]{{}}(),;=:\"'\s{QUOTES}]+)*)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_CLOSES = {"[": "]", "{": "}"}
_PLAIN = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?|true|false|[+-]?inf|[+-]?nan")
_WITH_UNIT = re.compile(r"([+\-\u2212\u2013]?\d+(?:\.\d+)?)\s*(?:[^\W\d]+|%|\N{DEGREE SIGN}\w?)")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|\u2013|to|bis|\s)\s*(\d+(?:\.\d+)?)")


def mend_container(value: str) -> tuple[list[str], str, list[str]]:
    """Tells what is wrong with a list or a table in braces.

    Args:
        value: From its first bracket on.

    Returns:
        What is wrong, a phrase each; how it is written right; and the keys that stand twice in a
        table, of which the first is kept.

    >>> mend_container("[side, front")
    (['a text stands in quotes', 'the closing ] is missing'], '["side", "front"]', [])
    >>> mend_container("{ min = 0,5, max = 3 }")
    (['decimals stand after a point, not after a comma'], '{ min = 0.5, max = 3 }', [])
    >>> mend_container("{ min = 1, min = 2 }")
    ([], '{ min = 1 }', ['min'])
    """
    return _Mender(value).run()


@dataclass(slots=True)
class _Open:
    """A bracket that is not closed yet.

    Attributes:
        bracket: Which.
        keys: The keys of the table in it so far, by their parts.
        twice_from: Where in what is written a key began that stands there already, or None.
    """

    bracket: str
    keys: list[tuple[str, ...]] = field(default_factory=list)
    twice_from: int | None = None

    def has(self, key: tuple[str, ...]) -> bool:
        """Whether a key says again what another has said: `a` and `a.b` do."""
        return any(key[: len(each)] == each[: len(key)] for each in self.keys)


@dataclass(slots=True)
class _Mender:
    """Goes through a value's tokens and writes them anew."""

    value: str
    words: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    last: str = "open"
    """What was written last: open, comma, key, sign or value."""

    def run(self) -> tuple[list[str], str, list[str]]:
        if "\n" in self.value and self.value.startswith("{"):
            self._say("a table in braces stands in one line")
        tokens = [token for token in self._tokens() if token[0] != "space"]
        skip = 0
        for index, (kind, text) in enumerate(tokens):
            if skip:
                skip -= 1
                continue
            following = tokens[index + 1 : index + 4]
            skip = self._take(kind, text, following)
        while self.stack:
            self._say(f"the closing {_CLOSES[self.stack[-1].bracket]} is missing")
            self._close()
        return list(dict.fromkeys(self.words)), "".join(self.out), list(dict.fromkeys(self.twice))

    def _tokens(self) -> Iterator[tuple[str, str]]:
        for found in _TOKEN.finditer(self.value):
            yield found.lastgroup or "other", found[0]

    def _say(self, words: str) -> None:
        self.words.append(words)

    def _take(self, kind: str, text: str, following: list[tuple[str, str]]) -> int:  # noqa: C901
        """Writes one token; returns how many of the following were used as well."""
        before_sign = bool(following) and following[0][0] == "sign"
        match kind:
            case "open":
                self._separate()
                if text == "(":
                    self._say("lists stand in square brackets, not in round ones")
                    text = "["
                self.stack.append(_Open(text))
                self.out.append("{ " if text == "{" else text)
                self.last = "open"
            case "close":
                if not self.stack:
                    self._say(f"there is one {text} too many")
                    return 0
                bracket = self.stack[-1].bracket
                if text not in (_CLOSES[bracket], ")"):
                    self._say(f"{bracket} is closed by {_CLOSES[bracket]}")
                self._close()
            case "comma":
                return self._comma(text, following)
            case "sign":
                if text == ":":
                    self._say("`=` stands between key and value, not `:`")
                self.out.append(" = ")
                self.last = "sign"
            case "string" | "smart" | "long":
                self._text(kind, text, before_sign)
            case "word":
                self._word(text, before_sign)
            case _:
                self._say(f"`{text}` has no partner")
        return 0

    def _text(self, kind: str, text: str, before_sign: bool) -> None:
        self._separate()
        if kind == "smart":
            self._say("the quotes are typographic ones; type straight ones")
            text = json.dumps(text[1:-1], ensure_ascii=False)
        elif kind == "long" and text[:3] != text[3:][-3:]:
            self._say("one quote stands on each side of a text")
            text = json.dumps(text.strip(f" ,;{text[0]}"), ensure_ascii=False)
        if before_sign:
            self._key(text)
        else:
            self._write(text, "value")

    def _comma(self, text: str, following: list[tuple[str, str]]) -> int:
        if text == ";":
            self._say("values are separated by commas")
        if self.last in ("comma", "open"):
            self._say("there is one comma too many")
            return 0
        decimal = (
            self._in_table()
            and bool(following)
            and following[0][1].isdigit()
            and self.out[-1].lstrip("+-").isdigit()
            and following[1:2] != [("sign", "=")]
        )
        if decimal:
            self._say("decimals stand after a point, not after a comma")
            self.out[-1] += f".{following[0][1]}"
            return 1
        self._drop_twice()
        self.out.append(", ")
        self.last = "comma"
        return 0

    def _word(self, text: str, before_sign: bool) -> None:
        in_table = self._in_table()
        if before_sign:
            if self.last == "sign" and " " in text:  # { sets = 3 reps = ...
                value, _, text = text.rpartition(" ")
                self._value(value.strip())
            self._separate()
            self._key("_".join(text.split()))
        elif in_table and self.last in ("open", "comma", "value") and len(text.split()) == 2:
            self._separate()
            key, value = text.split()
            self._say("`=` is missing between key and value")
            self._key(key)
            self.out.append(" = ")
            self._value(value)
        else:
            self._separate()
            self._value(text)

    def _value(self, text: str) -> None:
        if _PLAIN.fullmatch(text):
            self._write(text, "value")
        elif text.lower() in ("true", "false", "yes", "no"):
            right = "true" if text.lower() in ("true", "yes") else "false"
            self._say(f"`{text}` is written {right}")
            self._write(right, "value")
        elif span := _SPAN.fullmatch(text):
            self._say("numbers are separated by commas")
            self._write(f"{span[1]}, {span[2]}", "value")
        elif unit := _WITH_UNIT.fullmatch(text):
            self._say("the number stands alone, without a unit or a word")
            self._write(unit[1].replace("\u2212", "-").replace("\u2013", "-"), "value")
        elif text[:1] in "\u2212\u2013" and _PLAIN.fullmatch("-" + text[1:]):
            self._say("the dash before it is not the minus of the keyboard")
            self._write("-" + text[1:], "value")
        elif text[:1] == "." and text[1:].isdigit():
            self._say("a number has digits before and after its point")
            self._write("0" + text, "value")
        else:
            self._say("a text stands in quotes")
            self._write(json.dumps(text, ensure_ascii=False), "value")

    def _in_table(self) -> bool:
        return bool(self.stack) and self.stack[-1].bracket == "{"

    def _key(self, text: str) -> None:
        """A table's key; a second one of a name is dropped with what it says."""
        if self._in_table():
            table = self.stack[-1]
            key = tuple(part.strip(" \"'") for part in text.split("."))
            if table.has(key):
                self.twice.append(".".join(key))
                table.twice_from = len(self.out)
            else:
                table.keys.append(key)
        self._write(text, "key")

    def _drop_twice(self) -> None:
        if self.stack and (start := self.stack[-1].twice_from) is not None:
            self.stack[-1].twice_from = None
            del self.out[max(start - 1, 0) :]  # with the comma before it

    def _separate(self) -> None:
        """A comma, if one belongs here and is not there."""
        if self.last == "value" and self.stack:
            self._drop_twice()
            self._say("a comma is missing")
            self.out.append(", ")

    def _write(self, text: str, last: str) -> None:
        self.out.append(text)
        self.last = last

    def _close(self) -> None:
        if self.last == "comma" and self._in_table():
            self._say("no comma stands before }")
            self.out.pop()
        self._drop_twice()
        self.out.append(_CLOSES[self.stack.pop().bracket].replace("}", " }"))
        self.last = "value"
