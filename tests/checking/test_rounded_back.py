"""The outline of the back: against the person's own, and where the arm hides it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.checking import Session
from formcheck.checking.baseline import BestSoFar
from formcheck.checking.context import FrameContext
from formcheck.checking.faults import FaultDetector
from formcheck.checking.reps.cycle import Phase
from formcheck.events import Event, FaultStarted, Reason
from formcheck.exercises import load_exercise
from formcheck.measures import Figure
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver
from tests.checking.session_recorder import watch
from tests.figures import (
    Camera,
    Stick,
    back_outline,
    film,
    hinged,
    pulled,
    rows,
)


class TestRoundedBack:
    def _film(self, bends: dict[float, float], *, yaw: float = 90) -> list[Pose]:
        """Four rows whose back bends by so much from a time on."""

        def bend(t: float) -> float:
            return [v for start, v in bends.items() if t >= start][-1]

        return [
            replace(p, back=back_outline(bend(p.time_s)))
            for p in film(rows(4), 10, camera=Camera(yaw=yaw))
        ]

    @pytest.mark.slow
    def test_a_flat_back_is_right_whatever_the_person_s_own_offset(self) -> None:
        for own in (-45, -15, 0, 12):
            assert "rounded_back" not in watch(self._film({0: own}), "bent-over-row").fault_ids

    @pytest.mark.slow
    def test_rounding_is_told_against_the_person_s_own_flat_back(self) -> None:
        seen = watch(self._film({0: -10, 5.1: 28}), "bent-over-row")
        (fault,) = seen.faults
        assert fault.id == "rounded_back"
        assert fault.value == pytest.approx(38, abs=2)
        assert fault.from_s == pytest.approx(5.1, abs=0.5)
        assert [("rounded_back" in r.faults) for r in seen.reps] == [False, False, True, True]

    @pytest.mark.slow
    def test_rounded_from_the_start_needs_a_wider_band(self) -> None:
        assert "rounded_back" in watch(self._film({0: 35}), "bent-over-row").fault_ids
        unsure = watch(self._film({0: 5}), "bent-over-row")
        assert "rounded_back" not in unsure.fault_ids
        assert ("rounded_back", Reason.UNSURE.value) in unsure.not_judged
        assert all("rounded_back" in r.unknown for r in unsure.reps)

    def test_a_single_reading_after_a_rep_is_not_the_person_s_own(self) -> None:
        """Short hangs add up, but what is steady in them is steady all through."""
        rule = FaultDetector(
            next(c for c in load_exercise("bent-over-row").checks if c.id == "rounded_back")
        )
        figure_of = {
            bend: Figure(replace(Camera().see(hinged(), 0, 0.0), back=back_outline(bend)))
            for bend in (-12, -60)
        }
        now = FrameContext(
            time_s=0.0,
            step_s=1 / 30,
            view="side",
            phase=Phase.START,
            is_clearly_rep=False,
            rep=1,
            at_start=True,
        )
        told: list[Event] = []
        for frame in range(120):
            time_s = frame / 30
            pulling = 1 <= time_s < 2
            told += rule.update(
                figure_of[-60 if frame == 60 else -12],
                replace(
                    now,
                    time_s=time_s,
                    phase=Phase.OUT if pulling else Phase.START,
                    is_clearly_rep=pulling,
                    at_start=not pulling,
                ),
            )
        assert not told

    def test_who_never_rests_for_long_has_an_own_flat_back_too(self) -> None:
        own = BestSoFar(-5)
        context = FrameContext(
            time_s=0.0, step_s=0.05, view="side", phase=None, is_clearly_rep=False, rep=1
        )
        for frame in range(60):
            hanging = frame % 15 < 4  # for a fifth of a second between the pulls
            phase = Phase.START if hanging else Phase.OUT
            bend = -20.0 if hanging else 30.0
            own.update(frame * 0.05, bend, replace(context, time_s=frame * 0.05, phase=phase))
        assert own.value == pytest.approx(-20)

    def test_a_long_pause_starts_anew(self) -> None:
        own = BestSoFar(-5)
        context = FrameContext(
            time_s=0.0, step_s=0.05, view="side", phase=Phase.START, is_clearly_rep=False, rep=1
        )
        for time_s in (0.0, 0.05, 0.1, 0.15, 0.2, 9.0, 9.05, 9.1, 9.15, 9.2):
            own.update(time_s, -20.0, context)
        assert np.isnan(own.value)

    @pytest.mark.parametrize(("bend", "delay_s"), [(8, 0.2), (28, 0.1)])
    def test_what_is_clearly_wrong_is_told_sooner(self, bend: float, delay_s: float) -> None:
        observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
        poses = film(lambda t: hinged(), 6)
        backs = (replace(p, back=back_outline(bend if p.time_s >= 3 else -10)) for p in poses)
        (told,) = (
            e
            for p in backs
            for e in session.update(observer.update(p))
            if isinstance(e, FaultStarted)
        )
        assert told.time_s - 3 == pytest.approx(delay_s, abs=0.05)

    @pytest.mark.slow
    def test_an_upright_trunk_is_another_shape_and_not_compared(self) -> None:
        def posed(t: float) -> Stick:
            return hinged(torso=20 + 48 * min(1.0, max(0.0, (t - 3) / 0.5)))

        backs = [
            replace(p, back=back_outline(10 if p.time_s >= 3.3 else -25)) for p in film(posed, 8)
        ]
        assert "rounded_back" not in watch(backs, "bent-over-row").fault_ids

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("own", "bend", "fault"), [(-20, 20, True), (-20, -5, False), (12, 60, False)]
    )
    def test_a_small_picture_tells_clear_changes_from_a_sure_back_alone(
        self, own: float, bend: float, fault: bool
    ) -> None:
        def small(pose: Pose) -> Pose:
            image = (pose.image - pose.image.mean(axis=0)) * 38 / Figure(pose).torso_px + 200
            return replace(pose, image=image)

        films = self._film({0: own, 5.1: bend})
        seen = watch([small(p) for p in films], "bent-over-row")
        assert len(seen.reps) == 4
        assert ("rounded_back" in seen.fault_ids) is fault

    def test_at_ten_frames_a_second_two_clear_ones_are_enough(self) -> None:
        """Sums of tenths of a second are a hair less than a tenth: no third frame is waited for."""
        observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
        poses = film(lambda t: hinged(), 6, fps=10)
        backs = (replace(p, back=back_outline(28 if p.time_s >= 2.95 else -10)) for p in poses)
        (told,) = (
            e
            for p in backs
            for e in session.update(observer.update(p))
            if isinstance(e, FaultStarted)
        )
        assert told.time_s == pytest.approx(3.1, abs=0.01)

    @pytest.mark.slow
    def test_not_from_three_quarters(self) -> None:
        seen = watch(self._film({0: 0, 5: 50}, yaw=45), "bent-over-row")
        assert not seen.fault_ids
        assert ("rounded_back", Reason.WRONG_VIEW.value) in seen.not_judged

    @pytest.mark.slow
    def test_without_an_outline_it_is_not_judged(self) -> None:
        seen = watch(film(rows(3), 8), "bent-over-row")
        assert ("rounded_back", Reason.NO_SILHOUETTE.value) in seen.not_judged
        assert all("rounded_back" in r.unknown for r in seen.reps)


class TestWhatTheArmHides:
    @pytest.mark.slow
    def test_a_back_is_judged_as_long_as_the_arm_is_below_it(self) -> None:
        """The back gives way in mid pull: nobody waits for the arm to hang again."""
        film_ = [
            replace(p, back=back_outline(-10 if p.time_s < 5.15 else 30))
            for p in film(lambda t: hinged(reach=1 - 0.35 * pulled(t)), 10)
        ]
        (fault,) = watch(film_, "bent-over-row").faults
        assert fault.id == "rounded_back"
        assert fault.from_s == pytest.approx(5.15, abs=0.1)

    @pytest.mark.slow
    def test_what_it_hides_is_neither_judged_nor_held_against_the_rep(self) -> None:
        def lifted(pose: Pose) -> Pose:
            return replace(pose, back=back_outline(70 if pulled(pose.time_s) > 0.92 else -10))

        film_ = [
            lifted(p) for p in film(lambda t: hinged(torso=15, reach=1 - 0.68 * pulled(t)), 10)
        ]
        seen = watch(film_, "bent-over-row")
        assert "rounded_back" not in seen.fault_ids
        assert not any("rounded_back" in rep.unknown for rep in seen.reps)
