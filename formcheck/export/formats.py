"""The formats that poses are exported in, by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from formcheck.errors import InputError, OutputError, UsageError
from formcheck.export.coco import coco
from formcheck.export.opensim import mot, trc
from formcheck.pose import Pose
from formcheck.recording import RecordingWriter, SourceInfo

SUFFIXES = {"coco": ".coco.json", "trc": ".trc", "mot": ".mot", "jsonl": ".poses.jsonl"}
"""Each format and how its files' names end."""


def write_export(
    path: Path,
    format_: str,
    frames: Sequence[tuple[Pose, ...]],
    info: SourceInfo,
    *,
    model: str = "",
    warnings: Sequence[str] = (),
) -> None:
    """Write poses in a format.

    Args:
        path: The file.
        format_: One of `SUFFIXES`.
        frames: The people of each frame, first of all the one who is followed.
        info: Where the poses come from; its frame rate is that of `.trc` and `.mot`.
        model: The pose model that found them.
        warnings: What the user should know about the source, one sentence each.

    Raises:
        UsageError: There is no such format.
        OutputError: The file cannot be written.
        InputError: There is nothing to write.
    """
    if format_ not in SUFFIXES:
        raise UsageError(f"{format_} is no format of these: {', '.join(SUFFIXES)}")
    if not frames:
        raise InputError(f"{info.path} has no frame to export")
    if format_ == "jsonl":
        with RecordingWriter(path, info, model) as writer:
            for people in frames:
                writer.write(*people)
            writer.finish(info, warnings)
        return
    name = PurePath(info.path).name
    if format_ == "coco":
        text = coco(frames, name)
    else:
        followed = [people[0] for people in frames]
        text = (trc if format_ == "trc" else mot)(followed, info.fps, name)
    try:
        path.write_bytes(text.encode(errors="replace"))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
