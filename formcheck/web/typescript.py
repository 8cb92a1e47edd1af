"""The types of the API and of the live socket in TypeScript, which the page's code is held to.

``python -m formcheck.web.typescript > docs/formcheck.d.ts`` writes the published copy.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from formcheck.result.schema import json_schema as result_schema
from formcheck.web.app import description
from formcheck.web.live.schema import json_schema as live_schema


def type_of(schema: Mapping[str, Any], depth: int = 0) -> str:
    """A schema as a TypeScript type.

    Args:
        schema: What pydantic makes of a type (JSON Schema 2020-12).
        depth: How far what stands in it is indented.

    Raises:
        ValueError: The schema says something that this does not know.

    >>> type_of({"anyOf": [{"type": "string"}, {"type": "null"}]})
    'string | null'
    >>> type_of({"type": "array", "items": {"enum": ["a", 1]}})
    '("a" | 1)[]'
    >>> type_of({"type": "array", "prefixItems": [{"type": "number"}, {"$ref": "#/$defs/A"}]})
    '[number, A]'
    """
    for keyword, written in _KEYWORDS.items():
        if keyword in schema:
            return written(schema[keyword], depth)
    kind = schema.get("type", "unknown")
    if isinstance(kind, list):
        return _joined(" | ", [{**schema, "type": each} for each in kind], depth)
    if kind == "array":
        return _array(schema, depth)
    if kind == "object":
        return _object(schema, depth)
    if kind not in _SIMPLE:
        raise ValueError(f"there is no TypeScript for the type {kind!r}")
    return _SIMPLE[kind]


def _joined(sign: str, schemas: Iterable[Mapping[str, Any]], depth: int) -> str:
    return sign.join(dict.fromkeys(type_of(each, depth) for each in schemas))


_SIMPLE = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
    "unknown": "unknown",
}
_KEYWORDS: dict[str, Callable[[Any, int], str]] = {
    "$ref": lambda address, _: str(address).rpartition("/")[2],
    "const": lambda constant, _: json.dumps(constant),
    "enum": lambda values, depth: _joined(" | ", [{"const": each} for each in values], depth),
    "anyOf": lambda schemas, depth: _joined(" | ", schemas, depth),
    "oneOf": lambda schemas, depth: _joined(" | ", schemas, depth),
    "allOf": lambda schemas, depth: _joined(" & ", schemas, depth),
}


def declarations() -> str:
    """All types in the namespace `Formcheck`, each with its description.

    Raises:
        ValueError: Two types that differ have one name.
    """
    result, live, api = result_schema(), live_schema(), description()
    asked = _references(live["$defs"]["fromBrowser"]) | {
        name
        for path in api["paths"].values()
        for operation in path.values()
        for name in _references(operation.get("requestBody", {}))
    }
    known: dict[str, dict[str, Any]] = {}
    for schemas in (
        {**result["$defs"], "Result": result},
        live["$defs"],
        api["components"]["schemas"],
    ):
        for key, schema in schemas.items():
            name = key[0].upper() + key[1:]
            complete = schema if name in asked else _complete(schema)
            if name in known and type_of(known[name]) != type_of(complete):
                raise ValueError(f"there are two types {name}")
            known.setdefault(name, complete)
    parts = [_declaration(name, known[name]) for name in sorted(known)]
    return (
        "// Made by `make schema` from the code's own types: not to be edited.\n\n"
        "declare namespace Formcheck {\n" + "\n".join(parts) + "}\n"
    )


def _complete(schema: dict[str, Any]) -> dict[str, Any]:
    """What the server sends: it leaves out nothing that has a default."""
    if "properties" not in schema:
        return schema
    return {**schema, "required": list(schema["properties"])}


def _references(schema: Mapping[str, Any]) -> set[str]:
    """The names of the types that a schema refers to itself."""
    return set(re.findall(r'"\$ref": "[^"]*/(\w+)"', json.dumps(schema)))


def _declaration(name: str, schema: Mapping[str, Any]) -> str:
    found = type_of(schema, 1)
    return f"{_comment(schema, 1)}  type {name} = {found};\n"


def _array(schema: Mapping[str, Any], depth: int) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(type_of(each, depth) for each in schema['prefixItems'])}]"
    each = type_of(schema.get("items", {}), depth)
    return f"({each})[]" if " | " in each or " & " in each else f"{each}[]"


def _object(schema: Mapping[str, Any], depth: int) -> str:
    properties = schema.get("properties")
    if not properties:
        more = schema.get("additionalProperties", True)
        values = type_of(more, depth) if isinstance(more, Mapping) else "unknown"
        return f"Record<string, {values}>"
    required = schema.get("required", ())
    lines = []
    for name, each in properties.items():
        key = name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)
        mark = "" if name in required else "?"
        lines.append(_comment(each, depth + 1))
        lines.append(f"{'  ' * (depth + 1)}{key}{mark}: {type_of(each, depth + 1)};\n")
    return "{\n" + "".join(lines) + "  " * depth + "}"


def _comment(schema: Mapping[str, Any], depth: int) -> str:
    text = " ".join(str(schema.get("description", "")).split()).replace("*/", "* /")
    return f"{'  ' * depth}/** {text} */\n" if text else ""


if __name__ == "__main__":
    sys.stdout.write(declarations())
