"""A circuit in a real browser with the real model: whoever does it never touches the computer."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.chromium import in_chromium
from tests.plans.made_up import block, does, workout
from tests.web.obedient import camera
from tests.web.serving import PATIENT, Server, serving
from tests.web.watching import FULL, LAPTOP, until, watching

pytestmark = in_chromium

REPS = 2
CLIPS = {
    "bent-over-row": "row-flat",
    "push-up": "push-up-partial",
    "reverse-fly": "reverse-fly-side",
}
FIRST = next(iter(CLIPS))
ROUND = (does(name, reps=[REPS, REPS]) for name in CLIPS)
CIRCUIT = workout(block("circuit", *ROUND, rounds=2, rest_s=1), name="Three in a row")

IN_SECOND_ROUND = r"""(() => {
  const working = document.querySelector(".session[data-phase=work]");
  return /^Round\s2/.test(working?.querySelector(".which").textContent);
})()"""


def done(server: Server) -> list[tuple[str, int, int]]:
    """Of the sets that the history has: what, in which round, and how many reps."""
    (head,) = server.ask("/sessions")["sessions"]
    return [
        (each["exercise"], each["place"]["round"], len(each["reps"]))
        for each in server.ask(f"/sessions/{head['id']}")["all_sets"]
    ]


def kept_soon(page: Page, server: Server, sets: int) -> list[tuple[str, int, int]]:
    """What the history has, once so many sets are begun: a slow machine takes its time to write."""
    for _ in range(600):
        found = done(server)
        if len(found) >= sets:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(found)


def test_three_exercises_in_a_row_and_a_kill_in_round_two(browser: Browser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data, first=PATIENT) as first:
        assert first.ask("/workouts/import?name=three", "POST", CIRCUIT.encode())["id"] == "three"
        with watching(browser, first.url, camera(CLIPS, REPS), FULL, viewport=LAPTOP) as seen:
            page = seen.page
            page.goto(f"{first.url}/#/follow/three")
            page.click(".start")
            until(page, IN_SECOND_ROUND, seconds=300)
            expect(page.locator(".number")).to_have_text("1", timeout=120_000)
            so_far = kept_soon(page, first, len(CLIPS) + 1)
            first.kill()  # the next rep is under way
            assert so_far == [*((name, 1, REPS) for name in CLIPS), (FIRST, 2, 1)]
            port = first.url.rpartition(":")[2]
            with serving(data, f"--port={port}", first=PATIENT) as second:
                assert done(second) == so_far
                page.reload()  # nothing is pressed: it goes on by itself
                expect(page.locator("h1")).to_have_text("All done", timeout=300_000)
                assert done(second) == [(name, round_, REPS) for round_ in (1, 2) for name in CLIPS]
