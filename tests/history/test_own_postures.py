"""The own posture in a history that cannot be written at first."""

from __future__ import annotations

from datetime import date

import pytest

from formcheck.checking.own_posture import OwnPosture, OwnValue
from formcheck.history import Database, OwnPostures, Sessions
from formcheck.workout.workout_log import WorkoutLog

SHOWN: OwnPosture = {("trunk_lean", "standing"): OwnValue(2.0, date(2026, 11, 3))}


def test_an_own_posture_that_was_kept_at_the_second_try_is_kept(
    database: Database, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was done beside it: no set that is kept takes the trouble back."""
    postures = OwnPostures(database)
    log = WorkoutLog(sessions, postures)

    def fails(_: OwnPosture) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(postures, "keep", fails)
        log.keep_own(SHOWN)
    assert log.unkept == "OSError"
    log.keep([], 1.0)
    log.keep_own(SHOWN)
    assert (log.unkept, postures.get()) == ("", SHOWN)
