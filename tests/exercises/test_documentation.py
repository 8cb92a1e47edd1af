"""The page for coaches tells the truth about the format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from formcheck.exercises import Check, Exercise, Hold, Limits, Rep, Still
from formcheck.measures import MEASURES, REP_TIMES, SIGNALS

PAGE = (Path(__file__).parents[2] / "docs" / "exercise-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_is_told_as_it_is(name: str) -> None:
    measure = MEASURES[name]
    assert f"| `{name}` ({measure.unit}) | {measure.what} |" in PAGE


@pytest.mark.parametrize("name", sorted(REP_TIMES))
def test_every_time_of_a_rep_is_told_as_it_is(name: str) -> None:
    assert f"| `{name}` (s) | {REP_TIMES[name].what} |" in PAGE


@pytest.mark.parametrize("name", sorted(SIGNALS))
def test_every_signal_is_told_as_it_is(name: str) -> None:
    assert f"| `{name}` | {SIGNALS[name]} |" in PAGE


def written(part: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys as a file writes them."""
    return {field.alias or name: field for name, field in part.model_fields.items()}


@pytest.mark.parametrize("part", [Exercise, Rep, Hold, Still, Limits, Check])
def test_every_key_is_told(part: type[Exercise]) -> None:
    for key in written(part).keys() - {"id"}:
        assert re.search(rf"\b{key}\b", PAGE), key


@pytest.mark.parametrize(
    ("part", "row"),
    [
        (Exercise, "| the top of the file |"),
        (Rep, "| `[rep]`, required"),
        (Hold, "| `[hold]`, required"),
        (Still, "| `settled`, and"),
        (Check, "| each `[[check]]` |"),
    ],
)
def test_which_keys_are_required_is_told_as_it_is(part: type[Exercise], row: str) -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(row)]
    _, _, required, optional, _ = line.split("|")
    limits = {"min", "max"}
    for key, field in written(part).items():
        if key in limits or (key == "id" and part is Exercise) or (key in ("rep", "hold")):
            continue
        column = required if field.is_required() else optional
        assert re.search(rf"\b{key}\b", column), key
