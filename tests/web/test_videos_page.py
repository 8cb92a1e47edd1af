"""Uploads, results and comparing in a real browser."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.chromium import in_chromium
from tests.test_words_for_people import complaints
from tests.web.replaying import CLIPS
from tests.web.serving import serving
from tests.web.site import PARTIAL, PLANK, ROUNDED, Site

pytestmark = in_chromium


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
        expect(page.locator(".thing:has(.rep)")).to_have_count(4)
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
    expect(site.page.locator(".plot .turn-mark")).to_have_count(3)


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


def _base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()
