"""Exercise files: a coach who cannot program can read, tune and add one."""

from __future__ import annotations

from pathlib import Path

import pytest

import formcheck
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
    for check in exercise.checks:
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
        ('kind = "reps"', 'kind = "reps', 'line 7: `kind`: the quote at the end.*`kind = "reps"`'),
        (
            '"elbow_angle"',
            '"elbow"',
            'line 12: `measure` in .rep.: .* measure "elbow".*elbow_angle',
        ),
        ("margin = 5", 'margin = "much"', '`margin` in the check "torso_rising".*number.*"much"'),
        ("margin = 5", "margin = 5\nclear = 102", "line 23: `clear` must be above 105.*found 102"),
        (
            "margin = 5",
            "margin = -1",
            '`margin` in the check "torso_rising" .* 0 or more; found -1',
        ),
        ('views = ["side"]', 'views = ["top"]', '`views` takes .*"side".*found "top"'),
        ("max = 100", "max = 100\nmin = 10", "give exactly one of `min` and `max`.*torso_rising"),
        ("min = 70", "", "line 10: give `min`, `max` or both .*`torso_inclination` in .setup."),
        ("min = 70", "min = 70, max = 60", "`min` 70 is above `max` 60"),
        ("min = 70", "min = inf", "`min` of .* takes a number"),
        ("turn = 60", "turn = 140", "`start` 150 and `turn` 140 are 10 apart.*`min_range` 50"),
        ('kind = "reps"', 'kind = "hold"', r"a \[rep\] table goes with `kind"),
        ('name = "Curl"\n', "", "`name` is missing; it takes a text"),
        ("start = 150", "start = 150\nbegin = 1", r"line 14: there is no key `begin` in \[rep\]"),
        ("torso_inclination = {", "waist = {", "there is no measure `waist` in .setup."),
        ("torso_inclination = {", "torso inclination = {", "did you mean `torso_inclination`"),
        ('severity = "technique"', 'severity = "bad"', '`severity` .*"risk".*"bad"'),
        (
            'kind = "reps"',
            "kind = reps",
            'line 7: `kind`: a text stands in quotes; write `kind = "reps"`',
        ),
        ('kind = "reps"', 'kind\t"reps"', "line 7: `kind`: `=` is missing .*not a tab"),
        ('kind = "reps"', 'kind: "reps"', "line 7: `kind`: `=` stands .*not `:`"),
        ('kind = "reps"', "kind = \u201creps\u201d", 'typographic.*write `kind = "reps"`'),
        ('kind = "reps"', 'kind = "reps"\nkind = "hold"', "line 8: `kind` stands twice, in line 7"),
        ("margin = 5", "margin = 0,5", "line 22: `margin`: decimals.*write `margin = 0.5`"),
        ("start = 150", "start = 150 deg", "`start`: the number stands alone.*write `start = 150`"),
        ("min = 70", "min = 70,5", r"`torso_inclination`: decimals.*min = 70\.5"),
        ("start = 150", "strat = 150", r"no key `strat` in \[rep\]; did you mean `start`\?"),
        ("[setup]", "[setpu]", "line 9: there is no key `setpu`; did you mean `setup`"),
        ("[setup]", "(setup)", r"line 9: a heading stands in square brackets; write \[setup\]"),
        ("[rep]", "[rep", r"line 11: this heading is not closed.*\[rep\]"),
        ("[[check]]", "[check]", r"line 17: .*two brackets.*\[\[check\]\]"),
        (
            "start = 150",
            'start = 150\nkind = "reps"',
            "no key `kind` in .rep.; it stands at the top",
        ),
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
    with pytest.raises(ExerciseError, match='two checks are called "torso_rising"'):
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


def test_all_mistakes_are_told_at_once_and_in_order() -> None:
    wrong = GOOD
    for right, changed in [
        ("views", "vievs"),
        ('kind = "reps"', "kind = reps"),
        ("min = 70", "min = 70,5"),
        ("margin = 5", "margin = -5"),
        ('severity = "technique"', 'severity = "bad"'),
        ("turn = 60", "turn = 140"),
    ]:
        wrong = wrong.replace(right, changed, 1)
    with pytest.raises(ExerciseError) as error:
        parse_exercise(wrong, "curl.toml")
    starts = [problem.split(":")[1].strip() for problem in error.value.problems]
    assert starts == [f"line {n}" for n in (6, 7, 10, 13, 22, 23)]


def test_letters_that_are_not_utf_8_are_told_by_line() -> None:
    content = GOOD.replace("Side-on", "Seitlich, auf H\u00fcfth\u00f6he").encode("cp1252")
    with pytest.raises(
        ExerciseError, match=r"line 4: `camera`: \u00fc \u00f6 is not saved as UTF-8"
    ):
        parse_exercise(content, "curl.toml")


JARGON = ("_error", "extra_forbidden", "Input should", "Field required", "NoneType", "dict", "str ")
FILES = sorted((Path(formcheck.__file__).parent / "exercises").glob("*.toml"))
MANGLINGS = {
    "a colon": lambda key, value: f"{key}: {value}",
    "no sign": lambda key, value: f"{key} {value}",
    "a tab": lambda key, value: f"{key}\t{value}",
    "no value": lambda key, value: f"{key} =",
    "twice": lambda key, value: f"{key} = {value}\n{key} = {value}",
    "another key": lambda key, value: f"{key}zzz = {value}",
    "capitals": lambda key, value: f"{key.upper()} = {value}",
    "nonsense": lambda key, value: f"{key} = ?!",
    "half a bracket": lambda key, value: f"{key} = [{value}",
    "the wrong type": lambda key, value: f"{key} = 1979-05-27",
}


@pytest.mark.real
@pytest.mark.parametrize("how", MANGLINGS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_whatever_is_mangled_the_error_names_its_key(file: Path, how: str) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        key, sign, value = line.partition(" = ")
        if not sign or line.startswith("#"):
            continue
        mangled = [*lines[:number], MANGLINGS[how](key, value), *lines[number + 1 :]]
        with pytest.raises(ExerciseError) as error:
            parse_exercise("\n".join(mangled), file.name)
        assert any(key in problem.replace(key.upper(), key) for problem in error.value.problems)
        for problem in error.value.problems:
            assert not any(word in problem for word in JARGON), problem
            assert "\n" not in problem
