from __future__ import annotations

import threading
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.vision.source import open_video
from formcheck.vision.writer import VideoWriter

from .clips import picture, red_corner


def written(path: Path, times: list[float], width: int = 320, height: int = 240) -> Path:
    with VideoWriter(path, width, height) as writer:
        for number, time_s in enumerate(times):
            writer.write(picture(number, width, height), time_s)
    return path


def test_it_plays_in_a_browser(tmp_path: Path) -> None:
    path = written(tmp_path / "a.mp4", [i / 30 for i in range(30)])
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.pix_fmt == "yuv420p"
        assert stream.duration is not None
        assert stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(1.0, abs=0.02)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_the_sources_timing_is_kept(tmp_path: Path) -> None:
    times = [2.0, 2.033, 2.05, 2.5, 2.51, 2.9, 3.0, 3.3, 3.7, 4.0, 4.01, 4.5]
    with open_video(written(tmp_path / "a.mp4", times)) as source:
        assert [f.time_s + 2 for f in source] == pytest.approx(times, abs=1e-4)


def test_times_that_hardly_differ(tmp_path: Path) -> None:
    with open_video(written(tmp_path / "a.mp4", [0.0, 1e-7, 2e-7, 0.5])) as source:
        assert len(list(source)) == 4


@pytest.mark.parametrize(("width", "height"), [(321, 240), (320, 241), (203, 361)])
def test_odd_sizes(tmp_path: Path, width: int, height: int) -> None:
    path = written(tmp_path / "a.mp4", [i / 30 for i in range(12)], width, height)
    with open_video(path) as source:
        assert source.info.width == width + width % 2
        assert source.info.height == height + height % 2
        assert red_corner(next(iter(source)).image) == "upper left"


def test_colours_survive(tmp_path: Path) -> None:
    image = np.zeros((240, 320, 3), np.uint8)
    image[:, :160], image[:, 160:] = (200, 60, 40), (40, 160, 90)
    with VideoWriter(tmp_path / "a.mp4", 320, 240) as writer:
        for number in range(12):
            writer.write(image, number / 30)
    with open_video(tmp_path / "a.mp4") as source:
        shown = next(iter(source)).image
    assert np.abs(shown[120, 80].astype(int) - (200, 60, 40)).max() < 8
    assert np.abs(shown[120, 240].astype(int) - (40, 160, 90)).max() < 8


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_file_is_left_that_plays(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.mp4"

    def interrupted() -> None:
        with VideoWriter(path, 320, 240) as writer:
            for number in range(20):
                writer.write(picture(number), number / 30)
            raise error

    with pytest.raises(error):
        interrupted()
    with open_video(path) as source:
        assert len(list(source)) == 20


def test_no_thread_is_left(tmp_path: Path) -> None:
    before = threading.active_count()
    written(tmp_path / "a.mp4", [0.0, 0.1])
    writer = VideoWriter(tmp_path / "b.mp4", 320, 240)
    writer.write(picture(0), 0.0)
    writer.close()
    writer.close()
    assert threading.active_count() == before


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        VideoWriter(tmp_path / "no" / "a.mp4", 320, 240)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_one_line() -> None:
    with pytest.raises(OutputError, match="/dev/full cannot be written") as caught:
        written(Path("/dev/full"), [i / 30 for i in range(200)])
    assert "\n" not in str(caught.value)


def test_a_picture_of_another_size(tmp_path: Path) -> None:
    with (
        VideoWriter(tmp_path / "a.mp4", 320, 240) as writer,
        pytest.raises(ValueError, match="320x240"),
    ):
        writer.write(picture(0, 240, 320), 0.0)
    assert not (tmp_path / "a.mp4").exists()  # no frame, no file
