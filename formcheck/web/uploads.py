"""Takes an uploaded video to the disk as it comes in: never in memory, never past the limit."""

from __future__ import annotations

import re
import shutil
import uuid
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

import anyio.to_thread
from fastapi import Request
from starlette.requests import ClientDisconnect

from formcheck.history import storage_trouble
from formcheck.jobs.folders import AnalysisFolders, private
from formcheck.jobs.worker import VIDEO
from formcheck.naming import composed
from formcheck.web.problems import ProblemError
from formcheck.web.settings import MB, Settings

CHUNK = 1 * MB
"""How many bytes are collected before they are written."""

ROOM = 200 * MB
"""How much of the disk stays free."""

NAME_LENGTH = 120


async def receive(
    request: Request, settings: Settings, folders: AnalysisFolders
) -> tuple[str, int]:
    """Take the body of a request to a new folder.

    Args:
        request: The request.
        settings: How the server is set up.
        folders: Where the new folder is made.

    Returns:
        The new folder's id, and the size in bytes.

    Raises:
        ProblemError: It is too large or empty, broke off, or there is no room for it.
    """
    limit = settings.limits.upload_bytes
    stated = request.headers.get("content-length", "")
    if stated.isdigit():
        _check_size(int(stated), limit)
        _check_room(settings.data, int(stated))
    id_ = uuid.uuid4().hex
    try:
        folder = folders.make(id_)
        with private(folder / VIDEO, "wb") as file:
            size = await _copy(request, file, limit, settings.data)
        if not size:
            raise ProblemError(400, "empty", "there was no video in the request")
    except BaseException as error:
        folders.delete(id_)
        if isinstance(error, OSError):
            text = f"the video cannot be kept: {storage_trouble(error)}"
            raise ProblemError(507, "storage", text) from error
        if isinstance(error, ClientDisconnect):
            raise ProblemError(400, "broken-off", "the upload was broken off") from error
        raise
    return id_, size


async def _copy(request: Request, file: IO[bytes], limit: int, data: Path) -> int:
    size = 0
    kept = bytearray()
    async for chunk in request.stream():
        size += len(chunk)
        _check_size(size, limit)
        kept += chunk
        if len(kept) >= CHUNK:
            _check_room(data, len(kept))  # nobody need say how much comes, and others upload, too
            await anyio.to_thread.run_sync(file.write, bytes(kept))
            kept.clear()
    _check_room(data, len(kept))
    await anyio.to_thread.run_sync(file.write, bytes(kept))
    return size


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        text = f"the video is too large: at most {limit / MB:,.0f} MB are taken"
        raise ProblemError(413, "too-large", text)


def _check_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + ROOM:
        raise ProblemError(507, "no-room", "there is not enough room on the disk for this video")


def shown_name(name: str) -> str:
    r"""What a person called a file, for showing only: it never becomes a path.

    >>> shown_name("../../etc/set 1.mp4"), shown_name("C:\\videos\\row.mov"), shown_name("\x00")
    ('set 1.mp4', 'row.mov', 'video')
    """
    last = composed(PureWindowsPath(PurePosixPath(name).name).name)
    plain = re.sub(r"[^\w .,()+&'#-]", "", last).strip(" .")
    return plain[:NAME_LENGTH] or "video"


_KINDS = (
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"OggS", "video/ogg"),
    (8, b"AVI ", "video/x-msvideo"),
)


def media_type(video: Path) -> str:
    """What kind of video a file is, by how it begins; it is not decoded."""
    with video.open("rb") as file:
        start = file.read(16)
    for at, mark, kind in _KINDS:
        if start[at : at + len(mark)] == mark:
            return kind
    return "application/octet-stream"
