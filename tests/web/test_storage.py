"""What is found while the database cannot be written is kept as soon as it can be."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from formcheck.history import Database, storage_trouble
from formcheck.jobs import outbox
from formcheck.jobs.outbox import Outbox
from formcheck.web.app import create_app
from formcheck.web.services import Services
from formcheck.web.settings import Settings
from tests.web.fakes import BASE, FakeExecutor

pytestmark = pytest.mark.real

API = "/api/v1"
VIDEO = f"{API}/analyses?exercise=bent-over-row"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.history.database.LOCKED_S", 0.05)
    monkeypatch.setattr(outbox.Outbox.__init__, "__defaults__", (0.02,))


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Another program writes."""
    connection = sqlite3.connect(settings.data / "formcheck.sqlite3")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


@contextmanager
def refusing(database: Database, why: str) -> Iterator[None]:
    """The disk takes nothing: what writes fails as SQLite says it."""

    def refuse(*arguments: object) -> None:
        if str(arguments[2]).lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError(str(arguments[2]), None, sqlite3.OperationalError(why))

    event.listen(database.engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", refuse)


def until(true: Callable[[], bool]) -> None:
    for _ in range(250):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come true")


def upload(client: TestClient) -> str:
    answer = client.post(VIDEO, content=b"video")
    assert answer.status_code == 201, answer.text
    id_: str = answer.json()["id"]
    return id_


def test_an_outcome_waits_for_the_lock_and_is_kept_once(
    client: TestClient, executor: FakeExecutor, settings: Settings
) -> None:
    id_ = upload(client)
    with locked(settings):
        executor.finish()
        seen = client.get(f"{API}/analyses/{id_}").json()  # reading needs no lock
        assert seen["state"] == "running"
        assert "as soon as" in seen["reason"]
        assert client.get(f"{API}/analyses").status_code == 200
        assert client.get(f"{API}/history").status_code == 200
        health = client.get(f"{API}/health").json()
        assert (health["status"], health["unsaved"]) == ("storage", 1)
        assert "locked" in health["detail"]
    until(lambda: client.get(f"{API}/analyses/{id_}").json()["state"] == "done")
    assert client.get(f"{API}/sessions").json()["total"] == 1
    assert client.get(f"{API}/health").json() == {"status": "ok", "detail": "", "unsaved": 0}


@pytest.mark.parametrize(
    ("why", "status"),
    [
        ("database or disk is full", 507),
        ("attempt to write a readonly database", 503),
        ("disk I/O error", 503),
    ],
)
def test_whatever_the_disk_refuses_is_a_problem_with_a_time_to_try_again(
    client: TestClient, services: Services, executor: FakeExecutor, why: str, status: int
) -> None:
    waiting, over = upload(client), upload(client)
    client.post(f"{API}/analyses/{over}/cancel")
    executor.waiting.pop(1)
    before = {path.name for path in services.settings.uploads.iterdir()}
    with refusing(services.database, why):
        executor.finish()
        answers = [
            client.post(VIDEO, content=b"video"),
            client.delete(f"{API}/analyses/{waiting}"),
            client.post(f"{API}/analyses/{over}/retry"),
            client.delete(f"{API}/sessions"),
        ]
        for answer in answers:
            assert answer.status_code == status, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert (answer.json()["type"], answer.json()["code"]) == ("storage", "storage")
            assert int(answer.headers["retry-after"]) > 0
        assert {path.name for path in services.settings.uploads.iterdir()} == before
        assert client.get(f"{API}/analyses/{waiting}").status_code == 200
    until(lambda: client.get(f"{API}/analyses/{waiting}").json()["state"] == "done")


def test_a_full_disk_is_said_before_the_video_comes_in(
    client: TestClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "trouble", lambda _: "the disk is full")
    answer = client.post(VIDEO, content=b"video")
    assert (answer.status_code, answer.json()["code"]) == (507, "storage")
    assert not services.settings.uploads.exists() or not list(services.settings.uploads.iterdir())


def test_a_folder_that_cannot_be_made_is_no_error_of_ours(
    client: TestClient, settings: Settings
) -> None:
    settings.uploads.parent.mkdir(parents=True, exist_ok=True)
    if settings.uploads.exists():
        settings.uploads.rmdir()
    settings.uploads.write_text("a file where the folder of uploads would be")
    answer = client.post(VIDEO, content=b"video")
    assert (answer.status_code, answer.json()["code"]) == (507, "storage")
    assert "retry-after" in answer.headers


def test_a_server_that_starts_behind_a_lock_takes_up_its_work_afterwards(
    settings: Settings,
) -> None:
    with (
        Services(settings, FakeExecutor()) as services,
        TestClient(create_app(services), base_url=BASE) as client,
    ):
        id_ = upload(client)
    (settings.uploads / id_ / "progress.json").write_text('{"frames":1}')
    second = FakeExecutor()
    with Services(settings, second) as services, locked(settings):
        services.jobs.start()
        assert not second.waiting
    assert services.jobs.outbox.waiting() == 0  # taken up when it ended, at the latest


def test_what_waits_is_stored_in_its_order_and_the_later_of_two() -> None:
    stored: list[str] = []
    open_ = False

    def store(name: str) -> Callable[[], None]:
        def _store() -> None:
            if not open_:
                raise OSError("full")
            stored.append(name)

        return _store

    with Outbox(period_s=0.01) as box:
        for key, name in (("a", "first"), ("b", "second"), ("a", "third")):
            box.put(key, store(name))
        assert box.waiting() == 2
        assert box.has("b")
        open_ = True
        until(lambda: box.waiting() == 0)
    assert stored == ["third", "second"]


def test_what_can_never_be_stored_holds_nothing_else_up() -> None:
    stored: list[str] = []
    tries = {"never": 0, "not yet": 0}

    def never() -> None:
        tries["never"] += 1
        raise OSError("full") if tries["never"] < 2 else ValueError("it is no result")

    def not_yet() -> None:
        tries["not yet"] += 1
        raise OSError("full")

    with Outbox(period_s=0.01) as box:
        box.put("a", never)
        box.put("b", not_yet)
        box.put("c", lambda: stored.append("c"))
        until(lambda: stored == ["c"] and tries["not yet"] > 3)
        assert box.waiting() == 1
    assert tries["never"] == 2


def test_too_little_room_for_a_video_is_a_matter_of_storage(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.web.uploads.ROOM", 10**18)
    answer = client.post(VIDEO, content=b"video")
    assert (answer.status_code, answer.json()["type"]) == (507, "storage")
    assert "retry-after" in answer.headers


def test_deleting_the_session_of_a_video_deletes_all_of_it_or_nothing(
    client: TestClient,
    services: Services,
    executor: FakeExecutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id_ = upload(client)
    executor.finish()
    session = client.get(f"{API}/analyses/{id_}").json()["session"]
    with monkeypatch.context() as patch:
        refused = OperationalError("", None, sqlite3.OperationalError("database is locked"))

        def refuse(_: str) -> bool:
            raise refused

        patch.setattr(services.analyses, "delete", refuse)
        assert client.delete(f"{API}/sessions/{session}").status_code == 503
    assert client.get(f"{API}/sessions/{session}").status_code == 200
    assert client.delete(f"{API}/sessions/{session}").status_code == 204
    assert client.get(f"{API}/analyses/{id_}").status_code == 404
    assert client.get(f"{API}/sessions/{session}").status_code == 404
    assert not (services.settings.uploads / id_).exists()


def test_an_analysis_is_run_again_where_nothing_old_can_be_cleared(
    client: TestClient, executor: FakeExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = upload(client)
    executor.finish()

    def refuse(_: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("formcheck.jobs.queue._clear", refuse)
    assert client.post(f"{API}/analyses/{id_}/retry").status_code == 200
    executor.finish()
    assert client.get(f"{API}/analyses/{id_}").json()["state"] == "done"


def test_the_last_try_is_when_it_is_closed() -> None:
    tries: list[int] = []

    def store() -> None:
        tries.append(1)
        if len(tries) < 2:
            raise OSError("full")

    box = Outbox(period_s=60.0)
    box.put("a", store)
    box.close()
    assert (len(tries), box.waiting()) == (2, 0)


def test_troubles_in_words(tmp_path: Path) -> None:
    assert storage_trouble(OSError(28, "No space left on device")) == "the disk is full"
    assert storage_trouble(OSError(30, "Read-only file system")) == "the data folder is read-only"
    with Database(tmp_path) as database:
        assert database.trouble() == ""


def test_a_history_that_is_moved_aside_takes_nothing_that_would_be_lost(
    client: TestClient, settings: Settings
) -> None:
    file = settings.data / "formcheck.sqlite3"
    aside = file.rename(settings.data / "aside.sqlite3")
    answer = client.post(VIDEO, content=b"video")
    assert (answer.status_code, answer.json()["type"]) == (503, "storage")
    assert "moved" in answer.json()["detail"]
    assert client.get(f"{API}/sessions").status_code == 503
    assert client.delete(f"{API}/sessions").headers["retry-after"]
    assert "moved" in client.get(f"{API}/health").json()["detail"]
    assert not file.exists()  # no empty one takes its place
    aside.rename(file)
    assert client.get(f"{API}/health").json()["status"] == "ok"
    assert upload(client)


def test_a_history_that_is_damaged_meanwhile_is_a_matter_of_storage(
    client: TestClient, settings: Settings, services: Services
) -> None:
    services.database.engine.dispose()  # what is beside the file goes into it
    with (settings.data / "formcheck.sqlite3").open("r+b") as damaged:
        damaged.write(b"these are no tables" * 1000)
    for answer in (client.get(f"{API}/sessions"), client.delete(f"{API}/sessions")):
        assert (answer.status_code, answer.json()["type"]) == (503, "storage")
        assert "damaged" in answer.json()["detail"]
    assert "damaged" in client.get(f"{API}/health").json()["detail"]
