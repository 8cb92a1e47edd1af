"""What a process that opens strangers' pictures may take."""

from __future__ import annotations

import os
import sys

import pytest

from formcheck.jobs import process_limits
from formcheck.jobs.process_limits import WATCH_S, MemoryWatch, can_watch_memory, resident_bytes


def test_a_process_of_this_system_is_watched() -> None:
    if sys.platform == "win32":
        assert not can_watch_memory()
    else:
        assert can_watch_memory()
        assert (resident_bytes(os.getpid()) or 0) > 1_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="has no ps")
def test_a_unix_without_proc_is_asked_with_ps(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = resident_bytes(os.getpid()) or 0
    monkeypatch.setattr(sys, "platform", "darwin")
    told = resident_bytes(os.getpid()) or 0
    assert told == pytest.approx(exact, rel=0.2)
    assert resident_bytes(2**22 + 1) is None


def test_where_nothing_is_said_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not can_watch_memory()
    assert not MemoryWatch(os.getpid(), 1).check()


def test_it_is_looked_at_now_and_then_only(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s, looked = 0.0, 0

    def count(pid: int) -> int:
        nonlocal looked
        looked += 1
        return 100

    monkeypatch.setattr(process_limits, "resident_bytes", count)
    watch = MemoryWatch(1, 99, clock=lambda: now_s)
    for tenths in range(11):
        now_s = tenths * WATCH_S / 5
        assert watch.check() == (tenths % 5 == 0)
    assert looked == 3
    assert not MemoryWatch(1, None).check()
    assert not MemoryWatch(1, 100).check()
