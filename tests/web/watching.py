"""A page in Chromium whose camera is a test picture, and what it does and complains of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.web.page_helpers import Running

VOICE = """
window.said = [];
let now = null;
const end = (mine) => { if (now === mine) { now = null; mine.entry.ended = performance.now(); } };
Object.defineProperty(window, "speechSynthesis", { value: {
  speak(utterance) {
    const mine = { utterance };
    mine.entry = { text: utterance.text, began: performance.now(), over: now !== null };
    window.said.push(mine.entry);
    now = mine;
    setTimeout(() => { end(mine); utterance.onend?.(); }, 300 + 20 * utterance.text.length);
  },
  cancel() { const last = now; now = null; last?.utterance.onerror?.({ error: "interrupted" }); },
} });
"""

DEFAULT = {"viewport": {"width": 800, "height": 500}, "reduced_motion": "reduce"}
"""Chromium draws without a graphics card: what it costs grows with the window, which is laid out as
on a laptop's screen all the same.  What moves on a page is drawn sixty times a second.  Only tests
that look at either ask for it."""

LAPTOP = {"width": 1280, "height": 800}
"""The window of a laptop, for tests in which all is as people have it."""

SMALL_CAMERA = """if (navigator.mediaDevices) {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (asked) =>
    open({ ...asked, video: { ...asked.video, width: 320, height: 180 } });
}"""
"""The camera's picture in a quarter of its width: where what it shows is not looked at, it costs a
third less."""

FULL = "try { localStorage.setItem('formcheck.model', 'full'); } catch {}"
"""The full model, however slow a busy machine is."""


class Watched:
    """A page, and what it asked for and complained of."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )

    def set_up(self, exercise: str = "bent-over-row", **wanted: int) -> Page:
        self.page.goto(f"{self.url}/#/live/{exercise}")
        for name, value in wanted.items():
            self.page.fill(f"[name={name}]", str(value))
        return self.page

    def begin(self, exercise: str = "bent-over-row", **wanted: int) -> Page:
        self.set_up(exercise, **wanted).click(".start")
        return self.page


@contextmanager
def watching(
    browser: Browser,
    server: Running | str,
    *scripts: str,
    camera: str = SMALL_CAMERA,
    **how: Any,
) -> Iterator[Watched]:
    """Open a page, and close it after the test.

    Args:
        browser: Where.
        server: The server, or its address.
        scripts: What the page runs first.
        camera: What it runs before them; "" leaves the camera as large as the page asks for.
        how: More for Playwright's `new_context`.
    """
    context = browser.new_context(**(DEFAULT | how))
    page = context.new_page()
    page.set_default_timeout(30_000)
    for script in (camera, *scripts):
        page.add_init_script(script)
    seen = Watched(page, server if isinstance(server, str) else server.url)
    try:
        yield seen
        assert seen.errors == []  # whatever else a test looks at
    finally:
        context.close()


def until(page: Page, holds: str, seconds: float = 30) -> None:
    """Wait until an expression is true; the page's policy forbids Playwright's own way."""
    for _ in range(round(50 * seconds)):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"not within {seconds:g} s: {holds}")
