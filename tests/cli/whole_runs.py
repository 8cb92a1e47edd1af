"""Whole runs of the command line, with codec and lite model, on files that are made here.

They are made from frames of a sample clip where a person is needed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av
import jsonschema
import numpy as np

from formcheck.result.schema import json_schema
from formcheck.vision.frames import Image
from formcheck.vision.source import open_video
from tests import command_line

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_videos"
FPS = 30
FIRST_S, LAST_S = 2.6, 7.1
"""From here to there the sample clip shows two whole rows."""

PERSON = slice(280, 580)
"""The columns of the sample clip in which the person is."""

ROOM = slice(580, 848)
"""The columns of the sample clip in which nobody ever is."""

FAST = {"preset": "ultrafast"}


@dataclass(frozen=True)
class Done:
    """What a run of the command line left behind."""

    status: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        return json.loads(self.stdout)

    def valid(self) -> dict[str, Any]:
        """The one result document that was printed."""
        document: dict[str, Any] = self.document
        jsonschema.validate(document, json_schema())
        return document


def invoke(*args: object) -> Done:
    """``formcheck`` in this process."""
    done = command_line.invoke(*args)
    return Done(done.exit_code, done.stdout, done.stderr)


def analyze(*args: object, exercise: str = "bent-over-row") -> Done:
    return invoke("analyze", *args, "-e", exercise, "--model", "lite", "--json")


def command(*args: object) -> list[str]:
    """``formcheck analyze`` as a process of its own."""
    options = ("-e", "bent-over-row", "--model", "lite", "--json")
    return [sys.executable, "-m", "formcheck.cli", "analyze", *map(str, args), *options]


@cache
def rows() -> list[Image]:
    """Two rows, without the room on the left and on the right."""
    with open_video(SAMPLES / "row-flat.mp4", start=FIRST_S, end=LAST_S) as source:
        return [np.ascontiguousarray(frame.image[:, PERSON]) for frame in source]


@cache
def room(width: int = ROOM.stop - ROOM.start) -> Image:
    """A room in which nobody is."""
    with open_video(SAMPLES / "row-flat.mp4", end=0.1) as source:
        return np.ascontiguousarray(next(iter(source)).image[:, ROOM][:, :width])


def times_of(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return sorted(float(frame.time) for frame in container.decode(video=0))


def said(done: Done, kind: str) -> list[str]:
    return [line for line in done.stderr.splitlines() if line.startswith(f"{kind}: ")]
