"""The live socket when a line breaks, a browser comes back, or something fails meanwhile."""

from __future__ import annotations

import time

import pytest
from starlette.websockets import WebSocketDisconnect

from formcheck.web.live.registry import SWEEP_S
from tests.figures import rows
from tests.web.live_world import MakeWorld, problem
from tests.web.walkers import frame

pytestmark = pytest.mark.real


class TestConnection:
    def test_a_lost_one_goes_on_with_nothing_lost(self, make_world: MakeWorld) -> None:
        world = make_world(rows(6))
        with world.browser() as browser:
            token = browser.hello(reps=6)["resume"]
            assert browser.film(0.0, 5.5)["reps"] == 2
        world.clock.now += 0.5
        with world.browser() as browser:
            welcome = browser.hello(resume=token)
            assert (welcome["resumed"], welcome["reps"]) == (True, 2)
            assert browser.film(6.0, 8.0)["reps"] == 6
        assert len(world.pose_processes) == 1

    def test_a_browser_that_comes_back_is_shown_what_stands(self, make_world: MakeWorld) -> None:
        world = make_world(rows(6, torso=60))
        with world.browser() as browser:
            token = browser.hello()["resume"]
            browser.film(0.0, 4.0)
            assert browser.of("cue")
        with world.browser() as browser:
            browser.hello(resume=token)
            assert browser.receive()["id"] == "torso_too_high"

    def test_one_that_still_seems_to_be_there_is_taken_over(self, make_world: MakeWorld) -> None:
        world = make_world(rows(6))
        with world.browser() as first:
            token = first.hello()["resume"]
            first.film(0.0, 3.5)
            with world.browser() as second:
                assert second.hello(resume=token)["resumed"] is True
                with pytest.raises(WebSocketDisconnect) as closed:
                    first.receive()
                assert closed.value.code == 4409
                assert second.film(3.5, 2.0)["reps"] == 2

    def test_who_does_not_come_back_is_kept_in_the_history(self, make_world: MakeWorld) -> None:
        world = make_world(rows(6))
        with world.browser() as browser:
            token = browser.hello()["resume"]
            browser.film(0.0, 5.5)
        world.clock.now += 61
        time.sleep(2 * SWEEP_S + 0.2)
        (kept,), _ = world.services.sessions.heads()
        assert kept.reps == 2
        with world.browser() as browser:
            assert browser.hello(resume=token)["result"]["summary"]["reps"] == 2
        world.clock.now += 61
        with world.browser() as browser:
            assert browser.hello(resume=token)["resumed"] is False

    def test_a_set_under_way_is_in_the_history_after_each_rep(self, make_world: MakeWorld) -> None:
        world = make_world(rows(6))
        with world.browser() as browser:
            browser.hello(reps=6)
            browser.film(0.0, 6.0)  # and if the server were killed now ...
            (kept,), _ = world.services.sessions.heads()
            assert kept.reps == 2
            browser.film(6.0, 8.0)
            (kept,), _ = world.services.sessions.heads()
            assert kept.reps == 6

    def test_the_summary_comes_although_a_picture_is_being_looked_at(
        self, make_world: MakeWorld
    ) -> None:
        world = make_world(rows(6))
        with world.browser() as browser:
            browser.hello()
            browser.film(0.0, 3.5)
            world.pose_processes[0].slow_s = 0.2
            browser.clock.now += 0.1
            browser.socket.send_bytes(frame(99, browser.clock.now, 3.5))
            time.sleep(0.05)
            browser.send("finish")
            assert browser.until("summary")["result"]["summary"]["reps"] == 1

    def test_who_missed_the_summary_gets_it(self, make_world: MakeWorld) -> None:
        world = make_world(rows(6))
        with world.browser() as browser:
            token = browser.hello()["resume"]
            browser.film(0.0, 5.5)
            browser.send("finish")
        with world.browser() as browser:
            summary = browser.hello(resume=token)
            assert (summary["type"], summary["result"]["summary"]["reps"]) == ("summary", 2)

    def test_a_history_that_fails_is_told_and_stops_nobody(
        self, make_world: MakeWorld, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = make_world(rows(6))

        def full(*_: object, **__: object) -> str:
            raise OSError("no space left on the device")

        with monkeypatch.context() as patch:
            patch.setattr(world.services.sessions, "begin", full)
            with world.browser() as browser:
                browser.hello()
                assert browser.film(0.0, 5.5)["reps"] == 2
                browser.send("finish")
                summary = browser.until("summary")
                assert (summary["session"], len(summary["sets"])) == (None, 1)
                assert summary["unkept"] == "the history could not be written: OSError"
            assert world.services.registry.unsaved() == 1
        for _ in range(250):  # it is kept as soon as it can be
            if not world.services.registry.unsaved():
                break
            time.sleep(0.02)
        (head,), _total = world.services.sessions.heads()
        assert (head.kind, head.sets) == ("live", 1)

    def test_busy_is_said_clearly(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2), live_sessions=1)
        with world.browser() as first:
            first.hello()
            with world.browser() as second:
                second.socket.send_text('{"type": "hello", "exercise": "plank"}')
                found = problem(second)
                assert (found["status"], found["code"]) == (503, "busy")
                assert found["detail"].startswith("1 live session is going on already")

    def test_who_has_gone_makes_room(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2), live_sessions=1)
        with world.browser() as first:
            first.hello()
        with world.browser() as second:
            assert second.hello()["type"] == "welcome"

    def test_the_finder_may_die(self, make_world: MakeWorld) -> None:
        world = make_world(rows(6))
        with world.browser() as browser:
            browser.hello(reps=6)
            browser.film(0.0, 3.5)
            world.pose_processes[0].dies_at = 3.5
            browser.clock.now += 0.1
            browser.socket.send_bytes(frame(99, browser.clock.now, 3.5))
            assert problem(browser)["code"] == "restarted"
            assert browser.film(3.6, 2.0)["reps"] == 2
            assert world.pose_processes[0].begun == ["full", "full"]
