from __future__ import annotations

import gc
import itertools
import threading
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from formcheck.errors import InputError, UsageError
from formcheck.vision.frames import Frame
from formcheck.vision.source import VideoSource, open_video

from .clips import picture, red_corner, write_clip, write_sound

pytestmark = pytest.mark.real


def frames_of(path: Path, **options: Any) -> tuple[list[Frame], VideoSource]:
    with open_video(path, **options) as source:
        return list(source), source


def test_frames_have_the_files_times_and_are_rgb(tmp_path: Path) -> None:
    frames, source = frames_of(write_clip(tmp_path / "a.mp4"))
    assert [frame.index for frame in frames] == list(range(25))
    assert [frame.time_s for frame in frames] == pytest.approx([i / 25 for i in range(25)])
    image = frames[3].image
    assert image.shape == (240, 320, 3)
    assert image.dtype == np.uint8
    assert image.flags.c_contiguous
    assert np.abs(image[60, 80].astype(int) - (230, 40, 40)).max() < 25
    info = source.info
    assert (info.width, info.height, info.frames) == (320, 240, 25)
    assert info.fps == pytest.approx(25)
    assert info.duration_s == pytest.approx(1.0)
    assert source.warnings == []


def pictures_in_memory() -> int:
    return sum(isinstance(each, av.VideoFrame) for each in gc.get_objects())


def test_a_frame_that_was_taken_is_not_kept(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", [picture(i) for i in range(60)])
    gc.collect()
    gc.disable()  # what only the cycle collector finds is kept for long
    before = pictures_in_memory()  # other tests' may be among them
    try:
        with open_video(clip) as source:
            for _ in source:
                pass
        kept = pictures_in_memory() - before
    finally:
        gc.enable()
    assert kept < 10


@pytest.mark.parametrize("width", [198, 202, 322, 404, 426])
def test_odd_widths_give_contiguous_frames(tmp_path: Path, width: int) -> None:
    clip = write_clip(tmp_path / "a.mp4", [picture(i, width, 180) for i in range(12)])
    frames, _ = frames_of(clip)
    assert all(frame.image.flags.c_contiguous for frame in frames)
    assert all(frame.width == width for frame in frames)
    assert red_corner(frames[5].image) == "upper left"


# A positive rotation turns the picture counterclockwise: its upper left corner goes down.
@pytest.mark.parametrize(
    ("rotation", "size", "corner"),
    [
        (0, (320, 240), "upper left"),
        (90, (240, 320), "lower left"),
        (180, (320, 240), "lower right"),
        (270, (240, 320), "upper right"),
        (-90, (240, 320), "upper right"),
    ],
)
def test_rotation_metadata_is_honoured(
    tmp_path: Path, rotation: int, size: tuple[int, int], corner: str
) -> None:
    frames, source = frames_of(write_clip(tmp_path / "a.mp4", rotation=rotation))
    assert (source.info.width, source.info.height) == size
    assert (frames[0].width, frames[0].height) == size
    assert red_corner(frames[0].image) == corner
    assert frames[0].image.flags.c_contiguous


def test_rotation_agrees_with_opencvs_player(tmp_path: Path) -> None:
    cv2 = pytest.importorskip("cv2")
    clip = write_clip(tmp_path / "a.mp4", rotation=90)
    capture = cv2.VideoCapture(str(clip), cv2.CAP_FFMPEG)
    ok, shown = capture.read()
    capture.release()
    if not ok:
        pytest.skip("this OpenCV reads no H.264")
    assert red_corner(shown) == red_corner(frames_of(clip)[0][0].image)


def test_oblong_pixels_are_made_square(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", pixel_aspect=Fraction(4, 3))
    frames, source = frames_of(clip)
    assert (source.info.width, source.info.height) == (427, 240)
    assert (frames[0].width, frames[0].height) == (427, 240)


def test_variable_frame_rate_keeps_its_times(tmp_path: Path) -> None:
    times = [0.0, 0.04, 0.05, 0.4, 0.41, 0.42, 1.0, 1.1, 1.11, 1.2, 1.5, 1.52]
    clip = write_clip(tmp_path / "a.mkv", [picture(i) for i in range(12)], times=times)
    frames, source = frames_of(clip)
    assert [frame.time_s for frame in frames] == pytest.approx(times, abs=0.002)
    assert source.info.fps == pytest.approx(11 / 1.52, abs=0.1)


def test_times_count_from_the_first_frame(tmp_path: Path) -> None:
    times = [5 + i / 25 for i in range(25)]
    clip = write_clip(tmp_path / "a.ts", [picture(i) for i in range(25)], times=times)
    frames, _ = frames_of(clip)
    assert frames[0].time_s == 0
    assert frames[-1].time_s == pytest.approx(24 / 25, abs=0.01)


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("a.mkv", "libx264", "yuv420p"),
        ("a.mov", "libx264", "yuv422p"),
        ("a.webm", "libvpx-vp9", "yuv420p"),
        ("a.avi", "mpeg4", "yuv420p"),
        ("a.ts", "libx264", "yuv420p"),
        ("a.mp4", "libx265", "yuv420p10le"),
        ("a.gif", "gif", "rgb8"),
        ("a.mjpeg", "mjpeg", "yuvj420p"),
    ],
)
def test_odd_containers(tmp_path: Path, name: str, codec: str, pix_fmt: str) -> None:
    if codec not in av.codecs_available:
        pytest.skip(f"this PyAV has no {codec}")
    options = {"x265-params": "log-level=none"} if codec == "libx265" else {}
    clip = write_clip(tmp_path / name, codec=codec, pix_fmt=pix_fmt, options=options)
    frames, _ = frames_of(clip)
    assert len(frames) == 25
    assert red_corner(frames[-1].image) == "upper left"
    times = [frame.time_s for frame in frames]
    assert all(later > earlier for earlier, later in itertools.pairwise(times))
    assert times[-1] == pytest.approx(0.96, abs=0.05)


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.avi"])
def test_start_and_end_cut_and_keep_the_files_clock(tmp_path: Path, name: str) -> None:
    codec = "mpeg4" if name.endswith("avi") else "libx264"
    clip = write_clip(tmp_path / name, [picture(i) for i in range(100)], codec=codec)
    frames, source = frames_of(clip, start=2.0, end=3.0)
    assert frames[0].index == 0
    assert frames[0].time_s == pytest.approx(2.0, abs=0.03)
    assert frames[-1].time_s == pytest.approx(3.0, abs=0.03)
    assert len(frames) in {25, 26}
    assert source.warnings == []


