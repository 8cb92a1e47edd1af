"""A hold that is compared with the person's own best: not judged until that was shown."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.events import Reason
from tests.checking.session_recorder import watch
from tests.figures import Stick, film, upright

UPRIGHT, BENT = 3.0, 24.0


def leaning(degrees: float) -> Stick:
    """Somebody who stands and leans the trunk forward."""
    stick = upright()
    length = math.dist(stick.shoulder, stick.hip)
    angle = math.radians(degrees)
    shoulder = (
        stick.hip[0] + length * math.sin(angle),
        stick.hip[1] + length * math.cos(angle),
    )
    moved = (shoulder[0] - stick.shoulder[0], shoulder[1] - stick.shoulder[1])

    def along(point: tuple[float, float]) -> tuple[float, float]:
        return point[0] + moved[0], point[1] + moved[1]

    left, right = map(along, stick.hands)
    elbow, other = map(along, stick.elbows)
    return replace(
        stick,
        shoulder=shoulder,
        ear=along(stick.ear),
        hands=(left, right),
        elbows=(elbow, other),
    )


@pytest.mark.slow
def test_who_lets_go_after_having_been_upright_is_told() -> None:
    seen = watch(film(lambda t: leaning(BENT if 6 <= t < 12 else UPRIGHT), 16), "standing-posture")
    (fault,) = (each for each in seen.faults if each.id == "leaning_forward")
    assert (fault.from_s, fault.to_s) == pytest.approx((6, 12), abs=0.5)
    assert fault.value == pytest.approx(BENT - UPRIGHT, abs=3)
    (hold,) = seen.holds
    assert hold.good_s == pytest.approx(10, abs=1.5)


def test_what_is_over_soon_is_no_posture() -> None:
    seen = watch(film(lambda t: leaning(BENT if 6 <= t < 7 else UPRIGHT), 14), "standing-posture")
    assert seen.fault_ids == set()


@pytest.mark.slow
def test_nothing_is_said_of_whoever_was_never_upright_but_what_is_clear() -> None:
    seen = watch(film(lambda _: leaning(18), 10), "standing-posture")
    assert seen.fault_ids == set()
    assert ("leaning_forward", Reason.NO_BASELINE.value) in seen.not_judged
    (hold,) = seen.holds
    assert hold.unjudged_s == pytest.approx(hold.end_s - hold.start_s, abs=0.5)
    clear = watch(film(lambda _: leaning(29), 10), "standing-posture")
    assert "leaning_forward" in clear.fault_ids
