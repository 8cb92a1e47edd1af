"""How long a hold lasted: from coming to rest in it to leaving it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.checking.hold import HoldTimer
from formcheck.events import HoldForm, HoldProgress
from tests.checking.session_recorder import watch
from tests.figures import Camera, Stick, between, film, lying, prone, push_ups, upright


def _line(t: float) -> float:
    """Getting in from high hips until 2.4 s, a straight line, and out of it from 8 s on."""
    if t < 2:
        return 50.0
    if t < 2.4:
        return 50 - 40 * (t - 2) / 0.4
    return 10.0 if t < 8 else min(100.0, 10 + 90 * (t - 8))


def _held(line_from_s: float = 0.0) -> tuple[float, float]:
    def posed(t: float) -> Stick:
        return prone(line=_line(t + line_from_s))

    (hold,) = watch(film(posed, 11 - line_from_s), "plank").holds
    return hold.start_s, hold.end_s


def test_getting_in_and_out_is_no_hold() -> None:
    start_s, end_s = _held(line_from_s=1.5)
    assert start_s == pytest.approx(2.4 - 1.5, abs=0.45)
    assert end_s == pytest.approx(8.1 - 1.5, abs=0.25)


def test_a_sag_in_the_middle_is_part_of_the_hold() -> None:
    def posed(t: float) -> Stick:
        return prone(line=10 if t < 4 else max(-15.0, 10 - 60 * (t - 4)))

    (hold,) = watch(film(posed, 8), "plank").holds
    assert hold.start_s == pytest.approx(0, abs=0.1)
    assert hold.end_s == pytest.approx(8, abs=0.1)


@pytest.mark.parametrize("yaw", [90, 45])
@pytest.mark.parametrize("every_s", [0.6, 2.0])
def test_arm_lifts_do_not_end_a_hold(every_s: float, yaw: float) -> None:
    def posed(t: float) -> Stick:
        stick = prone()
        ahead = (stick.shoulder[0] + 0.5, stick.shoulder[1])
        lifted = replace(stick, hands=(ahead, stick.hands[1]), elbows=(ahead, stick.elbows[1]))
        return lifted if t % every_s > every_s / 2 else stick

    (hold,) = watch(film(posed, 8, camera=Camera(yaw=yaw)), "plank").holds
    assert (hold.start_s, hold.end_s) == pytest.approx((0, 8), abs=0.3)


@pytest.mark.parametrize("yaw", [90, 45])
def test_lying_before_and_after_is_no_hold_and_no_sag(yaw: float) -> None:
    def posed(t: float) -> Stick:
        """Lying until 3 s, up within .5 s, down again from 10 s on within .5 s."""
        up = min(1.0, max(0.0, (t - 3) / 0.5)) - min(1.0, max(0.0, (t - 10) / 0.5))
        return between(lying(), prone(forearms=True), up)

    watched = watch(film(posed, 14, camera=Camera(yaw=yaw)), "plank")
    (hold,) = watched.holds
    assert (hold.start_s, hold.end_s) == pytest.approx((3.4, 10.1), abs=0.4)
    assert not watched.fault_ids


def test_a_short_plank_is_timed_from_the_end_of_the_way_down() -> None:
    def posed(t: float) -> Stick:
        """From all fours down to the forearms within half a second."""
        down = min(1.0, max(0.0, (t - 1) / 0.5))
        return between(prone(line=75), prone(forearms=True), down)

    (hold,) = watch(film(posed, 4.6), "plank").holds
    assert (hold.start_s, hold.end_s) == pytest.approx((1.7, 4.57), abs=0.4)


@pytest.mark.parametrize("forearms", [True, False])
@pytest.mark.parametrize("yaw", [0, 10, 170])
def test_a_plank_towards_the_camera_is_timed_and_not_judged(yaw: int, *, forearms: bool) -> None:
    poses = film(
        lambda _: prone(forearms=forearms), 6, camera=Camera(yaw=yaw), noise_px=1.0, seed=3
    )
    (hold,) = watch(poses, "plank").holds
    assert hold.unjudged_s == pytest.approx(6, abs=0.5)


@pytest.mark.parametrize("yaw", [90, 45, 10])
def test_push_ups_are_no_plank(yaw: int) -> None:
    assert not watch(film(push_ups(5), 9.5, camera=Camera(yaw=yaw)), "plank").holds


@pytest.mark.parametrize("line", [-5, 28])
def test_a_plank_that_is_too_close_to_call_has_no_good_seconds(line: float) -> None:
    (hold,) = watch(film(lambda _: prone(line=line), 8), "plank").holds
    assert hold.unsure_s == pytest.approx(hold.end_s - hold.start_s, abs=0.5)
    assert hold.good_s == pytest.approx(0, abs=0.1)


def test_the_seconds_of_a_hold_add_up_over_two_holds() -> None:
    timer = HoldTimer(min_s=1.0)
    forms = (HoldForm.GOOD, HoldForm.UNSURE, HoldForm.NOT_JUDGED, HoldForm.FAULT)
    for begin in (0.0, 10.0):
        timer.start(begin)
        for half, form in enumerate(forms, start=1):
            timer.update(begin + half / 2, 0.5, form=form)
        (ended,) = timer.stop(begin + 2.0)
        assert isinstance(ended, HoldProgress)
        assert (ended.good_s, ended.unsure_s, ended.unjudged_s) == (0.5, 0.5, 0.5)
    assert timer.total_s == 4.0
    assert [timer.total_of(form) for form in forms] == [1.0] * 4


@pytest.mark.parametrize("else_", [None, lying()])
def test_of_a_hold_no_more_is_good_than_was_seen(else_: Stick | None) -> None:
    def posed(t: float) -> Stick | None:
        """From 3 s on one frame in nine shows the plank."""
        return prone(forearms=True) if t < 3 or round(t * 20) % 9 == 0 else else_

    (hold,) = watch(film(posed, 13, fps=20), "plank").holds
    assert hold.good_s == pytest.approx(3 + 10 / 9, abs=0.3)
    assert hold.good_s + hold.unjudged_s == pytest.approx(hold.end_s - hold.start_s)


def test_two_frames_a_long_time_apart_say_nothing_of_what_was_between() -> None:
    poses = [p for p in film(lambda _: prone(), 12, fps=10) if p.time_s < 3 or p.index % 15 == 0]
    (hold,) = watch(poses, "plank").holds
    assert hold.good_s == pytest.approx(3, abs=0.2)
    assert hold.unjudged_s == pytest.approx(hold.end_s - 3, abs=0.3)


def test_who_never_comes_to_rest_is_told_no_seconds_that_are_none_in_the_end() -> None:
    def posed(t: float) -> Stick:
        """Rest for 1.2 s, then the hips rise and fall; up at 4 s."""
        sway = 15 * math.sin(2 * math.pi * (t - 1.2) / 0.8)
        return upright() if t >= 4 else prone(line=10 if t < 1.2 else 12 + sway, forearms=True)

    watched = watch(film(posed, 7), "plank")
    assert not [event for event in watched.events if isinstance(event, HoldProgress)]
    assert watched.session.status.hold_s == 0


def test_a_misread_moment_does_not_end_a_hold() -> None:
    def posed(t: float) -> Stick:
        return lying() if 4 <= t < 4.6 else prone(forearms=True)

    (hold,) = watch(film(posed, 9), "plank").holds
    assert (hold.start_s, hold.end_s) == pytest.approx((0, 9), abs=0.2)


class TestAPlank:
    def test_a_hold_starts_and_stops_by_itself(self) -> None:
        def posed(t: float) -> Stick:
            return prone(forearms=True) if 3 <= t < 15 else upright()

        (hold,) = watch(film(posed, 18), "plank").holds
        assert hold.start_s == pytest.approx(3, abs=0.1)
        assert hold.end_s == pytest.approx(15, abs=0.1)
        assert hold.good_s == pytest.approx(12, abs=0.2)

    def test_who_was_gone_has_not_held_meanwhile(self) -> None:
        def posed(t: float) -> Stick | None:
            return prone(forearms=True) if t < 0.17 or t >= 30 else None

        (hold,) = watch(film(posed, 36), "plank").holds
        assert hold.start_s == pytest.approx(30, abs=0.1)

    def test_time_without_frames_is_not_held(self) -> None:
        poses = [p for p in film(lambda _: prone(), 70, fps=10) if not 5 < p.time_s < 65]
        first, second = watch(poses, "plank").holds
        assert first.end_s == pytest.approx(5, abs=0.1)
        assert second.start_s == pytest.approx(65, abs=0.1)

    @pytest.mark.parametrize("yaw", [90, -90, 45, -45, 35])
    def test_a_correct_plank_is_no_low_back_from_any_side(self, yaw: float) -> None:
        seen = watch(film(lambda _: prone(line=8), 6, camera=Camera(yaw=yaw)), "plank")
        assert not seen.fault_ids

    @pytest.mark.parametrize(
        ("line", "fault"), [(-14, "hips_sagging"), (38, "hips_piking"), (3, None), (18, None)]
    )
    def test_sag_and_pike_are_told_apart_from_a_correct_line(
        self, line: float, fault: str | None
    ) -> None:
        seen = watch(film(lambda t: prone(line=8 if t < 3 else line), 8), "plank")
        assert seen.fault_ids == ({fault} if fault else set())
        for ended in seen.faults:
            assert ended.value == pytest.approx(line, abs=1)
            assert ended.from_s == pytest.approx(3, abs=0.3)
