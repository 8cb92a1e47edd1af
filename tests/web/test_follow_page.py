"""Following a workout in a real browser, with somebody who does what it asks for."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from formcheck.web.live.follow_session import FollowSession
from formcheck.workout.programme import Phase
from formcheck.workout.programme import clock as programme_clock
from tests.axe import serious
from tests.chromium import in_chromium
from tests.figures import Stick
from tests.plans.made_up import block, does, workout
from tests.web.page_helpers import Running, Start
from tests.web.watching import VOICE, until, watching
from tests.workout.test_following import POSES

pytestmark = in_chromium

expect.set_options(timeout=30_000)  # a set takes its time

TWICE = block(
    "circuit",
    does("bent-over-row", reps=[2, 2]),
    {"activity": "walking", "seconds": 4},
    rounds=2,
    rest_s=5,
)
SIZES = ((390, 844), (1280, 800))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("dark", "light")
WAITS = ("before", "paused", "after")
"""Where the page stands for as long as it takes to look at it in both schemes."""

SMALLEST = {390: 20, 1280: 28}
"""What is read from two metres, pixels: at a quarter of its size it has 7, on a telephone 5."""

TOO_SMALL = """smallest => [...document.querySelectorAll(
  ".session :is(.doing, .which, .number, .clock, .unit, .coming h2, .coming p, .cue, .guidance)"
)].filter((each) => each.checkVisibility() && each.textContent.trim())
  .map((each) => `${each.className} ${getComputedStyle(each).fontSize} ${each.textContent}`)
  .filter((each) => parseFloat(each.match(/([.0-9]+)px/)[1]) < smallest)"""


class Obedient:
    """Does what the workout on the server asks for."""

    def __init__(self) -> None:
        self.server: Running | None = None
        self.since: tuple[object, float] = (None, 0.0)

    def __call__(self, time_s: float) -> Stick | None:
        leases = list(self.server.services.registry._leases.values()) if self.server else []
        if not leases or not isinstance(leases[0].live_session, FollowSession):
            return POSES[None][0]
        following = leases[0].live_session.following
        where = following.programme.standing.where
        if where is not self.since[0]:
            self.since = (where, time_s)
        ready, work = POSES[following.task.exercise if following.task else None]
        if where is Phase.WORK:
            return work(time_s - self.since[1])
        return ready if where in (Phase.PLACING, Phase.COUNTDOWN) else POSES[None][0]


class Halting:
    """The server's clock, that stands still while somebody looks at the page, however slowly.

    The times of pictures go on for the two seconds that a browser's clock may differ.
    """

    def __init__(self) -> None:
        self._standing = 0.0, math.inf  # how late it is, and since when it stands still

    def __call__(self) -> float:
        late_s, since = self._standing  # both at once: another thread asks
        return min(time.monotonic(), since) - late_s

    @contextmanager
    def still(self) -> Iterator[None]:
        since = time.monotonic()
        late_s, _ = self._standing
        self._standing = late_s, since
        try:
            yield
        finally:
            self._standing = late_s + time.monotonic() - since, math.inf


def looks(page: Page, name: str) -> None:
    """It fits both sizes, is accessible, and its large words are large; pictures if wanted."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        buttons = "[...document.querySelectorAll('.controls [data-command]')]"
        sizes = f"{buttons}.filter(b => !b.hidden).map(b => b.getBoundingClientRect())"
        for box in page.evaluate(f"{sizes}.map(r => [r.left, r.right, r.bottom, r.height])"):
            assert box[0] >= 0, (name, width)
            assert box[1] <= width, (name, width)
            assert box[2] <= height, (name, width)
            assert box[3] >= 48, (name, width)
        assert page.evaluate(f"({TOO_SMALL})({SMALLEST[width]})") == [], (name, width)
        for scheme in SCHEMES if name in WAITS else SCHEMES[:1]:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours do not fade
            if folder := os.environ.get("LIVE_PICTURES"):
                page.screenshot(path=Path(folder) / f"follow-{name}-{width}-{scheme}.png")
            assert serious(page) == [], (name, width, scheme)


def phase(page: Page, wanted: str, seconds: float = 90) -> None:
    until(page, f"document.querySelector('.session')?.dataset.phase === '{wanted}'", seconds)


@pytest.fixture
def server(start: Start) -> Running:
    doer = Obedient()
    made = doer.server = start(doer)
    made.services.library.add(workout(TWICE, name="Three in a row"), "three")
    return made


