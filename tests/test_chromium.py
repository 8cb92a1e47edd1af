"""One browser serves all tests of a process, and is in the way of none."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.sync_api import Browser

from tests.chromium import ADDRESS_BAR, in_chromium

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


class TestItsFlags:
    pytestmark = in_chromium

    def test_what_playwright_turns_off_stays_off(self, browser: Browser) -> None:
        page = browser.new_page()
        page.goto("chrome://version")
        line = page.locator("#command_line").inner_text()
        by_playwright, ours = (
            set(names.split(",")) for names in re.findall(r"--disable-features=(\S+)", line)
        )
        assert by_playwright <= ours
        assert set(ADDRESS_BAR) <= ours
