"""A set over the live socket, from hello to the summary, with a pose process without a model."""

from __future__ import annotations

import asyncio
from xml.etree import ElementTree as ET

import pytest
from starlette.websockets import WebSocketDisconnect

from tests.figures import Stick, hinged, prone, rows, upright, wave
from tests.web.live_world import MakeWorld
from tests.web.walkers import frame

pytestmark = pytest.mark.real

SVG = "{http://www.w3.org/2000/svg}"


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
