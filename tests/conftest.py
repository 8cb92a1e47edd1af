"""What all tests share: who runs with whom, how many threads one has, Ctrl-C, and a browser."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.chromium import CAMERA, launch
from tests.poses import FOLDER, KEPT
from tests.scheduling import (
    WAITERS,
    GroupScheduling,
    group_of,
    mostly_waits,
    place_of,
    processes,
)

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")

settings.register_profile("busy", deadline=None)  # a busy machine is no fault of an example
settings.load_profile("busy")

gc.disable()  # until all is imported: see `pytest_collection_finish`

if "PYTEST_XDIST_WORKER" in os.environ:
    # There are as many processes as cores: more threads would only get in each other's way.  The
    # libraries ask when they are imported, which is after this.
    os.environ.update(dict.fromkeys(THREADS, "1"))

GENTLE = 10
"""How nice what works is: what waits for a clock or a browser goes on at once."""


def pytest_configure(config: pytest.Config) -> None:
    """Folders of poses for all processes of the run, which inherit their names."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="formcheck-poses-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True))
        cache = getattr(config, "cache", None)  # none with `-p no:cacheprovider`
        os.environ[KEPT] = str(cache.mkdir("poses")) if cache else os.environ[FOLDER]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process for each core, and two that wait if any test does."""
    from formcheck.jobs.process_pool import cores

    return processes(cores(), any_waits="not real" not in config.option.markexpr)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """On several processes the tests of a group stay in one."""
    return GroupScheduling(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What works lets go first what waits, and nobody who works has the cores before the others."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None or os.nice(0) >= GENTLE:
        return
    if worker not in WAITERS or not mostly_waits(group_of(item.nodeid)):
        os.nice(GENTLE - os.nice(0))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is slow begins first."""
    items.sort(
        key=lambda item: place_of(item.nodeid, real=item.get_closest_marker("real") is not None)
    )


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is imported by now stays, what is garbage of it, too: no search goes through it."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c_is_heard() -> Iterator[None]:
    """A test run in the background of a shell inherits that Ctrl-C is ignored, and hands it on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, which drives the browsers of this process."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The one Chromium of this process; tests ask for `browser`."""
    found = launch(playwright, *CAMERA)
    yield found
    found.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Chromium, whose camera shows a test picture; what a test leaves open is closed after it."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a history in which nothing is, brought to the present form."""
    from formcheck.history import Database

    with Database(tmp_path_factory.mktemp("history")) as database:
        return database.file


@pytest.fixture(autouse=True)
def _no_event_loop_but_the_browsers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright's loop counts as running in this thread for as long as the browser is open.

    Tests without a browser begin loops of their own, which is forbidden in a running one.
    """
    loop = asyncio._get_running_loop()
    if loop is None or "playwright" in request.fixturenames:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)
