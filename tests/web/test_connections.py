"""A real server on loopback: who keeps it waiting shuts out nobody else."""

from __future__ import annotations

import asyncio
import json
import resource
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from formcheck.web.connections import ConnectionLimits, Connections, fitting_open_files
from formcheck.web.server import Server, bind

pytestmark = pytest.mark.real

SOON = ConnectionLimits(connections=20, head_s=0.4, body_s=0.4, body_bytes=50)
LONG = ConnectionLimits(connections=20, head_s=60.0, body_s=60.0)
GET = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-More: "
BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nsome"
CHUNKED = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n"


class App:
    """Reads a body to its end and says how long it was; answers /early before that."""

    def __init__(self) -> None:
        self.left = 0
        self.hold = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        size, more = 0, scope["path"] != "/early"
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.left += 1
                return
            size += len(message["body"])
            more = message.get("more_body", False)
        while scope["path"] == "/long" and not self.hold.is_set():
            await asyncio.sleep(0.02)
        length = 30_000_000 if scope["path"] == "/much" else 0
        body = b"x" * length or str(size).encode()
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class Running:
    """A server in a thread, and lines to it."""

    def __init__(self, limits: ConnectionLimits, certificate: Path | None = None) -> None:
        self.app = App()
        self._line = bind("127.0.0.1", 0)
        self.port = int(self._line.getsockname()[1])
        config = uvicorn.Config(
            self.app, log_level="critical", http="h11", ssl_certfile=certificate, lifespan="on"
        )
        config.timeout_graceful_shutdown = 1
        there = threading.Event()
        self.connections = Connections(limits)
        self.server = Server(config, self.connections, there.set)
        self._thread = threading.Thread(target=self.server.run, args=([self._line],), daemon=True)
        self._thread.start()
        assert there.wait(10)

    def open(self, *said: bytes) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        for each in said:
            line.sendall(each)
        return line

    def ask(self, request: bytes = GET) -> bytes:
        with self.open(request) as line:
            return everything(line)

    def close(self) -> None:
        self.app.hold.set()
        self.server.should_exit = True
        self._thread.join(10)
        self._line.close()
        assert not self._thread.is_alive()


def everything(line: socket.socket) -> bytes:
    got = b""
    try:
        while part := line.recv(65536):
            got += part
    except ConnectionResetError:
        pass
    return got


@contextmanager
def running(limits: ConnectionLimits, certificate: Path | None = None) -> Iterator[Running]:
    made = Running(limits, certificate)
    try:
        yield made
    finally:
        made.close()


def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@pytest.mark.parametrize("said", [b"", b"G", HALF, BODY, CHUNKED], ids=str)
def test_hundreds_of_half_sent_requests_shut_nobody_out(said: bytes) -> None:
    with running(LONG) as server, ExitStack() as lines:
        for _ in range(300):
            lines.enter_context(server.open(said))
        began = time.monotonic()
        for _ in range(5):
            assert server.ask().startswith(b"HTTP/1.1 200 ")
        assert time.monotonic() - began < 5
        assert len(server.connections._held) <= LONG.connections + 1


def test_what_is_being_answered_is_not_given_up_for_another() -> None:
    with running(LONG) as server, ExitStack() as lines:
        busy = [
            lines.enter_context(server.open(GET.replace(b"/ ", b"/long ")))
            for _ in range(LONG.connections)
        ]
        until(lambda: len(server.server.server_state.tasks) == LONG.connections)
        refused = server.ask()
        assert refused.startswith(b"HTTP/1.1 503 ")
        head, _, body = refused.partition(b"\r\n\r\n")
        assert b"application/problem+json" in head
        assert json.loads(body)["code"] == "too-many"
        server.app.hold.set()
        for line in busy:
            assert everything(line).startswith(b"HTTP/1.1 200 ")
        assert server.ask().startswith(b"HTTP/1.1 200 ")


def test_an_upload_that_comes_is_not_given_up_for_those_that_do_not() -> None:
    with running(LONG) as server, ExitStack() as lines:
        upload = lines.enter_context(server.open(BODY.replace(b"1000000", b"400")))
        for _ in range(99):
            for _ in range(3):
                lines.enter_context(server.open(BODY))
            upload.sendall(b"more")
            time.sleep(0.005)
        assert everything_after(upload) == b"400"


