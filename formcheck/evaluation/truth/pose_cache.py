"""The poses of a clip: recorded ones as they are, those of a video found once and kept.

What is kept is named after the video's content, the model and what made it, so that neither a
changed video nor another version is ever taken for the one that was recorded.  What made it is the
recording's format, the way in which videos are read, and the library that finds poses.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from formcheck.analysis import ModelName, analyze
from formcheck.errors import InputError, OutputError
from formcheck.exercises import list_exercises
from formcheck.recording import looks_like_recording
from formcheck.recording.format import VERSION
from formcheck.vision import frames

_PART = ".part.jsonl.gz"


class PoseCache:
    """A folder of recordings, each named after the content of its video.

    Args:
        folder: Where they are; made if it is not there.
        model: The pose model that finds them.

    Raises:
        OutputError: The folder cannot be made.
    """

    def __init__(self, folder: Path, model: ModelName = "full") -> None:
        self._owner = os.getpid()  # of the process that began, in its workers, too
        self.folder = folder
        self.model = model
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: cannot keep poses here: {error.strerror}") from error

    def recording_of(self, clip: Path) -> Path:
        """The recorded poses of a clip, found now if they are not there yet.

        Args:
            clip: A video, or a recording of poses, which is its own.

        Raises:
            InputError: The clip cannot be read.
        """
        if not clip.is_file():
            raise InputError(f"{clip}: there is no such clip")
        if looks_like_recording(clip):
            return clip
        kept = self.folder / self.name_of(clip)
        if not is_whole(kept):
            self._record(clip, kept)
        return kept

    def name_of(self, clip: Path) -> str:
        """What a video's recording is called: its content, the model, and what made it."""
        with clip.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        return f"{content}-{self.model}-{_made_by()}.jsonl.gz"

    def remove_parts(self) -> None:
        """Remove what was begun with this cache by workers that were ended."""
        for part in self.folder.glob(f".*.{self._owner}-*{_PART}"):
            with suppress(OSError):
                part.unlink()

    def _record(self, clip: Path, kept: Path) -> None:
        """Find the poses; an interrupted or failed attempt leaves nothing that is used later."""
        part = kept.with_name(f".{kept.name}.{self._owner}-{os.getpid()}{_PART}")
        try:
            # The poses are the same for every exercise.
            result = analyze(clip, list_exercises()[0], model=self.model, record=part)
            if result.interrupted:
                raise KeyboardInterrupt
            try:
                part.replace(kept)
            except OSError as error:
                raise OutputError(f"{kept}: cannot be written: {error.strerror}") from error
        finally:
            with suppress(OSError):
                part.unlink()


def is_whole(recording: Path) -> bool:
    """Whether a compressed recording is there and has its last line.

    Args:
        recording: The file; it need not exist.
    """
    last = b""
    try:
        with gzip.open(recording, "rb") as file:
            for line in file:
                last = line
        return "source" in json.loads(last)
    except (OSError, EOFError, ValueError, TypeError, zlib.error):
        return False


def _made_by() -> str:
    """Versions of the format, of how videos are read, and of the library that finds poses."""
    return f"r{VERSION}-v{frames.READING}-mediapipe{metadata.version('mediapipe')}"
