"""A circuit in a real browser with the real model: whoever does it never touches the computer.

The webcam shows our own clips.  It is not the file that Chromium can play as one: that goes on
whatever the workout says, and however few of its pictures a slow machine manages to look at.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import cv2
from playwright.sync_api import Browser, expect

from formcheck.vision.source import open_video
from tests.chromium import in_chromium
from tests.plans.made_up import block, does, workout
from tests.web.serving import ROOT, Server, serving
from tests.web.watching import until, watching

pytestmark = in_chromium

REPS = 2
CLIPS = {
    "bent-over-row": "row-flat",
    "push-up": "push-up-partial",
    "reverse-fly": "reverse-fly-side",
}
FIRST = next(iter(CLIPS))
CAMERA = Path(__file__).with_name("obedient_camera.js")
FPS = 15
ROUND = (does(name, reps=[REPS, REPS]) for name in CLIPS)
CIRCUIT = workout(block("circuit", *ROUND, rounds=2, rest_s=1), name="Three in a row")

IN_SECOND_ROUND = """(() => {
  const working = document.querySelector(".session[data-phase=work]");
  return working?.querySelector(".which").textContent.startsWith("Round 2");
})()"""


def shown(name: str) -> dict[str, Any]:
    """The pictures of a clip of ours, from before its first rep to the last that is done."""
    video = ROOT / f"sample_videos/{name}.mp4"
    reps = json.loads(video.with_suffix(".json").read_text())["reps"][:REPS]
    first_s, last_s = reps[0]["start_s"] - 0.3, reps[-1]["end_s"] + 0.15
    pictures = []
    with open_video(video) as source:
        for frame in source:
            if first_s <= frame.time_s <= last_s and not frame.index % 2:
                bgr = cv2.cvtColor(cv2.resize(frame.image, (640, 360)), cv2.COLOR_RGB2BGR)
                jpeg = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
                pictures.append(base64.b64encode(jpeg).decode())
    starts = [max(0, round(FPS * (each["start_s"] - 0.15 - first_s))) for each in reps]
    return {"pictures": pictures, "starts": starts}


def done(server: Server) -> list[tuple[str, int, int]]:
    """Of the sets that the history has: what, in which round, and how many reps."""
    (head,) = server.ask("/sessions")["sessions"]
    return [
        (each["exercise"], each["place"]["round"], len(each["reps"]))
        for each in server.ask(f"/sessions/{head['id']}")["all_sets"]
    ]


def test_three_exercises_in_a_row_and_a_kill_in_round_two(browser: Browser, tmp_path: Path) -> None:
    clips = json.dumps({exercise: shown(name) for exercise, name in CLIPS.items()})
    camera = f"window.CLIPS = {clips};\n{CAMERA.read_text(encoding='utf-8')}"
    data = tmp_path / "data"
    with serving(data) as first:
        assert first.ask("/workouts/import?name=three", "POST", CIRCUIT.encode())["id"] == "three"
        with watching(browser, first.url, camera) as seen:
            page = seen.page
            page.goto(f"{first.url}/#/follow/three")
            page.click(".start")
            until(page, IN_SECOND_ROUND, seconds=180)
            expect(page.locator(".number")).to_have_text("1", timeout=60_000)
            page.wait_for_timeout(300)  # the next rep is under way, and what was counted is kept
            first.kill()
            with serving(data, f"--port={first.url.rpartition(':')[2]}") as second:
                assert done(second) == [*((name, 1, REPS) for name in CLIPS), (FIRST, 2, 1)]
                page.reload()
                page.get_by_role("button", name="Go on").click()
                expect(page.locator("h1")).to_have_text("All done", timeout=180_000)
                assert done(second) == [(name, round_, REPS) for round_ in (1, 2) for name in CLIPS]
