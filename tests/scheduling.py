"""Which tests stay in one process when they run on all cores, and which begin first.

The tests of a module stay together, because they share its browser, its server or what it has
rendered; they disturb one another where a clock or a terminal is looked at.  The tests of real
footage stay with their clip, because its poses are found once.

pytest-xdist has groups of its own (``--dist loadgroup``), but with pytest 9.2 they are silently
none: https://github.com/pytest-dev/pytest-xdist/issues/1386.
"""

from __future__ import annotations

import re

from xdist.scheduler.loadscope import LoadScopeScheduling

SLOWEST = (
    "tests/web/test_follow_real.py",
    "tests/web/test_live_page.py",
    "tests/web/test_server.py",
    "tests/web/test_videos_page.py",
)
"""These modules begin first, so that no process waits for another in the end.

They mostly wait for a browser's clock: meanwhile the poses of real footage are found.
"""

PARTED = ("tests/web/test_live_page.py", "tests/web/test_server.py", "tests/web/test_openapi.py")
"""Modules that take long and whose tests share no more than a browser: each test is a group."""

OF_A_CLIP = re.compile(r"tests/(?:vision/)?test_footage\.py::.*\[(?P<clip>\w+)")


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
    return len(SLOWEST) + (2 if not real else 1 if OF_A_CLIP.match(nodeid) else 0)


class GroupScheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each process that is free the next group."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
