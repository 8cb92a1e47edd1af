"""Writing poses to a file as they come."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
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
        path: The file; `.gz` at the end compresses it.  The same poses give the same bytes.
        info: Where the poses come from.
        model: The pose model that found them.
        made_from: What says from what, and how, the poses were found; None to say nothing.

    Raises:
        OutputError: The file cannot be written.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        info: SourceInfo,
        model: str,
        *,
        made_from: Mapping[str, str | int] | None = None,
    ) -> None:
        self.path = Path(path)
        self._count = 0
        self._digest = hashlib.sha256()
        try:
            self._raw = self.path.open("wb")
        except OSError as error:
            raise self._output_error(error) from error
        self._file: IO[bytes] = self._raw
        if self.path.suffix == ".gz":  # no name and no time: they say nothing of the poses
            packed = gzip.GzipFile("", "wb", 6, self._raw, mtime=0)
            self._file = cast("IO[bytes]", packed)
        header: dict[str, Any] = {"formcheck_poses": VERSION, "model": model}
        if made_from is not None:
            header["made_from"] = dict(made_from)
        self._put(header | {"source": asdict(info)})

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

    def finish(self, info: SourceInfo, warnings: Iterable[str], *, resized: bool = False) -> None:
        """Append what was learnt of the source; no pose may follow.

        Args:
            info: Where the poses come from, as it is known now.
            warnings: What the user should know about it, one sentence each.
            resized: Whether some pictures had another size than the first; their poses are in
                pixels of the first.

        Raises:
            OutputError: The file cannot be written.
        """
        last: dict[str, Any] = {"source": asdict(info), "warnings": list(warnings)}
        if resized:
            last["resized"] = True
        self._digest.update(line_of(last))
        self._put(last | {"sha256": self._digest.hexdigest()})

    def close(self) -> None:
        """Close the file; further calls do nothing."""
        try:
            try:
                self._file.close()
            finally:
                self._raw.close()
        except OSError as error:
            raise self._output_error(error) from error

    def _put(self, line: dict[str, Any]) -> None:
        text = line_of(line)
        self._digest.update(text)
        try:
            self._file.write(text)
        except OSError as error:
            raise self._output_error(error) from error

    def _output_error(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path} cannot be written: {error.strerror or error}")


def line_of(content: Mapping[str, Any]) -> bytes:
    """A line of a recording as it is written."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode(errors="replace") + b"\n"  # a path may hold bytes that are no text


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
