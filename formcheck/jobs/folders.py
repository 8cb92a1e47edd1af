"""The folders of uploaded videos: made with a mark, and nothing without it is ever deleted.

The data folder is the user's, and may hold other things.  A folder is ours if it has a name as we
give them *and* the mark that was written when it was made; a link is never ours.  At a start a
folder of ours is deleted only if its upload or its deletion was broken off, as a mark in it says.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

LOG = logging.getLogger("formcheck")

MARK = ".formcheck-analysis"
"""The file that says that a folder is ours; it holds the folder's name."""

UPLOADING = ".uploading"
"""The file that says that a folder's video has not been taken over yet."""

DELETING = ".deleting"
"""The file that says that a folder's analysis was deleted."""

_NAME = re.compile("[0-9a-f]{32}")


class AnalysisFolders:
    """The folders of analyses below one folder.

    Args:
        root: Where they are; made when the first is.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, analysis_id: str) -> Path:
        """Where an analysis's files are; its id is ours, no part of it comes from a person."""
        return self.root / analysis_id

    def make(self, analysis_id: str) -> Path:
        """Make the folder of a new upload, for this user alone.

        Raises:
            OSError: It cannot be made; nothing is left of it.
        """
        folder = self.path(analysis_id)
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
        try:
            for name, text in ((MARK, analysis_id), (UPLOADING, "")):
                with private(folder / name, "w") as file:
                    file.write(text)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)  # made just now
            raise
        return folder

    def taken_over(self, analysis_id: str) -> None:
        """An upload is complete, and its analysis is known to the database."""
        (self.path(analysis_id) / UPLOADING).unlink(missing_ok=True)

    def adopt(self, analysis_id: str) -> None:
        """Mark the folder of an analysis that the database knows, made before there were marks."""
        folder = self.path(analysis_id)
        if _is_folder(folder) and _NAME.fullmatch(analysis_id) and not (folder / MARK).exists():
            with suppress(OSError), private(folder / MARK, "w") as file:
                file.write(analysis_id)

    def is_ours(self, folder: Path) -> bool:
        """Whether a folder was made here, and so may be deleted; never through a link."""
        mark = folder / MARK
        if (
            self.root.is_symlink()
            or not _NAME.fullmatch(folder.name)
            or not _is_folder(folder)
            or mark.is_symlink()
        ):
            return False
        try:
            return mark.read_text() == folder.name
        except (OSError, UnicodeDecodeError):
            return False

    def mark_deleted(self, analysis_id: str) -> None:
        """Note that a folder is to go, at the next start at the latest."""
        folder = self.path(analysis_id)
        if self.is_ours(folder):
            with suppress(OSError):
                (folder / DELETING).touch()

    def delete(self, analysis_id: str) -> None:
        """Delete an analysis's folder with all that is in it, if it is ours."""
        folder = self.path(analysis_id)
        if self.is_ours(folder):
            self.mark_deleted(analysis_id)
            shutil.rmtree(folder, ignore_errors=True)
        elif self.root.is_symlink() and _is_folder(folder):
            LOG.warning("%s: left as it is, %s is a link: delete it yourself", folder, self.root)

    def sweep(self, known: Callable[[str], bool]) -> list[str]:
        """Delete what a broken-off upload or deletion left.

        Args:
            known: Whether the database knows an analysis.

        Returns:
            The names of what else lies here, that no analysis knows: it is left as it is.
        """
        left = []
        for folder in sorted(self.root.iterdir()) if _is_folder(self.root) else ():
            if not folder.is_symlink() and _NAME.fullmatch(folder.name) and known(folder.name):
                continue
            broken_off = (folder / UPLOADING).exists() or (folder / DELETING).exists()
            if broken_off and self.is_ours(folder):
                shutil.rmtree(folder, ignore_errors=True)
            else:
                left.append(folder.name)
        return left


def private(file: Path, mode: str) -> IO[Any]:
    """Open a file that this user alone may read, if it is made now."""
    return open(
        file, mode, opener=lambda path, flags: os.open(path, flags, 0o600)
    )  # Path.open has no opener


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
