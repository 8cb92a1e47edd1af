"""All that was done as JSON, and as a table."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

from formcheck.history import Sessions
from tests.history.made_up import a_set


def test_json_has_everything(sessions: Sessions) -> None:
    id_ = sessions.begin("live", sets=[a_set()])
    document = json.loads(sessions.export().model_dump_json(by_alias=True))
    assert document["schema"] == 2
    assert document["sessions"][0]["id"] == id_
    assert len(document["sessions"][0]["all_sets"][0]["reps"]) == 3


def test_csv_has_a_row_for_each_rep_and_each_hold(sessions: Sessions) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    sessions.begin("live", started_at=start, sets=[a_set()])
    sessions.begin("live", sets=[a_set(1, "plank", reps=0, hold_s=30.0)])
    rows = list(csv.DictReader(io.StringIO(sessions.export_csv())))
    assert [row["rep"] for row in rows] == ["1", "2", "3", ""]
    assert rows[0]["faults"] == "rounded_back"
    assert (rows[3]["exercise"], rows[3]["hold_s"]) == ("plank", "30.0")


def test_each_row_has_the_exercise_of_its_set(sessions: Sessions) -> None:
    sets = [a_set(1, reps=1), a_set(2, "plank", reps=0, hold_s=30.0)]
    sessions.begin("live", sets=sets)
    rows = list(csv.DictReader(io.StringIO(sessions.export_csv())))
    assert [(row["set"], row["exercise"]) for row in rows] == [
        ("1", "bent-over-row"),
        ("2", "plank"),
    ]
    (session,) = json.loads(sessions.export().model_dump_json(by_alias=True))["sessions"]
    assert session["exercises"] == ["bent-over-row", "plank"]
    assert [each["exercise"] for each in session["all_sets"]] == session["exercises"]
