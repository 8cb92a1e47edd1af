"""Exercise files: a coach who cannot program can read, tune and add one."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import ExerciseError
from formcheck.exercises import Exercise, list_exercises, load_exercise, parse_exercise

GOOD = """
name = "Curl"
about = "Bend the elbow."
camera = "Side-on."
counts = "Bends of the elbow."
views = ["side"]
kind = "reps"
dose = { sets = 3, reps = [10, 12] }
[setup]
torso_inclination = { min = 70 }
[rep]
measure = "elbow_angle"
start = 150
turn = 60
min_range = 50
concentric = "out"
[[check]]
id = "torso_rising"
name = "Swinging"
measure = "torso_inclination"
max = 100
margin = 5
severity = "technique"
cue = "Stand still"
mended = "Good"
why = "Because."
source = "A guide."
"""


def test_the_four_that_formcheck_brings() -> None:
    assert [e.id for e in list_exercises()] == ["bent-over-row", "plank", "push-up", "reverse-fly"]


@pytest.mark.parametrize("exercise", list_exercises(), ids=lambda e: e.id)
def test_every_check_has_its_words_and_its_source(exercise: Exercise) -> None:
    assert exercise.about
    assert exercise.camera
    assert exercise.counts
    for check in exercise.check:
        assert check.cue
        assert check.mended
        assert check.why.endswith(".")
        assert check.source.endswith(".")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("row", "bent-over-row"),
        ("Press-Up", "push-up"),
        ("rear delt fly", "reverse-fly"),
        ("ladybug", "reverse-fly"),
        ("bent_over_row", "bent-over-row"),
    ],
)
def test_people_say_it_differently(name: str, id_: str) -> None:
    assert load_exercise(name).id == id_


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(ExerciseError, match=r"no exercise 'pushupp'; did you mean push-up\?"):
        load_exercise("pushupp")


def test_a_file_of_one_s_own(tmp_path: Path) -> None:
    path = tmp_path / "curl.toml"
    path.write_text(GOOD)
    assert load_exercise(path).id == "curl"
    assert load_exercise(str(path)).name == "Curl"


def test_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "curl.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load_exercise(path).id == "curl"


@pytest.mark.parametrize(
    ("found", "changed", "said"),
    [
        ('kind = "reps"', 'kind = "reps', "not valid TOML.*line 7"),
        ('"elbow_angle"', '"elbow"', "rep: there is no measure 'elbow'; there are: .*elbow_angle"),
        ("margin = 5", 'margin = "much"', r"check\[torso_rising\].margin: .*number.*'much'"),
        ("margin = 5", "margin = 5\nclear = 102", r"check.*clear must be beyond the limit"),
        ("margin = 5", "margin = -1", r"check\[torso_rising\].margin: .*greater than.*-1"),
        ('views = ["side"]', 'views = ["top"]', r"views\[1\]: .*'side'.*'top'"),
        ("max = 100", "max = 100\nmin = 10", r"check\[torso_rising\]: give exactly one of min"),
        ("min = 70", "", "setup.torso_inclination: give min, max or both"),
        ("min = 70", "min = 70, max = 60", "min 70 is above max 60"),
        ("turn = 60", "turn = 140", "start 150 and turn 140 are 10 apart, less than min_range 50"),
        ('kind = "reps"', 'kind = "hold"', r"a \[rep\] table goes with kind"),
        ('name = "Curl"\n', "", "name: Field required"),
        ("start = 150", "start = 150\nbegin = 1", "rep.begin: Extra inputs are not permitted"),
        ("torso_inclination = {", "waist = {", "there is no measure 'waist'"),
        ('severity = "technique"', 'severity = "bad"', r"severity: .*'risk'.*'bad'"),
    ],
)
def test_wrong_files_are_refused_with_place_finding_and_what_is_allowed(
    found: str, changed: str, said: str
) -> None:
    assert found in GOOD
    with pytest.raises(ExerciseError, match=said) as error:
        parse_exercise(GOOD.replace(found, changed, 1), "curl.toml")
    assert str(error.value).startswith("curl.toml: ")
    assert "\n" not in str(error.value)


def test_two_checks_of_one_name() -> None:
    twice = GOOD + GOOD[GOOD.index("[[check]]") :]
    with pytest.raises(ExerciseError, match="two checks are called 'torso_rising'"):
        parse_exercise(twice, "curl.toml")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b""])
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "curl.toml"
    path.write_bytes(content)
    with pytest.raises(ExerciseError, match=r"curl\.toml"):
        load_exercise(path)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ExerciseError, match="no such exercise file"):
        load_exercise("nowhere/curl.toml")
