"""The result document and its published schema."""

from __future__ import annotations

import json
import math
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from formcheck.events import (
    FaultStarted,
    HoldProgress,
    NotJudged,
    Reason,
    RepCounted,
    Tempo,
    ViewChanged,
)
from formcheck.exercises import load_exercise
from formcheck.result import Result, ResultBuilder
from formcheck.result.schema import json_schema, schema_text
from tests.result.sessions import Made, fault, pose, rep, source, status

PUBLISHED = Path(__file__).parents[2] / "docs" / "result.schema.json"


def test_the_published_schema_is_the_one_that_the_code_makes() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "run: python -m formcheck.result.schema > docs/result.schema.json"
    )


@pytest.mark.slow
def test_every_document_is_valid(any_session: Made) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    document = json.loads(any_session.result.to_json())
    jsonschema.validate(document, json_schema())
    assert Result.from_json(any_session.result.to_json()) == any_session.result


def test_the_document_has_the_promised_keys(row: Made) -> None:
    document = json.loads(row.result.to_json())
    assert list(document) == [
        "schema",
        "exercise",
        "source",
        "summary",
        "reps",
        "attempts",
        "doubts",
        "holds",
        "faults",
        "not_judged",
        "own_posture",
        "warnings",
        "interrupted",
    ]
    assert document["schema"] == 1
    assert document["exercise"] == "bent-over-row"
    assert document["source"] == {
        "path": "sets/row, evening.mp4",
        "duration_s": 60.0,
        "fps": 30.0,
        "width": 1280,
        "height": 720,
        "frames": 1800,
        "frames_with_person": 1740,
        "slowed": 1.0,
    }
    assert document["summary"] == {
        "reps": 12,
        "reps_range": [12, 12],
        "attempts": 2,
        "good_reps": 6,
        "unjudged_reps": 0,
        "hold_s": 0.0,
        "good_hold_s": 0.0,
        "unsure_hold_s": 0.0,
        "unjudged_hold_s": 0.0,
        "faults": {"rounded_back": 3, "torso_rising": 2, "torso_too_high": 1},
        "view": "side",
        "sides": None,
        "stages": [],
        "nothing_because": None,
    }
    assert document["attempts"][0] == {
        "start_s": 31.1,
        "end_s": 33.7,
        "reason": "shallow",
        "left_out": [],
    }
    first = document["faults"][0]
    assert first["rep"] == 2
    assert first["cue"] == "Flatten your back"


def test_a_document_cannot_be_changed(row: Made) -> None:
    with pytest.raises(ValidationError):
        row.result.exercise = "plank"


@pytest.mark.parametrize(
    ("exercise", "up_s", "down_s"), [("bent-over-row", 1.0, 2.0), ("push-up", 2.0, 1.0)]
)
def test_tempo_is_named_by_which_way_is_up(exercise: str, up_s: float, down_s: float) -> None:
    builder = ResultBuilder(load_exercise(exercise), source())
    builder.add(
        [rep(1, 0.0, tempo=Tempo(out_s=1.0, turn_pause_s=0.3, back_s=2.0, start_pause_s=0.4))]
    )
    tempo = builder.build().reps[0].tempo
    assert (tempo.up_s, tempo.down_s, tempo.pause_s, tempo.rest_s) == (up_s, down_s, 0.3, 0.4)


def test_what_is_not_known_is_null() -> None:
    builder = ResultBuilder(load_exercise("push-up"), source(seconds=math.nan))
    nan = math.nan
    builder.add(
        [
            RepCounted(
                time_s=2.0,
                index=1,
                start_s=0.12345,
                turn_s=1.0,
                end_s=2.0,
                range=nan,
                tempo=Tempo(out_s=nan, turn_pause_s=nan, back_s=nan, start_pause_s=nan),
            )
        ]
    )
    document = json.loads(builder.build().to_json())
    assert document["source"]["duration_s"] is None
    assert document["reps"][0]["range"] is None
    assert document["reps"][0]["start_s"] == 0.123
    assert set(document["reps"][0]["tempo"].values()) == {None}
    jsonschema.validate(document, json_schema())


