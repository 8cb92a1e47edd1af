"""Fixtures: the sessions that were made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.result.sessions import Made, make_empty, make_idle, make_plank, make_row


@pytest.fixture(scope="session")
def row() -> Made:
    return make_row()


@pytest.fixture(scope="session")
def plank() -> Made:
    return make_plank()


@pytest.fixture(scope="session")
def empty() -> Made:
    return make_empty()


@pytest.fixture(scope="session")
def idle() -> Made:
    return make_idle()


@pytest.fixture(params=[make_row, make_plank, make_empty, make_idle])
def any_session(request: pytest.FixtureRequest) -> Made:
    make: Callable[[], Made] = request.param
    return make()
