"""A real server in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

RUN = "import sys; from formcheck.cli import main; sys.exit(main())"
"""What `python -m formcheck.cli` does."""

PATIENT = """
from formcheck.workout.programme import clock
clock.LONGEST_REP_S = 60.0
"""
"""A set of reps of a followed workout lasts as long as a slow machine takes to look at it."""


class Server:
    """A server that was started with ``formcheck serve``.

    Args:
        data: Its folder.
        options: Options of the command.
        env: More of its environment.
        browser: Whether it opens the page.
        first: What its process does first, Python.
    """

    def __init__(
        self,
        data: Path,
        *options: str,
        env: dict[str, str] | None = None,
        browser: bool = False,
        first: str = "",
    ) -> None:
        self.log = data.parent / f"serve-{time.monotonic_ns()}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    *(["-c", f"{first}{RUN}"] if first else ["-m", "formcheck.cli"]),
                    "serve",
                    "--port=0",
                    *([] if browser else ["--no-browser"]),
                    f"--data={data}",
                    *options,
                ],
                env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
                stdout=log,
                stderr=log,
                # As a person's own: Linux shares the cores by session, so that a server is not one
                # of many processes of tests.
                start_new_session=True,
            )
        self.url = self._address()

    def _address(self) -> str:
        mark = "formcheck is at "
        for _ in range(600):
            text = self.log.read_text()
            if mark in text and "Ctrl-C" in text:
                return text.partition(mark)[2].split()[0].rstrip("/")
            assert self.process.poll() is None, text
            time.sleep(0.05)
        raise AssertionError("it did not start")

    def ask(self, path: str, method: str = "GET", body: bytes | None = None) -> Any:
        request = urllib.request.Request(f"{self.url}/api/v1{path}", body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                content = answer.read()
        except urllib.error.HTTPError as error:
            content = error.read()
        return json.loads(content) if content else None

    def upload(self, video: Path | bytes, name: str = "set.mp4", **options: str) -> str:
        body = video if isinstance(video, bytes) else video.read_bytes()
        chosen = {"exercise": "bent-over-row", "annotate": "false", "model": "lite", **options}
        query = "&".join(f"{key}={value}" for key, value in {**chosen, "name": name}.items())
        made = self.ask(f"/analyses?{query}", "POST", body)
        return str(made["id"])

    def wait(self, id_: str, *states: str, seconds: float = 120) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found: dict[str, Any] = self.ask(f"/analyses/{id_}")
            if found["state"] in states:
                return found
            time.sleep(0.05)
        raise AssertionError(f"it is still {found['state']}")

    def wait_for_frames(self, id_: str) -> None:
        for _ in range(2400):
            progress = self.ask(f"/analyses/{id_}")["progress"]
            if progress and progress["frames_done"]:
                return
            time.sleep(0.05)
        raise AssertionError("it did not begin")

    def children(self) -> list[int]:
        """The processes that the server has started."""
        path = Path(f"/proc/{self.process.pid}/task")
        found = []
        for task in path.iterdir():
            found += [int(pid) for pid in (task / "children").read_text().split()]
        return found

    def worker(self) -> int:
        """The process that analyses."""
        for pid in self.children():
            # It is less important than the others: that is how it is told apart.
            if int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16]) > base():
                return pid
        raise AssertionError("nobody works")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                assert self.process.wait(20) == 0, self.log.read_text()
            except subprocess.TimeoutExpired:
                self.kill()
                raise


def base() -> int:
    """How important this process is."""
    return os.getpriority(os.PRIO_PROCESS, 0)


@contextmanager
def serving(
    data: Path,
    *options: str,
    env: dict[str, str] | None = None,
    browser: bool = False,
    first: str = "",
) -> Iterator[Server]:
    server = Server(data, *options, env=env, browser=browser, first=first)
    try:
        yield server
    finally:
        server.stop()
