"""Whether a recording that was kept is the one that was written, and of what it says it is."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from formcheck.recording.format import VERSION
from formcheck.recording.writer import line_of


def verified(recording: Path, made_from: Mapping[str, str | int]) -> dict[str, Any] | None:
    """Look whether a compressed recording is whole, unchanged and made from just this.

    A file that was cut off, that somebody changed, that an older formcheck wrote or that belongs
    to another video is not.  The sum protects against accidents, not against forgers.

    Args:
        recording: The file; it need not exist.
        made_from: What its header must say.

    Returns:
        What its last line says; None if it is not to be used.
    """
    digest = hashlib.sha256()
    last = b""
    try:
        with gzip.open(recording, "rb") as file:
            first = file.readline()
            header = json.loads(first)
            if header.get("formcheck_poses") != VERSION or header.get("made_from") != made_from:
                return None
            digest.update(first)
            for line in file:
                digest.update(last)
                last = line
        content: dict[str, Any] = json.loads(last)
        told = content.pop("sha256")
        digest.update(line_of(content))
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, zlib.error):
        return None
    return content if "source" in content and told == digest.hexdigest() else None
