"""What a count says of itself, and what checkers say of another exercise than theirs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from formcheck.evaluation.scoring.clip import score_recording
from formcheck.evaluation.scoring.doubts import mistakes_s, score_doubts
from formcheck.evaluation.scoring.elsewhere import score_pair
from formcheck.evaluation.scoring.tally import Findings, Tally
from formcheck.evaluation.statistics.summary import counts_of
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.events import DoubtRaised
from formcheck.exercises import list_exercises
from tests.evaluation.clips import counted, doubted, sample_folder, seen, true_reps, truth_of
from tests.evaluation.test_scoring import run_of

TRUE = (1.0, 3.0, 5.0, 7.0)


def tally_of(turns: Sequence[float], *doubts: DoubtRaised) -> Tally:
    found = Findings()
    truth = truth_of(**true_reps(*TRUE))
    score_doubts(truth, seen(reps=counted(*turns), doubts=doubts), found)
    return found.tally


@pytest.mark.parametrize(
    ("turns", "doubts", "silent", "right_doubted"),
    [
        (TRUE, (), 0, 0),
        (TRUE, (doubted(3.0, fewer=1),), 0, 1),
        (TRUE[:3], (), 1, 0),
        (TRUE[:3], (doubted(7.0, more=1),), 0, 0),
    ],
)
def test_a_wrong_count_without_a_doubt_is_silent(
    turns: Sequence[float], doubts: tuple[DoubtRaised, ...], silent: int, right_doubted: int
) -> None:
    counts = tally_of(turns, *doubts).counts
    assert counts["doubts/clips"] == 1
    assert counts["doubts/silent"] == silent
    assert counts["doubts/right"] == (len(turns) == len(TRUE))
    assert counts["doubts/right-doubted"] == right_doubted
    assert counts.get("doubts/doubted", 0) == bool(doubts)


def test_the_range_is_that_of_all_doubts_together() -> None:
    tally = tally_of(TRUE[:3], doubted(3.0, fewer=1), doubted(7.0, more=1))
    assert tally.values["doubts/width"] == [2]
    assert tally.counts["doubts/holding"] == 1
    assert tally_of(TRUE[:3], doubted(3.0, fewer=1)).counts["doubts/holding"] == 0


def test_a_doubt_tells_of_a_mistake_that_is_near() -> None:
    near = tally_of(TRUE[:3], doubted(8.4, more=1)).counts
    assert (near["doubts/mistakes"], near["doubts/mistakes-near"]) == (1, 1)
    far = tally_of(TRUE[:3], doubted(3.0, more=1)).counts
    assert (far["doubts/mistakes"], far["doubts/mistakes-near"]) == (1, 0)
    assert "doubts/mistakes" not in tally_of(TRUE, doubted(3.0, fewer=1)).counts


def test_mistakes_are_reps_that_were_missed_and_reps_that_are_none() -> None:
    truth = truth_of(**true_reps(*TRUE))
    assert mistakes_s(truth, seen(reps=counted(1.0, 3.0, 7.0, 9.0, 9.9))) == [5.0, 9.0, 9.9]
    wide = seen(reps=counted(2.0, half=1.5))  # takes one of two turns
    assert mistakes_s(truth, wide) == [3.0, 5.0, 7.0]
    assert mistakes_s(truth_of(counts=(4,)), wide) == []  # nobody knows where
    assert mistakes_s(truth_of(**{**true_reps(*TRUE), "counts": (4, 2)}), wide) == []


def test_either_reading_is_right() -> None:
    found = Findings()
    score_doubts(truth_of(counts=(2, 3)), seen(reps=counted(1.0, 3.0, 5.0)), found)
    assert found.tally.counts["doubts/right"] == 1
    score_doubts(truth_of(), seen(), found)  # nothing is known of its count
    assert found.tally.counts["doubts/clips"] == 1


@pytest.mark.parametrize(("fewer", "more", "needless"), [(1, 0, 0), (0, 1, 1), (1, 1, 0)])
def test_a_doubt_that_holds_both_readings_is_not_needless(
    fewer: int, more: int, needless: int
) -> None:
    found = Findings()
    doubts = (doubted(5.0, fewer=fewer, more=more),)
    score_doubts(truth_of(counts=(2, 3)), seen(reps=counted(1.0, 3.0, 5.0), doubts=doubts), found)
    assert found.tally.counts["doubts/right-doubted"] == needless


def test_reps_of_another_exercise_are_told_by_pairs() -> None:
    runs = []
    for number, said in enumerate(
        (
            seen(reps=counted(1.0, 3.0)),
            seen(reps=counted(1.0), doubts=(doubted(1.0, fewer=1),)),
            seen(doubts=(doubted(1.0, more=1),)),
            seen(),
        )
    ):
        found = Findings()
        score_pair(said, found)
        runs.append(run_of(f"{number}.mp4", found.tally.counts))
    pairs = counts_of(runs).pairs
    assert (pairs.false_per_hundred.value, pairs.false_per_hundred.n) == (75.0, 4)
    assert (pairs.silent.value, pairs.silent.n) == (0.5, 2)


@pytest.mark.real
def test_a_clip_is_given_to_every_other_checker(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = sample_folder(tmp_path_factory.mktemp("clips"), ["row-flat"])
    (truth,) = read_truths(folder)
    (run,) = score_recording(truth, truth.path)
    counting = [exercise for exercise in list_exercises() if exercise.kind == "reps"]
    assert run.tally.counts["pairs/all"] == len(counting) - 1  # all but what it shows
    assert run.tally.counts["pairs/reps"] == sum(run.score.elsewhere.values())
