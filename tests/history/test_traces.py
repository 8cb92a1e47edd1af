"""What a set is drawn from is kept with it."""

from __future__ import annotations

from sqlalchemy import func, select

from formcheck.history import Database, Sessions
from formcheck.history.tables import TraceRow
from tests.history.made_up import a_set, a_trace


def test_a_set_is_drawn_from_what_was_kept_with_it(sessions: Sessions) -> None:
    id_ = sessions.begin("live", sets=[a_set(1)], traces={1: a_trace()})
    assert sessions.put_sets(id_, [a_set(1), a_set(2)], 60.0, {1: a_trace(), 2: a_trace(40)})
    for number, from_s in ((1, 0.0), (2, 40.0)):
        found = sessions.drawn_set(id_, number)
        assert found is not None
        record, kept = found
        assert (record.index, kept.attempts, kept.holds) == (
            number,
            a_trace(from_s).attempts,
            a_trace(from_s).holds,
        )
        assert kept.trace.time_s.tolist() == a_trace(from_s).trace.time_s.tolist()
    assert sessions.drawn_set(id_, 3) is None


def test_it_goes_with_its_set(sessions: Sessions, database: Database) -> None:
    id_ = sessions.begin("live", sets=[a_set(1)], traces={1: a_trace()})
    sessions.put_sets(id_, [a_set(1)], 9.0)
    assert sessions.drawn_set(id_, 1) is None
    sessions.put_sets(id_, [a_set(1)], 9.0, {1: a_trace()})
    sessions.delete(id_)
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(TraceRow)) == 0
