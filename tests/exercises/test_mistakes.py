"""What is wrong with an exercise file is told with its place, and with what is allowed."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

import formcheck
from formcheck.errors import ExerciseError
from formcheck.exercises import parse_exercise
from tests.exercises.texts import CURL


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
        (
            "margin = 5",
            'margin = 5\nrelative_to = "near-turn"',
            '`relative_to = "near-turn"` goes with `during = "concentric"`',
        ),
        ("max = 100", "max = 100\nmin = 10", "give exactly one of `min` and `max`.*torso_rising"),
        ("min = 70", "", "line 10: give `min`, `max` or both .*`torso_inclination` in .setup."),
        ("min = 70", "min = 70, max = 60", "`min` 70 is above `max` 60"),
        ("min = 70", "min = inf", "`min` of .* takes a number"),
        ("turn = 60", "turn = 140", "`start` 150 and `turn` 140 are 10 apart.*`min_range` 50"),
        ('kind = "reps"', 'kind = "hold"', r'`kind = "hold"` needs a \[hold\] table'),
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
        (
            "min = 70 }",
            "min = 70, min = 80 }",
            r"line 10: `min` stands twice in the braces of `torso_inclination`; remove one$",
        ),
        (
            "sets = 3,",
            'sets = 3, "sets" = 4,',
            r"line 8: `sets` stands twice in the braces of `dose`; remove one$",
        ),
        (
            "start = 150",
            'start = 150\nsignals = { reach = "falls", reach = "rises" }',
            r"line 14: `reach` stands twice in the braces of `signals`; remove one$",
        ),
        (
            "reps = [10, 12] }",
            "reps = [10, 12] }\ndose.sets = 4",
            r"line 9: `dose` stands twice, in line 8 and here; put both together$",
        ),
        ("reps = [10, 12]", "reps = [9.5, 12]", "`reps` of `dose` takes two whole numbers"),
        (
            "start = 150",
            'start = 150\nsignals = { reech = "falls" }',
            r"line 14: there is no sign of a rep `reech` of `signals` in \[rep\]; did you",
        ),
        (
            "start = 150",
            'start = 150\nsignals = { reach = "down" }',
            r"line 14: `reach` of `signals` in \[rep\] takes one of .rises. or .falls.",
        ),
        ("sets = 3", "sets = 2.5", "`sets` of `dose` takes a whole number; found 2.5"),
        (
            'views = ["side"]',
            'views = ["sid", "top", "front"]',
            r'line 6: `views` .*; found "sid" and "top"; did you mean "side" for "sid"\?$',
        ),
        (
            'views = ["side"]',
            'views = ["side"]\nbody_part = "back"',
            r'line 7: `body_part` takes one of "upper back", .*; found "back"',
        ),
        (
            'views = ["side"]',
            'views = ["side"]\nequipment = ["dumbbels"]',
            r'line 7: `equipment` takes a list of .*; did you mean "dumbbells"\?$',
        ),
        (
            'views = ["side"]',
            'views = ["side"]\nload = "three"',
            r'line 7: `load` takes one of "none", "one", "two" or "bar"; found "three"$',
        ),
        (
            'views = ["side"]',
            'views = ["side"]\nnot_seen = "Breathing."',
            r'line 7: `not_seen` takes a list of texts.*write `not_seen = \["Breathing\."\]`',
        ),
        (
            'measure = "torso_inclination"',
            'measure = "eccentric_s"\nfor_s = 0.3',
            "line 21: `for_s` goes with a measure of the body, not with the time of a rep",
        ),
        (
            'measure = "torso_inclination"',
            'measure = "excentric_s"',
            'there is no measure "excentric_s"; did you mean',
        ),
        ('"elbow_angle"', '"rep_s"', 'line 12: `measure` in .rep.: there is no measure "rep_s"'),
        ('views = ["side"]', 'views = [1, "top", true]', r'`views` .*; found 1, "top" and true$'),
        (
            'views = ["side"]',
            'views = ["""side, "front"]',
            r'one quote stands .* write `views = \["side", "front"\]`',
        ),
    ],
)
def test_wrong_files_are_refused_with_place_finding_and_what_is_allowed(
    found: str, changed: str, said: str
) -> None:
    assert found in CURL
    with pytest.raises(ExerciseError, match=said) as error:
        parse_exercise(CURL.replace(found, changed, 1), "curl.toml")
    assert str(error.value).startswith("curl.toml: ")
    assert "\n" not in str(error.value)


STAGES = CURL.replace(
    'concentric = "out"\n',
    """concentric = "out"
[[rep.stage]]
id = "hand_up"
name = "the hand up"
limits = { elbow_angle = { max = 90 } }
[[rep.stage]]
id = "hand_down"
name = "the hand down"
needed = false
limits = { elbow_angle = { min = 150, slack = 10 } }
""",
)


def test_the_stages_of_a_rep() -> None:
    rep = parse_exercise(STAGES, "curl.toml").rep
    assert rep is not None
    assert [(each.id, each.needed) for each in rep.stages] == [
        ("hand_up", True),
        ("hand_down", False),
    ]
    assert rep.stages[1].limits["elbow_angle"].min == 150


