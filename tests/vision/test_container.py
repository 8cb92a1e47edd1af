"""Only files that hold a picture of their own are opened, and no picture that is too large."""

from __future__ import annotations

import os
import random
import threading
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from formcheck.errors import FormcheckError, InputError, PictureSizeError
from formcheck.vision.source import open_video

from .clips import picture, write_clip

pytestmark = pytest.mark.real

SDP = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n"
DASH = (
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
    'mediaPresentationDuration="PT1S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011">'
    "<Period><AdaptationSet mimeType='video/mp4'><Representation id='1' bandwidth='1'>"
    "<BaseURL>{}</BaseURL></Representation></AdaptationSet></Period></MPD>"
)
LISTS = {
    "concat": "ffconcat version 1.0\n" + "file '{}'\n" * 3,
    "hls": HLS,
    "dash": DASH,
    "sdp": SDP,
    "lavfi": "testsrc=size=320x240",
}


def refused(path: Path | str) -> str:
    """Why a file is not read; one line that names it."""
    with pytest.raises(InputError) as caught, open_video(path) as source:
        next(iter(source))
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("ending", [".mp4", ".m3u8", ".ffconcat", ".sdp", ".mpd", ".mkv", ""])
@pytest.mark.parametrize("kind", sorted(LISTS))
def test_lists_of_other_files_are_no_videos(tmp_path: Path, kind: str, ending: str) -> None:
    write_clip(tmp_path / "a.ts")
    listed = tmp_path / f"list{ending}"
    for other in ("a.ts", str(tmp_path / "a.ts"), listed.name, f"file:{tmp_path / 'a.ts'}"):
        listed.write_text(LISTS[kind].format(*[other] * 3))
        assert "is not a video" in refused(listed)


def test_a_playlist_of_itself_ends_at_once(tmp_path: Path) -> None:
    itself = tmp_path / "set.mp4"
    itself.write_text("ffconcat version 1.0\n" + "file set.mp4\n" * 4000)
    assert "no playlists" in refused(itself)


@pytest.mark.parametrize(
    "name", ["%03d.png", "frame%d.jpg", "*.png", "concat:a.ts|b.ts", "http://127.0.0.1:9/a.mp4"]
)
def test_names_are_never_patterns_or_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for other in ("001.png", "002.png", "frame1.jpg", "frame2.jpg"):
        write_clip(tmp_path / "one.mkv", [picture(0)], codec="mjpeg", pix_fmt="yuvj420p")
        (tmp_path / "one.mkv").rename(tmp_path / other)
    write_clip(tmp_path / "a.ts")
    assert "does not exist" in refused(name)


