"""The exercise that the documentation writes is counted and checked as it stands there."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.exercises import Exercise, load_exercise
from tests.checking.session_recorder import watch
from tests.figures import FOREARM, UPPER_ARM, Stick, film, rows, upright, wave

PAGE = Path(__file__).parents[2] / "docs" / "exercise-format.md"


@pytest.fixture
def curl(tmp_path: Path) -> Exercise:
    section = PAGE.read_text(encoding="utf-8").partition("## A whole file of your own")[2]
    file = tmp_path / "biceps-curl.toml"
    file.write_text(section.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    return load_exercise(str(file))


def curls(count: int, *, closed: float, lean: float = 0.0) -> Callable[[float], Stick]:
    """So many curls, each until the elbow has an angle, and the trunk leans back by another."""

    def posed(time_s: float) -> Stick:
        stick = upright()
        in_set = 0 <= time_s - 1.5 < 2.5 * count
        moving = wave(time_s - 1.5, period=2.5, rest=0.25, low=closed, high=170) if in_set else 170
        back = math.radians(lean) * (170 - moving) / (170 - closed)
        shoulder = math.dist(stick.shoulder, stick.hip)
        x, y = stick.hip[0] - shoulder * math.sin(back), stick.hip[1] + shoulder * math.cos(back)
        turned = math.radians(90 - moving)
        elbow = (x, y - UPPER_ARM)
        hand = (x + FOREARM * math.cos(turned), elbow[1] + FOREARM * math.sin(turned))
        return replace(stick, shoulder=(x, y), hands=(hand, hand), elbows=(elbow, elbow))

    return posed


@pytest.mark.slow
@pytest.mark.parametrize("closed", [50, 65, 80])
def test_its_reps_are_counted_without_any_training(curl: Exercise, closed: float) -> None:
    seen = watch(film(curls(6, closed=closed), 18, noise_px=1.0), curl)
    assert (len(seen.reps), len(seen.attempts)) == (6, 0)
    assert seen.fault_ids == set()
    assert all(rep.tempo.out_s == pytest.approx(0.94, abs=0.35) for rep in seen.reps)


@pytest.mark.slow
def test_its_check_finds_what_it_names(curl: Exercise) -> None:
    seen = watch(film(curls(6, closed=65, lean=30.0), 18, noise_px=1.0), curl)
    assert len(seen.reps) == 6
    assert seen.fault_ids == {"swinging"}


@pytest.mark.slow
def test_what_is_too_short_or_something_else_is_not(curl: Exercise) -> None:
    assert not watch(film(curls(6, closed=115), 18, noise_px=1.0), curl).reps
    assert not watch(film(lambda _: upright(), 10, noise_px=1.0), curl).reps
    assert not watch(film(rows(5), 13, noise_px=1.0), curl).reps
