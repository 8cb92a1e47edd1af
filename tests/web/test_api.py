"""The API: exercises, measures, the history, and its problems."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from formcheck.history.records import SetDoubt
from formcheck.measures import MEASURES
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.history.made_up import a_set, doubt
from tests.web.asking import API, code


class TestMeasures:
    @pytest.mark.slow
    def test_every_measure_that_an_exercise_names_is_drawn(self, client: TestClient) -> None:
        known = client.get(f"{API}/exercises").json()
        named = {check["measure"] for each in known for check in each["checks"]}
        named |= {each["measure"] for each in known if each["kind"] == "reps"}
        assert {"reach", "body_line"} <= named
        for name in named | set(MEASURES):
            answer = client.get(f"{API}/measures/{name}.svg")
            assert answer.status_code == 200
            assert answer.headers["content-type"] == "image/svg+xml"
            assert ET.fromstring(answer.content).get("aria-label", "").startswith("Drawing: ")

    @pytest.mark.slow
    def test_no_other_is(self, client: TestClient) -> None:
        code(client.get(f"{API}/measures/cheerfulness.svg"), 404)

    def test_a_limit_says_of_what(self, client: TestClient) -> None:
        one = client.get(f"{API}/exercises/push-up").json()
        assert one["range_of"] == "of the straight arm"
        assert one["checks"][0]["right_is"] == "at most 5° below the line from shoulders to feet"
        assert list(one["tempo_words"]) == one["tempo"] == ["rest_s", "down_s", "pause_s", "up_s"]
        assert one["tempo_words"]["pause_s"] == "still at the bottom"


class TestExercises:
    def test_all_and_one(self, client: TestClient) -> None:
        ids = [each["id"] for each in client.get(f"{API}/exercises").json()]
        assert "plank" in ids
        one = client.get(f"{API}/exercises/plank").json()
        assert (one["kind"], one["sets"], one["hold_s"]) == ("hold", 3, [20, 60])
        assert one["checks"][0]["cue"]
        assert (one["body_part"], one["load"], one["sides"]) == ("core", "none", "near")
        assert "Breathing is not seen." in one["not_seen"]
        assert one["equipment"][0] == "none"
        assert one["muscles"]
        assert one["look_alikes"]
        assert one["source"]

    def test_what_is_seen_from_where(self, client: TestClient) -> None:
        one = client.get(f"{API}/exercises/push-up").json()
        assert one["place"] == "side-on"
        assert one["dose"] == "3 sets of 8 to 15 reps"
        assert one["turn"] == "down"
        front, three_quarter, side, back = one["from_views"]
        assert (front["words"], front["counted"], front["judged"]) == ("the front", True, [])
        assert three_quarter["partly"] == ["hips_sagging"]
        assert side["judged"] == ["hips_sagging", "hips_piking"]
        assert back["counted"] is False

    @pytest.mark.slow
    def test_its_figure_moves(self, client: TestClient) -> None:
        for one in client.get(f"{API}/exercises").json():
            answer = client.get(f"{API}/exercises/{one['id']}/figure.svg")
            assert answer.status_code == (200 if one["figure"] else 404)
        answer = client.get(f"{API}/exercises/push-up/figure.svg")
        assert answer.headers["content-type"] == "image/svg+xml"
        assert b"animate" in answer.content
        code(client.get(f"{API}/exercises/cheerfulness/figure.svg"), 404)

    @pytest.mark.parametrize("name", ["none", "mine.toml", "..%2f..%2fetc%2fpasswd.toml"])
    def test_a_name_never_becomes_a_path(self, client: TestClient, name: str) -> None:
        assert code(client.get(f"{API}/exercises/{name}"), 404) == "not-found"


class TestHistory:
    @pytest.mark.slow
    def test_looking_back_and_exporting(self, client: TestClient, services: Services) -> None:
        services.sessions.begin("live", sets=[a_set()])
        seen = client.get(f"{API}/history").json()
        assert seen["weeks"][0]["reps"] == 3
        assert seen["frequent_fault"]["id"] == "rounded_back"
        document = client.get(f"{API}/history.json")
        assert document.json()["schema"] == 2
        assert "attachment" in document.headers["content-disposition"]
        assert client.get(f"{API}/history.csv").text.count("\n") == 4
        (head,) = client.get(f"{API}/sessions").json()["sessions"]
        assert head["kind"] == "live"


class TestSettling:
    @pytest.mark.slow
    def test_both_numbers_are_kept(self, client: TestClient, services: Services) -> None:
        missed = SetDoubt(**dict(doubt(8.0, more=1)))
        done = a_set(reps=3).model_copy(update={"reps_range": (3, 4), "doubts": (missed,)})
        id_ = services.sessions.begin("live", sets=[done])
        place = f"{API}/sessions/{id_}/sets/1"
        answer = client.put(f"{place}/doubts/1", json={"reps": 1})
        assert answer.status_code == 200, answer.text
        assert (answer.json()["settled_reps"], len(answer.json()["reps"])) == (4, 3)
        (head,) = client.get(f"{API}/sessions").json()["sessions"]
        assert (head["reps"], head["settled_reps"], head["reps_range"]) == (3, 4, [4, 4])
        assert client.put(f"{place}/settled", json={"reps": 9}).json()["settled_reps"] == 9
        back = client.put(f"{place}/settled", json={"reps": None}).json()
        assert (back["settled_reps"], back["reps_range"]) == (None, [3, 4])

    @pytest.mark.slow
    def test_what_cannot_be_is_a_problem(self, client: TestClient, services: Services) -> None:
        missed = SetDoubt(**dict(doubt(8.0, more=1)))
        done = a_set(reps=3).model_copy(update={"doubts": (missed,)})
        place = f"{API}/sessions/{services.sessions.begin('live', sets=[done])}/sets"
        nobody = f"{API}/sessions/{'0' * 32}/sets/1/settled"
        assert code(client.put(nobody, json={"reps": 1}), 404) == "not-found"
        assert code(client.put(f"{place}/2/settled", json={"reps": 1}), 404) == "not-found"
        assert code(client.put(f"{place}/1/doubts/2", json={"reps": 1}), 404) == "not-found"
        assert code(client.put(f"{place}/1/doubts/1", json={"reps": 2}), 422) == "invalid"
        for wrong in ({"reps": -1}, {"reps": "many"}, {"reps": 1.5}, {}, {"reps": 10**9}):
            assert code(client.put(f"{place}/1/settled", json=wrong), 422) == "invalid"

    @pytest.mark.slow
    def test_what_a_person_says_fills_in_the_next_set(
        self, client: TestClient, services: Services
    ) -> None:
        id_ = services.sessions.begin("live", sets=[a_set()])
        place, last = f"{API}/sessions/{id_}/sets/1/said", f"{API}/exercises/bent-over-row/said"
        nothing = {
            "load_kg": None,
            "reps_in_reserve": None,
            "note": "",
            "exercise": None,
            "hold_s": None,
        }
        assert client.get(last).json() == nothing
        answer = client.put(place, json={"load_kg": 20, "reps_in_reserve": 2})
        assert answer.status_code == 200, answer.text
        assert (answer.json()["said"]["load_kg"], len(answer.json()["reps"])) == (20, 3)
        assert client.get(last).json() == {**nothing, "load_kg": 20, "reps_in_reserve": 2}
        corrected = client.put(place, json={"exercise": "Seated row"}).json()
        assert (corrected["exercise"], corrected["said"]["exercise"]) == (
            "bent-over-row",
            "seated-row",
        )
        assert client.put(place, json={"exercise": "knitting"}).status_code == 404
        assert client.put(place, json={"load_kg": -1}).status_code == 422
        assert client.put(place.replace("sets/1", "sets/2"), json={}).status_code == 404

    def test_what_is_no_json_is_a_problem(self, client: TestClient, services: Services) -> None:
        place = f"{API}/sessions/{services.sessions.begin('live', sets=[a_set()])}/sets/1/settled"
        how = {"content-type": "application/json"}
        assert code(client.put(place, content=b"\xc4z", headers=how), 400) == "bad-request"
        assert code(client.put(place, content=b"{", headers=how), 422) == "invalid"

    def test_another_page_may_not(self, client: TestClient, services: Services) -> None:
        id_ = services.sessions.begin("live", sets=[a_set()])
        answer = client.put(
            f"{API}/sessions/{id_}/sets/1/settled",
            json={"reps": 1},
            headers={"origin": "http://elsewhere.example"},
        )
        assert code(answer, 403) == "wrong-origin"


class TestErrors:
    @pytest.mark.parametrize("path", [f"{API}/nothing", "/nothing", f"{API}/"])
    def test_what_is_not_there(self, client: TestClient, path: str) -> None:
        assert code(client.get(path), 404) == "not-found"

    def test_what_cannot_be_done(self, client: TestClient) -> None:
        answer = client.delete(f"{API}/exercises")
        assert code(answer, 405) == "method-not-allowed"
        assert answer.headers["allow"] == "GET, HEAD"
        assert code(client.post("/index.html"), 405) == "method-not-allowed"

    @pytest.mark.slow
    @pytest.mark.parametrize("path", ["history", "history.csv", "history.json", "sessions"])
    def test_days_are_those_of_the_zone_that_is_asked_for(
        self, client: TestClient, path: str
    ) -> None:
        assert client.get(f"{API}/{path}", params={"tz": "Europe/Berlin"}).status_code == 200
        for wrong in ("Europe/Nowhere", "../../etc/passwd", "/etc/passwd", "", "Europe"):
            assert code(client.get(f"{API}/{path}", params={"tz": wrong}), 404) == "not-found"

    def test_what_is_not_valid_is_not_repeated(self, client: TestClient) -> None:
        answer = client.get(f"{API}/sessions", params={"limit": "a secret"})
        assert code(answer, 422) == "invalid"
        assert "secret" not in answer.text

    def test_an_error_of_our_own(
        self,
        client: TestClient,
        services: Services,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        def broken(_: object) -> None:
            raise ZeroDivisionError("secret")

        monkeypatch.setattr(services.sessions, "overview", broken)
        assert code(client.get(f"{API}/history"), 500) == "internal"
        said = capfd.readouterr().err
        assert said == "error: ZeroDivisionError in the server; --debug shows where it came from\n"


def test_the_page_and_its_limits(client: TestClient) -> None:
    assert "<title>formcheck" in client.get("/").text
    assert client.get(f"{API}/about").json()["limits"]["upload_bytes"] == 5_000


def test_limits_have_defaults(tmp_path: Path) -> None:
    assert Limits().live_sessions == 2
    assert Settings(tmp_path).uploads == tmp_path / "analyses"
