"""Writing poses to a file as they come."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from formcheck.errors import OutputError
from formcheck.lifecycle import Closing
from formcheck.pose import FloatArray, Pose
from formcheck.recording.format import ARRAYS, VERSION, SourceInfo

_FLUSH_EVERY = 100  # frames; what a crash can cost


class RecordingWriter(Closing):
    """Writes poses to a file as they come.

    >>> import tempfile
    >>> from formcheck.recording import read
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = Path(folder.name, "poses.jsonl")
    >>> with RecordingWriter(path, SourceInfo("row.mp4", 1.0, 30.0, 640, 360), "full") as writer:
    ...     writer.write(Pose(0, 0.0, 640, 360))
    >>> recording = read(path)
    >>> recording.model, [pose.present for pose in recording]
    ('full', [False])
    >>> folder.cleanup()

    Args:
        path: The file; `.gz` at the end compresses it.
        info: Where the poses come from.
        model: The pose model that found them.

    Raises:
        OutputError: The file cannot be written.
    """

    def __init__(self, path: str | os.PathLike[str], info: SourceInfo, model: str) -> None:
        self.path = Path(path)
        self._count = 0
        self._file: IO[bytes]
        try:
            if self.path.suffix == ".gz":
                self._file = cast("IO[bytes]", gzip.open(path, "wb", 6))  # noqa: SIM115  # close()
            else:
                self._file = self.path.open("wb")
        except OSError as error:
            raise self._output_error(error) from error
        header = {"formcheck_poses": VERSION, "model": model, "source": asdict(info)}
        self._put(header)

    def write(self, pose: Pose, *people: Pose) -> None:
        """Append a frame.

        Args:
            pose: The pose of the person who is followed, of a later frame than the one before.
            people: The poses of further people in the same frame.

        Raises:
            OutputError: The disk is full, for instance.
        """
        line: dict[str, Any] = {"i": pose.index, "t": pose.time_s}
        if pose.present:
            line |= _arrays(pose)
        if pose.others is not None:
            line["others"] = pose.others
        if people:
            line["people"] = [_arrays(each) for each in people]
        self._put(line)
        self._count += 1
        if self._count % _FLUSH_EVERY == 0:
            self._file.flush()

    def finish(self, info: SourceInfo, warnings: Iterable[str]) -> None:
        """Append what was learnt of the source; no pose may follow.

        Args:
            info: Where the poses come from, as it is known now.
            warnings: What the user should know about it, one sentence each.

        Raises:
            OutputError: The file cannot be written.
        """
        self._put({"source": asdict(info), "warnings": list(warnings)})

    def close(self) -> None:
        """Close the file; further calls do nothing."""
        try:
            self._file.close()
        except OSError as error:
            raise self._output_error(error) from error

    def _put(self, line: dict[str, Any]) -> None:
        text = json.dumps(line, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        try:
            # A path may hold bytes that are no text.
            self._file.write(text.encode(errors="replace") + b"\n")
        except OSError as error:
            raise self._output_error(error) from error

    def _output_error(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path} cannot be written: {error.strerror or error}")


def _arrays(pose: Pose) -> dict[str, list[float | None]]:
    """A person's arrays, flat, rounded, with None for NaN."""
    found: dict[str, list[float | None]] = {}
    for name, (_, decimals) in ARRAYS.items():
        values: FloatArray | None = getattr(pose, name)
        if values is not None:
            found[name] = [
                value if value == value else None  # noqa: PLR0124  # NaN
                for value in np.round(values, decimals).ravel().tolist()
            ]
    return found
