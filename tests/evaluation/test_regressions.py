"""The guard: a line for whatever was right and is not any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import InputError
from formcheck.evaluation.statistics.regressions import (
    find_regressions,
    read_scores,
    write_baseline,
)
from formcheck.evaluation.statistics.scores import ClipScore, Scores
from formcheck.evaluation.statistics.summary import counts_of, group_of

from .test_scoring import outcome, run_of


def clip(**more: Any) -> ClipScore:
    known = {
        "clip": "row-01.mp4",
        "exercise": "bent-over-row",
        "doing": "bent-over-row",
        "reps": 3,
        "true_reps": (3,),
        "faults": {"torso_rising": "found", "knees_locked": "right", "torso_too_high": "missed"},
        "error_score": 0.0,
    }
    return ClipScore.model_validate({**known, **more})


def scores(*clips: ClipScore, outcomes: tuple[str, ...] = ("found", "right")) -> Scores:
    group = group_of([run_of(f"{i}.mp4", outcome(each)) for i, each in enumerate(outcomes)])
    return Scores(
        truth="clips", model="full", overall=group, supported=group, by={}, clips=tuple(clips)
    )


def lines(now: ClipScore, before: ClipScore | None = None) -> list[str]:
    return find_regressions(scores(before or clip()), scores(now))


def test_the_same_is_not_worse() -> None:
    assert lines(clip()) == []


@pytest.mark.parametrize("now", ["missed", "invented", "faulty-not-judged", "good-not-judged"])
@pytest.mark.parametrize("check", ["torso_rising", "knees_locked"])
def test_a_check_that_was_right_must_stay_so(check: str, now: str) -> None:
    (line,) = lines(clip(faults={**clip().faults, check: now}))
    assert line.startswith("row-01.mp4 as bent-over-row: " + check)
    assert now.replace("-", " ") in line


def test_better_or_arguable_is_not_worse() -> None:
    assert lines(clip(faults={**clip().faults, "torso_too_high": "found"})) == []
    assert lines(clip(faults={**clip().faults, "knees_locked": "doubtful"})) == []
    assert lines(clip(reps=3), clip(reps=2)) == []
    assert lines(clip(reps=1), clip(reps=2)) == []  # it was wrong before


def test_counts_and_holds() -> None:
    assert lines(clip(reps=4)) == [
        "row-01.mp4 as bent-over-row: 4 reps counted, 3 done; it was exact"
    ]
    hold: dict[str, Any] = {"reps": None, "true_reps": ()}
    before, now = clip(hold_error_s=0.2, **hold), clip(hold_error_s=0.7, **hold)
    assert "the hold is wrong by 0.7 s" in lines(now, before)[0]
    assert lines(clip(hold_error_s=0.4, **hold), before) == []


def test_a_wrong_count_must_not_fall_silent() -> None:
    (line,) = lines(clip(reps=1), clip(reps=2, doubts=1))
    assert "without a doubt" in line
    assert lines(clip(reps=1), clip(reps=1)) == []
    assert lines(clip(reps=1, doubts=1), clip(reps=2, doubts=3)) == []


def test_reps_of_another_exercise_that_were_none() -> None:
    (line,) = lines(clip(elsewhere={"push-up": 2}), clip(elsewhere={"push-up": 1}))
    assert line.endswith("2 reps counted as push-up, which is not done; it was 1")
    assert lines(clip(elsewhere={"push-up": 1}), clip(elsewhere={"push-up": 1})) == []


def test_figures_of_ordinary_clips_are_held() -> None:
    def of(*silent: float, name: str = "ordinary") -> Scores:
        runs = [
            run_of(f"{i}", {"doubts/clips": 1.0, "doubts/silent": each})
            for i, each in enumerate(silent)
        ]
        return scores().model_copy(update={"settings": {name: {"all": counts_of(runs)}}})

    assert find_regressions(of(0, 0), of(0, 1)) == ["ordinary, all: silent errors: was 0, is 0.5"]
    assert find_regressions(of(0, 1), of(0, 0)) == []
    assert "not any more" in find_regressions(of(0), of(0, name="hard"))[0]
    kept = of(0, 1).baseline()
    assert kept.settings["ordinary"]["all"].doubts.silent.value == 0.5
    assert kept.views == {}


def test_a_false_hold_while_nobody_exercises() -> None:
    idle: dict[str, Any] = {"doing": None, "reps": None, "true_reps": (), "faults": {}}
    assert "hold" in lines(clip(hold_error_s=3.0, **idle), clip(**idle))[0]


def test_a_newly_invented_fault_beside_a_true_one() -> None:
    (line,) = lines(clip(invented=("torso_rising",)))
    assert "where there is no fault" in line
    assert lines(clip(invented=("torso_rising",)), clip(invented=("torso_rising",))) == []


def test_a_clip_that_is_gone() -> None:
    assert "not any more" in find_regressions(scores(clip()), scores())[0]
    assert find_regressions(scores(), scores(clip())) == []


def test_figures_that_drop() -> None:
    before = scores(outcomes=("found", "found", "right"))
    found = find_regressions(before, scores(outcomes=("found", "missed", "right")))
    assert "overall: torso_too_high, recall by clip: was 1, is 0.5" in found
    assert any(line.startswith("supported: torso_too_high, f1") for line in found)
    assert find_regressions(scores(outcomes=("found", "missed", "right")), before) == []
    gone = find_regressions(before, scores(outcomes=("right", "right", "right")))
    assert any("nothing to measure it on" in line for line in gone)


def test_reading_what_was_printed(tmp_path: Path) -> None:
    file = tmp_path / "before.json"
    file.write_text(scores(clip()).model_dump_json(by_alias=True))
    assert read_scores(file) == scores(clip())
    file.write_text('{"truth": 1}')
    with pytest.raises(InputError, match="evaluate --json") as told:
        read_scores(file)
    assert "\n" not in str(told.value)
    with pytest.raises(InputError, match="cannot be read"):
        read_scores(tmp_path / "none.json")


def test_a_baseline_keeps_what_is_held_and_no_more(tmp_path: Path) -> None:
    full = scores(clip(), clip(clip="row-02.mp4", why=("late",)), outcomes=("found", "missed"))
    write_baseline(tmp_path / "baseline.json", full)
    text = (tmp_path / "baseline.json").read_text(encoding="utf-8")
    kept = read_scores(tmp_path / "baseline.json")
    assert kept == full.baseline()
    assert find_regressions(full, kept) == find_regressions(kept, full) == []
    worse = scores(clip(reps=4), outcomes=("missed", "missed"))
    assert find_regressions(kept, worse) == find_regressions(full, worse) != []
    assert '"low"' not in text  # intervals are published, not held
    assert '"supported"' not in text  # all clips are: the figures stand there once
    assert '   "exact": {"value": null, "n": 0},' in text.splitlines()  # a line a figure


def test_a_baseline_whose_supported_clips_differ_names_both(tmp_path: Path) -> None:
    full = scores(clip(), outcomes=("found", "missed"))
    fewer = full.model_copy(update={"supported": scores(outcomes=("found",)).overall})
    write_baseline(tmp_path / "baseline.json", fewer)
    assert read_scores(tmp_path / "baseline.json") == fewer.baseline() != full.baseline()
