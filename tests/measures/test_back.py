"""The bend of outlines whose bend is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.measures.back import (
    FIT_FROM,
    FIT_TO,
    MIN_COVERAGE,
    back_bend,
    outline_error,
    well_resolved,
)
from formcheck.pose import BACK_STATIONS, FloatArray

USED = (BACK_STATIONS >= FIT_FROM - 1e-9) & (BACK_STATIONS <= FIT_TO + 1e-9)


def arc(bend_deg: float, offset: float = 0.25, tilt: float = 0.0) -> FloatArray:
    """A circle's arc whose tangent turns by `bend_deg` over the part that is fitted."""
    middle = (FIT_FROM + FIT_TO) / 2
    along = BACK_STATIONS - middle
    straight: FloatArray = offset + tilt * along
    if abs(bend_deg) < 1e-6:
        return straight
    radius = (FIT_TO - FIT_FROM) / 2 / math.sin(math.radians(bend_deg) / 2)
    inside = np.maximum(radius**2 - along**2, 0.0)
    curved: FloatArray = straight + np.sign(radius) * np.sqrt(inside) - radius
    return curved


@pytest.mark.parametrize("bend", [-60, -30, -10, 0, 10, 20, 40, 60])
def test_the_bend_of_an_arc_is_found(bend: float) -> None:
    found = back_bend(arc(bend))
    assert found.bend_deg == pytest.approx(bend, abs=0.1 * abs(bend) + 0.1)
    assert found.coverage == 1.0


def test_a_back_that_bends_outwards_is_positive_and_a_hollow_one_negative() -> None:
    assert back_bend(arc(30)).bend_deg > 0 > back_bend(arc(-30)).bend_deg


@pytest.mark.slow
@given(st.floats(-50, 50), st.floats(0.0, 0.5), st.floats(-0.15, 0.15))
def test_neither_offset_nor_tilt_of_the_chord_matters_much(
    bend: float, offset: float, tilt: float
) -> None:
    # The chord's ends are landmarks with errors: the shape of the outline is what counts.
    assert back_bend(arc(bend, offset, tilt)).bend_deg == pytest.approx(
        back_bend(arc(bend)).bend_deg, abs=2.5
    )


@pytest.mark.slow
@given(st.floats(0, 60), st.floats(3, 30))
def test_more_rounding_reads_more(bend: float, more: float) -> None:
    assert back_bend(arc(bend + more)).bend_deg > back_bend(arc(bend)).bend_deg


def test_noise_of_a_hundredth_of_the_trunk_costs_a_few_degrees() -> None:
    rng = np.random.default_rng(1)
    noises = rng.normal(0, 0.005, (500, BACK_STATIONS.size))
    errors = [abs(back_bend(arc(30) + noise).bend_deg - 30) for noise in noises]
    assert np.quantile(errors, 0.95) < 6
    assert max(errors) < 12


@pytest.mark.slow
@given(st.sets(st.integers(3, 15), max_size=3), st.floats(-0.1, 0.1))
def test_a_few_wrong_stations_are_outvoted(where: set[int], wrong: float) -> None:
    outline = arc(25)
    for i in where:
        outline[i] += wrong
    assert back_bend(outline).bend_deg == pytest.approx(25, abs=10)


@pytest.mark.slow
@given(st.sets(st.integers(0, 18), max_size=6))
def test_missing_stations_do_not_change_the_bend(where: set[int]) -> None:
    outline = arc(30)
    outline[list(where)] = np.nan
    found = back_bend(outline)
    assert found.coverage == pytest.approx(1 - len(where) / USED.sum())
    assert found.bend_deg == pytest.approx(30, abs=3)


def test_what_lies_beyond_the_fitted_part_does_not_matter() -> None:
    outline = arc(30)
    outline[~USED] = 5.0
    assert back_bend(outline) == back_bend(arc(30))


def test_too_little_of_the_outline_gives_no_bend() -> None:
    outline = arc(30)
    outline[: int(USED.sum() * (1 - MIN_COVERAGE)) + 1] = np.nan
    found = back_bend(outline)
    assert math.isnan(found.bend_deg)
    assert math.isnan(found.residual)
    assert 0 < found.coverage < MIN_COVERAGE


def test_the_outline_given_is_left_as_it_was() -> None:
    outline = arc(30)
    outline[4] = np.nan
    before = outline.copy()
    back_bend(outline)
    np.testing.assert_array_equal(outline, before)


def test_an_outline_that_is_no_curve_has_a_large_residual() -> None:
    bumpy = arc(10) + 0.06 * np.sign(np.sin(30 * BACK_STATIONS))
    assert back_bend(bumpy).residual > 0.03 > back_bend(arc(60)).residual


@pytest.mark.slow
@given(st.floats(30, 400), st.floats(0, 0.03), st.floats(1.05, 3))
def test_the_worse_an_outline_the_further_it_may_be_misread(
    torso_px: float, residual: float, worse: float
) -> None:
    error = outline_error(torso_px, residual)
    assert outline_error(torso_px / worse, residual) > error
    assert outline_error(torso_px, residual * worse + 0.001) > error


def test_an_edge_that_is_off_half_way_by_a_pixel_bends_by_what_is_said() -> None:
    # A parabola of that height over the part that is fitted, on top of a straight back.
    middle, half = (FIT_FROM + FIT_TO) / 2, (FIT_TO - FIT_FROM) / 2
    off = (1 - ((BACK_STATIONS - middle) / half) ** 2) / 90
    assert back_bend(0.25 + off).bend_deg == pytest.approx(outline_error(90, 0.0), abs=0.2)


def test_well_resolved_asks_for_both_size_and_smoothness() -> None:
    assert well_resolved(60, 0.02)
    assert not well_resolved(59, 0.01)
    assert not well_resolved(200, 0.021)
