"""Debian's Chromium, for tests of pages: one for all tests of a process, see `browser`."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

CHROMIUM = Path("/usr/bin/chromium")
BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
"""What Playwright turns off.  Chromium hears the last such flag only, so ours says it again."""

ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
"""What Chromium prepares in each window for who types into the address bar, of which a headless one
has none: it costs more than most of our pages."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--disable-features={','.join((*BY_PLAYWRIGHT, *ADDRESS_BAR))}",
)
CAMERA = ("--use-fake-device-for-media-stream=fps=10", "--use-fake-ui-for-media-stream")
"""The camera shows a test picture, ten times a second: each one costs Chromium, which draws without
a graphics card.  The second flag says yes where somebody would be asked."""

QUICK_CAMERA = ("--use-fake-device-for-media-stream=fps=30", *CAMERA[1:])
"""The same, thirty times a second."""

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
