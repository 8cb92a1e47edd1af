"""Little video files that the tests make for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from formcheck.vision.frames import Image


def picture(number: int, width: int = 320, height: int = 240) -> Image:
    """A picture whose upper left quarter is red, on grey that differs from frame to frame."""
    image = np.full((height, width, 3), 90 + number % 60, np.uint8)
    image[: height // 2, : width // 2] = (230, 40, 40)
    return image


def red_corner(image: Image) -> str:
    """Name the quarter of a picture that is red."""
    height, width = image.shape[0] // 2, image.shape[1] // 2
    parts = {
        "upper left": image[:height, :width],
        "upper right": image[:height, width:],
        "lower left": image[height:, :width],
        "lower right": image[height:, width:],
    }
    return max(parts, key=lambda name: float(np.ptp(parts[name].mean(axis=(0, 1)))))


def write_clip(
    path: Path,
    images: Iterable[Image] | None = None,
    *,
    times: Sequence[float] | None = None,
    fps: int = 25,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    rotation: int | None = None,
    pixel_aspect: Fraction | None = None,
    gop: int = 10,
    options: dict[str, str] | None = None,
    **container: Any,
) -> Path:
    """Write a video file; `times` are seconds, else the frames are `1 / fps` apart."""
    pictures = list(images) if images is not None else [picture(i) for i in range(25)]
    with av.open(str(path), "w", **container) as output:
        stream = output.add_stream(codec, rate=fps, options=options or {})
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = pix_fmt
        stream.gop_size = gop
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if rotation is not None:
            stream.set_display_rotation(rotation)
        if times is not None:
            stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        for number, image in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            if times is not None:
                frame.pts = round(times[number] * 1000)
                frame.time_base = Fraction(1, 1000)
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return path


def write_sound(path: Path, seconds: float = 1.0) -> Path:
    """Write a file that has sound only."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("aac", rate=16000)
        for start in range(0, int(16000 * seconds), 1024):
            samples = (8000 * np.sin(np.arange(start, start + 1024) / 8)).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
            frame.sample_rate = 16000
            frame.pts = start
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return path
