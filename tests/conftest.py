"""What all tests share: who runs with whom, and Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests stay in one process when they run on all cores, and in which order.

    The tests of a module stay together, because they share its browser, its server or what it has
    rendered.  A module whose tests can be parted marks them with groups of their own
    (``pytest.mark.xdist_group``).  What is `real` is slow and begins first, so that no
    process waits for another in the end.
    """
    items.sort(key=lambda item: item.get_closest_marker("real") is None)
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c_is_heard() -> Iterator[None]:
    """A test run in the background of a shell inherits that Ctrl-C is ignored, and hands it on."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
