"""What a worker does not need any more goes back to the system."""

from __future__ import annotations

import platform

import pytest

from formcheck.jobs.process_pool import WorkerPool

from .tasks import held_after_pictures


@pytest.mark.slow
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="sets what glibc has")
def test_pictures_that_are_gone_hold_no_memory() -> None:
    with WorkerPool() as pool:
        assert pool.submit(held_after_pictures).result() < 30_000_000  # they had 120
