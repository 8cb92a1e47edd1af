"""The report in a real browser: offline, both colour schemes, a phone's width, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from formcheck.report import write_report

from .sessions import Made

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"
    ),
]

_UNREADABLE = """
() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const e of document.querySelectorAll('h1,h2,h3,p,a,li,dt,dd,td,th,small,b,span')) {
    if (!e.textContent.trim() || !e.getClientRects().length) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) bad.push([e.className || e.tagName, contrast, e.textContent.slice(0, 30)]);
  }
  return bad;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


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
    assert page.evaluate(_UNREADABLE) == []
    pictures = page.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert pictures == [640] * len(made.stills)
    context.close()


def test_it_prints_on_white(browser: Browser, row: Made, tmp_path: Path) -> None:
    file = write_report(tmp_path, row.result, row.exercise, row.trace, row.stills)
    page = browser.new_page(color_scheme="dark")
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(_UNREADABLE) == []
    page.close()
