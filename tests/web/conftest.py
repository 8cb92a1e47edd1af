"""Fixtures: the app with an executor that needs no processes, no codec and no model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from formcheck.web.app import create_app
from formcheck.web.services import Services
from formcheck.web.settings import Limits, Settings
from tests.web.fakes import FakeExecutor

BASE = "http://127.0.0.1:8000"


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