def test_a_cut_that_cannot_be(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4")
    with pytest.raises(UsageError, match="must come after"):
        open_video(clip, start=2, end=1)
    with pytest.raises(InputError, match=r"1\.0 s long: there is nothing after 7 s"):
        open_video(clip, start=7)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.mp4", None, "does not exist"),
        ("empty.mp4", b"", "is empty"),
        ("text.mp4", b"squats on monday\n" * 50, "is not a video"),
        ("notes.txt", b"squats on monday\n" * 50, "is not a video"),
        ("noise.mkv", bytes(range(256)) * 40, "is not a video"),
    ],
)
def test_what_is_no_video(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        frames_of(path)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_folder_and_sound_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        open_video(tmp_path)
    with pytest.raises(InputError, match="has sound but no picture"):
        open_video(write_sound(tmp_path / "a.m4a"))


def test_a_file_may_not_fetch_another_from_a_network(tmp_path: Path) -> None:
    playlist = tmp_path / "a.m3u8"
    playlist.write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"
    )
    with pytest.raises(InputError):
        frames_of(playlist)


def test_names_that_look_like_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_clip(tmp_path / "a.mp4").rename(tmp_path / "http:b %d.mp4")
    assert len(frames_of(Path("http:b %d.mp4"))[0]) == 25


def test_cut_off_in_the_middle(tmp_path: Path) -> None:
    noisy = np.random.default_rng(1).integers(0, 255, (100, 120, 160, 3), dtype=np.uint8)
    clip = write_clip(tmp_path / "a.mp4", list(noisy), container_options={"movflags": "+faststart"})
    clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    frames, source = frames_of(clip)
    assert 30 < len(frames) < 70
    assert any("cut off" in text and "of 4.0 s" in text for text in source.warnings)


def test_cut_off_before_its_index(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4")
    clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    with pytest.raises(InputError, match="cut off"):
        open_video(clip)


def test_damage_in_the_middle(tmp_path: Path) -> None:
    noisy = np.random.default_rng(1).integers(0, 255, (50, 120, 160, 3), dtype=np.uint8)
    clip = write_clip(tmp_path / "a.mkv", list(noisy))
    content = bytearray(clip.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = bytes(3000)
    clip.write_bytes(content)
    frames, source = frames_of(clip)
    assert len(frames) > 20
    times = [frame.time_s for frame in frames]
    assert times == sorted(set(times))
    assert isinstance(source.warnings, list)


def test_warnings_about_what_is_hard_to_judge(tmp_path: Path) -> None:
    _, slow = frames_of(write_clip(tmp_path / "slow.mp4", fps=5))
    assert slow.warnings == ["5.0 frames a second: too few to judge tempo"]
    frames, one = frames_of(write_clip(tmp_path / "one.mp4", [picture(0)]))
    assert len(frames) == 1
    assert one.warnings == ["only 1 frame: too few to judge a movement"]
    black = [np.zeros((240, 320, 3), np.uint8)] * 20
    _, dark = frames_of(write_clip(tmp_path / "dark.mp4", [*black, *map(picture, range(20))]))
    assert dark.warnings == ["50% of the frames are too dark to see anybody"]
    assert dark.info.dark == 0.5
    _, small = frames_of(
        write_clip(tmp_path / "small.mp4", [picture(i, 128, 96) for i in range(9)])
    )
    assert "the picture is very small (128x96): limbs are placed roughly" in small.warnings


def test_repeated_and_backward_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = write_clip(tmp_path / "a.mkv", [picture(i) for i in range(20)])
    wrong = {3: 0.08, 10: -50.0}

    def bad_time(frame: av.VideoFrame, _: object) -> float | None:
        number = round(frame.time * 25)
        return wrong.get(number, number / 25 - (50.4 if number > 10 else 0))

    with open_video(clip) as source:
        monkeypatch.setattr("formcheck.vision.timing.stated_time", bad_time)
        times = [frame.time_s for frame in source]
    assert len(times) == 19
    assert all(later > earlier for earlier, later in itertools.pairwise(times))
    assert times[-1] < 1
    assert "step back" in source.warnings[0]


def test_leaving_early_closes_everything(tmp_path: Path) -> None:
    before = threading.active_count()
    with open_video(write_clip(tmp_path / "a.mp4")) as source:
        for frame in source:
            if frame.index == 3:
                break
    source.close()
    assert threading.active_count() == before


def test_4k(tmp_path: Path) -> None:
    images = [picture(i, 3840, 2160) for i in range(10)]
    frames, source = frames_of(
        write_clip(tmp_path / "a.mp4", images, options={"preset": "ultrafast"})
    )
    assert len(frames) == 10
    assert (source.info.width, source.info.height) == (3840, 2160)
