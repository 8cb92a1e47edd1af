"""The pages' own files as browsers get them: scripts without what is written for developers alone.

Nothing is built: a script is sent as it is written, with its block comments left out.  Their lines
stay empty, so that an error names the line of the source.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

PAGES = Path(__file__).with_name("static")

_COMMENT = re.compile(r"^[ \t]*/\*\*?(?:[^*]|\*(?!/))*\*/[ \t]*$", re.MULTILINE)
"""A block comment that has its lines for itself; one within a line is a type, and short."""


class Pages(StaticFiles):
    """Serves the pages' files."""

    def __init__(self) -> None:
        super().__init__(directory=PAGES, html=True)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Answer with a file, or that the browser has it already."""
        path = Path(full_path)
        if path.suffix != ".js":
            return super().file_response(full_path, stat_result, scope, status_code)
        script = _sent(path, stat_result.st_mtime_ns)
        tag = f'"{hashlib.md5(script, usedforsecurity=False).hexdigest()}"'
        answer = Response(script, status_code, {"etag": tag}, "text/javascript")
        if self.is_not_modified(answer.headers, Headers(scope=scope)):
            return NotModifiedResponse(answer.headers)
        return answer


def without_comments(script: str) -> str:
    r"""A script without its block comments; each line keeps its number.

    >>> without_comments("/** One. */\nconst a = /** @type {any} */ (b);\n")
    '\nconst a = /** @type {any} */ (b);\n'
    >>> without_comments("  /**\n   * One * two / three.\n   */\n  one() {\n")
    '\n\n\n  one() {\n'
    """
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), script)


@lru_cache(maxsize=256)
def _sent(path: Path, _changed_ns: int) -> bytes:
    return without_comments(path.read_text(encoding="utf-8")).encode()
