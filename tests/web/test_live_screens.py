"""What lies on the live page at the end of a set, in a rest and at the end; the bar of a hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import in_chromium
from tests.figures import rows
from tests.web.page_helpers import Start
from tests.web.scripted import Scripted
from tests.web.watching import watching

pytestmark = in_chromium

SIZES = [(390, 844), (1280, 800)]
ON_TOP = (".cue", ".guidance", ".countdown", ".remark")
FINISHED = {"set": 1, "attempts": 0, "hold_s": 0.0, "good_hold_s": 0.0, "reached": True}


def picture(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look: `LIVE_PICTURES` names the folder."""
    if folder := os.environ.get("LIVE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def end_a_set(live: Scripted, stage: str, **more: Any) -> None:
    live.tell("cue", id="rounded_back", text="Flatten your back", severity="risk", aloud=True)
    live.tell("attempt", reason="shallow", text="It turned back before the full range.")
    live.tell("guidance", code="turn", text="Turn side-on", blocking=False)
    live.count(12, stage=stage)
    live.tell("stage", stage=stage, set=1, sets=3)
    done = {"reps": 12, "count": "12", "text": "Set 1: 12 reps, target reached", "say": "12 reps."}
    live.tell("set_finished", **(FINISHED | done | more), again=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda each: f"{each[0]}x{each[1]}")
def test_nothing_lies_over_a_rest_or_the_end(
    browser: Browser, start: Start, size: tuple[int, int], scheme: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with watching(browser, start(rows(1)), viewport=viewport, color_scheme=scheme) as seen:
        live = Scripted(seen.page)
        page = seen.begin(reps=12)
        live.count(7)
        expect(page.locator(".number")).to_have_text("7")
        end_a_set(live, "rest")
        live.tell("rest", seconds=59)
        expect(page.locator(".over.rest")).to_contain_text("Set 1: 12 reps, target reached")
        for each in ON_TOP:
            expect(page.locator(each)).to_be_hidden()
        expect(page.locator(".reason")).to_have_text("")
        extra = {"reps": 14, "count": "12 + 2", "text": "Set 1: 12 + 2 reps, target reached"}
        live.tell("set_finished", **(FINISHED | extra), say="", again=True)
        expect(page.locator(".number")).to_have_text("12 + 2")
        expect(page.locator(".over.rest")).to_contain_text("12 + 2 reps")
        picture(page, f"rest-{size[0]}-{scheme}")
        end_a_set(live, "done")
        live.tell("ended", title="That was it", text="Set 3: 7 of 12 reps.")
        expect(page.locator(".over:visible")).to_contain_text("That was it")
        expect(page.locator(".over:visible")).not_to_contain_text("All done")
        for each in ON_TOP:
            expect(page.locator(each)).to_be_hidden()
        picture(page, f"end-{size[0]}-{scheme}")
        assert seen.complaints == []


def test_the_bar_of_a_hold_is_its_way_to_the_goal(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1))) as seen:
        live = Scripted(seen.page)
        page = seen.begin("plank", hold_s=40)

        def share(name: str) -> float:
            widths = "e => e.getBoundingClientRect().width / e.parentElement.clientWidth"
            return float(page.locator(name).evaluate(widths))

        live.count(hold_s=0.0, good_hold_s=0.0)
        expect(page.locator(".number")).to_have_text("0")
        page.wait_for_timeout(400)
        assert (share(".held-share"), share(".good-share")) == (0, 0)
        picture(page, "hold-0")
        live.count(hold_s=20.0, good_hold_s=10.0)
        expect(page.locator(".form-bar")).to_contain_text("10 s judged good")
        page.wait_for_timeout(400)
        assert share(".held-share") == pytest.approx(0.5, abs=0.01)
        assert share(".good-share") == pytest.approx(0.25, abs=0.01)
        picture(page, "hold-20")
