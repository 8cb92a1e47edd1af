"""What a worker of a cluster runs: it finds the poses of a chunk in a video that it is sent."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from formcheck import __version__
from formcheck.errors import FormcheckError, InputError
from formcheck.finding.chunk_task import ChunkPoses, ChunkTask


@dataclass(frozen=True, slots=True)
class Sent:
    """A video that is sent along.

    Attributes:
        name: What the file is called.
        content: What is in it.
    """

    name: str
    content: bytes

    def __call__(self, task: ChunkTask) -> ChunkPoses:
        """Find the poses of a chunk of it.

        Raises:
            FormcheckError: What the task raises, by the name that the user knows.
        """
        with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
            place = Path(folder, f"video{Path(self.name).suffix}")
            place.write_bytes(self.content)
            try:
                return replace(task, path=str(place))()
            except FormcheckError as error:
                raise type(error)(str(error).replace(str(place), task.path)) from None


@dataclass(frozen=True, slots=True)
class Shared:
    """A video that workers find under the same path.

    Attributes:
        sum: Of what is in it, as it is seen by who hands it over.
    """

    sum: str

    def __call__(self, task: ChunkTask) -> ChunkPoses:
        """Find the poses of a chunk of it.

        Raises:
            FormcheckError: What the task raises; the file is not the same one here.
        """
        try:
            same = sum_of(task.path) == self.sum
        except OSError:
            same = False
        if not same:
            raise InputError(
                f"{task.path}: the cluster's workers do not see this file: leave out --shared"
            )
        return task()


def sum_of(path: str) -> str:
    """The sum of what is in a file, in hexadecimal digits.

    Raises:
        OSError: It cannot be read.
    """
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find(task: ChunkTask, video: Sent | Shared) -> ChunkPoses:
    """Find the poses of a chunk."""
    return video(task)


def versions() -> tuple[str, str]:
    """Those of formcheck and of what finds poses, on the machine that runs this."""
    return __version__, metadata.version("mediapipe")
