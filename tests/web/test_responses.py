"""Every failure is a problem document, and HEAD works where GET does."""

from __future__ import annotations

from collections import namedtuple

import pytest
from starlette.testclient import TestClient

from formcheck.web import uploads
from formcheck.web.settings import Settings
from tests.web.asking import API, MP4, code, upload
from tests.web.fakes import FakeExecutor


@pytest.fixture
def video(client: TestClient, executor: FakeExecutor) -> str:
    id_ = upload(client)["id"]
    executor.finish()
    return f"{API}/analyses/{id_}/files/video"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("bytes=99999-", 416),
        ("bytes=-0", 416),
        ("bytes=9-2", 400),
        ("lines=1-2", 400),
        ("nonsense", 400),
        ("bytes=", 400),
    ],
)
def test_bad_ranges(client: TestClient, video: str, asked: str, status: int) -> None:
    for path in (video, "/icon.svg"):
        answer = client.get(path, headers={"Range": asked})
        assert code(answer, status)
        assert answer.json()["detail"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        if status == 416:
            assert answer.headers["content-range"].startswith("bytes */")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", f"{API}/about", f"{API}/openapi.json", "/js/nothing.js"])
def test_wrong_methods(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert code(answer, 405) == "method-not-allowed"
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    "path", ["/no%00thing", "/" + "x" * 5_000, "/css", f"{API}/%ff", "/%2e%2e"]
)
def test_odd_addresses(client: TestClient, path: str) -> None:
    assert code(client.get(path), 404) == "not-found"


@pytest.mark.slow
def test_head_is_get_without_the_body(client: TestClient, video: str) -> None:
    one = video.rpartition("/files")[0]
    paths = ["/", "/icon.svg", f"{API}/about", f"{API}/openapi.json", f"{API}/exercises/plank"]
    paths += [video, one, f"{one}/result", f"{one}/events", f"{API}/history.csv", f"{API}/sessions"]
    for path in paths:
        whole, head = client.get(path), client.head(path)
        assert head.status_code == whole.status_code == 200, path
        assert head.content == b""
        for name in ("content-length", "content-type", "etag", "cache-control"):
            assert head.headers.get(name) == whole.headers.get(name), path
    part = client.head(video, headers={"Range": "bytes=4-11"})
    assert (part.status_code, part.headers["content-length"]) == (206, "8")
    for path in (f"{API}/nothing", f"{API}/analyses/{'0' * 32}", "/nothing"):
        assert client.head(path).status_code == client.get(path).status_code == 404
    assert client.head(f"{API}/analyses/{'0' * 32}/cancel").status_code == 405


def test_head_of_what_never_ends_ends(client: TestClient) -> None:
    answer = client.head(f"{API}/analyses/events")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize("stated", [True, False])
def test_the_disk_keeps_its_reserve_however_an_upload_comes(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch, stated: bool
) -> None:
    # There is room when it begins, if it says how large it is; others use it up meanwhile.
    frees = [uploads.ROOM + 10_000] * stated + [uploads.ROOM + 10]
    usage = namedtuple("usage", "free")
    look = lambda _: usage(frees.pop(0) if len(frees) > 1 else frees[0])  # noqa: E731
    monkeypatch.setattr("formcheck.web.uploads.shutil.disk_usage", look)
    content = MP4 * 4 if stated else iter([MP4] * 4)
    answer = client.post(f"{API}/analyses", params={"exercise": "plank"}, content=content)
    assert code(answer, 507, "storage")
    assert len(frees) == 1
    assert list(settings.uploads.iterdir()) == []
