"""What a person says of a count is kept beside what was counted, and shown everywhere."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from formcheck.events import DoubtKind
from formcheck.history import Analyses, Database, Sessions, SetRecord, sets_of
from formcheck.history.records import SetDoubt
from tests.history.made_up import a_result, a_set, doubt, in_doubt


def doubted(index: int = 1, reps: int = 11) -> SetRecord:
    """A set of which one rep may be none, and two may have been missed at once."""
    doubts = (
        doubt(4.0, DoubtKind.UNCERTAIN, fewer=1),
        doubt(20.0, DoubtKind.UNSEEN, more=2),
    )
    return a_set(index, reps=reps, faults=0).model_copy(
        update={
            "reps_range": (reps - 1, reps + 2),
            "doubts": tuple(SetDoubt(**dict(each)) for each in doubts),
        }
    )


def the_set(sessions: Sessions, id_: str) -> SetRecord:
    found = sessions.get(id_)
    assert found is not None
    return found.all_sets[0]


class TestSettling:
    def test_doubts_come_back_as_they_were(self, sessions: Sessions) -> None:
        sets = [doubted(), a_set(2)]
        id_ = sessions.begin("live", sets=sets)
        found = sessions.get(id_)
        assert found is not None
        assert list(found.all_sets) == sets
        assert (found.reps, found.reps_range, found.settled_reps) == (14, (13, 16), None)

    def test_one_after_the_other_narrows_the_range_and_the_last_settles(
        self, sessions: Sessions
    ) -> None:
        id_ = sessions.begin("live", sets=[doubted()])
        half = sessions.settle(id_, 1, 2, doubt=2)
        assert half is not None
        assert (half.reps_range, half.settled_reps) == ((12, 13), None)
        whole = sessions.settle(id_, 1, 0, doubt=1)
        assert whole is not None
        assert (len(whole.reps), whole.settled_reps, whole.reps_range) == (11, 12, (12, 12))
        assert [each.settled_reps for each in whole.doubts] == [0, 2]
        back = sessions.settle(id_, 1, None, doubt=1)
        assert back is not None
        assert (back.settled_reps, back.reps_range) == (None, (12, 13))

    def test_a_number_for_the_whole_set_takes_the_place_of_single_answers(
        self, sessions: Sessions
    ) -> None:
        id_ = sessions.begin("live", sets=[doubted()])
        sessions.settle(id_, 1, 2, doubt=2)
        assert sessions.settle(id_, 1, 14)
        now = the_set(sessions, id_)
        assert (len(now.reps), now.settled_reps, now.done_reps) == (11, 14, 14)
        assert [each.settled_reps for each in now.doubts] == [None, None]
        assert sessions.settle(id_, 1, None)
        assert the_set(sessions, id_) == doubted()

    def test_what_is_not_there_cannot_be_settled(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[doubted()])
        assert sessions.settle("none", 1, 3) is None
        assert sessions.settle(id_, 2, 3) is None
        assert sessions.settle(id_, 1, 1, doubt=3) is None
        with pytest.raises(ValueError, match="at most 1"):
            sessions.settle(id_, 1, 2, doubt=1)
        assert the_set(sessions, id_) == doubted()

    def test_a_set_that_is_kept_again_stays_settled(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[doubted()])
        sessions.settle(id_, 1, 12)
        assert sessions.put_sets(id_, [doubted(), a_set(2)])
        assert the_set(sessions, id_).settled_reps == 12

    def test_a_set_that_is_kept_again_keeps_what_was_said_of_its_doubts(
        self, sessions: Sessions
    ) -> None:
        id_ = sessions.begin("live", sets=[doubted()])
        half = sessions.settle(id_, 1, 2, doubt=2)
        assert sessions.put_sets(id_, [doubted(), a_set(2)])
        assert the_set(sessions, id_) == half
        whole = sessions.settle(id_, 1, 0, doubt=1)
        assert whole is not None
        assert whole.settled_reps == 12
        assert sessions.put_sets(id_, [doubted(), a_set(2)])
        assert the_set(sessions, id_) == whole

    def test_what_follows_from_settled_doubts_grows_with_the_set(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[doubted(reps=5)])
        for number, reps in ((1, 0), (2, 2)):
            sessions.settle(id_, 1, reps, doubt=number)
        assert sessions.put_sets(id_, [doubted(reps=8)])
        now = the_set(sessions, id_)
        assert (now.settled_reps, now.reps_range) == (9, (9, 9))
        another = SetDoubt(**dict(doubt(30.0, more=1)))
        more = doubted(reps=8).model_copy(update={"doubts": (*doubted().doubts, another)})
        assert sessions.put_sets(id_, [more])
        now = the_set(sessions, id_)
        assert (now.settled_reps, now.reps_range) == (None, (9, 10))

    def test_what_is_not_said_any_more_does_not_come_back(self, sessions: Sessions) -> None:
        """A workout that goes on after an interruption holds what was said before it."""
        id_ = sessions.begin("live", sets=[doubted()])
        held = sessions.settle(id_, 1, 2, doubt=2)
        assert held is not None
        sessions.settle(id_, 1, None, doubt=2)
        assert sessions.put_sets(id_, [held])
        assert the_set(sessions, id_) == doubted()


class TestLookingBack:
    def test_settled_numbers_with_the_counted_beside_them(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[doubted(), doubted(2), a_set(3, "plank", reps=0)])
        assert sessions.settle(id_, 1, 13)
        (head,), _ = sessions.heads()
        assert (head.reps, head.settled_reps, head.reps_range) == (22, 24, (23, 26))
        overview = sessions.overview()
        assert [day.reps for day in overview.days] == [24]
        (week,) = overview.weeks
        assert (week.reps, week.settled_reps, week.good_reps) == (22, 24, 22)

    def test_reps_that_only_the_person_saw_are_in_the_weeks(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[doubted(reps=0)])
        assert sessions.overview().weeks == ()
        sessions.settle(id_, 1, 5)
        (week,) = sessions.overview().weeks
        assert (week.reps, week.settled_reps) == (0, 5)

    def test_the_exports_have_both(self, sessions: Sessions) -> None:
        id_ = sessions.begin("live", sets=[doubted(reps=2), a_set(2, "plank", reps=0, hold_s=9.0)])
        sessions.settle(id_, 1, 3)
        rows = list(csv.DictReader(io.StringIO(sessions.export_csv())))
        names = ("set_counted", "set_least", "set_most", "set_settled")
        assert [[row[name] for name in names] for row in rows] == [
            ["2", "1", "4", "3"],
            ["2", "1", "4", "3"],
            ["", "", "", ""],  # a hold is not counted
        ]
        (session,) = json.loads(sessions.export().model_dump_json())["sessions"]
        assert session["all_sets"][0]["settled_reps"] == 3
        assert session["all_sets"][0]["doubts"][0]["kind"] == "perhaps no rep"


class TestVideos:
    def test_each_doubt_belongs_to_the_set_in_which_it_is(self) -> None:
        result = in_doubt(a_result(), doubt(6.0, more=1), doubt(41.0, fewer=1))
        first, second = sets_of(result)
        assert [each.at_s for each in first.doubts] == [6.0]
        assert [each.at_s for each in second.doubts] == [41.0]
        assert (first.reps_range, second.reps_range) == ((2, 3), (1, 2))

    def test_a_set_of_which_nothing_was_counted_can_be_settled(self, sessions: Sessions) -> None:
        nothing = in_doubt(
            a_result().model_copy(update={"reps": (), "faults": ()}),
            doubt(8.0, DoubtKind.NOTHING_COUNTED, more=1),
        )
        (only,) = sets_of(nothing)
        assert (len(only.reps), only.reps_range) == (0, (0, 1))
        id_ = sessions.begin("upload", sets=[only])
        settled = sessions.settle(id_, 1, 10)
        assert settled is not None
        assert settled.done_reps == 10

    def test_what_was_found_before_doubts_were_kept_has_no_range(self) -> None:
        for each in sets_of(a_result()):
            assert (each.reps_range, each.doubts) == (None, ())


def test_what_is_deleted_takes_its_doubts_along(tmp_path: Path) -> None:
    with Database(tmp_path) as database:
        sessions, analyses = Sessions(database), Analyses(database)
        id_ = sessions.begin("live", sets=[doubted()])
        assert sessions.delete(id_)[0]
        video = analyses.add(
            name="a.mp4", exercise="push-up", model="full", annotate=False, size_bytes=1
        )
        assert analyses.complete(video.id, [doubted()], 9.0)
        assert analyses.delete(video.id)
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM doubts").scalar_one() == 0
