"""Makes the pictures in the README from our own clips: `python docs/pictures.py`.

`docs/live.jpg` is the live page whose camera plays a rendered clip, after the pull in which the
back is told of; `docs/report.jpg` is the report of the same clip.  Both come from the real program
with the real model.  It needs Debian's Chromium.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
from playwright.sync_api import ViewportSize, expect, sync_playwright

from tests.chromium import CAMERA, launch
from tests.web.obedient import SAMPLES, camera
from tests.web.serving import ROOT, serving

NAME = "row-rounded"
LIVE, REPORT = ROOT / "docs" / "live.jpg", ROOT / "docs" / "report.jpg"
LIVE_SIZE = ViewportSize(width=1000, height=640)
REPORT_SIZE = ViewportSize(width=1000, height=900)


def live(folder: Path) -> None:
    """The live page, when a rounded back is told of."""
    with sync_playwright() as playwright, serving(folder / "data") as server:
        browser = launch(playwright, *CAMERA)
        page = browser.new_page(viewport=LIVE_SIZE)
        page.add_init_script(camera({"bent-over-row": NAME}, reps=4))
        page.goto(f"{server.url}/#/live/bent-over-row")
        page.click(".start")
        expect(page.locator(".cue[data-kind=fault]")).to_be_visible(timeout=90_000)
        page.wait_for_timeout(300)  # it has faded in
        page.screenshot(path=folder / "live.png")
        browser.close()
    _keep(folder / "live.png", LIVE)


def report(folder: Path) -> None:
    """The top of the report of the clip."""
    out = folder / "report"
    command = [sys.executable, "-m", "formcheck.cli", "analyze", str(SAMPLES / f"{NAME}.mp4")]
    subprocess.run(
        [*command, "--exercise", "bent-over-row", "--out", str(out)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport=REPORT_SIZE)
        page.goto((out / "report.html").as_uri())
        page.screenshot(path=folder / "report.png")
        browser.close()
    _keep(folder / "report.png", REPORT)


def _keep(picture: Path, place: Path) -> None:
    pixels = cv2.imread(str(picture))
    assert pixels is not None
    cv2.imwrite(str(place), pixels, [cv2.IMWRITE_JPEG_QUALITY, 85])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="formcheck-") as made:
        report(Path(made))
        live(Path(made))
