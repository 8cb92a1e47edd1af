"""Figures of groups: added up by hand from hand-made clips."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.evaluation.scoring.tally import ClipRun, Tally
from formcheck.evaluation.statistics.grouping import facts_of, grouped
from formcheck.evaluation.statistics.scores import ClipScore
from formcheck.evaluation.statistics.summary import group_of, score
from formcheck.evaluation.truth.setting import Setting

from .clips import PLANK, truth_of

CHECK = "torso_too_high"


def run_of(
    clip: str,
    counts: dict[str, float],
    values: dict[str, list[float]] | None = None,
    *,
    exercise: str = "bent-over-row",
    supported: bool = True,
    setting: Setting | None = None,
    **facts: Any,
) -> ClipRun:
    return ClipRun(
        ClipScore(
            clip=clip, exercise=exercise, doing=exercise, reps=1, true_reps=(1,), error_score=0
        ),
        Tally(counts, values or {}),
        {"exercise": exercise, "view": "side", "yaw": "90", **facts},
        supported,
        0.1,
        "full",
        setting,
    )


def outcome(name: str) -> dict[str, float]:
    judged = not name.endswith("not-judged")
    return {f"{CHECK}/clip/{name}": 1, f"{CHECK}/clip/all": 1, f"{CHECK}/clip/judged": judged}


def test_precision_recall_and_f1_leave_out_what_was_not_judged() -> None:
    outcomes = (
        ["found"] * 6
        + ["missed"] * 2
        + ["invented"] * 3
        + ["right"] * 5
        + ["faulty-not-judged"] * 3
        + ["good-not-judged"]
    )
    runs = [run_of(f"{index}.mp4", outcome(name)) for index, name in enumerate(outcomes)]
    by_clip = group_of(runs).faults[CHECK].by_clip
    assert (
        by_clip.true_positives,
        by_clip.false_negatives,
        by_clip.false_positives,
        by_clip.true_negatives,
    ) == (6, 2, 3, 5)
    assert (by_clip.faulty_not_judged, by_clip.good_not_judged) == (3, 1)
    assert by_clip.precision.value == pytest.approx(6 / 9, abs=1e-4)
    assert by_clip.recall.value == pytest.approx(6 / 8, abs=1e-4)
    assert by_clip.f1.value == pytest.approx(12 / 17, abs=1e-4)
    assert (by_clip.judged.value, by_clip.judged.n) == (16 / 20, 20)


def test_seconds_are_added_up_and_judged_is_their_share() -> None:
    seconds = {"found": 3.0, "missed": 1.0, "right": 4.0, "good-not-judged": 2.0}
    runs = [
        run_of(f"{clip}.mp4", {f"{CHECK}/second/{name}": s / 2 for name, s in seconds.items()})
        for clip in "ab"
    ]
    by_second = group_of(runs).faults[CHECK].by_second
    assert (
        by_second.true_positives,
        by_second.true_negatives,
        by_second.false_positives,
    ) == (3.0, 4.0, 0.0)
    assert by_second.recall.value == 0.75
    assert by_second.judged.value == 0.8


def test_reps_and_errors() -> None:
    rows = [(1, 1, 0.0), (0, 1, 0.25), (0, 0, 0.5)]
    runs = [
        run_of(
            f"{index}.mp4",
            {
                "reps/clips": 1,
                "reps/exact": exact,
                "reps/off-by-one": near,
                "reps/error": error,
                "reps/with-reps": 1,
                "reps/counted": 4,
                "reps/placed": 3,
                "reps/idle-s": 20.0,
                "reps/false": index,
            },
            {"tempo": [0.1 * index], "holds": [1.0], "m/delay": [0.3], "m/size": [4.0]},
        )
        for index, (exact, near, error) in enumerate(rows)
    ]
    group = group_of(runs)
    assert (group.clips, group.minutes) == (3, 0.3)
    assert group.reps.exact.value == pytest.approx(1 / 3, abs=1e-4)
    assert group.reps.off_by_one.value == pytest.approx(2 / 3, abs=1e-4)
    assert group.reps.mean_error.value == 0.25
    assert (group.reps.placed.value, group.reps.placed.n) == (0.75, 12)
    assert (group.reps.false_per_minute.value, group.reps.false_per_minute.n) == (3.0, 60)
    assert group.tempo_error_s.median.value == pytest.approx(0.1)
    assert group.hold_error_s.p95.value == 1.0


def test_runs_of_one_clip_are_one_clip() -> None:
    runs = [
        run_of("idle.mp4", {"reps/idle-s": 6.0}, exercise=each) for each in ("plank", "push-up")
    ]
    group = group_of(runs)
    assert (group.clips, group.minutes) == (1, 0.1)
    assert group.reps.false_per_minute.n == 12


def test_angles_are_told_from_the_side_and_by_view_from_all_sides() -> None:
    runs = [
        run_of("side.mp4", {}, {"angle/knee_angle": [1.0, 3.0]}),
        run_of("front.mp4", {}, {"angle/knee_angle": [50.0]}, view="front", supported=False),
    ]
    scores = score(runs, "clips")
    assert scores.overall.angle_error_deg["knee_angle"].median.value == 2.0
    assert scores.by["view"]["front"].angle_error_deg["knee_angle"].median.value == 50.0
    assert scores.supported.clips == 1
    assert scores.model == "full"
    assert [clip.clip for clip in scores.clips] == ["front.mp4", "side.mp4"]


def test_groups() -> None:
    runs = [
        run_of(f"{index}.mp4", {}, light="dim" if index % 2 else "day", room="one", noise=index / 9)
        for index in range(9)
    ]
    groups = grouped(runs)
    assert {value: len(some) for value, some in groups["light"].items()} == {"day": 5, "dim": 4}
    assert "room" not in groups  # all are in one
    assert list(groups["view"]) == ["side"]
    assert [len(some) for some in groups["noise"].values()] == [3, 3, 3]
    assert next(iter(groups["noise"])) == "0 to 0.222"


def test_conditions_are_named_and_cut_into_bins() -> None:
    truth = truth_of(
        PLANK,
        yaw_deg=52.0,
        view="three-quarter",
        conditions={"distance_m": 3.1, "fps": 29.97, "picture_height": 480, "body": "mix"},
        labels={"body": "amara"},
    )
    assert facts_of(truth, "plank") == {
        "exercise": "plank",
        "view": "three-quarter",
        "yaw": "45",
        "distance": "2.5 to 3.5 m",
        "fps": 30.0,
        "height": 480,
        "body": "amara",
    }
