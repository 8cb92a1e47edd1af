"""A hold in which something is counted: both are told, and the one does not end the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from formcheck.checking import Session
from formcheck.events import DoubtKind, DoubtRaised, State, StateChanged
from formcheck.exercises import Exercise, load_exercise, parse_exercise
from formcheck.measures import MEASURES
from formcheck.tracking import SubjectObserver
from tests.checking.session_recorder import watch
from tests.exercises.texts import LIFTS
from tests.figures import Camera, Stick, film, prone, push_ups, upright, wave


@pytest.fixture
def lifts() -> Exercise:
    return parse_exercise(LIFTS, "plank-lifts.toml")


def lifting(
    count: int, *, period: float = 2.0, both_at_once: bool = False, hips: float = 0.0
) -> Callable[[float], Stick]:
    """A plank from the start on; from 3 s on one arm after the other goes ahead and back."""

    def posed(time_s: float) -> Stick:
        into = time_s - 3.0
        if not 0 <= into < count * period:
            return prone()
        share = 1 - wave(into, period=period, rest=0.3, low=0.0, high=1.0)
        stick = prone(line=8.0 + hips * share)
        up = 0.55 * share
        hands, elbows = list(stick.hands), list(stick.elbows)
        for arm in (0, 1) if both_at_once else (int(into / period) % 2,):
            (x, y), shoulder = stick.hands[arm], stick.shoulder
            hands[arm] = (x + up, y + (shoulder[1] - y) * share)
            elbows[arm] = ((shoulder[0] + hands[arm][0]) / 2, (shoulder[1] + hands[arm][1]) / 2)
        return replace(stick, hands=(hands[0], hands[1]), elbows=(elbows[0], elbows[1]))

    return posed


@pytest.mark.real
@pytest.mark.parametrize("yaw", [90, 60])
@pytest.mark.parametrize("period", [1.2, 2.0, 5.0])
def test_seconds_are_timed_and_lifts_are_counted(lifts: Exercise, period: float, yaw: int) -> None:
    count = 6
    seconds = 3.0 + count * period + 2.0
    seen = watch(film(lifting(count, period=period), seconds, camera=Camera(yaw=yaw)), lifts)
    (hold,) = seen.holds
    assert (hold.start_s, hold.end_s) == pytest.approx((0.0, seconds), abs=0.4)
    assert len(seen.reps) == count
    assert seen.session.status.hold_s == pytest.approx(seconds, abs=0.4)
    assert seen.session.status.reps == count
    assert not seen.fault_ids


@pytest.mark.slow
def test_the_status_says_what_is_done_now(lifts: Exercise) -> None:
    phases = []
    observer, session = SubjectObserver(), Session(lifts)
    for pose in film(lifting(2), 8):
        session.update(observer.update(pose))
        phases.append((pose.time_s, session.status.phase))
    assert {phase for t, phase in phases if 1.0 < t < 2.9} == {"hold"}
    assert {"out", "turn", "back"} <= {phase for t, phase in phases if t > 3.0}


@pytest.mark.slow
def test_a_plank_without_lifts_is_held_and_that_nothing_was_counted_is_doubted(
    lifts: Exercise,
) -> None:
    """Whoever chose these lifts and held the position did them, perhaps, unseen."""
    seen = watch(film(lambda _: prone(), 9, noise_px=1.0), lifts)
    (hold,) = seen.holds
    assert hold.end_s - hold.start_s == pytest.approx(9, abs=0.4)
    assert not seen.reps
    (doubt,) = (each for each in seen.events if isinstance(each, DoubtRaised))
    assert (doubt.kind, doubt.fewer, doubt.more) == (DoubtKind.NOTHING_COUNTED, 0, 1)


@pytest.mark.slow
def test_what_is_lifted_out_of_the_hold_is_not_counted(lifts: Exercise) -> None:
    """Lifts, then standing up and lifting on."""

    def posed(time_s: float) -> Stick:
        if time_s < 8.0:
            return lifting(2)(time_s)
        stick = upright()
        up = 1 - wave(time_s, period=2.0, rest=0.3, low=0.0, high=1.0)
        ahead = (stick.shoulder[0] + 0.5 * up, stick.hands[0][1] + 0.5 * up)
        return replace(stick, hands=(ahead, stick.hands[1]), elbows=(ahead, stick.elbows[1]))

    seen = watch(film(posed, 16), lifts)
    (hold,) = seen.holds
    assert hold.end_s == pytest.approx(8.0, abs=0.5)
    assert len(seen.reps) == 2
    assert all(rep.turn_s < 8.0 for rep in seen.reps)
    states = [each.state for each in seen.events if isinstance(each, StateChanged)]
    assert states[-1] is State.POSITIONING


@pytest.mark.real
def test_what_a_restless_person_lifts_is_counted_though_nothing_is_held() -> None:
    """Who moves in the plank does not keep still for a timer, and lifts the arms all the same."""
    strict = parse_exercise(LIFTS.replace("within = 12", "within = 0.5"), "plank-lifts.toml")
    seen = watch(film(lifting(6), 17, noise_px=2.0), strict)
    assert sum(hold.end_s - hold.start_s for hold in seen.holds) < 4.0
    assert len(seen.reps) == 6


@pytest.mark.slow
def test_push_ups_are_neither(lifts: Exercise) -> None:
    seen = watch(film(push_ups(5), 9.5), lifts)
    assert not seen.reps
    assert sum(hold.end_s - hold.start_s for hold in seen.holds) < 4.0


@pytest.mark.slow
def test_a_fault_of_the_hold_and_one_of_a_lift_are_told_apart(lifts: Exercise) -> None:
    seen = watch(film(lifting(4, hips=30.0), 13), lifts)
    assert seen.fault_ids == {"hips_tilting"}
    assert [rep.faults for rep in seen.reps] == [("hips_tilting",)] * 4
    sagging = watch(film(lambda _: prone(line=-20.0), 6), lifts)
    assert sagging.fault_ids == {"hips_sagging"}


def test_the_plank_itself_counts_nothing() -> None:
    seen = watch(film(lifting(4), 13), load_exercise("plank"))
    assert not seen.reps
    assert len(seen.holds) == 1


def test_the_joints_of_the_lift_are_those_that_may_move(lifts: Exercise) -> None:
    assert lifts.rep is not None
    assert "wrist" in MEASURES[lifts.rep.measure].joints
