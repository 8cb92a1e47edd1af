"""Recordings of poses: what the camera saw of a person, without the picture.

A recording is a text file of JSON lines.  The first line is a header, each further line a frame::

    {"formcheck_poses":1,"model":"full","source":{"path":"row.mp4","duration_s":8.0,...}}
    {"i":0,"t":0.0}
    {"i":1,"t":0.0333,"image":[321.5,88.0,...],"visibility":[0.99,...],"world":[...],"back":[...]}
    {"source":{"path":"row.mp4","duration_s":8.0,...},"warnings":[]}

The last line, which is missing after a crash, has what was learnt of the source on the way: the
measured frame rate, for instance, and what is wrong with the file.

Nobody was found in a frame without `image`.  Arrays are flat, missing numbers are null.  A name
that ends in `.gz` is compressed.  What was written before a crash can be read.
"""

from __future__ import annotations

import gzip
import json
import math
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

import numpy as np

from formcheck.errors import OutputError, RecordingError
from formcheck.pose import BACK_STATIONS, LANDMARKS, FloatArray, Pose

VERSION = 1
_MARK = b'"formcheck_poses"'
_FLUSH_EVERY = 100  # frames; what a crash can cost

# name: (shape, decimals)
_ARRAYS: dict[str, tuple[tuple[int, ...], int]] = {
    "image": ((LANDMARKS, 2), 2),
    "visibility": ((LANDMARKS,), 2),
    "world": ((LANDMARKS, 3), 3),
    "back": (BACK_STATIONS.shape, 4),
}


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known about the source of frames or poses.

    Attributes:
        path: Where it comes from, as the user named it.
        duration_s: How long it is, in seconds; None where that is not known.
        fps: Frames a second, on average.
        width: The upright picture's width in pixels.
        height: The upright picture's height in pixels.
        frames: How many frames it has (an estimate until all were read); None where unknown.
    """

    path: str
    duration_s: float | None
    fps: float
    width: int
    height: int
    frames: int | None = None


def rounded(pose: Pose) -> Pose:
    """Round a pose to what a recording keeps of it.

    What is judged is rounded so as well: a recording then gives the same result as its video.

    Args:
        pose: The pose.

    Returns:
        The pose to 0.01 pixels, in which no estimator is exact.
    """
    arrays = {name: getattr(pose, name) for name in _ARRAYS}
    return replace(
        pose,
        **{
            name: np.round(values, _ARRAYS[name][1])
            for name, values in arrays.items()
            if values is not None
        },
    )


class RecordingWriter:
    """Writes poses to a file as they come.

    >>> import tempfile
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

    def write(self, pose: Pose) -> None:
        """Append a pose.

        Args:
            pose: The pose, of a later frame than the one before.

        Raises:
            OutputError: The disk is full, for instance.
        """
        line: dict[str, Any] = {"i": pose.index, "t": pose.time_s}
        if pose.present:
            for name, (_, decimals) in _ARRAYS.items():
                values: FloatArray | None = getattr(pose, name)
                if values is not None:
                    line[name] = [
                        value if value == value else None  # noqa: PLR0124  # NaN
                        for value in np.round(values, decimals).ravel().tolist()
                    ]
        if pose.others is not None:
            line["others"] = pose.others
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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _put(self, line: dict[str, Any]) -> None:
        text = json.dumps(line, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        try:
            # A path may hold bytes that are no text.
            self._file.write(text.encode(errors="replace") + b"\n")
        except OSError as error:
            raise self._output_error(error) from error

    def _output_error(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path} cannot be written: {error.strerror or error}")


class Recording:
    """A recording that was opened: iterate over it for its poses, as often as you like.

    Attributes:
        path: The file.
        info: Where the poses come from; known better once all were read.
        model: The pose model that found them.
        warnings: What the user should know about it, one sentence each.
    """

    def __init__(self, path: Path, info: SourceInfo, model: str) -> None:
        self.path = path
        self.info = info
        self.model = model
        self.warnings: list[str] = []

    def __iter__(self) -> Iterator[Pose]:
        """Read the poses.

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
                pose = self._pose(content, number)
                if pose.time_s <= last:
                    raise _error(self.path, f"line {number}: its time is not later than before")
                last = pose.time_s
                count += 1
                yield pose

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
        warnings = content.get("warnings")
        if not isinstance(warnings, list) or not all(isinstance(text, str) for text in warnings):
            raise _error(self.path, f"line {number}: warnings: expected a list of sentences")
        for text in warnings:
            self._warn(text)

    def _pose(self, content: dict[str, Any], number: int) -> Pose:
        where = f"line {number}: "
        index, time_s, others = content.get("i"), content.get("t"), content.get("others")
        if not _is_count(index) or not _is_number(time_s):
            raise _error(self.path, where + "i (a count) and t (seconds) are needed")
        if others is not None and not _is_count(others):
            raise _error(self.path, where + f"others is {others!r}; expected a count")
        arrays = {
            name: _array(content[name], shape, self.path, where + name)
            for name, (shape, _) in _ARRAYS.items()
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
    try:
        with _open(path) as file:
            return _MARK in file.read(64)
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
    return SourceInfo(
        path=str(source.get("path", "")),
        duration_s=float(cast("float", duration)) if _is_number(duration) else None,
        fps=float(source["fps"]),
        width=source["width"],
        height=source["height"],
        frames=frames if _is_count(frames) else None,
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
