"""The history in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from formcheck.history import SetSaid
from tests.chromium import in_chromium
from tests.history.made_up import a_set
from tests.web.replaying import make_history
from tests.web.site import Site

pytestmark = in_chromium


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
    expect(one.locator(".session-more > .scroll th[scope=col]")).to_have_text(heads)
    columns = several.locator(".session-more > .scroll th[scope=col]")
    expect(columns).to_have_text([heads[0], "Exercise", *heads[1:]])
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
    expect(page.locator(".week-chart svg[role=img]")).to_have_count(2)
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


def test_a_hold_is_shown_as_the_person_says_beside_what_the_camera_timed(site: Site) -> None:
    assert site.services
    sessions, page = site.services.sessions, site.page
    timed = a_set(1, "plank", reps=0, hold_s=30.0, faults=0)
    id_ = sessions.begin("live", sets=[timed, a_set(2, "plank", reps=0, hold_s=0.0, faults=0)])
    sessions.say(id_, 1, SetSaid(hold_s=45.0))
    sessions.say(id_, 2, SetSaid(hold_s=20.0))
    site.go("history")
    expect(page.locator("main")).to_contain_text("1 min 5 s held, 30.0 s counted")
    expect(page.locator("dl.numbers")).to_contain_text("1 min 5 s, 30.0 s counted")
    page.get_by_text("Sets and faults").first.click()
    rows = page.locator("table tbody tr")
    expect(rows.filter(has_text="45.0 s, 30.0 s counted")).to_have_count(1)
    expect(rows.filter(has_text="20.0 s, 0.0 s counted")).to_have_count(1)
    site.go(f"history/{id_}/1")
    expect(page.locator("header.result-head")).to_contain_text("1 min 5 s held")
    expect(page.locator("header.result-head")).to_contain_text("20.0 s")