@pytest.mark.parametrize(
    ("found", "changed", "said"),
    [
        ('name = "the hand up"\n', "", '`name` in the stage "hand_up" is missing'),
        ("{ max = 90 }", "{ max = 90, min = 95 }", "`min` 95 is above `max` 90"),
        ("elbow_angle = { max", "elbow_angel = { max", "no measure `elbow_angel`.*`elbow_angle`"),
        ("needed = false", "needed = 0", '`needed` in the stage "hand_down" takes true or false'),
        ("needed = false", "needful = false", "there is no key `needful`.*`needed`"),
        ('id = "hand_down"', 'id = "hand_up"', 'two stages are called "hand_up"'),
        ("limits = { elbow_angle = { max = 90 } }", "limits = {}", "`limits` .*stage"),
        ("[[rep.stage]]", "[rep.stage]", r"line 17: .*two brackets.*\[\[rep.stage\]\]"),
        ("max = 100", "max = 100\nneeded = true", r"`needed`.*stands under \[\[rep.stage\]\]"),
    ],
)
def test_what_is_wrong_with_a_stage_is_told_with_its_place(
    found: str, changed: str, said: str
) -> None:
    assert found in STAGES
    with pytest.raises(ExerciseError, match=said) as error:
        parse_exercise(STAGES.replace(found, changed, 1), "curl.toml")
    assert "\n" not in str(error.value)


def test_a_key_that_stands_twice_hides_no_other_mistake_of_its_table() -> None:
    wrong = CURL.replace("min = 70 }", "min = 70, min = 80, mx = 60,5, slack = 1, slack = 2")
    with pytest.raises(ExerciseError) as error:
        parse_exercise(wrong, "curl.toml")
    told = " ".join(error.value.problems)
    for words in (
        "`min` stands twice",
        "`slack` stands twice",
        "decimals stand after a point",
        "the closing } is missing",
        "write `torso_inclination = { min = 70, mx = 60.5, slack = 1 }`",
        "no key `mx`",
        "`min` 70 is above `max` 60.5",
    ):
        assert words in told


OPEN = "the three quotes at the beginning are not closed by three at the end"


@pytest.mark.parametrize("mark", ['"', "'"])
@pytest.mark.parametrize(
    ("begun", "words"),
    [
        ("{3}Bend the elbow.", OPEN),
        ("{3}Bend the elbow.{1}", OPEN),
        ("{3}Bend the elbow.{1}{1}", OPEN),
        ("{3}Bend\nthe elbow.", OPEN),
        ("{1}Bend the elbow.{3}", "the three quotes at the end are one at the beginning"),
        ("{3}Bend the elbow.{3} so", "nothing may stand after the text; remove `so`"),
    ],
)
@pytest.mark.parametrize("another", [False, True], ids=["alone", "a long text follows"])
def test_three_quotes_that_are_not_closed_are_told_where_they_stand(
    mark: str, begun: str, words: str, another: bool
) -> None:
    begun = begun.replace("{1}", mark).replace("{3}", 3 * mark)
    wrong = CURL.replace('"Bend the elbow."', begun)
    if another:
        wrong = wrong.replace('"Because."', f"{3 * mark}\nBecause.\n{3 * mark}")
    with pytest.raises(ExerciseError) as error:
        parse_exercise(wrong, "curl.toml")
    assert error.value.problems == (
        f'curl.toml: line 3: `about`: {words}; write `about = "Bend the elbow."`',
    )


def test_a_text_over_several_lines_may_look_like_a_key() -> None:
    text = '"""\nBend, and\nstart = slowly\n\nthen up.\n"""'
    good = CURL.replace('"Bend the elbow."', text)
    assert "start = slowly" in parse_exercise(good, "curl.toml").about
    with pytest.raises(ExerciseError) as error:
        parse_exercise(good.replace("margin = 5", "margin = much"), "curl.toml")
    (problem,) = error.value.problems
    assert "line 27: `margin`" in problem


def test_two_checks_of_one_name() -> None:
    twice = CURL + CURL[CURL.index("[[check]]") :]
    with pytest.raises(ExerciseError, match='two checks are called "torso_rising"'):
        parse_exercise(twice, "curl.toml")


def test_all_mistakes_are_told_at_once_and_in_order() -> None:
    wrong = CURL
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


OF_EACH_KEY = 4
"""So many places of a key are mangled: the files have some 1,700 lines, but 66 keys."""


def places() -> list[tuple[Path, int]]:
    """Files and lines, counted from 0, at which each key stands under each heading."""
    found: defaultdict[tuple[str, str], list[tuple[Path, int]]] = defaultdict(list)
    for file in FILES:
        heading = ""
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            key, sign, _ = line.partition(" = ")
            if line.startswith("["):
                heading = line
            elif sign and not line.startswith("#"):
                found[heading, key].append((file, number))
    return [place for all_ in found.values() for place in all_[:OF_EACH_KEY]]


@pytest.mark.real
@pytest.mark.parametrize("how", MANGLINGS)
def test_whatever_is_mangled_the_error_names_its_key(how: str) -> None:
    for file, number in places():
        lines = file.read_text(encoding="utf-8").splitlines()
        key, _, value = lines[number].partition(" = ")
        mangled = [*lines[:number], MANGLINGS[how](key, value), *lines[number + 1 :]]
        with pytest.raises(ExerciseError) as error:
            parse_exercise("\n".join(mangled), file.name)
        assert any(key in problem.replace(key.upper(), key) for problem in error.value.problems)
        for problem in error.value.problems:
            assert not any(word in problem for word in JARGON), problem
            assert "\n" not in problem
