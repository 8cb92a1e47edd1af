"""What a person's upright back says of how far the same back may bend when hinged."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.checking.upright import FLAT_DEG, UPRIGHT_S, Upright, flat_shift
from formcheck.events import Reason
from formcheck.measures import Figure
from formcheck.measures.back import MAX_BACK_RESIDUAL, WELL_RESOLVED_RESIDUAL, back_bend
from formcheck.pose import BACK_STATIONS, FloatArray, Pose
from tests.checking.session_recorder import Watched, watch
from tests.figures import Camera, Stick, back_outline, film, hinged, rows, upright


def _seen(stick: Stick, bend: float) -> Figure:
    return Figure(replace(Camera(yaw=90).see(stick, 0, 0.0), back=back_outline(bend)))


@given(st.floats(-90, 60))
def test_the_limit_for_everybody_moves_only_where_it_contradicts_the_person(bend: float) -> None:
    limit = FLAT_DEG + flat_shift(bend)
    assert bend + 22 - 1e-9 <= limit <= bend + 55 + 1e-9
    if -35 <= bend <= -2:
        assert limit == FLAT_DEG


def test_nothing_is_said_before_somebody_was_seen_upright_for_a_while() -> None:
    learnt = Upright()
    for _ in range(round(UPRIGHT_S * 30) - 1):
        learnt.update(_seen(upright(), -50), "side", 1 / 30)
    assert math.isnan(learnt.bend)
    learnt.update(_seen(upright(), -50), "side", 1 / 30)
    assert learnt.bend == pytest.approx(-50, abs=1)


@pytest.mark.parametrize(
    ("stick", "view"), [(hinged(), "side"), (upright(), "three-quarter"), (upright(), "front")]
)
def test_hinged_or_seen_otherwise_says_nothing(stick: Stick, view: str) -> None:
    learnt = Upright()
    for _ in range(60):
        learnt.update(_seen(stick, -50), view, 1 / 30)
    assert math.isnan(learnt.bend)


class TestRowsWithoutAnOwnBaseline:
    def _watch(
        self, bend: float, *, stood: float | None = None, noise: float = 0.0, yaw: float = 90
    ) -> Watched:
        """Four rows with one bend all through, by somebody who stood for three seconds before."""
        lead_s = 3.0 if stood is not None else 0.0
        rowing = rows(4)

        def posed(t: float) -> Stick:
            return upright() if t < lead_s else rowing(t - lead_s)

        def drawn(pose: Pose) -> Pose:
            back = stood if stood is not None and pose.time_s < lead_s else bend
            return replace(pose, back=_ragged(back, noise))

        return watch(
            [drawn(pose) for pose in film(posed, 10 + lead_s, camera=Camera(yaw=yaw))],
            "bent-over-row",
        )

    @pytest.mark.slow
    def test_what_no_flat_back_of_a_well_resolved_outline_reads_is_told(self) -> None:
        assert "rounded_back" in self._watch(31).fault_ids
        assert "rounded_back" not in self._watch(25).fault_ids

    @pytest.mark.slow
    def test_the_worse_the_outline_the_more_is_left_unsaid(self) -> None:
        """An outline that is still believed, but no more: the same bend is not sure any longer."""
        residual = back_bend(_ragged(30, 0.017)).residual
        assert WELL_RESOLVED_RESIDUAL < residual < MAX_BACK_RESIDUAL
        rounded = self._watch(30, noise=0.017)
        assert "rounded_back" not in rounded.fault_ids
        assert ("rounded_back", Reason.UNSURE.value) in rounded.not_judged
        assert "rounded_back" in self._watch(60, noise=0.017).fault_ids

    @pytest.mark.slow
    def test_who_is_very_hollow_upright_has_rounded_the_back_before_others_have(self) -> None:
        assert "rounded_back" not in self._watch(18).fault_ids
        assert "rounded_back" not in self._watch(18, stood=-30).fault_ids
        assert "rounded_back" in self._watch(18, stood=-60).fault_ids

    @pytest.mark.slow
    def test_clothes_that_hide_the_hollow_upright_hide_it_hinged_too(self) -> None:
        assert "rounded_back" in self._watch(36).fault_ids
        seen = self._watch(36, stood=20)
        assert "rounded_back" not in seen.fault_ids
        assert ("rounded_back", Reason.UNSURE.value) in seen.not_judged


def _ragged(bend: float, noise: float) -> FloatArray:
    """An outline that goes to and fro from station to station by so much of the trunk."""
    return back_outline(bend) + noise * np.where(np.arange(BACK_STATIONS.size) % 2, 1.0, -1.0)
