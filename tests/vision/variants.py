"""One clip in as many kinds of file as PyAV can write: what phones, cameras and editors leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from formcheck.vision.frames import Image
from formcheck.vision.source import open_video

CLIP = Path(__file__).parents[2] / "sample_videos" / "row-flat.mp4"
FROM_S, TO_S = 2.8, 7.2
"""Two rows, with the arms hanging before and after."""

WHOLE_S = TO_S - FROM_S
BEGINNING_S = 2.0
"""Seconds of it in which every kind of file has pictures that are whole and such as are not."""

FPS = 30
SIZE = (424, 240)

WAYS = {
    "as it is": (1, 0, 0, 1),
    "quarter right": (0, 1, -1, 0),
    "half": (-1, 0, 0, -1),
    "quarter left": (0, -1, 1, 0),
    "left and right": (-1, 0, 0, 1),
    "top and bottom": (1, 0, 0, -1),
    "diagonal": (0, 1, 1, 0),
    "other diagonal": (0, -1, -1, 0),
}
"""The eight ways to turn and mirror: a, b, c, d, by which (x, y) is shown at (ax + cy, bx + dy)."""


@dataclass(frozen=True)
class Variant:
    """How the clip is written.

    Attributes:
        kind: The file's ending.
        codec: FFmpeg's encoder.
        pix_fmt: How a pixel is stored.
        options: The encoder's.
        container: The container's.
        fps: Frames a second; pictures are repeated or left out.
        times: Makes the times of so many frames; evenly by `fps`, if None.
        written: Makes the times in the file from the true ones.
        way: How the picture is turned and mirrored by the container.
        shape: How wide a stored pixel is.
        sizes: Sizes one after another, each for its share of the clip.
        tags: Colour tags of the encoder.
        notes: The container's metadata.
        sound_s: Sound of this length.
        exact_s: How exactly the container can tell a time.
        near: How far pictures may be from the clip's on average, of 255.
    """

    kind: str = "mp4"
    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    options: dict[str, str] = field(default_factory=dict)
    container: dict[str, str] = field(default_factory=dict)
    fps: int = FPS
    times: Callable[[float], list[float]] | None = None
    written: Callable[[float], float] = float
    way: str = "as it is"
    shape: Fraction = Fraction(1)
    sizes: Sequence[tuple[int, int]] = (SIZE,)
    tags: dict[str, int] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    sound_s: float = 0.0
    exact_s: float = 0.0011
    near: float = 8.0


X265 = {"x265-params": "log-level=none", "preset": "ultrafast"}
HDR = {"color_primaries": 9, "color_trc": 16, "colorspace": 9}  # BT.2020 and PQ
NOT_BEFORE_ZERO = {"avoid_negative_ts": "disabled"}


def uneven(seconds: float) -> list[float]:
    """Times as a phone gives them in poor light: 15 to 45 frames a second, in turns."""
    times, now, number = [], 0.0, 0
    while now < seconds:
        times.append(round(now, 3))
        now += (0.022, 0.033, 0.067, 0.040, 0.025)[number % 5]
        number += 1
    return times


VARIANTS: dict[str, Variant] = {
    "mp4": Variant(),
    "mov": Variant("mov", pix_fmt="yuv422p"),
    "mkv": Variant("mkv"),
    "webm vp8": Variant("webm", "libvpx", options={"deadline": "realtime", "cpu-used": "8"}),
    "webm vp9": Variant("webm", "libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"}),
    "avi mpeg4": Variant("avi", "mpeg4", near=12),
    "avi h264 with b-frames": Variant("avi", options={"bf": "3"}),
    "avi mjpeg": Variant("avi", "mjpeg", "yuvj420p", near=12),
    "ts": Variant("ts"),
    "mpg": Variant("mpg", "mpeg2video", near=12),
    "flv": Variant("flv"),
    "wmv": Variant("wmv", "wmv2", near=12),
    "nut ffv1": Variant("nut", "ffv1"),
    "mxf": Variant("mxf", "mpeg2video", fps=25, near=12),
    "gif": Variant("gif", "gif", "rgb8", fps=25, exact_s=0.011, near=30),
    "raw h264": Variant("h264"),
    "raw hevc": Variant("hevc", "libx265", options=X265),
    "raw mjpeg": Variant("mjpeg", "mjpeg", "yuvj420p", fps=25, near=12),
    "hevc 10 bit": Variant("mp4", "libx265", "yuv420p10le", options=X265),
    "hevc 10 bit, tagged HDR": Variant(
        "mp4", "libx265", "yuv420p10le", options=X265, tags=HDR, near=20
    ),
    "h264 10 bit": Variant("mkv", pix_fmt="yuv420p10le"),
    "h264 4:4:4": Variant("mp4", pix_fmt="yuv444p"),
    "full range": Variant("mp4", pix_fmt="yuvj420p"),
    "fragments": Variant("mp4", container={"movflags": "frag_keyframe+empty_moov"}),
    "index in front": Variant("mp4", container={"movflags": "+faststart"}),
    "no duration": Variant("mkv", container={"live": "1"}),
    "starts at 2 h, mkv": Variant(
        "mkv", written=lambda s: s + 7200, container=NOT_BEFORE_ZERO, exact_s=0.0015
    ),
    "starts at 2 h, ts": Variant("ts", written=lambda s: s + 7200),
    "sound goes on": Variant("mp4", sound_s=9.0),
    "sound goes on, mkv": Variant("mkv", sound_s=9.0),
    "sound is shorter": Variant("mp4", sound_s=1.0),
    **{f"{way}, mp4": Variant("mp4", way=way) for way in list(WAYS)[1:]},
    **{f"{way}, mkv": Variant("mkv", way=way) for way in list(WAYS)[1:]},
    "anamorphic": Variant("mp4", shape=Fraction(4, 3)),
    "anamorphic, high": Variant("mkv", shape=Fraction(2, 3)),
    "anamorphic and turned": Variant("mp4", shape=Fraction(4, 3), way="quarter right"),
    "odd size": Variant("mkv", pix_fmt="yuv444p", sizes=[(333, 187)]),
    "narrow size": Variant("mp4", sizes=[(198, 112)]),
    "uneven": Variant("mp4", times=uneven),
    "uneven, mkv": Variant("mkv", times=uneven),
    **{f"{fps} a second": Variant("mp4", fps=fps) for fps in (10, 15, 24, 50, 60, 120, 240)},
    "grows": Variant("ts", sizes=[(212, 120), SIZE]),
    "shrinks": Variant("ts", sizes=[SIZE, (212, 120)]),
    "slow motion": Variant(
        "mp4",
        fps=60,
        written=lambda s: 2 * s,
        notes={"com.android.capture.fps": "60.000000"},
        container={"movflags": "use_metadata_tags"},
    ),
}


@cache
def pictures() -> list[Image]:
    """The clip's pictures, small; FPS of them are a second."""
    with open_video(CLIP, start=FROM_S, end=TO_S) as source:
        return [resized(frame.image, SIZE) for frame in source]


