from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from formcheck.vision.native_logs import quiet, without_noise

NOISE = (
    b"W0000 00:00:1795294412.289070    6156 inference_feedback_manager.cc:114] Feedback manager\n"
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
    b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    b"I0000 00:00:1795294412.1 77 gl_context.cc:369] GL version: 3.2\n"
)


def test_native_lines_are_dropped_and_others_kept(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet():
        os.write(2, NOISE)
        os.write(2, b"a warning of another library\n")
    os.write(2, NOISE[:40] + b"\n")  # afterwards nothing is caught
    text = capfd.readouterr().err
    assert text == "a warning of another library\n" + NOISE[:40].decode() + "\n"


def test_an_error_gets_out_and_the_descriptor_is_restored(
    capfd: pytest.CaptureFixture[str],
) -> None:

    def broken() -> None:
        with quiet():
            os.write(2, NOISE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    os.write(2, b"back\n")
    assert capfd.readouterr().err == "back\n"


def test_several_threads(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        for _ in range(100):
            with quiet():
                os.write(2, NOISE)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.write(2, b"back\n")
    assert capfd.readouterr().err == "back\n"


def test_debug_leaves_everything(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_DEBUG", "1")
    with quiet():
        os.write(2, NOISE)
    assert capfd.readouterr().err.encode() == NOISE


def test_no_descriptor_leaks() -> None:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("this system does not list open files")
    before = len(list(folder.iterdir()))
    for _ in range(20):
        with quiet():
            pass
    assert len(list(folder.iterdir())) == before


CHILD = """
import sys, threading
from formcheck.vision.native_logs import quiet
with quiet():
    print("still heard", file=sys.stderr)
    assert sys.stderr.isatty() == {tty}
try:
    with quiet():
        1 / 0
except ZeroDivisionError:
    pass
with quiet():
    raise RuntimeError("with its traceback")
"""


def test_python_goes_on_talking_and_tracebacks_come_out() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(tty=False)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.startswith("still heard\nTraceback")
    assert done.stderr.endswith("RuntimeError: with its traceback\n")


def test_without_any_standard_error() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from formcheck.vision.native_logs import quiet\nwith quiet(): print(7)",
        ],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        preexec_fn=lambda: os.close(2),
        text=True,
        check=False,
    )
    assert done.stdout == "7\n"
    assert done.returncode == 0


def test_lines_that_only_resemble_noise_are_kept() -> None:
    ours = b"WARNING: the disk is full\nError: I0000\nINFO: Created a report\n"
    assert without_noise(NOISE + ours) == ours
