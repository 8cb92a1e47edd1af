"""Validates what an exercise file says: every mistake in one plain sentence."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Collection
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from formcheck.exercises.draft import Draft, needs
from formcheck.exercises.keys import (
    Way,
    choices_at,
    homes_of,
    is_of_list,
    keys_at,
    listed,
    part_at,
    sort_of,
)
from formcheck.exercises.schema import Exercise
from formcheck.exercises.suggestions import did_you_mean, nearest
from formcheck.exercises.value_wording import all_shown, is_list, shown, whole_numbers
from formcheck.measures import MEASURES, QUANTITIES, SIGNALS

_NAMED: dict[str, tuple[str, Collection[str]]] = {
    "measures": ("measure", MEASURES),
    "signals": ("sign of a rep", SIGNALS),
}
"""Tables whose keys are names of something: of what, and which there are."""

_LIMIT: dict[str, Any] = {"max": 0.0}
_SAMPLES: dict[str, dict[str, Any]] = {
    "Exercise": dict.fromkeys(("name", "about", "camera", "counts"), "-")
    | {"id": "x", "views": ["side"], "kind": "reps", "dose": {}, "setup": {}},
    "Still": {"measure": "reach", "within": 1.0},
    "Rep": {"measure": "reach", "start": 9.0, "turn": 1.0, "min_range": 1.0, "concentric": "out"},
    "Check": dict.fromkeys(("name", "cue", "mended", "why", "source"), "-")
    | {"measure": "reach", "max": 0.0, "margin": 0.0, "severity": "risk"},
    "Limits": _LIMIT,
    "RepStage": {"name": "-", "limits": {"reach": _LIMIT}},
    "Dose": {},
    "Hold": {},
}
"""What stands for a value that is wrong, so that the rest can be examined; it goes nowhere."""

_PASSES = 4
"""Values, then tables, then the whole: each is examined once what it is made of is right."""


def validate(draft: Draft) -> Exercise | None:
    """Makes the exercise of what a file says.

    Args:
        draft: What could be read of the file; every mistake is added to its complaints.

    Returns:
        The exercise; None where there is any complaint.
    """
    _Validator(draft).run()
    return None if draft.complaints else Exercise.model_validate(draft.data)


class _Validator:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.data: dict[str, Any] = copy.deepcopy(draft.data)

    def run(self) -> None:
        """Looks at keys first, then at what they say."""
        self._shape_tables()
        self._keys_of(self.data, ())
        for _ in range(_PASSES):
            try:
                Exercise.model_validate(self.data)
            except ValidationError as error:
                for each in error.errors(include_url=False):
                    self._explain(each)
            else:
                return

    # Keys -----------------------------------------------------------------------------------

    def _shape_tables(self) -> None:
        """A list of tables where one belongs, and one where a list belongs."""
        for key in list(self.data):
            meant = key if key in keys_at(()) else nearest(key, keys_at(()))
            value = self.data[key]
            if meant == "check" and isinstance(value, dict):
                self.draft.complain(
                    f"the heading [{key}] needs two brackets on each side; write [[check]]",
                    self.draft.line_of((key,)),
                )
                self.data[key] = [value]
                self.draft.lines |= {
                    (key, 0, *way[1:]): line
                    for way, line in self.draft.lines.items()
                    if way[:1] == (key,)
                }
            elif (
                sort_of((str(meant),)) in ("table", "measures")
                and isinstance(value, list)
                and value
                and all(isinstance(each, dict) for each in value)
            ):
                self.draft.complain(
                    f"the heading [[{key}]] has one bracket on each side; write [{meant}]",
                    self.draft.line_of((key,)),
                )
                self.data[key] = value[0]
                self.draft.lines |= {
                    (key, *way[2:]): line
                    for way, line in self.draft.lines.items()
                    if way[:2] == (key, 0)
                }

    def _keys_of(self, table: dict[str, Any], way: Way) -> None:
        """Every key that does not belong where it stands; then the tables within."""
        fixed = keys_at(way)
        named = _NAMED.get(sort_of(way) or "") if way else None
        if fixed or named:
            for key in list(table):
                if key not in (named[1] if named else fixed):
                    self._unknown_key(table, way, key, named)
        for key, value in list(table.items()):
            if isinstance(value, dict):
                self._keys_of(value, (*way, key))
            elif isinstance(value, list):
                for index, each in enumerate(value):
                    if isinstance(each, dict):
                        self._keys_of(each, (*way, key, index))

    def _unknown_key(
        self,
        table: dict[str, Any],
        way: Way,
        key: str,
        named: tuple[str, Collection[str]] | None,
    ) -> None:
        value = table.pop(key)
        line = self.draft.line_of((*way, key))
        allowed = list(named[1]) if named else list(keys_at(way))
        near = nearest(key, allowed)
        homes = [home for home in homes_of(key) if home != (way[0] if way else "")]
        where = _within(way, self.data)
        if homes and not (near and near not in table and _alike(near, key)):
            places = " or ".join(
                "at the top of the file, above the first heading" if not home else _heading(home)
                for home in homes
            )
            self.draft.complain(
                f"there is no key `{key}`{where or ' here'}; it stands {places}", line
            )
            self._move(key, value, homes, way)
            return
        kind = named[0] if named else "key"
        if near is None or near in table:
            said = did_you_mean(key, allowed) if near else ""
            names = ", ".join(sorted(allowed) if named else allowed)
            words = f"there is no {kind} `{key}`{where}{said or f'; there are: {names}'}"
            self.draft.complain(words, line)
            return
        names = f" (there are: {', '.join(sorted(allowed))})" if named else ""
        self.draft.complain(
            f"there is no {kind} `{key}`{where}; did you mean `{near}`?{names}", line
        )
        table[near] = value
        self._same_lines((*way, key), (*way, near))
        if (*way, key) in self.draft.spoilt:
            self.draft.spoilt.add((*way, near))

    def _move(self, key: str, value: Any, homes: list[str], way: Way) -> None:
        """What stands in the wrong table is examined where it belongs."""
        home = homes[0]
        goal = self.data if not home else self.data.get(home)
        if len(homes) == 1 and isinstance(goal, dict):
            goal.setdefault(key, value)
            self._same_lines((*way, key), (home, key) if home else (key,))

    def _same_lines(self, old: Way, new: Way) -> None:
        more = {
            (*new, *way[len(old) :]): line
            for way, line in self.draft.lines.items()
            if way[: len(old)] == old
        }
        self.draft.lines = more | self.draft.lines

    # Values ---------------------------------------------------------------------------------

    def _explain(self, error: ErrorDetails) -> None:
        way: Way = tuple(error["loc"])
        if error["type"] == "contradiction":
            for keys, words in error["ctx"]["found"]:
                if not any((*way, key) in self.draft.spoilt for key in keys):
                    place = _within(way, self.data)
                    there = next((k for k in keys if (*way, k) in self.draft.lines), keys[0])
                    self.draft.complain(
                        f"{words}{f' ({place.strip()})' if place else ''}",
                        self.draft.line_of((*way, there)),
                    )
            self._replace(way)
            return
        way = self._way_to_key(way)
        if not self._is_spoilt(way):
            self.draft.complain(self._sentence(error, way), self.draft.line_of(way), way)
        self._replace(way)

    def _way_to_key(self, way: Way) -> Way:
        """The way without the place in a list of plain values."""
        node: Any = self.data
        for index, part in enumerate(way):
            if isinstance(part, int) and not is_of_list(way[: index + 1]):
                return way[:index]
            node = node[part] if _has(node, part) else None
        return way

    def _is_spoilt(self, way: Way) -> bool:
        return any(way[:end] in self.draft.spoilt for end in range(1, len(way) + 1))

    def _replace(self, way: Way) -> None:
        """Something that is right, in place of what is wrong."""
        self.draft.spoilt.add(way)
        if not way:
            return
        parent: Any = self.data
        for part in way[:-1]:
            parent = parent[part]
        last = way[-1]
        if way == ("id",):
            parent[last] = "x"
        elif isinstance(last, int):
            made = part_at(way)
            parent[last] = _SAMPLES[made.__name__ if made else ""] | {"id": f"x{last}"}
        elif (table := part_at(way)) is not None and table.__name__ not in {"Check", "RepStage"}:
            parent[last] = copy.deepcopy(_SAMPLES[table.__name__])
        elif (known := keys_at(way[:-1]).get(last)) is not None and known.is_required():
            name = part_at(way[:-1])
            sample = f"x{way[-2]}" if last == "id" and len(way) > 2 else None
            parent[last] = sample or copy.deepcopy(_SAMPLES[name.__name__ if name else ""][last])
        else:
            parent.pop(last, None)

    def _sentence(self, error: ErrorDetails, way: Way) -> str:  # noqa: C901, PLR0911  # one a sentence
        named = f"`{_key(way)}`{_within(way[:-1], self.data)}"
        found: Any = self.data
        for part in way:
            found = found[part] if _has(found, part) else None
        kind = error["type"]
        if kind == "missing" and not (_has_way(self.data, way)):
            return f"{named} is missing; it takes {needs(way)}"
        if way == ("id",):
            return (
                f"the file's name \"{found}\" becomes the exercise's id, which has small letters, "
                "digits and hyphens only; rename the file"
            )
        if kind == "string_pattern_mismatch":
            return f'{named} has small letters, digits and _ only; found "{found}"'
        if kind == "unknown_measure":
            known = QUANTITIES if way[0] == "check" else MEASURES
            names = ", ".join(sorted(known))
            return (
                f'{named}: there is no measure "{found}"{did_you_mean(str(found), known)} '
                f"(there are: {names})"
            )
        if kind == "literal_error":
            return self._choice(named, way, found)
        if kind in ("too_short", "too_long", "missing") and sort_of(way) == "numbers":
            comma = "; decimals have a point, not a comma" if len(found) == 4 else ""
            return f"{named} takes {needs(way)}; found {shown(found)}{comma}"
        if kind in ("too_short", "string_too_short"):
            return f"{named} is empty; it takes {needs(way)}"
        if kind in _BOUNDS:
            bound = next(iter(error.get("ctx", {}).values()), 0)
            said = _BOUNDS[kind].format(f"{bound:g}")
            if sort_of(way) == "numbers":
                said = f"two numbers, each {said.removeprefix('a number ')}"
            return f"{named} takes {said}; found {shown(found)}"
        return self._wrong_sort(named, way, found, whole=kind in ("int_type", "int_from_float"))

    def _choice(self, named: str, way: Way, found: Any) -> str:
        choices = choices_at(way)
        several = is_list(found) and sort_of(way) == "texts"
        wrong = [w for w in found if w not in choices] if several else [found]
        one = "takes one of" if sort_of(way) == "text" else "takes a list of"
        said = f"{named} {one} {listed(choices)}; found {all_shown(wrong)}"
        near = [(w, nearest(w, choices)) for w in wrong if isinstance(w, str)]
        if len(wrong) == 1:
            return said + "".join(f'; did you mean "{right}"?' for _, right in near if right)
        hints = [f'"{right}" for {shown(w)}' for w, right in near if right]
        return f"{said}; did you mean {' and '.join(hints)}?" if hints else said

    def _wrong_sort(self, named: str, way: Way, found: Any, *, whole: bool) -> str:
        sort = sort_of(way)
        key = way[-1]
        hint = ""
        if whole and (said := whole_numbers(found)):
            return f"{named} takes {said}; found {shown(found)}"
        if sort in ("number", "numbers") and isinstance(found, str):
            plain = found.strip().replace(",", ".")
            if plain.replace(".", "", 1).lstrip("+-").isdigit():
                hint = f"; a number has no quotes: write `{key} = {plain}`"
        elif sort == "text" and isinstance(found, int | float):
            hint = f'; write `{key} = "{shown(found)}"`'
        elif sort == "texts" and isinstance(found, str):
            hint = f'; write `{key} = ["{found}"]`'
        elif sort == "flag" and isinstance(found, str | int):
            hint = f"; write `{key} = true` or `{key} = false`"
        return f"{named} takes {needs(way)}; found {shown(found)}{hint}"


_BOUNDS = {
    "greater_than": "a number above {}",
    "greater_than_equal": "a number of {} or more",
    "less_than": "a number below {}",
    "finite_number": "a number that is not endless",
}


def _has(node: Any, part: str | int) -> bool:
    if isinstance(node, dict):
        return part in node
    return isinstance(node, list) and isinstance(part, int) and part < len(node)


def _has_way(node: Any, way: Way) -> bool:
    for part in way:
        if not _has(node, part):
            return False
        node = node[part]
    return True


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other).ratio() > 0.8


def _heading(table: str) -> str:
    return {
        "check": "under [[check]]",
        "stage": "under [[rep.stage]]",
        "dose": "in `dose`",
        "settled": "in `settled`",
    }.get(table, f"under [{table}]")


def _key(way: Way) -> str:
    return str(way[-1])


def _within(way: Way, data: dict[str, Any]) -> str:
    """Where a key stands: " in [rep]", ' in the check "torso_rising"'; "" at the top."""
    if not way:
        return ""
    if way[0] == "check" and len(way) > 1 and isinstance(way[1], int):
        checks = data.get("check")
        id_ = checks[way[1]].get("id") if _has_way(data, way[:2]) and checks else None
        return f' in the check "{id_}"' if isinstance(id_, str) else f" in check {way[1] + 1}"
    if way[:2] == ("rep", "stage") and len(way) > 2 and isinstance(way[2], int):
        stages = data["rep"]["stage"] if _has_way(data, way[:3]) else None
        id_ = stages[way[2]].get("id") if stages and isinstance(stages[way[2]], dict) else None
        return f' in the stage "{id_}"' if isinstance(id_, str) else f" in stage {way[2] + 1}"
    names = [str(part) for part in way if isinstance(part, str)]
    if names[0] in ("dose", "settled"):
        return f" of `{names[0]}`"
    inner = f" of `{'.'.join(names[1:])}`" if names[1:] else ""
    return f"{inner} in [{names[0]}]"
