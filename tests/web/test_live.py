"""The live socket with a pose process that needs no model."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from formcheck.web.app import create_app
from formcheck.web.live import messages
from formcheck.web.live.registry import SWEEP_S
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.figures import Stick, hinged, prone, rows, upright, wave
from tests.web.conftest import BASE
from tests.web.fakes import FakeExecutor
from tests.web.walkers import FakeFinder, frame

pytestmark = pytest.mark.real

SVG = "{http://www.w3.org/2000/svg}"
URL = "ws://127.0.0.1:8000/api/v1/live"
DEFS = messages.json_schema()["$defs"]
SCHEMAS = {
    kind: Draft202012Validator({"$ref": place, "$defs": DEFS})
    for kind, place in DEFS["toBrowser"]["discriminator"]["mapping"].items()
}
"""What a message to the browser must be like, by its type."""


LEAD_S = 3.0
"""So long the person stands in position before the recorded seconds begin."""


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Browser:
    """One end of a live socket, that takes a picture ten times a second of its own time."""

    def __init__(self, socket: WebSocketTestSession, clock: Clock) -> None:
        self.socket = socket
        self.clock = clock
        self.number = 0
        self.got: list[dict[str, Any]] = []

    def hello(self, **what: Any) -> dict[str, Any]:
        self.socket.send_text(json.dumps({"type": "hello", "exercise": "bent-over-row", **what}))
        return self.receive()

    def receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.receive_text())
        SCHEMAS[message["type"]].validate(message)
        self.got.append(message)
        return message

    def film(self, start_s: float, seconds: float) -> dict[str, Any]:
        """Send frames one by one, as a browser that waits for each answer; the last answer.

        Before second 0 of what is seen there are three more, for the countdown.
        """
        seen: dict[str, Any] = {}
        if start_s == 0:
            start_s, seconds = -LEAD_S, seconds + LEAD_S
        for tenth in range(round(seconds * 10)):
            self.number += 1
            shown_s = start_s + tenth / 10
            self.clock.now += 0.1
            self.socket.send_bytes(frame(self.number, self.clock.now, shown_s))
            while (seen := self.receive())["type"] != "frame":
                pass
            assert seen["number"] == self.number
        return seen

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.got if message["type"] == kind]

    def send(self, kind: str) -> None:
        self.socket.send_text(json.dumps({"type": kind}))

    def until(self, kind: str) -> dict[str, Any]:
        while True:
            message = self.receive()
            if message["type"] == kind:
                return message


Open = Callable[[], Any]


class World:
    """A server, its clock and what is to be seen."""

    def __init__(self, settings: Settings, posed: Callable[[float], Stick | None]) -> None:
        self.clock = Clock()
        self.pose_processes: list[FakeFinder] = []

        def make() -> FakeFinder:
            self.pose_processes.append(FakeFinder(posed))
            return self.pose_processes[-1]

        self.services = Services(settings, FakeExecutor(), make)
        self.services.registry.clock = self.clock
        self.client = TestClient(create_app(self.services), base_url=BASE)

    @contextmanager
    def browser(self) -> Iterator[Browser]:
        with self.client.websocket_connect(URL) as socket:
            yield Browser(socket, self.clock)


@pytest.fixture
def make_world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    made: list[World] = []

    def make(posed: Callable[[float], Stick | None], **limits: Any) -> World:
        settings = Settings(tmp_path / "data", limits=Limits(**limits), resume_s=60.0)
        world = World(settings, posed)
        world.client.__enter__()
        made.append(world)
        return world

    yield make
    for world in made:
        world.client.__exit__(None, None, None)
        world.services.close()


MakeWorld = Callable[..., World]


def problem(browser: Browser) -> dict[str, Any]:
    found: dict[str, Any] = browser.until("problem")["problem"]
    return found


class TestASet:
    def test_from_hello_to_the_summary(self, make_world: MakeWorld) -> None:
        world = make_world(rows(4))
        with world.browser() as browser:
            welcome = browser.hello(sets=1, reps=4)
            assert (welcome["type"], welcome["resumed"]) == ("welcome", False)
            assert welcome["target"] == {"sets": 1, "reps": 4, "hold_s": None, "rest_s": 60.0}
            seen = browser.film(0.0, 10.5)
            assert (seen["reps"], seen["state"], seen["stage"]) == (4, "active", "done")
            assert [rep["reps"] for rep in browser.of("rep")] == [1, 2, 3, 4]
            assert [each["seconds"] for each in browser.of("countdown")] == [3, 2, 1]
            (finished,) = browser.of("set_finished")
            assert (finished["reps"], finished["reached"]) == (4, True)
            browser.send("finish")
            summary = browser.until("summary")
            assert summary["result"]["summary"]["reps"] == 4
            assert summary["sets"][0]["reps"][3]["index"] == 4
            record = world.services.sessions.get(summary["session"])
            assert record is not None
            assert (record.kind, record.reps) == ("live", 4)
            with pytest.raises(WebSocketDisconnect) as closed:
                browser.receive()
            assert closed.value.code == 1000

    def test_gauge_and_skeleton(self, make_world: MakeWorld) -> None:
        world = make_world(rows(3))
        with world.browser() as browser:
            welcome = browser.hello()
            browser.film(0.0, 7.5)
            frames = browser.of("frame")
            gauges = [each["gauge"] for each in frames if each["gauge"] is not None]
            assert min(gauges) == 0
            assert max(gauges) > 0.9
            assert len(frames[-1]["skeleton"]) == len(welcome["joints"])
            assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y, _ in frames[-1]["skeleton"])

    def test_guidance_until_in_position(self, make_world: MakeWorld) -> None:
        world = make_world(lambda t: None if t < 2 else upright() if t < 4 else hinged())
        with world.browser() as browser:
            browser.hello()
            seen = browser.film(0.0, 1.5)
            assert seen["skeleton"] is None
            assert seen["missing"] == "nobody can be seen"
            browser.film(2.0, 4.0)
            codes = [each["code"] for each in browser.of("guidance")]
            assert codes[:2] == ["nobody", "position"]
            assert codes[-1] is None

    def test_a_cue_comes_and_is_mended(self, make_world: MakeWorld) -> None:
        world = make_world(lambda t: rows(6, torso=60 if t < 6 else 25)(t))
        with world.browser() as browser:
            browser.hello()
            browser.film(0.0, 12.0)
            (cue,) = browser.of("cue")
            assert cue["text"] == "Hinge further: chest towards the floor"
            assert browser.of("cue_ended")[-1]["mended"] == "Good, that is the hinge"

    def test_finished_sets_are_in_the_history_at_once(self, make_world: MakeWorld) -> None:
        world = make_world(rows(3))
        with world.browser() as browser:
            browser.hello(sets=2, reps=3)
            browser.film(0.0, 8.0)
            assert browser.of("set_finished")
            browser.film(7.5, 0.5)
            heads, total = world.services.sessions.heads()
            assert (total, heads[0].reps) == (1, 3)

    def test_each_set_is_drawn_as_a_video_is(self, make_world: MakeWorld) -> None:
        """At once: what was kept with a rep is there whatever ends the server after it."""
        world = make_world(rows(9))
        with world.browser() as browser:
            browser.hello(sets=2, reps=2, rest_s=1)
            browser.film(0.0, 12.0)
            assert world.client.portal is not None
            world.client.portal.call(asyncio.sleep, 0.3)
            (head,), _ = world.services.sessions.heads()
            record = world.services.sessions.get(head.id)
            assert record is not None
            assert len(record.all_sets) == 2
            for each in record.all_sets:
                path = f"/api/v1/sessions/{head.id}/sets/{each.index}/drawings"
                answer = world.client.get(f"{path}/timeline", params={"width": 700})
                assert answer.headers["content-type"].startswith("image/svg+xml")
                drawn = ET.fromstring(answer.text)
                things = drawn.findall(f"{SVG}g[@data-name='counted']/{SVG}g[@class='thing']")
                assert [float(thing.get("data-from", "")) for thing in things] == pytest.approx(
                    [rep.start_s for rep in each.reps], abs=0.001
                )
                many = len(each.reps)  # they are numbered in their set
                assert things[-1].get("data-now") == f"Rep {many} of {many}"
                axis = drawn.find(f"{SVG}g[@class='axis time']")
                assert axis is not None
                assert float(axis.get("data-from", "")) >= each.start_s - 1.0
                plot = world.client.get(f"{path}/plot")
                assert plot.text.count('class="turn-mark"') == many
            nowhere = f"/api/v1/sessions/{head.id}/sets/3/drawings/timeline"
            assert world.client.get(nowhere).status_code == 404

    def test_the_rest_can_be_skipped(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2))
        with world.browser() as browser:
            browser.hello(sets=2, reps=2)
            browser.film(0.0, 5.5)
            browser.send("skip_rest")
            assert browser.until("stage")["stage"] == "placing"

    def test_a_hold_counts_its_seconds(self, make_world: MakeWorld) -> None:
        world = make_world(lambda t: prone(forearms=True) if t < 14 else upright())
        with world.browser() as browser:
            welcome = browser.hello(exercise="plank", sets=1, hold_s=10)
            assert (welcome["target"]["reps"], welcome["target"]["hold_s"]) == (None, 10)
            seen = browser.film(0.0, 16.0)
            assert seen["gauge"] is None
            assert seen["hold_s"] == pytest.approx(14, abs=1.5)
            assert seen["good_hold_s"] == pytest.approx(seen["hold_s"], abs=0.5)
            assert browser.of("set_finished")[0]["reached"] is True
            browser.send("finish")
            (kept,) = browser.until("summary")["sets"]
            assert kept["hold_s"] == pytest.approx(14, abs=1.5)

    def test_an_error_of_our_own_ends_the_line_in_order(
        self,
        make_world: MakeWorld,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        world = make_world(rows(2))

        def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError("secret")

        with world.browser() as browser:
            browser.hello()
            monkeypatch.setattr("formcheck.web.live.session.LiveSession.update", broken)
            browser.socket.send_bytes(frame(1, 0.0))
            with pytest.raises(WebSocketDisconnect) as closed:
                browser.receive()
        assert closed.value.code == 1011
        assert "secret" not in capfd.readouterr().err


class TestWhatIsSaidWhen:
    """From one stage to the next, in front of the whole server."""

    def test_nothing_before_go(self, make_world: MakeWorld) -> None:
        world = make_world(rows(5, torso=60))
        with world.browser() as browser:
            browser.hello(sets=1, reps=9)
            browser.film(0.5, 9.5)  # the first rep is over before "Go"
            kinds = [message["type"] for message in browser.got]
            before = browser.got[: kinds.index("set_started")]
            assert {"countdown", "frame"} <= {message["type"] for message in before}
            assert not {"rep", "attempt", "cue"} & {message["type"] for message in before}
            frames = [each for each in browser.of("frame") if each["stage"] != "set"]
            assert {(each["reps"], each["count"], each["gauge"]) for each in frames} == {
                (0, "0", None)
            }
            assert [rep["reps"] for rep in browser.of("rep")] == [1, 2, 3]
            shown = browser.of("frame")[-1]["count"]
            browser.send("finish")
            summary = browser.until("summary")
            assert str(summary["result"]["summary"]["reps"]) == shown == "3"
            assert [rep["index"] for rep in summary["result"]["reps"]] == [1, 2, 3]
            assert len(summary["sets"][0]["reps"]) == 3

    def test_a_hold_counts_from_go_and_the_summary_says_the_same(
        self, make_world: MakeWorld
    ) -> None:
        world = make_world(lambda t: prone(forearms=True) if t < 9 else upright())
        with world.browser() as browser:
            browser.hello(exercise="plank", sets=1, hold_s=30)
            browser.film(0.0, 18.0)
            frames = browser.of("frame")
            placing = [each for each in frames if each["stage"] in ("placing", "countdown")]
            assert {each["hold_s"] for each in placing} == {0.0}
            assert any(each["state"] == "active" for each in placing)
            (ended,) = browser.of("ended")
            (finished,) = browser.of("set_finished")
            assert finished["reached"] is False
            assert "of 30 seconds" in finished["say"]
            assert "done" not in f"{ended['title']} {ended['text']} {finished['say']}".lower()
            browser.send("finish")
            summary = browser.until("summary")
            held = summary["result"]["summary"]["hold_s"]
            assert str(int(held)) == finished["count"] == frames[-1]["count"]
            assert held == pytest.approx(sum(each["hold_s"] for each in summary["sets"]))
            assert held == pytest.approx(
                sum(each["end_s"] - each["start_s"] for each in summary["result"]["holds"]), abs=0.2
            )

    def test_a_rest_is_left_in_peace(self, make_world: MakeWorld) -> None:
        def posed(t: float) -> Stick | None:
            if t < 7.0:
                return rows(3)(t)  # one more than was asked for
            moving = upright(reach=wave(t, period=2, rest=0.2, low=0.75, high=1))
            return moving if t < 16.0 else None

        world = make_world(posed)
        with world.browser() as browser:
            browser.hello(sets=2, reps=2, rest_s=40)
            browser.film(0.0, 25.0)
            kinds = [message["type"] for message in browser.got]
            rest = browser.got[kinds.index("set_finished") + 1 :]
            assert not {"attempt", "cue"} & {message["type"] for message in rest}
            assert not [m for m in rest if m["type"] == "guidance" and m["text"]]
            assert [m["say"] for m in rest if m["type"] == "rep"] == ["plus 1"]
            (more,) = [m for m in rest if m["type"] == "set_finished"]
            assert (more["again"], more["text"]) == (True, "Set 1: 2 + 1 reps, target reached")
            left = [m["seconds"] for m in rest if m["type"] == "rest"]
            assert left == sorted(left, reverse=True)  # no timer began anew
            browser.send("finish")
            summary = browser.until("summary")
            listed = [each["attempts"] for each in summary["sets"]]
            assert sum(listed) == summary["result"]["summary"]["attempts"] == 0
            assert summary["result"]["summary"]["reps"] == 3
            assert summary["result"]["summary"]["faults"] == {}

    def test_what_was_not_counted_is_what_the_table_lists(self, make_world: MakeWorld) -> None:
        world = make_world(lambda t: rows(1)(t) if t < 3.5 else rows(3, low=0.85)(t - 3.5))
        with world.browser() as browser:
            browser.hello(sets=1, reps=9)
            browser.film(0.0, 12.5)
            said = len(browser.of("attempt"))
            assert said
            browser.send("finish")
            summary = browser.until("summary")
            assert summary["result"]["summary"]["attempts"] == said
            assert [each["attempts"] for each in summary["sets"]] == [said]

    def test_finishing_in_the_middle_promises_no_rest(self, make_world: MakeWorld) -> None:
        world = make_world(rows(9))
        with world.browser() as browser:
            browser.hello(sets=3, reps=9)
            browser.film(0.0, 6.0)
            browser.send("finish")
            browser.until("summary")
            assert [each["say"] for each in browser.of("set_finished")] == ["2 of 9 reps."]
            assert browser.of("ended")[0]["title"] == "Finished"

    def test_who_comes_back_in_the_rest_sees_it_whole(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2))
        with world.browser() as browser:
            token = browser.hello(sets=2, reps=2)["resume"]
            browser.film(0.0, 6.0)
        with world.browser() as browser:
            assert browser.hello(resume=token)["stage"] == "rest"
            assert browser.receive()["text"] == "Set 1: 2 reps, target reached"
            assert browser.receive()["type"] == "rest"


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


class TestLimits:
    def test_messages_that_are_too_large(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2), message_bytes=1_000)
        with world.browser() as browser:
            browser.hello()
            browser.socket.send_bytes(b"x" * 1_001)
            assert problem(browser)["code"] == "too-large"

    def test_a_flood_of_frames(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2), live_fps=5)
        with world.browser() as browser:
            browser.hello()
            for number in range(30):
                browser.socket.send_bytes(frame(number, 0.0))
            assert problem(browser)["code"] == "too-many-frames"

    def test_of_many_frames_the_newest_is_looked_at(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2))
        with world.browser() as browser:
            browser.hello()
            for number in range(20):
                browser.socket.send_bytes(frame(number, 0.01 * number))
            seen = [browser.until("frame")]
            while seen[-1]["number"] != 19:
                seen.append(browser.until("frame"))
            replaced = sum(each["replaced"] for each in seen)
            assert len(seen) + replaced == 20

    @pytest.mark.parametrize(
        "text",
        [
            "no json",
            "[]",
            '{"type": "other"}',
            '{"type": "hello"}',
            '{"type": "hello", "exercise": "plank", "sets": 0}',
            '{"type": "hello", "exercise": "plank", "more": 1}',
        ],
    )
    def test_a_first_message_that_is_none(self, make_world: MakeWorld, text: str) -> None:
        world = make_world(rows(2))
        with world.browser() as browser:
            browser.socket.send_text(text)
            assert problem(browser)["code"] == "invalid"

    def test_other_first_messages(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2))
        for message, code in (
            ('{"type": "finish"}', "no-hello"),
            ('{"type": "hello", "exercise": "../x.toml"}', "not-found"),
        ):
            with world.browser() as browser:
                browser.socket.send_text(message)
                assert problem(browser)["code"] == code

    def test_bad_pictures_are_told_of_and_at_last_end_it(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2))
        with world.browser() as browser:
            browser.hello()
            for number in range(30):
                browser.clock.now += 0.2
                browser.socket.send_bytes(messages.HEADER.pack(number, 200.0 * number) + b"x")
                message = browser.until("problem")
                assert message["problem"]["code"] == "bad-picture"
                if message["fatal"]:
                    break
            assert number == 20

    def test_clocks_that_cannot_be_right(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2))
        with world.browser() as browser:
            browser.hello()
            for number, time_s in enumerate([0.0, 1e12, -1e12, 5.0, 5.0]):
                browser.clock.now += 0.1
                browser.socket.send_bytes(frame(number, time_s, 0.0))
                assert browser.until("frame")["number"] == number


class TestWhoMayAsk:
    def test_another_page_may_not(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2))
        for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
            with (
                pytest.raises(WebSocketDisconnect),
                world.client.websocket_connect(URL, headers=headers),
            ):
                pass

    def test_our_own_may(self, make_world: MakeWorld) -> None:
        world = make_world(rows(2))
        with world.client.websocket_connect(URL, headers={"Origin": BASE}) as socket:
            assert Browser(socket, world.clock).hello()["type"] == "welcome"

    def test_without_the_token_nobody_may(self, settings: Settings) -> None:
        known = replace(settings, host="0.0.0.0", token="open-sesame")
        with (
            Services(known, FakeExecutor(), lambda: FakeFinder(rows(1))) as services,
            TestClient(create_app(services), base_url="http://192.168.1.5") as client,
        ):
            with (
                pytest.raises(WebSocketDisconnect),
                client.websocket_connect("ws://192.168.1.5/api/v1/live"),
            ):
                pass
            headers = {"Authorization": "Bearer open-sesame"}
            with client.websocket_connect(
                "ws://192.168.1.5/api/v1/live", headers=headers
            ) as socket:
                assert Browser(socket, Clock()).hello()["type"] == "welcome"


def test_the_published_schema_is_current() -> None:
    published = Path(__file__).parents[2] / "docs" / "live.schema.json"
    assert published.read_text() == messages.schema_text(), "make schema"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(messages.json_schema())
