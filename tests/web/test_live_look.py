"""What stands where on the live page, and what is heard and seen besides the count."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from formcheck.jobs.cluster import Cluster
from tests.axe import serious
from tests.chromium import QUICK_CAMERA, in_chromium, launch
from tests.figures import rows
from tests.web.page_helpers import Start
from tests.web.scripted import Scripted
from tests.web.watching import until, watching

pytestmark = in_chromium

BOXES = """() => Object.fromEntries(["view", "picture", "words", "cue", "board"].map(
  (name) => [name, document.querySelector("." + name).getBoundingClientRect().toJSON()]))"""

TONES = """
window.tones = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.tones.push(this.frequency.value);
  start.apply(this, when);
};
"""

VOICES = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [["Anna", "de-DE"], ["Daniel", "en-GB"], ["Fred", "en-GB"]].map(
    ([name, lang]) => ({ name, lang, voiceURI: "voice:" + name })),
  addEventListener() {}, removeEventListener() {}, cancel() {},
  speak(each) { window.said.push([each.lang, each.voice?.name]); setTimeout(each.onend, 20); },
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""

BATTERY = """
const battery = Object.assign(new EventTarget(), { charging: false, level: 0.2 });
navigator.getBattery = () => Promise.resolve(battery);
"""
"""A laptop off the mains whose battery is low."""

CUE = {
    "id": "torso",
    "text": "Hinge further: chest towards the floor",
    "severity": "technique",
    "aloud": True,
}


@pytest.mark.parametrize("screen", [(390, 844), (844, 390), (1024, 768), (1280, 800), (1920, 1080)])
def test_a_wide_picture_uses_the_room(
    browser: Browser, start: Start, screen: tuple[int, int]
) -> None:
    size = {"width": screen[0], "height": screen[1]}
    with watching(browser, start(rows(1)), viewport=size) as seen:
        live = Scripted(seen.page)
        page = seen.begin()
        expect(page.locator(".number")).to_have_text("0")
        until(page, "document.querySelector('.view video').videoWidth > 0")
        live.tell("cue", **CUE)
        expect(page.locator(".cue")).to_be_visible()
        page.wait_for_timeout(200)
        box = page.evaluate(BOXES)
        view, picture, words, cue = (box[name] for name in ("view", "picture", "words", "cue"))
        ratio = page.evaluate(
            "(v => v.videoWidth / v.videoHeight)(document.querySelector('video'))"
        )
        assert picture["width"] / picture["height"] == pytest.approx(ratio, rel=0.01)
        assert picture["width"] >= 0.98 * view["width"]  # nothing black beside it
        assert words["top"] == pytest.approx(picture["bottom"], abs=1)  # nor below it
        assert words["bottom"] == pytest.approx(view["bottom"], abs=1)
        assert words["height"] <= 0.5 * view["height"], (box, ratio)
        assert cue["top"] >= picture["bottom"] - 1  # the message does not straddle its edge
        text = page.locator(".cue span:last-child").bounding_box()
        assert text is not None
        assert cue["top"] <= text["y"]
        assert text["y"] + text["height"] <= cue["bottom"] + 1


def test_the_home_cards_show_where_the_keyboard_is(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1))) as seen:
        page = seen.page
        page.goto(seen.url)
        page.locator(".chooser").wait_for()
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") == "whole":
                break
        card = page.evaluate(
            "(e => [e.className, getComputedStyle(e, '::after').outlineStyle,"
            " parseFloat(getComputedStyle(e, '::after').outlineWidth)])(document.activeElement)"
        )
        assert card == ["whole", "solid", 3]


def test_beeps_and_flashes_are_chosen_given_and_remembered(
    playwright: Playwright, start: Start
) -> None:
    browser = launch(playwright, *QUICK_CAMERA)
    moves = {"reduced_motion": "no-preference"}
    with watching(browser, start(rows(1)), TONES, BATTERY, camera="", **moves) as seen:
        live = Scripted(seen.page)
        page = seen.set_up()
        page.get_by_text("Computer and battery").click()
        expect(page.locator(".power")).to_contain_text("The battery is low: it is saved.")
        expect(page.get_by_label("Save the battery")).to_be_checked()
        page.get_by_label("Save the battery").uncheck()
        page.reload()
        page.get_by_text("Computer and battery").click()
        expect(page.get_by_label("Save the battery")).not_to_be_checked()
        page.get_by_label("Save the battery").check()
        expect(page.get_by_label("Pose model")).to_be_disabled()
        assert serious(page) == []
        expect(page.get_by_label("Beep at each rep")).not_to_be_checked()
        page.get_by_label("Beep at each rep").check()
        page.get_by_label("Light up the edge").check()
        page.reload()
        expect(page.get_by_label("Beep at each rep")).to_be_checked()
        expect(page.get_by_label("Light up the edge")).to_be_checked()
        page.click(".start")
        expect(page.locator(".number")).to_have_text("0")
        expect(page.locator(".session")).to_have_attribute("data-link", "open")
        assert live.heard[-1]["model"] == "lite"
        rate = "document.querySelector('video').srcObject.getVideoTracks()[0].getSettings()"
        assert page.evaluate(f"[{rate}.width, {rate}.frameRate]") == [640, 15]
        page.evaluate("tones.length = 0")
        watch_edge(page)
        live.tell("rep", set=1, reps=1, total=1, count="1", say="1", faults=[], unknown=[])
        until(page, "tones.length === 1 && flashes === 1")
        for seconds in (10, 4, 3, 2, 1, 0):
            live.tell("rest", seconds=seconds)
        until(page, "tones.length >= 4")
        page.wait_for_timeout(200)
        assert page.evaluate("tones.length") == 4  # and nothing for ten, four and none
    browser.close()


def test_nothing_beeps_or_flashes_unasked(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1)), TONES) as seen:
        live = Scripted(seen.page)
        page = seen.begin()
        expect(page.locator(".number")).to_have_text("0")
        expect(page.locator(".session")).to_have_attribute("data-link", "open")
        assert "model" not in live.heard[-1]  # the server chooses
        live.count(model="lite")
        expect(page.locator(".remark")).to_contain_text("This computer is too slow")
        page.get_by_role("button", name="Use the full model").click()
        expect(page.locator(".remark")).to_contain_text("as soon as no set is done")
        assert live.heard[-1] == {"type": "model", "model": "full"}
        watch_edge(page)
        live.tell("rep", set=1, reps=1, total=1, count="1", say="1", faults=[], unknown=[])
        page.wait_for_timeout(300)
        assert page.evaluate("[tones.length, flashes]") == [0, 0]


def test_the_last_seconds_of_a_hold_beep(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1)), TONES) as seen:
        live = Scripted(seen.page)
        page = seen.set_up("plank", hold_s=20)
        page.get_by_label("Beep at each rep").check()
        page.click(".start")
        expect(page.locator(".number")).to_have_text("0")
        page.evaluate("tones.length = 0")
        for held in (10.0, 16.5, 17.2, 18.2, 19.2, 20.1, 21.0):
            live.count(hold_s=held)
            expect(page.locator(".number")).to_have_text(str(int(held)))
        page.wait_for_timeout(200)
        assert page.evaluate("tones.length") == 4  # three, two, one, done


def test_a_flash_is_gentle_for_who_wants_less_motion(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1)), reduced_motion="reduce") as seen:
        Scripted(seen.page)
        page = seen.begin()
        page.locator(".edge").evaluate("each => each.classList.add('lit')")
        style = "each => [getComputedStyle(each).opacity, getComputedStyle(each).animationName]"
        assert page.locator(".edge").evaluate(style) == ["0.4", "none"]


def test_a_voice_of_the_browser_can_be_chosen(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1)), VOICES) as seen:
        live = Scripted(seen.page)
        page = seen.set_up()
        page.get_by_text("Choose the voice").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Language").select_option("en-GB")
        page.locator("[name=voice-name]").select_option("voice:Fred")
        assert serious(page) == []
        page.reload()
        page.get_by_text("Choose the voice").click()
        expect(page.get_by_label("Language")).to_have_value("en-GB")
        expect(page.locator("[name=voice-name]")).to_have_value("voice:Fred")
        page.click(".start")
        expect(page.locator(".number")).to_have_text("0")
        live.tell("cue", **CUE)
        until(page, "said.length > 0")
        assert page.evaluate("said[0]") == ["en-GB", "Fred"]


def watch_edge(page: Page) -> None:
    """Count how often the edge lights up."""
    page.evaluate(
        """() => {
          window.flashes = 0;
          let lit = false;
          new MutationObserver(([change]) => {
            const now = change.target.classList.contains("lit");
            if (now && !lit) window.flashes += 1;
            lit = now;
          }).observe(document.querySelector(".edge"), { attributes: true });
        }"""
    )


def test_the_page_says_where_uploads_go(browser: Browser, start: Start) -> None:
    server = start(rows(1), cluster=Cluster("tls://far:8786"))
    with watching(browser, server) as seen:
        seen.page.goto(f"{server.url}/#/videos")
        said = "Uploaded videos go to the cluster at tls://far:8786."
        expect(seen.page.locator("footer")).to_contain_text(said)
        assert seen.errors == []


def test_the_server_is_told_in_which_time_zone_the_person_is(
    browser: Browser, start: Start
) -> None:
    with watching(browser, start(rows(1)), timezone_id="Asia/Tokyo") as seen:
        live = Scripted(seen.page)
        page = seen.begin()
        expect(page.locator(".session")).to_have_attribute("data-link", "open")
        assert live.heard[-1]["tz"] == "Asia/Tokyo"
