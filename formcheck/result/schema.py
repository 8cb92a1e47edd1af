"""The JSON Schema of the result document, made from the code's own types.

``python -m formcheck.result.schema > docs/result.schema.json`` writes the published copy.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from formcheck.result.document import Result

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect's name (it is not fetched)."""


def json_schema() -> dict[str, Any]:
    """The schema of the documents that formcheck writes.

    >>> json_schema()["properties"]["schema"]["const"]
    1
    """
    schema = Result.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": DIALECT, **schema, "title": "formcheck result"}


def schema_text() -> str:
    """The schema as it is published: indented, with a line end."""
    return json.dumps(json_schema(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
