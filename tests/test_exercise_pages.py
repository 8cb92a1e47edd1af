"""The pages of the exercises say what their files say."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from formcheck.exercises import Exercise, list_exercises, load_exercise
from formcheck.exercises.figures import Turn
from formcheck.exercises.suggestions import simple
from formcheck.exercises.vocabulary import BodyPart, During, Equipment, Load, View
from formcheck.result import exercise_words
from formcheck.result.exercise_words import from_views

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "exercises"
COMMAND = "make pages"
ALL = list_exercises()


def command() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "docs" / "exercise_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return dict(command().files())


def test_every_page_is_current_and_no_other_is_there(written: dict[str, bytes]) -> None:
    there = {file.name: file.read_bytes() for file in FOLDER.iterdir()}
    assert sorted(there) == sorted(written), COMMAND
    assert [name for name in written if written[name] != there[name]] == [], COMMAND


def test_they_are_small(written: dict[str, bytes]) -> None:
    assert sum(map(len, written.values())) < 40_000 * len(ALL)
    assert all(len(content) < 20_000 for content in written.values())


@pytest.mark.parametrize("exercise", ALL, ids=[each.id for each in ALL])
def test_a_page_says_what_the_file_says(exercise: Exercise, written: dict[str, bytes]) -> None:
    text = written[f"{exercise.id}.md"].decode()
    for told in (exercise.about, exercise.camera, exercise.counts, *exercise.not_seen):
        assert told in text
    for check in exercise.checks:
        for told in (check.name, check.cue, check.why, check.source):
            assert told in text
    for name in re.findall(r"\]\(([^)]+)\)", text):
        assert (FOLDER / name).resolve().exists(), name


def test_the_table_tells_what_is_judged_from_where(written: dict[str, bytes]) -> None:
    text = written["push-up.md"].decode()
    assert "| **reps counted** | yes | yes | yes | - |" in text
    assert "| Hips sagging | - | not at the bottom | yes | - |" in text
    rows = [line for line in text.splitlines() if line.startswith("| Hips")]
    assert len(rows) == len(load_exercise("push-up").checks)


def test_the_index_leads_to_all_of_them(written: dict[str, bytes]) -> None:
    text = written["README.md"].decode()
    for exercise in ALL:
        assert f"[{exercise.name}]({exercise.id}.md)" in text


@pytest.mark.parametrize("exercise", ALL, ids=[each.id for each in ALL])
def test_what_a_session_judges_from_a_view_is_told_as_judged(exercise: Exercise) -> None:
    """A session goes by the check's own views, also where reps are not surely counted."""
    for told in from_views(exercise):
        judged = [check.id for check in exercise.checks if told.view in check.views]
        assert sorted((*told.judged, *told.partly)) == sorted(judged)


def test_the_command_removes_what_is_gone(
    tmp_path: Path, written: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = command()
    monkeypatch.setattr(pages, "files", written.items)
    (tmp_path / "gone.md").write_text("of an exercise that was")
    (tmp_path / "kept.txt").write_text("not of the command")
    assert pages.main(["--out", str(tmp_path)]) == 0
    assert not (tmp_path / "gone.md").exists()
    assert (tmp_path / "kept.txt").exists()
    assert (tmp_path / "push-up.md").read_bytes() == (FOLDER / "push-up.md").read_bytes()


def test_every_group_thing_and_view_has_words() -> None:
    assert list(exercise_words.PART_WORDS) == list(get_args(BodyPart))
    assert list(exercise_words.THING_WORDS) == list(get_args(Equipment))
    for views in (exercise_words.VIEWS, exercise_words.VIEW_WORDS, exercise_words.PLACE_WORDS):
        assert set(views) == set(get_args(View))
    assert set(exercise_words.DURING_WORDS) == set(get_args(During))
    assert set(exercise_words.LOAD_WORDS) == set(get_args(Load))
    assert set(exercise_words.NOT_AT_TURN) == set(get_args(Turn))


def test_no_two_exercises_have_a_name_in_common() -> None:
    names = [
        name
        for exercise in ALL
        for name in {simple(each) for each in (exercise.id, exercise.name, *exercise.aliases)}
    ]
    assert sorted({name for name in names if names.count(name) > 1}) == []
