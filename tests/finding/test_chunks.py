"""Where a video is divided, and that its chunks show what reading it in one go shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from formcheck.finding.chunks import CHUNK_S, LEAD_S, Chunk, divide
from formcheck.vision.frames import Frame
from formcheck.vision.source import open_video
from formcheck.vision.survey import last_frame_s

from .fakes import FPS, small_picture, write_long


def chunks_of(path: Path, start: float | None = None, end: float | None = None) -> list[Chunk]:
    with open_video(path, start=start, end=end) as source:
        return divide(source)


def frames_of(path: Path, start: float | None = None, end: float | None = None) -> list[Frame]:
    with open_video(path, start=start, end=end) as source:
        return list(source)


def uneven(count: int) -> list[float]:
    """The times of a phone that lets a frame out now and then, in the dark more of them."""
    steps = np.where(np.arange(count) % 7 == 0, 0.9, 0.4) + (np.arange(count) % 3) / 100
    return [round(float(time), 3) for time in np.cumsum(steps) - steps[0]]


KINDS: dict[str, dict[str, Any]] = {
    "phone.mp4": {"rotation": 90},
    "uneven.mp4": {"times": uneven(200)},
    "no-index.mkv": {"format": "matroska", "container_options": {"cues_to_front": "0"}},
    "live.webm": {
        "codec": "libvpx-vp9",
        "options": {"deadline": "realtime", "cpu-used": "8"},
        "format": "webm",
        "container_options": {"live": "1"},
    },
    "one-key-frame.mp4": {"gop": 100_000},
    "fragments.mp4": {"container_options": {"movflags": "frag_keyframe+empty_moov"}},
    "b-frames.mp4": {"options": {"bf": "3"}, "gop": 60},
    "stream.ts": {"format": "mpegts", "gop": 20},
}


@pytest.mark.real
@pytest.mark.parametrize("name", KINDS)
def test_chunks_show_what_the_whole_shows(name: str, tmp_path: Path) -> None:
    path = write_long(tmp_path / name, **KINDS[name])
    whole = {frame.time_s: frame for frame in frames_of(path)}
    chunks = chunks_of(path)
    assert len(chunks) == 4
    owned: list[float] = []
    for chunk in chunks:
        seen = frames_of(path, start=chunk.lead_s, end=chunk.end_s)
        assert seen[0].time_s == min(time for time in whole if time >= chunk.lead_s - 1e-6)
        for frame in seen:
            np.testing.assert_array_equal(frame.image, whole[frame.time_s].image)
        owned += [frame.time_s for frame in seen if chunk.has(frame.time_s)]
    assert owned == list(whole)


def test_borders_follow_from_the_time_alone(tmp_path: Path) -> None:
    path = write_long(tmp_path / "long.mp4")
    first, *others = chunks_of(path)
    assert first.lead_s == first.start_s == 0.0
    for before, chunk in zip([first, *others], others, strict=False):
        assert chunk.start_s == before.end_s
        assert chunk.lead_s == chunk.start_s - LEAD_S
    assert others[-1].end_s == float("inf")
    part = chunks_of(path, start=30.0, end=95.0)
    assert [chunk.start_s for chunk in part] == [30.0, 64.5]


@pytest.mark.parametrize("seconds", [50.0, 80.0, 130.0, 220.0])
def test_two_that_begin_together_end_together(seconds: float, tmp_path: Path) -> None:
    path = write_long(tmp_path / "long.mp4", seconds)
    with open_video(path) as source:
        chunks = divide(source)
        last_s = last_frame_s(source)
    looked = [min(chunk.end_s, last_s or 0.0) - chunk.lead_s for chunk in chunks]
    assert len(chunks) % 2 == 0
    assert looked == pytest.approx([looked[0]] * len(chunks))
    assert 0.6 * CHUNK_S < looked[0] < 1.6 * CHUNK_S


@pytest.mark.parametrize("seconds", [8.0, 40.0])
def test_short_videos_are_one(seconds: float, tmp_path: Path) -> None:
    path = write_long(tmp_path / "short.mp4", seconds)
    assert chunks_of(path) == [Chunk(0.0, 0.0, float("inf"))]


@pytest.mark.real
def test_files_in_which_no_frame_is_found_by_its_time_are_one(tmp_path: Path) -> None:
    raw = write_long(tmp_path / "raw.h264", format="h264")
    avi = write_long(tmp_path / "old.avi", codec="mpeg4", format="avi")
    cut = write_long(tmp_path / "cut.ts", format="mpegts")
    content = bytearray(cut.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4000] = bytes(4000)
    cut.write_bytes(content)
    twice = tmp_path / "twice.ts"
    half = write_long(tmp_path / "half.ts", 50.0, format="mpegts")
    twice.write_bytes(2 * half.read_bytes())
    for path in (raw, avi, cut, twice):
        assert len(chunks_of(path)) == 1, path.name


@pytest.mark.slow
def test_a_claim_of_hours_is_not_believed(tmp_path: Path) -> None:
    """The borders come from the frames: what a header claims would put them anywhere."""
    path = tmp_path / "claims.mkv"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        sound = output.add_stream("aac", rate=16000)
        for number in range(40):
            frame = av.VideoFrame.from_ndarray(small_picture(number), format="rgb24")
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
        for start in range(0, 16000 * 90, 1024):
            tone = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.int16), "s16", "mono")
            tone.sample_rate, tone.pts, tone.time_base = 16000, start, Fraction(1, 16000)
            output.mux(sound.encode(tone))
        output.mux(sound.encode())
    assert len(chunks_of(path)) == 1
