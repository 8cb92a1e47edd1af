"""The API, with analyses that a test begins and ends."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from formcheck.errors import OutputError
from formcheck.history.records import SetDoubt
from formcheck.jobs.process_pool import TooMuchMemory, WorkerDied
from formcheck.jobs.queue import STALL_CHECKS, STALLED_S
from formcheck.jobs.worker import JobOutcome
from formcheck.measures import MEASURES
from formcheck.result import Result
from formcheck.result.document import Summary
from formcheck.web.app import create_app
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.history.made_up import SOURCE, a_result, a_set, doubt
from tests.web.conftest import BASE
from tests.web.fakes import FakeExecutor

API = "/api/v1"
MP4 = b"\x00\x00\x00\x20ftypisom" + b"no real video" * 20


def upload(client: TestClient, name: str = "row.mp4", body: bytes = MP4) -> dict[str, Any]:
    answer = client.post(
        f"{API}/analyses", params={"exercise": "bent-over-row", "name": name}, content=body
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def state(client: TestClient, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}/analyses/{id_}").json()
    return found


def code(answer: Any, status: int, kind: str = "about:blank") -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == status
    assert found["type"] == kind
    return str(found["code"])


class TestMeasures:
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


class TestUploads:
    def test_where_nothing_was_counted_the_lists_say_why(
        self, client: TestClient, executor: FakeExecutor
    ) -> None:
        said = "Filmed from the front: a plank is judged from the side"
        summary = Summary(nothing_because=said)
        for result in (Result(exercise="plank", source=SOURCE, summary=summary), a_result()):
            upload(client)
            executor.finish(result=result)
        found = client.get(f"{API}/sessions").json()["sessions"]
        assert [(each["reps"], each["nothing_because"]) for each in found] == [(4, None), (0, said)]
        one = client.get(f"{API}/sessions/{found[1]['id']}").json()
        assert one["nothing_because"] == said
        exported = client.get(f"{API}/history.json").json()["sessions"]
        assert [each["nothing_because"] for each in exported] == [said, None]

    def test_from_the_queue_to_the_result(self, client: TestClient, executor: FakeExecutor) -> None:
        first, second = upload(client), upload(client, "second.mp4")
        assert (first["state"], first["ahead"], second["ahead"]) == ("queued", 0, 1)
        executor.begin(frames=25)
        seen = state(client, first["id"])
        assert seen["state"] == "running"
        assert seen["progress"]["share"] == 0.25
        assert seen["progress"]["left_s"] == 6.0
        assert code(client.get(f"{API}/analyses/{first['id']}/result"), 409) == "not-over"
        executor.finish()
        seen = state(client, first["id"])
        assert (seen["state"], seen["progress"]) == ("done", None)
        result = Result.from_json(client.get(f"{API}/analyses/{first['id']}/result").content)
        assert result.summary.reps == 0 or result.reps
        assert client.get(f"{API}/sessions/{seen['session']}").json()["reps"] == 4

    def test_what_it_is_called_is_shown_and_never_becomes_a_path(
        self, client: TestClient, settings: Settings
    ) -> None:
        made = upload(client, "../../../evil<script>.mp4")
        assert made["name"] == "evilscript.mp4"
        kept = sorted(p.name for p in (settings.uploads / made["id"]).iterdir())
        assert kept == [".formcheck-analysis", "video"]
        assert not list(settings.data.parent.rglob("evil*"))

    def test_the_files(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        executor.finish()
        names = state(client, id_)["files"]
        assert names == ["result.json", "reps.csv", "report.html", "video"]
        at = f"{API}/analyses/{id_}/files"
        page = client.get(f"{at}/report.html")
        assert page.headers["content-type"].startswith("text/html")
        assert "sandbox" in page.headers["content-security-policy"]
        assert client.get(f"{at}/reps.csv").text.startswith("rep,")
        saved = client.get(f"{at}/reps.csv", params={"download": True})
        assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''row-reps.csv"
        assert code(client.get(f"{at}/annotated.mp4"), 404) == "not-found"
        assert code(client.get(f"{at}/..%2f..%2fformcheck.sqlite3"), 404)
        assert code(client.get(f"{at}/other.txt"), 422) == "invalid"

    def test_the_video_in_parts(self, client: TestClient) -> None:
        id_ = upload(client)["id"]
        part = client.get(f"{API}/analyses/{id_}/files/video", headers={"Range": "bytes=4-11"})
        assert (part.status_code, part.content) == (206, b"ftypisom")
        assert part.headers["content-type"] == "video/mp4"
        beyond = client.get(f"{API}/analyses/{id_}/files/video", headers={"Range": "bytes=99999-"})
        assert beyond.status_code == 416

    def test_what_is_too_large_is_refused_stated_or_not(
        self, client: TestClient, settings: Settings
    ) -> None:
        params = {"exercise": "plank"}
        answer = client.post(f"{API}/analyses", params=params, content=b"x" * 6_000)
        assert code(answer, 413) == "too-large"
        unstated = client.post(
            f"{API}/analyses", params=params, content=(b"x" * 1_000 for _ in range(9))
        )
        assert code(unstated, 413) == "too-large"
        assert list(settings.uploads.iterdir()) == []

    def test_nothing_and_too_many(self, client: TestClient) -> None:
        params = {"exercise": "plank"}
        assert code(client.post(f"{API}/analyses", params=params), 400) == "empty"
        for _ in range(5):
            upload(client)
        answer = client.post(f"{API}/analyses", params=params, content=MP4)
        assert code(answer, 429) == "too-many"

    def test_an_exercise_that_is_not_known(self, client: TestClient) -> None:
        answer = client.post(f"{API}/analyses", params={"exercise": "curl"}, content=MP4)
        assert code(answer, 404) == "not-found"

    def test_a_failure_has_its_reason(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        executor.finish(JobOutcome("failed", "unreadable", "row.mp4 is not a video"))
        seen = state(client, id_)
        assert (seen["state"], seen["code"]) == ("failed", "unreadable")
        assert seen["reason"] == "row.mp4 is not a video"
        assert seen["files"] == ["video"]

    def test_a_worker_that_dies_fails_its_analysis_alone(
        self, client: TestClient, executor: FakeExecutor
    ) -> None:
        first, second = upload(client)["id"], upload(client)["id"]
        executor.finish(error=BrokenExecutor("killed"))
        executor.finish()
        assert state(client, first)["code"] == "worker-died"
        assert state(client, second)["state"] == "done"

    @pytest.mark.real
    def test_one_that_makes_no_progress_makes_way_for_the_next(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("formcheck.jobs.queue.STALLED_S", 0.4)
        executor = FakeExecutor()
        monkeypatch.setattr(
            executor, "kill", lambda _: executor.finish(error=WorkerDied("killed")), raising=False
        )
        with (
            Services(settings, executor) as services,
            TestClient(create_app(services), base_url=BASE) as client,
        ):
            first, second = upload(client)["id"], upload(client)["id"]
            executor.begin()
            for _ in range(8):  # for as long as there is progress it goes on
                time.sleep(0.1)
                os.utime(settings.uploads / first / "progress.json")
                assert state(client, first)["state"] == "running"
            for _ in range(200):
                if state(client, first)["state"] == "failed":
                    break
                time.sleep(0.05)
            seen = state(client, first)
            assert seen["code"] == "no-progress"
            assert "no progress for" in seen["reason"]
            executor.finish()
            assert state(client, second)["state"] == "done"

    def test_a_computer_that_slept_is_no_analysis_without_progress(
        self, client: TestClient, services: Services, executor: FakeExecutor, settings: Settings
    ) -> None:
        id_ = upload(client)["id"]
        executor.begin()
        long_ago = time.time() - 10 * STALLED_S
        os.utime(settings.uploads / id_ / "progress.json", (long_ago, long_ago))
        stalled = []
        for _ in range(STALL_CHECKS + 1):
            services.jobs._look_for_progress(id_)
            stalled.append(services.jobs._is_stalled(id_))
        assert stalled == [False] * STALL_CHECKS + [True]

    def test_one_that_takes_too_much_memory_says_so(
        self, client: TestClient, executor: FakeExecutor
    ) -> None:
        id_ = upload(client)["id"]
        executor.finish(error=TooMuchMemory("ended"))
        assert state(client, id_)["code"] == "too-much-memory"

    def test_an_error_of_our_own_is_told_without_its_text(
        self, client: TestClient, executor: FakeExecutor
    ) -> None:
        id_ = upload(client)["id"]
        executor.finish(error=ZeroDivisionError("secret"))
        seen = state(client, id_)
        assert seen["code"] == "internal"
        assert "secret" not in seen["reason"]


class TestCancelling:
    def test_while_it_waits(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        assert client.post(f"{API}/analyses/{id_}/cancel").json()["state"] == "cancelled"
        assert code(client.post(f"{API}/analyses/{id_}/cancel"), 409) == "over"

    def test_while_it_runs(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        executor.begin()
        assert client.post(f"{API}/analyses/{id_}/cancel").json()["state"] == "running"
        executor.finish()
        assert state(client, id_)["state"] == "cancelled"

    def test_a_worker_that_had_to_be_killed_for_it_is_no_failure(
        self, client: TestClient, executor: FakeExecutor
    ) -> None:
        id_ = upload(client)["id"]
        executor.begin()
        client.post(f"{API}/analyses/{id_}/cancel")
        executor.finish(error=BrokenExecutor("killed"))
        assert state(client, id_)["state"] == "cancelled"

    def test_and_retrying(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        assert code(client.post(f"{API}/analyses/{id_}/retry"), 409) == "not-over"
        client.post(f"{API}/analyses/{id_}/cancel")
        executor.waiting.clear()
        assert client.post(f"{API}/analyses/{id_}/retry").json()["state"] == "queued"
        executor.finish()
        assert state(client, id_)["state"] == "done"

    def test_a_retry_does_not_count_twice(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        executor.finish()
        client.post(f"{API}/analyses/{id_}/retry")
        executor.finish()
        assert client.get(f"{API}/sessions").json()["total"] == 1


class TestDeleting:
    def test_one_with_its_files(
        self, client: TestClient, executor: FakeExecutor, settings: Settings
    ) -> None:
        id_ = upload(client)["id"]
        executor.finish()
        session = state(client, id_)["session"]
        assert client.delete(f"{API}/analyses/{id_}").status_code == 204
        assert not (settings.uploads / id_).exists()
        assert code(client.get(f"{API}/analyses/{id_}"), 404) == "not-found"
        assert code(client.get(f"{API}/sessions/{session}"), 404) == "not-found"
        assert code(client.delete(f"{API}/analyses/{id_}"), 404) == "not-found"

    def test_while_it_runs_the_files_go_when_it_has_ended(
        self, client: TestClient, executor: FakeExecutor, settings: Settings
    ) -> None:
        id_ = upload(client)["id"]
        executor.begin()
        assert client.delete(f"{API}/analyses/{id_}").status_code == 204
        executor.finish()
        assert not (settings.uploads / id_).exists()
        assert client.get(f"{API}/sessions").json()["total"] == 0

    def test_a_session_takes_its_video_along(
        self, client: TestClient, executor: FakeExecutor, settings: Settings
    ) -> None:
        id_ = upload(client)["id"]
        executor.finish()
        session = state(client, id_)["session"]
        assert client.delete(f"{API}/sessions/{session}").status_code == 204
        assert not (settings.uploads / id_).exists()
        assert client.get(f"{API}/analyses").json() == []

    def test_everything(
        self, client: TestClient, executor: FakeExecutor, settings: Settings
    ) -> None:
        upload(client)
        executor.finish()
        upload(client)
        assert client.delete(f"{API}/sessions").json() == {"sessions": 1}
        assert list(settings.uploads.iterdir()) == []
        assert client.get(f"{API}/history").json()["days"] == []


class TestEvents:
    def test_progress_until_it_is_over(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        executor.finish()
        text = client.get(f"{API}/analyses/{id_}/events").text
        data = [line[6:] for line in text.splitlines() if line.startswith("data: ")]
        assert json.loads(data[-1])["state"] == "done"

    def test_each_is_as_described(self, client: TestClient, executor: FakeExecutor) -> None:
        described = client.get(f"{API}/openapi.json").json()
        answer = described["paths"]["/analyses/{analysis}/events"]["get"]["responses"]["200"]
        schema = answer["content"]["text/event-stream"]["itemSchema"]
        inside = schema["properties"]["data"]["contentSchema"]
        id_ = upload(client)["id"]
        executor.finish()
        text = client.get(f"{API}/analyses/{id_}/events").text
        events = [
            dict(line.split(": ", 1) for line in block.splitlines())
            for block in text.strip().split("\n\n")
            if "data: " in block
        ]
        assert events
        for event in events:
            for part, its in ((event, schema), (json.loads(event["data"]), inside)):
                known = {**its, "components": described["components"]}
                Draft202012Validator(known).validate(part)

    def test_of_none(self, client: TestClient) -> None:
        assert code(client.get(f"{API}/analyses/{'0' * 32}/events"), 404) == "not-found"


class TestHistory:
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


class TestRestart:
    def test_what_waited_and_what_ran_goes_on(self, settings: Settings) -> None:
        first = FakeExecutor()
        with Services(settings, first) as services:
            with TestClient(create_app(services), base_url=BASE) as client:
                ids = [upload(client)["id"] for _ in range(2)]
                first.begin()
                state(client, ids[0])
            first.waiting.clear()  # it is killed: nothing is cancelled, nothing told
        second = FakeExecutor()
        with (
            Services(settings, second) as services,
            TestClient(create_app(services), base_url=BASE) as client,
        ):
            assert [state(client, id_)["state"] for id_ in ids] == ["queued", "queued"]
            second.finish()
            second.finish()
            assert [state(client, id_)["state"] for id_ in ids] == ["done", "done"]

    def test_what_ends_the_server_each_time_is_not_begun_for_ever(self, settings: Settings) -> None:
        for _ in range(4):
            executor = FakeExecutor()
            with (
                Services(settings, executor) as services,
                TestClient(create_app(services), base_url=BASE) as client,
            ):
                if not services.analyses.all():
                    upload(client)
                if executor.waiting:
                    executor.begin()
                    executor.waiting.clear()
                (seen,) = client.get(f"{API}/analyses").json()
        assert (seen["state"], seen["code"]) == ("interrupted", "interrupted")
        assert "retry" in seen["reason"]

    def test_ending_in_good_order_is_no_cancelling(self, settings: Settings) -> None:
        with (
            Services(settings, FakeExecutor()) as services,
            TestClient(create_app(services), base_url=BASE) as client,
        ):
            id_ = upload(client)["id"]
        with Services(settings, FakeExecutor()) as services:
            found = services.analyses.get(id_)
            assert found is not None
            assert found.state == "queued"

    def test_two_servers_do_not_share_a_folder(self, settings: Settings) -> None:
        with (
            Services(settings, FakeExecutor()),
            pytest.raises(OutputError, match="another formcheck serve"),
        ):
            Services(settings, FakeExecutor())


class TestErrors:
    @pytest.mark.parametrize("path", [f"{API}/nothing", "/nothing", f"{API}/"])
    def test_what_is_not_there(self, client: TestClient, path: str) -> None:
        assert code(client.get(path), 404) == "not-found"

    def test_what_cannot_be_done(self, client: TestClient) -> None:
        answer = client.delete(f"{API}/exercises")
        assert code(answer, 405) == "method-not-allowed"
        assert answer.headers["allow"] == "GET, HEAD"
        assert code(client.post("/index.html"), 405) == "method-not-allowed"

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
