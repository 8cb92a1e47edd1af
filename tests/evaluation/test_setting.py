"""Which clips are ordinary: each condition alone makes one hard."""

from __future__ import annotations

import pytest

from formcheck.evaluation.statistics.summary import score
from formcheck.evaluation.truth.setting import setting_of, stature_share
from formcheck.evaluation.truth.studio_clips import read_truths
from tests.evaluation.clips import ROOT
from tests.evaluation.test_scoring import run_of

ORDINARY: dict[str, str | float] = {
    "distance_m": 3.0,
    "lens_deg": 45.0,
    "body_height_m": 1.7,
    "fps": 15,
    "level": 0.8,
    "back": 0.0,
    "other": "nothing",
}


@pytest.mark.parametrize(
    "hard",
    [
        {"distance_m": 6.5},
        {"lens_deg": 90.0},
        {"fps": 14.9},
        {"level": 0.28},
        {"back": 0.6},
        {"other": "walk"},
        {"other": "stand", "other_behind_m": 1.8},
        {"fps": "unknown"},
    ],
)
def test_one_condition_makes_a_clip_hard(hard: dict[str, str | float]) -> None:
    assert setting_of(ORDINARY) == "ordinary"
    assert setting_of({**ORDINARY, **hard}) == "hard"


def test_others_far_behind_do_not() -> None:
    assert setting_of({**ORDINARY, "other": "walk", "other_behind_m": 4.0}) == "ordinary"


@pytest.mark.parametrize("unknown", sorted(ORDINARY))
def test_nothing_is_said_where_a_condition_is_not_known(unknown: str) -> None:
    assert setting_of({key: value for key, value in ORDINARY.items() if key != unknown}) is None


def test_a_third_of_the_picture_is_a_distance_and_a_lens() -> None:
    taken: dict[str, str | float] = {"lens_deg": 90.0, "body_height_m": 1.8}
    assert stature_share({**taken, "distance_m": 2.7}) == pytest.approx(1 / 3)


@pytest.mark.slow
def test_every_clip_of_the_matrix_is_one_of_both() -> None:
    settings = [setting_of(truth.conditions) for truth in read_truths(ROOT / "accuracy" / "test")]
    assert set(settings) == {"ordinary", "hard"}


def test_figures_are_split_by_it_in_supported_views() -> None:
    exact = {"reps/clips": 1.0, "reps/exact": 1.0}
    wrong = {"reps/clips": 1.0, "reps/exact": 0.0}
    runs = [
        run_of("a", exact, setting="ordinary"),
        run_of("b", wrong, setting="hard", exercise="push-up"),
        run_of("c", wrong, setting="ordinary", supported=False, view="back"),
        run_of("d", wrong),
    ]
    made = score(runs, "clips")
    found = {
        (setting, exercise): (group.clips, group.reps.exact.value)
        for setting, groups in made.settings.items()
        for exercise, group in groups.items()
    }
    assert found == {
        ("ordinary", "all"): (1, 1.0),
        ("ordinary", "bent-over-row"): (1, 1.0),
        ("hard", "all"): (1, 0.0),
        ("hard", "push-up"): (1, 0.0),
    }
    views = {
        (exercise, view): group.clips
        for exercise, groups in made.views.items()
        for view, group in groups.items()
    }
    assert views == {
        ("bent-over-row", "back"): 1,
        ("bent-over-row", "side"): 2,
        ("push-up", "side"): 1,
    }
