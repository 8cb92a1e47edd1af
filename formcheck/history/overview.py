"""Looking back: training days, weeks, and whether the most frequent fault is getting rarer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from formcheck.history.records import Day, FrequentFault, Overview, Week
from formcheck.history.tables import FaultRow, RepRow, SessionRow, SetRow

MIN_SETS = 3
"""With fewer sets in either half nothing is said about a trend."""

MIN_DAYS = 4
"""With fewer training days nothing is said about a trend: two days are none."""

RARER = 0.8
"""A fault that is found less than this share as often as before is getting rarer."""

_EXERCISE = func.coalesce(SetRow.said_exercise, SetRow.exercise)
"""What was done in a set: by what the person says, or else what was counted."""

Trend = Literal["rarer", "as before", "more often", "not known"]


def overview(session: Session, zone: tzinfo | None = None) -> Overview:
    """The history at a glance.

    Args:
        session: The database's.
        zone: By which a session is on a day; None for this machine's.
    """
    parts = _parts(session, zone)
    return Overview(
        days=tuple(_days(parts)),
        weeks=tuple(_weeks(parts)),
        frequent_fault=_frequent_fault(session, zone),
    )


def day_of(moment: datetime, zone: tzinfo | None) -> date:
    """The day on the calendar of a time zone; None is this machine's.

    >>> from datetime import UTC
    >>> from zoneinfo import ZoneInfo
    >>> day_of(datetime(2026, 3, 28, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    datetime.date(2026, 3, 29)
    """
    return moment.astimezone(zone).date()


@dataclass(slots=True)
class _Done:
    """What was done of an exercise in a session, or in several."""

    reps: int = 0
    good: int = 0
    unjudged: int = 0
    settled: int = 0
    hold_s: float = 0.0
    settled_s: float = 0.0
    good_s: float = 0.0
    unsure_s: float = 0.0
    unjudged_s: float = 0.0

    def add(self, other: _Done) -> None:
        for field in fields(self):
            name = field.name
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def good_share(self) -> float | None:
        """Of what could be judged; of reps where there are any, else of seconds."""
        good = self.good if self.reps else self.good_s
        known = self.reps - self.unjudged if self.reps else self.hold_s - self.unsure_s
        known -= 0 if self.reps else self.unjudged_s
        return min(1.0, round(good / known, 4)) if known > 1e-6 else None


@dataclass(frozen=True)
class _Part:
    """What was done of an exercise in a session; of none, if the session has no set."""

    session_id: str
    day: date
    exercise: str
    done: _Done


def _parts(session: Session, zone: tzinfo | None) -> list[_Part]:
    """What was done of each exercise in each session, the oldest session first."""
    # Which seconds were judged good is not known of old ones; of a set in which something else
    # was done than was counted nothing was judged by its own checks.
    other = SetRow.said_exercise.is_not(None)
    unjudged = or_(SetRow.unsure_hold_s.is_(None), other)
    held = session.execute(
        select(
            SetRow.session_id,
            _EXERCISE,
            func.sum(SetRow.hold_s),
            func.sum(func.coalesce(SetRow.said_hold_s, SetRow.hold_s)),
            func.sum(case((unjudged, 0.0), else_=SetRow.good_hold_s)),
            func.sum(case((unjudged, 0.0), else_=SetRow.unsure_hold_s)),
            func.sum(case((unjudged, SetRow.hold_s), else_=SetRow.unjudged_hold_s)),
        )
        .group_by(SetRow.session_id, _EXERCISE)
        .order_by(func.min(SetRow.number))
    )
    seconds: defaultdict[str, dict[str, tuple[float, ...]]] = defaultdict(dict)
    for id_, exercise, *each in held:
        seconds[id_][exercise] = tuple(map(float, each))
    found = case((other, "not judged"), else_=RepRow.form)
    forms = session.execute(
        select(SetRow.session_id, _EXERCISE, found, func.count(RepRow.id))
        .join(RepRow, RepRow.set_id == SetRow.id)
        .group_by(SetRow.session_id, _EXERCISE, found)
    )
    reps: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for id_, exercise, form, count in forms:
        reps[id_, exercise][form] = count
    changes = _settled(session)
    known = session.execute(
        select(SessionRow.id, SessionRow.started_at).order_by(SessionRow.started_at)
    )
    nothing: dict[str, tuple[float, ...]] = {"": ()}
    return [
        _Part(
            id_,
            day_of(started_at, zone),
            exercise,
            _Done(
                sum(reps[id_, exercise].values()),
                reps[id_, exercise].get("good", 0),
                reps[id_, exercise].get("not judged", 0),
                sum(reps[id_, exercise].values()) + changes.get((id_, exercise), 0),
                *times,
            ),
        )
        for id_, started_at in known
        for exercise, times in seconds.get(id_, nothing).items()
    ]


def _settled(session: Session) -> dict[tuple[str, str], int]:
    """By how many reps what the person says differs from what was counted."""
    counted = select(func.count(RepRow.id)).where(RepRow.set_id == SetRow.id).scalar_subquery()
    rows = session.execute(
        select(SetRow.session_id, _EXERCISE, func.sum(SetRow.settled_reps - counted))
        .where(SetRow.settled_reps.is_not(None))
        .group_by(SetRow.session_id, _EXERCISE)
    )
    return {(id_, exercise): int(change or 0) for id_, exercise, change in rows}


def _days(parts: list[_Part]) -> list[Day]:
    days: defaultdict[date, list[_Part]] = defaultdict(list)
    for part in parts:
        days[part.day].append(part)
    return [
        Day(
            day=day,
            sessions=len({each.session_id for each in all_}),
            reps=sum(each.done.settled for each in all_),
            hold_s=sum(each.done.settled_s for each in all_),
        )
        for day, all_ in sorted(days.items())
    ]


def _weeks(parts: list[_Part]) -> list[Week]:
    weeks: defaultdict[tuple[date, str], _Done] = defaultdict(_Done)
    for part in parts:
        weeks[part.day - timedelta(days=part.day.weekday()), part.exercise].add(part.done)
    return [
        Week(
            week=monday,
            exercise=exercise,
            reps=week.reps,
            settled_reps=week.settled,
            good_reps=week.good,
            unjudged_reps=week.unjudged,
            hold_s=week.hold_s,
            settled_hold_s=week.settled_s,
            good_hold_s=week.good_s,
            unsure_hold_s=week.unsure_s,
            unjudged_hold_s=week.unjudged_s,
            good_share=week.good_share,
        )
        for (monday, exercise), week in sorted(weeks.items())
        if week.reps or week.settled or week.hold_s or week.settled_s
    ]


def _frequent_fault(session: Session, zone: tzinfo | None) -> FrequentFault | None:
    times = func.count(FaultRow.id)
    most = session.execute(
        select(SetRow.exercise, FaultRow.check, times)
        .select_from(SetRow)
        .join(FaultRow, FaultRow.set_id == SetRow.id)
        .where(SetRow.said_exercise.is_(None))
        .group_by(SetRow.exercise, FaultRow.check)
        .order_by(times.desc(), SetRow.exercise, FaultRow.check)
        .limit(1)
    ).first()
    if most is None:
        return None
    exercise, check, count = most
    found = select(FaultRow.set_id, func.count().label("times")).where(FaultRow.check == check)
    per_set = found.group_by(FaultRow.set_id).subquery()
    rows = session.execute(
        select(func.coalesce(per_set.c.times, 0), SessionRow.started_at)
        .select_from(SetRow)
        .join(SessionRow, SessionRow.id == SetRow.session_id)
        .outerjoin(per_set, per_set.c.set_id == SetRow.id)
        .where(SetRow.exercise == exercise, SetRow.said_exercise.is_(None))
        .order_by(SessionRow.started_at, SetRow.number)
    )
    found_in = [(each, day_of(started_at, zone)) for each, started_at in rows]
    days = len({day for _, day in found_in})
    trend = trend_of([each for each, _ in found_in], days)
    return FrequentFault(exercise=exercise, id=check, times=count, trend=trend)


def trend_of(times: list[int], days: int) -> Trend:
    """Whether something is getting rarer.

    Args:
        times: How often it was found in each set, the oldest first.
        days: On how many days these sets were done.

    >>> trend_of([3, 2, 3, 1, 0, 1], 6), trend_of([1, 1, 1, 1, 1, 1], 4), trend_of([3, 0], 4)
    ('rarer', 'as before', 'not known')
    >>> trend_of([3, 2, 3, 1, 0, 1], 3)
    'not known'
    """
    half = len(times) // 2
    if half < MIN_SETS or days < MIN_DAYS:
        return "not known"
    before = sum(times[:half]) / half
    since = sum(times[-half:]) / half
    if since < RARER * before:
        return "rarer"
    return "more often" if before < RARER * since else "as before"
