"""Trying the camera before a set: skeleton, checklist, hints; it can be stopped."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from formcheck.exercises import load_exercise
from formcheck.web.settings import Limits
from formcheck.workout.target import Target
from tests.axe import serious
from tests.chromium import in_chromium
from tests.figures import prone, upright
from tests.history.made_up import a_set
from tests.web.page_helpers import LOOKS_FPS, Start
from tests.web.watching import watching

pytestmark = in_chromium


@pytest.mark.parametrize("exercise", ["bent-over-row", "plank"])
def test_it_turns_green_and_can_be_stopped(browser: Browser, start: Start, exercise: str) -> None:
    server = start(lambda t: None if t < 0 else upright())
    with watching(browser, server, viewport={"width": 390, "height": 844}) as seen:
        page = seen.set_up(exercise)
        page.click("text=Try the camera")
        hint = page.locator(".preview-hint")
        expect(hint).to_have_text("Step into the picture")
        size = hint.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        assert size >= 32  # read from two metres
        assert serious(page) == []
        expect(hint).to_have_text("All is well: you can start")
        expect(page.locator(".checklist [data-state=good]")).to_have_count(5)
        painted = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(x => x)"
        assert page.locator(".preview canvas").evaluate(painted)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert serious(page) == []
        page.click("text=Stop the camera")
        expect(page.locator(".preview")).to_have_count(0)
        expect(page.get_by_role("button", name="Try the camera")).to_be_visible()
        page.wait_for_timeout(300)
        assert server.services.sessions.heads(limit=5)[0] == []  # nothing of it is kept


@pytest.mark.parametrize("exercise", ["bent-over-row", "plank", "plank-shoulder-tap"])
def test_the_target_is_the_lower_end_of_what_guides_ask_for(
    browser: Browser, start: Start, exercise: str
) -> None:
    """A hold is asked for in seconds, also where reps are counted within it."""
    asked = Target.of(load_exercise(exercise))
    name, amount = ("hold_s", asked.hold_s) if asked.hold_s else ("reps", asked.reps)
    with watching(browser, start(lambda _: upright())) as seen:
        page = seen.set_up(exercise)
        expect(page.locator(f"[name={name}]")).to_have_value(f"{amount:g}")
        expect(page.locator("[name=sets]")).to_have_value(str(asked.sets))


def test_a_training_begins_where_one_session_is_all_there_may_be(
    browser: Browser, start: Start
) -> None:
    server = start(
        lambda _: prone(forearms=True), limits=Limits(live_sessions=1, live_fps=LOOKS_FPS)
    )
    with watching(browser, server) as seen:
        page = seen.set_up("plank")
        page.click("text=Try the camera")
        expect(page.locator(".checklist [data-code=body]")).to_have_attribute("data-state", "good")
        page.click(".start")
        expect(page.locator(".countdown, .number").first).to_be_visible()
        expect(page.locator(".session")).to_have_attribute("data-link", "open")


def test_an_exercise_is_shown_moving_before_its_first_set(browser: Browser, start: Start) -> None:
    server = start(lambda _: upright())
    with watching(browser, server, viewport={"width": 390, "height": 844}) as seen:
        page = seen.set_up("bent-over-row")
        expect(page.locator(".demonstration svg animate").first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert serious(page) == []
        server.services.sessions.begin("live", sets=[a_set()])
        page.reload()
        with page.expect_response("**/history"):
            page.reload()
        expect(page.locator(".demonstration")).to_have_count(0)
