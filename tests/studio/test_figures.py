"""The committed figures are what the studio makes of the motions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.exercises import list_exercises
from formcheck.exercises.figures import JOINTS, Figure
from studio.figures import FOLDER, figure, main, way_of

COMMAND = "python -m studio.figures"
MOVED = [exercise for exercise in list_exercises() if way_of(exercise)]


def at(made: Figure, share: float) -> np.ndarray:
    """Where the joints are at a share of the time, (joints, 2)."""
    frames = np.array(made.frames, dtype=float)
    return np.array([np.interp(share, made.times, column) for column in frames.T])


@pytest.mark.real
@pytest.mark.parametrize("exercise", MOVED, ids=[each.id for each in MOVED])
def test_a_committed_figure_is_what_is_made(exercise: object) -> None:
    file = FOLDER / f"{exercise.id}.json"  # type: ignore[attr-defined]
    assert file.is_file(), COMMAND
    kept = Figure.model_validate_json(file.read_bytes())
    made = figure(exercise)  # type: ignore[arg-type]
    assert made is not None
    assert (made.view, made.seconds, made.things) == (kept.view, kept.seconds, kept.things), COMMAND
    for share in np.linspace(0.0, 1.0, 21):
        assert np.abs(at(kept, share) - at(made, share)).max() <= 4.0, COMMAND


@pytest.mark.slow
def test_the_command_writes_the_same_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert main(["push-up", "--out", str(tmp_path / name)]) == 0
    first, second = ((tmp_path / name / "push-up.json").read_bytes() for name in ("a", "b"))
    assert first == second
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["push-up.json"]


def test_no_figure_is_of_an_exercise_that_is_not_there() -> None:
    known = {exercise.id for exercise in list_exercises()}
    assert {file.stem for file in FOLDER.glob("*.json")} <= known


def test_a_push_up_lowers_the_head_and_keeps_its_toes() -> None:
    (push_up,) = (exercise for exercise in list_exercises() if exercise.id == "push-up")
    made = figure(push_up)
    assert made is not None
    head, toe = made.track("head"), made.track("toe")
    assert head[made.turn][1] - head[0][1] > 15  # downwards
    assert max(x for x, _ in toe) - min(x for x, _ in toe) <= 2
    assert head[0][0] > toe[0][0]  # the person looks to the right
    assert len(JOINTS) == 17
