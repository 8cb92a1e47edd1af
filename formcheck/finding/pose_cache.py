"""The poses of videos, found once and kept: by content and model, and never trusted unseen.

What is kept is named after the video's content, the model and what made it, so that neither a
changed video nor another version is ever taken for the one that was recorded.  What made it is the
recording's format, the way in which videos are read, the way in which they are divided, and the
library that finds poses.  A name can be wrong: each file says in itself what it was made from, and
has a sum of all that is in it.  One that is damaged, older or of another video is found again.
"""

from __future__ import annotations

import hashlib
import math
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.errors import InputError, OutputError, VideoLengthError
from formcheck.inputs import check_file
from formcheck.lifecycle import Closing, deferred_interrupt
from formcheck.recording import (
    Recording,
    RecordingWriter,
    SourceInfo,
    looks_like_recording,
    read,
    verified,
)
from formcheck.recording.format import VERSION
from formcheck.vision import frames

if TYPE_CHECKING:
    from formcheck.vision.models import ModelName
    from formcheck.vision.resizing import Fitted

CHUNKING = 2
"""The version of how long videos are divided: raised whenever that changes what is found."""

BEYOND_S = 1.0
"""A video that is too long is looked at for this much more than is taken, seconds."""

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
        self._contents: dict[tuple[str, int, int], str] = {}
        self.folder = folder
        self.model: ModelName = model
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: cannot keep poses here: {error.strerror}") from error

    def recording_of(
        self,
        clip: Path,
        *,
        executor: Executor | None = None,
        at_once: int = 1,
        tick: Callable[[int, int | None], bool] = lambda *_: True,
        most_s: float = math.inf,
        max_pixels: int | None = None,
    ) -> Path:
        """The recorded poses of a clip, found now if they are not there yet.

        Args:
            clip: A video, or a recording of poses, which is its own.
            executor: What finds the poses of a long video's chunks; threads if None.
            at_once: How many chunks are looked at at a time.
            tick: Called now and then with how many frames are done, and how many there are,
                about; once it returns False, nothing more is found.
            most_s: The longest video that is taken, seconds: of a longer one little more is
                looked at, and nothing is kept.
            max_pixels: The largest picture that is taken, width times height; 8192 x 8192 if None.

        Raises:
            InputError: The clip cannot be read; a `VideoLengthError` or a `PictureSizeError` where
                it is beyond those limits.
            KeyboardInterrupt: It was stopped before all poses were found.
        """
        if not clip.is_file():
            raise InputError(f"{clip}: there is no such clip")
        if looks_like_recording(clip):
            return clip
        kept = self.folder / self.name_of(clip)
        if verified(kept, self._made_from(clip)) is None:
            self._find(clip, executor, at_once, tick, most_s=most_s, max_pixels=max_pixels)
        return kept

    def kept(self, video: Path) -> Recording | None:
        """The poses of a video that were found before; None if they are to be found.

        Args:
            video: The video.

        Raises:
            InputError: There is no such file.
        """
        check_file(video, "a video")
        kept = self.folder / self.name_of(video)
        last = verified(kept, self._made_from(video))
        if last is None:
            return None
        recording = read(kept)
        recording.resized = last.get("resized") is True
        return recording

    def keeping(self, video: Path, info: SourceInfo) -> Keeping:
        """Keep the poses of a video while they are found.

        Args:
            video: The video.
            info: What is known of it.
        """
        kept = self.folder / self.name_of(video)
        who = f"{self._owner}-{os.getpid()}-{threading.get_ident()}"
        part = kept.with_name(f".{kept.name}.{who}{_PART}")
        return Keeping(kept, part, info, self.model, self._made_from(video))

    def name_of(self, clip: Path) -> str:
        """What a video's recording is called: its content, the model, and what made it."""
        return f"{self._content(clip)}-{self.model}-{_made_by()}.jsonl.gz"

    def remove_parts(self) -> None:
        """Remove what was begun with this cache by workers that were ended."""
        for part in self.folder.glob(f".*.{self._owner}-*{_PART}"):
            with suppress(OSError):
                part.unlink()

    def _made_from(self, video: Path) -> dict[str, str | int]:
        """What a recording says that it was made from."""
        return {
            "content": self._content(video),
            "model": self.model,
            "format": VERSION,
            "reading": frames.READING,
            "chunking": CHUNKING,
            "mediapipe": metadata.version("mediapipe"),
        }

    def _content(self, video: Path) -> str:
        """The sum of what is in a video, in hexadecimal digits."""
        try:
            with video.open("rb") as file:
                state = os.fstat(file.fileno())
                key = str(video), state.st_size, state.st_mtime_ns
                if key not in self._contents:
                    self._contents[key] = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise InputError(f"{video} cannot be read: {error.strerror or error}") from error
        return self._contents[key]

    def _find(
        self,
        video: Path,
        executor: Executor | None,
        at_once: int,
        tick: Callable[[int, int | None], bool],
        *,
        most_s: float,
        max_pixels: int | None,
    ) -> None:
        """Find the poses; an interrupted or failed attempt leaves nothing that is used later."""
        from formcheck.finding.video_poses import VideoPoses  # noqa: PLC0415  # takes a second

        done, total = 0, None

        def going_on(found: int) -> bool:
            nonlocal done
            done = max(done, found)
            return tick(done, total) and not stopped()

        with (
            deferred_interrupt() as stopped,
            VideoPoses(
                str(video),
                model=self.model,
                end=most_s + BEYOND_S if math.isfinite(most_s) else None,
                max_pixels=max_pixels,
                executor=executor,
                at_once=at_once,
                elsewhere=True,
                tick=going_on,
            ) as found,
            self.keeping(video, found.info) as keep,
        ):
            total = found.info.frames
            for number, each in enumerate(keep.through(found), 1):
                if each.pose.time_s > most_s:
                    raise VideoLengthError(f"{video}: it is longer than {most_s:g} s")
                if not found.interrupted and not going_on(number):
                    raise KeyboardInterrupt
            if found.interrupted:
                raise KeyboardInterrupt
            keep.finish(found.info, found.warnings, resized=found.resized)


