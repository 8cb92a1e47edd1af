"""The moving figures: every exercise of ours has one, and a user's own has none."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from formcheck.exercises import Exercise, list_exercises, load_exercise
from formcheck.exercises.figures import HEIGHT, JOINTS, WIDTH, figure_of, turn_of
from formcheck.report.figure_drawing import LONGEST_S, figure_drawing, figure_file

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [exercise for exercise in list_exercises() if figure_of(exercise)]


def own() -> Exercise:
    return load_exercise("push-up").model_copy(update={"id": "my-own"})


def test_the_four_first_ones_have_a_figure() -> None:
    assert {"bent-over-row", "reverse-fly", "push-up", "plank"} <= {each.id for each in DRAWN}


@pytest.mark.parametrize("exercise", DRAWN, ids=[each.id for each in DRAWN])
class TestEachFigure:
    def test_its_frames_are_whole_and_in_order(self, exercise: Exercise) -> None:
        figure = figure_of(exercise)
        assert figure is not None
        assert len(figure.times) == len(figure.frames)
        assert list(figure.times) == sorted(set(figure.times))
        assert {len(frame) for frame in figure.frames} == {2 * len(JOINTS)}
        assert figure.frames[0] == figure.frames[-1]
        assert figure.turn == 0 or 0 < figure.turn < len(figure.frames) - 1

    def test_all_of_it_is_inside_of_the_picture(self, exercise: Exercise) -> None:
        picture = ET.fromstring(figure_file(exercise) or b"")
        assert picture.get("aria-label") == f"Drawing: {exercise.name}"
        drawn = [str(path.get("d")) for path in picture.iter(f"{SVG}path")]
        moved = [str(each.get("values")) for each in picture.iter(f"{SVG}animate")]
        for written in [*drawn, *(one for one in moved if one.startswith("M"))]:
            numbers = [float(each) for each in re.findall(r"-?[\d.]+", written)]
            assert all(-2 <= x <= WIDTH + 2 for x in numbers[::2])
            assert all(-2 <= y <= HEIGHT for y in numbers[1::2])

    def test_it_waits_to_be_begun_and_stops_soon(self, exercise: Exercise) -> None:
        picture = ET.fromstring(figure_file(exercise) or b"")
        for each in picture.iter(f"{SVG}animate"):
            assert each.get("begin") == "indefinite"
            lasts = float(str(each.get("dur")).rstrip("s")) * int(str(each.get("repeatCount")))
            assert lasts <= LONGEST_S
            values, times = (str(each.get(key)).split(";") for key in ("values", "keyTimes"))
            assert len(values) == len(times)

    def test_it_is_small(self, exercise: Exercise) -> None:
        assert len(figure_file(exercise) or b"") < 16_000

    def test_in_a_report_nothing_moves(self, exercise: Exercise) -> None:
        assert "animate" not in (figure_drawing(exercise) or "animate")


def test_an_exercise_of_ones_own_has_none() -> None:
    assert figure_drawing(own()) is None
    assert figure_file(own()) is None
    assert turn_of(own()) == "down"


def test_which_way_the_turn_is() -> None:
    turns = {name: turn_of(load_exercise(name)) for name in ("push-up", "bent-over-row", "plank")}
    assert turns == {"push-up": "down", "bent-over-row": "up", "plank": "up"}


def test_weights_are_in_the_hands_that_carry_them() -> None:
    row, push_up = (str(figure_drawing(load_exercise(name))) for name in ("row", "push-up"))
    assert row.count('stroke-width="8"') > push_up.count('stroke-width="8"')
