"""What holds for every page in a real browser: how it looks, fits and speaks."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from formcheck.result import number_words, reason_words
from formcheck.severity import SEVERITIES
from tests.axe import serious
from tests.chromium import in_chromium
from tests.history.made_up import a_set, a_trace
from tests.web.replaying import make_history
from tests.web.site import PARTIAL, ROUNDED, Site

pytestmark = in_chromium


LOOK = """() => [...document.querySelectorAll("main :not(svg *)")].map((each) => {
  const box = each.getBoundingClientRect(), seen = getComputedStyle(each);
  return [each.tagName, each.className, box.x, box.y, box.width, box.height, seen.position].join();
})"""


def test_a_page_looks_the_same_wherever_one_comes_from(site: Site) -> None:
    assert site.services
    site.services.sessions.begin("live", sets=[a_set()])

    def look(address: str) -> Any:
        site.go(address)
        site.page.wait_for_timeout(300)
        return site.page.evaluate(LOOK)

    pages = ("", "live/plank", "plans", "videos", "history")
    alone = {}
    for each in pages:
        site.page.goto("about:blank")
        alone[each] = look(each)
    for each in (*pages, *pages):  # the second time with all style sheets there
        assert look(each) == alone[each], each


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (1280, "light")])
def test_every_page_fits_and_is_accessible(
    site: Site, browser: Browser, width: int, scheme: Literal["dark", "light"]
) -> None:
    assert site.services
    make_history(site.services)
    site.go("videos")
    site.upload(ROUNDED, PARTIAL)
    a, b = site.done("row-rounded.mp4"), site.done("row-partial.mp4")
    kept = site.services.sessions.begin("live", sets=[a_set(), a_set(2)], traces={1: a_trace()})
    compared = f"compare/{a.partition('/')[2]}/{b.partition('/')[2]}"
    pages = ("videos", a, compared, "history", f"history/{kept}", f"history/{kept}/2")
    phone = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    small = Site(phone, site.url)
    for address in pages:
        small.go(address)
        phone.wait_for_timeout(300)
        assert phone.evaluate("document.documentElement.scrollWidth") <= width, address
        assert serious(phone) == [], address
    small.assert_quiet()
    phone.close()


def test_the_pages_speak_as_the_report_does(site: Site) -> None:
    site.go("videos")
    numbers = [0.0, 7.26, 59.97, 75.5, 3723.0]
    values: list[tuple[float, str]] = [
        (41.3, "deg"),
        (-0.2, "deg"),
        (-4.0, "deg"),
        (0.123, "ratio"),
        (31.2, "%"),
        (1.2, "torso"),
    ]
    said = site.page.evaluate(
        """async ([numbers, values, severities, attempts, unknown]) => {
          const { rank, severityWords, signOf } = await import("/js/severities.js");
          const written = await import("/js/numbers.js");
          const phrases = await import("/js/phrases.js");
          return {
            attempts: attempts.map((reason) => phrases.attemptWords({ reason })),
            unknown: unknown.map(phrases.unjudgedWords),
            severities: severities.map((each) => [
              rank(each), severityWords(each), signOf(each),
            ]),
            times: numbers.map(written.time), lengths: numbers.map(written.duration),
            values: values.map(([number, unit]) => written.value(number, unit)),
          };
        }""",
        [
            numbers,
            values,
            list(SEVERITIES),
            list(reason_words.ATTEMPT_WORDS),
            list(reason_words.UNKNOWN_WORDS),
        ],
    )
    assert said == {
        "attempts": [*reason_words.ATTEMPT_WORDS.values()],
        "unknown": [*reason_words.UNKNOWN_WORDS.values()],
        "severities": [
            [place, each.words, each.sign] for place, each in enumerate(SEVERITIES.values())
        ],
        "times": [number_words.clock(each) for each in numbers],
        "lengths": [number_words.duration(each) for each in numbers],
        "values": [number_words.value(*each) for each in values],
    }
