"""Live coaching in a real browser, whose camera plays a clip of ours."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from formcheck.web.settings import Limits
from tests.axe import serious
from tests.chromium import CAMERA, in_chromium, launch
from tests.figures import Stick, prone, rows, upright
from tests.web.obedient import camera
from tests.web.page_helpers import LOOKS_FPS, Actor, Start, running
from tests.web.serving import serving
from tests.web.watching import FULL, LAPTOP, VOICE, watching

pytestmark = in_chromium

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

SOCKETS = """
window.sockets = [];
window.down = false;
const Real = WebSocket;
window.WebSocket = class extends Real {
  constructor(url) {
    super(window.down ? url.replace("/live", "/nowhere") : url);
    window.sockets.push(this);
  }
};
"""


expect.set_options(timeout=30_000)  # a set takes its time


def number(page: Page, shown: str | int, seconds: float = 30) -> None:
    expect(page.locator(".number")).to_have_text(str(shown), timeout=1000 * seconds)


def mends(time_s: float) -> Stick:
    """Four rows, of which the first is too upright: who is told so bends before the second."""
    return rows(4, torso=float(np.interp(time_s, [6.6, 7.2], [60.0, 25.0])))(time_s - 4)


class TestASet:
    def test_from_the_cards_to_the_summary(self, browser: Browser, start: Start) -> None:
        server = start(lambda t: upright() if t < 1.5 else mends(t))
        with watching(browser, server, VOICE) as seen:
            page = seen.page
            page.goto(server.url)
            page.click('.exercise a:text-is("Bent-over row")')
            page.fill("[name=sets]", "1")
            page.fill("[name=reps]", "4")
            page.click(".start")
            expect(page.locator(".guidance")).to_have_text("Bend forward at the hips")
            expect(page.locator(".countdown")).to_be_visible()
            cue = page.locator(".cue")
            expect(cue).to_have_attribute("data-kind", "fault")
            expect(cue).to_contain_text("Hinge further")
            expect(page.locator("[aria-live=assertive]")).to_contain_text("Hinge further")
            expect(cue).to_have_attribute("data-kind", "mended")
            expect(cue).to_contain_text("Good, that is the hinge")
            expect(cue).to_be_hidden()
            number(page, 4)
            expect(page.locator("h1")).to_contain_text("4 reps")
            expect(page.locator(".faults")).to_contain_text("Trunk too upright")
            expect(page.locator(".faults svg.measure")).to_be_visible()
            expect(page.locator(".faults")).to_contain_text(
                "60° between trunk and floor, at worst; right is at most 48°."
            )
            expect(page.locator("table").first).to_contain_text("target reached")
            drawn = page.locator(".set-drawings")
            expect(drawn.locator("summary")).to_have_text("Set 1: 4 reps")
            expect(drawn.locator(".plot .turn-mark")).to_have_count(4)
            reps = drawn.locator(".timeline [data-name=counted] .thing")
            expect(reps).to_have_count(4)
            reps.nth(1).click()
            expect(drawn.locator(".now")).to_contain_text("Rep 2 of 4")
            said = page.evaluate("said.map(each => each.text)")
            assert "Hinge further: chest towards the floor" in said
            assert "2" in said
            assert not any(page.evaluate("said.map(each => each.over)"))
        assert seen.complaints == []
        here = re.compile(re.escape(server.url.partition(":")[2]))
        assert [url for url in seen.asked if not here.match(url.partition(":")[2])] == []
        (kept,), _ = server.services.sessions.heads(limit=5)
        assert kept.reps == 4

    def test_frames_are_small_pictures(self, browser: Browser, tmp_path: Path) -> None:
        actor = Actor(rows(3))
        with running(tmp_path / "data", actor) as server, watching(browser, server) as seen:
            number(seen.begin(), 1)
            assert all(picture.startswith(b"\xff\xd8") for picture in actor.pictures)
            assert max(size_of(actor.pictures[-1])) <= 640
            painted = (
                "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(x => x)"
            )
            assert seen.page.locator(".view canvas").evaluate(painted)

    def test_rest_and_the_next_set_by_itself(self, browser: Browser, start: Start) -> None:
        # Two pulls, a break on the feet, and two more.
        def posed(time_s: float) -> Stick:
            if 9.0 < time_s < 12.0:
                return upright()
            return rows(2)(time_s - 3.0 if time_s < 9.0 else time_s - 15.5)

        with watching(browser, start(posed), VOICE) as seen:
            page = seen.begin(sets=2, reps=2, rest_s=40)
            expect(page.locator(".rest-left")).to_be_visible()
            expect(page.locator(".over.rest")).to_contain_text("Set 1: 2 reps, target reached")
            expect(page.locator(".which")).to_have_text("Set 2 of 2")
            expect(page.locator(".over.rest")).to_be_hidden()
            expect(page.locator("h1")).to_contain_text("4 reps in 2 sets")
            assert "Go" in page.evaluate("said.map(each => each.text)")

    def test_the_rest_can_be_skipped(self, browser: Browser, start: Start) -> None:
        with watching(browser, start(rows(2))) as seen:
            page = seen.begin(sets=2, reps=2, rest_s=60)
            page.click(".rest button")
            expect(page.locator(".which")).to_have_text("Set 2 of 2")
            page.click(".finish")
            expect(page.locator("h1")).to_have_text("2 reps")

    def test_a_hold_counts_seconds(self, browser: Browser, start: Start) -> None:
        with watching(browser, start(lambda t: prone(reach=0.62) if t > 0 else upright())) as seen:
            page = seen.begin("plank", sets=1, hold_s=8)
            expect(page.locator(".unit")).to_have_text("of 8 s in position")
            number(page, 3)
            expect(page.locator(".form-bar")).to_contain_text("s judged good")
            expect(page.locator("h1")).to_contain_text("seconds in position")

    def test_why_a_movement_did_not_count(self, browser: Browser, start: Start) -> None:
        with watching(browser, start(rows(9, low=0.9))) as seen:
            cue = seen.begin().locator(".cue")
            expect(cue).to_have_attribute("data-kind", "attempt")
            expect(cue).to_contain_text("Not counted. It turned back before the full range")


class TestTrouble:
    def test_refused(self, playwright: Playwright, start: Start) -> None:
        # Without the flag that says yes, a headless browser refuses.
        browser = launch(playwright, CAMERA[0])
        with watching(browser, start(rows(1))) as seen:
            said = seen.begin().get_by_role("alert")
            expect(said).to_contain_text("The camera is not allowed")
            said.get_by_role("link", name="Check a video instead").click()
            expect(seen.page).to_have_url(re.compile("#/videos$"))
        browser.close()

    def test_no_camera(self, browser: Browser, start: Start) -> None:
        none = """navigator.mediaDevices.getUserMedia = () =>
            Promise.reject(new DOMException("none", "NotFoundError"));"""
        with watching(browser, start(rows(1)), none) as seen:
            expect(seen.begin().get_by_role("alert")).to_contain_text("There is no camera")

    def test_not_a_secure_page(self, browser: Browser, start: Start) -> None:
        plain = "Object.defineProperty(window, 'isSecureContext', { value: false });"
        with watching(browser, start(rows(1)), plain) as seen:
            page = seen.set_up()
            expect(page.locator(".said")).to_contain_text("--tls-cert")
            expect(page.locator(".start")).to_be_disabled()
            expect(page.get_by_role("link", name="Check a video instead")).to_be_visible()

    def test_unplugged_in_the_middle(self, browser: Browser, start: Start) -> None:
        with watching(browser, start(rows(9))) as seen:
            page = seen.begin()
            number(page, 1)
            page.evaluate(
                "document.querySelector('.view video').srcObject.getTracks()[0]"
                ".dispatchEvent(new Event('ended'))"
            )
            expect(page.locator(".broken")).to_contain_text("The camera is gone")
            page.click(".broken .primary")
            expect(page.locator(".broken")).to_be_hidden()
            expect(page.locator(".number")).not_to_have_text("0")
            number(page, 4)

    def test_the_connection_drops(self, browser: Browser, start: Start) -> None:
        with watching(browser, start(rows(9)), SOCKETS) as seen:
            page = seen.begin(reps=9)
            number(page, 2)
            page.evaluate("down = true; sockets.at(-1).close()")
            expect(page.locator(".lost")).to_contain_text("Reconnecting")
            number(page, 2)
            while page.evaluate("sockets.length") < 3:  # until it has tried in vain
                page.wait_for_timeout(100)
            page.evaluate("down = false")
            expect(page.locator(".lost")).to_be_hidden()
            number(page, 5)
            page.click(".finish")
            reps = int(page.locator("h1").inner_text().split()[0])
            assert reps >= 5

    def test_a_reload_in_the_middle(self, browser: Browser, start: Start) -> None:
        with watching(browser, start(rows(9))) as seen:
            page = seen.begin()
            number(page, 2)
            page.reload()
            page.click(".said .primary")
            number(page, 5)
            page.click(".finish")
            expect(page.locator(".summary")).to_be_visible()

    def test_busy(self, browser: Browser, start: Start) -> None:
        server = start(rows(9), limits=Limits(live_sessions=1, live_fps=LOOKS_FPS))
        with watching(browser, server) as one, watching(browser, server) as other:
            number(one.begin(), 1)
            expect(other.begin().get_by_role("alert")).to_contain_text("as many as this machine")

    def test_leaving_keeps_what_was_done(self, browser: Browser, start: Start) -> None:
        server = start(rows(9))
        with watching(browser, server) as seen:
            number(seen.begin(reps=9), 2)
            seen.page.evaluate("location.hash = '#/'")
            expect(seen.page.locator(".chooser")).to_be_visible()
            expect(seen.page.locator(".top")).to_be_visible()
            seen.page.wait_for_timeout(500)
            (kept,), _ = server.services.sessions.heads(limit=5)
            assert kept.reps >= 2


class TestTheHand:
    def test_mute_is_remembered(self, browser: Browser, start: Start) -> None:
        with watching(browser, start(rows(9)), VOICE) as seen:
            page = seen.begin()
            page.get_by_role("button", name="Voice is on").click()
            heard = page.evaluate("said.length")
            number(page, 2)
            assert page.evaluate("said.length") == heard
            page.reload()
            expect(page.get_by_label("Say counts and cues aloud")).not_to_be_checked()

    def test_by_keyboard_alone(self, browser: Browser, start: Start) -> None:
        with watching(browser, start(rows(9))) as seen:
            page = seen.page
            page.goto(seen.url)
            page.locator(".chooser").wait_for()
            on_a_card = "document.activeElement.matches('.card.exercise a')"
            for _ in range(60):  # the skip link, the pages, searching, what one has, the groups
                page.keyboard.press("Tab")
                if page.evaluate(on_a_card):
                    break
            page.keyboard.press("Enter")
            page.locator("[name=sets]").wait_for()
            page.locator("[name=sets]").focus()
            page.keyboard.press("Enter")
            number(page, 1)
            page.get_by_role("button", name="Finish").focus()
            page.keyboard.press("Enter")
            expect(page.locator("h1")).to_be_focused()

    @pytest.mark.parametrize("width", [390, 1280])
    def test_it_fits_and_is_accessible(self, browser: Browser, start: Start, width: int) -> None:
        server = start(mends)
        size = {"width": width, "height": 844}
        with watching(browser, server, viewport=size) as seen:
            page = seen.page

            def fits(where: str) -> None:
                """In both colour schemes; a set of its own for each would take long."""
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    page.wait_for_timeout(300)  # until the colours have faded over
                    assert page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, where
                    assert serious(page) == [], (where, scheme)

            page.goto(server.url)
            page.locator(".chooser").wait_for()
            fits("start")
            seen.set_up()
            page.locator(".start").wait_for()
            fits("before")
            page.click(".start")
            expect(page.locator(".cue")).to_be_visible()
            fits("during")
            page.click(".finish")
            page.locator(".summary").wait_for()
            fits("after")
        assert seen.complaints == []


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Width and height, from the frame header."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC2):
        at += 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    height, width = struct.unpack(">HH", jpeg[at + 5 : at + 9])
    return width, height


def test_with_the_model_and_a_clip(browser: Browser, tmp_path: Path) -> None:
    """Everything real but the camera: four rows, the back rounded from the second on."""
    clip = camera({"bent-over-row": "row-rounded"}, reps=4)
    with (
        serving(tmp_path / "data") as server,
        watching(browser, server.url, clip, FULL, viewport=LAPTOP) as seen,
    ):
        page = seen.begin(sets=1, reps=12)
        expect(page.locator(".cue[data-kind=fault]")).to_be_visible(timeout=120_000)
        number(page, 4, seconds=120)
        page.wait_for_timeout(2000)
        number(page, 4)
        page.click(".finish")
        expect(page.locator("h1")).to_have_text("4 reps")
        expect(page.locator(".faults")).to_contain_text("Rounded back")
        assert seen.complaints == []
