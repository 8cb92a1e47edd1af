"""Nothing in the data folder is deleted that formcheck did not put there."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from formcheck.jobs.folders import MARK, UPLOADING, AnalysisFolders
from formcheck.web.app import create_app
from formcheck.web.browser import BrowserOpener
from formcheck.web.services import Services
from formcheck.web.settings import Settings
from tests.web.fakes import BASE, FakeExecutor

ID, OTHER = "0" * 32, "a" * 32
API = "/api/v1"


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def started(settings: Settings) -> None:
    """A server starts and ends."""
    with Services(settings, FakeExecutor()) as services, TestClient(create_app(services)):
        pass


@pytest.fixture
def data(settings: Settings) -> Settings:
    """A data folder that was in use, so that its database is known."""
    started(settings)
    return settings


def test_what_is_the_users_own_stays(data: Settings, caplog: pytest.LogCaptureFixture) -> None:
    mine = {
        "holiday/film.mp4",
        f"{ID}/video",  # our kind of name, no mark
        f"{'b' * 32}/{MARK}",  # a mark, and not of this folder
        "notes.txt",
        f"{'c' * 32}/{UPLOADING}",
    }
    for name in mine:
        path = data.uploads / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    with caplog.at_level(logging.WARNING, "formcheck"):
        started(data)
    assert files(data.uploads) == mine
    assert "left as they are" in caplog.text


def test_nothing_goes_through_a_link(
    data: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = AnalysisFolders(tmp_path / "elsewhere")
    (elsewhere.make(OTHER) / "video").write_text("mine")
    data.uploads.mkdir(exist_ok=True)
    (data.uploads / OTHER).symlink_to(elsewhere.path(OTHER))
    started(data)
    AnalysisFolders(data.uploads).delete(OTHER)
    assert (data.uploads / OTHER / "video").read_text() == "mine"
    # The whole folder of uploads may be a link to another disk, too.
    (data.uploads / OTHER).unlink()
    data.uploads.rmdir()
    data.uploads.symlink_to(elsewhere.root)
    started(data)
    assert (elsewhere.path(OTHER) / "video").read_text() == "mine"
    AnalysisFolders(data.uploads).delete(OTHER)
    assert (elsewhere.path(OTHER) / "video").read_text() == "mine"
    assert "delete it yourself" in caplog.text


def test_what_broke_off_is_cleared_away(data: Settings) -> None:
    folders = AnalysisFolders(data.uploads)
    (folders.make(ID) / "video").write_bytes(b"half")  # the upload
    folders.make(OTHER)
    folders.taken_over(OTHER)
    folders.mark_deleted(OTHER)  # the deletion
    started(data)
    assert list(data.uploads.iterdir()) == []


def test_nothing_is_deleted_beside_a_new_database(settings: Settings) -> None:
    folder = AnalysisFolders(settings.uploads).make(ID)
    (folder / "video").write_bytes(b"half")
    started(settings)
    assert (folder / "video").exists()


def test_a_file_without_tables_is_a_new_database(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "formcheck.sqlite3").touch()
    test_nothing_is_deleted_beside_a_new_database(settings)


def test_the_page_for_the_browser_takes_nobodys_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    mine = tmp_path / "open.html"
    mine.write_text("mine")
    for secret in (False, True):
        with BrowserOpener(tmp_path) as opener:
            opener.open("http://127.0.0.1:1/#token=x", secret=secret)
            written = set(tmp_path.iterdir()) - {mine}
            assert [stat.S_IMODE(path.stat().st_mode) for path in written] == [0o600] * secret
    assert mine.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [mine]


def test_an_analysis_that_an_older_database_does_not_know_stays(data: Settings) -> None:
    folders = AnalysisFolders(data.uploads)
    (folders.make(ID) / "video").write_bytes(b"whole")
    folders.taken_over(ID)
    started(data)  # with a database that was put back from a copy
    assert (folders.path(ID) / "video").exists()


@pytest.mark.slow
def test_one_from_before_there_were_marks_can_be_deleted(settings: Settings) -> None:
    with Services(settings, FakeExecutor()) as services:
        services.analyses.add(
            id_=ID, name="a", exercise="plank", model="full", annotate=False, size_bytes=1
        )
    (settings.uploads / ID).mkdir(parents=True)
    (settings.uploads / ID / "video").write_bytes(b"x")
    with (
        Services(settings, FakeExecutor()) as services,
        TestClient(create_app(services), base_url=BASE) as client,
    ):
        client.post(f"{API}/analyses/{ID}/cancel")
        assert client.delete(f"{API}/analyses/{ID}").status_code == 204
    assert not (settings.uploads / ID).exists()


def test_a_name_that_is_none_of_ours_is_never_deleted(tmp_path: Path) -> None:
    folders = AnalysisFolders(tmp_path)
    for name in ("holiday", "0" * 31, ".."):
        (tmp_path / "holiday").mkdir(exist_ok=True)
        (tmp_path / "holiday" / MARK).write_text("holiday")
        folders.delete(name)
    assert (tmp_path / "holiday").exists()


def test_what_is_put_into_a_folder_that_all_may_read_is_this_users_alone(
    settings: Settings,
) -> None:
    settings.data.mkdir()
    settings.data.chmod(0o755)
    with (
        Services(settings, FakeExecutor()) as services,
        TestClient(create_app(services), base_url=BASE) as client,
    ):
        client.post(f"{API}/analyses?exercise=plank", content=b"video")
        made = {path: stat.S_IMODE(path.stat().st_mode) for path in settings.data.rglob("*")}
    assert settings.data.stat().st_mode & 0o777 == 0o755  # it is the user's
    assert {path.name for path, mode in made.items() if mode & 0o077} == set()
