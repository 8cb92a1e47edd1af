"""Reads a Containerfile as far as ours goes: stages, COPY, RUN, ENV, USER and what is started."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, field
from pathlib import Path

UNUSED = ("VOLUME", "EXPOSE")
"""Instructions that change nothing within the container."""


@dataclass
class Stage:
    """A stage of a build.

    Attributes:
        base: The image that it begins with.
        name: What others call it, if they do.
        steps: Its instructions in order, each with its words: a RUN has one, what the shell runs.
    """

    base: str
    name: str
    steps: list[tuple[str, list[str]]] = field(default_factory=list)


def read(file: Path) -> list[Stage]:
    """Read a Containerfile.

    Args:
        file: The file.

    Returns:
        Its stages; the last one is the image.

    Raises:
        ValueError: There is an instruction that is not known here.
    """
    stages: list[Stage] = []
    for line in _lines(file.read_text(encoding="utf-8")):
        instruction, _, rest = line.partition(" ")
        if instruction == "FROM":
            base, *named = rest.split(" AS ")
            stages.append(Stage(base, named[0] if named else ""))
        elif instruction == "RUN":
            stages[-1].steps.append((instruction, [rest]))
        elif instruction in ("ENTRYPOINT", "CMD"):
            stages[-1].steps.append((instruction, json.loads(rest)))
        elif instruction in ("COPY", "ENV", "USER"):
            stages[-1].steps.append((instruction, shlex.split(rest)))
        elif instruction not in UNUSED:
            raise ValueError(f"{file}: {instruction} is not known here: {line}")
    return stages


def _lines(text: str) -> list[str]:
    r"""The instructions, each in one line.

    >>> _lines("# no\nRUN a \\\n  b\n\nUSER c\n")
    ['RUN a   b', 'USER c']
    """
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return [line.strip() for line in kept.replace("\\\n", "").splitlines() if line.strip()]
