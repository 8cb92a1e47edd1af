"""Nothing reaches what is over: a connection is cut, a camera late, a page left, at each step."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import in_chromium
from tests.figures import rows
from tests.web.page_helpers import Start
from tests.web.scripted import Scripted
from tests.web.watching import Watched, until, watching

pytestmark = in_chromium

NEVER_IDLE = """
const late = (call) => (...with_) => setTimeout(() => call(...with_), 900);
const toBlob = HTMLCanvasElement.prototype.toBlob;
HTMLCanvasElement.prototype.toBlob = function (call, ...how) {
  toBlob.call(this, late(call), ...how);
};
window.requestIdleCallback = (call) => late(call)({ didTimeout: true, timeRemaining: () => 0 });
"""
"""What a browser does when it is idle comes late, as was measured in Chromium with both cores free:
most pictures of a canvas took 880 to 1003 ms."""

SLOW_CAMERA = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
window.opened = [];
navigator.mediaDevices.getUserMedia = async (what) => {
  const stream = await ask(what);
  await new Promise((done) => setTimeout(done, 800));
  window.opened.push(stream);
  return stream;
};
"""

LOCKS = """
window.locks = [];
Object.defineProperty(navigator, "wakeLock", { value: {
  request: async () => {
    const lock = { released: false, release: async () => { lock.released = true; } };
    await new Promise((done) => setTimeout(done, 500));
    window.locks.push(lock);
    return lock;
  },
} });
"""

SUMMARY = {
    "code": "closed",
    "detail": "it is over",
    "title": "Over",
    "status": 503,
    "type": "about:blank",
}

END = ("summary", "refused", "closed", "left", "cut")


def ends(live: Scripted, page: Page, how: str) -> None:
    """Let it end while something is still under way."""
    match how:
        case "refused":
            live.tell("problem", problem=SUMMARY, fatal=True)
        case "closed":
            live.cut(4400)
        case "left":
            page.evaluate("location.hash = '#/'")
        case "cut":
            live.cut()
        case "summary":
            page.click(".finish")
            live.cut(1000)


def frames_come(live: Scripted, page: Page, many: int = 1, seconds: float = 30) -> None:
    """Wait for so many more frames."""
    wanted = live.frames + many
    for _ in range(round(50 * seconds)):
        if live.frames >= wanted:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{many - wanted + live.frames} of {many} frames within {seconds:g} s")


def nothing_is_left(seen: Watched) -> None:
    seen.page.wait_for_timeout(1200)
    assert seen.errors == []


@pytest.mark.parametrize("how", END)
class TestWhileAFrameIsNotAnswered:
    def test_it_ends(self, browser: Browser, start: Start, how: str) -> None:
        with watching(browser, start(rows(1))) as seen:
            live = Scripted(seen.page, answers=False)
            page = seen.begin()
            frames_come(live, page, 2)
            frames = live.frames
            ends(live, page, how)
            nothing_is_left(seen)
            if how != "cut":  # then it comes back, with pictures of its own
                assert live.frames == frames
            else:
                assert len(live.sockets) == 2


@pytest.mark.parametrize("step", ["before hello", "before welcome", "after welcome", "in frames"])
def test_a_connection_that_is_cut_comes_back(browser: Browser, start: Start, step: str) -> None:
    with watching(browser, start(rows(1))) as seen:
        early = step in ("before hello", "before welcome")
        live = Scripted(seen.page, welcomes=not early, answers=step == "in frames")
        page = seen.begin()
        while not live.sockets or (step != "before hello" and not live.heard):
            page.wait_for_timeout(20)
        if not early:
            frames_come(live, page, 1 if step == "after welcome" else 3)
        live.welcomes = live.answers = True
        live.count(7)
        live.cut()
        expect(page.locator(".number")).to_have_text("7")
        expect(page.locator(".lost")).to_be_hidden()
        nothing_is_left(seen)


def test_frames_come_though_the_browser_is_never_idle(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1)), NEVER_IDLE) as seen:
        live = Scripted(seen.page)
        page = seen.begin()
        frames_come(live, page)
        frames_come(live, page, 20, seconds=10)


def test_a_slow_server_and_somebody_who_leaves(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1))) as seen:
        live = Scripted(seen.page, welcomes=False)
        page = seen.begin()
        while not live.heard:
            page.wait_for_timeout(20)
        page.evaluate("location.hash = '#/videos'")
        live.sockets[-1].send('{"type": "stage", "stage": "set", "set": 1, "sets": 3}')
        nothing_is_left(seen)
        expect(page.locator("body")).not_to_have_class("in-session")


def test_a_camera_that_opens_after_the_page_was_left_is_closed(
    browser: Browser, start: Start
) -> None:
    with watching(browser, start(rows(1)), SLOW_CAMERA) as seen:
        page = seen.set_up()
        page.click(".start")
        page.wait_for_timeout(200)
        page.evaluate("location.hash = '#/'")
        until(page, "opened.length > 0")
        page.wait_for_timeout(200)
        state = "opened.flatMap(each => each.getTracks()).map(each => each.readyState)"
        assert page.evaluate(state) == ["ended"]
        expect(page.locator(".chooser")).to_be_visible()


def test_the_screen_may_go_dark_when_it_is_over(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1)), LOCKS) as seen:
        live = Scripted(seen.page)
        page = seen.begin()
        while not live.heard:
            page.wait_for_timeout(20)
        page.evaluate("location.hash = '#/'")  # before the lock is there
        page.wait_for_timeout(900)
        assert page.evaluate("locks.length && locks.every(each => each.released)")


def test_a_page_that_loads_slowly_does_not_write_into_the_next(
    browser: Browser, start: Start
) -> None:
    with watching(browser, start(rows(1))) as seen:
        page = seen.page

        def late(route: object) -> None:
            page.wait_for_timeout(700)
            route.continue_()  # type: ignore[attr-defined]

        page.route("**/api/v1/exercises", late)
        page.goto(f"{seen.url}/#/live/plank")
        page.wait_for_timeout(100)
        page.evaluate("location.hash = '#/history'")
        page.wait_for_timeout(1500)
        expect(page.locator("h1")).to_have_text("History")
