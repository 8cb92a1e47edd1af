"""Plans in a real browser, by the keyboard: one is made, followed, and due; a set is corrected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect

from formcheck.history import SetSaid
from tests.axe import serious
from tests.chromium import in_chromium
from tests.history.made_up import a_set, rep
from tests.web.site import Site

pytestmark = in_chromium


def test_a_plan_is_made_by_keyboard_and_is_due_and_a_wrong_file_says_why(
    site: Site, tmp_path: Path
) -> None:
    page = site.page
    page.set_viewport_size({"width": 390, "height": 844})
    site.go("plans/new")
    page.get_by_label("Name").fill("My evening")
    page.get_by_label("What it is").fill("Two things.")
    page.get_by_label("Days a week").fill("2")
    page.get_by_label("You have").select_option("none")
    options = page.get_by_label("Exercise", exact=True).locator("option").all_inner_texts()
    assert "Push-up" in options
    assert "Lat pull-down" not in options
    for name in ("push-up", "plank"):
        page.get_by_label("Exercise", exact=True).select_option(name)
        page.get_by_role("button", name="Add", exact=True).press("Enter")
    steps = page.locator(".step-form > .row b")
    expect(steps).to_have_text(["Push-up", "Plank"])
    page.get_by_label("Hint").nth(1).press("Alt+ArrowUp")
    expect(steps).to_have_text(["Plank", "Push-up"])
    expect(page.locator("main [role=status]")).to_contain_text("in place 1 of 2")
    page.get_by_role("button", name="Push-up, step 2: up").press("Enter")
    expect(steps).to_have_text(["Push-up", "Plank"])
    assert page.evaluate("document.activeElement.id") == "step-0-0-order"
    page.get_by_label("Reps from").fill("12")
    page.get_by_label("to", exact=True).fill("10")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.locator(".problems li")).to_contain_text("smaller number first")
    assert serious(page) == []
    page.get_by_label("to", exact=True).fill("14")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My evening")
    expect(page.locator(".steps li").first).to_have_text("Push-up: 12 to 14 reps")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export the file").click()
    text = download.value.path().read_text()
    assert 'exercise = "push-up"\nreps = [12, 14]' in text
    page.get_by_role("button", name="Follow it").press("Enter")
    expect(page.get_by_role("button", name="Followed")).to_have_attribute("aria-pressed", "true")
    site.go("")
    expect(page.locator(".due li")).to_contain_text("0 of 2 days of this week are done.")
    start = page.locator(".due").get_by_role("link", name="Start My evening")
    assert (start.get_attribute("href") or "").startswith("#/follow/")
    assert site.services
    toml = text.replace("My evening", "Yesterday's")
    site.services.runs.begin("yesterdays", "Yesterday's", toml, {})
    page.reload()
    expect(page.get_by_role("link", name="Go on with Yesterday's")).to_be_visible()
    page.get_by_text("Tick off minutes").click()
    page.get_by_role("button", name="Tick off", exact=True).click()
    expect(page.locator(".minutes")).to_contain_text("30 of 150 minutes")
    site.go("plans")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text.replace("push-up", "knitting"), encoding="utf-8")
    page.get_by_label("A workout's file").set_input_files(wrong)
    expect(page.locator(".problems li")).to_contain_text("wrong.toml: line")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious(page) == []


def test_what_is_said_of_a_set_earns_the_next_load_and_a_set_is_corrected(site: Site) -> None:
    assert site.services
    sessions, page = site.services.sessions, site.page
    reps = tuple(rep(i + 1, 3.0 * i) for i in range(12))
    done = a_set(faults=0).model_copy(update={"reps": reps, "target": (10, 12)})
    for days in (6, 3):
        at = datetime.now(UTC) - timedelta(days=days)
        id_ = sessions.begin("live", started_at=at, sets=[done])
        sessions.say(id_, 1, SetSaid(load_kg=20.0))
    site.go(f"history/{id_}/1")
    form = page.locator(".set-said")
    expect(form.get_by_label("Load", exact=True)).to_have_value("20")
    form.get_by_label("Unit of the load").select_option("lb")
    expect(form.get_by_label("Load", exact=True)).to_have_value("44")
    form.get_by_role("button", name="2", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Kept.")
    said = sessions.get_set(id_, 1)
    assert said is not None
    assert said.said.load_kg == 20.0  # not what 44 pounds are
    form.get_by_label("Unit of the load").select_option("kg")
    expect(form.get_by_label("Load", exact=True)).to_have_value("20")
    sessions.settle(id_, 1, 13)  # as another part of the page may meanwhile
    form.get_by_role("button", name="Keep").click()
    expect(form.get_by_label("Reps, if they are wrong")).to_have_value("13")
    settled = sessions.get_set(id_, 1)
    assert settled is not None
    assert settled.settled_reps == 13
    sessions.settle(id_, 1, None)
    page.get_by_text("100 of 100").click()
    expect(page.locator(".scores tbody tr")).to_have_count(3)
    site.go("progress/bent-over-row")
    expect(page.locator("main")).to_contain_text("Earned: more")
    expect(page.locator("main")).to_contain_text("10 to 12 reps with 22.5 kg")
    assert serious(page) == []
    site.go("history")
    page.get_by_text("Sets and faults").first.click()
    page.get_by_text("load, effort, corrections").first.click()
    form = page.locator(".set-said").first
    form.get_by_label("Reps, if they are wrong").fill("11")
    form.get_by_label("Exercise", exact=True).select_option("seated-row")
    form.get_by_role("button", name="Keep").click()
    expect(form.get_by_role("status")).to_have_text("Kept.")
    found = sessions.get(id_)
    assert found is not None
    (kept,) = found.all_sets
    assert (len(kept.reps), kept.settled_reps, kept.exercise) == (12, 11, "bent-over-row")
    assert (kept.done_exercise, kept.said.load_kg, kept.said.reps_in_reserve) == (
        "seated-row",
        20,
        2,
    )
    assert serious(page) == []
