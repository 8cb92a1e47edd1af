"""What is due today, of made days; each sentence says why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from formcheck.plans import Due, due_today, load_workout

UPPER = load_workout("upper-back")  # three days a week
CORE = load_workout("core-and-plank")
WEDNESDAY = datetime(2026, 3, 4, 18, tzinfo=UTC)


def one(*sets: tuple[str, datetime], days: tuple[date, ...] = (), now: datetime = WEDNESDAY) -> Due:
    (found,) = due_today([UPPER], sets, {UPPER.id: days}, now, zone=UTC)
    return found


def all_kinds() -> list[Due]:
    """Every way in which it may stand with a workout."""
    tuesday = WEDNESDAY - timedelta(hours=20)
    week = (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5))
    whenever = UPPER.model_copy(update={"days_per_week": None})
    (free,) = due_today([whenever], [], {}, WEDNESDAY, zone=UTC)
    (trained,) = due_today([CORE], [("plank", tuesday)], {}, WEDNESDAY, zone=UTC)
    return [
        free,
        trained,
        one(),
        one(("bent-over-row", tuesday)),
        one(days=(WEDNESDAY.date(),)),
        one(days=week, now=datetime(2026, 3, 7, 9, tzinfo=UTC)),
    ]


def test_each_kind_has_a_sentence_of_its_own() -> None:
    said = [str(each.reason) for each in all_kinds()]
    assert len(set(said)) == len(said)
    assert all(each.endswith(".") and "{" not in each for each in said)
    assert "None of its muscles was trained within 48 hours." in said


def test_who_has_done_nothing_begins() -> None:
    found = one()
    assert (found.state, found.at) == ("due", None)
    assert str(found.reason) == "0 of 3 days of this week are done."


def test_the_same_muscles_rest_for_48_hours_whatever_trained_them() -> None:
    monday = WEDNESDAY - timedelta(hours=49)
    assert one(("bent-over-row", monday), days=(monday.date(),)).state == "due"
    tuesday = WEDNESDAY - timedelta(hours=20)
    found = one(("seated-row", tuesday))  # no exercise of the workout, but of its muscles
    assert found.state == "rest"
    assert found.at == tuesday + timedelta(hours=48)
    assert "until Thursday, 22:00: 48 hours" in str(found.reason)
    assert one(("squat-jump", tuesday)).state == "due"  # of other muscles


def test_what_is_due_later_today_says_from_when() -> None:
    found = one(("bent-over-row", WEDNESDAY - timedelta(hours=46)))
    assert (found.state, found.at) == ("due", WEDNESDAY + timedelta(hours=2))


def test_done_is_done_today_and_often_enough_a_week() -> None:
    today = WEDNESDAY.date()
    assert str(one(days=(today,)).reason) == "It was done today."
    week = (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5))
    found = one(days=week, now=datetime(2026, 3, 7, 9, tzinfo=UTC))
    assert (found.state, found.done) == ("done", 3)
    assert "3 of 3 days" in str(found.reason)
    assert one(days=week, now=datetime(2026, 3, 9, 9, tzinfo=UTC)).done == 0  # the next Monday


def test_a_day_is_one_of_the_zone() -> None:
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)  # Wednesday already in Berlin
    days = {UPPER.id: [date(2026, 3, 4)]}
    (found,) = due_today([UPPER], [], days, late, zone=ZoneInfo("Europe/Berlin"))
    assert found.state == "done"
    (found,) = due_today([UPPER], [], days, late, zone=UTC)
    assert found.state == "due"


def test_what_is_due_comes_first() -> None:
    sets = [("bent-over-row", WEDNESDAY - timedelta(hours=1))]
    found = due_today([UPPER, CORE], sets, {}, WEDNESDAY, zone=UTC)
    assert [(each.workout.id, each.state) for each in found] == [
        ("core-and-plank", "due"),
        ("upper-back", "rest"),
    ]