def test_a_workout_runs_through_without_a_touch(
    browser: Browser, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programme_clock, "LONGEST_REP_S", 60.0)  # slow, where the machine is
    clock = Halting()
    server.services.registry.clock = clock
    with watching(browser, server, VOICE) as seen:
        page = seen.page
        page.goto(f"{server.url}/#/follow/three")
        expect(page.locator("h1")).to_have_text("Three in a row")
        looks(page, "before")
        page.get_by_label("Keep a clip of each set").check()
        page.click(".start")
        phase(page, "announce")
        expect(page.locator(".recorded")).to_contain_text("Clips kept until")
        expect(page.locator(".coming-name")).to_have_text("Bent-over row")
        expect(page.locator(".coming-figure svg")).to_be_visible()
        expect(page.locator(".coming")).to_contain_text("Turn side-on to the camera")
        with clock.still():
            looks(page, "announce")
        phase(page, "countdown")
        phase(page, "work")
        expect(page.locator(".doing")).to_have_text("Bent-over row")
        expect(page.locator(".which")).to_have_text("Round 1 of 2, part 1 of 2")
        expect(page.locator(".number")).to_have_text("1")
        assert page.evaluate(f"({TOO_SMALL})({SMALLEST[1280]})") == []
        phase(page, "rest")
        with clock.still():
            expect(page.locator(".last-done")).to_have_text("Bent-over row: 2 reps")
            looks(page, "rest")
        phase(page, "work")
        with clock.still():
            expect(page.locator(".coming h2")).to_have_text("Walking")
            looks(page, "activity")
        phase(page, "rest")
        expect(page.locator(".coming")).to_contain_text("Round 2 of 2, part 1 of 2")
        phase(page, "over", 180)
        expect(page.locator("h1")).to_have_text("All done")
        rows = page.locator(".summary table:has(caption) tbody tr")
        expect(rows).to_have_text(
            [
                "Bent-over row" + "Round 1 of 2, part 1 of 2" + "2 reps",
                "Walking" + "Round 1 of 2, part 2 of 2" + "4 seconds",
                "Bent-over row" + "Round 2 of 2, part 1 of 2" + "2 reps",
                "Walking" + "Round 2 of 2, part 2 of 2" + "4 seconds",
            ]
        )
        asked = page.locator(".said-set")
        expect(asked.locator("h3")).to_have_text(["Set 1", "Set 2"])
        asked.first.get_by_role("button", name="2", exact=True).click()  # one touch
        expect(asked.first.get_by_role("status")).to_have_text("Kept.")
        looks(page, "after")
        (kept,), _ = server.services.sessions.heads(limit=5)
        sets = page.get_by_role("link", name="Look at the sets")
        expect(sets).to_have_attribute("href", f"#/history/{kept.id}")
        said = page.evaluate("said.map(each => each.text)")
        assert any(each.startswith("Next: Bent-over row, 2 reps") for each in said)
        assert "Go" in said
        sets.click()
        expect(page.locator(".clip-row")).to_contain_text("Clips are kept on this machine until")
    assert seen.complaints == []


def test_keys_and_buttons_and_going_on_after_a_reload(browser: Browser, server: Running) -> None:
    with watching(browser, server) as seen:
        page = seen.page
        page.goto(f"{server.url}/#/train/three")
        page.click(".start")
        phase(page, "announce")
        page.keyboard.press("p")
        phase(page, "paused")
        expect(page.locator(".coming h2")).to_have_text("Paused")
        expect(page.get_by_role("button", name="Next")).to_be_disabled()
        looks(page, "paused")
        page.keyboard.press("g")
        phase(page, "announce")
        page.keyboard.press("s")
        until(page, "document.querySelector('.coming-name')?.textContent === 'Walking'")
        page.reload()  # it goes on by itself: the camera may be opened unasked
        until(page, "document.querySelector('.coming-name')?.textContent === 'Walking'")
        page.goto(f"{server.url}/#/")  # who leaves it has it go on where they want
        page.get_by_role("link", name="Go on with Three in a row").click()
        expect(page.locator(".said")).to_contain_text("You have done 1 of 4 parts")
        page.click(".said .primary")
        until(page, "document.querySelector('.coming-name')?.textContent === 'Walking'")
        page.get_by_role("button", name="Stop").click()
        page.get_by_role("button", name="Keep it").click()
        phase(page, "paused")
        page.keyboard.press("x")
        page.get_by_role("button", name="End it").click()
        expect(page.locator("h1")).to_have_text("That was it")
        expect(page.locator(".summary tbody")).to_contain_text("left out")
