"""The page of a training in front of the camera, in a real browser."""

from __future__ import annotations

from playwright.sync_api import expect

from formcheck.history.records import SetDoubt
from tests.chromium import in_chromium
from tests.history.made_up import a_set, a_trace, doubt
from tests.web.site import Site

pytestmark = in_chromium


def test_a_training_has_a_page_with_each_set_as_a_video_has_it(site: Site) -> None:
    assert site.services
    sessions = site.services.sessions
    unsure = SetDoubt(**dict(doubt(6.0, more=1)))
    first = a_set().model_copy(update={"doubts": (unsure,), "reps_range": (3, 4)})
    held = a_set(2, "plank", reps=0, faults=1, hold_s=30.0)
    unknown = a_set(3, "my-own")
    id_ = sessions.begin(
        "live", sets=[first, held, unknown], traces={1: a_trace(), 2: a_trace()}, duration_s=90.0
    )
    page = site.page
    site.go("history")
    page.locator(".session").get_by_role("link", name="Open").click()
    expect(page.locator("h1")).to_have_text(
        "Set 1: 3 reps, perhaps 4 (2 good, 1 at fault), 1 not counted"
    )
    expect(page.locator(".chips")).to_contain_text("Rounded back")
    expect(page.locator(".mend-cue")).to_have_text("Flatten your back")
    rows = page.locator("table.reps tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("0.8 · 0.1 · 1.0")
    rows.nth(1).get_by_role("button").click()
    expect(page.locator(".now")).to_contain_text("Rep 2 of 3")
    assert page.locator(".plot").is_visible()
    page.get_by_role("button", name="It was a rep").click()
    expect(page.locator("h1")).to_contain_text("4 reps")
    kept = sessions.get(id_)
    assert kept is not None
    assert kept.all_sets[0].settled_reps == 4

    page.get_by_role("navigation", name="Sets").get_by_role("link", name="Set 2").click()
    expect(page.locator("h1")).to_contain_text("Set 2: Held 30.0 s")
    expect(page.locator("[aria-current=page]", has_text="Set 2")).to_be_visible()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("navigation", name="Sets").get_by_role("link", name="Set 3").click()
    expect(page.locator(".notice")).to_contain_text("my-own")

    page.get_by_role("button", name="Delete this training").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nothing yet")).to_be_visible()
    assert sessions.get(id_) is None
