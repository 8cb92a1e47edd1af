"""The angles a scene asks for are the angles of the body that is drawn, and of the truth files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from studio.body.jointed import Body
from studio.kinds.reading import kinds
from studio.motion.exercises import HANG_FLEXION, PUSH_UP_TOP, perform
from studio.pose.prone import Line, Prone
from studio.pose.rig import Rig, Stance
from studio.scene.reading import from_dict, load
from studio.truth import SCHEMA, measure, of_scene

pytestmark = pytest.mark.real

ROOT = Path(__file__).parents[2]
CLIPS = sorted((ROOT / "sample_videos").glob("*.json"))


@pytest.fixture(scope="module")
def rig() -> Rig:
    """A body between the two exported ones."""
    return Rig(Body({"man": 0.4, "woman": 0.6}, 1.74))


def angles_at(rig: Rig, data: dict[str, Any], t: float | None) -> dict[str, float]:
    """Angles of a scene at a time, or (None) at the turn of its first stroke."""
    performance = perform(from_dict(data, "test"), rig)
    if t is None:
        t = (performance.reps + performance.attempts)[0].turn_s
    return measure(rig.body, rig.transforms(performance.stance(t)))


@pytest.mark.parametrize("flexion", [0.0, 10.0, 45.0])
def test_torso_and_spine_are_as_stated(rig: Rig, flexion: float) -> None:
    """The chord hip to shoulder keeps its inclination while the back rounds."""
    feet = rig.standing_feet()
    arms = perform(from_dict({"exercise": "bent-over-row"}, "test"), rig).stance(0.0).arms
    stance = Stance(rig.hip_over_feet(feet, 20.0, 10.0), 31.0, feet, arms, flexion=flexion)
    found = measure(rig.body, rig.transforms(stance))
    assert found["torso_inclination"] == pytest.approx(31.0, abs=1e-6)
    assert found["spine_flexion"] == pytest.approx(flexion, abs=1e-6)
    for side in ("left", "right"):
        assert found[f"knee_{side}"] == pytest.approx(160.0, abs=1e-3)


def test_row_elbow_is_as_stated(rig: Rig) -> None:
    """Hanging and at the top of a full pull."""
    data = {"exercise": "bent-over-row", "motion": {"reps": 1, "range_deg": 80.0}}
    assert angles_at(rig, data, 0.0)["elbow_left"] == pytest.approx(180.0 - HANG_FLEXION)
    size = perform(from_dict(data, "test"), rig).reps[0].size
    top = angles_at(rig, data, None)["elbow_left"]
    assert top == pytest.approx(180.0 - HANG_FLEXION - 80.0 * size, abs=1e-6)


def test_fly_arms_are_as_stated(rig: Rig) -> None:
    """The elbow keeps its angle; the upper arm rises by the range."""
    motion = {"reps": 1, "range_deg": 70.0, "elbow_deg": 18.0}
    data = {"exercise": "reverse-fly", "motion": motion}
    performance = perform(from_dict(data, "test"), rig)
    low = angles_at(rig, data, performance.reps[0].start_s)
    top = angles_at(rig, data, None)
    assert top["elbow_left"] == pytest.approx(162.0, abs=1e-6)
    assert low["elbow_left"] == pytest.approx(162.0, abs=1e-6)
    rise = top["arm_elevation_left"] - low["arm_elevation_left"]
    assert rise == pytest.approx(70.0 * performance.reps[0].size, abs=1.5)


@pytest.mark.parametrize("on_forearms", [True, False])
@pytest.mark.parametrize("deviation", [15.0, 0.0, -16.0])
def test_body_line_is_as_stated(rig: Rig, on_forearms: bool, deviation: float) -> None:
    """The angle at the hip, and on the hands the elbow's, whatever the line."""
    prone = Prone(rig, on_forearms, Line(15.0))
    found = measure(rig.body, rig.transforms(prone.stance(Line(deviation), 60.0)))
    assert found["body_line"] == pytest.approx(deviation, abs=0.1)
    assert found["knee_left"] == pytest.approx(176.0, abs=0.3)
    if not on_forearms:
        assert found["elbow_left"] == pytest.approx(120.0, abs=0.1)


def test_push_up_elbow_is_as_stated(rig: Rig) -> None:
    """Nearly straight at the top, bent by the range at the bottom."""
    data = {"exercise": "push-up", "motion": {"reps": 1, "range_deg": 84.0, "line_deg": 12.0}}
    size = perform(from_dict(data, "test"), rig).reps[0].size
    top = angles_at(rig, data, 0.0)["elbow_right"]
    assert top == pytest.approx(180.0 - PUSH_UP_TOP, abs=0.1)
    bottom = angles_at(rig, data, None)["elbow_right"]
    assert bottom == pytest.approx(180.0 - PUSH_UP_TOP - 84.0 * size, abs=0.1)


