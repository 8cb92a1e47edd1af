"""Exercise files: a coach who cannot program can read, tune and add one."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import ExerciseError
from formcheck.exercises import Exercise, list_exercises, load_exercise, parse_exercise
from tests.exercises.texts import CURL


def test_the_four_that_formcheck_brings() -> None:
    ids = [e.id for e in list_exercises()]
    assert {"bent-over-row", "plank", "push-up", "reverse-fly"} <= set(ids)
    assert ids == sorted(ids)


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
    assert exercise.body_part
    assert exercise.muscles
    assert exercise.equipment
    assert exercise.look_alikes
    assert exercise.not_seen
    assert all(each.endswith(".") for each in (*exercise.not_seen, exercise.source))


def test_what_a_file_does_not_say_of_what_it_is_for_is_not_made_up() -> None:
    curl = parse_exercise(CURL, "curl.toml")
    assert (curl.body_part, curl.muscles, curl.equipment, curl.load) == (None, (), (), "none")
    assert (curl.look_alikes, curl.not_seen, curl.source) == ((), (), "")


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
    path.write_text(CURL)
    assert load_exercise(path).id == "curl"
    assert load_exercise(str(path)).name == "Curl"


def test_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "curl.toml"
    path.write_text(CURL, encoding="utf-8-sig")
    assert load_exercise(path).id == "curl"


@pytest.mark.parametrize(
    "content", [bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfe\0"]
)
def test_a_file_that_is_no_text_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "curl.toml"
    path.write_bytes(content)
    with pytest.raises(ExerciseError, match=r"curl\.toml: the file is") as error:
        load_exercise(path)
    assert len(error.value.problems) == 1


def test_an_empty_file_is_told_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "curl.toml"
    path.touch()
    with pytest.raises(ExerciseError, match=r"`name` is missing; .*`setup` is missing"):
        load_exercise(path)


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
@pytest.mark.parametrize("end", ["", "\0"])
def test_a_file_of_wide_letters_is_told_in_one_plain_sentence(
    encoding: str, called: str, end: str
) -> None:
    for lines in (CURL, CURL.replace("\n", "\r\n")):
        with pytest.raises(ExerciseError) as error:
            parse_exercise(lines.encode(encoding) + end.encode(), "curl.toml")
        assert error.value.problems == (
            f'curl.toml: the file is saved as {called}, not as UTF-8; save it as "UTF-8" in your '
            "editor",
        )


def test_other_mistakes_of_a_file_of_wide_letters_are_told_as_well() -> None:
    wrong = CURL.replace("margin = 5", "margin = much").encode("utf-16")
    with pytest.raises(ExerciseError) as error:
        parse_exercise(wrong, "curl.toml")
    assert ["UTF-16" in each for each in error.value.problems] == [True, False]
    assert "line 22: `margin`" in error.value.problems[1]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_the_line_ends_of_any_system_are_read(ends: str) -> None:
    assert parse_exercise(CURL.replace("\n", ends).encode(), "curl.toml").id == "curl"


def test_a_sign_that_nobody_sees_is_told_by_line() -> None:
    with pytest.raises(ExerciseError) as error:
        parse_exercise(CURL.replace('"Curl"', '"Cu\arl"'), "curl.toml")
    assert error.value.problems == (
        "curl.toml: line 2: a sign that cannot be seen stands here (U+0007); remove it",
    )


COMPOSED, APART = "\u00fcbung", "u\u0308bung"


@pytest.mark.parametrize(("kept", "typed"), [(COMPOSED, APART), (APART, COMPOSED)])
def test_a_path_is_one_however_its_letters_are_composed(
    tmp_path: Path, kept: str, typed: str
) -> None:
    (tmp_path / kept).mkdir()
    (tmp_path / kept / "curl.toml").write_text(CURL)
    assert load_exercise(tmp_path / typed / "curl.toml").id == "curl"
    (tmp_path / f"{kept}.toml").write_text(CURL)
    with pytest.raises(ExerciseError, match="rename the file"):  # it is found, and read
        load_exercise(tmp_path / f"{typed}.toml")


def test_a_file_may_be_called_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "curl.TOML").write_text(CURL)
    assert load_exercise(tmp_path / "curl.TOML").id == "curl"


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ExerciseError, match="no such exercise file"):
        load_exercise("nowhere/curl.toml")


def test_letters_that_are_not_utf_8_are_told_by_line() -> None:
    content = CURL.replace("Side-on", "Seitlich, auf H\u00fcfth\u00f6he").encode("cp1252")
    with pytest.raises(
        ExerciseError, match=r"line 4: `camera`: \u00fc \u00f6 is not saved as UTF-8"
    ):
        parse_exercise(content, "curl.toml")
