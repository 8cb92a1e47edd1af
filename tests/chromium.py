"""Debian's Chromium, for tests of pages: one for all tests of a process, see `browser`."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""The camera shows a test picture; the second flag says yes where somebody would be asked."""

in_chromium = [
    pytest.mark.real,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"
    ),
]
"""Marks of a module whose tests need it."""


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Start one more, for a test that needs other flags."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
