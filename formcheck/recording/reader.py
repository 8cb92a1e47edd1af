"""Reading recorded poses, as far as they go."""

from __future__ import annotations

import gzip
import json
import math
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from formcheck.errors import RecordingError
from formcheck.inputs import check_file
from formcheck.pose import FloatArray, Pose
from formcheck.recording.format import ARRAYS, MARK, VERSION, SourceInfo


class Recording:
    """A recording that was opened: iterate over it for its poses, as often as you like.

    Iterating gives the person who was followed; `frames` gives everybody who was found.

    Args:
        path: The file.
        info: Where the poses come from, as its first line says.
        model: The pose model that found them.

    Attributes:
        path: The file.
        info: Where the poses come from; known better once all were read.
        model: The pose model that found them.
        warnings: What the user should know about it, one sentence each.
        resized: Whether some pictures had another size than the first; known once all were read.
    """

    def __init__(self, path: Path, info: SourceInfo, model: str) -> None:
        self.path = path
        self.info = info
        self.model = model
        self.warnings: list[str] = []
        self.resized = False

    def __iter__(self) -> Iterator[Pose]:
        """Read the poses of the person who was followed.

        Raises:
            RecordingError: A line is wrong; the message names it.
        """
        return (people[0] for people in self.frames())

    def frames(self) -> Iterator[tuple[Pose, ...]]:
        """Read the poses of everybody in each frame, first of all the one who was followed.

        Raises:
            RecordingError: A line is wrong; the message names it.
        """
        last = -math.inf
        count = 0
        with _open(self.path) as file:
            lines = _lines(file, self.path)
            next(lines)
            for number, line in enumerate(lines, start=2):
                if line is None or (not line.endswith(b"\n") and not _is_json(line)):
                    self._warn(f"{self.path} is cut off after {count} frames; those are used")
                    return
                content = self._content(line, number)
                if "source" in content:
                    self._learn(content, number)
                    return
                people = self._people(content, number)
                if people[0].time_s <= last:
                    raise _error(self.path, f"line {number}: its time is not later than before")
                last = people[0].time_s
                count += 1
                yield people

    def _warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)

    def _content(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            content = json.loads(line)
        except ValueError:
            raise _error(self.path, f"line {number}: this is not JSON") from None
        if not isinstance(content, dict):
            raise _error(self.path, f"line {number}: expected an object with i and t")
        return content

    def _learn(self, content: dict[str, Any], number: int) -> None:
        """Take in the last line."""
        self.info = _info(content["source"], self.path, f"line {number}")
        self.resized = content.get("resized") is True
        warnings = content.get("warnings")
        if not isinstance(warnings, list) or not all(isinstance(text, str) for text in warnings):
            raise _error(self.path, f"line {number}: warnings: expected a list of sentences")
        for text in warnings:
            self._warn(text)

    def _people(self, content: dict[str, Any], number: int) -> tuple[Pose, ...]:
        """Everybody in a frame."""
        where = f"line {number}: "
        first = self._pose(content, where)
        people = content.get("people", [])
        if not isinstance(people, list) or not all(isinstance(each, dict) for each in people):
            raise _error(self.path, where + "people: expected a list of objects")
        frame = {"i": first.index, "t": first.time_s}
        return first, *(self._pose({**each, **frame}, where + "people: ") for each in people)

    def _pose(self, content: dict[str, Any], where: str) -> Pose:
        index, time_s, others = content.get("i"), content.get("t"), content.get("others")
        if not _is_count(index) or not _is_number(time_s):
            raise _error(self.path, where + "i (a count) and t (seconds) are needed")
        if others is not None and not _is_count(others):
            raise _error(self.path, where + f"others is {others!r}; expected a count")
        arrays = {
            name: _array(content[name], shape, self.path, where + name)
            for name, (shape, _) in ARRAYS.items()
            if content.get(name) is not None
        }
        return Pose(
            cast("int", index),
            float(cast("float", time_s)),
            self.info.width,
            self.info.height,
            others=cast("int | None", others),
            **arrays,
        )


def read(path: str | os.PathLike[str]) -> Recording:
    """Open a recording and read its header.

    Args:
        path: The file.

    Returns:
        The recording; iterate over it for its poses.

    Raises:
        RecordingError: It is not a recording, or one of another version.
        InputError: It cannot be read.
    """
    path = Path(path)
    if path.exists() and not path.is_file():
        check_file(path, "a recording of poses")
    with _open(path) as file:
        line = next(_lines(file, path), None)
    try:
        header = json.loads(line or b"")
    except ValueError:
        header = None
    if not isinstance(header, dict) or "formcheck_poses" not in header:
        raise _error(path, "its first line is not the header of a recording of poses")
    version = header["formcheck_poses"]
    if version != VERSION:
        raise _error(path, f"it is of version {version}; this formcheck reads version {VERSION}")
    info = _info(header.get("source"), path, "its header")
    return Recording(path, info, str(header.get("model", "")))


def looks_like_recording(path: str | os.PathLike[str]) -> bool:
    """Say whether a file is meant to be a recording of poses, by its name or how it begins.

    Args:
        path: The file; it need not exist.

    >>> looks_like_recording("poses.jsonl.gz"), looks_like_recording("row.mp4")
    (True, False)
    """
    path = Path(path)
    if path.name.lower().endswith((".jsonl", ".jsonl.gz")):
        return True
    if not path.is_file():  # what comes out of a pipe cannot be looked at twice
        return False
    try:
        with _open(path) as file:
            return MARK in file.read(64)
    except (RecordingError, OSError, EOFError, zlib.error):
        return False


def _info(source: object, path: Path, where: str) -> SourceInfo:
    """Read what is said of the source."""
    if not isinstance(source, dict):
        raise _error(path, f"{where} has no source")
    sizes = [source.get("width"), source.get("height")]
    if not all(_is_count(size) and size for size in sizes) or not _is_number(source.get("fps")):
        raise _error(path, f"{where} needs source.width, source.height and source.fps")
    duration, frames = source.get("duration_s"), source.get("frames")
    slowed, dark = source.get("slowed"), source.get("dark")
    return SourceInfo(
        path=str(source.get("path", "")),
        duration_s=float(cast("float", duration)) if _is_number(duration) else None,
        fps=float(source["fps"]),
        width=source["width"],
        height=source["height"],
        frames=frames if _is_count(frames) else None,
        slowed=float(cast("float", slowed)) if _is_number(slowed) and slowed else 1.0,
        dark=min(1.0, max(0.0, float(cast("float", dark)))) if _is_number(dark) else 0.0,
    )


def _open(path: Path) -> IO[bytes]:
    """Open a file that may be compressed, whatever its name says."""
    try:
        file = path.open("rb")
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
    except OSError as error:
        raise RecordingError(f"{path} cannot be read: {error.strerror or error}") from error
    if not packed:
        return file
    file.close()
    return cast("IO[bytes]", gzip.open(path, "rb"))


def _lines(file: IO[bytes], path: Path) -> Iterator[bytes | None]:
    """Read lines; None once where a compressed file is cut off."""
    while True:
        try:
            line = file.readline()
        except EOFError:
            yield None
            return
        except (OSError, zlib.error) as error:
            raise _error(path, f"it is damaged ({error})") from error
        if not line:
            return
        yield line


def _array(values: object, shape: tuple[int, ...], path: Path, where: str) -> FloatArray:
    """Make an array of a flat list of numbers and nulls."""
    size = math.prod(shape)
    if not isinstance(values, list) or len(values) != size:
        raise _error(path, f"{where}: expected a list of {size} numbers")
    try:
        # float64 makes NaN of None.
        return np.array(values, dtype=np.float64).reshape(shape)
    except (TypeError, ValueError):
        raise _error(path, f"{where}: expected numbers or null") from None


def _error(path: Path, what: str) -> RecordingError:
    return RecordingError(f"{path} is not a recording that can be used: {what}")


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
