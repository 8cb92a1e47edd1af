"""One browser serves all tests of a process, and is in the way of none."""

from __future__ import annotations

import asyncio

import pytest
from playwright.sync_api import Browser

from tests.chromium import in_chromium

BEFORE: list[Browser] = []


@pytest.mark.parametrize("time", ["first", "second"])
class TestOneAfterTheOther:
    pytestmark = in_chromium

    def test_it_is_the_same_and_nothing_is_left_open(self, browser: Browser, time: str) -> None:
        assert browser.contexts == []
        assert time == "first" or [browser] == BEFORE
        BEFORE[:] = [browser]
        browser.new_page()

    def test_meanwhile_a_test_may_run_a_loop_of_its_own(self, time: str) -> None:
        async def after_a_moment() -> str:
            await asyncio.sleep(0)
            return time

        assert asyncio.run(after_a_moment()) == time
