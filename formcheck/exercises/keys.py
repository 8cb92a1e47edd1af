"""Which keys an exercise file has, where, and what each takes, in words."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from formcheck.exercises.check import Check
from formcheck.exercises.schema import Exercise
from formcheck.exercises.tables import Dose, Hold, Limits, Rep, RepStage, Still
from formcheck.exercises.vocabulary import Direction

Way = tuple[str | int, ...]
"""The way to a value: keys, and places in a list from 0."""

Sort = Literal[
    "text", "number", "flag", "texts", "numbers", "table", "measures", "signals", "tables"
]

TABLES: dict[str, type[BaseModel]] = {
    "": Exercise,
    "dose": Dose,
    "settled": Still,
    "rep": Rep,
    "hold": Hold,
    "check": Check,
    "stage": RepStage,
}
"""The tables whose keys are fixed, by what they are called."""

LIMITS = ("setup", "limits")
"""Tables of measures, each with its limits."""

LISTS = (("check",), ("rep", "stage"))
"""Ways to lists of tables, each under a heading with two brackets."""


def is_of_list(way: Way) -> bool:
    """Whether a way leads to one of a list of tables.

    >>> is_of_list(("check", 2)), is_of_list(("rep", "stage", 0)), is_of_list(("views", 0))
    (True, True, False)
    """
    return bool(way) and isinstance(way[-1], int) and way[:-1] in LISTS


def part_at(way: Way) -> type[BaseModel] | None:
    """The type of the table at a way; None where there is none whose keys are fixed.

    >>> part_at(("check", 2)).__name__, part_at(("setup", "reach")).__name__, part_at(())
    ('Check', 'Limits', <class 'formcheck.exercises.schema.Exercise'>)
    """
    names = [part for part in way if isinstance(part, str)]
    if len(names) >= 2 and names[-2] in LIMITS:
        return Limits
    if names == ["rep", "stage"]:
        return RepStage
    if names[-1:] == ["still"] and names[:1] == ["hold"]:
        return Still
    return TABLES.get(names[-1] if names else "") if len(names) < 2 and names != ["stage"] else None


def keys_at(way: Way) -> dict[str, FieldInfo]:
    """The keys that may stand in a table, in the order in which they are told."""
    part = part_at(way)
    return {} if part is None else _fields(part)


def _fields(part: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys of a table as a file writes them."""
    return {field.alias or name: field for name, field in part.model_fields.items()}


def homes_of(key: str) -> list[str]:
    """The tables in which a key may stand, "" for the top of the file.

    >>> homes_of("concentric"), homes_of("kind"), homes_of("banana")
    (['rep'], [''], [])
    """
    return [name for name, part in TABLES.items() if key in _fields(part)]


def sort_of(way: Way) -> Sort | None:
    """What sort of value stands at a way; None where there is no such key.

    >>> [sort_of(way) for way in (("name",), ("rep", "turn"), ("views",), ("dose", "reps"))]
    ['text', 'number', 'texts', 'numbers']
    """
    field = keys_at(way[:-1]).get(str(way[-1])) if way else None
    if field is not None:
        return _sort(_bare(field.annotation))
    names = [part for part in way if isinstance(part, str)]
    if len(names) >= 2 and names[-2] in LIMITS:
        return "table"
    return "text" if names[:-1] == ["rep", "signals"] else None


def choices_at(way: Way) -> tuple[str, ...]:
    """The words that may stand at a way; none where it takes others, too."""
    names = [part for part in way if isinstance(part, str)]
    if names[:-1] == ["rep", "signals"]:
        return get_args(Direction)
    field = keys_at(tuple(names[:-1])).get(names[-1]) if names else None
    return () if field is None else _choices(_bare(field.annotation))


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words in quotes, one after the other.

    >>> listed(["side", "front", "back"])
    '"side", "front" or "back"'
    """
    quoted = [f'"{word}"' for word in words]
    return f" {last} ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))


def _bare(annotation: Any) -> Any:
    """An annotation without `Annotated` and without None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(each for each in get_args(annotation) if each is not type(None)))
    return annotation


def _sort(kind: Any) -> Sort:
    origin = typing.get_origin(kind)
    if origin is tuple:
        inner = _bare(get_args(kind)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return "tables"
        return "numbers" if inner in (int, float) else "texts"
    if origin is dict:
        return "signals" if get_args(kind)[1] == Direction else "measures"
    if kind is bool:
        return "flag"
    if kind in (int, float):
        return "number"
    return "table" if isinstance(kind, type) and issubclass(kind, BaseModel) else "text"


def _choices(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is tuple:
        return _choices(_bare(get_args(kind)[0]))
    return get_args(kind) if get_origin(kind) is Literal else ()
