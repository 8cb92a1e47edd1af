"""The person's own posture: shown in a live set, kept, used, said and forgotten."""

from __future__ import annotations

import time
from datetime import date

import pytest
from starlette.testclient import TestClient

from formcheck.checking.own_posture import OwnValue
from formcheck.web.services import Services
from tests.checking.test_own_best import leaning
from tests.web.asking import API, upload
from tests.web.fakes import FakeExecutor
from tests.web.live_world import MakeWorld

OWN = f"{API}/own-posture"
DAY = date(2026, 11, 3)
STANDING = """name = "Standing"
about = "Standing."
source = "made up"
[[block]]
kind = "straight"
sets = 1
rest_s = 5
[[block.step]]
exercise = "standing-posture"
seconds = 60
"""


@pytest.mark.real
def test_shown_on_one_day_and_used_on_another(make_world: MakeWorld) -> None:
    """Who slumps from the first moment on is told, by what they showed as their own."""
    degrees = -2.0
    world = make_world(lambda _: leaning(degrees))

    def a_set(**hello: object) -> dict[str, object]:
        with world.browser() as browser:
            browser.hello(exercise="standing-posture", sets=1, hold_s=60, **hello)
            browser.film(0.0, 4.0)
            browser.send("finish")
            return browser.until("summary")

    assert a_set()["own"] == []  # nobody asked to keep it
    assert world.client.get(OWN).json() == []
    before = date.today()
    kept = a_set(own=True)["own"]
    assert isinstance(kept, list)
    found = world.client.get(OWN).json()
    assert [each["said"] for each in found] == sorted(kept)
    trunk = next(each for each in found if each["measure"] == "trunk_lean")
    assert (trunk["stance"], trunk["unit"]) == ("standing", "deg")
    assert f"{before}" <= trunk["day"] <= f"{date.today()}"  # it may be midnight
    assert trunk["value"] == pytest.approx(-2, abs=1.5)

    degrees = 20.0
    result = a_set()["result"]
    assert isinstance(result, dict)
    (use,) = (each for each in result["own_posture"] if each["id"] == "leaning_forward")
    assert use["used_s"] > 2
    assert use["said"].startswith(
        "Shoulders ahead of the hips: judged by your own upright trunk of"
    )
    assert "leaning_forward" in result["summary"]["faults"]
    assert a_set(own=True)["own"] == [
        "Nothing was kept as your own posture: stand side-on to the camera and keep still for a"
        " second. For the back stand upright for a second first, then lean forward with a flat"
        " back."
    ]
    assert world.client.get(OWN).json() == found  # what was right stays

    assert world.client.delete(OWN).status_code == 204
    assert world.client.get(OWN).json() == []


@pytest.mark.real
def test_what_could_not_be_kept_is_not_said_to_be_kept(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world(lambda _: leaning(-2.0))

    def full(*_: object) -> None:
        raise OSError("no space left on the device")

    with monkeypatch.context() as patch:
        patch.setattr(world.services.own_postures, "keep", full)
        with world.browser() as browser:
            browser.hello(exercise="standing-posture", sets=1, hold_s=60, own=True)
            browser.film(0.0, 4.0)
            browser.send("finish")
            summary = browser.until("summary")
        assert summary["own_unkept"]
        assert summary["own"] == [
            "Your own posture could not be kept (OSError): formcheck tries again for as long as it"
            " runs."
        ]
        assert summary["unkept"] == ""  # the sets are
        assert world.services.registry.unsaved() == 1
    for _ in range(250):
        if world.services.own_postures.get():
            break
        time.sleep(0.02)
    assert ("trunk_lean", "standing") in world.services.own_postures.get()


@pytest.mark.real
def test_a_followed_workout_is_judged_by_it_and_says_so(make_world: MakeWorld) -> None:
    world = make_world(lambda _: leaning(20.0))
    world.services.own_postures.keep({("trunk_lean", "standing"): OwnValue(-2.0, DAY)})
    world.services.library.add(STANDING, "standing")
    with world.browser() as browser:
        browser.hello(exercise="", workout="standing")
        browser.film(0.0, 14.0)
        browser.send("finish")
        (said,) = browser.until("run_summary")["own"]
    assert said.startswith("Shoulders ahead of the hips: judged by your own upright trunk of 3")
    (head,), _ = world.services.sessions.heads()
    record = world.services.sessions.get(head.id)
    assert record is not None
    assert {fault.id for fault in record.all_sets[0].faults} == {"leaning_forward"}


def test_an_uploaded_video_is_judged_by_it_as_well(
    client: TestClient, services: Services, executor: FakeExecutor
) -> None:
    own = {("back_bend", "standing"): OwnValue(-25.0, date(2026, 11, 3), -38.0)}
    services.own_postures.keep(own)  # type: ignore[arg-type]
    upload(client)
    ((_, job),) = executor.waiting
    assert job.own == own


@pytest.mark.slow
def test_it_goes_with_the_history(client: TestClient, services: Services) -> None:
    services.own_postures.keep({("neck_lean", "seated"): OwnValue(4.0, date(2026, 11, 3))})
    assert len(client.get(OWN).json()) == 1
    client.delete(f"{API}/sessions")
    assert client.get(OWN).json() == []
