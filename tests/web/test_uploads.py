"""Uploaded videos from the queue to the result, with analyses that a test begins and ends."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from formcheck.errors import OutputError
from formcheck.jobs.cluster import Cluster
from formcheck.jobs.process_pool import TooMuchMemory, WorkerDied
from formcheck.jobs.queue import STALL_CHECKS, STALLED_S
from formcheck.jobs.worker import ELSEWHERE, JobOutcome
from formcheck.result import Result
from formcheck.result.document import Summary
from formcheck.web.app import create_app
from formcheck.web.services import Services
from formcheck.web.settings import Settings
from tests.history.made_up import SOURCE, a_result
from tests.web.asking import API, MP4, code, state, upload
from tests.web.fakes import BASE, FakeExecutor


class TestUploads:
    @pytest.mark.slow
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

    @pytest.mark.slow
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

    @pytest.mark.slow
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

    @pytest.mark.slow
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

    @pytest.mark.slow
    def test_a_worker_that_dies_fails_its_analysis_alone(
        self, client: TestClient, executor: FakeExecutor, settings: Settings
    ) -> None:
        first, second = upload(client)["id"], upload(client)["id"]
        from_a_cluster = settings.uploads / first / ELSEWHERE / "poses.part"
        from_a_cluster.parent.mkdir()
        from_a_cluster.touch()
        executor.finish(error=BrokenExecutor("killed"))
        executor.finish()
        assert state(client, first)["code"] == "worker-died"
        assert not from_a_cluster.parent.exists()
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

    @pytest.mark.slow
    def test_and_retrying(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        assert code(client.post(f"{API}/analyses/{id_}/retry"), 409) == "not-over"
        client.post(f"{API}/analyses/{id_}/cancel")
        executor.waiting.clear()
        assert client.post(f"{API}/analyses/{id_}/retry").json()["state"] == "queued"
        executor.finish()
        assert state(client, id_)["state"] == "done"

    @pytest.mark.slow
    def test_a_retry_does_not_count_twice(self, client: TestClient, executor: FakeExecutor) -> None:
        id_ = upload(client)["id"]
        executor.finish()
        client.post(f"{API}/analyses/{id_}/retry")
        executor.finish()
        assert client.get(f"{API}/sessions").json()["total"] == 1


class TestDeleting:
    @pytest.mark.slow
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

    @pytest.mark.slow
    def test_a_session_takes_its_video_along(
        self, client: TestClient, executor: FakeExecutor, settings: Settings
    ) -> None:
        id_ = upload(client)["id"]
        executor.finish()
        session = state(client, id_)["session"]
        assert client.delete(f"{API}/sessions/{session}").status_code == 204
        assert not (settings.uploads / id_).exists()
        assert client.get(f"{API}/analyses").json() == []

    @pytest.mark.slow
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

    @pytest.mark.slow
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


class TestRestart:
    @pytest.mark.slow
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

    @pytest.mark.slow
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


def test_uploads_go_to_a_cluster_only_if_one_was_named(
    settings: Settings, client: TestClient, executor: FakeExecutor, tmp_path: Path
) -> None:
    upload(client)
    assert executor.waiting[0][1].cluster is None
    assert client.get(f"{API}/about").json()["cluster"] == ""
    named = replace(settings, data=tmp_path / "other", cluster=Cluster("tls://far:8786"))
    with Services(named, executor) as made, TestClient(create_app(made), base_url=BASE) as far:
        upload(far)
        assert executor.waiting[1][1].cluster == named.cluster
        assert far.get(f"{API}/about").json()["cluster"] == "tls://far:8786"
