"""Scores, estimated maxima, and what became of an exercise: only of what was seen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercises import find_exercise
from formcheck.history import SessionRecord, SetRecord, SetSaid
from formcheck.history.records import SetDoubt
from formcheck.plans import progress_of, score_of
from formcheck.plans.one_rep_max import estimated_of, one_rep_max
from formcheck.plans.progress import Done, set_done
from formcheck.result.document import Rep
from tests.history.made_up import a_set, doubt, rep

ROW, PLANK = find_exercise("bent-over-row"), find_exercise("plank")
TAPS = find_exercise("plank-shoulder-tap")


def reps_of(*forms: str, ranges: tuple[float | None, ...] = ()) -> tuple[Rep, ...]:
    made = []
    for at, form in enumerate(forms):
        each = rep(at + 1, 3.0 * at)
        range_ = ranges[at] if ranges else 70.0
        made.append(each.model_copy(update={"form": form, "range": range_}))
    return tuple(made)


def a_row(*forms: str, index: int = 1, **said: object) -> SetRecord:
    return a_set(index, faults=0).model_copy(
        update={"reps": reps_of(*forms), "target": (10, 12), "said": SetSaid.model_validate(said)}
    )


def some_taps(**changed: object) -> SetRecord:
    """A plank of 45 s in which 18 taps were counted."""
    whole = {"reps": reps_of(*["good"] * 18), "good_hold_s": 45.0, "target": (30, 30)}
    return a_set(1, TAPS.id, hold_s=45.0, faults=0).model_copy(update={**whole, **changed})


def on(day: int, *sets: SetRecord) -> list[Done]:
    at = datetime(2026, 3, 2, 18, tzinfo=UTC) + timedelta(days=day)
    session = SessionRecord(
        id=f"{day:032}", kind="live", exercises=(), name="", started_at=at, day=at.date(),
        duration_s=60, nothing_because=None, analysis=None, sets=len(sets), reps=0,
        reps_range=(0, 0), settled_reps=None, good_reps=0, unjudged_reps=0, hold_s=0,
        settled_hold_s=None, good_hold_s=0, unsure_hold_s=0, unjudged_hold_s=0, all_sets=sets,
    )  # fmt: skip
    return [(session, each) for each in sets]


class TestScore:
    def test_a_set_without_anything_to_mend_is_a_hundred(self) -> None:
        found = score_of(a_row(*["good"] * 10))
        assert found.score == 100
        assert [(each.id, each.share, each.seen) for each in found.parts] == [
            ("form", 1, 10),
            ("range", 1, 10),
            ("tempo", 1, 10),
        ]

    def test_its_parts_are_those_that_were_seen(self) -> None:
        fading = reps_of(*["good"] * 6, ranges=(80, 80, 80, 60, 40, None))
        found = score_of(a_row().model_copy(update={"reps": fading}))
        form, range_, _ = found.parts
        assert form.share == 1
        assert range_.share == pytest.approx((3 + 0.75 + 0.5) / 5)
        assert range_.seen == 5
        assert found.score == 97  # of 3 x 1, 0.85 and 1, among five
        few = score_of(a_row("good", "good"))
        assert [each.id for each in few.parts] == ["form"]

    def test_what_was_not_judged_neither_counts_for_nor_against_it(self) -> None:
        found = score_of(a_row(*["good"] * 7, "fault", "not judged", "not judged"))
        assert found.parts[0].share == pytest.approx(7 / 8)

    def test_no_number_for_what_was_not_seen(self) -> None:
        dark = score_of(a_row(*["good"] * 6, *["not judged"] * 4))
        assert (dark.score, dark.parts, dark.why_not) == (
            None,
            (),
            "Too little of it could be judged.",
        )
        # the person says that there were twenty: of the other ten nobody knows anything
        said = a_row(*["good"] * 10).model_copy(update={"settled_reps": 20})
        assert score_of(said).score is None
        other = a_row(*["good"] * 10, exercise="seated-row")
        assert score_of(other).score is None
        assert "another exercise" in score_of(other).why_not
        assert score_of(a_row()).why_not == "Nothing was counted in it."

    def test_a_hold_is_scored_by_its_judged_seconds(self) -> None:
        hold = a_set(1, "plank", reps=0, hold_s=40.0, faults=0).model_copy(
            update={"good_hold_s": 27.0, "unjudged_hold_s": 8.0, "unsure_hold_s": 2.0}
        )
        assert score_of(hold).score == 90
        unseen = hold.model_copy(update={"unjudged_hold_s": 20.0, "good_hold_s": 18.0})
        assert score_of(unseen).score is None

    def test_of_a_hold_in_which_reps_are_counted_the_seconds_decide(self) -> None:
        assert score_of(some_taps()).parts[0].seen == 45
        assert score_of(some_taps(unjudged_hold_s=30.0, good_hold_s=15.0)).score is None

    def test_a_hold_that_only_the_person_saw_is_one_that_was_not_judged(self) -> None:
        unseen = a_set(1, "plank", reps=0, faults=0)
        said = unseen.model_copy(update={"said": SetSaid(hold_s=60)})
        assert score_of(unseen).why_not == "Nothing was counted in it."
        assert score_of(said).why_not == "Too little of it could be judged."

    @pytest.mark.slow
    @given(
        st.lists(st.sampled_from(["good", "fault", "not judged"]), max_size=15),
        st.lists(st.none() | st.floats(-10, 200), min_size=15, max_size=15),
        st.none() | st.integers(0, 30),
    )
    def test_a_score_is_a_number_of_its_parts_or_says_why_not(
        self, forms: list[str], ranges: list[float | None], settled: int | None
    ) -> None:
        record = a_row().model_copy(
            update={"reps": reps_of(*forms, ranges=tuple(ranges)), "settled_reps": settled}
        )
        found = score_of(record)
        assert (found.score is None) == bool(found.why_not) == (not found.parts)
        if found.score is not None:
            shares = [each.share for each in found.parts]
            assert int(100 * min(shares)) - 1 <= found.score <= 100 * max(shares)


class TestOneRepMax:
    def test_it_needs_a_load_an_effort_and_few_reps(self) -> None:
        eight = ["good"] * 8
        assert estimated_of(a_row(*eight, load_kg=40, reps_in_reserve=2)) == one_rep_max(40, 10)
        assert estimated_of(a_row(*eight, load_kg=40)) is None
        assert estimated_of(a_row(*eight, reps_in_reserve=2)) is None
        assert estimated_of(a_row(*eight, load_kg=40, reps_in_reserve=3)) is None  # eleven
        assert estimated_of(a_row("good", load_kg=40, reps_in_reserve=5)) is None  # a guess
        doubtful = a_row(*eight, load_kg=40, reps_in_reserve=1).model_copy(
            update={"doubts": (SetDoubt(**dict(doubt(8.0, more=1))),)}
        )
        assert estimated_of(doubtful) is None
        settled = doubtful.model_copy(update={"settled_reps": 9})
        assert estimated_of(settled) == one_rep_max(40, 10)

    @given(st.floats(1, 300), st.integers(1, 9))
    def test_more_reps_mean_more(self, load: float, reps: int) -> None:
        fewer, more = one_rep_max(load, reps), one_rep_max(load, reps + 1)
        assert fewer is not None
        assert more is not None
        assert load - 0.06 <= fewer <= more


class TestProgress:
    def test_of_nothing_nothing_is_said(self) -> None:
        found = progress_of(ROW, [])
        assert (found.last, found.days, found.bests, found.proposal.kind) == (
            None,
            (),
            (),
            "nothing",
        )

    def test_days_weeks_and_months(self) -> None:
        done = [
            *on(0, a_row(*["good"] * 9, "fault", load_kg=20), a_row(*["good"] * 10, index=2)),
            *on(2, a_row(*["good"] * 12, load_kg=22.5, reps_in_reserve=1)),
            *on(30, a_row(*["good"] * 8, load_kg=30, reps_in_reserve=2)),
            *on(30, a_set(2, "plank", reps=0, hold_s=9.0)),
        ]
        found = progress_of(ROW, done)
        assert [(each.start, each.sets, each.reps, each.clean_reps) for each in found.days] == [
            (date(2026, 3, 2), 2, 20, 19),
            (date(2026, 3, 4), 1, 12, 12),
            (date(2026, 4, 1), 1, 8, 8),
        ]
        assert [(each.start, each.reps) for each in found.weeks] == [
            (date(2026, 3, 2), 32),
            (date(2026, 3, 30), 8),
        ]
        assert [(each.start, each.load_kg) for each in found.months] == [
            (date(2026, 3, 1), 22.5),
            (date(2026, 4, 1), 30),
        ]
        april = found.months[1]
        assert (april.range, april.tempo_s["down_s"], april.score) == (70.0, 1.0, 100)
        assert (april.one_rep_max_kg, "rest_s" in april.tempo_s) == (40.0, False)
        bests = {each.kind: (each.value, each.day) for each in found.bests}
        assert bests == {
            "clean_reps": (12, date(2026, 3, 4)),
            "load": (30, date(2026, 4, 1)),
            "one_rep_max": (40.0, date(2026, 4, 1)),
        }

    def test_clean_reps_earn_more_and_others_do_not(self) -> None:
        clean = a_row(*["good"] * 12, load_kg=20)
        found = progress_of(ROW, [*on(0, clean), *on(2, clean)])
        assert (found.proposal.kind, found.proposal.load_kg) == ("more", 22.5)
        unseen = a_row(*["not judged"] * 12, load_kg=20)
        assert progress_of(ROW, [*on(0, clean), *on(2, unseen)]).proposal.kind == "nothing"
        other = a_row(*["good"] * 12, load_kg=20, exercise="seated-row")
        assert progress_of(ROW, [*on(0, clean), *on(2, other)]).days[-1].start == date(2026, 3, 2)

    def test_a_load_that_no_clean_rep_moved_is_no_best(self) -> None:
        found = progress_of(ROW, on(0, a_row("fault", "fault", load_kg=60)))
        assert found.bests == ()

    def test_holds_count_their_judged_seconds(self) -> None:
        hold = a_set(1, "plank", reps=0, hold_s=60.0).model_copy(update={"good_hold_s": 60.0})
        found = progress_of(PLANK, [*on(0, hold), *on(2, hold)])
        assert (found.unit, found.days[0].clean_hold_s, found.bests[0].kind) == (
            "seconds",
            60,
            "hold",
        )
        assert found.proposal.kind == "more"  # of a dose of less than a minute
        said = hold.model_copy(update={"said": SetSaid(hold_s=90)})
        made = set_done(PLANK, on(0, said)[0][0], said)
        assert made is not None
        assert (made.done, made.judged) == (90, 60)

    def test_a_hold_in_which_reps_are_counted_is_measured_in_seconds(self) -> None:
        doubtful = some_taps(doubts=(SetDoubt(**dict(doubt(8.0, more=1))),))
        found = progress_of(TAPS, [*on(0, some_taps()), *on(2, doubtful)])
        assert found.unit == "seconds"
        assert found.proposal.kind == "more"  # 45 s of 30, and only a tap is in doubt
        (best,) = found.bests
        assert (best.kind, best.value) == ("hold", 45)
        day = found.days[0]
        assert (day.hold_s, day.judged_hold_s, day.clean_hold_s, day.reps) == (45, 45, 45, 18)

    def test_what_was_done_is_measured_in_its_own_unit_whatever_the_camera_saw(self) -> None:
        held = a_row(*["good"] * 10, exercise="plank", hold_s=30)
        (day,) = progress_of(PLANK, on(0, held)).days
        assert (day.hold_s, day.judged_hold_s, day.reps) == (30, 0, 0)
        rowed = some_taps(said=SetSaid(exercise=ROW.id), settled_reps=12)
        (day,) = progress_of(ROW, on(0, rowed)).days
        assert (day.hold_s, day.reps, day.judged_reps) == (0, 12, 0)

    def test_the_fault_that_was_found_most_often(self) -> None:
        found = progress_of(ROW, on(0, a_set(faults=2), a_set(2, faults=1)))
        assert found.frequent_fault is not None
        assert (found.frequent_fault.id, found.frequent_fault.times) == ("rounded_back", 3)
