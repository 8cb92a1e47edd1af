"""Writes the poses of a video or a recording in a format of other programs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from formcheck.cli.analyzing import ended_pool
from formcheck.cli.errors import INTERRUPTED, complain, warn
from formcheck.cli.progress import progress_bar
from formcheck.cli.showing import show_files
from formcheck.errors import OutputError
from formcheck.export import SUFFIXES, write_export
from formcheck.inputs import refuse_to_overwrite
from formcheck.jobs.process_pool import cores
from formcheck.lifecycle import deferred_interrupt
from formcheck.naming import stored
from formcheck.recording import looks_like_recording, read

if TYPE_CHECKING:
    from formcheck.analysis import ModelName
    from formcheck.pose import Pose
    from formcheck.recording import SourceInfo

    Exported = tuple[list[tuple[Pose, ...]], SourceInfo, list[str]]


def export_poses(source: str, format_: str, out: Path | None, model: str) -> int:
    """Exports poses, which are found first if the source is a video.

    Args:
        source: A video, or a recording of poses.
        format_: The format's name.
        out: The file; named after the source, in the current folder, if None.
        model: The pose model, for a video.

    Returns:
        The exit status.

    Raises:
        FormcheckError: The source cannot be read, or the file cannot be written.
    """
    path = stored(Path(source))
    stem = path.name.removesuffix(".gz").removesuffix(".jsonl")
    target = out or Path((Path(stem).stem if stem == path.name else stem) + SUFFIXES[format_])
    refuse_to_overwrite(target, path)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if looks_like_recording(path):
            recording = read(path)
            model = recording.model
            frames = list(recording.frames())
            found: Exported | None = (frames, recording.info, recording.warnings)
        else:
            found = _found(path, model)
        if found is None:
            complain(f"{source}: interrupted, nothing is written")
            return INTERRUPTED
        write_export(part, format_, *found[:2], model=model, warnings=found[2])
        try:
            part.replace(target)
        except OSError as error:
            raise OutputError(f"{target}: cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    for warning in found[2]:
        warn(f"{source}: {warning}")
    show_files([target], to_stderr=False)
    return 0


def _found(path: Path, model: str) -> Exported | None:
    """The poses of a video; None if somebody pressed Ctrl-C."""
    from formcheck.analysis import Progress
    from formcheck.finding.video_poses import VideoPoses

    with deferred_interrupt() as stopped, progress_bar(path.name) as bar:
        total: int | None = None

        def tick(done: int) -> bool:
            if bar.take is not None:
                bar.take(Progress(done, total, 0.0))
            return not stopped()

        with (
            ended_pool(cores()) as pool,
            VideoPoses(
                str(path),
                model=cast("ModelName", model),
                executor=pool,
                at_once=cores(),
                tick=tick,
            ) as poses,
        ):
            total = poses.info.frames
            frames: list[tuple[Pose, ...]] = []
            for each in poses:
                frames.append((each.pose,))
                if not poses.finds_in_chunks and not tick(len(frames)):
                    return None
            return None if poses.interrupted else (frames, poses.info, poses.warnings)
