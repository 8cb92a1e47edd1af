"""What the live socket takes, from whom, and what its messages are like."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from formcheck.web.app import create_app
from formcheck.web.live import messages, schema
from formcheck.web.services import Services
from formcheck.web.settings import Settings
from tests.figures import rows
from tests.web.fakes import BASE, FakeExecutor
from tests.web.live_world import URL, Browser, Clock, MakeWorld, problem
from tests.web.walkers import FakeFinder, frame

pytestmark = pytest.mark.real


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
            '{"type": "hello", "exercise": "plank", "workout": "back-circuit"}',
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
    assert published.read_text() == schema.schema_text(), "make schema"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema.json_schema())
