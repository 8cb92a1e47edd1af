"""Fixtures: the sessions that were made by hand, as the report's tests have them."""

from tests.report.conftest import any_session, empty, idle, plank, row

__all__ = ["any_session", "empty", "idle", "plank", "row"]