@pytest.mark.parametrize(
    "name", ["50%.mp4", "%03d.png", "%d", "-", "concat:a|b", "file:a", "pipe:0", "a\nb.mp4", "ü.é"]
)
def test_what_a_video_is_called_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_clip(tmp_path / "a.mp4").rename(name)
    with open_video(name) as source:
        assert len(list(source)) == 25


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_pipes_and_devices_are_called_what_they_are(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    assert "is a pipe" in refused(pipe)  # nobody writes to it, and it is not waited for
    assert "is a device" in refused("/dev/null")
    reading, writing = os.pipe()
    try:
        assert "is a pipe" in refused(f"/dev/fd/{reading}")
    finally:
        os.close(reading)
        os.close(writing)


# Sizes


def packets(codec: str, width: int, height: int, first: int, count: int) -> list[av.Packet[Any]]:
    """A few grey frames of a size."""
    encoder = av.CodecContext.create(codec, "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height = width, height
    encoder.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, 25), Fraction(25)
    if codec == "libx264":
        encoder.options = {"preset": "ultrafast", "tune": "zerolatency"}
    made: list[av.Packet[Any]] = []
    for number in range(count):
        frame = av.VideoFrame(width, height, encoder.pix_fmt)
        for plane in frame.planes:
            plane.update(bytes([100 + number]) * plane.buffer_size)
        frame.pts, frame.time_base = first + number, Fraction(1, 25)
        made += encoder.encode(frame)
    return made + encoder.encode(None)


def write_sizes(path: Path, codec: str, *sizes: tuple[int, int]) -> Path:
    """A clip whose size changes after every twelve frames; it states the first."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=25)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = sizes[0]
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for number, (width, height) in enumerate(sizes):
            for packet in packets(codec, width, height, 12 * number, 12):
                packet.stream = stream
                output.mux(packet)
    return path


def taken(path: Path, max_pixels: int) -> int:
    with open_video(path, max_pixels=max_pixels) as source:
        return sum(1 for _ in source)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        *((f"a.{kind}", "libx264") for kind in ("mp4", "mkv", "ts", "flv", "mpg", "h264", "avi")),
        ("a.mjpeg", "mjpeg"),
        ("b.avi", "mjpeg"),
        ("a.gif", "gif"),
    ],
)
def test_too_large_a_picture_is_refused(tmp_path: Path, name: str, codec: str) -> None:
    if codec == "gif":
        large = write_clip(
            tmp_path / name, [picture(i, 640, 480) for i in range(12)], codec=codec, pix_fmt="rgb8"
        )
    else:
        large = write_sizes(tmp_path / name, codec, (640, 480))
    assert taken(large, 640 * 480) == 12
    with pytest.raises(PictureSizeError, match=r"pixels.* taken$"):
        taken(large, 640 * 480 - 1)
    with pytest.raises(PictureSizeError, match=r"pixels.* taken$"):
        taken(large, 1000)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.ts", "libx264"), ("a.mkv", "libx264"), ("a.avi", "mjpeg")]
)
@pytest.mark.parametrize("large", [(500, 400), (2000, 1600)])
def test_a_picture_that_grows_too_large_is_refused_when_it_does(
    tmp_path: Path, name: str, codec: str, large: tuple[int, int]
) -> None:
    grows = write_sizes(tmp_path / name, codec, (320, 240), large)
    assert taken(grows, 2000 * 1600) == 24
    with pytest.raises(PictureSizeError, match="pixels"):
        taken(grows, 400 * 300)


def test_nothing_of_a_huge_picture_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = write_sizes(tmp_path / "a.mp4", "libx264", (640, 480))

    def never(*_: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr("formcheck.vision.source.VideoSource._decoded", never)
    with pytest.raises(PictureSizeError, match="640x480"):
        taken(huge, 1000)


def test_oblong_pixels_make_no_picture_larger_than_is_taken(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", pixel_aspect=Fraction(4, 1))
    with pytest.raises(PictureSizeError, match="1280x240"):
        taken(clip, 320 * 240 * 2)


def test_a_refused_file_is_closed(tmp_path: Path) -> None:
    before = threading.active_count()
    clip = write_clip(tmp_path / "a.mp4")
    with pytest.raises(FormcheckError):
        taken(clip, 10)
    assert threading.active_count() == before
    clip.unlink()


@pytest.mark.parametrize(
    ("kind", "codec"),
    [
        ("mp4", "libx264"),
        ("mkv", "libx264"),
        ("avi", "mpeg4"),
        ("ts", "libx264"),
        ("ivf", "libvpx"),
    ],
)
def test_a_damaged_file_is_read_as_far_as_it_goes_or_refused(
    tmp_path: Path, kind: str, codec: str
) -> None:
    whole = write_clip(tmp_path / f"whole.{kind}", codec=codec).read_bytes()
    chance = random.Random(7)
    damaged = tmp_path / f"a.{kind}"
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            before = min(len(whole), chance.choice((200, 2000, len(whole))))
            content[chance.randrange(before)] = chance.randrange(256)
        damaged.write_bytes(content[: chance.choice((len(whole), chance.randrange(1, len(whole))))])
        last = -1.0
        with suppress(InputError), open_video(damaged, start=chance.choice((None, 0.4))) as source:
            for frame in source:
                assert frame.time_s > last
                last = frame.time_s
