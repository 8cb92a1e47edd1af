"""Whether a server that runs for long stays as it was: `python -m benchmarks.long_run`.

A real server on loopback, whose camera sees a figure that rows and whose uploads are our clips with
the poses that were recorded of them, so that no model is waited for.  Hours of live sessions, one
after the other at ten frames a second of the server's clock, which is moved on, and analyses beside
them are done as fast as the machine can.  The person keeps the last sessions and videos and deletes
the older ones, so that all that is kept is of one size.

Printed is, after each part of it, what the server holds: memory, threads, open files, the database
and the folder of uploads.  The last is compared with the one after three parts of eight; the status
is 1 where something has grown by more than is allowed.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any

import uvicorn
from websockets.sync.client import connect

from formcheck.jobs.malloc import keep_memory_low
from formcheck.web.app import create_app
from formcheck.web.server import bind
from formcheck.web.services import Services
from formcheck.web.settings import Settings
from tests.figures import rows
from tests.web.live_world import Clock
from tests.web.replaying import Replayer
from tests.web.walkers import FakeFinder, frame

CLIP = Path(__file__).parents[1] / "sample_videos" / "row-partial.mp4"
FPS = 10
SESSION_S = 900.0
"""How long a session is, seconds of exercise."""

KEPT_VIDEOS, KEPT_SESSIONS = 10, 4
"""How many of each the person keeps."""

PARTS = 8
GROWTH = 1.1
"""By how much what is held may grow from the third part to the last..."""

ONE_MORE = 1
"""...and numbers by one: some threads are there only now and then."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the server holds: megabytes, and numbers."""

    memory_mb: float
    threads: int
    open_files: int
    database_mb: float
    uploads_mb: float


def held(settings: Settings) -> Held:
    """What this process holds now, what is not needed any more put aside."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    resident = int(status.partition("VmRSS:")[2].split()[0])
    files = [path for path in settings.data.iterdir() if path.is_file()]
    kept = [path for path in settings.uploads.rglob("*") if path.is_file()]
    return Held(
        memory_mb=resident / 1024,
        threads=threading.active_count(),
        open_files=sum(1 for _ in Path("/proc/self/fd").iterdir()),
        database_mb=sum(path.stat().st_size for path in files) / 1e6,
        uploads_mb=sum(path.stat().st_size for path in kept) / 1e6,
    )


class Person:
    """Who uses the server: trains in front of it, uploads, and deletes what is old.

    Args:
        url: Where the server is.
        clock: The server's, which goes on with each frame.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        self.url = url
        self.clock = clock
        self.analyses: list[str] = []
        self.sessions: list[str] = []
        self.frames = 0

    def train(self, seconds: float) -> None:
        """A live session of so many seconds of exercise.

        Raises:
            SystemExit: It was not counted.
        """
        with connect(f"ws{self.url[4:]}/api/v1/live", open_timeout=30, compression=None) as line:
            hello = {"type": "hello", "exercise": "bent-over-row", "sets": 50, "reps": 20}
            line.send(json.dumps({**hello, "rest_s": 10}))
            for number in range(round(seconds * FPS)):
                self.clock.now += 1 / FPS
                self.frames += 1
                line.send(frame(number, self.clock.now, number / FPS))
                self._answer(line, "frame")
            line.send('{"type": "finish"}')
            summary = self._answer(line, "summary")
        if not summary["session"]:
            raise SystemExit("nothing was counted: nothing is proved")
        self.sessions.append(summary["session"])

    def upload(self) -> None:
        """A video, until it is analysed.

        Raises:
            SystemExit: It could not be.
        """
        query = "exercise=bent-over-row&annotate=false&model=lite&name=set.mp4"
        made = self.ask(f"/analyses?{query}", "POST", CLIP.read_bytes())
        while (state := self.ask(f"/analyses/{made['id']}")["state"]) not in ("done", "failed"):
            time.sleep(0.02)
        if state == "failed":
            raise SystemExit("an analysis failed: nothing is proved")
        self.analyses.append(made["id"])

    def tidy_up(self) -> None:
        """Delete all but the last."""
        while len(self.analyses) > KEPT_VIDEOS:
            self.ask(f"/analyses/{self.analyses.pop(0)}", "DELETE")
        while len(self.sessions) > KEPT_SESSIONS:
            self.ask(f"/sessions/{self.sessions.pop(0)}", "DELETE")

    def ask(self, path: str, method: str = "GET", body: bytes | None = None) -> Any:
        """Ask the server something."""
        request = urllib.request.Request(f"{self.url}/api/v1{path}", body, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def _answer(self, line: Any, kind: str) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = json.loads(line.recv(60))
            if message["type"] == kind:
                return message


def run(hours: float, analyses: int) -> list[Held]:
    """Use a server for so long; what it held after each part."""
    keep_memory_low()
    found: list[Held] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder, "data"))
        posed = rows(10_000)
        with Services(settings, Replayer(), lambda: FakeFinder(posed)) as services:
            clock = services.registry.clock = Clock()
            bound = bind("127.0.0.1", 0)
            config = uvicorn.Config(
                create_app(services),
                log_level="error",
                ws="websockets-sansio",
                ws_per_message_deflate=False,
                timeout_graceful_shutdown=1,
            )
            server = uvicorn.Server(config)
            thread = threading.Thread(target=server.run, args=([bound],), daemon=True)
            thread.start()
            while not server.started:
                time.sleep(0.01)
            person = Person(f"http://127.0.0.1:{bound.getsockname()[1]}", clock)
            sessions = max(3 * PARTS, round(3600 * hours / SESSION_S))
            print("hours | analyses | " + " | ".join(each.name for each in fields(Held)))
            for part in range(PARTS):
                for _ in range(sessions * part // PARTS, sessions * (part + 1) // PARTS):
                    person.train(3600 * hours / sessions)
                    person.tidy_up()
                for _ in range(analyses * part // PARTS, analyses * (part + 1) // PARTS):
                    person.upload()
                    person.tidy_up()
                found.append(held(settings))
                done = f"{person.frames / FPS / 3600:.2f} | {analyses * (part + 1) // PARTS}"
                print(f"{done} | " + " | ".join(f"{each:.4g}" for each in astuple(found[-1])))
                sys.stdout.flush()
            server.should_exit = True
            thread.join()
            bound.close()
    return found


def what_grew(early: Held, last: Held) -> list[str]:
    """What is held that has grown by more than is allowed, by its name.

    >>> what_grew(Held(100.0, 7, 17, 4.0, 5.0), Held(109.0, 8, 19, 4.1, 5.6))
    ['open_files', 'uploads_mb']
    """
    before, after = asdict(early), asdict(last)
    allowed = {
        name: GROWTH * value if isinstance(value, float) else value + ONE_MORE
        for name, value in before.items()
    }
    return [name for name in before if after[name] > allowed[name]]


def main() -> int:
    """Use a server for long, print what it holds, and say what has grown."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--analyses", type=int, default=500)
    options = parser.parse_args()
    found = run(options.hours, options.analyses)
    grown = what_grew(found[PARTS // 4], found[-1])
    print(f"grown by more than {GROWTH - 1:.0%}: {', '.join(grown) or 'nothing'}")
    return int(bool(grown))


if __name__ == "__main__":
    sys.exit(main())