def resized(image: Image, size: tuple[int, int]) -> Image:
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def true_times(variant: Variant, seconds: float = WHOLE_S) -> list[float]:
    """When each frame of so many seconds is to be shown, seconds."""
    if variant.times is not None:
        return variant.times(seconds)
    return [i / variant.fps for i in range(round(seconds * variant.fps))]


def picture_at(time_s: float) -> Image:
    """The clip's picture of a time."""
    made = pictures()
    return made[min(len(made) - 1, int(time_s * FPS + 1e-6))]


def stored(image: Image, variant: Variant, size: tuple[int, int]) -> Image:
    """How a picture lies in the file."""
    image = resized(image, size)
    a, b, c, d = WAYS[variant.way]
    if a == 0:  # shown: swapped, then mirrored; so here mirrored, then swapped
        image = image[:: -1 if b < 0 else 1, :: -1 if c < 0 else 1].transpose(1, 0, 2)
    else:
        image = image[:: -1 if d < 0 else 1, :: -1 if a < 0 else 1]
    if variant.shape != 1:
        height, width = image.shape[:2]
        narrow = 2 * round(width / float(variant.shape) / 2)
        image = resized(np.ascontiguousarray(image), (narrow, height))
    return np.ascontiguousarray(image)


def write(path: Path, variant: Variant, seconds: float = WHOLE_S) -> Path:
    """Write so much of the clip; where its size changes, one part after another."""
    times = true_times(variant, seconds)
    share = -(-len(times) // len(variant.sizes))
    content = b""
    for number, size in enumerate(variant.sizes):
        _write_part(path, variant, size, times[number * share : (number + 1) * share])
        content += path.read_bytes()
    if len(variant.sizes) > 1:
        path.write_bytes(content)
    return path


def _write_part(path: Path, variant: Variant, size: tuple[int, int], times: list[float]) -> None:
    with av.open(str(path), "w", container_options=variant.container) as output:
        output.metadata.update(variant.notes)
        stream = output.add_stream(variant.codec, rate=variant.fps, options=_options(variant))
        assert isinstance(stream, VideoStream)
        first = stored(picture_at(times[0]), variant, size)
        stream.height, stream.width = first.shape[:2]
        stream.pix_fmt = variant.pix_fmt
        stream.gop_size = 30
        for name, value in variant.tags.items():
            setattr(stream.codec_context, name, value)
        if variant.shape != 1:
            stream.codec_context.sample_aspect_ratio = variant.shape
        if variant.way != "as it is":
            a, b, c, d = (65536 * number for number in WAYS[variant.way])
            stream.set_display_matrix([a, b, 0, c, d, 0, 0, 0, 1 << 30])
        own = variant.times or variant.written is not float or len(variant.sizes) > 1
        base = Fraction(1, 1000 if variant.times else 60 * variant.fps)
        if own:
            stream.time_base = stream.codec_context.time_base = base
        audio = output.add_stream("aac", rate=16000) if variant.sound_s else None
        for time_s in times:
            frame = av.VideoFrame.from_ndarray(
                stored(picture_at(time_s), variant, size), format="rgb24"
            )
            if own:
                frame.pts, frame.time_base = round(variant.written(time_s) / base), base
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
        if isinstance(audio, AudioStream):
            _write_sound(output, audio, variant.sound_s)


def _options(variant: Variant) -> dict[str, str]:
    alone = {"threads": "1"}  # those of VP8 wait for one another at full load
    fast = {"preset": "ultrafast", "crf": "20"} if variant.codec == "libx264" else {}
    late = {"bf": "0"} if len(variant.sizes) > 1 else {}
    good = {"q:v": "3"} if variant.codec in {"mpeg4", "mjpeg", "wmv2", "mpeg2video"} else {}
    return alone | fast | late | good | variant.options


def _write_sound(output: Any, stream: AudioStream, seconds: float) -> None:
    for start in range(0, round(16000 * seconds), 1024):
        samples = np.zeros((1, 1024), np.int16)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts = 16000, start
        output.mux(stream.encode(frame))
    output.mux(stream.encode())
