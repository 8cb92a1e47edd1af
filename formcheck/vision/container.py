"""Opens video files: by what they hold, never by their name, and only kinds that hold a picture.

FFmpeg opens much more than videos: playlists that name other files, lists of pictures, descriptions
of streams, even text.  None of these is a file that somebody filmed, and some read what they should
not or never end.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from formcheck.errors import InputError, PictureSizeError
from formcheck.inputs import check_file
from formcheck.lifecycle import Closing
from formcheck.vision.libraries import explaining_import_errors

with explaining_import_errors():
    import av
    from av.container import InputContainer
    from av.video.stream import VideoStream

MAX_PIXELS = 8192 * 8192
"""The largest picture that is decoded unless somebody asks for more: 67 million pixels, eight times
what the largest phone films."""

FORMATS = (
    *("mov", "matroska", "avi", "mpegts", "mpeg", "flv", "asf", "ogg", "mxf", "nut", "rm", "ivf"),
    *("gif", "apng", "dv", "gxf", "wtv", "yuv4mpegpipe", "mjpeg", "mpjpeg", "mpegvideo", "m4v"),
    *("h261", "h263", "h264", "hevc", "vvc", "av1", "obu", "vc1", "amv", "nsv", "mtv"),
)
"""FFmpeg's names of the containers and raw streams that are read; each is one file by itself."""

_LATE_STREAMS = {"flv", "mpeg", "mpegts"}
"""FFmpeg finds streams of these formats while it reads, and sets no limit to the decoders that it
probes them with.  They are read without probing, which they do not need."""

_OPTIONS = {
    "format_whitelist": ",".join(FORMATS),
    "protocol_whitelist": "none",  # a file names no other, neither here nor on a network
}
_NO_DECODER = {"codec_whitelist": "none"}
_READ_BYTES = 256 * 1024
_THREADS = 2  # the model is slower; each one more holds a picture, and there may be many cores
_LARGE_PIXELS = 4_000_000  # of larger pictures than these one thread decodes: each holds 14 MB more


class OpenedVideo(Closing):
    """A container that was opened, and its moving picture.

    Args:
        path: The file.
        max_pixels: The largest picture that may be decoded.

    Attributes:
        container: The container.
        stream: The moving picture in it.

    Raises:
        InputError: It is not a video that can be read.
        PictureSizeError: The file says that its picture is larger.
    """

    container: InputContainer
    stream: VideoStream

    def __init__(self, path: Path, max_pixels: int = MAX_PIXELS) -> None:
        self._path = path
        self._max_pixels = max_pixels
        check_file(path, "a video")
        try:
            self._file = path.open("rb")
        except PermissionError:
            raise InputError(f"{path} may not be read: permission denied") from None
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
        try:
            # Nothing is decoded before the size is known: a small file can hold a huge picture.
            self._open(_NO_DECODER)
            check_size(path, self.stream.width, self.stream.height, max_pixels)
            if not _LATE_STREAMS & set(self.container.format.name.split(",")):
                self.container.close()
                self._open({})
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file; further calls do nothing."""
        if hasattr(self, "container"):
            self.container.close()
        self._file.close()

    def _open(self, options: dict[str, str]) -> None:
        self._file.seek(0)
        limit = {"max_pixels": str(_with_edges(self._max_pixels))}
        try:
            self.container = av.open(
                _Content(self._file),
                "r",
                options=_OPTIONS | limit | options,
                metadata_errors="replace",
                buffer_size=_READ_BYTES,
            )
        except (av.FFmpegError, OSError, ValueError) as error:
            raise InputError(
                f"{self._path} is not a video that can be read ({_reason(error)})"
            ) from error
        self.stream = self._picture()
        self.stream.thread_type = "AUTO"
        context = self.stream.codec_context
        large = context.width * context.height > _LARGE_PIXELS
        context.thread_count = 1 if large else _THREADS
        self.stream.codec_context.options = limit

    def _picture(self) -> VideoStream:
        """The moving picture: music comes with a cover, which is none."""
        streams = [
            stream
            for stream in self.container.streams.video
            if not stream.disposition & type(stream.disposition).attached_pic
        ]
        if not streams:
            sound = bool(self.container.streams.audio)
            raise InputError(
                f"{self._path} " + ("has sound but no picture" if sound else "is not a video")
            )
        best = self.container.streams.best("video")
        stream = best if isinstance(best, VideoStream) and best in streams else streams[0]
        if stream.codec_context is None:  # PyAV's types do not know it
            raise InputError(f"{self._path} holds a kind of picture that FFmpeg cannot decode")
        return stream


class _Content:
    """A file's content without its name, so that FFmpeg decides by the content alone."""

    name = ""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.read = file.read
        self.tell = file.tell

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; a damaged file asks for places that cannot be."""
        try:
            return self._file.seek(offset, whence)
        except (OSError, ValueError):
            return -1


def check_size(path: str | os.PathLike[str], width: int, height: int, max_pixels: int) -> None:
    """Refuse a picture that is too large.

    Args:
        path: The file, for the message.
        width: The picture's width in pixels.
        height: The picture's height in pixels.
        max_pixels: The largest that is taken.

    Raises:
        PictureSizeError: It is larger.
    """
    if width * height > max_pixels:
        raise PictureSizeError(
            f"{path} has a picture of {width}x{height} pixels: at most {max_pixels:,} are taken"
        )


def _with_edges(pixels: int) -> int:
    """What the codec may make of a picture: it counts whole blocks, beyond the edges too."""
    return pixels + pixels // 8 + 2**16


def _reason(error: Exception) -> str:
    """Make a short reason of a library's error."""
    text = getattr(error, "strerror", None) or str(error)
    if "Invalid data" in text:
        return "damaged, cut off or of another kind"
    if isinstance(error, av.ArgumentError):
        return "MP4, MOV, MKV, WebM, AVI and the like are read, but no playlists and no texts"
    return text
