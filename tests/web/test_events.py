"""The streams of events: what is sent, and when a stream ends."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from formcheck.web.services import Services
from tests.web.asking import API, upload
from tests.web.fakes import FakeExecutor


@contextmanager
def meanwhile(*steps: Callable[[], Any], every_s: float = 0.8) -> Iterator[None]:
    """While the block waits for a stream, other people do things, one after the other."""

    def run() -> None:
        for step in steps:
            time.sleep(every_s)
            step()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def events(text: str) -> list[tuple[str, Any]]:
    """The named events of a stream, with what they carry."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line)
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


@pytest.mark.real
def test_one_analysis_until_it_is_over(client: TestClient, executor: FakeExecutor) -> None:
    id_ = upload(client)["id"]
    with meanwhile(executor.finish):
        answer = client.get(f"{API}/analyses/{id_}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"].startswith("no-")
    assert answer.text.startswith("retry: 1000\n\n")
    told = events(answer.text)
    assert {name for name, _ in told} == {"analysis"}
    assert told[-1][1] == client.get(f"{API}/analyses/{id_}").json()
    states = [document["state"] for _, document in told]
    assert states[-1] == "done"
    assert len(states) > 1
    assert all(a != b for a, b in pairwise(told))  # changes alone are told


@pytest.mark.real
def test_all_of_them_until_the_server_ends(
    client: TestClient, executor: FakeExecutor, services: Services
) -> None:
    id_ = upload(client)["id"]
    executor.finish()
    delete = lambda: services.jobs.delete(id_)  # noqa: E731
    end = lambda: setattr(services, "ending", True)  # noqa: E731
    with meanwhile(delete, end):
        told = events(client.get(f"{API}/analyses/events").text)
    assert [name for name, _ in told] == ["analysis", "deleted"]
    assert told[-1][1] == {"id": id_}


@pytest.mark.real
def test_a_silent_stream_says_that_it_is_still_there(
    client: TestClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fastapi.routing._PING_INTERVAL", 0.1)
    with meanwhile(lambda: setattr(services, "ending", True)):
        text = client.get(f"{API}/analyses/events").text
    assert sum(block.startswith(": ") for block in text.split("\n\n")) > 1


@pytest.mark.real
def test_it_ends_with_the_connection(client: TestClient, services: Services) -> None:
    looked = 0
    get_all = services.jobs.get_all

    def counted(**options: int) -> Any:
        nonlocal looked
        looked += 1
        return get_all(**options)

    services.jobs.get_all = counted  # type: ignore[method-assign]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": f"{API}/analyses/events",
        "raw_path": f"{API}/analyses/events".encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }

    async def connect() -> int:
        gone = asyncio.Event()
        sent: list[bytes] = []

        async def receive() -> dict[str, Any]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message.get("body", b""))
            if b"retry" in sent[-1]:
                asyncio.get_running_loop().call_later(0.5, gone.set)

        await asyncio.wait_for(client.app(scope, receive, send), 10)
        before = looked
        await asyncio.sleep(1)
        assert b"retry: 1000\n\n" in sent
        return looked - before

    assert asyncio.run(connect()) == 0
    assert looked > 0
