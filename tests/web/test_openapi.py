"""The API keeps what its description promises, whatever it is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.testclient import TestClient

from formcheck.web.app import create_app
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.history.made_up import a_set
from tests.web.fakes import BASE, FakeExecutor

pytestmark = pytest.mark.real

HOST = {"Host": "127.0.0.1:8000"}
SOME = settings(
    max_examples=5,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OWN = 'name = "Own"\nabout = "Mine."\nsource = "mine"\n[[block]]\nkind = "rest"\nseconds = 60\n'
DESCRIPTION = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    data = tmp_path_factory.mktemp("data")
    known = Settings(data=data, limits=Limits(upload_bytes=5_000, queued=5))
    with Services(known, FakeExecutor()) as services:
        made = create_app(services)
        with TestClient(made, base_url=BASE):
            services.sessions.begin("live", sets=[a_set()])
            made.services = services  # type: ignore[attr-defined]  # for this test only
            yield made


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("known", [False, True], ids=["made-up ids", "known ids"])
def test_it_keeps_what_its_description_promises(
    app: Any, mode: GenerationMode, known: bool
) -> None:
    schema = schemathesis.openapi.from_asgi(DESCRIPTION, app, headers=HOST)
    tried = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        if operation.path.endswith("/analyses/events"):
            continue  # a stream that does not end is no answer that can be looked at as a whole

        @given(case=operation.as_strategy(generation_mode=mode))
        @SOME
        def keeps(case: Any) -> None:
            if known:
                _name_what_is_there(case, app.services)
            case.call_and_validate(headers=HOST, excluded_checks=_not_asked_of(case, known))

        with suppress(Unsatisfiable):  # nothing is asked for that could be wrong
            keeps()
            tried += 1
    assert tried > 10


def _not_asked_of(case: Any, known: bool) -> list[Any]:
    """The checks that mean nothing of a case.

    What a workout means no schema can say: one that fits it may be refused all the same, and a
    first week may have nothing left.  Of a request without a body its path may have been all that
    was wrong, until it was named.
    """
    excluded = []
    of_workouts = case.operation.path.startswith(("/workouts", "/first-week"))
    if of_workouts and case.method in ("POST", "PUT"):
        excluded.append(positive_data_acceptance)
    if known and case.path_parameters and not case.operation.body:
        excluded.append(negative_data_rejection)
    return excluded


def _name_what_is_there(case: Any, services: Services) -> None:
    executor = services.jobs._executor
    assert isinstance(executor, FakeExecutor)
    if "exercise" in case.path_parameters:
        case.path_parameters["exercise"] = "plank"
    if "session" in case.path_parameters:
        case.path_parameters["session"] = services.sessions.begin(
            "live", sets=[a_set(1, "plank", reps=0, hold_s=20.0)]
        )
    if "workout" in case.path_parameters:
        own = services.library.get("own") or services.library.add(OWN, "own")
        case.path_parameters["workout"] = own.id
    if "activity" in case.path_parameters:
        ticked = services.activities.tick(date(2026, 3, 2), "walking", 30)
        case.path_parameters["activity"] = ticked.id
    if "analysis" in case.path_parameters:
        made = services.analyses.add(
            name="a.mp4", exercise="bent-over-row", model="full", annotate=False, size_bytes=10
        )
        folder = services.jobs.folder(made.id)
        folder.mkdir(parents=True)
        (folder / "video").write_bytes(b"0123ftyp" * 10)
        services.jobs.add(made)
        while executor.waiting:
            executor.finish()
        case.path_parameters["analysis"] = made.id
    if case.operation.path == "/analyses" and "exercise" in (case.query or {}):
        case.query["exercise"] = "plank"
    executor.waiting.clear()
    services.jobs._futures.clear()


class TestDescription:
    @pytest.fixture
    def described(self, client: TestClient) -> dict[str, Any]:
        found: dict[str, Any] = client.get(DESCRIPTION).json()
        return found

    def test_every_request_has_a_name_of_its_own(self, described: dict[str, Any]) -> None:
        names = [
            each["operationId"] for path in described["paths"].values() for each in path.values()
        ]
        assert len(names) == len(set(names))
        assert "create_analysis" in names

    def test_every_error_is_a_problem_document(self, described: dict[str, Any]) -> None:
        for path in described["paths"].values():
            for each in path.values():
                for status, answer in each["responses"].items():
                    if int(status) >= 400:
                        assert list(answer["content"]) == ["application/problem+json"]

    def test_it_stands_on_its_own(self, described: dict[str, Any]) -> None:
        text = json.dumps(described)
        for part in text.split('"$ref": "')[1:]:
            name = part.partition('"')[0].rpartition("/")[2]
            assert name in described["components"]["schemas"], name
        assert "HTTPValidationError" not in text
