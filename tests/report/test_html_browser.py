"""The report in a real browser: offline, both colour schemes, a phone's width, and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from formcheck.report import write_report
from tests.axe import serious
from tests.chromium import in_chromium
from tests.result.sessions import Made

pytestmark = in_chromium


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_is_quiet_and_fits(
    browser: Browser, any_session: Made, tmp_path: Path, width: int, scheme: str
) -> None:
    made = any_session
    file = write_report(tmp_path, made.result, made.exercise, made.trace, made.stills)
    context = browser.new_context(
        offline=True,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    said: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    assert said == []
    assert [url for url in requests if not url.startswith("data:")] == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").is_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(16, 21, 20)" if scheme == "dark" else "rgb(244, 246, 245)")
    assert serious(page) == []
    pictures = page.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert pictures == [640] * len(made.stills)
    context.close()


@pytest.mark.parametrize("name", ["Hips rise before the shoulders", 3 * "a very long name, "])
def test_a_long_name_of_a_fault_stands_whole_beside_its_lane(
    browser: Browser, row: Made, tmp_path: Path, name: str
) -> None:
    first, *others = row.exercise.checks
    assert first.id in {fault.id for fault in row.result.faults}
    longer = row.exercise.model_copy(
        update={"checks": (first.model_copy(update={"name": name}), *others)}
    )
    file = write_report(tmp_path, row.result, longer, row.trace, row.stills)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(file.as_uri())
    lefts = page.locator(".timeline .lane:visible").evaluate_all(
        "all => all.map(one => one.getBBox().x)"
    )
    assert len(lefts) >= 3
    assert min(lefts) >= 0
    page.close()


def test_it_prints_on_white(browser: Browser, row: Made, tmp_path: Path) -> None:
    file = write_report(tmp_path, row.result, row.exercise, row.trace, row.stills)
    page = browser.new_page(color_scheme="dark")
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert serious(page) == []
    page.close()
