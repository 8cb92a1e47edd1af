"""Which pose model a live session uses: what this machine can hold, and never another in a set."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.web.live.pose_process import PoseProcessDiedError
from tests.figures import Stick, rows, upright
from tests.web.live_world import Browser, MakeWorld
from tests.web.walkers import FakeFinder

pytestmark = pytest.mark.real

SLOW = {"full": 0.07, "lite": 0.03}
"""A weak laptop: with full there are at most 11 frames a second."""


def after_standing(time_s: float) -> Stick:
    """Three seconds upright, then four rows."""
    return upright() if time_s < 3 else rows(4)(time_s - 6)


def models(browser: Browser) -> list[str]:
    """The models of the frames so far, in order."""
    return list(dict.fromkeys(each["model"] for each in browser.of("frame")))


def test_lite_is_taken_before_the_set_where_full_is_too_slow(make_world: MakeWorld) -> None:
    world = make_world(after_standing)
    world.takes_s = SLOW
    with world.browser() as browser:
        browser.hello(sets=1, reps=4)
        browser.film(0.0, 16.5)
        first = next(each for each in browser.of("frame") if each["model"] == "lite")
        assert (first["number"], first["stage"]) == (21, "placing")
        assert world.pose_processes[0].begun == ["full", "lite"]
        assert [each["reps"] for each in browser.of("rep")] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("hello", "takes"),
    [({}, {"full": 0.05}), ({"model": "full"}, SLOW), ({"mode": "setup"}, SLOW)],
    ids=["fast enough", "full was asked for", "only trying the camera"],
)
def test_full_stays(hello: dict[str, Any], takes: dict[str, float], make_world: MakeWorld) -> None:
    world = make_world(lambda _: upright())
    world.takes_s = takes
    with world.browser() as browser:
        browser.hello(**hello)
        browser.film(0.0, 5.0)
        assert models(browser) == world.pose_processes[0].begun == ["full"]


def test_where_nobody_is_seen_nothing_is_known(make_world: MakeWorld) -> None:
    world = make_world(lambda _: None)
    world.takes_s = SLOW
    with world.browser() as browser:
        browser.hello()
        browser.film(0.0, 5.0)
        assert models(browser) == ["full"]


def test_what_gets_slow_in_a_set_is_changed_after_it(make_world: MakeWorld) -> None:
    """A laptop that gets warm; the person stays in position for a while, for an extra rep."""
    world = make_world(lambda t: rows(2)(t) if t < 9 else upright())
    with world.browser() as browser:
        browser.hello(sets=2, reps=2)
        browser.film(0.0, 2.0)
        world.takes_s = SLOW
        browser.film(2.0, 7.0)
        assert models(browser) == ["full"]
        assert browser.film(9.0, 1.5)["stage"] == "rest"
        assert models(browser) == ["full", "lite"]
        assert [each["reps"] for each in browser.of("rep")] == [1, 2]


def test_the_way_back_is_for_good(make_world: MakeWorld) -> None:
    world = make_world(after_standing)
    world.takes_s = SLOW
    with world.browser() as browser:
        browser.hello(sets=2, reps=9)
        browser.film(0.0, 8.0)
        assert browser.of("frame")[-1]["stage"] == "set"
        browser.socket.send_text('{"type": "model", "model": "full"}')
        browser.film(8.0, 8.0)
        assert models(browser) == ["full", "lite"]  # in the set it stays
        world.takes_s = {}
        browser.film(-9.0, 9.0)  # upright again: the set is over
        world.takes_s = SLOW
        browser.film(-9.0, 4.0)
        assert world.pose_processes[0].begun == ["full", "lite", "full"]
        assert browser.of("frame")[-1]["model"] == "full"


def test_a_model_that_cannot_be_loaded_leaves_the_other(
    make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = FakeFinder.begin

    async def refuse(finder: FakeFinder, model: str) -> None:
        if model == "lite":
            raise PoseProcessDiedError
        await begin(finder, model)

    monkeypatch.setattr(FakeFinder, "begin", refuse)
    world = make_world(after_standing)
    world.takes_s = SLOW
    with world.browser() as browser:
        browser.hello(sets=1, reps=4)
        browser.film(0.0, 16.5)
        assert models(browser) == ["full"]
        (told,) = browser.of("problem")
        assert told["problem"]["code"] == "restarted"
        assert [each["reps"] for each in browser.of("rep")] == [1, 2, 3, 4]
