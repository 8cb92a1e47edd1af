"""The pages' files as a browser gets them: small, and line for line what is written."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from formcheck.web.pages import PAGES

FILES = sorted(file.relative_to(PAGES).as_posix() for file in PAGES.rglob("*") if file.is_file())
LARGEST = 370_000  # of all pages together, bytes; one page loads a part of them


@pytest.mark.slow
def test_they_are_small(client: TestClient) -> None:
    sent = {name: len(client.get(f"/{name}").content) for name in FILES}
    assert sum(sent.values()) < LARGEST
    assert all(sent.values())


@pytest.mark.slow
def test_scripts_are_sent_without_comments_and_otherwise_as_they_are_written(
    client: TestClient,
) -> None:
    scripts = [name for name in FILES if name.endswith(".js")]
    assert len(scripts) > 50
    for name in scripts:
        answer = client.get(f"/{name}")
        assert answer.headers["content-type"].startswith("text/javascript"), name
        written = (PAGES / name).read_text(encoding="utf-8").splitlines()
        sent = answer.text.splitlines()
        assert len(sent) == len(written), name
        left_out = [own for own, line in zip(written, sent, strict=True) if line != own]
        assert len(left_out) > 2, name
        assert all(re.match(r"\s*(/\*\*?|\*)(\s|/|$)", line) for line in left_out), name
        assert not re.search(r"^\s*\*[\s/]", answer.text, re.MULTILINE), name


def test_a_script_that_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/js/app.js")
    again = client.get("/js/app.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/js/app.js", headers={"if-none-match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)
    head = client.head("/js/app.js")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(first.content))
