"""Nothing leaves the machine: an analysis looks up no name and opens no connection.

A child process analyses a clip with every system call that has to do with networks recorded.
MediaPipe from 0.10.35 on sends usage metrics when it is closed, which is why the child closes it
and waits: with such a release this test fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import cv2
import pytest
from websockets.sync.client import ClientConnection, connect

from formcheck.vision.source import open_video
from formcheck.web.live.messages import HEADER
from tests.web.serving import serving

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_videos"

pytestmark = pytest.mark.real

INTERPOSER = r"""
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void note(const char *call, const char *what) {
  const char *path = getenv("FORMCHECK_CALLS");
  int file = path ? open(path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  char line[256];
  if (file < 0) return;
  int length = snprintf(line, sizeof line, "%s %s\n", call, what ? what : "");
  if (write(file, line, length) < 0) abort();
  close(file);
}

#define NEXT(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

static int is_network(const struct sockaddr *to) {
  return to && (to->sa_family == AF_INET || to->sa_family == AF_INET6);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **result) {
  note("getaddrinfo", node);
  return NEXT(getaddrinfo)(node, service, hints, result);
}

struct hostent *gethostbyname(const char *name) {
  note("gethostbyname", name);
  return NEXT(gethostbyname)(name);
}

int connect(int socket, const struct sockaddr *to, socklen_t length) {
  if (is_network(to)) note("connect", "");
  return NEXT(connect)(socket, to, length);
}

ssize_t sendto(int socket, const void *data, size_t size, int flags, const struct sockaddr *to,
               socklen_t length) {
  if (is_network(to)) note("sendto", "");
  return NEXT(sendto)(socket, data, size, flags, to, length);
}

ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
  if (message && is_network(message->msg_name)) note("sendmsg", "");
  return NEXT(sendmsg)(socket, message, flags);
}
"""

ANALYSIS = """
import sys, time
from formcheck import analyze, load_exercise
result = analyze(sys.argv[1], load_exercise("bent-over-row"), start=2.0, end=3.0)
assert result.source.frames_with_person > 0, "nobody was found: nothing is proved"
assert "distributed" not in sys.modules, "nobody asked for a cluster"
time.sleep(2)  # what is sent from another thread would be seen
print("analysed")
"""

LOOK_UP = """
import socket
try:
    socket.getaddrinfo("formcheck.invalid", 443)
except OSError:
    print("analysed")
"""

CONNECTION = """
import socket
with socket.socket() as caller:
    caller.settimeout(1)
    try:
        caller.connect(("127.0.0.1", 9))
    except OSError:
        print("analysed")
"""


class Detector:
    """Runs Python code and tells which network calls it made."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "calls.txt"
        self.library = folder / "interposer.so"

    def calls(self, code: str, *arguments: str) -> list[str]:
        self.log.unlink(missing_ok=True)
        done = subprocess.run(
            [*self.command(), sys.executable, "-c", code, *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT), **self.environment()},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout == "analysed\n"
        text = self.log.read_text() if self.log.exists() else ""
        return [line for line in text.splitlines() if self.is_network(line)]

    def command(self) -> list[str]:
        return []

    def environment(self) -> dict[str, str]:
        return {}

    def is_network(self, line: str) -> bool:
        return bool(line)


class Interposer(Detector):
    """Stands before the C library's functions."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None or not sys.platform.startswith("linux"):
            pytest.skip("needs Linux and a C compiler")
        source = folder / "interposer.c"
        source.write_text(INTERPOSER)
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-o", str(self.library), str(source), "-ldl"], check=True
        )

    def environment(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "FORMCHECK_CALLS": str(self.log)}


class Tracer(Detector):
    """Sees the system calls, also those of code that goes around the C library."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        if shutil.which("strace") is None:
            pytest.skip("needs strace")
        probe = subprocess.run(
            ["strace", "-o", os.devnull, "true"], capture_output=True, check=False
        )
        if probe.returncode:
            pytest.skip("strace may not trace here")

    def command(self) -> list[str]:
        return ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", str(self.log)]

    def is_network(self, line: str) -> bool:
        # A name service cache is asked through a local socket before the network is.
        return bool(re.search(r"AF_INET6?\b|nscd", line))


@pytest.fixture(params=[Interposer, Tracer])
def detector(request: pytest.FixtureRequest, tmp_path: Path) -> Detector:
    kind: type[Detector] = request.param
    return kind(tmp_path)


@pytest.mark.parametrize("code", [LOOK_UP, CONNECTION], ids=["look-up", "connection"])
def test_the_detector_detects(detector: Detector, code: str) -> None:
    assert detector.calls(code)


def test_an_analysis_looks_up_nothing_and_connects_to_nothing(detector: Detector) -> None:
    clip = SAMPLES / "row-rounded.mp4"
    if not clip.is_file():
        pytest.skip(f"{clip.name} is not in sample_videos")
    assert detector.calls(ANALYSIS, str(clip)) == []


def picture_of(clip: Path, time_s: float) -> bytes:
    """A moment of a clip, as a browser sends it."""
    with open_video(clip, start=time_s) as video:
        image = next(iter(video)).image
    seen = cv2.cvtColor(cv2.resize(image, (640, 360)), cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", seen)[1].tobytes()


def recorded_plank(url: str, picture: bytes) -> str:
    """Hold a plank in front of the camera, with its clip kept; the session's id."""

    def answer(line: ClientConnection, *kinds: str) -> dict[str, Any]:
        while True:
            said: dict[str, Any] = json.loads(line.recv(60))
            if said["type"] in kinds:
                return said

    with connect(url.replace("http", "ws") + "/api/v1/live") as line:
        hello = {"type": "hello", "exercise": "plank", "model": "lite", "record": True}
        line.send(json.dumps(hello))
        assert answer(line, "welcome")["recorded_until"]
        for number in range(1000):
            line.send(HEADER.pack(number, 1000 * time.monotonic()) + picture)
            if answer(line, "frame")["hold_s"] > 1.0:
                break
            time.sleep(0.05)
        line.send('{"type": "finish"}')
        return str(answer(line, "summary")["session"])


def test_the_server_looks_up_nothing_and_connects_to_nothing(tmp_path: Path) -> None:
    clip = SAMPLES / "plank-sag.mp4"
    detector = Interposer(tmp_path)
    with serving(tmp_path / "data", env=detector.environment()) as server:
        done = server.wait(server.upload(clip, exercise="plank"), "done", "failed")
        assert done["state"] == "done", done["reason"]
        session = recorded_plank(server.url, picture_of(clip, 3.0))
        for _ in range(600):
            clips = server.ask(f"/sessions/{session}/clips")
            if clips["state"] == "kept":
                break
            time.sleep(0.1)
        assert [each["set"] for each in clips["clips"]] == [1], clips
        time.sleep(1)  # what is sent from another thread would be seen
    assert not detector.log.exists(), detector.log.read_text()


def test_nothing_that_is_imported_can_send(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "import formcheck.vision.estimator as e\n"
        "e.make_landmarker('lite', masks=True).close()\n"
        "print(*sorted({'requests', 'httpx', 'aiohttp', 'grpc', 'urllib3'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=300,
        check=True,
    )
    assert done.stdout.strip() == ""
