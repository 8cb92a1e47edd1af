"""A live set as a result: what the page of a video shows of it, and nothing not kept."""

from __future__ import annotations

from formcheck.exercises import load_exercise
from formcheck.history.set_result import NO_VIEW, result_of
from tests.history.made_up import a_set, a_trace, rep

ROW = load_exercise("bent-over-row")


def test_a_set_counts_and_words_its_faults_as_a_video_does() -> None:
    record = a_set().model_copy(
        update={
            "reps": tuple(
                rep(each, 3.0 * each, *(["rounded_back"] * (each == 4))) for each in (4, 5)
            ),
            "faults": tuple(f.model_copy(update={"rep": 4}) for f in a_set().faults),
        }
    )
    found = result_of(record, a_trace(), ROW)
    assert [each.index for each in found.reps] == [1, 2]
    assert (found.summary.reps, found.summary.good_reps, found.summary.unjudged_reps) == (2, 1, 0)
    assert (found.faults[0].rep, found.faults[0].number) == (1, "38°")
    assert "right is" in found.faults[0].against
    assert len(found.attempts) == 1
    assert not found.found_nobody
    assert found.summary.sides is None


def test_without_a_trace_what_the_set_counts_is_still_told() -> None:
    found = result_of(a_set(), None, ROW)
    assert (found.summary.attempts, found.attempts, found.holds) == (1, (), ())
    assert len(found.reps) == 3


def test_sides_are_told_and_not_compared_as_the_view_was_not_kept() -> None:
    sides = [
        rep(at, 3.0 * at).model_copy(update={"side": side, "side_seen": 0.95})
        for at, side in enumerate(["left", "right"] * 3, 1)
    ]
    found = result_of(a_set().model_copy(update={"reps": tuple(sides)}), None, ROW).summary.sides
    assert found is not None
    assert (found.left.reps, found.right.reps, found.difference) == (3, 3, None)
    assert found.said == NO_VIEW
