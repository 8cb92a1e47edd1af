"""Who may ask: nobody but formcheck's own page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from formcheck.web.app import create_app
from formcheck.web.server import address_of
from formcheck.web.services import Services
from formcheck.web.settings import Settings
from tests.web.fakes import BASE, FakeExecutor

API = "/api/v1"
DELETE = ("DELETE", f"{API}/sessions")


class TestHost:
    @pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:1234", "[::1]:8000"])
    def test_own_names(self, client: TestClient, host: str) -> None:
        assert client.get(f"{API}/about", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.5:8000", "", "[", "a b"]
    )
    def test_rebound_names(self, client: TestClient, host: str) -> None:
        answer = client.get(f"{API}/about", headers={"Host": host})
        assert answer.status_code == 421
        assert answer.json()["code"] == "wrong-host"


class TestOrigin:
    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "https://127.0.0.1:8000", "http://127.0.0.1:9", "null"]
    )
    def test_another_page_may_change_nothing(self, client: TestClient, origin: str) -> None:
        answer = client.request(*DELETE, headers={"Origin": origin})
        assert answer.status_code == 403
        assert answer.json()["code"] == "wrong-origin"

    def test_our_own_page_may(self, client: TestClient) -> None:
        assert client.request(*DELETE, headers={"Origin": BASE}).status_code == 200

    def test_a_program_may(self, client: TestClient) -> None:
        assert client.request(*DELETE).status_code == 200

    def test_a_browser_that_says_where_it_comes_from(self, client: TestClient) -> None:
        answer = client.request(*DELETE, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403


@pytest.fixture
def guarded(settings: Settings) -> Iterator[TestClient]:
    known = replace(settings, host="0.0.0.0", token="open-sesame")
    with (
        Services(known, FakeExecutor()) as services,
        TestClient(
            create_app(services), base_url="http://192.168.1.5:8000", follow_redirects=False
        ) as made,
    ):
        yield made


class TestToken:
    def test_without_it_nothing_is_shown(self, guarded: TestClient) -> None:
        for path in ("/", f"{API}/sessions", f"{API}/openapi.json"):
            answer = guarded.get(path)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"
        page = guarded.get("/", headers={"Accept": "text/html"})
        assert page.status_code == 401
        assert "?token=" in page.text

    @pytest.mark.parametrize("token", ["wrong", "", "open-sesam\u00e9"])
    def test_another_is_refused(self, guarded: TestClient, token: str) -> None:
        assert guarded.get("/", params={"token": token}).status_code == 401
        headers = [(b"Authorization", f"Bearer {token}".encode())]
        assert guarded.get("/", headers=headers).status_code == 401

    def test_the_address_that_was_printed_lets_a_browser_in(self, guarded: TestClient) -> None:
        answer = guarded.get("/", params={"token": "open-sesame", "a": "1"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/?a=1")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert guarded.get("/").status_code == 200

    def test_a_browser_that_comes_from_elsewhere_takes_the_cookie_along(
        self, guarded: TestClient
    ) -> None:
        # A redirection of a request from another page would go without a SameSite cookie.
        address = {"token": "open-sesame", "a": '"><b>'}
        answer = guarded.get("/", params=address, headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert 'content="0;url=/?a=%22%3E%3Cb%3E"' in answer.text
        assert "open-sesame" not in answer.text
        assert guarded.get("/").status_code == 200

    def test_head_is_let_in_as_get_is(self, guarded: TestClient) -> None:
        assert guarded.head("/", params={"token": "wrong"}).status_code == 401
        assert guarded.head("/", params={"token": "open-sesame"}).status_code == 303

    @pytest.mark.parametrize(
        "foreign",
        [
            'prefs={"a":[1,2]}',
            "a=b\\c",
            "caf\xe9=\xfc",
            "=x",
            "no value",
            "(bad name)=1",
            "formcheck_token=of-another-port",
            'a="half',
            ";;",
            "a=b, c=d",
        ],
    )
    def test_foreign_cookies_lock_nobody_out(self, guarded: TestClient, foreign: str) -> None:
        ours = "formcheck_token=open-sesame"
        for cookies in (f"{foreign}; {ours}", f"{ours}; {foreign}", f"{foreign};{ours}"):
            headers = [(b"Cookie", cookies.encode("latin-1"))]
            assert guarded.get(f"{API}/about", headers=headers).status_code == 200
        headers = [(b"Cookie", foreign.encode("latin-1"))]
        assert guarded.get(f"{API}/about", headers=headers).status_code == 401

    @pytest.mark.parametrize(
        "token", ["a b;c", 'say "x"', "\u00fcber, 100%", "%41", "\u4f60\u597d"]
    )
    def test_any_token_that_somebody_chooses(self, settings: Settings, token: str) -> None:
        known = replace(settings, host="0.0.0.0", token=token)
        base = address_of(replace(known, host="192.168.1.5"), 8000)
        with (
            Services(known, FakeExecutor()) as services,
            TestClient(create_app(services), base_url="http://192.168.1.5:8000") as client,
        ):
            bearer = [(b"Authorization", b"Bearer " + token.encode())]
            assert client.get(f"{API}/about", headers=bearer).status_code == 200
            assert client.get(f"{API}/about").status_code == 401
            assert client.get(base).status_code == 200
            assert client.get(f"{API}/about").status_code == 200

    def test_a_program_bears_it(self, guarded: TestClient) -> None:
        answer = guarded.get(f"{API}/about", headers={"Authorization": "Bearer open-sesame"})
        assert answer.status_code == 200

    def test_it_does_not_redirect_to_another_host(self, guarded: TestClient) -> None:
        answer = guarded.get("//evil.example/", params={"token": "open-sesame"})
        assert answer.headers.get("location", "/").startswith("/")
        assert not answer.headers.get("location", "/").startswith("//")

    def test_a_name_of_somebody_else_is_refused_there_too(self, guarded: TestClient) -> None:
        assert guarded.get("/", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.slow
def test_every_answer_has_the_headers(client: TestClient) -> None:
    for path in ("/", f"{API}/about", f"{API}/nothing"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert client.get(f"{API}/about").headers["cache-control"] == "no-store"


def test_no_page_reaches_out_of_its_folder(client: TestClient, tmp_path: Path) -> None:
    for path in ("/../app.py", "/%2e%2e/app.py", "/..%2fapp.py"):
        assert client.get(path).status_code == 404
