"""A real server, real workers, a real model."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from formcheck.history import Analyses, Database
from tests.processor_time import processor_s, processor_s_of
from tests.web.serving import ROOT, Server, serving

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]

CLIP = ROOT / "sample_videos" / "row-rounded.mp4"
SHORT_S = 3.0
TRUTH = json.loads(CLIP.with_suffix(".json").read_text())


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginning of the clip, where all that matters is that it is analysed."""
    import av

    path = tmp_path_factory.mktemp("clips") / "short.mp4"
    with av.open(str(CLIP)) as whole, av.open(str(path), "w") as cut:
        stream = cut.add_stream_from_template(whole.streams.video[0])
        for packet in whole.demux(video=0):
            if packet.dts is not None and packet.dts * packet.time_base < SHORT_S:
                packet.stream = stream
                cut.mux(packet)
    return path


def test_an_upload_from_end_to_end(server: Server) -> None:
    id_ = server.upload(CLIP, "my%20set.mp4", annotate="true", model="full")
    done = server.wait(id_, "done", "failed")
    assert done["state"] == "done", done["reason"]
    assert len(done["files"]) == 7
    result = server.ask(f"/analyses/{id_}/result")
    assert result["source"]["path"] == "my set.mp4"
    assert len(result["reps"]) == len(TRUTH["reps"])
    assert set(result["summary"]["faults"]) == {fault["id"] for fault in TRUTH["faults"]}
    skeleton = server.ask(f"/analyses/{id_}/files/skeleton.json")
    assert len(skeleton["frames"]) == TRUTH["frames"]
    assert len(skeleton["frames"][100]) == 1 + 3 * len(skeleton["joints"])
    trace = server.ask(f"/analyses/{id_}/files/trace.json")
    assert {len(column) for column in trace.values()} == {TRUTH["frames"]}
    record = server.ask(f"/sessions/{done['session']}")
    assert record["reps"] == len(TRUTH["reps"])
    assert "my set" not in server.log.read_text()


def test_broken_videos_fail_with_their_reason_and_the_next_goes_on(
    server: Server, short: Path
) -> None:
    whole = CLIP.read_bytes()
    broken = {
        "text.mp4": b"this is no video" * 100,
        "noise.mp4": os.urandom(50_000),
        "head.mp4": whole[:2_000],
    }
    ids = {name: server.upload(content, name) for name, content in broken.items()}
    good = server.upload(short)
    for name, id_ in ids.items():
        failed = server.wait(id_, "failed", "done")
        assert (failed["state"], failed["code"]) == ("failed", "unreadable")
        assert name in failed["reason"]
        assert "/" not in failed["reason"].replace("and/or", "")
    assert server.wait(good, "done", "failed")["state"] == "done"


def test_cancelling_and_killing_a_worker(server: Server, short: Path) -> None:
    cancelled, killed, next_ = server.upload(CLIP), server.upload(CLIP), server.upload(short)
    server.wait_for_frames(cancelled)
    server.ask(f"/analyses/{cancelled}/cancel", "POST")
    server.wait(cancelled, "cancelled", seconds=20)
    server.wait_for_frames(killed)
    os.kill(server.worker(), signal.SIGKILL)
    failed = server.wait(killed, "failed", seconds=20)
    assert failed["code"] == "worker-died"
    assert server.wait(next_, "done", "failed")["state"] == "done"


def test_a_killed_server_loses_no_analysis_and_leaves_no_worker(
    tmp_path: Path, short: Path
) -> None:
    first = Server(tmp_path / "data")
    running, waiting = first.upload(short), first.upload(short)
    first.wait_for_frames(running)
    worker = first.worker()
    first.kill()
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists():
            break
        time.sleep(0.05)
    else:
        raise AssertionError("the worker lives on")
    with serving(tmp_path / "data") as second:
        for id_ in (running, waiting):
            done = second.wait(id_, "done", "failed")
            assert done["state"] == "done", done["reason"]
        assert second.ask("/sessions")["total"] == 2


def test_sigterm_ends_the_server_in_good_order_and_leaves_its_work_to_the_next(
    tmp_path: Path,
) -> None:
    first = Server(tmp_path / "data")
    running = first.upload(CLIP)
    wait_until(lambda: len(first.children()) == 3)  # the worker, live poses, multiprocessing's own
    started = first.children()
    first.process.send_signal(signal.SIGTERM)  # as systemd and docker stop do
    assert first.process.wait(20) == 0, first.log.read_text()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))
    assert first.log.read_text().count("\n") == 1
    with Database(tmp_path / "data") as database:
        (left,) = Analyses(database).unfinished()
        assert left.id == running


