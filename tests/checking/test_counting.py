"""What is a rep, whatever its speed, its range and its side: where other counters fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.events import AttemptReason, Reason
from formcheck.exercises import load_exercise
from formcheck.pose import Pose
from formcheck.recording import read
from tests.checking.session_recorder import watch
from tests.figures import Camera, Stick, film, hinged, prone, push_ups, rows, upright, wave

ROOT = Path(__file__).parents[2]

ARM_M = 0.55
"""Of the stick figures, from shoulder to hand."""


class TestNoFixedLockout:
    """People do not lock out, and a closed elbow is read too open."""

    @pytest.mark.slow
    @pytest.mark.parametrize("top", [0.97, 0.9, 0.85])
    def test_fast_push_ups_whose_arms_never_get_straight_are_counted(self, top: float) -> None:
        def posed(t: float) -> Stick:
            if t < 1:
                return prone()
            return prone(reach=wave(t - 1, period=0.6, rest=0.1, low=0.45, high=top))

        assert len(watch(film(posed, 1 + 20 * 0.6), "push-up").reps) in (19, 20)

    @pytest.mark.slow
    def test_a_row_that_stops_short_of_the_guides_angle_by_the_camera_s_error_counts(self) -> None:
        assert len(watch(film(rows(4, low=0.75), 10), "bent-over-row").reps) == 4

    @pytest.mark.slow
    def test_a_short_rep_is_still_called_short(self) -> None:
        def posed(t: float) -> Stick:
            low = 0.86 if 4 <= t - 1 < 6 else 0.5
            done = not 0 <= t - 1 < 10
            return hinged(reach=1 if done else wave(t - 1, period=2, rest=0.25, low=low, high=1))

        seen = watch(film(posed, 12), "bent-over-row")
        assert len(seen.reps) == 4
        assert [a.reason for a in seen.attempts] == [AttemptReason.SHALLOW]
        assert 5 <= seen.attempts[0].start_s < seen.attempts[0].end_s <= 7.2


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(640, 480), (480, 640), (1280, 360)])
def test_the_shape_of_the_frame_changes_nothing(width: int, height: int) -> None:
    camera = Camera(width=width, height=height, px_per_m=100)
    seen = watch(film(rows(3), 8, camera=camera), "bent-over-row")
    assert [round(r.range) for r in seen.reps] == [45, 45, 45]


@pytest.mark.slow
@pytest.mark.parametrize(("period", "fps"), [(0.55, 30), (0.7, 30), (0.7, 15), (1.5, 25), (6, 30)])
def test_fast_and_slow_reps(period: float, fps: float) -> None:
    seen = watch(film(push_ups(8, period=period), 3 + 8 * period, fps=fps), "push-up")
    assert len(seen.reps) == 8
    assert not seen.attempts


@pytest.mark.slow
@pytest.mark.parametrize("fps", [30, 60])
def test_a_pull_that_is_held_for_long_begins_before_it_turns(fps: float) -> None:
    """For two seconds, the longest that a guide asks for; at three it is a rep in doubt."""

    def posed(t: float) -> Stick:
        out, back = np.clip([t - 1, t - 4], 0, 1)
        way = [u**3 * (10 - 15 * u + 6 * u * u) for u in (out, back)]
        return hinged(reach=1 - 0.5 * float(way[0] - way[1]))

    (rep,) = watch(film(posed, 8, fps=fps), "bent-over-row").reps
    assert rep.start_s == pytest.approx(1.0, abs=0.2)
    assert rep.start_s < rep.turn_s < rep.end_s
    assert rep.end_s == pytest.approx(5, abs=0.2)


class TestTheWorkingSideIsFound:
    @pytest.mark.slow
    def test_a_rep_on_the_other_side_begins_after_the_one_before(self) -> None:
        def turned(pose: Pose) -> Pose:
            """The right side is the more visible one at first, and again from 6 s on."""
            visibility = pose.visibility.copy()
            if pose.time_s < 0.5 or pose.time_s > 6:
                visibility[11:33:2], visibility[12:33:2] = 0.5, 0.98
            return replace(pose, visibility=visibility)

        def posed(t: float) -> Stick:
            if t < 1:
                return prone()
            high = 1.0 if t < 6.7 else 0.9
            return prone(reach=wave(t - 1, period=1.6, rest=0.2, low=0.55, high=high))

        seen = watch(map(turned, film(posed, 10.6)), "push-up")
        assert len(seen.reps) == 6
        ends = [0.0, *(r.end_s for r in seen.reps)]
        assert all(r.start_s > end_s for r, end_s in zip(seen.reps, ends, strict=False))
        assert all(r.tempo.out_s < 1 for r in seen.reps)

    @pytest.mark.slow
    @pytest.mark.parametrize("yaw", [90, -90, 50, -50, 15])
    @pytest.mark.parametrize("working", ["left", "right"])
    def test_one_arm_alone(self, yaw: float, working: str) -> None:
        def posed(t: float) -> Stick:
            reach = wave(t - 1, period=2, rest=0.25, low=0.5, high=1) if 0 <= t - 1 < 8 else 1.0
            if working == "left":
                return hinged(reach=reach, far_reach=1.0)
            return hinged(reach=1.0, far_reach=reach)

        seen = watch(film(posed, 10, camera=Camera(yaw=yaw)), "bent-over-row")
        assert len(seen.reps) == 4
        assert {r.side for r in seen.reps} == {working}

    @pytest.mark.slow
    def test_the_side_changes_inside_a_set(self) -> None:
        def posed(t: float) -> Stick:
            left = wave(t - 1, period=2, rest=0.25, low=0.5, high=1) if 0 <= t - 1 < 6 else 1.0
            right = wave(t - 8, period=2, rest=0.25, low=0.5, high=1) if 0 <= t - 8 < 6 else 1.0
            return hinged(reach=left, far_reach=right)

        seen = watch(film(posed, 15, camera=Camera(yaw=40)), "bent-over-row")
        assert [r.side for r in seen.reps] == ["left"] * 3 + ["right"] * 3

    @pytest.mark.slow
    def test_both_arms_make_one_rep(self) -> None:
        seen = watch(film(rows(4), 10, camera=Camera(yaw=20)), "bent-over-row")
        assert [r.side for r in seen.reps] == [None] * 4


def test_a_reverse_fly_is_not_counted_by_the_elbow() -> None:
    rep = load_exercise("reverse-fly").rep
    assert rep is not None
    assert rep.measure == "arms_elevation"


@pytest.mark.slow
@pytest.mark.parametrize("yaw", [0, 45, 90, -90])
def test_a_reverse_fly_counts_from_the_front_and_from_the_side(yaw: float) -> None:
    def posed(t: float) -> Stick:
        up = 88 - wave(max(0.0, t - 1), period=2, rest=0.2, low=0, high=88)
        return hinged(spread=up)

    seen = watch(film(posed, 9.2, camera=Camera(yaw=yaw)), "reverse-fly")
    assert len(seen.reps) == 4
    if yaw == 0:
        assert ("torso_too_high", Reason.WRONG_VIEW.value) in seen.not_judged


@pytest.mark.parametrize("seconds", [2.75, 4.0])
def test_an_arm_that_stays_straight_makes_no_rep_wherever_the_recording_ends(
    seconds: float,
) -> None:
    """An arm that swings towards the camera looks shorter, and does not bend."""

    def straightened(pose: Pose) -> Pose:
        world = pose.world.copy()
        seen = world[[15, 16]] - world[[11, 12]]
        towards = np.sqrt(np.maximum(0.0, ARM_M**2 - (seen[:, :2] ** 2).sum(axis=1)))
        world[[15, 16], 2] = world[[11, 12], 2] - towards
        world[[13, 14]] = (world[[11, 12]] + world[[15, 16]]) / 2
        return replace(pose, world=world)

    poses = [straightened(p) for p in film(rows(1), seconds)]
    assert not watch(poses, "bent-over-row").reps


@pytest.mark.slow
def test_a_recording_that_stops_before_the_last_rep_is_quite_back() -> None:
    poses = [p for p in film(push_ups(3, period=2.0), 9) if p.time_s < 6.75]
    assert len(watch(poses, "push-up").reps) == 3
    poses = [p for p in poses if p.time_s < 6.2]
    assert len(watch(poses, "push-up").reps) == 2


class TestTheOwnRangeIsThatOfTheSet:
    @pytest.mark.slow
    def test_a_new_set_has_a_range_of_its_own(self) -> None:
        def posed(t: float) -> Stick:
            if t < 9:
                return rows(4, low=0.25)(t)
            return upright() if t < 19 else rows(4, low=0.65)(t - 19)

        assert len(watch(film(posed, 29), "bent-over-row").reps) == 8

    @pytest.mark.slow
    def test_who_changes_to_a_shorter_range_that_is_enough_is_counted(self) -> None:
        def posed(t: float) -> Stick:
            return rows(4, low=0.25)(t) if t < 9 else rows(10, low=0.7)(t - 9)

        assert len(watch(film(posed, 31), "bent-over-row").reps) >= 4 + 8


@pytest.mark.slow
def test_a_rest_with_bent_arms_is_no_part_of_the_rep() -> None:
    def posed(t: float) -> Stick:
        if t < 5:
            return rows(2)(t)
        if t < 25:
            return hinged(reach=0.9)
        return hinged(reach=wave(t - 25, period=2, rest=0, low=0.5, high=0.9))

    seen = watch(film(posed, 27.5), "bent-over-row")
    assert len(seen.reps) == 3
    assert seen.reps[-1].start_s == pytest.approx(25.0, abs=0.3)
    assert seen.reps[-1].tempo.out_s == pytest.approx(1.0, abs=0.15)


@pytest.mark.slow
def test_a_movement_that_two_signals_see_as_two_halves_counts_once() -> None:
    """A drawn row of which the elbow seems to turn before the hand leaves: four were counted."""
    clip = ROOT / "accuracy" / "test" / "row-one-sided-1.jsonl.gz"
    turns = [rep.turn_s for rep in watch(read(clip), "bent-over-row").reps]
    assert turns == pytest.approx([1.41, 2.79, 4.29], abs=0.1)


@pytest.mark.slow
def test_a_limb_misread_on_the_way_out_of_a_rep_makes_no_rep_of_its_own() -> None:
    """A drawn pullover whose arms are misread while they go back: five were counted."""
    clip = ROOT / "accuracy" / "guide" / "dumbbell-pullover-good-1.jsonl.gz"
    assert len(watch(read(clip), "dumbbell-pullover").reps) == 3