def test_a_hold_and_a_fault_that_still_last_end_with_the_last_frame() -> None:
    builder = ResultBuilder(load_exercise("plank"), source())
    builder.update(status(0.0), pose(0, 0.0))
    builder.add([HoldProgress(time_s=5.0, start_s=1.0, end_s=5.0, good_s=4.0, ended=False)])
    builder.add(
        [
            FaultStarted(
                time_s=4.0,
                id="hips_sagging",
                from_s=3.7,
                value=-12.0,
                limit=-4.0,
                unit="deg",
                severity="risk",
                cue="Lift your hips",
            )
        ]
    )
    builder.update(status(6.0), pose(180, 6.0))
    result = builder.build(interrupted=True)
    assert result.interrupted
    assert [hold.end_s for hold in result.holds] == [5.0]
    assert [(each.id, each.from_s, each.to_s) for each in result.faults] == [
        ("hips_sagging", 3.7, 6.0)
    ]


def test_an_ended_hold_is_told_once(plank: Made) -> None:
    assert [(hold.start_s, hold.end_s, hold.good_s) for hold in plank.result.holds] == [
        (4.0, 46.0, 31.2)
    ]
    assert plank.result.summary.hold_s == 42.0


def test_the_view_is_the_one_that_lasted_longest() -> None:
    builder = ResultBuilder(load_exercise("push-up"), source())
    builder.add(
        [
            ViewChanged(time_s=1.0, view="front", yaw_deg=5.0),
            ViewChanged(time_s=3.0, view="side", yaw_deg=80.0),
        ]
    )
    builder.add([ViewChanged(time_s=8.0, view="front", yaw_deg=5.0)])
    builder.update(status(0.0), pose(0, 0.0))
    builder.update(status(10.0), pose(1, 10.0))
    assert builder.build().summary.view == "side"


def test_a_fault_belongs_to_the_counted_rep_in_which_it_began() -> None:
    builder = ResultBuilder(load_exercise("bent-over-row"), source())
    builder.add([rep(1, 0.0, end_s=2.0), rep(2, 2.0, end_s=4.0)])
    builder.add([fault("rounded_back", at, at + 0.5, 40.0, rep=9) for at in (0.5, 2.0, 7.0)])
    assert [each.rep for each in builder.build().faults] == [1, 2, None]


def test_a_fault_that_began_between_reps_belongs_to_the_one_that_it_reached() -> None:
    builder = ResultBuilder(load_exercise("bent-over-row"), source())
    builder.add([rep(1, 0.0, end_s=2.0), rep(2, 3.0, end_s=4.0, faults=("rounded_back",))])
    builder.add([fault("rounded_back", 2.5, 3.5, 40.0), fault("torso_rising", 2.5, 3.5, 40.0)])
    assert [each.rep for each in builder.build().faults] == [2, None]


def test_the_same_warning_is_said_once() -> None:
    builder = ResultBuilder(load_exercise("plank"), source())
    assert builder.build(["too dark", "too dark"]).warnings == ("too dark",)


def test_what_the_view_never_shows_is_told_with_the_line_to_change() -> None:
    builder = ResultBuilder(load_exercise("bent-over-row"), source())
    builder.add([ViewChanged(time_s=0.0, view="front", yaw_deg=5.0)])
    builder.update(status(0.0), pose(0, 0.0))
    builder.update(status(9.0), pose(1, 9.0))
    builder.add([NotJudged(time_s=9.0, id="rounded_back", reason=Reason.WRONG_VIEW, seconds=9.0)])
    (warning,) = builder.build().warnings
    assert warning.startswith(
        "rounded_back is judged from the side only; this clip is filmed from the front: "
        '`views = ["side"]` in line '
    )
    line = int(warning.split(" in line ")[1].split()[0])
    file = Path(__file__).parents[2] / "formcheck" / "exercises" / "bent-over-row.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[line - 1] == 'views = ["side"]'
    assert 'id = "rounded_back"' in lines[:line]


@pytest.mark.parametrize(
    ("view", "told"), [("back", True), ("side", False), ("three-quarter", False)]
)
def test_a_clip_from_where_the_exercise_is_not_filmed_is_told_with_the_line_to_change(
    view: str, told: bool
) -> None:
    plank = load_exercise("plank")
    builder = ResultBuilder(plank, source())
    builder.add([ViewChanged(time_s=0.0, view=view, yaw_deg=5.0)])
    builder.update(status(0.0), pose(0, 0.0))
    builder.update(status(9.0), pose(1, 9.0))
    warnings = builder.build().warnings
    assert len(warnings) == bool(told)
    for warning in warnings:
        assert warning == (
            "plank is for clips from the side or three quarters or the front; this clip is filmed "
            "from the back, so that counts and verdicts may be wrong: "
            f'`views = ["side", "three-quarter", "front"]` in {plank.place_of("views")}'
        )
