"""The published schema of the live socket's messages: `docs/live.schema.json`."""

from __future__ import annotations

import json
import sys
from typing import Any, cast

from pydantic import TypeAdapter

from formcheck.result.schema import DIALECT
from formcheck.web.live import messages


def json_schema() -> dict[str, Any]:
    """The schema of the messages, both ways."""
    parts: dict[str, Any] = {}
    sides = {}
    for name, kind, mode in (
        ("fromBrowser", messages.FromBrowser, "validation"),
        ("toBrowser", messages.ToBrowser, "serialization"),
    ):
        made = TypeAdapter(cast("Any", kind)).json_schema(
            mode="serialization" if mode == "serialization" else "validation"
        )
        parts |= made.pop("$defs", {})
        sides[name] = made
    return {
        "$schema": DIALECT,
        "title": "formcheck live messages",
        "description": " ".join(str(messages.__doc__).partition("\n\n")[2].split()),
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in sides],
        "$defs": dict(sorted({**parts, **sides}.items())),
    }


def schema_text() -> str:
    """The schema as it is published: indented, with a line end."""
    return json.dumps(json_schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
