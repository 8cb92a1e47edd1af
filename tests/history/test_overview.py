"""Looking back on days, weeks and faults."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from formcheck.history import Sessions
from tests.history.made_up import a_set, rep


def test_days_and_weeks(sessions: Sessions) -> None:
    monday = datetime(2026, 3, 2, 12, tzinfo=UTC)
    for days in (0, 2, 7):
        sessions.begin(
            "live",
            started_at=monday + timedelta(days=days),
            sets=[a_set(reps=4)],
        )
    sessions.begin("live", started_at=monday, sets=[a_set(1, "plank", reps=0, hold_s=30.0)])
    seen = sessions.overview()
    assert [(day.day.day, day.sessions, day.reps) for day in seen.days] == [
        (2, 2, 4),
        (4, 1, 4),
        (9, 1, 4),
    ]
    rows = [week for week in seen.weeks if week.exercise == "bent-over-row"]
    assert [(week.week.day, week.reps, week.good_share) for week in rows] == [
        (2, 8, 0.75),
        (9, 4, 0.75),
    ]
    (plank,) = (week for week in seen.weeks if week.exercise == "plank")
    assert (plank.hold_s, plank.good_share) == (30.0, 0.5)


def test_a_session_of_several_exercises_is_one_session_in_each_of_its_weeks_rows(
    sessions: Sessions,
) -> None:
    start = datetime(2026, 3, 2, 12, tzinfo=UTC)
    sets = [a_set(1, faults=2), a_set(2, "plank", reps=0, faults=3, hold_s=30.0), a_set(3)]
    sessions.begin("live", started_at=start, sets=sets)
    seen = sessions.overview(UTC)
    assert [(day.sessions, day.reps, day.hold_s) for day in seen.days] == [(1, 6, 30.0)]
    assert {week.exercise: (week.reps, week.good_reps, week.hold_s) for week in seen.weeks} == {
        "bent-over-row": (6, 3, 0),
        "plank": (0, 0, 30.0),
    }
    # Three of one exercise and three of the other are not six of one.
    assert seen.frequent_fault is not None
    assert (seen.frequent_fault.exercise, seen.frequent_fault.times) == ("bent-over-row", 3)


def test_the_most_frequent_fault_and_its_trend(sessions: Sessions) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for day, faults in enumerate([3, 3, 2, 1, 0, 1]):
        sessions.begin(
            "live",
            started_at=start + timedelta(days=day),
            sets=[a_set(faults=faults)],
        )
    found = sessions.overview().frequent_fault
    assert found is not None
    assert (found.id, found.times, found.trend) == ("rounded_back", 10, "rarer")


def test_three_days_are_no_trend(sessions: Sessions) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for at, faults in enumerate([3, 3, 3, 0, 0, 0]):
        sessions.begin(
            "live",
            started_at=start + timedelta(days=at // 2),
            sets=[a_set(faults=faults)],
        )
    found = sessions.overview(UTC).frequent_fault
    assert found is not None
    assert found.trend == "not known"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T23:30Z", "2026-03-29"),  # the night in which the clocks go forward
        ("2026-03-29T21:30Z", "2026-03-29"),  # half past eleven in the summer's time
        ("2026-03-29T22:30Z", "2026-03-30"),
        ("2026-10-25T22:30Z", "2026-10-25"),  # the day that has 25 hours
        ("2026-10-25T23:30Z", "2026-10-26"),
    ],
)
def test_a_day_is_the_same_everywhere(sessions: Sessions, moment: str, day: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    id_ = sessions.begin("live", started_at=datetime.fromisoformat(moment), sets=[a_set()])
    (head,), _ = sessions.heads(zone=zone)
    (in_calendar,) = sessions.overview(zone).days
    in_csv = {row["day"] for row in csv.DictReader(io.StringIO(sessions.export_csv(zone)))}
    (in_json,) = sessions.export(zone).sessions
    record = sessions.get(id_, zone)
    assert record is not None
    days = {str(each.day) for each in (head, in_calendar, in_json, record)}
    assert days | in_csv == {day}


def test_what_was_not_judged_is_not_good(sessions: Sessions) -> None:
    unjudged = rep(4, 20.0).model_copy(update={"unknown": ("a", "b"), "form": "not judged"})
    done = a_set(reps=3, faults=1)
    sets = [done.model_copy(update={"reps": (*done.reps, unjudged)})]
    id_ = sessions.begin("live", sets=sets)
    record = sessions.get(id_)
    assert record is not None
    assert record.all_sets == tuple(sets)
    assert (record.reps, record.good_reps, record.unjudged_reps) == (4, 2, 1)
    (week,) = sessions.overview().weeks
    assert (week.reps, week.good_reps, week.unjudged_reps) == (4, 2, 1)
    assert week.good_share == pytest.approx(2 / 3, abs=1e-3)


def test_nothing_is_said_of_nothing(sessions: Sessions) -> None:
    seen = sessions.overview()
    assert (seen.days, seen.weeks, seen.frequent_fault) == ((), (), None)