def test_an_upload_that_breaks_off_leaves_nothing(server: Server, tmp_path: Path) -> None:
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(
            b"POST /api/v1/analyses?exercise=plank HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Length: 3000000\r\n\r\n" + b"x" * 2_000_000
        )
        folder = tmp_path / "data" / "analyses"
        wait_until(lambda: len(list(folder.iterdir())) == 1)
    wait_until(lambda: not list(folder.iterdir()))
    assert server.ask("/analyses") == []
    assert server.log.read_text().count("\n") == 1


def test_600_half_sent_requests_shut_nobody_out(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--token=open-sesame") as server, ExitStack() as lines:
        port = int(server.url.partition("/?")[0].rpartition(":")[2])
        for _ in range(600):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            line.sendall(b"GET /api/v1/about HTTP/1.1\r\nHost: 127.0.0.1\r\nX-")
        began = time.monotonic()
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/v1/about", headers={"Authorization": "Bearer open-sesame"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.status == 200
        assert time.monotonic() - began < 5
        assert len(list(Path(f"/proc/{server.process.pid}/fd").iterdir())) < 400
    assert server.log.read_text().count("\n") == 1


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_limits_are_kept_in_the_worker(tmp_path: Path) -> None:
    from formcheck.jobs.worker import Job, run_job

    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "video").write_bytes(CLIP.read_bytes())
    plain = Job(str(folder), "set.mp4", "bent-over-row", "lite", False, 5.0, 10**7)
    long = run_job(plain)
    assert (long.state, long.code) == ("failed", "too-long")
    small = Job(str(folder), "set.mp4", "bent-over-row", "lite", False, 60.0, 1000)
    large = run_job(small)
    assert (large.state, large.code) == ("failed", "too-many-pixels")


def test_a_playlist_is_no_upload(tmp_path: Path) -> None:
    from formcheck.jobs.worker import Job, run_job

    (tmp_path / "a.ts").write_bytes(b"")
    for text in ("ffconcat version 1.0\nfile video\n", "#EXTM3U\n#EXTINF:1,\na.ts\n"):
        (tmp_path / "video").write_text(text)
        done = run_job(Job(str(tmp_path), "set.mp4", "plank", "lite", False, 60.0, 10**7))
        assert (done.state, done.code) == ("failed", "unreadable")
        assert done.reason.startswith("set.mp4 is not a video")
        assert str(tmp_path) not in done.reason


class TestStarting:
    def test_the_page_is_there_soon(self, tmp_path: Path) -> None:
        """In about four times what its libraries need: 2 s where nothing else is done, which
        benchmarks/live.py prints."""
        libraries = processor_s("import fastapi, uvicorn, numpy, cv2, av")
        with serving(tmp_path / "data") as server:
            with urllib.request.urlopen(server.url, timeout=20) as answer:
                assert b"formcheck" in answer.read()
            assert processor_s_of(server.process.pid) < 8 * libraries

    def run(self, *options: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "formcheck.cli", "serve", "--no-browser", *options],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stderr

    def test_a_port_that_is_in_use(self, tmp_path: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            status, said = self.run(f"--port={port}", f"--data={tmp_path}")
        assert status == 2
        assert (
            said == f"error: port {port} is in use: say another with --port, or end what uses it\n"
        )

    def test_a_folder_that_another_server_uses(self, server: Server, tmp_path: Path) -> None:
        status, said = self.run("--port=0", f"--data={tmp_path / 'data'}")
        assert status == 2
        assert "another formcheck serve uses this folder" in said
        assert said.count("\n") == 1

    @pytest.mark.parametrize(
        "options",
        [("--tls-cert=a.pem",), ("--tls-cert=a.pem", "--tls-key=b.pem"), ("--host=no.such",)],
    )
    def test_what_cannot_be(self, tmp_path: Path, options: tuple[str, ...]) -> None:
        status, said = self.run("--port=0", f"--data={tmp_path}", *options)
        assert status == 2
        assert said.startswith("error: --")
        assert said.count("\n") == 1

    def test_another_address_asks_for_a_token_that_it_printed(self, tmp_path: Path) -> None:
        with serving(tmp_path / "data", "--host=0.0.0.0") as server:
            text = server.log.read_text()
            assert "?token=" in text
            assert "--tls-cert" in text
            port = server.url.rpartition(":")[2].partition("/")[0]
            server.url = f"http://127.0.0.1:{port}"
            assert server.ask("/sessions")["code"] == "no-token"


def test_over_tls_the_server_says_that_it_is_secure(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, *files],
        check=True,
        capture_output=True,
    )
    trusting = ssl.create_default_context(cafile=str(certificate))
    with serving(
        tmp_path / "data", f"--tls-cert={certificate}", f"--tls-key={key}", "--token=open-sesame"
    ) as server:
        assert server.url.startswith("https://127.0.0.1:")
        at = server.url.partition("/?")[0]
        request = urllib.request.Request(
            f"{at}/api/v1/about", headers={"Authorization": "Bearer open-sesame"}
        )
        with urllib.request.urlopen(request, context=trusting, timeout=20) as answer:
            assert json.loads(answer.read())["secure"] is True
