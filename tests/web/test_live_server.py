"""Live sessions with a real server, real workers and a real model."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from formcheck.web.live.messages import HEADER
from tests.web.serving import ROOT, Server

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]

CLIP = ROOT / "sample_videos" / "row-rounded.mp4"
TRUTH = json.loads(CLIP.with_suffix(".json").read_text())
FPS = 10


@cache
def pictures() -> list[tuple[float, bytes]]:
    """The clip as a browser would send it."""
    import cv2

    from formcheck.vision.source import open_video

    made: list[tuple[float, bytes]] = []
    with open_video(CLIP) as source:
        for frame in source:
            if frame.time_s >= len(made) / FPS - 1e-6:
                small = cv2.resize(frame.image, (640, 362), interpolation=cv2.INTER_AREA)
                bgr = cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
                _, packed = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 80])
                made.append((frame.time_s, packed.tobytes()))
    return made


class Camera:
    """Sends the clip in real time, and listens."""

    def __init__(
        self,
        line: ClientConnection,
        *,
        begun: float,
        frames: Sequence[tuple[float, bytes]] = (),
    ) -> None:
        self.line = line
        self.frames = frames
        self.begun = begun
        self.got: list[dict[str, Any]] = []

    def play(self, first: int, last: int) -> None:
        for number in range(first, last):
            time_s, picture = self.frames[number]
            time.sleep(max(0.0, self.begun + time_s - time.monotonic()))
            self.line.send(HEADER.pack(number, 1000 * time_s) + picture)

    def listen(self, kind: str, number: int = -1) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = json.loads(self.line.recv(timeout=60))
            self.got.append(message)
            if message["type"] == kind and (number < 0 or message["number"] >= number):
                return message

    def listening_until(self, number: int) -> threading.Thread:
        thread = threading.Thread(target=self.listen, args=("frame", number))
        thread.start()
        return thread


def hello(line: ClientConnection, **more: Any) -> None:
    line.send(json.dumps({"type": "hello", "exercise": "bent-over-row", **more}))


READY_S = 4.0
BEGINS_S = TRUTH["reps"][0]["start_s"] - 0.1


def with_time_to_get_ready() -> list[tuple[float, bytes]]:
    """The person stands in position before the first rep, for longer than the countdown takes."""
    doing = [(time_s, picture) for time_s, picture in pictures() if time_s > BEGINS_S]
    still = [(number / FPS, doing[0][1]) for number in range(round(READY_S * FPS))]
    return still + [(READY_S + time_s - BEGINS_S, picture) for time_s, picture in doing]


def test_live_reaches_the_true_count_over_a_lost_connection(server: Server) -> None:
    url = server.url.replace("http", "ws") + "/api/v1/live"
    frames = with_time_to_get_ready()
    between_s = READY_S + 6.95 - BEGINS_S  # two reps
    middle = next(i for i, (time_s, _) in enumerate(frames) if time_s > between_s)
    with connect(url) as line:
        hello(line, sets=1, reps=10, model="full")
        camera = Camera(line, begun=0.0, frames=frames)
        token = camera.listen("welcome")["resume"]
        camera.begun = time.monotonic()
        listener = camera.listening_until(middle - 1)
        camera.play(0, middle)
        listener.join()
        before = max(each["total"] for each in camera.got if each["type"] == "rep")
        assert before == 2
    with connect(url) as line:
        hello(line, resume=token)
        again = Camera(line, begun=camera.begun, frames=frames)
        assert again.listen("welcome")["resumed"] is True
        listener = again.listening_until(len(frames) - 1)
        again.play(middle, len(frames))
        listener.join()
        assert any(each["type"] == "cue" for each in again.got)
        line.send('{"type": "finish"}')
        summary = again.listen("summary")
    assert len(summary["result"]["reps"]) == len(TRUTH["reps"])
    assert "rounded_back" in summary["result"]["summary"]["faults"]
    assert server.ask(f"/sessions/{summary['session']}")["reps"] == len(TRUTH["reps"])
    seen = [each for each in camera.got + again.got if each["type"] == "frame"]
    assert all(each["latency_ms"] > 0 for each in seen)
    assert {len(each["skeleton"]) for each in seen if each["skeleton"]} == {19}


def test_pictures_that_are_none_do_not_end_a_live_session(server: Server) -> None:
    with connect(server.url.replace("http", "ws") + "/api/v1/live") as line:
        hello(line, model="lite")
        camera = Camera(line, begun=0.0)
        camera.listen("welcome")
        bomb = (
            b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
        )
        for number, picture in enumerate([b"no picture", b"\xff\xd8\xff", bomb * 10, b"RIFF"]):
            line.send(HEADER.pack(number, 100.0 * number) + picture)
            assert camera.listen("problem")["problem"]["code"] == "bad-picture"
        line.send(HEADER.pack(9, 900.0) + pictures()[0][1])
        assert camera.listen("frame")["number"] == 9


def test_a_live_process_that_is_killed_is_replaced(server: Server) -> None:
    with connect(server.url.replace("http", "ws") + "/api/v1/live") as line:
        hello(line, model="lite")
        camera = Camera(line, begun=0.0)
        camera.listen("welcome")
        line.send(HEADER.pack(1, 100.0) + pictures()[0][1])
        camera.listen("frame")
        for pid in server.children():
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
        line.send(HEADER.pack(2, 300.0) + pictures()[1][1])
        assert camera.listen("problem")["problem"]["code"] == "restarted"
        line.send(HEADER.pack(3, 900.0) + pictures()[2][1])
        assert camera.listen("frame", 3)["skeleton"]
