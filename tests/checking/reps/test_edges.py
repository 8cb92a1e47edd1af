"""A rep that the film's first or last frame cuts is no rep and no nothing: it is in doubt."""

from __future__ import annotations

import math

import pytest

from formcheck.checking.reps.edges import FilmEdges
from formcheck.events import DoubtKind, DoubtRaised
from formcheck.pose import Pose
from tests.checking.session_recorder import Watched, watch
from tests.figures import Camera, film, rows

FIRST_TURN_S, LAST_TURN_S = 2.25, 8.25
"""When the first and the last of four rows turn; each takes 1.5 s, with a rest before it."""

STANDS = 0.0
UNDER_WAY = [0.4, 0.7, 1.0, 0.7, 0.3, 0.1, 0.0]


def watched(
    ways: list[float],
    *,
    from_s: float = 0.0,
    ready_from_s: float = 0.25,
    lifts_out: bool = True,
) -> FilmEdges:
    edges = FilmEdges(1, lifts_out=lifts_out)
    for i in range(round(from_s / 0.1)):
        edges.update(i / 10, [math.nan], ready=False)
    for i, way in enumerate(ways):
        time_s = from_s + i / 10
        edges.update(time_s, [way], ready=time_s >= from_s + ready_from_s)
    return edges


def cut(ways: list[float], *, from_s: float = 0.0, ready_from_s: float = 0.25) -> list[float]:
    return watched(ways, from_s=from_s, ready_from_s=ready_from_s).cut(0.0, 1.0)


class TestTheFirstFrame:
    def test_a_rep_under_way_is_cut_by_it(self) -> None:
        assert cut([*UNDER_WAY, *[STANDS] * 20]) == pytest.approx([0.2])

    def test_a_film_may_fade_in(self) -> None:
        assert cut([*UNDER_WAY, *[STANDS] * 20], from_s=0.6) == pytest.approx([0.8])
        assert not cut([*UNDER_WAY, *[STANDS] * 20], from_s=1.5)  # somebody comes in

    def test_who_begins_at_the_start_or_at_the_turn_has_done_none(self) -> None:
        assert not cut([0.1, *UNDER_WAY, *[STANDS] * 20])
        assert not cut([*UNDER_WAY[2:], *[STANDS] * 20])

    def test_what_goes_less_far_than_the_reps_is_none(self) -> None:
        assert not cut([0.3, 0.5, 0.6, 0.3, 0.1, *[STANDS] * 20])

    def test_who_takes_the_position_later_was_on_the_way_into_it(self) -> None:
        assert not cut([*UNDER_WAY, *[STANDS] * 20], ready_from_s=1.5)

    def test_what_is_counted_is_not_doubted(self) -> None:
        edges = watched([*UNDER_WAY, *[STANDS] * 20])
        edges.note_settled(0.3)
        assert not edges.cut(0.0, 1.0)


class TestTheLastFrame:
    def test_a_rep_under_way_is_cut_by_it(self) -> None:
        assert cut([STANDS] * 20 + UNDER_WAY[::-1]) == pytest.approx([2.4])

    def test_who_is_at_its_turn_there_has_lifted_the_weight_or_may_put_it_down(self) -> None:
        ways = [STANDS] * 20 + UNDER_WAY[:1:-1]
        assert watched(ways, lifts_out=True).cut(0.0, 1.0) == pytest.approx([2.4])
        assert not watched(ways, lifts_out=False).cut(0.0, 1.0)

    def test_who_ends_at_the_start_has_done_none(self) -> None:
        assert not cut([*[STANDS] * 20, *UNDER_WAY[::-1], 0.1])

    def test_who_stays_at_the_turn_for_longer_than_a_rep_rests_there(self) -> None:
        edges = watched([STANDS] * 20 + UNDER_WAY[:1:-1] + [1.0] * 15)
        assert edges.cut(0.0, 1.0, rep_s=2.5)
        assert not edges.cut(0.0, 1.0, rep_s=1.2)

    def test_who_has_left_the_position_is_on_the_way_out_of_it(self) -> None:
        edges = watched([STANDS] * 20 + UNDER_WAY[::-1])
        edges.update(2.7, [0.4], ready=False)
        assert not edges.cut(0.0, 1.0)

    def test_what_is_counted_is_not_doubted(self) -> None:
        edges = watched([STANDS] * 20 + UNDER_WAY[::-1])
        edges.note_settled(2.3)
        assert not edges.cut(0.0, 1.0)


@pytest.fixture(scope="module")
def poses() -> list[Pose]:
    return list(film(rows(4), 11, camera=Camera(yaw=90)))


@pytest.mark.slow
class TestAFilmOfFourRows:
    @staticmethod
    def cut(seen: Watched) -> list[float]:
        found = [event for event in seen.events if isinstance(event, DoubtRaised)]
        assert all((each.kind, each.fewer, each.more) == (DoubtKind.CUT, 0, 1) for each in found)
        return [each.at_s for each in found]

    def test_that_is_whole_has_four_and_no_doubt(self, poses: list[Pose]) -> None:
        seen = watch(poses, "bent-over-row")
        assert (len(seen.reps), self.cut(seen)) == (4, [])

    def test_that_begins_within_the_first_has_three_perhaps_four(self, poses: list[Pose]) -> None:
        seen = watch([pose for pose in poses if pose.time_s > 2.0], "bent-over-row")
        assert len(seen.reps) == 3
        assert self.cut(seen) == pytest.approx([FIRST_TURN_S], abs=0.15)

    def test_that_ends_within_the_last_has_three_perhaps_four(self, poses: list[Pose]) -> None:
        seen = watch([pose for pose in poses if pose.time_s < 8.5], "bent-over-row")
        assert len(seen.reps) == 3
        assert self.cut(seen) == pytest.approx([LAST_TURN_S], abs=0.15)
