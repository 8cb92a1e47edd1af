"""Reading truths of both formats, and choosing clips."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import InputError, UsageError
from formcheck.evaluation.truth.clip_truth import ClipTruth, chosen
from formcheck.evaluation.truth.studio_clips import read_truths

from .clips import SAMPLES, write_truth


def clip(**more: Any) -> dict[str, Any]:
    return {"schema": 2, "clip": "a.mp4", "exercise": "plank", "duration_s": 8.0, **more}


def read_one(folder: Path, content: object) -> ClipTruth:
    (folder / "a.json").write_text(json.dumps(content))
    (truth,) = read_truths(folder)
    return truth


def test_the_sample_videos() -> None:
    truths = {truth.clip: truth for truth in read_truths(SAMPLES)}
    row = truths["row-rounded.mp4"]
    assert row.path == SAMPLES / "row-rounded.mp4"
    assert (row.exercise, row.view, row.side) == ("bent-over-row", "side", "right")
    assert row.counts == (4,)
    assert row.turns is not None
    assert len(row.turns) == len(row.reps) == 4
    assert {fault.id for fault in row.faults} == {"rounded_back"}
    assert len(row.angles["time_s"]) == len(row.angles["spine_flexion"]) == 348
    assert truths["idle.mp4"].exercising == ()
    assert truths["plank-sag.mp4"].holds


def test_without_exercising_all_or_nothing_is_exercise(tmp_path: Path) -> None:
    assert read_one(tmp_path, clip()).exercising == ((0.0, 8.0),)
    assert read_one(tmp_path, clip(exercise=None)).exercising == ()
    assert read_one(tmp_path, clip(exercising=[[1, 2], [3, 4]])).exercising == ((1, 2), (3, 4))


def test_all_that_the_second_schema_says(tmp_path: Path) -> None:
    truth = read_one(
        tmp_path,
        clip(
            exercise="push-up",
            clip="a.jsonl.gz",
            fps=25,
            reps=[
                {
                    "start_s": 1.0,
                    "turn_s": 1.5,
                    "end_s": 2.5,
                    "range_deg": 80.0,
                    "tempo": {"out_s": 0.5, "turn_pause_s": 0.1, "back_s": 0.9},
                }
            ],
            doubtful=[{"id": "hips_sagging", "from_s": 1.0, "to_s": 2.0}],
            labels={"part": "test"},
            conditions={"distance_m": 2.5, "light": "dim", "mirror": False, "lens": None},
            something_new=1,
        ),
    )
    (rep,) = truth.reps
    assert (rep.out_s, rep.turn_pause_s, rep.back_s) == (0.5, 0.1, 0.9)
    (doubt,) = truth.doubtful
    assert (doubt.span, math.isnan(doubt.value)) == ((1.0, 2.0), True)
    assert truth.labels == {"part": "test"}
    assert truth.conditions == {"fps": 25, "distance_m": 2.5, "light": "dim", "mirror": "no"}


def test_a_list_of_footage(tmp_path: Path) -> None:
    clips = [
        {
            "file": "b.mp4",
            "exercise_id": "bent-over-row",
            "view": "side / slight front three-quarter",
            "reps": 12,
            "reps_alt": "13 if counted at the top",
            "rep_peak_times_s": [1.0, 2.0],
            "hold_window_s": None,
            "faults": [{"fault": "torso upright", "time_s": [2, 19], "certainty": "unsure"}],
            "fps": 30.0,
            "height": 360,
            "duration_s": 19.1,
        },
        {
            "file": "a.mp4",
            "exercise_id": "plank",
            "view": None,
            "reps": None,
            "reps_alt": None,
            "hold_window_s": [0.95, 13.3],
            "duration_s": 13.87,
        },
        {
            "file": "c.mp4",
            "exercise_id": "push-up",
            "view": "side",
            "reps": 8,
            "reps_alt": "7 if the first, already under way, is left out",
            "reps_also": [7, 9],
            "duration_s": 14.5,
        },
    ]
    (tmp_path / "truth.json").write_text(json.dumps(clips))
    plank, row, push_up = read_truths(tmp_path)
    assert (row.clip, row.view, row.counts) == ("b.mp4", "side", (12, 13))
    assert (row.turns, row.turns_exact) == ((1.0, 2.0), False)
    assert row.faults_known is False
    assert row.exercising is None
    assert push_up.counts == (8, 7, 9)  # `reps` stays the true count, the others are right, too
    assert (plank.holds, plank.counts, plank.view) == (((0.95, 13.3),), (), None)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not JSON"),
        ('{"clip": "a.mp4", "exercise": null}', "duration_s"),
        ('{"clip": "a.mp4", "exercise": null, "duration_s": 1, "reps": [{}]}', "reps.0.start_s"),
        ('{"some": "thing"}', "no truth here"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(InputError, match=says) as told:
        read_truths(tmp_path)
    assert "\n" not in str(told.value)
    assert str(tmp_path) in str(told.value)


def test_there_must_be_a_folder_and_one_truth_a_clip(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        read_truths(tmp_path / "none")
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(clip()))
    with pytest.raises(InputError, match=r"two truths of a\.mp4"):
        read_truths(tmp_path)


def names(truths: list[ClipTruth], *where: str) -> list[str]:
    return [truth.clip.split(".")[0] for truth in chosen(truths, where)]


def test_clips_are_chosen_by_labels_conditions_exercise_and_view(tmp_path: Path) -> None:
    write_truth(tmp_path, "row-flat", labels={"part": "test"}, conditions={"distance_m": 2.5})
    write_truth(tmp_path, "plank-sag", labels={"part": "tuning"}, conditions={"distance_m": 3})
    write_truth(tmp_path, "idle", labels={"part": "test"})
    truths = read_truths(tmp_path)
    assert names(truths) == ["idle", "plank-sag", "row-flat"]
    assert names(truths, "part=test") == ["idle", "row-flat"]
    assert names(truths, "part=test", "exercise=bent-over-row") == ["row-flat"]
    assert names(truths, "exercise=none") == ["idle"]
    assert names(truths, "view=side") == ["plank-sag", "row-flat"]
    assert names(truths, "distance_m=3.0", "distance_m=2.5") == ["plank-sag", "row-flat"]
    with pytest.raises(UsageError, match=r"no clip has that; there are: .*exercise.*part.*view"):
        chosen(truths, ["prat=test"])
    with pytest.raises(UsageError, match="key=value"):
        chosen(truths, ["part"])
    with pytest.raises(UsageError, match="no clip is left"):
        chosen(truths, ["part=none"])
