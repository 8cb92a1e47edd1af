"""A person's own workouts are files; nothing of theirs is lost, and a name never becomes a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import OutputError, WorkoutError
from formcheck.plans import Library, lacking, list_workouts, load_workout, muscles_of, parse_workout
from formcheck.plans import library as module
from formcheck.plans.writing import draft_toml, toml_of
from tests.plans.made_up import OWN, WRONG


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "workouts")


@pytest.mark.parametrize("workout", list_workouts(), ids=lambda each: each.id)
def test_what_is_written_is_read_again(workout: object) -> None:
    assert parse_workout(toml_of(workout), f"{workout.id}.toml") == workout  # type: ignore[attr-defined, arg-type]


def test_any_text_survives_being_written() -> None:
    odd = 'a "quote", \\ back, \n line, \t tab, \x7f, \x01, ü, 💪'
    tables = {"name": odd, "about": odd, "source": "own", "block": [{"kind": "rest", "seconds": 5}]}
    assert parse_workout(draft_toml(tables), "a.toml").name == odd


def test_without_a_folder_there_is_what_comes_with_formcheck(library: Library) -> None:
    assert {each.id for each in library.all()} == {each.id for each in list_workouts()}
    assert not any(each.own for each in library.all())


def test_an_own_one_from_beginning_to_end(library: Library, tmp_path: Path) -> None:
    made = library.add(OWN)
    assert made.id == "mine"
    assert library.add(OWN).id == "mine-2"
    assert library.add(OWN, "back-circuit.toml").id == "back-circuit-2"
    assert library.text("mine") == OWN.encode()
    first = library.all()[0]
    assert (first.own, first.workout is not None) == (True, True)
    changed = library.put("mine", OWN.replace('"B"', '"Two planks."'))
    assert changed is not None
    assert changed.about == "Two planks."
    with pytest.raises(WorkoutError):
        library.put("mine", WRONG)
    found = library.get("mine")
    assert found is not None
    assert found.workout == changed
    assert library.put("back-circuit", OWN) is None  # it is not the person's own
    assert library.delete("mine")
    assert not library.delete("mine")
    assert not library.delete("back-circuit")
    left = sorted(each.name for each in (tmp_path / "workouts").iterdir())
    assert left == ["back-circuit-2.toml", "mine-2.toml"]


def test_a_wrong_one_is_not_kept_and_says_all_its_mistakes(
    library: Library, tmp_path: Path
) -> None:
    with pytest.raises(WorkoutError) as caught:
        library.add(WRONG, "mine.toml")
    assert len(caught.value.problems) == 2
    assert all(each.startswith("mine.toml: line ") for each in caught.value.problems)
    assert not (tmp_path / "workouts").exists()


def test_a_file_that_became_wrong_is_listed_with_its_mistakes(
    library: Library, tmp_path: Path
) -> None:
    library.add(OWN)
    file = tmp_path / "workouts" / "mine.toml"
    file.write_text(WRONG, encoding="utf-8")
    found = library.get("mine")
    assert found is not None
    assert (found.workout, len(found.problems)) == (None, 2)
    assert library.text("mine") == WRONG.encode()  # it can be taken out, and mended
    file.write_bytes(b"#" * (module.MAX_BYTES + 1))
    found = library.get("mine")
    assert found is not None
    assert "bytes" in found.problems[0]
    file.unlink()
    file.mkdir()
    found = library.get("mine")
    assert found is not None
    assert found.problems


@pytest.mark.parametrize("name", ["../../etc/passwd", "/tmp/x", "..", ".toml", "a/b", "\x00", "💪"])
def test_a_name_never_becomes_a_path(library: Library, tmp_path: Path, name: str) -> None:
    library.add(OWN, name)
    assert [each.suffix for each in (tmp_path / "workouts").iterdir()] == [".toml"]
    assert {each.name for each in tmp_path.iterdir()} == {"workouts"}
    assert library.text(name) is None
    assert not library.delete(name)


def test_there_are_only_so_many(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_OWN", 1)
    library.add(OWN)
    with pytest.raises(OutputError, match="delete one first"):
        library.add(OWN)


def test_what_is_followed_is_remembered_while_it_is_there(library: Library) -> None:
    library.add(OWN)
    assert library.follow("mine")
    assert library.follow("upper-back")
    assert library.follow("mine")
    assert not library.follow("nothing")
    assert library.followed() == ["upper-back", "mine"]
    library.delete("mine")
    assert library.followed() == ["upper-back"]
    assert library.follow("upper-back", follows=False)
    assert library.followed() == []


def test_what_it_takes_and_trains() -> None:
    circuit = load_workout("back-circuit")
    assert [each.id for each in lacking(circuit, ["band", "dumbbells"])] == []
    assert [each.id for each in lacking(circuit, [])] == [
        "band-seated-row",
        "bent-over-row",
        "reverse-fly",
    ]
    muscles = muscles_of(circuit)
    assert muscles[0] == "back of the shoulders"  # of six of the eight
    assert len(muscles) == len(set(muscles))
