from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import pytest

from formcheck.errors import UsageError
from formcheck.history import Database, Sessions
from formcheck.history.database import FILE
from tests.command_line import invoke

CLIPS = Path(__file__).parents[2] / "sample_videos"
LIVE = [sys.executable, "-m", "formcheck.cli", "live", "--exercise=bent-over-row", "--model=full"]
"""The full model, however slow a busy machine is."""


@pytest.fixture
def display() -> Iterator[str]:
    """A display that nobody sees."""
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb")
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            yield ":" + told.readline().strip()
    finally:
        server.terminate()
        server.wait()


def without_display() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if "DISPLAY" not in name}


def kept(folder: Path) -> bool:
    """Whether there is a rep in the history of a process that goes on."""
    try:
        with closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)) as database:
            return bool(database.execute("select count(*) from reps").fetchone()[0])
    except sqlite3.OperationalError:
        return False


@pytest.mark.real
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_without_a_display_it_says_what_to_do() -> None:
    done = subprocess.run(
        LIVE, env=without_display(), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "formcheck serve" in done.stderr


@pytest.mark.real
def test_a_file_is_coached_in_real_time_and_counted(display: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [*LIVE, "--camera", str(CLIPS / "row-flat.mp4"), "--reps", "4", "--data", str(tmp_path)],
        env=without_display() | {"DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert "Bent-over row: 4 reps (4 good); no fault found" in done.stdout
    assert "Set 1: 4 reps, target reached" in done.stdout
    with Database(tmp_path) as database:
        (head,), _ = Sessions(database).heads()
    assert (head.kind, head.reps, head.good_reps) == ("live", 4, 4)


@pytest.mark.real
def test_ctrl_c_prints_the_summary(display: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*LIVE, "--camera", str(CLIPS / "row-flat.mp4"), "--reps", "1", "--data", str(tmp_path)],
        env=without_display() | {"DISPLAY": display},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not kept(tmp_path) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Bent-over row: " in out
    assert "Interrupted" in out
    assert err == ""


@pytest.mark.real
def test_a_camera_that_is_not_there(display: str) -> None:
    done = subprocess.run(
        [*LIVE, "--camera", "77", "--no-history"],
        env=without_display() | {"DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 3
    assert re.fullmatch(r"error: camera 77 cannot be opened: .*\n", done.stderr)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["-e", "plank", "--reps", "3"], "--hold"),
        (["-e", "push-up", "--hold", "3"], "--reps"),
        (["-e", "push-down"], "push-down"),
    ],
)
def test_what_cannot_be(args: list[str], told: str) -> None:
    done = invoke("live", *args)
    assert done.exit_code == 2
    assert told in done.stderr


def test_an_opencv_without_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    from formcheck.window import opencv_window

    def refuse(*_: object) -> None:
        raise cv2.error("The function is not implemented")

    monkeypatch.setattr(cv2, "namedWindow", refuse)
    with pytest.raises(UsageError, match="formcheck serve"):
        opencv_window.Window()
    monkeypatch.setattr(opencv_window, "_PROBE", "raise SystemExit(1)")
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(UsageError, match="formcheck serve"):
        opencv_window.check_display()
