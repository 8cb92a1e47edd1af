"""Uploads, results, comparing and the history in a real browser."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from formcheck.result import number_words, reason_words
from formcheck.severity import SEVERITIES
from formcheck.web.services import Services
from formcheck.web.settings import Limits
from tests.axe import serious
from tests.chromium import in_chromium
from tests.history.made_up import a_set
from tests.test_words_for_people import complaints
from tests.web.replaying import CLIPS, Replayer, make_history, replaying
from tests.web.serving import serving

ROUNDED, PARTIAL, PLANK = (
    CLIPS / f"{name}.mp4" for name in ("row-rounded", "row-partial", "plank-sag")
)

pytestmark = in_chromium


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
        assert self.said == []


@pytest.fixture
def site(browser: Browser, tmp_path: Path) -> Iterator[Site]:
    limits = Limits(upload_bytes=600_000)
    with replaying(tmp_path / "data", limits=limits) as (url, services, replayer):
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        made = Site(page, url, services, replayer)
        yield made
        made.assert_quiet()
        page.close()


def test_slow_motion_is_shown_where_it_happened(site: Site) -> None:
    def slow(route: Route) -> None:
        answer = route.fetch()
        document = answer.json()
        document["source"]["slowed"] = 0.5
        route.fulfill(response=answer, json=document)

    site.page.route("**/analyses/*/result", slow)
    site.go("videos")
    site.upload(ROUNDED)
    site.go(site.done("row-rounded.mp4"))
    label = site.page.locator(".thing:has(.rep)").nth(1).get_attribute("aria-label") or ""
    site.page.locator(".thing:has(.rep)").nth(1).click()
    site.page.wait_for_timeout(400)
    minutes, seconds = re.search(r"(\d+):(\d+(?:\.\d+)?)", label).groups()  # type: ignore[union-attr]
    begins = 60 * int(minutes) + float(seconds)
    assert site.seconds() == pytest.approx(0.5 * begins, abs=0.1)
    site.page.get_by_label("Show the skeleton").check()
    expect(site.page.locator("canvas")).to_have_attribute("data-drawn", "yes")


def test_writtensay_of_what_with_the_drawing_of_it_and_tempos_stand_in_their_order(
    site: Site,
) -> None:
    def untimed(route: Route) -> None:
        answer = route.fetch()
        document = answer.json()
        document["reps"][1]["tempo"] = dict.fromkeys(document["reps"][1]["tempo"])
        route.fulfill(response=answer, json=document)

    site.page.route("**/analyses/*/result", untimed)
    site.go("videos")
    site.upload(ROUNDED)
    site.go(site.done("row-rounded.mp4"))
    mend = site.page.locator(".mend", has_text="Rounded back")
    expect(mend).to_contain_text("more in the curve of the back than in your own flattest back")
    expect(mend.get_by_role("img", name="Drawing: bend of the back's outline")).to_be_visible()
    table = site.page.locator("table.reps")
    expect(table.locator("caption")).to_have_text(
        "Tempo in seconds: waiting before it, lifting, still at the top, lowering; "
        "\N{EN DASH}: could not be timed."
    )
    expect(table.get_by_role("columnheader", name="Range of the straight arm")).to_be_visible()
    tempos = table.locator("td.tempo")
    expect(tempos.first).to_have_text(re.compile("^\N{EN DASH}" + 3 * r" · \d\.\d" + "$"))
    expect(tempos.nth(1)).to_have_text("could not be timed")
    expect(site.page.locator("main")).to_contain_text("far enough")
    expect(site.page.locator("main")).to_contain_text("back again")
    told = site.page.locator("main").inner_text()
    told += " ".join(site.page.locator("main [title]").evaluate_all("all => all.map(e => e.title)"))
    assert complaints([told]) == []


def test_an_upload_from_end_to_end(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        page = browser.new_page(viewport={"width": 1200, "height": 900}, accept_downloads=True)
        site = Site(page, server.url)
        site.go("videos")
        expect(page.get_by_text("No video yet")).to_be_visible()
        site.upload(ROUNDED)
        expect(site.row("row-rounded").locator("progress")).to_be_visible(timeout=60_000)
        site.go(site.done("row-rounded.mp4", seconds=300))

        expect(page.get_by_role("heading", level=1)).to_have_text(
            re.compile(r"^4 reps\b.*\b[34] at fault\)$")
        )
        expect(page.get_by_role("list", name="What was found")).to_contain_text("Rounded back")
        assert page.locator(".thing:has(.rep)").count() == 4
        document = server.ask(f"/analyses/{page.url.rpartition('/')[2]}/result")
        for rep in document["reps"]:
            page.get_by_role("button", name=f"Rep {rep['index']},").click()
            page.wait_for_timeout(400)
            assert site.seconds() == pytest.approx(rep["start_s"], abs=0.05)
        page.get_by_label("Show the skeleton").check()
        expect(page.locator("canvas")).to_have_attribute("data-drawn", "yes")
        with page.expect_download() as download:
            page.get_by_role("link", name="Result", exact=True).click()
        saved = json.loads(Path(download.value.path()).read_text())
        assert download.value.suggested_filename == "row-rounded-result.json"
        assert saved == document
        for name in ("Report", "Reps", "Annotated video", "Video"):
            expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()

        site.go("history")
        expect(page.locator(".session")).to_have_count(1)
        expect(page.locator(".session")).to_contain_text(re.compile(r"4 reps, .*[34] at fault"))
        page.get_by_role("link", name="Open").click()
        page.get_by_role("button", name="Delete this video").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(page.get_by_text("No video yet")).to_be_visible()
        site.go("history")
        expect(page.get_by_text("Nothing yet")).to_be_visible()
        assert not list((tmp_path / "data" / "analyses").iterdir())
        site.assert_quiet()
        page.close()


def test_what_cannot_be_analysed_says_why(site: Site, tmp_path: Path) -> None:
    broken, large = tmp_path / "notes.mp4", tmp_path / "large.mp4"
    broken.write_bytes(b"this is no video" * 100)
    large.write_bytes(bytes(700_000))
    site.go("videos")
    site.upload(broken, large)
    expect(site.row("notes.mp4")).to_contain_text("notes.mp4: not a video that can be read")
    expect(site.row("notes.mp4").locator(".badge")).to_have_text("Failed")
    expect(site.row("large.mp4").locator(".badge")).to_have_text("Not uploaded")
    expect(site.row("large.mp4")).to_contain_text("has 700 kB: at most 600 kB are taken")
    site.row("large.mp4").get_by_role("button", name="Remove").click()
    expect(site.row("large.mp4")).to_have_count(0)

    site.row("notes.mp4").get_by_role("button", name="Delete").click()
    site.page.get_by_role("button", name="Keep it").click()
    expect(site.row("notes.mp4")).to_have_count(1)
    site.row("notes.mp4").get_by_role("button", name="Delete").click()
    site.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(site.row("notes.mp4")).to_have_count(0)


def test_dropping_cancelling_and_trying_again(site: Site) -> None:
    assert site.replayer
    site.replayer.seconds = 60
    site.go("videos")
    transfer = site.page.evaluate_handle(
        """async (bytes) => {
          const transfer = new DataTransfer();
          const content = Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0));
          for (const name of ["one.mp4", "two.mp4"]) {
            transfer.items.add(new File([content], name, { type: "video/mp4" }));
          }
          return transfer;
        }""",
        _base64(PARTIAL),
    )
    site.page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})
    one, two = site.row("one.mp4"), site.row("two.mp4")
    expect(one.locator(".badge")).to_have_text("Being analysed")
    expect(one).to_contain_text("left")
    expect(two.locator(".badge")).to_have_text("Waiting")
    for row in (two, one):
        row.get_by_role("button", name="Cancel").click()
        expect(row.locator(".badge")).to_have_text("Cancelled")
    site.replayer.seconds = 0
    one.get_by_role("button", name="Try again").click()
    site.done("one.mp4")
    expect(one).to_contain_text(re.compile("3 reps, .*3 good"))
    expect(two.locator(".badge")).to_have_text("Cancelled")


def test_the_timeline_works_from_the_keyboard(site: Site) -> None:
    site.go("videos")
    site.upload(PARTIAL)
    site.go(site.done("row-partial.mp4"))
    reps = site.page.locator(".thing:has(.rep)")
    reps.first.focus()
    site.page.keyboard.press("ArrowRight")
    expect(reps.nth(1)).to_be_focused()
    site.page.keyboard.press("Enter")
    expect(reps.nth(1)).to_have_attribute("aria-current", "true")
    assert site.seconds() > 5
    site.page.keyboard.press("End")
    expect(reps.nth(2)).to_be_focused()
    expect(site.page.get_by_role("heading", name="Not counted", exact=True)).to_be_visible()
    expect(site.page.locator(".now")).to_contain_text("Rep 2 of 3")
    assert site.page.locator(".plot .turn-mark").count() == 3


def test_what_the_browser_cannot_play_is_still_told(site: Site) -> None:
    assert site.services
    site.go("videos")
    site.upload(CLIPS / "reverse-fly.mp4", exercise="reverse-fly")
    address = site.done("reverse-fly.mp4")
    (site.services.jobs.folder(address.partition("/")[2]) / "video").write_bytes(b"x" * 5000)
    site.go(address)
    expect(site.page.locator(".player .notice")).to_contain_text("cannot play this kind of video")
    site.page.locator(".thing:has(.rep)").nth(1).click()
    expect(site.page.locator(".now")).to_contain_text("Rep 2 of 4")
    expect(site.page.get_by_label("Show the skeleton")).to_be_hidden()
    unknown = site.page.locator("section", has_text="What was not judged, and why")
    expect(unknown).to_contain_text("Rounded back. The camera stood where this cannot be seen.")


def test_two_sets_are_compared(site: Site) -> None:
    site.go("videos")
    site.upload(ROUNDED, PARTIAL)
    a, b = site.done("row-rounded.mp4"), site.done("row-partial.mp4")
    site.upload(PLANK, exercise="plank")
    plank = site.done("plank-sag.mp4").partition("/")[2]
    site.page.get_by_role("button", name="Compare").click()
    table = site.page.locator("table.compared")
    table.wait_for()
    cells = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in table.locator("tbody tr").all()
    }
    assert sorted(cell[0] for cell in cells["Reps"]) == ["3", "4"]  # perhaps in doubt
    assert sorted(cells["Not counted"]) in (["0", "1"], ["0", "2"])
    assert any("In 4 of 4 reps" in cell for cell in cells["Rounded back"])
    site.page.get_by_label("From which rep").select_option("1")
    times = "Array.from(document.querySelectorAll('video'), (each) => each.currentTime)"
    site.page.wait_for_timeout(500)
    assert min(site.page.evaluate(times)) > 4
    site.go(f"compare/{a.partition('/')[2]}/{plank}")
    expect(site.page.get_by_role("alert")).to_contain_text("two different exercises")
    assert b
    site.said.clear()  # the shell notes what a page threw


def test_where_nothing_was_counted_both_lists_say_why(site: Site) -> None:
    said = "You were not standing: this is a bent-over row's check"
    site.go("videos")
    site.upload(PLANK)
    site.done(PLANK.name)
    expect(site.page.get_by_text(said)).to_be_visible()
    site.go("history")
    expect(site.page.locator(".session")).to_contain_text(said)


def test_the_history_lists_the_exercises_of_a_session(site: Site) -> None:
    assert site.services
    pushed = a_set(1, "push-up", faults=0)
    sets = [pushed, a_set(2, "plank", reps=0, faults=1, hold_s=30.0)]
    site.services.sessions.begin("live", sets=sets)
    site.services.sessions.begin("live", sets=[a_set()])
    site.go("history")
    one, several = site.page.locator(".session").all()
    expect(one.locator(".session-name")).to_have_text("Bent-over row")
    expect(several.locator(".session-name")).to_have_text("Push-up, Plank")
    expect(several).to_contain_text("3 reps")
    expect(several).to_contain_text("30.0 s held")
    for each in (one, several):
        each.get_by_text("Sets and faults").click()
        expect(each.locator("tbody tr").first).to_be_visible()
    heads = ["Set", "Done", "Not counted", "Faults"]
    expect(one.locator("th[scope=col]")).to_have_text(heads)
    expect(several.locator("th[scope=col]")).to_have_text([heads[0], "Exercise", *heads[1:]])
    rows = several.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("Push-up")
    expect(rows.nth(1)).to_contain_text("Plank")


def test_the_history_looks_back_and_can_be_deleted(site: Site) -> None:
    assert site.services
    make_history(site.services)
    site.go("history")
    page = site.page
    expect(page.locator(".fault-card")).to_contain_text("Rounded back")
    expect(page.locator(".fault-card")).to_contain_text("It is getting rarer.")
    assert page.locator(".week-chart svg[role=img]").count() == 2
    page.get_by_text("The same as a table").first.click()
    assert page.locator(".week-chart table").first.locator("tbody tr").count() >= 8
    for _ in range(3):
        if page.locator(".calendar .trained").count():
            break
        page.get_by_role("button", name="Month before").click()
    expect(page.locator(".calendar .trained").first).to_contain_text("trained")
    page.locator(".session").first.get_by_text("Sets and faults").click()
    expect(page.locator(".session").first.locator("tbody tr").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").click()
    assert "rounded_back" in Path(download.value.path()).read_text()

    count = int(re.findall(r"\d+", page.locator("h2", has_text="sessions").inner_text())[0])
    page.locator(".session").first.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("h2", has_text="sessions")).to_have_text(f"{count - 1} sessions")
    page.get_by_role("button", name="Delete everything").click()
    page.keyboard.press("Escape")
    expect(page.locator("h2", has_text="sessions")).to_be_visible()
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("Nothing yet")).to_be_visible()


LOOK = """() => [...document.querySelectorAll("main :not(svg *)")].map((each) => {
  const box = each.getBoundingClientRect(), seen = getComputedStyle(each);
  return [each.tagName, each.className, box.x, box.y, box.width, box.height, seen.position].join();
})"""


def test_a_page_looks_the_same_wherever_one_comes_from(site: Site) -> None:
    assert site.services
    site.services.sessions.begin("live", sets=[a_set()])

    def look(address: str) -> Any:
        site.go(address)
        site.page.wait_for_timeout(300)
        return site.page.evaluate(LOOK)

    pages = ("", "live/plank", "videos", "history")
    alone = {}
    for each in pages:
        site.page.goto("about:blank")
        alone[each] = look(each)
    for each in (*pages, *pages):  # the second time with all style sheets there
        assert look(each) == alone[each], each


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (1280, "light")])
def test_every_page_fits_and_is_accessible(
    site: Site, browser: Browser, width: int, scheme: Literal["dark", "light"]
) -> None:
    assert site.services
    make_history(site.services)
    site.go("videos")
    site.upload(ROUNDED, PARTIAL)
    a, b = site.done("row-rounded.mp4"), site.done("row-partial.mp4")
    pages = ("videos", a, f"compare/{a.partition('/')[2]}/{b.partition('/')[2]}", "history")
    phone = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    small = Site(phone, site.url)
    for address in pages:
        small.go(address)
        phone.wait_for_timeout(300)
        assert phone.evaluate("document.documentElement.scrollWidth") <= width, address
        assert serious(phone) == [], address
    small.assert_quiet()
    phone.close()


def test_the_pages_speak_as_the_report_does(site: Site) -> None:
    site.go("videos")
    numbers = [0.0, 7.26, 59.97, 75.5, 3723.0]
    values: list[tuple[float, str]] = [
        (41.3, "deg"),
        (-0.2, "deg"),
        (-4.0, "deg"),
        (0.123, "ratio"),
        (31.2, "%"),
        (1.2, "torso"),
    ]
    said = site.page.evaluate(
        """async ([numbers, values, severities, attempts, unknown]) => {
          const { rank, severityWords, signOf } = await import("/js/severities.js");
          const written = await import("/js/numbers.js");
          const phrases = await import("/js/phrases.js");
          return {
            attempts: attempts.map((reason) => phrases.attemptWords({ reason })),
            unknown: unknown.map(phrases.unjudgedWords),
            severities: severities.map((each) => [
              rank(each), severityWords(each), signOf(each),
            ]),
            times: numbers.map(written.time), lengths: numbers.map(written.duration),
            values: values.map(([number, unit]) => written.value(number, unit)),
          };
        }""",
        [
            numbers,
            values,
            list(SEVERITIES),
            list(reason_words.ATTEMPT_WORDS),
            list(reason_words.UNKNOWN_WORDS),
        ],
    )
    assert said == {
        "attempts": [*reason_words.ATTEMPT_WORDS.values()],
        "unknown": [*reason_words.UNKNOWN_WORDS.values()],
        "severities": [
            [place, each.words, each.sign] for place, each in enumerate(SEVERITIES.values())
        ],
        "times": [number_words.clock(each) for each in numbers],
        "lengths": [number_words.duration(each) for each in numbers],
        "values": [number_words.value(*each) for each in values],
    }


def _base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()
