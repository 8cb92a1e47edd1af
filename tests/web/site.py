"""The pages of a server with recorded poses, in a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from formcheck.web.services import Services
from tests.web.replaying import CLIPS, Replayer

ROUNDED, PARTIAL, PLANK = (
    CLIPS / f"{name}.mp4" for name in ("row-rounded", "row-partial", "plank-sag")
)


@dataclass
class Site:
    """A server and a page of it, that notes what goes wrong and what is asked of whom."""

    page: Page
    url: str
    services: Services | None = None
    replayer: Replayer | None = None
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(30_000)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", lambda message: self._note(message.text))

    def _note(self, text: str) -> None:
        # What a test provokes is answered with a problem, and the browser notes that.
        if "Failed to load resource" not in text:
            self.said.append(text)

    def go(self, address: str) -> None:
        self.page.goto(f"{self.url}/#/{address}")
        self.page.locator("main:not([aria-busy]) h1").wait_for()

    def upload(self, *files: Path, exercise: str = "bent-over-row") -> None:
        self.page.get_by_label("Exercise in the video").select_option(exercise)
        self.page.locator("#files").set_input_files(list(files))

    def row(self, name: str) -> Any:
        return self.page.locator(".video", has_text=name)

    def done(self, name: str, seconds: float = 30) -> str:
        """Wait until a video is analysed: the address of its result."""
        link = self.row(name).get_by_role("link", name=name, exact=True)
        link.wait_for(timeout=1000 * seconds)
        return str(link.get_attribute("href")).removeprefix("#/")

    def seconds(self) -> float:
        return float(self.page.evaluate("document.querySelector('video').currentTime"))

    def assert_quiet(self) -> None:
        own = (self.url, "blob:", "data:")
        assert [url for url in self.asked if not url.startswith(own)] == []
        assert not self.said, self.said
