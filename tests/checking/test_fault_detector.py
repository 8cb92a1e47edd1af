"""Checks: right, wrong with the number that shows it, or not judged, because."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest

from formcheck.checking import Session
from formcheck.checking.context import FrameContext
from formcheck.checking.faults import FaultDetector
from formcheck.checking.reps.cycle import Cycle, Phase
from formcheck.events import Event, FaultEnded, FaultStarted, Reason, Tempo
from formcheck.exercises import load_exercise
from formcheck.measures import Figure
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver
from tests.checking.session_recorder import watch
from tests.figures import (
    Camera,
    Stick,
    film,
    hinged,
    prone,
    pulled,
    rows,
    wave,
)


class TestTrunkTooHigh:
    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("torso", "fault"), [(20, False), (40, False), (53, False), (60, True)]
    )
    def test_limit(self, torso: float, fault: bool) -> None:
        seen = watch(film(rows(4, torso=torso), 10), "bent-over-row")
        assert ("torso_too_high" in seen.fault_ids) is fault
        assert len(seen.reps) == 4  # a fault never decides what is counted
        assert ("torso_too_high" in seen.reps[-1].faults) is fault

    @pytest.mark.slow
    def test_between_limit_and_margin_nothing_is_said(self) -> None:
        seen = watch(film(rows(4, torso=51), 10), "bent-over-row")
        assert not seen.fault_ids
        assert ("torso_too_high", Reason.UNSURE.value) in seen.not_judged
        assert "torso_too_high" in seen.reps[-1].unknown

    @pytest.mark.slow
    def test_the_number_is_the_trunk_s(self) -> None:
        (fault,) = watch(film(rows(4, torso=58), 10), "bent-over-row").faults
        assert fault.value == pytest.approx(58, abs=0.5)
        assert (fault.limit, fault.unit) == (48, "deg")

    @pytest.mark.slow
    def test_from_the_front_it_is_not_judged(self) -> None:
        seen = watch(film(rows(3, torso=60), 8, camera=Camera(yaw=5)), "bent-over-row")
        assert len(seen.reps) == 3
        assert not seen.fault_ids
        assert ("torso_too_high", Reason.WRONG_VIEW.value) in seen.not_judged
        assert "torso_too_high" in seen.reps[0].unknown


@pytest.mark.slow
def test_swinging_the_trunk_up_is_found_in_its_rep() -> None:
    def posed(t: float) -> Stick:
        pull = pulled(t)
        swing = 30 if 5 <= t < 7 else 3
        return hinged(torso=20 + swing * pull, reach=1 - 0.5 * pull)

    seen = watch(film(posed, 11), "bent-over-row")
    assert [("torso_rising" in r.faults) for r in seen.reps] == [False, False, True, False]
    (fault,) = seen.faults
    assert fault.value == pytest.approx(28, abs=4)
    assert fault.rep == 3


@pytest.mark.slow
@pytest.mark.parametrize("yaw", [90, -90, 50, -50])
def test_the_near_arm_s_first_rep_is_judged_like_its_others(yaw: float) -> None:
    def posed(t: float) -> Stick:
        pull = pulled(t, 3)
        arms = (1 - 0.5 * pull, 1.0) if yaw > 0 else (1.0, 1 - 0.5 * pull)
        return hinged(torso=20 + 30 * pull, reach=arms[0], far_reach=arms[1])

    seen = watch(film(posed, 9, camera=Camera(yaw=yaw)), "bent-over-row")
    assert [("torso_rising" in r.faults) for r in seen.reps] == [True] * 3


def test_head_dropped() -> None:
    seen = watch(film(lambda t: prone(head=0 if t < 3 else 60), 8), "plank")
    assert seen.fault_ids == {"head_dropped"}
    (hold,) = seen.holds
    assert hold.good_s == pytest.approx(3, abs=0.2)


def test_a_head_that_reads_between_in_line_and_hanging_is_not_judged() -> None:
    seen = watch(film(lambda t: prone(head=0 if t < 3 else 23), 8), "plank")
    assert not seen.fault_ids
    assert ("head_dropped", Reason.UNSURE.value) in seen.not_judged


@pytest.mark.parametrize(("knee", "told"), [(156, False), (170, False), (178, True)])
def test_straight_knees_are_told_before_the_first_rep_too(knee: float, told: bool) -> None:
    seen = watch(film(lambda t: hinged(knee=knee), 3), "bent-over-row")
    assert ("knees_locked" in seen.fault_ids) is told
    assert (("knees_locked", Reason.UNSURE.value) in seen.not_judged) is (knee == 170)


def test_a_hold_that_is_wrong_from_the_outset_is_told_as_soon_as_any_other() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("plank"))
    events = [
        e for p in film(lambda t: prone(line=45), 2) for e in session.update(observer.update(p))
    ]
    (told,) = (e for e in events if isinstance(e, FaultStarted))
    assert told.time_s == pytest.approx(0.45, abs=0.07)  # for_s, and nothing for getting ready


def test_a_joint_that_cannot_be_seen_is_no_fault() -> None:
    def hide(pose: Pose) -> Pose:
        visibility = pose.visibility.copy()
        visibility[27:33] = 0.2
        return replace(pose, visibility=visibility) if pose.time_s > 1 else pose

    seen = watch((hide(p) for p in film(lambda t: prone(line=8 - 25 * (t > 1)), 6)), "plank")
    assert not seen.fault_ids
    assert ("hips_sagging", Reason.NOT_VISIBLE.value) in seen.not_judged


def test_a_fault_is_told_while_it_lasts_and_no_later_than_half_a_second() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("plank"))
    told: list[FaultStarted] = []
    lasting: list[float] = []
    for pose in film(lambda t: prone(line=-20 if 3 <= t < 6 else 8), 9):
        told += [e for e in session.update(observer.update(pose)) if isinstance(e, FaultStarted)]
        if session.status.faults:
            lasting.append(pose.time_s)
    (fault,) = told
    assert fault.id == "hips_sagging"
    assert fault.from_s == pytest.approx(3, abs=0.1)
    assert fault.time_s <= 3.5
    assert lasting[-1] == pytest.approx(6.3, abs=0.15)


def test_a_fault_that_is_no_longer_sure_is_no_longer_claimed() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("plank"))
    lasting: list[float] = []
    for pose in film(lambda t: prone(line=8 if t < 3 else -14 if t < 5 else -6), 12):
        session.update(observer.update(pose))
        if session.status.faults:
            lasting.append(pose.time_s)
    assert lasting[-1] == pytest.approx(6.0, abs=0.2)


class TestOfPlankFramesOneByOne:
    """The hips of a plank in each frame: they sag, are too close to call, or are right."""

    (CHECK,) = (check for check in load_exercise("plank").checks if check.id == "hips_sagging")
    SEEN: ClassVar = {line: Camera().see(prone(line=line), 0, 0.0) for line in (-15, -6, 8)}

    def _told(self, lines: list[int], fps: float, first: int = 0) -> list[tuple[type, float]]:
        """The events and their times since the first frame, which is one of a longer video."""
        rule, told = FaultDetector(self.CHECK), []
        for i, line in enumerate(lines):
            time_s, before_s = (first + i) / fps, (first + max(0, i - 1)) / fps
            now = FrameContext(
                time_s=time_s,
                step_s=time_s - before_s,
                view="side",
                phase=None,
                is_clearly_rep=False,
                rep=1,
            )
            figure = Figure(replace(self.SEEN[line], time_s=time_s))
            told += [(type(event), time_s - first / fps) for event in rule.update(figure, now)]
        return told

    def test_what_is_too_close_to_call_mends_nothing(self) -> None:
        (started,) = self._told([-15] * 20 + [8] + [-6] * 8 + [8] + [-6] * 5, 20)
        assert started[0] is FaultStarted

    def test_it_is_right_in_all_for_long_enough_though_not_without_a_break(self) -> None:
        _, (kind, at_s) = self._told([-15] * 20 + [8, 8, 8, -6] * 4, 20)
        assert kind is FaultEnded
        assert at_s == pytest.approx(1.5)

    @pytest.mark.parametrize("fps", [5, 10, 20, 30])
    def test_how_times_are_rounded_changes_nothing(self, fps: int) -> None:
        lines = [8] * 3 + [-15] * fps + [8] * fps
        (once,) = {
            tuple((kind, round(at_s, 6)) for kind, at_s in self._told(lines, fps, first))
            for first in range(0, 400, 7)
        }
        assert [kind for kind, _ in once] == [FaultStarted, FaultEnded]

    def test_of_two_reps_that_are_decided_on_at_once_both_were_judged(self) -> None:
        rule = FaultDetector(self.CHECK)
        for frame in range(100):
            figure = Figure(replace(self.SEEN[8], time_s=frame / 20))
            now = FrameContext(
                time_s=frame / 20,
                step_s=1 / 20,
                view="side",
                phase=None,
                is_clearly_rep=False,
                rep=1,
            )
            if frame < 52:
                rule.update(figure, now)
            else:
                rule.unknown(Reason.NOT_VISIBLE, frame / 20, 1 / 20)
        tempo = Tempo(out_s=0.5, turn_pause_s=0.0, back_s=0.5, start_pause_s=0.0)
        reps = [Cycle(s, s + 0.5, s + 1, 30.0, None, tempo) for s in (0.5, 1.5, 3.0)]
        assert [rule.finish_rep(rep) for rep in reps] == [False, False, True]


@pytest.mark.slow
def test_swings_of_the_trunk_are_told_each_in_its_rep_and_not_between_them() -> None:
    def posed(t: float) -> Stick:
        pull = pulled(t, 3)
        return hinged(torso=20 + 30 * pull, reach=1 - 0.5 * pull)

    seen = watch(film(posed, 9), "bent-over-row")
    swings = [(f.from_s, f.to_s) for f in seen.faults if f.id == "torso_rising"]
    assert len(swings) == len(seen.reps) == 3
    for (from_s, to_s), rep in zip(swings, seen.reps, strict=True):
        assert rep.start_s <= from_s < rep.turn_s < to_s <= rep.end_s


@pytest.mark.slow
@pytest.mark.parametrize("lead_s", [0.0, 0.15])
def test_a_jerk_of_the_trunk_at_the_very_start_of_a_pull_is_told(lead_s: float) -> None:
    def posed(t: float) -> Stick:
        since = t - (5.5 - lead_s)  # the third pull begins at 5.5 s
        jerk = min(1.0, max(0.0, since / 0.2)) - min(1.0, max(0.0, (since - 0.35) / 0.5))
        return hinged(torso=20 + 30 * jerk, reach=1 - 0.5 * pulled(t))

    seen = watch(film(posed, 10), "bent-over-row")
    (told,) = (f for f in seen.faults if f.id == "torso_rising")
    assert told.from_s == pytest.approx(5.5 - lead_s + 0.15, abs=0.15)
    assert told.to_s == pytest.approx(5.5 - lead_s + 0.5, abs=0.15)
    assert len(seen.reps) == 4


@pytest.mark.slow
def test_a_fault_of_the_last_rep_is_not_claimed_in_the_rest_after_it() -> None:
    def posed(t: float) -> Stick:
        pull = pulled(t, 3)
        return hinged(torso=20 + 30 * pull, reach=1 - 0.5 * pull)

    observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
    lasting: list[float] = []
    for pose in film(posed, 20):
        session.update(observer.update(pose))
        if session.status.faults:
            lasting.append(pose.time_s)
    assert 6 < lasting[-1] < 8


@pytest.mark.slow
def test_a_session_ends_once() -> None:
    observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
    for pose in film(rows(3), 8):
        session.update(observer.update(pose))
    assert session.finish()
    assert not session.finish()


def test_a_flicker_is_no_fault() -> None:
    def posed(t: float) -> Stick:
        return prone(line=-20 if (t * 10) % 10 < 1 else 8)

    assert not watch(film(posed, 8), "plank").fault_ids


def test_a_hold_that_cannot_be_judged_is_not_called_good() -> None:
    def hide(pose: Pose) -> Pose:
        visibility = pose.visibility.copy()
        visibility[27:33] = 0.2
        return replace(pose, visibility=visibility) if pose.time_s > 2 else pose

    (hold,) = watch((hide(p) for p in film(lambda _: prone(), 8)), "plank").holds
    assert hold.end_s - hold.start_s == pytest.approx(8, abs=0.1)
    assert hold.good_s == pytest.approx(2, abs=0.2)


class TestWhenAFaultOfARepIsSaid:
    @pytest.mark.slow
    def test_its_beginning_is_the_fault_s_not_the_rep_s(self) -> None:
        def posed(t: float) -> Stick:
            return hinged(torso=20 + 40 * min(1.0, 2 * pulled(t)), reach=1 - 0.5 * pulled(t))

        observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
        told = [
            e
            for pose in film(posed, 10)
            for e in session.update(observer.update(pose))
            if isinstance(e, FaultStarted) and e.id == "torso_rising"
        ]
        risen = next(t / 30 for t in range(30, 90) if 80 * pulled(t / 30) > 20)
        assert told[0].from_s == pytest.approx(risen, abs=0.1)
        assert told[0].time_s - told[0].from_s < 0.5

    def test_a_trunk_that_rises_with_half_a_pull_is_somebody_getting_up(self) -> None:
        def posed(t: float) -> Stick:
            up = min(1.0, max(0.0, (t - 4) / 0.8))
            return hinged(torso=20 + 40 * up, reach=1 - 0.13 * up)

        assert "torso_rising" not in watch(film(posed, 7), "bent-over-row").fault_ids

    @pytest.mark.parametrize(
        ("counted_s", "getting_in", "told_s"),
        [((0.9, 2.1), False, [2.4]), ((2.1, 2.4), False, []), ((0.9, 2.1), True, [])],
    )
    def test_in_a_movement_that_never_looked_like_a_rep_it_is_told_once_that_counts(
        self, counted_s: tuple[float, float], getting_in: bool, told_s: list[float]
    ) -> None:
        (check,) = (c for c in load_exercise("bent-over-row").checks if c.id == "torso_rising")
        rule = FaultDetector(check)
        events: list[Event] = []
        for frame in range(72):
            time_s = frame / 30
            moves = 1 <= time_s < 2
            now = FrameContext(
                time_s=time_s,
                step_s=1 / 30,
                view="side",
                phase=Phase.OUT if moves else Phase.START,
                is_clearly_rep=False,
                rep=1,
                in_movement=moves,
                at_start=not moves,
                getting_in=getting_in,
            )
            body = hinged(torso=60 if moves else 20)
            events += rule.update(Figure(Camera().see(body, frame, time_s)), now)
        assert not events
        start_s, end_s = counted_s
        tempo = Tempo(out_s=0.5, turn_pause_s=0.0, back_s=0.5, start_pause_s=0.0)
        rep = Cycle(start_s, (start_s + end_s) / 2, end_s, 30.0, None, tempo)
        events = rule.counted(rep, 1, 2.4)
        assert [e.time_s for e in events if isinstance(e, FaultStarted)] == told_s


def test_a_bad_frame_now_and_then_does_not_add_up() -> None:
    def posed(t: float) -> Stick:
        return prone(line=-20 if round(t * 30) % 5 == 0 else 8)

    assert not watch(film(posed, 8), "plank").fault_ids


@pytest.mark.parametrize("torso", [58.0, 30.0])
def test_an_upright_trunk_is_a_matter_of_reps(torso: float) -> None:
    """Who stands bent over and does nothing, or gets up, is told nothing."""

    def posed(t: float) -> Stick:
        return hinged(torso=torso if t < 4 else torso + 40 * (t - 4))

    assert not watch(film(posed, 5), "bent-over-row").faults


def _lowered(t: float) -> Stick:
    """A plank on straight arms whose hips sink from 4 s on by 14 degrees a second, to the floor."""
    return prone(line=8 - 14 * max(0.0, t - 4))


@pytest.mark.parametrize("yaw", [90, 45])
def test_lying_down_from_a_plank_is_no_sag(yaw: float) -> None:
    watched = watch(film(_lowered, 5.9, camera=Camera(yaw=yaw)), "plank")
    assert watched.holds
    assert not watched.fault_ids


@pytest.mark.slow
@pytest.mark.parametrize("deg_per_s", [1.0, 60.0])
@pytest.mark.parametrize("exercise", ["plank", "push-up"])
def test_a_sag_that_stays_or_creeps_on_is_told(exercise: str, deg_per_s: float) -> None:
    def posed(t: float) -> Stick:
        return prone(line=max(-16.0, 8 - deg_per_s * max(0.0, t - 2)))

    (fault,) = watch(film(posed, 30), exercise).faults
    crossed_s = 2 + (8 + 10) / deg_per_s
    assert fault.from_s == pytest.approx(crossed_s, abs=2.5)


def _dipping(t: float, *, at_turn: float, at_top: float) -> Stick:
    """Push-ups of two seconds whose line is another near the floor."""
    reach = wave(t, period=2.0, rest=0.2, low=0.55, high=1.0)
    low = (1 - reach) / 0.45
    return prone(reach=reach, line=at_top + (at_turn - at_top) * min(1.0, max(0.0, 3 * low - 2)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("yaw", "at_turn", "at_top", "told"),
    [(45, -19, 4, False), (90, -19, 4, True), (45, -19, -19, True)],
)
def test_from_three_quarters_a_sag_is_not_told_near_the_turn(
    yaw: float, at_turn: float, at_top: float, *, told: bool
) -> None:
    poses = film(lambda t: _dipping(t, at_turn=at_turn, at_top=at_top), 9, camera=Camera(yaw=yaw))
    assert ("hips_sagging" in watch(poses, "push-up").fault_ids) is told
