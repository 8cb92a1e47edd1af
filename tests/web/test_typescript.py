"""The types that the page's code is held to are those of the server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from formcheck.web import typescript
from formcheck.web.app import description
from formcheck.web.live import schema

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def declared_text() -> str:
    return typescript.declarations()


@pytest.mark.slow
def test_the_published_types_are_current(declared_text: str) -> None:
    published = ROOT / "docs" / "formcheck.d.ts"
    assert published.read_text(encoding="utf-8") == declared_text, "make schema"


@pytest.mark.slow
def test_every_type_of_api_and_socket_is_declared(declared_text: str) -> None:
    declared = set(re.findall(r"^  type (\w+) = ", declared_text, re.MULTILINE))
    assert set(description()["components"]["schemas"]) <= declared
    assert {each[0].upper() + each[1:] for each in schema.json_schema()["$defs"]} <= declared
    assert {"Result", "FromBrowser", "ToBrowser"} <= declared


def test_what_is_asked_may_leave_out_what_has_a_default_and_what_is_sent_does_not(
    declared_text: str,
) -> None:
    text = declared_text
    assert "rest_s?: number;" in _body(text, "Hello")
    assert "exercise?: string;" in _body(text, "Hello")
    assert "command: " in _body(text, "CommandMessage")
    assert "reps: Rep[];" in _body(text, "Result")
    assert "?:" not in _body(text, "Result")


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"]}, "string | null"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "Record<string, number>"),
        ({"type": "object"}, "Record<string, unknown>"),
        ({"allOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}, "A & B"),
        ({"oneOf": [{"const": "a"}, {"const": 1}, {"const": 1}]}, '"a" | 1'),
        ({}, "unknown"),
        (
            {"type": "object", "properties": {"a-b": {"type": "integer"}}, "required": ["a-b"]},
            '{\n  "a-b": number;\n}',
        ),
    ],
)
def test_a_schema_becomes_a_type(schema: dict[str, object], expected: str) -> None:
    assert typescript.type_of(schema) == expected


def test_what_it_does_not_know_is_no_silent_type() -> None:
    with pytest.raises(ValueError, match="'file'"):
        typescript.type_of({"type": "file"})


def _body(text: str, name: str) -> str:
    return text.partition(f"  type {name} = {{\n")[2].partition("\n  };")[0]


def test_the_lockfile_names_no_registry_and_has_a_hash_for_everything() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    packages = lock.count('"node_modules/')
    assert lock.count('"integrity": "sha512-') == packages > 0
    settings = (ROOT / ".npmrc").read_text(encoding="utf-8").splitlines()
    known = {"omit-lockfile-registry-resolved", "save-exact"}  # none that says where packages are
    assert {line.partition("=")[0] for line in settings} == known
