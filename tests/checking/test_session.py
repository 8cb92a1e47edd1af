"""When a session is at work: in position, in sight, and of one person."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.checking import Session
from formcheck.checking.reps.consensus import Opinion
from formcheck.checking.reps.proposals import Proposal
from formcheck.checking.reps.recogniser import LooksLike
from formcheck.events import DoubtKind, DoubtRaised, Reason, State
from formcheck.exercises import load_exercise
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver
from tests.checking.session_recorder import watch
from tests.figures import Camera, Stick, film, hinged, prone, push_ups, rows, upright, wave


class TestOnlyInPosition:
    """Getting up, walking off, picking up and talking during set-up add no reps."""

    @pytest.mark.slow
    @pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly", "plank", "push-up"])
    def test_waving_the_arms_while_standing(self, exercise: str) -> None:
        seen = watch(
            film(lambda t: upright(reach=wave(t, period=1.5, rest=0, low=0.3, high=1)), 20),
            exercise,
        )
        assert not seen.reps
        assert not seen.attempts
        assert not seen.holds

    @pytest.mark.slow
    @pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly", "push-up"])
    def test_bending_down_to_pick_something_up(self, exercise: str) -> None:
        def posed(t: float) -> Stick:
            torso = float(np.interp(t % 4, [0, 1, 2, 3, 4], [85, 85, 25, 85, 85]))
            reach = float(np.interp(t % 4, [0, 1.3, 2, 2.6, 4], [1, 1, 0.6, 1, 1]))
            return hinged(torso=torso, reach=reach)

        seen = watch(film(posed, 16), exercise)
        assert not seen.reps
        assert not seen.attempts

    @pytest.mark.slow
    def test_a_set_between_walking_in_and_walking_off(self) -> None:
        def posed(t: float) -> Stick:
            if t < 3 or t > 13:
                return upright(reach=wave(t, period=1.2, rest=0, low=0.5, high=1))
            return rows(4)(t - 3.5)

        seen = watch(film(posed, 16), "bent-over-row")
        assert len(seen.reps) == 4
        assert seen.states.count(State.ACTIVE) == 1

    @pytest.mark.slow
    @pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly", "plank"])
    def test_another_exercise_than_the_one_asked_for(self, exercise: str) -> None:
        seen = watch(film(push_ups(6), 12), exercise)
        assert not seen.reps
        assert not seen.attempts
        assert not seen.holds

    @pytest.mark.slow
    def test_a_minute_of_idling_between_two_reps(self) -> None:
        def posed(t: float) -> Stick:
            return rows(1)(t if t < 4 else t - 60)

        assert len(watch(film(posed, 66, fps=15), "bent-over-row").reps) == 2


class TestDetectedIsNoQualityGate:
    @pytest.mark.slow
    def test_of_a_skeleton_that_jumps_about_nothing_is_judged_and_each_rep_doubted(self) -> None:
        seen = watch(film(rows(4), 10, noise_px=40), "bent-over-row")
        doubts = [event for event in seen.events if isinstance(event, DoubtRaised)]
        assert sum(doubt.fewer for doubt in doubts) == len(seen.reps)
        assert not seen.fault_ids
        assert ("*", Reason.IMPLAUSIBLE.value) in seen.not_judged

    @pytest.mark.slow
    def test_ordinary_jitter_does_no_harm(self) -> None:
        assert len(watch(film(rows(4), 10, noise_px=1.5), "bent-over-row").reps) == 4

    def test_feet_out_of_the_picture_keep_a_plank_from_starting(self) -> None:
        camera = Camera(centre=(0.1, 0.5), yaw=-90, px_per_m=220)
        seen = watch(film(lambda _: prone(), 5, camera=camera), "plank")
        assert not seen.holds
        assert seen.not_judged["*", Reason.NOT_VISIBLE.value] == pytest.approx(5, abs=0.2)

    def test_standing_about_is_nothing_that_was_not_judged(self) -> None:
        for exercise in ("bent-over-row", "plank", "push-up", "reverse-fly"):
            assert not watch(film(lambda _: upright(), 5), exercise).not_judged


class TestMoreThanOnePerson:
    def _film(self, others: int) -> list[Pose]:
        stays = list(film(rows(6), 14))
        other = list(film(rows(6), 14, camera=Camera(centre=(0.85, 0.6), px_per_m=110)))
        swapped = [
            theirs if 5 <= own.time_s < 9 else own for own, theirs in zip(stays, other, strict=True)
        ]
        return [replace(p, others=others) for p in swapped]

    @pytest.mark.slow
    def test_who_is_meant_is_not_guessed(self) -> None:
        seen = watch(self._film(others=1), "bent-over-row")
        assert ("*", Reason.MORE_THAN_ONE.value) in seen.not_judged
        assert seen.not_judged["*", Reason.MORE_THAN_ONE.value] == pytest.approx(4, abs=0.5)
        assert not [r for r in seen.reps if 5 < r.turn_s < 9]

    @pytest.mark.slow
    def test_somebody_in_the_background_is_no_reason_to_stop(self) -> None:
        seen = watch((replace(p, others=1) for p in film(rows(4), 10)), "bent-over-row")
        assert len(seen.reps) == 4

    def test_the_set_ends_though_somebody_else_stays_in_the_picture(self) -> None:
        base, observer, session = push_ups(3), SubjectObserver(), Session(load_exercise("push-up"))
        for pose in film(lambda t: base(t) if t < 5.8 else upright(), 15, fps=10):
            subject = observer.update(pose)
            if pose.time_s >= 6.7:
                subject = replace(subject, trouble=Reason.MORE_THAN_ONE)
            session.update(subject)
        assert session.status.reps == 3
        assert session.status.state is State.POSITIONING


@pytest.mark.parametrize("px_per_m", [90, 130, 300])
def test_a_later_plank_may_be_nearer_to_the_camera_or_farther_away(px_per_m: float) -> None:
    def posed(t: float) -> Stick | None:
        return prone(forearms=True) if t < 5 or t >= 17 else None

    first = list(film(posed, 17, camera=Camera(px_per_m=180)))
    later = film(posed, 8, start_s=17, camera=Camera(px_per_m=px_per_m))
    poses = [*first, *(replace(p, index=p.index + len(first)) for p in later)]
    assert [hold.start_s for hold in watch(poses, "plank").holds] == pytest.approx([0, 17], abs=0.2)


@pytest.mark.slow
@pytest.mark.parametrize("fps", [15, 24, 25, 30, 60])
def test_losing_sight_in_mid_rep_is_a_doubt(fps: float) -> None:
    poses = [
        Pose(p.index, p.time_s, p.width, p.height) if 2.2 < p.time_s < 3.6 else p
        for p in film(rows(3), 9, fps=fps)
    ]
    seen = watch(poses, "bent-over-row")
    assert len(seen.reps) == 2
    (doubt,) = (e for e in seen.events if isinstance(e, DoubtRaised))
    assert (doubt.kind, doubt.fewer, doubt.more) == (DoubtKind.UNSEEN, 0, 1)
    assert doubt.at_s == pytest.approx(2.9, abs=0.2)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ["bent-over-row", "reverse-fly"])
def test_standing_exercises_count_with_the_feet_out_of_the_picture(exercise: str) -> None:
    def posed(t: float) -> Stick:
        moved = 1 - wave(max(0.0, t - 1), period=2, rest=0.2, low=0, high=1)
        return (
            hinged(reach=1 - moved / 2)
            if exercise == "bent-over-row"
            else hinged(spread=88 * moved)
        )

    def feetless(pose: Pose) -> Pose:
        visibility = pose.visibility.copy()
        visibility[27:33] = 0.1
        return replace(pose, visibility=visibility)

    assert len(watch(map(feetless, film(posed, 9.2)), exercise).reps) == 4


@pytest.mark.slow
def test_push_ups_on_the_knees_do_not_sag() -> None:
    def kneeling(pose: Pose) -> Pose:
        image = pose.image.copy()
        for ankle, knee in ((27, 25), (28, 26)):
            image[ankle] = image[knee] - (0, 60)
        return replace(pose, image=image)

    seen = watch(map(kneeling, film(push_ups(4), 9)), "push-up")
    assert len(seen.reps) == 4
    assert not seen.fault_ids


@pytest.mark.parametrize(("begins_s", "told"), [(0.4, False), (2.5, True)])
def test_picking_the_bar_up_is_no_swing_of_the_trunk(begins_s: float, told: bool) -> None:
    """Who has just taken the position may still be on the way into it."""

    def posed(t: float) -> Stick:
        up = float(np.interp(t - begins_s, [0, 0.5, 1.1, 1.6], [0, 1, 1, 0]))
        return hinged(torso=20 + 30 * up, reach=1 - 0.45 * up)

    seen = watch(film(posed, 6), "bent-over-row")
    assert ("torso_rising" in seen.fault_ids) == told


class TestAfterTheLastRep:
    """A rep that is less than clear is counted a second after it, whatever the person does then."""

    @pytest.fixture(autouse=True)
    def _less_clear(self, monkeypatch: pytest.MonkeyPatch) -> None:
        sure = LooksLike.opinions

        def less_sure(self: LooksLike, proposals: list[Proposal]) -> list[Opinion]:
            return [replace(each, full=0.42 * each.full) for each in sure(self, proposals)]

        monkeypatch.setattr(LooksLike, "opinions", less_sure)

    @pytest.mark.slow
    def test_it_has_the_fault_though_the_position_was_left(self) -> None:
        sagging = push_ups(4, line=-14)
        seen = watch(film(lambda t: sagging(t) if t < 7.5 else upright(), 11.4), "push-up")
        assert [rep.faults for rep in seen.reps] == 4 * [("hips_sagging",)]

    @pytest.mark.slow
    def test_who_left_the_picture_is_not_at_work_again(self) -> None:
        three = push_ups(3)
        seen = watch(film(lambda t: three(t) if t < 5.9 else None, 9.8, fps=20), "push-up")
        assert len(seen.reps) == 3
        assert seen.reps[-1].time_s > 6.5  # when nobody has been found for half a second
        assert seen.states.count(State.ACTIVE) == 1


@pytest.mark.slow
def test_the_rest_before_a_set_is_no_pause_of_its_first_rep() -> None:
    three = rows(3)

    def posed(t: float) -> Stick:
        return three(t) if t < 8 else upright() if t < 30 else three(t - 30)

    pauses = [rep.tempo.start_pause_s for rep in watch(film(posed, 38), "bent-over-row").reps]
    assert [math.isnan(each) for each in pauses] == [True, False, False, True, False, False]


@pytest.mark.slow
def test_a_session_that_is_over_has_nothing_more_to_say() -> None:
    seen = watch(film(lambda _: hinged(), 8), "bent-over-row")
    assert [event for event in seen.events if isinstance(event, DoubtRaised)]
    assert not seen.session.finish()
