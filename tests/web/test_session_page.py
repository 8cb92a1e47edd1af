"""The page of a training in front of the camera, with the clips of its sets, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from formcheck.history.records import SetDoubt
from formcheck.jobs.clips import ClipStore
from formcheck.web.services import Services
from tests.chromium import in_chromium
from tests.figures import rows
from tests.history.made_up import a_set, a_trace, doubt
from tests.jobs.test_clips import Now, picture
from tests.web.live_world import MakeWorld
from tests.web.page_helpers import Start
from tests.web.site import Site
from tests.web.watching import until, watching

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


def test_whoever_allows_it_sees_the_clip_of_a_set_until_it_is_deleted(
    browser: Browser, start: Start
) -> None:
    server = start(rows(2))
    with watching(browser, server) as seen:
        page = seen.set_up(sets=1, reps=2)
        expect(page.get_by_label("Keep a clip of each set")).not_to_be_checked()
        page.get_by_label("Keep a clip of each set").check()
        page.click(".start")
        expect(page.locator(".recorded")).to_contain_text("Clips kept until")
        page.get_by_role("link", name="All of this training").click()
        video = page.locator("video")
        expect(video).to_be_visible(timeout=60_000)
        expect(page.locator(".clip-row")).to_contain_text("Clips are kept on this machine until")
        until(page, "document.querySelector('video').duration > 2")
        page.locator(".thing:has(.rep)").nth(1).click()
        expect(page.locator(".now")).to_contain_text("Rep 2 of 2")
        until(page, "document.querySelector('video').currentTime > 1")
        (kept,) = server.services.settings.clips.iterdir()
        page.get_by_role("button", name="Delete the clip").click()
        expect(video).to_be_hidden()
        expect(page.locator("table.reps tbody tr")).to_have_count(2)
        assert not kept.exists()
    assert seen.complaints == []
    assert [url for url in seen.asked if "127.0.0.1" not in url] == []


def test_where_nobody_allowed_it_no_picture_is_kept(make_world: MakeWorld) -> None:
    world = make_world(rows(2))
    with world.browser() as tab:
        assert tab.hello(sets=1, reps=2)["recorded_until"] is None
        tab.film(0.0, 7.0)
        tab.send("finish")
        session = tab.until("summary")["session"]
    client = world.client
    found = client.get(f"/api/v1/sessions/{session}/clips").json()
    assert found == {"state": "none", "until": None, "trouble": "", "clips": []}
    assert client.delete(f"/api/v1/sessions/{session}/clips").status_code == 404
    assert not world.services.settings.clips.exists()


def test_the_clips_go_with_their_session(client: TestClient, services: Services) -> None:
    services.clips = ClipStore(services.settings.clips, Now(), days=14, pixels=10**6)
    first, second = (services.sessions.begin("live", sets=[a_set()]) for _ in range(2))
    for each in (first, second):
        recorder = services.clips.record(each)
        for tenth in range(30):
            recorder.add(tenth / 10, picture(), in_set=True)
        recorder.finish([a_set()])
    whole = client.get(f"/api/v1/sessions/{first}/sets/1/clip")
    part = client.get(f"/api/v1/sessions/{first}/sets/1/clip", headers={"Range": "bytes=0-99"})
    assert (whole.headers["content-type"], part.status_code) == ("video/mp4", 206)
    assert part.content == whole.content[:100]
    assert client.delete(f"/api/v1/sessions/{first}").status_code == 204
    assert [each.name for each in services.settings.clips.iterdir()] == [second]
    client.delete("/api/v1/sessions")
    assert list(services.settings.clips.iterdir()) == []
