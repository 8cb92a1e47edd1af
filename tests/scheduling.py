"""Which tests stay in one process when they run on all cores, which begin first, and where.

The tests of a module stay together, because they share its browser, its server or what it has
rendered; they disturb one another where a clock or a terminal is looked at.  The tests of real
footage stay with their clip, because its poses are found once.

What mostly waits, for a browser or for a clock, has two processes of its own beside one for each
core, and is served before them.  So no core idles while it waits, and it finds the machine free
when it goes on.

pytest-xdist has groups of its own (``--dist loadgroup``), but with pytest 9.2 they are silently
none: https://github.com/pytest-dev/pytest-xdist/issues/1386.
"""

from __future__ import annotations

import re
from typing import Any

from xdist.scheduler.loadscope import LoadScopeScheduling

WAITERS = ("gw0", "gw1")
"""The processes that begin with what waits: it keeps a core at work for a third of its time."""

MOST_CORES = 4
"""More processes would only need more memory."""

WAITING = (
    "tests/web/",
    "tests/window/",
    "tests/jobs/",
    "tests/report/test_html_browser.py",
    "tests/test_chromium.py",
    "tests/test_privacy.py",
)
"""Where the tests are that mostly wait."""

WORKING = ("tests/web/test_openapi.py",)
"""What works all the time though it is among them: it would take the processes that wait from a
browser, and the cores from the clock that another one looks at."""

SLOWEST = (
    "tests/web/test_follow_real.py",
    "tests/web/test_live_page.py",
    "tests/web/test_server.py",
    "tests/web/test_live_server.py",
    "tests/web/test_videos_page.py",
    "tests/web/test_follow_page.py",
    "tests/web/test_live_lifetimes.py",
    "tests/accuracy/test_guard.py",
    "tests/test_sample_videos.py",
    "tests/vision/test_variants.py",
    "tests/studio/test_kinds.py",
    "tests/finding/test_real_seams.py",
)
"""These modules begin first, so that no process waits for another in the end."""

PARTED = (
    "tests/web/test_live_page.py",
    "tests/web/test_server.py",
    "tests/web/test_live_server.py",
    "tests/web/test_openapi.py",
    "tests/web/test_videos_page.py",
)
"""Modules that take long and whose tests share no more than a browser: each test is a group."""

OF_A_CLIP = re.compile(r"tests/(?:vision/)?test_footage\.py::.*\[(?P<clip>\w+)")


def processes(cores: int, *, any_waits: bool) -> int:
    """How many processes run the tests.

    Args:
        cores: How many the machine has.
        any_waits: Whether tests are asked for that wait.
    """
    return min(cores, MOST_CORES) + (len(WAITERS) if any_waits else 0)


def mostly_waits(group: str) -> bool:
    """Whether a group waits for a browser or a clock for most of its time.

    Args:
        group: Its name, from `group_of`.
    """
    return group.startswith(WAITING) and not group.startswith(WORKING)


def group_of(nodeid: str) -> str:
    """The name of the group in which a test stays.

    Args:
        nodeid: pytest's name of the test.
    """
    if found := OF_A_CLIP.match(nodeid):
        return f"footage of {found['clip']}"
    module = nodeid.partition("::")[0]
    return nodeid if module in PARTED else module


def place_of(nodeid: str, *, real: bool) -> int:
    """Where a test stands in the order in which groups begin; equal ones stay in pytest's.

    Args:
        nodeid: pytest's name of the test.
        real: Whether it is marked so, which means slow.
    """
    module = nodeid.partition("::")[0]
    if module in SLOWEST:
        return SLOWEST.index(module)
    if OF_A_CLIP.match(nodeid):
        return len(SLOWEST)
    return len(SLOWEST) + (1 if real else 2)


class GroupScheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each process that is free the next group of its kind, or of the other if none is."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        waits = node.gateway.id in WAITERS
        for group in self.workqueue:
            if mostly_waits(group) == waits:
                self.workqueue.move_to_end(group, last=False)
                break
        super()._assign_work_unit(node)