def test_every_scene_has_its_clip() -> None:
    """Scenes, clips and truth files come in threes."""
    scenes = {p.stem for p in (ROOT / "studio" / "scenes").glob("*.toml")}
    assert {p.stem for p in CLIPS} == scenes
    assert {p.stem for p in (ROOT / "sample_videos").glob("*.mp4")} == scenes


@pytest.mark.parametrize("path", CLIPS, ids=lambda p: p.stem)
def test_committed_truth_agrees_with_its_clip(path: Path) -> None:
    """Frames, rate, size and times of the truth are those of the video and of the scene."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    clip = path.with_name(truth["clip"])
    assert clip.stat().st_size < 1_000_000
    assert path.stat().st_size < 150_000
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        times = [p.pts * p.time_base for p in container.demux(stream) if p.pts is not None]
        assert stream.average_rate == truth["fps"]
        assert (stream.width, stream.height) == (truth["width"], truth["height"])
        assert not container.streams.audio
    assert len(times) == truth["frames"]
    assert np.allclose(sorted(float(t) for t in times), truth["angles"]["time_s"], atol=2e-3)
    assert all(len(column) == truth["frames"] for column in truth["angles"].values())
    for event in truth["reps"] + truth["attempts"]:
        assert 0.0 < event["start_s"] < event["turn_s"] < event["end_s"] <= truth["duration_s"]
    assert truth["schema"] == SCHEMA
    for event in truth["reps"] + truth["attempts"] + truth["holds"]:
        spans = truth["exercising"]
        assert any(a <= event["start_s"] and event["end_s"] <= b for a, b in spans)
    for rep in truth["reps"]:
        assert sum(rep["tempo"].values()) == pytest.approx(rep["end_s"] - rep["start_s"], abs=0.003)
    assert all(isinstance(v, int | float | str) for v in truth["conditions"].values())
    for fault in truth["faults"]:
        assert 0.0 <= fault["from_s"] < fault["to_s"] <= truth["duration_s"]
        assert fault["value"] > fault["threshold"]
    scene = load(ROOT / "studio" / "scenes" / truth["scene"])
    assert scene.seed == truth["seed"]
    assert list(scene.size) == [truth["width"], truth["height"]]
    assert len(truth["attempts"]) == len(scene.motion.partial)
    assert len(truth["reps"]) == scene.motion.reps - len(scene.motion.partial)


@pytest.mark.parametrize("path", CLIPS, ids=lambda p: p.stem)
def test_committed_truth_is_what_the_scene_gives_today(path: Path) -> None:
    """Truth measured anew at a few frames equals the committed numbers."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    scene = load(ROOT / "studio" / "scenes" / truth["scene"])
    own = Rig(Body(scene.body.mix, scene.body.height_m))
    performance = perform(scene, own)
    for i in range(0, truth["frames"], truth["frames"] // 5):
        found = measure(own.body, own.transforms(performance.stance(i / scene.fps)))
        for name, value in found.items():
            assert truth["angles"][name][i] == pytest.approx(value, abs=0.15), (name, i)


def test_the_truth_of_a_kind_is_what_its_variant_says() -> None:
    """A kind that is data has the exercise, the holds and the faults that it declares."""
    told = of_scene(from_dict({"exercise": "curl", "fps": 5, "motion": {"reps": 2}}, "curl"))
    assert told["exercise"] is None
    assert told["reps"] == told["faults"] == told["holds"] == told["exercising"] == []
    row = {"exercise": "bent-over-row", "fps": 5, "motion": {"reps": 2, "variant": "both"}}
    told = of_scene(from_dict(row, "row"))
    assert told["exercise"] == "bent-over-row"
    assert len(told["reps"]) == 2


def test_what_a_variant_declares_fails_from_the_first_rep_to_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    curl = kinds()["curl"]
    leaning = replace(curl.variants[0], counted="some-curl", faults=("leaning",))
    changed = {**kinds(), "curl": replace(curl, variants=(leaning,))}
    monkeypatch.setattr("studio.truth.kinds", lambda: changed)
    told = of_scene(from_dict({"exercise": "curl", "fps": 5, "motion": {"reps": 2}}, "curl"))
    (fault,) = told["faults"]
    assert fault["id"] == "leaning"
    assert fault["from_s"] == told["reps"][0]["start_s"]
    assert fault["to_s"] == told["reps"][-1]["end_s"]
