"""Pictures stand upright and have their shape, however a file says so."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.stream import VideoStream
from hypothesis import given
from hypothesis import strategies as st

from formcheck.vision.frames import Image
from formcheck.vision.orientation import AS_STORED, turn_of
from formcheck.vision.projection import projection
from formcheck.vision.source import open_video

from .clips import picture, red_corner, write_clip

# The eight ways in which a picture can be turned and mirrored: a, b, c and d of the matrix, and
# where the stored picture's upper left quarter and the middle of its upper edge are shown.
WAYS = {
    "as it is": ((1, 0, 0, 1), "upper left", "upper"),
    "quarter, clockwise": ((0, 1, -1, 0), "upper right", "right"),
    "half": ((-1, 0, 0, -1), "lower right", "lower"),
    "quarter, counterclockwise": ((0, -1, 1, 0), "lower left", "left"),
    "left and right": ((-1, 0, 0, 1), "upper right", "upper"),
    "top and bottom": ((1, 0, 0, -1), "lower left", "lower"),
    "along the diagonal": ((0, 1, 1, 0), "upper left", "left"),
    "along the other diagonal": ((0, -1, -1, 0), "lower right", "right"),
}


def marked(number: int) -> Image:
    """The upper left quarter is red, and a dark bar is along the upper edge."""
    image = picture(number)
    image[:24] = 0
    return image


def dark_edge(image: Image) -> str:
    edges = {
        "upper": image[:12],
        "lower": image[-12:],
        "left": image[:, :12],
        "right": image[:, -12:],
    }
    return min(edges, key=lambda name: float(edges[name].mean()))


def write_turned(path: Path, ways: tuple[int, ...]) -> Path:
    a, b, c, d = (65536 * number for number in ways)
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        stream.set_display_matrix([a, b, 0, c, d, 0, 0, 0, 1 << 30])
        for number in range(12):
            output.mux(stream.encode(av.VideoFrame.from_ndarray(marked(number), format="rgb24")))
        output.mux(stream.encode())
    return path


@pytest.mark.parametrize("kind", ["mp4", "mov", "mkv"])
@pytest.mark.parametrize("way", WAYS)
def test_all_ways_to_turn_and_mirror(tmp_path: Path, way: str, kind: str) -> None:
    ways, corner, edge = WAYS[way]
    with open_video(write_turned(tmp_path / f"a.{kind}", ways)) as source:
        frames = list(source)
    size = (240, 320) if ways[0] == 0 else (320, 240)
    assert (source.info.width, source.info.height) == size
    for frame in (frames[0], frames[-1]):
        assert (frame.width, frame.height) == size
        assert frame.image.flags.c_contiguous
        assert dark_edge(frame.image) == edge
        assert red_corner(frame.image) == corner


POSES = {"yaw": b"\x76\x73", "pitch": b"\x76\x74", "roll": b"\x76\x75"}


@pytest.mark.parametrize(
    ("poses", "way"),
    [
        ({"yaw": 0, "roll": 0}, "as it is"),
        ({"yaw": 0, "roll": 90}, "quarter, counterclockwise"),
        ({"yaw": 0, "roll": -90}, "quarter, clockwise"),
        ({"yaw": 0, "roll": -180}, "half"),
        ({"yaw": 180, "roll": 0}, "left and right"),
        ({"yaw": -180, "roll": 90}, "along the diagonal"),
        ({"yaw": 180, "roll": 180}, "top and bottom"),
        ({"pitch": 180, "roll": 0}, "top and bottom"),
        ({"pitch": -180, "roll": 90}, "along the other diagonal"),
        ({"pitch": 180, "roll": -90}, "along the diagonal"),
        ({"pitch": 180, "roll": 180}, "left and right"),
        ({"yaw": 180, "pitch": 180}, "half"),
        ({"pitch": 30, "roll": 0}, "as it is"),  # a picture on a wall that leans
    ],
)
def test_a_picture_that_matroska_turns_in_space(
    tmp_path: Path, poses: dict[str, float], way: str
) -> None:
    path = write_turned(tmp_path / "a.mkv", WAYS["top and bottom"][0])
    content = path.read_bytes()
    head = b"\x76\x70\x96"  # a projection of 22 bytes: two angles of eleven each
    assert content.count(head) == 1
    at = content.index(head) + len(head)
    angles = b"".join(POSES[name] + b"\x88" + struct.pack(">d", poses[name]) for name in poses)
    path.write_bytes(content[:at] + angles + content[at + len(angles) :])
    with open_video(path) as source:
        image = next(iter(source)).image
    assert (red_corner(image), dark_edge(image)) == WAYS[way][1:]


@given(st.binary(max_size=200), st.binary(max_size=40))
def test_any_head_is_read(head: bytes, more: bytes) -> None:
    segment = b"\x18\x53\x80\x67\xff\x16\x54\xae\x6b\xff\xae\xff\x83\x81\x01\xe0\xff\x76\x70\xff"
    for content in (head, segment + more):
        assert len(projection(content).left_out() or AS_STORED) == 4


@pytest.mark.parametrize("degrees", [-8, 5, 84, 97])
def test_a_crooked_matrix_is_taken_for_the_nearest(degrees: float) -> None:
    angle = np.radians(degrees)
    numbers = np.zeros(9)
    numbers[[0, 1, 3, 4]] = np.cos(angle), np.sin(angle), -np.sin(angle), np.cos(angle)
    swapped, across, down = turn_of((65536 * numbers).astype(np.int32).tobytes())
    assert (swapped, across, down) == ((True, True, False) if degrees > 45 else (False,) * 3)


@pytest.mark.parametrize("matrix", [b"", b"\0" * 35, b"\0" * 36])
def test_a_matrix_that_says_nothing_turns_nothing(matrix: bytes) -> None:
    assert turn_of(matrix) == (False, False, False)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["mp4", "mkv", "ts", "avi"])
def test_oblong_pixels_that_are_turned(tmp_path: Path, kind: str) -> None:
    codec = "mpeg4" if kind == "avi" else "libx264"
    clip = write_clip(tmp_path / f"a.{kind}", pixel_aspect=Fraction(4, 3), codec=codec)
    with open_video(clip) as source:
        assert {(frame.width, frame.height) for frame in source} == {(427, 240)}
    if kind in {"mp4", "mkv"}:
        turned = write_clip(tmp_path / f"b.{kind}", pixel_aspect=Fraction(4, 3), rotation=90)
        with open_video(turned) as source:
            assert {(frame.width, frame.height) for frame in source} == {(240, 427)}


@pytest.mark.slow
def test_each_frame_has_its_own_size_and_shape(tmp_path: Path) -> None:
    parts = [(320, 240, Fraction(4, 3)), (240, 320, Fraction(1)), (320, 240, Fraction(4, 3))]
    path = tmp_path / "a.ts"
    path.write_bytes(b"")
    for number, (width, height, shape) in enumerate(parts):
        part = write_clip(
            tmp_path / f"{number}.ts",
            [picture(i, width, height) for i in range(12)],
            times=[0.48 * number + i / 25 for i in range(12)],
            pixel_aspect=shape,
            options={"bf": "0"},
        )
        path.write_bytes(path.read_bytes() + part.read_bytes())
    with open_video(path) as source:
        frames = list(source)
    assert (source.info.width, source.info.height) == (427, 240)
    sizes = [(frame.width, frame.height) for frame in frames]
    assert len(sizes) >= 33  # where two parts meet a frame may be lost
    assert sorted(set(sizes)) == [(240, 320), (427, 240)]
    assert sizes.count((240, 320)) >= 11
    assert all(red_corner(frame.image) == "upper left" for frame in frames)
