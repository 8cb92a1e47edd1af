from __future__ import annotations

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from formcheck.addresses import without_password
from formcheck.errors import InputError
from formcheck.vision.model_choice import ModelChoice
from formcheck.window.cameras import FileFeed, open_feed, stream_options
from formcheck.window.latest import Latest
from formcheck.window.pose_thread import PoseThread
from tests.figures import hinged
from tests.vision.clips import write_clip
from tests.window.fakes import FakeDevice, FakeEstimator, camera, until

NO_STREAM = "rtsp://me:secret@127.0.0.1:1/x"


def test_only_the_newest_picture_is_kept() -> None:
    device = FakeDevice(20, forever=True)
    with camera(device) as feed:
        until(lambda: device.given == 20)
        until(lambda: feed.shown is not None and feed.shown.image[0, 0, 0] == 20)
        frame = feed.latest_frame.take(1.0)
        assert frame is not None
        assert frame.image[0, 0].tolist() == [20, 120, 120]  # RGB
        assert feed.latest_frame.replaced >= 18
    assert device.released


def test_times_grow_even_if_the_clock_stands_still() -> None:
    device = FakeDevice(50, forever=True)
    with camera(device, clock=lambda: 7.0) as feed:
        until(lambda: device.given == 50)
        times = [frame.time_s for _ in range(5) if (frame := feed.latest_frame.take(1.0))]
    assert times == sorted(set(times))


def test_a_slow_look_is_followed_by_a_look_at_the_newest() -> None:
    device, estimator = FakeDevice(100, forever=True), FakeEstimator(lambda _: hinged())
    estimator.may.clear()
    with camera(device) as feed:
        with PoseThread(feed, estimator.open, ModelChoice()) as pose_thread:
            until(lambda: device.given == 100)
            estimator.may.set()
            until(lambda: len(estimator.looked_at) >= 2)
        first, second = estimator.looked_at[:2]
        assert first < 20
        assert second >= 98
        assert len(pose_thread.observations()) == len(estimator.looked_at)


def test_a_camera_whose_picture_changes_its_size_keeps_the_first() -> None:
    class Turned(FakeDevice):
        def read(self) -> tuple[bool, Any]:
            there, raw = super().read()
            return there, raw.transpose(1, 0, 2).copy() if there and self.given > 2 else raw

    device = Turned(20, forever=True)
    with camera(device) as feed:
        sizes = set()
        while device.given < 20:
            if (frame := feed.latest_frame.take(1.0)) is not None:
                sizes.add((frame.width, frame.height))
    assert sizes == {(64, 48)}


def test_a_camera_that_is_not_there() -> None:
    device = FakeDevice(0, opened=False)
    with camera(device) as feed, pytest.raises(InputError, match=r"camera 0 cannot be opened: is"):
        feed.await_picture(lambda: False)
    assert device.released


def test_a_camera_that_gives_nothing_and_one_that_is_unplugged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("formcheck.window.cameras.PICTURE_TIMEOUT_S", 0.1)
    with camera(FakeDevice(0)) as feed, pytest.raises(InputError, match="gives no picture"):
        feed.await_picture(lambda: False)
    with camera(FakeDevice(3)) as feed:
        until(lambda: feed.ended)
        assert "unplugged" in str(feed.error)
        assert feed.shown is not None


def test_who_wants_to_stop_does_not_wait_for_a_camera() -> None:
    held = threading.Event()

    class Hanging(FakeDevice):
        def isOpened(self) -> bool:  # noqa: N802
            held.wait(20)
            return False

    with camera(Hanging(0)) as feed:
        feed.await_picture(lambda: True)
        held.set()


@pytest.mark.real
def test_a_file_plays_in_its_own_time_once_somebody_looks(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4")
    with FileFeed(clip) as feed:
        until(lambda: feed.shown is not None)
        assert feed.latest_frame.take(0.1) is None
        assert feed.now_s == 0
        feed.go()
        until(lambda: feed.ended)
        assert feed.now_s >= 24 / 25
        assert feed.error is None
        assert not feed.mirrored


def test_a_file_that_cannot_be_read() -> None:
    with pytest.raises(InputError, match="does not exist"):
        open_feed("nothing.mp4")


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("http://a@b/c", "http://b/c"),
        ("rtsp://cam/x", "rtsp://cam/x"),
        ("rtsp://u:p@h", "rtsp://h"),
    ],
)
def test_passwords_are_not_printed(url: str, printed: str) -> None:
    assert without_password(url) == printed


def test_a_stream_that_is_not_there() -> None:
    with open_feed(NO_STREAM) as feed:
        until(lambda: feed.ended)
        assert "rtsp://127.0.0.1:1/x cannot be opened" in str(feed.error)


class Playlist(BaseHTTPRequestHandler):
    """Gives a playlist that names a file of this machine, and nothing else."""

    names = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.apple.mpegurl")
        self.end_headers()
        body = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{self.names}\n#EXT-X-ENDLIST\n"
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.real
def test_a_stream_that_names_a_file_of_this_machine_reads_none(tmp_path: Path) -> None:
    """A process of its own: what FFmpeg is told of addresses is told by the environment."""
    Playlist.names = write_clip(tmp_path / "mine.ts").resolve().as_uri()
    program = (
        "import sys, time\n"
        "from formcheck.window.cameras import open_feed\n"
        "with open_feed(sys.argv[1]) as feed:\n"
        "    while not feed.ended and feed.shown is None:\n"
        "        time.sleep(0.01)\n"
        "    print('read' if feed.shown else feed.error)\n"
    )
    with HTTPServer(("127.0.0.1", 0), Playlist) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = subprocess.run(
            [sys.executable, "-c", program, f"http://127.0.0.1:{server.server_port}/live.m3u8"],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        server.shutdown()
    assert "cannot be opened" in done.stdout


def test_what_a_user_says_of_streams_is_kept_but_for_what_they_may_open() -> None:
    options = dict(each.split(";") for each in stream_options("rtsp_transport;udp|a;b").split("|"))
    assert options["rtsp_transport"] == "udp"
    assert options["a"] == "b"
    allowed = set(options["protocol_whitelist"].split(","))
    assert {"rtsp", "http", "https", "rtmp", "udp", "tcp"} <= allowed
    assert not allowed & {"file", "concat", "data", "pipe", "fd", "subfile", "cache"}


@pytest.mark.real
def test_a_stream_that_is_not_there_is_told_in_no_words_of_the_libraries() -> None:
    """A process of its own: FFmpeg asks once how loud to be, whoever opens a video first."""
    program = (
        "import sys, time\n"
        "from formcheck.window.cameras import open_feed\n"
        "with open_feed(sys.argv[1]) as feed:\n"
        "    while not feed.ended:\n"
        "        time.sleep(0.01)\n"
        "    print(feed.error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, NO_STREAM], capture_output=True, text=True, check=True
    )
    assert "rtsp://127.0.0.1:1/x cannot be opened" in done.stdout
    assert "secret" not in done.stdout
    assert done.stderr == ""


def test_what_is_closed_can_still_be_taken() -> None:
    latest = Latest[int]()
    latest.put(1)
    latest.close()
    assert latest.take(5) == 1
    assert latest.take(5) is None
