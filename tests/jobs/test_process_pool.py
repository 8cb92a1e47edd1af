"""Tasks in processes of their own: one that dies takes no other along."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from formcheck.errors import UnwrittenError
from formcheck.jobs.process_limits import OPEN_FILES
from formcheck.jobs.process_pool import TooMuchMemory, WorkerDied, WorkerPool
from tests.jobs import tasks

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]


def wait_for(file: Path) -> int:
    for _ in range(200):
        if file.exists() and file.read_text():
            return int(file.read_text())
        time.sleep(0.05)
    raise AssertionError("it did not begin")


def test_results_errors_and_a_death() -> None:
    with WorkerPool(1) as pool:
        dies, fails = pool.submit(tasks.die), pool.submit(tasks.fail, "no")
        doubles, other = pool.submit(tasks.double, 21), pool.submit(tasks.unsendable)
        with pytest.raises(WorkerDied):
            dies.result(30)
        with pytest.raises(ValueError, match="no"):
            fails.result(30)
        assert doubles.result(30) == 42
        with pytest.raises(RuntimeError):
            other.result(30)


def test_what_waits_can_be_cancelled_and_what_runs_is_ended(tmp_path: Path) -> None:
    pool = WorkerPool(1)
    runs = pool.submit(tasks.sleep, str(tmp_path / "pid"))
    waits, dropped = pool.submit(tasks.double, 1), pool.submit(tasks.double, 2)
    wait_for(tmp_path / "pid")
    assert waits.cancel()
    began = time.monotonic()
    pool.shutdown(wait=True, cancel_futures=True)
    assert time.monotonic() - began < 10
    with pytest.raises(WorkerDied):
        runs.result(1)
    with pytest.raises(CancelledError):
        dropped.result(1)
    with pytest.raises(RuntimeError, match="shut down"):
        pool.submit(tasks.double, 1)


def test_one_that_hangs_can_be_killed(tmp_path: Path) -> None:
    with WorkerPool(1) as pool:
        hangs = pool.submit(tasks.sleep, str(tmp_path / "pid"))
        wait_for(tmp_path / "pid")
        pool.kill(hangs)
        with pytest.raises(WorkerDied):
            hangs.result(10)
        pool.kill(hangs)
        assert pool.submit(tasks.double, 2).result(30) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="does not say how much memory there is")
def test_one_that_takes_too_much_memory_is_ended_alone() -> None:
    with WorkerPool(1, memory_bytes=300_000_000) as pool:
        greedy, modest = pool.submit(tasks.grow, 800), pool.submit(tasks.grow, 10)
        with pytest.raises(TooMuchMemory):
            greedy.result(60)
        assert modest.result(60) == 10


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_task_may_not_open_files_without_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with WorkerPool(1) as pool:
        assert pool.submit(tasks.open_many, str(tmp_path / "file")).result(60) < OPEN_FILES


def test_a_process_takes_another_task_if_it_may_and_a_new_one_follows_a_death() -> None:
    with WorkerPool(1, reuse=True) as pool:
        first, second = pool.submit(tasks.process_id), pool.submit(tasks.process_id)
        assert first.result(30) == second.result(30)
        with pytest.raises(WorkerDied):
            pool.submit(tasks.die).result(30)
        with pytest.raises(ValueError, match="no"):
            pool.submit(tasks.fail, "no").result(30)
        third = pool.submit(tasks.process_id).result(30)
        assert third not in (first.result(), os.getpid())
    with WorkerPool(1) as pool:
        assert pool.submit(tasks.process_id).result(30) != pool.submit(tasks.process_id).result(30)


@pytest.mark.skipif(sys.platform == "win32", reason="has neither")
def test_work_of_ones_own_is_like_that_of_this_process() -> None:
    mask = os.umask(0)
    os.umask(mask)
    with WorkerPool(1, background=False) as own, WorkerPool(1) as server:
        assert own.submit(tasks.mask_and_niceness).result(30) == (mask, os.nice(0), False)
        private, nice, hears = server.submit(tasks.mask_and_niceness).result(30)
    assert (private, hears) == (0o077, False)
    assert nice >= os.nice(0) + 1 or os.nice(0) == 19


def test_an_error_says_where_in_the_worker_it_came_from() -> None:
    with WorkerPool(1) as pool, pytest.raises(ValueError, match="no") as caught:
        pool.submit(tasks.fail, "no").result(30)
    assert "in fail" in "".join(caught.value.__notes__)


def test_an_error_brings_along_what_was_found() -> None:
    error = pickle.loads(pickle.dumps(UnwrittenError("no room", result=[1, 2])))
    assert (str(error), error.result) == ("no room", [1, 2])


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals are blocked on Unix")
def test_the_first_process_of_a_program_is_not_interrupted_while_it_starts() -> None:
    program = (
        "from formcheck.jobs.process_pool import WorkerPool\n"
        "from tests.jobs import tasks\n"
        "with WorkerPool(1) as pool:\n"
        "    print(pool.submit(tasks.ignores_ctrl_c_from_the_start).result(60))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"
