"""Rules replayed on recorded poses of the sample videos: no model, no codec, milliseconds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.pose import Pose
from formcheck.recording import read
from tests.checking.session_recorder import watch
from tests.figures import mirrored

ROOT = Path(__file__).parents[2]
NAMES = sorted(p.name.removesuffix(".jsonl.gz") for p in (ROOT / "tests/recordings").glob("*.gz"))
TRUTHS: dict[str, dict[str, Any]] = {
    name: json.loads((ROOT / "sample_videos" / f"{name}.json").read_text()) for name in NAMES
}
SHOWN = [name for name in NAMES if TRUTHS[name]["exercise"]]


@cache
def poses_of(name: str) -> tuple[Pose, ...]:
    return tuple(read(ROOT / "tests/recordings" / f"{name}.jsonl.gz"))


def gone(pose: Pose) -> Pose:
    return Pose(pose.index, pose.time_s, pose.width, pose.height)


def with_dropouts(poses: Iterable[Pose]) -> list[Pose]:
    """Nobody is found in one frame of ten, and now and then in three in a row."""
    random = np.random.default_rng(5)
    starts = {i for i in range(10_000) if random.random() < 0.02}
    return [
        gone(p) if random.random() < 0.1 or starts & {p.index, p.index - 1, p.index - 2} else p
        for p in poses
    ]


WAYS: dict[str, Callable[[Iterable[Pose]], Iterable[Pose]]] = {
    "as recorded": lambda poses: poses,
    "mirrored": lambda poses: map(mirrored, poses),
    "half the frames": lambda poses: list(poses)[::2],
    "dropouts": with_dropouts,
}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_is_counted_and_nothing_else(name: str, way: str) -> None:
    truth = TRUTHS[name]
    seen = watch(WAYS[way](poses_of(name)), truth["exercise"])
    assert len(seen.reps) == len(truth["reps"])
    assert len(seen.attempts) <= len(truth["attempts"])
    assert all(attempt.reason.value == "shallow" for attempt in seen.attempts)
    assert len(seen.holds) == len(truth["holds"])
    assert seen.fault_ids == {f["id"] for f in truth["faults"]}


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in SHOWN if TRUTHS[name]["reps"]])
def test_a_rep_is_followed_to_its_turn_and_back(name: str) -> None:
    seen = watch(poses_of(name), TRUTHS[name]["exercise"])
    for rep, true in zip(seen.reps, TRUTHS[name]["reps"], strict=True):
        assert rep.turn_s == pytest.approx(true["turn_s"], abs=0.25)
        assert rep.end_s == pytest.approx(true["end_s"], abs=0.4)
        assert np.isfinite(
            [rep.range, rep.tempo.out_s, rep.tempo.turn_pause_s, rep.tempo.back_s]
        ).all()


@pytest.mark.real
@pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly", "plank", "push-up"])
def test_a_minute_of_idling_counts_for_nothing(exercise: str) -> None:
    once = poses_of("idle")
    length = once[-1].time_s + 1 / 30
    minute = [
        Pose(p.index, p.time_s + k * length, p.width, p.height, p.image, p.visibility, p.world)
        for k in range(round(60 / length))
        for p in once
    ]
    seen = watch(minute, exercise)
    assert not seen.reps
    assert not seen.attempts
    assert not seen.holds
    assert not seen.faults
