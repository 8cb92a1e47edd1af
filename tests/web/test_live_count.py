"""The count stands on one line, whatever it is and whatever the screen."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import in_chromium
from tests.figures import rows
from tests.web.page_helpers import Start
from tests.web.scripted import Scripted
from tests.web.watching import watching

pytestmark = in_chromium

SCREENS = [(390, 844), (844, 390), (1024, 768), (1280, 800), (1920, 1080)]

LAID_OUT = """() => {
  const box = (name) => {
    const found = document.querySelector(name);
    return found && { ...found.getBoundingClientRect().toJSON(), lines: lines(found) };
  };
  const lines = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map((each) => Math.round(each.top))).size;
  };
  const text = document.createRange();
  text.selectNodeContents(document.querySelector(".number"));
  return {
    text: text.getBoundingClientRect().toJSON(), number: box(".number"), unit: box(".unit"),
    beside: box(".gauge") ?? box(".form-bar"), which: box(".which"), board: box(".board"),
  };
}"""

SHOW = """async (text) => {
  const { showFigure } = await import("/js/live-tally.js");
  showFigure(document.querySelector(".number"), text);
}"""


def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two boxes do not overlap by a pixel."""
    return bool(
        one["right"] <= other["left"] + 1
        or other["right"] <= one["left"] + 1
        or one["bottom"] <= other["top"] + 1
        or other["bottom"] <= one["top"] + 1
    )


def looks_right(page: Page, shown: str) -> None:
    found = page.evaluate(LAID_OUT)
    board = found["board"]
    # As wide as the digits, as high as their line: a font's own box is higher than any digit.
    text = found["text"] | {edge: found["number"][edge] for edge in ("top", "bottom", "height")}
    assert found["number"]["lines"] == 1, shown
    assert board["left"] <= text["left"], shown
    assert text["right"] <= board["right"], shown
    assert board["top"] <= text["top"], shown
    assert found["unit"]["bottom"] <= board["bottom"] + 1, shown
    assert text["height"] >= (60 if len(shown) < 4 else 30), shown  # read across a room
    for neighbour in ("unit", "beside", "which"):
        assert apart(text, found[neighbour]), (shown, neighbour)
    assert apart(found["unit"], found["beside"]), shown


@pytest.mark.parametrize("screen", SCREENS, ids=lambda each: f"{each[0]}x{each[1]}")
class TestTheCount:
    def test_of_reps(self, browser: Browser, start: Start, screen: tuple[int, int]) -> None:
        size = {"width": screen[0], "height": screen[1]}
        with watching(browser, start(rows(1)), viewport=size) as seen:
            live = Scripted(seen.page)
            page = seen.begin(reps=128)
            for reps in (8, 12, 76, 128):
                live.count(reps)
                expect(page.locator(".number")).to_have_text(str(reps))
                looks_right(page, str(reps))
            live.answers = False
            page.wait_for_timeout(300)
            for text in ("12 + 2", "128 + 12", "12/15"):
                page.evaluate(SHOW, text)
                looks_right(page, text)

    def test_of_a_hold(self, browser: Browser, start: Start, screen: tuple[int, int]) -> None:
        size = {"width": screen[0], "height": screen[1]}
        with watching(browser, start(rows(1)), viewport=size) as seen:
            live = Scripted(seen.page)
            page = seen.begin("plank", hold_s=90)
            for seconds in (8, 76, 128):
                live.count(hold_s=seconds, good_hold_s=seconds / 2)
                expect(page.locator(".form-bar")).to_contain_text(f"{seconds // 2} s")
                looks_right(page, str(seconds))
            live.answers = False
            page.wait_for_timeout(300)
            for text in ("1:30", "12:05"):
                page.evaluate(SHOW, text)
                looks_right(page, text)
