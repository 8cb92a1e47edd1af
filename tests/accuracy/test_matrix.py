"""The matrix: what is planned covers what it must, and what is committed is what is planned."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from studio.body.jointed import SHAPES
from studio.matrix.cast import CLOTHES, PARTS, PEOPLE, ROOMS, Part
from studio.matrix.conditions import LIGHTS
from studio.matrix.plan import scenes, to_toml
from studio.scene.reading import from_text

FOLDER = Path(__file__).parents[2] / "accuracy"
SUFFIXES = (".toml", ".json", ".jsonl.gz")
MOST_BYTES = 32_000_000
TARGETS = ("torso_too_high", "torso_rising", "hips_sagging", "hips_piking", "rounded_back")
"""Checks that have a target in `formcheck/evaluation/statistics/goals.py`."""

LEAST_CLIPS = 8

each_part = pytest.mark.parametrize("part", PARTS)


@cache
def planned(part: Part) -> dict[str, dict[str, Any]]:
    return dict(scenes(part))


@cache
def committed(part: Part) -> frozenset[str]:
    """Names of the clips of which there is anything."""
    files = (FOLDER / part).iterdir() if (FOLDER / part).is_dir() else ()
    return frozenset(file.name.split(".")[0] for file in files)


def faults_of(tables: dict[str, Any]) -> set[str]:
    return {fault["id"] for fault in tables.get("faults", ())}


@each_part
def test_the_same_scenes_every_time(part: Part) -> None:
    assert dict(scenes(part)) == planned(part)
    assert len(list(scenes(part))) == len(planned(part)), "a name is given twice"


def test_how_many_there_are() -> None:
    assert sum(len(planned(part)) for part in PARTS) >= 200


@each_part
def test_the_readme_counts_them(part: Part) -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"| `{part}` | {len(planned(part))} |" in text


@pytest.mark.slow
@each_part
def test_every_scene_can_be_read(part: Part) -> None:
    for name, tables in planned(part).items():
        scene = from_text(to_toml(tables), name)
        assert scene.labels["part"] == part
        assert scene.exercise == tables["exercise"]
        assert [fault.id for fault in scene.faults] == [f["id"] for f in tables.get("faults", ())]


def test_the_parts_share_nobody_and_no_room() -> None:
    for one, other in combinations(PARTS, 2):
        assert not PEOPLE[one].keys() & PEOPLE[other].keys()
        assert not ROOMS[one].keys() & ROOMS[other].keys()
    shapes = {p: {s for person in PEOPLE[p].values() for s in person["mix"]} for p in PARTS}
    assert not shapes["tuning"] & (shapes["test"] | shapes["fresh"])
    assert shapes["tuning"] | shapes["test"] == set(SHAPES)


def test_what_is_worn_and_where_it_is_looks_different() -> None:
    for cast in (CLOTHES, ROOMS):
        for one, other in combinations(PARTS, 2):
            assert not [table for table in cast[one].values() if table in cast[other].values()]


def test_the_scenes_use_the_cast_of_their_part() -> None:
    for part in PARTS:
        for tables in planned(part).values():
            labels = tables["labels"]
            assert tables["body"] == PEOPLE[part][labels["body"]]
            assert tables["clothes"] == CLOTHES[part][labels["clothes"]]
            assert tables["room"] == ROOMS[part][labels["room"]]


@pytest.mark.parametrize(
    ("label", "all_of_them"),
    [
        ("body", PEOPLE["test"]),
        ("clothes", CLOTHES["test"]),
        ("room", ROOMS["test"]),
        ("light", LIGHTS),
    ],
)
def test_nothing_is_left_out_of_the_test(label: str, all_of_them: dict[str, Any]) -> None:
    found = {tables["labels"][label] for tables in planned("test").values()}
    assert found == set(all_of_them)


@pytest.mark.parametrize("fault", TARGETS)
def test_every_fault_with_a_target_is_there_often_enough(fault: str) -> None:
    count = Counter(id_ for tables in planned("test").values() for id_ in faults_of(tables))
    assert count[fault] >= LEAST_CLIPS


@each_part
def test_nothing_is_there_that_is_not_planned(part: Part) -> None:
    assert sorted(committed(part) - planned(part).keys()) == []


@each_part
def test_all_that_is_planned_is_there(part: Part) -> None:
    missing = sorted(planned(part).keys() - committed(part))
    assert missing == [], "make matrix renders them"


@pytest.mark.slow
@each_part
def test_what_is_there_is_whole_and_as_planned(part: Part) -> None:
    for name in sorted(committed(part) & planned(part).keys()):
        scene, truth, poses = (FOLDER / part / f"{name}{suffix}" for suffix in SUFFIXES)
        assert scene.read_text(encoding="utf-8") == to_toml(planned(part)[name]), name
        assert poses.stat().st_size > 0, name
        found = json.loads(truth.read_text(encoding="utf-8"))
        assert found["clip"] == poses.name
        assert found["scene"] == scene.name
        assert found["labels"] == planned(part)[name]["labels"], name


@each_part
def test_what_is_asked_for_is_true(part: Part) -> None:
    """A fault that a scene asks for is one in its truth, by the joints that were drawn."""
    for name in sorted(committed(part) & planned(part).keys()):
        truth = json.loads((FOLDER / part / f"{name}.json").read_text(encoding="utf-8"))
        asked = faults_of(planned(part)[name]) & set(TARGETS)
        assert asked <= {fault["id"] for fault in truth["faults"]}, name


def test_it_stays_small() -> None:
    files = [file for file in FOLDER.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
