"""A check's score on one clip: found, missed, invented, right, not judged; seconds; delay; size."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.evaluation.scoring.faults import FaultFindings, score_faults
from formcheck.evaluation.scoring.tally import Findings
from formcheck.evaluation.scoring.transcript import (
    NOT_JUDGED,
    NOT_LOOKED,
    RIGHT,
    WRONG,
    ReportedFault,
    Transcript,
)
from formcheck.evaluation.truth.clip_truth import ClipTruth

from .clips import ROW, fault, said, seen, truth_of

CHECK = "torso_too_high"
ONE = ROW.model_copy(update={"checks": tuple(c for c in ROW.checks if c.id == CHECK)})
ALL_RIGHT = {CHECK: [((0.0, 10.0), RIGHT)]}


def score(
    truth: ClipTruth, what: Transcript, *, shown: bool = True
) -> tuple[FaultFindings, dict[str, float], Findings]:
    found = Findings()
    faults = score_faults(truth, ONE, what, found, shown=shown)
    counts = {
        name.removeprefix(f"{CHECK}/"): round(number, 6)
        for name, number in found.tally.counts.items()
        if name.startswith(CHECK)
    }
    return faults, counts, found


def test_a_fault_that_is_said_is_found() -> None:
    truth = truth_of(faults=(fault(CHECK, 2.0, 6.0),))
    verdicts = {CHECK: [((0.0, 2.0), RIGHT), ((2.0, 6.1), WRONG), ((6.1, 10.0), RIGHT)]}
    faults, counts, found = score(truth, seen(ONE, verdicts, faults=(said(CHECK, 2.0, 6.0),)))
    assert faults.outcomes[CHECK] == "found"
    assert faults.delays_s == {CHECK: 0.3}
    assert faults.invented == []
    assert (counts["clip/found"], counts["clip/judged"], counts["clip/all"]) == (1, 1, 1)
    assert counts["second/found"] == pytest.approx(4.1)
    assert counts["second/right"] == pytest.approx(5.9)
    assert "second/missed" not in counts
    assert found.tally.values[f"{CHECK}/delay"] == [pytest.approx(0.3)]


def test_a_fault_that_is_called_right_is_missed() -> None:
    faults, counts, found = score(truth_of(faults=(fault(CHECK, 2.0, 6.0),)), seen(ONE, ALL_RIGHT))
    assert faults.outcomes[CHECK] == "missed"
    assert counts["second/missed"] == pytest.approx(4.1)
    assert found.error_score >= 2
    assert "2.0-6.0 s" in " ".join(found.why)


@pytest.mark.parametrize("verdict", [NOT_JUDGED, NOT_LOOKED, WRONG])
def test_what_is_not_judged_is_neither_right_nor_wrong(verdict: int) -> None:
    """A frame beyond the limit that was never told is no answer either."""
    what = seen(ONE, {CHECK: [((0.0, 10.0), verdict)]})
    for faulty, outcome in ((True, "faulty-not-judged"), (False, "good-not-judged")):
        truth = truth_of(faults=(fault(CHECK, 2.0, 6.0),) if faulty else ())
        faults, counts, _ = score(truth, what)
        assert faults.outcomes[CHECK] == outcome
        assert counts["clip/judged"] == 0
        assert counts["clip/all"] == 1
        answers = {"found", "missed", "invented", "right"}
        assert not answers & {name.split("/")[1] for name, n in counts.items() if n}


def test_a_frame_out_of_work_is_not_judged() -> None:
    what = seen(ONE, ALL_RIGHT, active=[(1.0, 10.0)])
    _, counts, _ = score(truth_of(), what)
    assert counts["second/good-not-judged"] == pytest.approx(1.0)
    assert counts["second/right"] == pytest.approx(9.0)


def test_less_than_half_a_second_is_no_answer_for_a_clip() -> None:
    short = {CHECK: [((0.0, 0.4), RIGHT), ((0.4, 10.0), NOT_JUDGED)]}
    assert score(truth_of(), seen(ONE, short))[0].outcomes[CHECK] == "good-not-judged"
    longer = {CHECK: [((0.0, 0.5), RIGHT), ((0.5, 10.0), NOT_JUDGED)]}
    assert score(truth_of(), seen(ONE, longer))[0].outcomes[CHECK] == "right"


def test_a_fault_where_there_is_none_is_invented() -> None:
    what = seen(ONE, ALL_RIGHT, faults=(said(CHECK, 2.0, 3.0),))
    faults, counts, found = score(truth_of(), what)
    assert faults.outcomes[CHECK] == "invented"
    assert faults.invented == [CHECK]
    assert counts["clip/invented"] == 1
    assert counts["second/invented"] == pytest.approx(1.1)
    assert found.error_score == 2


def test_one_said_elsewhere_is_invented_beside_what_is_found_or_missed() -> None:
    truth = truth_of(faults=(fault(CHECK, 2.0, 4.0),))
    both = (said(CHECK, 2.0, 4.0), said(CHECK, 6.0, 7.0))
    faults, counts, _ = score(truth, seen(ONE, ALL_RIGHT, faults=both))
    assert faults.outcomes[CHECK] == "found"
    assert faults.invented == [CHECK]
    assert (counts["clip/found"], counts["clip/invented"], counts["clip/all"]) == (1, 1, 1)
    faults, counts, _ = score(truth, seen(ONE, ALL_RIGHT, faults=both[1:]))
    assert faults.outcomes[CHECK] == "invented"
    assert (counts["clip/missed"], counts["clip/invented"], counts["clip/all"]) == (1, 1, 1)


def test_half_a_second_beside_a_fault_is_near_enough() -> None:
    truth = truth_of(faults=(fault(CHECK, 2.0, 4.0),))
    for from_s, outcome in ((4.4, "found"), (4.6, "invented")):
        what = seen(ONE, ALL_RIGHT, faults=(said(CHECK, from_s, from_s + 0.3),))
        assert score(truth, what)[0].outcomes[CHECK] == outcome


@pytest.mark.parametrize("what", [(), (said(CHECK, 2.0, 4.0),)])
def test_what_can_be_argued_about_is_no_mistake_either_way(what: tuple[ReportedFault, ...]) -> None:
    truth = truth_of(doubtful=(fault(CHECK, 1.8, 4.2),))
    faults, counts, found = score(truth, seen(ONE, ALL_RIGHT, faults=what))
    assert faults.outcomes[CHECK] == "doubtful"
    assert not any(name.startswith("clip") for name in counts)
    assert counts["second/right"] == pytest.approx(7.5)  # 25 frames are left out
    assert "second/invented" not in counts
    assert found.error_score == 0


def test_a_short_fault_is_not_scored_by_clip() -> None:
    truth = truth_of(faults=(fault(CHECK, 2.0, 2.8),))
    faults, counts, _ = score(truth, seen(ONE, ALL_RIGHT))
    assert faults.outcomes[CHECK] == "doubtful"
    assert counts["second/missed"] == pytest.approx(0.9)


def test_a_short_fault_is_one_where_the_exercise_is_short() -> None:
    truth = truth_of(faults=(fault(CHECK, 2.0, 2.8),), exercising=((1.5, 3.0),))
    assert score(truth, seen(ONE, ALL_RIGHT))[0].outcomes[CHECK] == "missed"


def test_seconds_count_within_the_exercise_only() -> None:
    _, counts, _ = score(truth_of(exercising=((2.0, 3.9),)), seen(ONE, ALL_RIGHT))
    assert counts["second/right"] == pytest.approx(2.0)


def test_the_delay_counts_from_when_the_exercise_begins_and_is_never_negative() -> None:
    truth = truth_of(faults=(fault(CHECK, 0.0, 6.0),), exercising=((2.0, 10.0),))
    what = seen(ONE, ALL_RIGHT, faults=(said(CHECK, 2.2, 6.0, after=0.5),))
    assert score(truth, what)[0].delays_s[CHECK] == pytest.approx(0.7)
    truth = truth_of(faults=(fault(CHECK, 2.0, 6.0),))
    what = seen(ONE, ALL_RIGHT, faults=(said(CHECK, 1.6, 6.0, after=0.2),))
    assert score(truth, what)[0].delays_s[CHECK] == 0.0


def test_each_true_fault_has_one_delay() -> None:
    truth = truth_of(faults=(fault(CHECK, 1.0, 2.0), fault(CHECK, 5.0, 6.0)))
    what = seen(
        ONE,
        faults=(
            said(CHECK, 1.0, 1.3),
            said(CHECK, 1.6, 2.0),
            said(CHECK, 5.0, 6.0, after=1.2),
        ),
    )
    faults, _, found = score(truth, what)
    assert found.tally.values[f"{CHECK}/delay"] == [pytest.approx(0.3), pytest.approx(1.2)]
    assert faults.delays_s == {CHECK: 1.2}
    assert any("after it began" in why for why in found.why)


def test_a_view_that_a_check_does_not_support_asks_for_silence() -> None:
    truth = truth_of(view="front", faults=(fault(CHECK, 2.0, 6.0),))
    silent = seen(ONE, {CHECK: [((0.0, 10.0), NOT_JUDGED)]})
    faults, counts, found = score(truth, silent)
    assert CHECK not in faults.outcomes
    assert counts == {}
    assert found.tally.counts["unsupported/not-judged"] == pytest.approx(10.0)
    assert found.tally.counts["unsupported/seconds"] == pytest.approx(10.0)
    answering = seen(
        ONE,
        {CHECK: [((0.0, 5.0), RIGHT), ((5.0, 10.0), NOT_JUDGED)]},
        faults=(said(CHECK, 8.0, 8.9),),
    )
    faults, _, found = score(truth, answering)
    assert found.tally.counts["unsupported/not-judged"] == pytest.approx(4.0)
    assert faults.invented == [CHECK]
    assert "cannot be seen" in " ".join(found.why)


def test_whatever_is_said_while_nobody_exercises_is_invented() -> None:
    faults, counts, found = score(
        truth_of(None), seen(ONE, ALL_RIGHT, faults=(said(CHECK, 2.0, 3.0),)), shown=False
    )
    assert counts == {"clip/invented": 1}
    assert faults.invented == [CHECK]
    assert found.error_score == 2


def test_where_nothing_is_known_of_faults_nothing_is_scored() -> None:
    what = seen(ONE, ALL_RIGHT, faults=(said(CHECK, 2.0, 3.0),))
    faults, _, found = score(truth_of(faults_known=False), what)
    assert set(faults.outcomes.values()) == {"doubtful"}
    assert found.tally.counts == {}


def sized(check: str, angles: dict[str, np.ndarray], **what: float) -> list[float]:
    """The size errors of a fault that is there from 2 to 6 seconds, with these true angles."""
    time_s = np.arange(100) / 10
    truth = truth_of(
        faults=(fault(check, 2.0, 6.0, value=33.0),), angles={"time_s": time_s, **angles}
    )
    found = Findings()
    score_faults(truth, ROW, seen(ROW, faults=(said(check, 2.0, 6.0, **what),)), found, shown=True)
    return found.tally.values.get(f"{check}/size", [])


def test_the_size_is_compared_in_the_same_quantity() -> None:
    angles = {"torso_inclination": np.full(100, 60.0)}
    assert sized(CHECK, angles, value=57.0, limit=45.0) == [pytest.approx(3.0)]
    assert sized(CHECK, {}, value=57.0, limit=45.0) == [pytest.approx(24.0)]


def test_the_size_of_a_rounded_back_is_the_change_from_the_flattest() -> None:
    flexion = np.concatenate([np.full(20, 10.0), np.full(80, 50.0)])
    assert sized("rounded_back", {"spine_flexion": flexion}, value=35.0, limit=9.0) == [
        pytest.approx(5.0)
    ]
    # The person's own back was not known yet: the value is no change.
    assert sized("rounded_back", {"spine_flexion": flexion}, value=15.0, limit=-5.0) == []


def test_what_was_right_before_the_fault_does_not_make_it_missed() -> None:
    """The check said nothing while the fault was there: it was not judged."""
    truth = truth_of(faults=(fault(CHECK, 3.0, 5.0),))
    verdicts = {CHECK: [((0.0, 2.9), RIGHT), ((2.9, 10.0), NOT_JUDGED)]}
    assert score(truth, seen(ONE, verdicts))[0].outcomes[CHECK] == "faulty-not-judged"
