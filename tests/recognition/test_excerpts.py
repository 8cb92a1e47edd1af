"""Films that begin and end anywhere in a set: what they show, and what is known of it."""

from __future__ import annotations

import numpy as np
import pytest

from recognition.excerpts import SECONDS, excerpt, without_cut_reps
from recognition.takes import Take
from studio.landmarks.sampling import TrueRep
from tests.figures import film, hinged

REPS = tuple(TrueRep(3.0 * n, 3.0 * n + 1.0, 3.0 * n + 2.0, 1.0, "both", True) for n in range(1, 7))
TAKE = Take(list(film(lambda _: hinged(), 30)), "bent-over-row", REPS, 1)


def edges(take: Take) -> tuple[float, float]:
    return take.poses[0].time_s, take.poses[-1].time_s


def test_an_excerpt_begins_and_ends_anywhere_in_a_set() -> None:
    rng = np.random.default_rng(1)
    found = [each for _ in range(60) if (each := excerpt(TAKE, rng)) is not None]
    assert len(found) == 60
    for each in found:
        since_s, until_s = edges(each)
        assert REPS[0].start_s - 0.5 <= since_s < until_s <= REPS[-1].end_s + 1.0
        assert until_s - since_s <= SECONDS[1]
    begins = {edges(each)[0] for each in found}
    assert any(rep.start_s < at < rep.end_s for at in begins for rep in REPS)  # in mid rep
    assert any(REPS[0].end_s < at < REPS[1].start_s for at in begins)  # and between two
    assert len({each.seed for each in found}) == 60


def test_of_what_is_too_short_there_is_none() -> None:
    rng = np.random.default_rng(1)
    short = Take(TAKE.poses[:40], "", (), 1)
    assert excerpt(short, rng) is None


@pytest.mark.parametrize(
    ("since_s", "until_s", "whole", "known_s"),
    [
        (2.5, 8.5, (REPS[0], REPS[1]), (0.0, float("inf"))),
        (3.5, 13.0, (REPS[1], REPS[2]), (5.0, 12.0)),
        (4.9, 5.9, (), (5.0, float("inf"))),
    ],
)
def test_of_a_rep_that_the_film_cuts_nothing_is_known(
    since_s: float, until_s: float, whole: tuple[TrueRep, ...], known_s: tuple[float, float]
) -> None:
    poses = [pose for pose in TAKE.poses if since_s <= pose.time_s <= until_s]
    known = without_cut_reps(Take(poses, TAKE.counted, REPS, 1))
    assert tuple(known.reps) == whole
    assert (known.until_s, known.from_s) == known_s
    assert all(known.says(rep.turn_s) for rep in whole)
