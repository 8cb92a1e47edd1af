from __future__ import annotations

import re
from pathlib import Path

import pytest

from formcheck.errors import WorkoutError
from formcheck.exercises import find_exercise
from formcheck.plans import Block, Step, Workout, list_workouts, load_workout, parse_workout
from formcheck.plans.training import KEYS_OF
from tests.command_line import invoke

DOCUMENT = Path(__file__).parents[2] / "docs" / "workout-format.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
EXAMPLE = TEXT.partition("```toml\n")[2].partition("```")[0]


def mistakes(text: str) -> list[str]:
    with pytest.raises(WorkoutError) as caught:
        parse_workout(text, "mine.toml")
    return [each.removeprefix("mine.toml: ") for each in caught.value.problems]


def rows(part: str) -> list[tuple[str, ...]]:
    lines = TEXT.partition(part)[2].partition("\n## ")[0].splitlines()
    cells = [tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in lines]
    return [row for row in cells if row and row[0].startswith("`")]


@pytest.mark.parametrize(
    ("part", "model"), [("## The workout", Workout), ("## A block", Block), ("## A step", Step)]
)
def test_the_document_tells_every_key(part: str, model: type[Workout | Block | Step]) -> None:
    told = {row[0].strip("`") for row in rows(part) if len(row) == 3} - set(KEYS_OF)
    assert told == {field.alias or name for name, field in model.model_fields.items()} - {"id"}


def test_the_document_tells_what_each_kind_takes() -> None:
    told = {
        row[0].strip("`"): row[1:] for row in rows("## A block") if row[0].strip("`") in KEYS_OF
    }
    for kind, keys in KEYS_OF.items():
        assert tuple(tuple(re.findall(r"`(\w+)`", cell)) for cell in told[kind]) == keys


def test_the_example_of_the_document_is_one() -> None:
    workout = parse_workout(EXAMPLE.encode(), "mine.toml")
    assert (workout.id, len(workout.blocks)) == ("mine", 2)
    # 3 x (36 + 30) of work, 3 x 15 between steps, 2 x 60 between rounds; then the walk
    assert workout.lasts_s == pytest.approx(3 * 66 + 3 * 15 + 2 * 60 + 120)


def test_what_comes_with_it() -> None:
    found = {each.id: each for each in list_workouts()}
    assert set(found) == {
        "back-circuit", "core-and-plank", "full-body-strength", "hiit-20", "upper-back"
    }  # fmt: skip
    assert found["upper-back"].days_per_week == 3
    assert found["hiit-20"].lasts_s == pytest.approx(20 * 60, abs=30)
    (circuit,) = (each for each in found["back-circuit"].blocks if each.kind == "circuit")
    assert 6 <= len(circuit.steps) <= 8
    for workout in found.values():
        assert "ours" in workout.source
        for step in (step for block in workout.blocks for step in block.steps):
            assert step.activity or find_exercise(step.exercise or "").id == step.exercise


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"bent-over-row"', '"bent-over-rwo"', "line 12: `exercise`: there is no exercise"),
        ('"bent-over-row"', '"bent-over-rwo"', "did you mean bent-over-row?"),
        ("rounds = 3", "round = 3", 'line 7: there is no key `round` here; did you mean "rounds"?'),
        ('"circuit"', '"circus"', 'did you mean "circuit"?'),
        ("rounds = 3", "", 'line 5: a block of kind "circuit" needs `rounds`'),
        ("rounds = 3", "rounds = 3\nminutes = 4", "line 8: `minutes` does not belong"),
        ("rounds = 3", "rounds = 0", "line 7: `rounds`: 0 does not fit; it takes a whole number"),
        ("rounds = 3", 'rounds = "3"', 'line 7: `rounds`: "3" does not fit'),
        ("rounds = 3", "rounds = three", "line 7: `rounds`"),
        ("[10, 12]", "[12, 10]", "line 13: `reps`: write the smaller number first, [10, 12]"),
        ("[10, 12]", "12", "line 13: `reps`: 12 does not fit; it takes two whole numbers"),
        ("[10, 12]", "[10]", "line 13: `reps`: [10] does not fit"),
        ('source = "my own"', "", "`source` is missing"),
        ("seconds = 30", "reps = [5, 6]", "line 18: plank is held, not counted"),
        ("seconds = 120", "reps = [5, 6]", "an activity is timed, not counted"),
        ("seconds = 30", "", "line 16: a step has either `reps` or `seconds`"),
        ('activity = "walking"', "", "a step has either `exercise` or `activity`"),
        ("load_kg = 12.5", "load_kg = -1", "line 14: `load_kg`: -1 does not fit"),
        ("load_kg = 12.5", "load_kg = 12,5", "line 14: `load_kg`"),
        ("[[block.step]]\nactivity", "activity", "`activity`"),
        (EXAMPLE, "", "[[block]] is missing"),
        (EXAMPLE, 'block = "row"', "`block`"),
        (EXAMPLE, "block = [1]", "`block`"),
        (EXAMPLE, "block = []", "`block`"),
        (EXAMPLE, "block = { kind = 1 }", "`block`"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in EXAMPLE
    assert any(told in each for each in mistakes(EXAMPLE.replace(old, new, 1)))


def test_all_mistakes_are_told_at_once() -> None:
    text = EXAMPLE.replace("bent-over-row", "rwo-xyzzy").replace("rounds = 3", "rounds = 0.5")
    found = mistakes(text.replace("seconds = 120", "secs = 120"))
    assert [each.partition(":")[0] for each in found] == ["line 7", "line 12", "line 24", "line 26"]


@pytest.mark.slow
def test_the_command_line_lists_shows_and_refuses(tmp_path: Path) -> None:
    assert "back-circuit" in invoke("workouts").output
    assert "Bent-over row: 45 s" in invoke("workouts", "back-circuit").output
    file = tmp_path / "mine.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert "walking: 120 s, timed, not seen" in invoke("workouts", file).output
    file.write_text(EXAMPLE.replace("rounds = 3", "").replace("plank", "plnak"), encoding="utf-8")
    done = invoke("workouts", file)
    assert done.exit_code == 2
    assert len(done.output.strip().splitlines()) == 2


def test_a_name_that_is_none() -> None:
    with pytest.raises(WorkoutError, match="did you mean"):
        load_workout("back-circiut")
    with pytest.raises(WorkoutError, match="cannot be read"):
        load_workout("nowhere.toml")
