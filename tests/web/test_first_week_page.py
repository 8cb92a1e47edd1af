"""The two-minute start in a browser, by the keyboard: a plan, the own posture, an exercise."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.axe import serious
from tests.checking.test_own_best import leaning
from tests.chromium import in_chromium
from tests.web.page_helpers import Start
from tests.web.watching import until, watching

pytestmark = in_chromium

SHOTS = os.environ.get("FORMCHECK_SHOTS")
"""Where pictures go, if they are wanted."""


def looks(page: Page, name: str) -> None:
    """It fits both sizes and is accessible in both schemes; pictures if wanted."""
    for width, height, scheme in ((390, 844, "dark"), (390, 844, "light"), (1280, 800, "light")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert serious(page) == [], (name, width, scheme)
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{scheme}.png", full_page=True)


def test_three_questions_a_plan_and_the_own_posture(browser: Browser, start: Start) -> None:
    server = start(lambda _: leaning(-2.0))
    with watching(browser, server, viewport={"width": 390, "height": 844}) as seen:
        page = seen.page
        page.goto(f"{server.url}/#/")
        page.get_by_role("link", name="Make one in two minutes").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your first week")
        days = page.locator(".plan-days li")
        expect(days).to_have_count(3)
        page.get_by_role("button", name="2", exact=True).press("Enter")
        expect(days).to_have_count(2)
        expect(days.first).to_contain_text("Monday Full-body strength")
        page.get_by_role("button", name="Dumbbells").press("Space")
        plan = page.get_by_role("region", name="Your plan")
        expect(plan).not_to_contain_text("You lack something")
        expect(plan).to_contain_text("Deadlift")
        spared = page.get_by_role("button", name="Lower back")
        spared.press("Space")
        expect(plan).to_contain_text("ask a doctor or a physiotherapist")
        expect(plan).to_contain_text("Left out: Squat, Deadlift")
        expect(spared).to_have_attribute("aria-pressed", "true")
        looks(page, "first-week")
        page.get_by_role("button", name="Follow this plan").press("Enter")
        fitted = "Start Full-body strength, fitted"
        expect(plan.get_by_role("link", name=fitted)).to_be_visible()
        page.get_by_role("button", name="3", exact=True).press("Enter")  # another one after all
        expect(days).to_have_count(3)
        expect(plan.get_by_role("link", name=fitted)).to_have_count(0)
        page.get_by_role("button", name="2", exact=True).press("Enter")
        expect(days).to_have_count(2)
        page.get_by_role("button", name="Follow this plan").press("Enter")
        expect(plan.get_by_role("link", name=fitted)).to_be_visible()

        page.get_by_role("link", name="Show it standing").press("Enter")
        expect(page.get_by_label("Keep my posture in it as my own")).to_be_checked()
        looks(page, "own-posture")
        page.click(".start")
        until(page, "Number(document.querySelector('.number')?.textContent) >= 2")
        page.get_by_role("button", name="Finish").click()
        expect(page.locator(".summary")).to_contain_text("Kept: your own upright trunk, standing")
        looks(page, "kept")
        page.get_by_role("link", name="First week").press("Enter")
        expect(page.locator("main")).to_contain_text("Kept: your own upright trunk, standing")

        page.goto(f"{server.url}/#/")
        page.locator(".due").get_by_role("link", name=fitted).press("Enter")
        page.click(".start")
        until(page, "document.querySelector('.coming-name')?.textContent.startsWith('Walking')")
        page.keyboard.press("s")
        expect(page.locator(".coming-name")).to_have_text("Overhead press")
        expect(page.locator(".coming-figure svg animate").first).to_be_attached()
    assert seen.complaints == []