class Keeping(Closing):
    """A recording that is being written to a cache; it is there once it is finished, or not at all.

    Args:
        kept: Where it is to be.
        part: Where it is until then.
        info: What is known of the video.
        model: The pose model.
        made_from: What the poses are found from, and how.
    """

    def __init__(
        self,
        kept: Path,
        part: Path,
        info: SourceInfo,
        model: str,
        made_from: dict[str, str | int],
    ) -> None:
        self._kept = kept
        self._part = part
        self._failure: OutputError | None = None
        self._writer: RecordingWriter | None = None
        try:
            self._writer = RecordingWriter(part, info, model, made_from=made_from)
        except OutputError as error:
            self._failed(error)

    def through(self, seen: Iterable[Fitted]) -> Iterator[Fitted]:
        """Hand poses on, and write each; what cannot be written is told in the end."""
        for each in seen:
            if self._writer is not None:
                try:
                    self._writer.write(each.pose)
                except OutputError as error:
                    self._failed(error)
            yield each

    def finish(self, info: SourceInfo, warnings: Iterable[str], *, resized: bool) -> None:
        """Put the recording where it belongs.

        Args:
            info: What is known of the video now.
            warnings: What the user should know about it, one sentence each.
            resized: Whether some of its pictures had another size than the first.

        Raises:
            OutputError: It could not be written.
        """
        if self._writer is not None:
            try:
                self._writer.finish(info, warnings, resized=resized)
                self._writer.close()
                self._part.replace(self._kept)
            except OSError as error:
                reason = f"{self._kept}: cannot be written: {error.strerror}"
                self._failed(OutputError(reason))
            except OutputError as error:
                self._failed(error)
        if self._failure is not None:
            raise self._failure

    def close(self) -> None:
        """Remove what was not finished; further calls do nothing."""
        if self._writer is not None:
            with suppress(OutputError):
                self._writer.close()
            self._writer = None
        with suppress(OSError):
            self._part.unlink()

    def _failed(self, error: OutputError) -> None:
        self.close()
        self._failure = error


def _made_by() -> str:
    """Versions of the format, of how videos are read and divided, and of the library."""
    versions = f"r{VERSION}-v{frames.READING}-c{CHUNKING}"
    return f"{versions}-mediapipe{metadata.version('mediapipe')}"
