"""An exercise file may give its texts in several languages; English is always among them."""

from __future__ import annotations

import pytest

from formcheck.catalogue import languages
from formcheck.errors import ExerciseError
from formcheck.exercises import list_exercises, parse_exercise
from formcheck.exercises.languages import CHECK_TEXTS, TEXTS
from tests.exercises.texts import CURL

DOTTED = CURL.replace(
    'cue = "Stand still"', 'cue.en = "Stand still"\ncue.de = "Steh still"'
).replace('name = "Curl"', 'name = { en = "Curl", de = "Bizepscurl" }')


def test_each_text_is_told_in_the_language_that_is_asked_for() -> None:
    curl = parse_exercise(DOTTED, "curl.toml")
    # What is checked is the same.
    assert curl.model_dump() == parse_exercise(CURL, "curl.toml").model_dump()
    german = curl.in_language("de")
    assert (german.name, german.checks[0].cue) == ("Bizepscurl", "Steh still")
    assert (german.camera, german.checks[0].mended) == ("Side-on.", "Good")  # not given: English
    assert german.checks[0].limit == curl.checks[0].limit
    assert (curl.name, curl.checks[0].cue) == ("Curl", "Stand still")
    assert curl.in_language("fr") == curl
    assert german.place_of("check", 0, "measure").startswith("line ")


@pytest.mark.parametrize(
    "cue",
    [
        'cue.de = "Steh still"',
        'cue = { en = "Stand still", german = "Steh still" }',
        'cue = { en = "Stand still", de = 3 }',
    ],
)
def test_what_is_wrong_with_it_is_told_with_its_line(cue: str) -> None:
    with pytest.raises(ExerciseError) as told:
        parse_exercise(CURL.replace('cue = "Stand still"', cue), "curl.toml")
    (problem,) = told.value.problems
    assert problem.startswith(
        "curl.toml: line 24: `cue` in several languages is a text in quotes for each"
    )


def test_a_language_that_is_offered_has_the_texts_of_every_exercise_that_formcheck_brings() -> None:
    for language in languages()[1:]:
        for exercise in list_exercises():
            given = set(exercise._texts.get(language, {}))
            ways: set[tuple[str | int, ...]] = {(key,) for key in TEXTS}
            for at, _ in enumerate(exercise.checks):
                ways |= {("check", at, key) for key in CHECK_TEXTS}
            assert ways - given == set(), f"{exercise.id} in {language}"
