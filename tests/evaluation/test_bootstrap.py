"""Intervals: what they are around, what they are where nothing varies, and that they repeat."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formcheck.evaluation.scoring.tally import Tally
from formcheck.evaluation.statistics.bootstrap import Bootstrap
from formcheck.evaluation.statistics.scores import Figure


def clips(right: int, wrong: int) -> list[Tally]:
    return [Tally({"right": 1, "all": 1})] * right + [Tally({"right": 0, "all": 1})] * wrong


def ends(figure: Figure) -> tuple[float, float]:
    assert figure.low is not None
    assert figure.high is not None
    return figure.low, figure.high


def test_a_share_and_its_interval() -> None:
    figure = Bootstrap(clips(80, 20)).share(["right"], ["all"])
    low, high = ends(figure)
    assert (figure.value, figure.n) == (0.8, 100)
    # As wide as the normal approximation says, .8 +- 1.96 * .04, about.
    assert low == pytest.approx(0.72, abs=0.02)
    assert high == pytest.approx(0.88, abs=0.02)


def test_the_interval_repeats_itself() -> None:
    assert Bootstrap(clips(7, 3)).share(["right"], ["all"]) == Bootstrap(clips(7, 3)).share(
        ["right"], ["all"]
    )


def test_clips_are_drawn_and_not_what_is_in_them() -> None:
    """A hundred reps of one clip are no hundred observations."""
    some = [Tally({"right": 100, "all": 100}), Tally({"right": 0, "all": 100})] * 3
    low, high = ends(Bootstrap(some).share(["right"], ["all"]))
    assert high - low > 0.6


def test_where_nothing_varies_the_interval_is_no_point() -> None:
    always = Bootstrap(clips(40, 0)).share(["right"], ["all"])
    assert (always.value, always.high) == (1.0, 1.0)
    assert always.low == pytest.approx(0.025 ** (1 / 40), abs=1e-3)
    never = Bootstrap(clips(0, 40)).share(["right"], ["all"])
    assert (never.value, never.low) == (0.0, 0.0)
    assert never.high == pytest.approx(1 - 0.025 ** (1 / 40), abs=1e-3)


def test_a_rate_of_nothing_is_known_better_the_longer_nothing_happened() -> None:
    two_minutes = [Tally({"false": 0, "s": 60.0}), Tally({"false": 0, "s": 60.0})]
    figure = Bootstrap(two_minutes).rate("false", "s", 60.0)
    assert (figure.value, figure.low, figure.n) == (0.0, 0.0, 120)
    assert figure.high == pytest.approx(-math.log(0.025) / 2, abs=1e-3)
    assert Bootstrap([Tally({"false": 3, "s": 90.0})]).rate("false", "s", 60.0).value == 2.0


def test_nothing_to_measure_is_null_and_one_clip_has_no_interval() -> None:
    nothing = Figure(value=None, n=0)
    assert Bootstrap([]).share(["right"], ["all"]) == nothing
    assert Bootstrap(clips(3, 0)).share(["other"], ["more"]) == nothing
    assert Bootstrap([]).rate("false", "s", 60.0) == nothing
    assert Bootstrap(clips(3, 0)).quantiles("delay", [0.5]) == [nothing]
    one = Bootstrap([Tally({"error": 1, "of": 3}, {"delay": [0.2, 0.4]})])
    assert (one.mean("error", "of").low, one.mean("error", "of").n) == (None, 3)
    (median,) = one.quantiles("delay", [0.5])
    assert median.value == pytest.approx(0.3)
    assert (median.low, median.n) == (None, 2)


def test_a_weighted_share_is_an_f1_and_counts_each_once() -> None:
    some = [Tally({"found": 8, "missed": 2, "invented": 1})] * 2
    figure = Bootstrap(some).share(
        ["found"], ["found", "missed", "invented"], weights={"found": 2.0}
    )
    assert figure.value == pytest.approx(32 / (32 + 4 + 2), abs=1e-4)
    assert figure.n == 22


@pytest.mark.parametrize("each", [3, 50])
def test_quantiles_of_few_values_and_of_many(each: int) -> None:
    random = np.random.default_rng(1)
    some = [Tally(values={"size": random.normal(10, 2, each).tolist()}) for _ in range(60)]
    median, p95 = Bootstrap(some).quantiles("size", (0.5, 0.95))
    values = [value for tally in some for value in tally.values["size"]]
    assert median.value == pytest.approx(np.median(values), abs=1e-3)
    assert p95.value == pytest.approx(np.quantile(values, 0.95), abs=1e-3)
    for figure in (median, p95):
        low, high = ends(figure)
        assert figure.value is not None
        assert low <= figure.value <= high
        assert high - low < (3 if each == 3 else 1)
