"""Fixtures: the app with an executor that needs no processes, no codec and no model."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from formcheck.history import Database
from formcheck.web.app import create_app
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.figures import Stick
from tests.web.fakes import BASE, FakeExecutor
from tests.web.live_world import World
from tests.web.page_helpers import Actor, Running, Start, running
from tests.web.replaying import replaying
from tests.web.serving import Server, serving
from tests.web.site import Site


@pytest.fixture(autouse=True)
def _new_databases_are_copies(empty_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new database is one that was migrated before: each migration anew takes long.

    The tests of the history migrate every time.
    """
    migrate = Database._migrate

    def copy_or_migrate(database: Database) -> None:
        if database.file.is_file() and not database.file.stat().st_size:
            shutil.copyfile(empty_database, database.file)
            database.is_new = True
        else:
            migrate(database)

    monkeypatch.setattr(Database, "_migrate", copy_or_migrate)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", limits=Limits(upload_bytes=5_000, queued=5))


@pytest.fixture
def executor() -> FakeExecutor:
    return FakeExecutor()


@pytest.fixture
def services(settings: Settings, executor: FakeExecutor) -> Iterator[Services]:
    with Services(settings, executor) as made:
        yield made


@pytest.fixture
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(services), base_url=BASE) as made:
        yield made


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a server whose camera sees what somebody does."""
    open_: list[Any] = []

    def begin(posed: Callable[[float], Stick | None], **settings: Any) -> Running:
        # Before what is to be seen the person has time for the countdown.
        manager = running(tmp_path / "data", Actor(lambda t: posed(t - 3.0)), **settings)
        open_.append(manager)
        found: Running = manager.__enter__()
        return found

    yield begin
    for manager in open_:
        manager.__exit__(None, None, None)


@pytest.fixture
def make_world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Makes servers for live sockets, which end with the test."""
    made: list[World] = []

    def make(posed: Callable[[float], Stick | None], **limits: Any) -> World:
        settings = Settings(tmp_path / "data", limits=Limits(**limits), resume_s=60.0)
        world = World(settings, posed)
        world.client.__enter__()
        made.append(world)
        return world

    yield make
    for world in made:
        world.client.__exit__(None, None, None)
        world.services.close()


@pytest.fixture
def site(browser: Browser, tmp_path: Path) -> Iterator[Site]:
    limits = Limits(upload_bytes=600_000)
    with replaying(tmp_path / "data", limits=limits) as (url, services, replayer):
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        made = Site(page, url, services, replayer)
        yield made
        made.assert_quiet()
        page.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A real server in a process of its own, with an empty folder."""
    with serving(tmp_path / "data") as started:
        yield started
