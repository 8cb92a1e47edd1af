"""What is learnt of a person."""

from __future__ import annotations

import pytest

from formcheck.checking.person import Tracker
from formcheck.measures import MEASURES
from tests.figures import film, hinged


@pytest.mark.parametrize(("reach", "read"), [(0.98, 100), (0.6, 60)])
def test_a_bent_arm_is_not_taken_for_a_straight_one(reach: float, read: float) -> None:
    """A bar on the shoulders: with the bent arm's own length every bend would read 100."""
    tracker = Tracker()
    for pose in film(lambda _: hinged(reach=reach), 1):
        figure = tracker.see(pose)
        tracker.learn_arms(figure)
    assert MEASURES["reach"].of(figure) == pytest.approx(read, abs=2)
