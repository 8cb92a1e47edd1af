"""Looking back: training days, weeks, and whether the most frequent fault is getting rarer."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from formcheck.history.records import Day, FrequentFault, Overview, Week
from formcheck.history.tables import FaultRow, RepRow, SessionRow, SetRow

MIN_SETS = 3
"""With fewer sets in either half nothing is said about a trend."""

RARER = 0.8
"""Found less than this share as often: it is getting rarer; more often the other way round."""

Trend = Literal["rarer", "as before", "more often", "not known"]


def overview(session: Session) -> Overview:
    """The history at a glance."""
    done = _by_day(session)
    return Overview(
        days=tuple(_days(session, done)),
        weeks=tuple(_weeks(done)),
        frequent_fault=_frequent_fault(session),
    )


_Done = dict[tuple[date, str], tuple[int, int, float, float]]


def _by_day(session: Session) -> _Done:
    """Reps, good reps, seconds held and in good form, for each day and exercise."""
    key = (SessionRow.day, SessionRow.exercise)
    held = session.execute(
        select(*key, func.sum(SetRow.hold_s), func.sum(SetRow.good_hold_s))
        .join(SetRow, SetRow.session_id == SessionRow.id)
        .group_by(*key)
    )
    reps = session.execute(
        select(*key, func.count(RepRow.id), func.sum(cast(RepRow.good, Integer)))
        .join(SetRow, SetRow.session_id == SessionRow.id)
        .join(RepRow, RepRow.set_id == SetRow.id)
        .group_by(*key)
    )
    counted = {(day, exercise): (count, good) for day, exercise, count, good in reps}
    return {
        (day, exercise): (*counted.get((day, exercise), (0, 0)), hold_s, good_s)
        for day, exercise, hold_s, good_s in held
    }


def _days(session: Session, done: _Done) -> list[Day]:
    sessions = session.execute(
        select(SessionRow.day, func.count()).group_by(SessionRow.day).order_by(SessionRow.day)
    )
    return [
        Day(
            day=day,
            sessions=count,
            reps=sum(each[0] for (when, _), each in done.items() if when == day),
            hold_s=sum(each[2] for (when, _), each in done.items() if when == day),
        )
        for day, count in sessions
    ]


def _weeks(done: _Done) -> list[Week]:
    weeks: defaultdict[tuple[date, str], list[float]] = defaultdict(lambda: [0, 0, 0.0, 0.0])
    for (day, exercise), each in done.items():
        monday = day - timedelta(days=day.weekday())
        weeks[monday, exercise] = [
            a + b for a, b in zip(weeks[monday, exercise], each, strict=True)
        ]
    made = []
    for (monday, exercise), (reps, good, hold_s, good_s) in sorted(weeks.items()):
        share = good / reps if reps else good_s / hold_s if hold_s else None
        made.append(
            Week(
                week=monday,
                exercise=exercise,
                reps=int(reps),
                good_reps=int(good),
                hold_s=hold_s,
                good_hold_s=good_s,
                good_share=None if share is None else min(1.0, round(share, 4)),
            )
        )
    return made


def _frequent_fault(session: Session) -> FrequentFault | None:
    times = func.count(FaultRow.id)
    most = session.execute(
        select(SessionRow.exercise, FaultRow.check, times)
        .join(SetRow, SetRow.session_id == SessionRow.id)
        .join(FaultRow, FaultRow.set_id == SetRow.id)
        .group_by(SessionRow.exercise, FaultRow.check)
        .order_by(times.desc(), SessionRow.exercise, FaultRow.check)
        .limit(1)
    ).first()
    if most is None:
        return None
    exercise, check, count = most
    found = select(FaultRow.set_id, func.count().label("times")).where(FaultRow.check == check)
    per_set = found.group_by(FaultRow.set_id).subquery()
    rows = session.execute(
        select(func.coalesce(per_set.c.times, 0))
        .select_from(SetRow)
        .join(SessionRow, SessionRow.id == SetRow.session_id)
        .outerjoin(per_set, per_set.c.set_id == SetRow.id)
        .where(SessionRow.exercise == exercise)
        .order_by(SessionRow.started_at, SetRow.number)
    )
    trend = trend_of([each for (each,) in rows])
    return FrequentFault(exercise=exercise, id=check, times=count, trend=trend)


def trend_of(times: list[int]) -> Trend:
    """Whether something is getting rarer.

    Args:
        times: How often it was found in each set, the oldest first.

    >>> trend_of([3, 2, 3, 1, 0, 1]), trend_of([1, 1, 1, 1, 1, 1]), trend_of([3, 0])
    ('rarer', 'as before', 'not known')
    """
    half = len(times) // 2
    if half < MIN_SETS:
        return "not known"
    before = sum(times[:half]) / half
    since = sum(times[-half:]) / half
    if since < RARER * before:
        return "rarer"
    return "more often" if before < RARER * since else "as before"
