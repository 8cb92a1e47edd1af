"""What is in doubt, on the page of a video, on the live screen and after a training."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from formcheck.events import DoubtKind
from formcheck.history import SetRecord
from formcheck.history.records import SetDoubt
from formcheck.result import Result, wording
from formcheck.result.document import Doubt
from formcheck.web.live import messages as say
from formcheck.web.services import Services
from tests.axe import serious
from tests.chromium import in_chromium
from tests.figures import rows
from tests.history.made_up import SOURCE, a_set, doubt, in_doubt, rep, reps_of_each_form
from tests.web.page_helpers import Start
from tests.web.replaying import CLIPS, replaying
from tests.web.scripted import Scripted
from tests.web.watching import watching

pytestmark = in_chromium


@pytest.fixture
def video(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, Services]]:
    """The page of a video of four rows: a fifth may have been missed, and one may be none."""
    doubts = (doubt(4.1, more=1), doubt(8.24, DoubtKind.UNCERTAIN, fewer=1))
    with video_page(browser, tmp_path, doubts) as opened:
        yield opened


@contextmanager
def video_page(
    browser: Browser, folder: Path, doubts: tuple[Doubt, ...], *, counts: bool = True
) -> Iterator[tuple[Page, Services]]:
    with replaying(folder / "data") as (url, services, replayer):
        replayer.doubts, replayer.counts = doubts, counts
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.set_default_timeout(30_000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{url}/#/videos")
        page.locator("#files").set_input_files([CLIPS / "row-rounded.mp4"])
        page.locator(".video").get_by_role("link", name="row-rounded.mp4", exact=True).click()
        page.locator(".doubted").wait_for()
        yield page, services
        assert errors == []
        page.close()


def test_a_tap_settles_a_doubt_and_both_numbers_are_kept(video: tuple[Page, Services]) -> None:
    page, services = video
    heading = page.locator("h1")
    expect(heading).to_have_text(re.compile("^4 reps, perhaps 3 to 5 "))
    marks = page.locator(".thing:has(.doubt)")
    expect(marks).to_have_count(2)
    assert (marks.first.get_attribute("aria-label") or "").startswith("At 0:04: a movement")
    page.get_by_role("button", name="The doubt at 0:08. Play it.").click()
    page.wait_for_timeout(300)
    assert 6.2 <= page.evaluate("document.querySelector('video').currentTime") <= 8.2
    assert page.evaluate("!document.querySelector('video').paused")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious(page) == []

    missed = page.get_by_role("group", name="At 0:04")
    counted = page.get_by_role("group", name="At 0:08")
    missed.get_by_role("button", name="It was a rep").click()
    expect(heading).to_have_text(re.compile("^4 reps, perhaps 5 "))
    counted.get_by_role("button", name="It was a rep").click()
    expect(heading).to_have_text(re.compile(r"^5 reps \(4 counted, "))
    expect(page.get_by_role("status").filter(has_text="camera")).to_have_text(
        "5 reps. The camera counted 4; both numbers are kept."
    )
    (head,), _ = services.sessions.heads()
    assert (head.reps, head.settled_reps, head.reps_range) == (4, 5, (5, 5))

    page.reload()  # it is kept, and can be taken back
    expect(heading).to_have_text(re.compile(r"^5 reps \(4 counted, "))
    expect(missed.get_by_role("button", name="It was a rep")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.goto(page.url.partition("#")[0] + "#/history")
    expect(page.locator(".session")).to_contain_text("5 reps, 4 counted")
    page.go_back()
    missed.get_by_role("button", name="It was a rep").click()
    expect(heading).to_have_text(re.compile("^4 reps, perhaps 5 "))
    page.get_by_text("Another number").click()
    page.get_by_label("In all: another number of reps").fill("7")
    page.get_by_role("button", name="Keep").click()
    expect(heading).to_have_text(re.compile(r"^7 reps \(4 counted, "))


def test_a_tap_says_how_many_there_were_where_nothing_was_counted(
    browser: Browser, tmp_path: Path
) -> None:
    nothing = doubt(8.2, DoubtKind.NOTHING_COUNTED, more=3)
    with video_page(browser, tmp_path, (nothing,), counts=False) as (page, services):
        heading = page.locator("h1")
        expect(heading).to_have_text(re.compile("perhaps 1 to 3"))
        assert serious(page) == []
        whole = page.get_by_role("group", name="In all: how many reps there were")
        expect(whole.get_by_role("button")).to_have_text(["0", "1", "2", "3"])
        whole.get_by_role("button", name="3", exact=True).click()
        expect(heading).to_have_text(re.compile(r"^3 reps \(0 counted"))
        (head,), _ = services.sessions.heads()
        assert (head.reps, head.settled_reps) == (0, 3)


def test_the_page_counts_in_the_words_of_the_report(video: tuple[Page, Services]) -> None:
    page, _ = video
    cases: list[tuple[int, tuple[int, int] | None]] = [
        (11, None),
        (11, (11, 11)),
        (11, (11, 12)),
        (11, (10, 11)),
        (11, (10, 12)),
        (11, (11, 13)),
        (11, (8, 11)),
        (1, (0, 1)),
        (0, (0, 1)),
    ]
    said = page.evaluate(
        """async (cases) => {
          const { countWords } = await import("/js/wording.js");
          return cases.map(([reps, range]) => countWords(reps, range));
        }""",
        cases,
    )
    assert said == [wording.count_words(*each) for each in cases]


def test_the_page_tells_the_form_of_reps_in_the_words_of_the_report(
    video: tuple[Page, Services],
) -> None:
    page, _ = video
    reps = reps_of_each_form()
    cases = [reps[:1], reps[1:], reps, reps[2:]]
    said = page.evaluate(
        """async (cases) => {
          const { formsOf, formWords } = await import("/js/wording.js");
          return cases.map((reps) => formWords(formsOf({ reps })));
        }""",
        [[each.model_dump(mode="json") for each in reps] for reps in cases],
    )
    made = [Result(exercise="row", source=SOURCE, reps=each) for each in cases]
    assert said == [wording.form_words(each) for each in made]
    assert "2 of them judged only in part" in said[2]


def test_the_live_screen_marks_a_count_in_doubt_and_says_nothing(
    browser: Browser, start: Start
) -> None:
    with watching(browser, start(rows(1)), viewport={"width": 390, "height": 844}) as seen:
        live = Scripted(seen.page)
        page = seen.begin(reps=12)
        mark = page.locator(".tally.in-doubt")
        live.count(7, reps_range=[7, 7])
        expect(page.locator(".number")).to_have_text("7")
        expect(mark).to_have_count(0)
        announced = page.locator("[aria-live=polite]").first.text_content()
        live.count(7, reps_range=[7, 8])
        expect(mark).to_be_visible()
        expect(page.locator(".number")).to_have_text("7")  # the number itself does not move
        assert page.locator("[aria-live=polite]").first.text_content() == announced
        live.count(8, reps_range=[8, 8])
        expect(mark).to_have_count(0)


def test_after_a_training_one_tap_settles_the_set(browser: Browser, start: Start) -> None:
    server = start(rows(1))
    counted = tuple(rep(at + 1, 3.0 * at) for at in range(11))
    missed = doubt(20.0, more=1)
    result = in_doubt(Result(exercise="bent-over-row", source=SOURCE, reps=counted), missed)
    done = a_set(reps=11, faults=0).model_copy(
        update={"reps_range": (11, 12), "doubts": (SetDoubt(**dict(missed)),)}
    )
    id_ = server.services.sessions.begin("live", sets=[done])
    with watching(browser, server, viewport={"width": 390, "height": 844}) as seen:
        live = Scripted(seen.page)
        page = seen.begin(reps=12)
        expect(page.locator(".number")).to_be_visible()
        summary = say.SummaryMessage(result=result, sets=(done,), session=id_)
        live.sockets[-1].send(summary.model_dump_json(by_alias=True))
        expect(page.locator("h1")).to_have_text("11 reps, perhaps 12")
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="12", exact=True).click()
        expect(page.locator("h1")).to_have_text("12 reps")
        expect(page.locator("tbody td").first).to_have_text("12 (counted 11)")
    assert kept(server.services, id_) == (11, 12)


def kept(services: Services, id_: str) -> tuple[int, int | None]:
    found = services.sessions.get(id_)
    assert found is not None
    (mine,) = found.all_sets
    assert isinstance(mine, SetRecord)
    return len(mine.reps), mine.settled_reps
