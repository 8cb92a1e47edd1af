"""Sizes of faults become stretches of time."""

from __future__ import annotations

from typing import Any

import numpy as np

from studio.body.jointed import Floats
from studio.motion.performance import Performance
from studio.motion.timing import Stroke
from studio.scene.specs import FAULTS
from studio.sizes import Size, fault_sizes, judged, stretches

FPS = 20
TIMES = np.arange(100) / FPS


def spans(size: Floats, exercising: tuple[float, float] = (0.0, 5.0)) -> tuple[Any, Any]:
    """Stretches of a rounded back with such sizes: faults and doubtful ones."""
    faults, doubtful = judged({"rounded_back": Size(size, size)}, [exercising], TIMES, FPS)
    return [(f["from_s"], f["to_s"]) for f in faults], [(d["from_s"], d["to_s"]) for d in doubtful]


def with_size(**stretch: tuple[float, float]) -> Floats:
    """Good form but for wrong or unsure stretches."""
    kind, size = FAULTS["rounded_back"], np.zeros(len(TIMES))
    for what, (start, end) in stretch.items():
        value = kind.wrong + 1.0 if what.startswith("wrong") else kind.wrong - 1.0
        size[(start <= TIMES) & (end >= TIMES)] = value
    return size


def test_wrong_and_unsure_sizes_are_told_apart() -> None:
    """Above the limit it is a fault, between the limits doubtful, below nothing."""
    faults, doubtful = spans(with_size(unsure=(1.0, 3.0), wrong=(1.5, 2.5)))
    assert faults == [(1.5, 2.5)]
    assert doubtful == [(1.0, 1.45), (2.55, 3.0)]


def test_nothing_counts_outside_the_exercise() -> None:
    """A fault while standing up is none."""
    faults, doubtful = spans(with_size(wrong=(0.5, 4.5)), (2.0, 3.0))
    assert faults == [(2.0, 3.0)]
    assert not doubtful


def test_flicker_does_not_split_a_fault() -> None:
    """A single frame below the limit is bridged, a longer gap is not."""
    assert spans(with_size(wrong=(1.0, 2.0), wrong_2=(2.1, 3.0)))[0] == [(1.0, 3.0)]
    assert len(spans(with_size(wrong=(1.0, 2.0), wrong_2=(2.3, 3.0)))[0]) == 2


def test_very_short_fault_is_doubtful() -> None:
    """Two frames at 20 frames a second are too short to be seen."""
    faults, doubtful = spans(with_size(wrong=(1.0, 1.05)))
    assert not faults
    assert doubtful == [(1.0, 1.05)]


def test_value_is_the_median() -> None:
    """Of the sizes within the stretch."""
    size = with_size(wrong=(1.0, 3.0))
    size[30] = 90.0
    (fault,), _ = judged({"rounded_back": Size(size, size)}, [(0.0, 5.0)], TIMES, FPS)
    assert fault["value"] == FAULTS["rounded_back"].wrong + 1.0
    assert fault["threshold"] == FAULTS["rounded_back"].wrong


def test_stretches_of_nothing() -> None:
    """No flags, no stretches."""
    assert stretches(np.zeros(5, dtype=bool), TIMES[:5], FPS) == []


def test_torso_that_swings_up_is_rising_and_only_possibly_too_high() -> None:
    """The rise counts as such; the inclination without it is what is certain."""
    stroke = Stroke(1.0, 1.8, 2.2, 3.0, 1.0)
    still = np.zeros(len(TIMES))
    rise = np.array([stroke.value(t) for t in TIMES])
    names = ("elbow_left", "elbow_right", "elbow_aside_left", "elbow_aside_right", "knee_left")
    columns = dict.fromkeys(
        (*names, "knee_right", "spine_flexion", "body_line", "head_drop"), still
    )
    columns["torso_inclination"] = 35.0 + 30.0 * rise
    columns["elbow_left"], columns["elbow_right"] = 168.0 - 80.0 * rise, 168.0 - 50.0 * rise
    performance = Performance(5.0, lambda t: None, reps=[stroke])  # type: ignore[arg-type,return-value]
    sizes = fault_sizes("bent-over-row", performance, TIMES, columns)
    assert sizes["torso_rising"].certain.max() > 29.0
    assert sizes["torso_too_high"].certain.max() < 36.0
    assert sizes["torso_too_high"].possible.max() > 64.0
    assert sizes["asymmetry"].certain[30] > 29.0
    assert sizes["asymmetry"].certain[:20].max() == 0.0
    assert set(sizes) == {f for f, kind in FAULTS.items() if "bent-over-row" in kind.exercises}
