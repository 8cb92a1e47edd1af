"""Times, length and frame rate are those of the picture, whatever the container says."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from formcheck.errors import InputError
from formcheck.recording import SourceInfo
from formcheck.vision.frames import Frame
from formcheck.vision.source import VideoSource, open_video

from .clips import picture, write_clip

pytestmark = pytest.mark.real


def read(path: Path, **options: float) -> tuple[list[Frame], VideoSource, SourceInfo]:
    """The frames, the source, and what it knew before it had read them."""
    with open_video(path, start=options.get("start"), end=options.get("end")) as source:
        known = source.info
        return list(source), source, known


def write_with_sound(
    path: Path, picture_s: float, sound_s: float, options: dict[str, str] | None = None
) -> Path:
    """A clip of 25 frames a second whose sound has its own length."""
    with av.open(str(path), "w", container_options=options or {}) as output:
        video = output.add_stream("libx264", rate=25)
        audio = output.add_stream("aac", rate=16000)
        assert isinstance(video, VideoStream)
        assert isinstance(audio, AudioStream)
        video.width, video.height, video.pix_fmt = 320, 240, "yuv420p"
        for number in range(round(25 * picture_s)):
            output.mux(video.encode(av.VideoFrame.from_ndarray(picture(number), format="rgb24")))
        output.mux(video.encode())
        for start in range(0, round(16000 * sound_s), 1024):
            samples = (8000 * np.sin(np.arange(start, start + 1024) / 8)).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = 16000, start
            output.mux(audio.encode(frame))
        output.mux(audio.encode())
    return path


@pytest.mark.parametrize("kind", ["mkv", "ts", "mp4", "mov", "nut", "flv"])
def test_a_clock_that_begins_late(tmp_path: Path, kind: str) -> None:
    times = [7200 + i / 25 for i in range(75)]
    options = {"avoid_negative_ts": "disabled"}
    clip = write_clip(
        tmp_path / f"a.{kind}",
        [picture(i) for i in range(75)],
        times=times,
        container_options=options,
    )
    frames, source, known = read(clip)
    assert [frame.time_s for frame in frames] == pytest.approx(
        [i / 25 for i in range(75)], abs=0.002
    )
    assert source.info.duration_s == pytest.approx(3.0, abs=0.05)
    assert known.duration_s is None or known.duration_s == pytest.approx(3.0, abs=0.3)
    assert source.warnings == []
    later, source, _ = read(clip, start=1.5, end=2.0)
    assert later[0].time_s == pytest.approx(1.5, abs=0.03)
    assert later[-1].time_s == pytest.approx(2.0, abs=0.03)
    assert source.warnings == []


def test_a_windows_video_states_when_it_ends(tmp_path: Path) -> None:
    times = [100 + i / 25 for i in range(50)]
    pictures = [picture(i) for i in range(50)]
    clip = write_clip(tmp_path / "a.wmv", pictures, times=times, codec="wmv2")
    frames, source, known = read(clip)
    assert len(frames) == 50
    assert source.info.duration_s == pytest.approx(2.0, abs=0.05)
    assert known.duration_s == pytest.approx(2.0, abs=0.3)
    assert source.warnings == []


@pytest.mark.parametrize("kind", ["mkv", "mp4", "ts", "flv", "avi"])
def test_sound_that_goes_on_for_longer(tmp_path: Path, kind: str) -> None:
    frames, source, known = read(write_with_sound(tmp_path / f"a.{kind}", 2.0, 6.0))
    assert len(frames) == 50
    assert source.info.duration_s == pytest.approx(2.0, abs=0.1)
    assert known.duration_s is None or known.duration_s == pytest.approx(2.0, abs=0.1)
    assert source.info.fps == pytest.approx(25, abs=0.1)
    assert source.warnings == []
    with pytest.raises(InputError, match=r"no(thing| frame) after 3 s"):
        read(tmp_path / f"a.{kind}", start=3)


@pytest.mark.parametrize("kind", ["mkv", "webm"])
def test_no_duration_is_stated(tmp_path: Path, kind: str) -> None:
    codec = "libvpx" if kind == "webm" else "libx264"
    clip = write_clip(
        tmp_path / f"a.{kind}",
        [picture(i) for i in range(50)],
        codec=codec,
        container_options={"live": "1"},
    )
    _, source, known = read(clip)
    assert known.duration_s is None
    assert source.info.duration_s == pytest.approx(2.0, abs=0.05)
    assert source.warnings == []


def test_fragments_as_browsers_and_cameras_write_them(tmp_path: Path) -> None:
    clip = write_with_sound(
        tmp_path / "a.mp4", 2.0, 2.0, {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    )
    frames, source, _ = read(clip)
    assert len(frames) == 50
    assert source.info.duration_s == pytest.approx(2.0, abs=0.05)
    assert source.warnings == []


@pytest.mark.parametrize("kind", ["mkv", "mp4"])
def test_a_file_that_is_cut_off_is_told_from_one_with_long_sound(tmp_path: Path, kind: str) -> None:
    options = {"movflags": "+faststart"} if kind == "mp4" else {"cluster_time_limit": "200"}
    clip = write_with_sound(tmp_path / f"a.{kind}", 6.0, 6.0, options)
    content = clip.read_bytes()
    clip.write_bytes(content[: len(content) // 2])
    _, source, _ = read(clip)
    assert any("cut off" in text for text in source.warnings)


@pytest.mark.parametrize("kind", ["mkv", "mp4", "ts"])
def test_a_gap_says_nothing_of_the_frame_rate(tmp_path: Path, kind: str) -> None:
    times = [*(i / 25 for i in range(50)), *(8 + i / 25 for i in range(50))]
    clip = write_clip(
        tmp_path / f"a.{kind}", [picture(i) for i in range(100)], times=times, options={"bf": "0"}
    )
    frames, source, _ = read(clip)
    assert [frame.time_s for frame in frames] == pytest.approx(times, abs=0.02)
    assert source.info.fps == pytest.approx(25, abs=0.2)
    assert source.info.duration_s == pytest.approx(10, abs=0.1)
    assert source.warnings == ["there is no picture from 2.0 to 8.0 s"]


def test_a_slide_show_has_no_gaps(tmp_path: Path) -> None:
    times = [2.0 * i for i in range(12)]
    clip = write_clip(tmp_path / "a.mkv", [picture(i) for i in range(12)], times=times)
    _, source, _ = read(clip)
    assert source.info.fps == pytest.approx(0.5)
    assert source.info.duration_s == pytest.approx(24, abs=0.1)
    assert source.warnings == ["0.5 frames a second: too few to judge tempo"]


def test_the_last_picture_stays_as_long_as_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25, options={"bf": "0"})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(50):
            for packet in stream.encode(
                av.VideoFrame.from_ndarray(picture(number), format="rgb24")
            ):
                output.mux(packet)
        for packet in stream.encode():
            if packet.pts is not None and packet.pts * packet.time_base > 1.95:
                packet.duration = round(4 / packet.time_base)
            output.mux(packet)
    frames, source, _ = read(path)
    assert frames[-1].time_s == pytest.approx(49 / 25)
    assert source.info.fps == pytest.approx(25)
    assert source.info.duration_s in (pytest.approx(49 / 25 + 4), pytest.approx(2.0))
    assert source.warnings == []


@pytest.mark.parametrize("bframes", ["0", "2"])
@pytest.mark.parametrize("fps", [10, 24, 30, 60, 120])
@pytest.mark.parametrize("kind", ["h264", "hevc"])
def test_raw_streams_have_the_rate_that_they_state(
    tmp_path: Path, kind: str, fps: int, bframes: str
) -> None:
    if kind == "hevc":
        codec, options = "libx265", {"x265-params": f"log-level=none:bframes={bframes}"}
    else:
        codec, options = "libx264", {"bf": bframes}
    if codec not in av.codecs_available:
        pytest.skip(f"this PyAV has no {codec}")
    images = [picture(i) for i in range(24)]
    frames, source, known = read(
        write_clip(tmp_path / f"a.{kind}", images, fps=fps, codec=codec, options=options)
    )
    assert known.fps == pytest.approx(fps)
    assert source.info.fps == pytest.approx(fps, rel=0.001)
    assert [frame.time_s for frame in frames] == pytest.approx([i / fps for i in range(24)])
    assert source.info.duration_s == pytest.approx(24 / fps, rel=0.001)
    assert f"{fps} frames a second are assumed" in source.warnings[0]


@pytest.mark.parametrize("fps", [15, 30])
def test_raw_pictures_that_state_no_rate_are_read_with_a_warning(tmp_path: Path, fps: int) -> None:
    images = [picture(i) for i in range(24)]
    clip = write_clip(
        tmp_path / "a.mjpeg", images, fps=fps, codec="mjpeg", pix_fmt="yuvj420p", format="mjpeg"
    )
    frames, source, _ = read(clip)
    assert len(frames) == 24
    assert source.warnings == ["the file gives no times: 25 frames a second are assumed"]


def write_filmed_at(path: Path, filmed: str, stored: int, count: int = 60) -> Path:
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as output:
        output.metadata["com.android.capture.fps"] = filmed
        stream = output.add_stream("libx264", rate=stored)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, stored)
        for number in range(count):
            output.mux(stream.encode(av.VideoFrame.from_ndarray(picture(number), format="rgb24")))
        output.mux(stream.encode())
    return path


@pytest.mark.parametrize(
    ("filmed", "stored"), [("120.000000", 30), ("240", 30), ("60", 30), ("960.0", 30), ("120", 24)]
)
def test_slow_motion_has_its_true_times_and_it_is_said(
    tmp_path: Path, filmed: str, stored: int
) -> None:
    clip = write_filmed_at(tmp_path / "a.mp4", filmed, stored)
    frames, source, known = read(clip)
    fps = float(filmed)
    assert [frame.time_s for frame in frames] == pytest.approx(
        [i / fps for i in range(60)], abs=1e-4
    )
    assert known.fps == pytest.approx(fps, rel=0.01)
    assert known.duration_s == pytest.approx(60 / fps, rel=0.01)
    assert source.info.fps == pytest.approx(fps, rel=0.01)
    assert source.info.duration_s == pytest.approx(60 / fps, rel=0.01)
    assert source.info.slowed == pytest.approx(fps / stored, rel=0.01)  # for who shows the file
    (said,) = source.warnings
    assert said.startswith(f"slow motion: filmed at {fps:g} frames a second and stored at {stored}")


def test_a_part_of_slow_motion(tmp_path: Path) -> None:
    clip = write_filmed_at(tmp_path / "a.mp4", "120", 30, count=480)
    frames, source, _ = read(clip, start=2.0, end=3.0)
    assert frames[0].time_s == pytest.approx(2.0, abs=0.01)
    assert frames[-1].time_s == pytest.approx(3.0, abs=0.01)
    assert len(frames) in {120, 121}
    assert len(source.warnings) == 1


@pytest.mark.parametrize(
    ("filmed", "stored"),
    [("30", 30), ("30", 24), ("120", 120), ("29.97", 30), ("0", 30), ("nan", 30), ("fast", 30)],
)
def test_what_is_no_slow_motion(tmp_path: Path, filmed: str, stored: int) -> None:
    frames, source, _ = read(write_filmed_at(tmp_path / "a.mp4", filmed, stored))
    assert frames[-1].time_s == pytest.approx(59 / stored, rel=0.001)
    assert source.warnings == []


def test_a_time_lapse_has_its_true_times(tmp_path: Path) -> None:
    frames, source, _ = read(write_filmed_at(tmp_path / "a.mp4", "2", 30, count=20))
    assert frames[-1].time_s == pytest.approx(9.5, rel=0.001)
    assert source.warnings[0].startswith("time lapse: filmed at 2 frames a second")
