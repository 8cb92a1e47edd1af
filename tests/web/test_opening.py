"""Others on this machine see every command line: the token is in none."""

from __future__ import annotations

import re
import stat
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.web.serving import serving

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]

TOKEN = "not-to-be-seen-by-others"


def command_lines() -> list[bytes]:
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(process.read_bytes())
        except OSError:
            continue
    return found


@pytest.mark.parametrize("given", ["option", "options", "environment"])
def test_it_is_not_in_the_list_of_processes(tmp_path: Path, given: str) -> None:
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f"#!/bin/sh\necho \"$@\" > '{seen}'\nsleep 2\n")
    browser.chmod(0o700)
    options = {
        "option": [f"--token={TOKEN}"],
        "options": ["--token", TOKEN],
        "environment": [],
    }[given]
    env = {"BROWSER": str(browser), "FORMCHECK_TOKEN": TOKEN if given == "environment" else ""}
    data = tmp_path / "data"
    with serving(data, *options, env=env, browser=True) as server:
        assert f"?token={TOKEN}" in server.url
        for _ in range(100):
            if seen.exists() and seen.read_text():
                break
            time.sleep(0.05)
        assert not [line for line in command_lines() if TOKEN.encode() in line]
        opened = seen.read_text().strip()
        assert TOKEN not in opened
        page = Path(unquote(urlsplit(opened).path))
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        address = re.search(r"url=([^\"]*)", page.read_text())
        assert address
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert visitor.open(address[1], timeout=10).status == 200
    assert not page.exists()


def test_a_page_that_needs_no_token_is_opened_as_it_is(tmp_path: Path) -> None:
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f"#!/bin/sh\necho \"$@\" > '{seen}'\n")
    browser.chmod(0o700)
    with serving(tmp_path / "data", env={"BROWSER": str(browser)}, browser=True) as server:
        for _ in range(100):
            if seen.exists() and seen.read_text():
                break
            time.sleep(0.05)
        assert seen.read_text().strip().rstrip("/") == server.url
