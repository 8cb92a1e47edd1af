"""Tries an installed formcheck as a person would: its help, an analysis, its server."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

ADDRESS = re.compile(r"formcheck is at http://([^/\s]+)(?:/\?token=(\S+))?")

SLOW_S = 300.0
"""No answer of the program takes longer than this, seconds."""

Start = Callable[[list[str]], "subprocess.Popen[str]"]
"""Starts the program with arguments; what it says comes through its pipe."""


def check(start: Start, serve: list[str], video: str, out: Path, inside: str) -> str:
    """Try the program.

    Args:
        start: Starts it.
        serve: The arguments that start its server, on a free port.
        video: A sample video, by the name that the program knows; its truth is known here.
        out: A folder for what it writes.
        inside: That folder, by the name that the program knows.

    Returns:
        Its version.

    Raises:
        AssertionError: Something does not work.
    """
    version = _said(start(["--version"])).split()[1]
    assert "analyze" in _said(start(["--help"]))
    _said(start(["analyze", video, "--exercise", "bent-over-row", "--out", inside]))
    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    truth = json.loads(_truth().read_text(encoding="utf-8"))
    assert result["summary"]["reps"] == len(truth["reps"]), result["summary"]
    assert "<svg" in (out / "report.html").read_text(encoding="utf-8")
    _check_server(start(serve))
    return version


def _truth() -> Path:
    return Path(__file__).parents[1] / "sample_videos" / "row-rounded.json"


def _said(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=SLOW_S)
    assert process.returncode == 0, said
    return said


def _check_server(process: subprocess.Popen[str]) -> None:
    hurry = threading.Timer(SLOW_S, process.kill)
    hurry.start()
    assert process.stdout is not None
    found = None
    said = ""
    while found is None and (line := process.stdout.readline()):
        said += line
        found = ADDRESS.search(line)
    assert found is not None, said
    port, token = found[1].rpartition(":")[2], found[2]
    page = _get(port, "/", token)
    assert "<script" in page, page
    script = re.search(r'src="([^"]+\.js)"', page)
    assert script is not None
    assert _get(port, f"/{script[1].lstrip('/')}", token)
    assert json.loads(_get(port, "/api/v1/exercises", token))
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    hurry.cancel()
    assert process.returncode == 0, (process.returncode, said)


def _get(port: str, path: str, token: str | None) -> str:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read().decode())
