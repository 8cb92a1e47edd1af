"""Scene files: what is wrong is named by its key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.scene.reading import SceneError, from_dict, load

ROW = "bent-over-row"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, ["exercise", "missing"]),
        ({"exercise": "juggling"}, ["exercise", "'juggling'", "push-up"]),
        ({"exercise": ROW, "colour": 1}, ["colour", "unknown key"]),
        ({"exercise": ROW, "name": "x"}, ["name", "unknown key"]),
        ({"exercise": ROW, "camera": {"yaw": 3}}, ["camera.yaw", "unknown key", "yaw_deg"]),
        ({"exercise": ROW, "camera": {"yaw_deg": 270}}, ["camera.yaw_deg", "0 to 180", "270"]),
        ({"exercise": ROW, "camera": {"yaw_deg": "90"}}, ["camera.yaw_deg", "a number"]),
        ({"exercise": ROW, "camera": {"yaw_deg": True}}, ["camera.yaw_deg", "True"]),
        ({"exercise": ROW, "camera": {"yaw_deg": float("nan")}}, ["camera.yaw_deg", "nan"]),
        ({"exercise": ROW, "camera": 5}, ["camera", "table"]),
        ({"exercise": ROW, "motion": {"reps": 2.5}}, ["motion.reps", "whole number"]),
        ({"exercise": ROW, "motion": {"reps": 2, "partial": [3]}}, ["motion.partial", "3"]),
        ({"exercise": ROW, "motion": {"partial": 3}}, ["motion.partial", "list"]),
        ({"exercise": ROW, "body": {"hair": "brown"}}, ["body.hair", "brown"]),
        ({"exercise": ROW, "body": {"hair": "#12345x"}}, ["body.hair"]),
        ({"exercise": ROW, "size": [641, 360]}, ["size", "even", "641"]),
        ({"exercise": ROW, "size": [640]}, ["size", "even"]),
        ({"exercise": ROW, "faults": {"id": "x"}}, ["faults", "tables"]),
        ({"exercise": ROW, "faults": [{"id": "x"}]}, ["faults[0].id", "rounded_back"]),
        ({"exercise": ROW, "faults": [{"id": "hips_sagging"}]}, ["faults[0].id", ROW]),
        ({"exercise": ROW, "faults": [{"from_rep": 2}]}, ["faults[0].from_rep", "2"]),
        ({"exercise": ROW, "faults": [{"from_s": 4.0, "to_s": 3.0}]}, ["faults[0].to_s"]),
        ({"exercise": ROW, "room": {"things": ["cat"]}}, ["room.things", "cat", "window"]),
    ],
)
def test_error_names_the_key(data: dict[str, Any], words: list[str]) -> None:
    """The message holds the scene's name, the key and what is wrong."""
    with pytest.raises(SceneError) as caught:
        from_dict(data, "myscene")
    for word in ["myscene", *words]:
        assert word in str(caught.value)


def test_broken_file_is_named(tmp_path: Path) -> None:
    """A file that is not TOML, or not there, is a scene error too."""
    broken = tmp_path / "broken.toml"
    broken.write_text("exercise = ", encoding="utf-8")
    with pytest.raises(SceneError, match=r"broken\.toml"):
        load(broken)
    with pytest.raises(SceneError, match=r"missing\.toml"):
        load(tmp_path / "missing.toml")


def test_defaults_and_values_are_read(tmp_path: Path) -> None:
    """What is said is taken over, the rest has its default."""
    file = tmp_path / "mine.toml"
    file.write_text(
        'exercise = "plank"\nseed = 5\n[clothes]\nshirt = "#0a0b0c"\n'
        '[[faults]]\nid = "hips_sagging"\nsize_deg = 20\n',
        encoding="utf-8",
    )
    scene = load(file)
    assert scene.name == "mine"
    assert scene.clothes.shirt == (10, 11, 12)
    assert scene.faults[0].size_deg == 20.0
    assert scene.camera.yaw_deg == 90.0