def everything_after(line: socket.socket) -> bytes:
    line.settimeout(10)
    got = line.recv(65536)
    while b"\r\n\r\n" not in got or not got.partition(b"\r\n\r\n")[2]:
        got += line.recv(65536)
    return got.partition(b"\r\n\r\n")[2]


def trickle(line: socket.socket) -> None:
    """Send a little now and then, until the other end has had enough."""
    for _ in range(100):
        try:
            line.sendall(b"x")
        except OSError:
            return
        time.sleep(0.05)
    raise AssertionError("it is still listened to")


class TestTime:
    def test_a_head_that_does_not_come_in_time(self) -> None:
        with running(SOON) as server:
            with server.open() as silent:
                assert everything(silent) == b""
            with server.open(HALF) as half:
                said = everything(half)
            assert said.startswith(b"HTTP/1.1 408 ")
            assert json.loads(said.partition(b"\r\n\r\n")[2])["code"] == "too-slow"

    def test_a_head_that_trickles(self) -> None:
        with running(SOON) as server, server.open(HALF) as line:
            trickle(line)

    @pytest.mark.parametrize("path", [b"/ ", b"/early "])
    def test_a_body_that_trickles(self, path: bytes) -> None:
        with running(SOON) as server, server.open(BODY.replace(b"/ ", path)) as line:
            trickle(line)
            if path == b"/ ":
                until(lambda: server.app.left == 1)

    def test_a_body_that_keeps_coming_may_take_long(self) -> None:
        with running(SOON) as server, server.open(BODY.replace(b"1000000", b"1204")) as line:
            for _ in range(12):
                line.sendall(b"x" * 100)
                time.sleep(0.1)
            assert everything_after(line) == b"1204"

    def test_a_second_request_on_the_same_line(self) -> None:
        with (
            running(SOON) as server,
            server.open(GET.replace(b"Connection: close\r\n", b"")) as line,
        ):
            assert everything_after(line) == b"0"
            line.sendall(HALF)
            assert everything(line).startswith(b"HTTP/1.1 408 ")

    def test_an_answer_that_nobody_fetches(self) -> None:
        with running(SOON) as server, server.open(GET.replace(b"/ ", b"/much ")) as line:
            until(lambda: len(server.connections._held) == 1)
            until(lambda: not server.connections._held)
            assert len(everything(line)) < 30_000_000


def test_what_is_no_request_is_told_so_in_a_document() -> None:
    with running(LONG) as server:
        for nonsense in (b"\x16\x03\x01\x02\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"no\r\n\r\n"):
            said = server.ask(nonsense)
            assert said.startswith(b"HTTP/1.1 400 ")
            assert json.loads(said.partition(b"\r\n\r\n")[2])["code"] == "bad-request"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject]
    subprocess.run(
        [*command, "-keyout", str(file), "-out", str(file.with_suffix(".crt"))],
        check=True,
        capture_output=True,
    )
    file.write_text(file.read_text() + file.with_suffix(".crt").read_text())
    return file


def ask_secretly(server: Running, certificate: Path) -> bytes:
    context = ssl.create_default_context(cafile=str(certificate))
    with context.wrap_socket(server.open(), server_hostname="127.0.0.1") as line:
        line.sendall(GET)
        return everything(line)


@pytest.mark.parametrize("said", [b"", b"\x16\x03\x01", b"GET / HTTP/1.1\r\n\r\n"], ids=str)
def test_half_a_handshake_shuts_nobody_out(certificate: Path, said: bytes) -> None:
    with running(LONG, certificate) as server, ExitStack() as lines:
        assert ask_secretly(server, certificate).startswith(b"HTTP/1.1 200 ")
        for _ in range(100):
            lines.enter_context(server.open(said))
        began = time.monotonic()
        assert ask_secretly(server, certificate).startswith(b"HTTP/1.1 200 ")
        assert time.monotonic() - began < 5


def test_a_handshake_that_does_not_come_in_time(certificate: Path) -> None:
    with running(SOON, certificate) as server, server.open(b"\x16\x03\x01") as line:
        assert everything(line) == b""
        until(lambda: not server.connections._held)


def test_no_more_are_held_than_files_may_be_open() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (300, hard))
        raised = fitting_open_files(ConnectionLimits()).connections
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(hard, 1024)
        assert raised == min(256, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 3)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
