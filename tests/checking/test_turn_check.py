"""A check of where a rep turns: judged when it is counted, and on the way back alone."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formcheck.checking.baseline import NearTurn, TurnOfRep
from formcheck.checking.context import FrameContext
from formcheck.checking.faults import FaultDetector
from formcheck.checking.reps.cycle import Cycle, Phase
from formcheck.checking.turn_check import TurnDetector
from formcheck.events import Event, FaultEnded, FaultStarted, NotJudged, Reason, Tempo
from formcheck.exercises import Check
from formcheck.measures import Figure
from formcheck.pose import Side
from tests.figures import THIGH
from tests.measures.bodies import figure_of, standing


def squatting(depth: float) -> Figure:
    """Somebody side-on whose hip is so far above the knee, percent of the thigh."""
    up = depth / 100 * THIGH
    back = math.sqrt(max(0.0, THIGH**2 - up**2))
    return figure_of(standing(knee=(0.0, 0.5), hip=(-back, 0.5 + up)))


def at(phase: Phase, time_s: float = 0.0, way: float = math.nan) -> FrameContext:
    return FrameContext(
        time_s=time_s,
        step_s=0.05,
        view="side",
        phase=phase,
        is_clearly_rep=True,
        rep=1,
        in_movement=True,
        concentric="back",
        way=way,
    )


def test_the_turn_is_compared_with_on_the_way_back_alone() -> None:
    turn = TurnOfRep()

    def after(phase: Phase, *seen: tuple[float, float]) -> float:
        for way, value in seen:
            now = at(phase, way=way)
            assert turn.wants(now) is (phase is Phase.TURN)
            turn.update(0.0, value, now)
        return turn.value

    assert np.isnan(after(Phase.OUT, (0.2, 80), (0.6, 60)))
    on_the_way_down = ((0.8, 55), (0.9, 47))
    assert np.isnan(after(Phase.TURN, *on_the_way_down, (1, 41), (1.02, np.nan), (0.99, 39)))
    assert after(Phase.BACK, (0.8, 20), (0.1, 70)) == pytest.approx(40)
    assert np.isnan(after(Phase.START, (0, 85)))
    assert np.isnan(after(Phase.TURN, (1, 50)))
    assert after(Phase.BACK, (0.8, 60)) == pytest.approx(50)


def test_what_a_measure_was_when_the_rep_came_near_its_turn_is_known_from_then_on() -> None:
    turn = NearTurn()

    def after(phase: Phase, *values: float) -> float:
        for i, value in enumerate(values):
            turn.update(i * 0.05, value, at(phase, i * 0.05))
        return turn.value

    assert np.isnan(after(Phase.OUT, 20, 30, 40))
    assert np.isnan(after(Phase.TURN, 50, np.nan))
    assert after(Phase.TURN, np.nan, 51, 53, 70, 80) == pytest.approx(51)
    assert after(Phase.BACK, 60, 20) == pytest.approx(51)
    assert np.isnan(after(Phase.START, 10))


def test_a_fault_that_holds_the_turn_up_is_found_in_it() -> None:
    """Hips that rise first keep the hip bent: its angle turns when the fault is nearly over."""
    check = Check(
        id="hips_first",
        name="Hips first",
        measure="hip_depth",
        max=10,
        margin=4,
        for_s=0.1,
        during="concentric",
        views=("side",),
        relative_to="near-turn",
        severity="risk",
        cue="Together",
        mended="Good",
        why="",
        source="",
    )

    def told(phases: str, rises: float) -> list[str]:
        detector = FaultDetector(check)
        names = {"o": Phase.OUT, "t": Phase.TURN, "b": Phase.BACK}
        events: list[Event] = []
        for i, name in enumerate(phases):
            depth = 10 + (rises if 6 <= i < 10 else 0)
            events += detector.update(squatting(depth), at(names[name], i * 0.05))
        return [event.id for event in events if isinstance(event, FaultStarted)]

    assert told("oottttttttttbb", 20) == ["hips_first"]
    assert told("oottttbbbbbbbb", 20) == ["hips_first"]
    assert told("oottttttttttbb", 8) == []
    assert told("oooooooooooooo", 20) == []


class TestAtTheTurn:
    """A check at the turn is judged when a rep is counted, by where it turned."""

    CHECK = Check(
        id="too_shallow",
        name="Too shallow",
        measure="hip_depth",
        max=40,
        margin=8,
        during="turn",
        views=("side", "three-quarter"),
        severity="range",
        cue="Deeper",
        mended="Deep",
        why="",
        source="",
    )

    def judged(
        self,
        *depths: float,
        view: str = "side",
        slow: float = 1.0,
        unseen: float = -100.0,
        check: Check = CHECK,
    ) -> list[Event]:
        """Reps that turn at some depths, percent of the thigh, three seconds each.

        Below the depth `unseen` the position counts as left, so that nothing is looked at.
        """
        detector = TurnDetector(check)
        events: list[Event] = []
        for number, depth in enumerate(depths):
            for i in range(91):
                at = 98 - (98 - depth) * (0.5 - 0.5 * math.cos(2 * math.pi * i / 90))
                now = FrameContext(
                    time_s=slow * (3 * number + i / 30),
                    step_s=slow / 30,
                    view=view,
                    phase=Phase.OUT,
                    is_clearly_rep=True,
                    rep=number + 1,
                    way=(98 - at) / 90,
                    at_start=at >= 97,
                )
                if at >= unseen:
                    events += detector.update(squatting(at), now)
            start_s, turn_s, end_s = (slow * (3 * number + s) for s in (0.2, 1.5, 2.8))
            rep = Cycle(
                start_s,
                turn_s,
                end_s,
                88.0,
                None,
                Tempo(out_s=1.3, turn_pause_s=0.1, back_s=1.3, start_pause_s=0.4),
            )
            events += detector.counted(rep, number + 1, slow * 3 * (number + 1))
            if detector.finish_rep(rep):
                events.append(NotJudged(time_s=0.0, id="rep", reason=Reason.UNSURE, seconds=1.0))
        return [*events, *detector.finish(9.0)]

    @pytest.mark.parametrize("slow", [0.3, 1, 3])
    def test_a_deep_rep_is_right_though_its_way_down_passed_what_is_too_shallow(
        self, slow: float
    ) -> None:
        assert self.judged(10, slow=slow) == []

    def test_a_shallow_one_is_told_when_it_has_turned_and_a_deep_one_mends_it(self) -> None:
        events = self.judged(70, 66, 8)
        started, ended = events
        assert isinstance(started, FaultStarted)
        assert isinstance(ended, FaultEnded)
        assert started.value == pytest.approx(70, abs=3)
        assert started.from_s <= 1.5 <= started.time_s <= 3
        assert ended.time_s == 9
        assert ended.rep == 1
        assert ended.value == pytest.approx(68, abs=4)
        assert ended.to_s == pytest.approx(4.7, abs=0.4)

    def test_it_is_compared_with_the_start_of_the_rep_where_that_is_asked(self) -> None:
        sinks = self.CHECK.model_copy(update={"relative_to": "rep-start", "max": -60})
        assert self.judged(20, check=sinks) == []
        started, _ = self.judged(60, check=sinks)
        assert isinstance(started, FaultStarted)
        assert started.value == pytest.approx(60 - 98, abs=4)

    def test_where_the_turn_itself_was_not_looked_at_nothing_is_said(self) -> None:
        (event,) = self.judged(0, unseen=60)
        assert isinstance(event, NotJudged)

    def test_who_turns_somewhere_without_a_rep_is_not_judged(self) -> None:
        detector = TurnDetector(self.CHECK)
        for i in range(60):
            way = min(i, 59 - i) / 90
            now = FrameContext(
                time_s=i / 30,
                step_s=1 / 30,
                view="side",
                phase=Phase.OUT,
                is_clearly_rep=True,
                rep=1,
                way=way,
            )
            assert detector.update(squatting(98 - 90 * way), now) == []
        assert detector.finish(2.0) == []

    def test_in_between_and_from_the_front_nothing_is_said(self) -> None:
        for depth, view, reason in ((44, "side", Reason.UNSURE), (70, "front", Reason.WRONG_VIEW)):
            events = self.judged(depth, view=view)
            assert {each.id for each in events if isinstance(each, NotJudged)} >= {"rep"}
            reasons = {each.reason for each in events if isinstance(each, NotJudged)}
            assert reason in reasons
            assert not any(isinstance(each, FaultStarted) for each in events)


class TestOneArmAtATime:
    """Where one arm works alone its turn is judged, whichever is nearer to the camera."""

    CHECK = TestAtTheTurn.CHECK.model_copy(
        update={
            "id": "not_overhead",
            "measure": "hand_height",
            "max": None,
            "min": 78,
            "margin": 10,
            "views": ("side",),
        }
    )

    def verdicts(self, *, left: float, right: float, side: Side | None) -> set[str]:
        """A rep seen side-on from the left, in which each hand rises to a share of the way up."""
        detector = TurnDetector(self.CHECK)
        for i in range(91):
            risen = 0.5 - 0.5 * math.cos(2 * math.pi * i / 90)
            points = standing(
                {
                    "left wrist": (0.1, 1.4 + 0.6 * left * risen),
                    "right wrist": (0.1, 1.4 + 0.6 * right * risen),
                }
            )
            now = FrameContext(
                time_s=i / 30,
                step_s=1 / 30,
                view="side",
                phase=Phase.OUT,
                is_clearly_rep=True,
                rep=1,
                way=left * risen,
                ways=(("left", left * risen), ("right", right * risen)),
            )
            assert detector.update(figure_of(points), now) == []
        tempo = Tempo(out_s=1.3, turn_pause_s=0.1, back_s=1.3, start_pause_s=0.4)
        events = detector.counted(Cycle(0.2, 1.5, 2.8, 1.0, None, tempo, side), 1, 3.0)
        return {each.id for each in events if isinstance(each, FaultStarted)}

    @pytest.mark.parametrize("side", ["right", None])
    def test_the_near_arm_that_rests_meanwhile_is_not_blamed(self, side: Side | None) -> None:
        assert not self.verdicts(left=0.1, right=1.0, side=side)

    @pytest.mark.parametrize("side", ["right", None])
    def test_an_arm_that_stops_short_is_found_on_either_side(self, side: Side | None) -> None:
        assert self.verdicts(left=0.0, right=0.5, side=side) == {"not_overhead"}
        assert self.verdicts(left=0.5, right=0.0, side="left") == {"not_overhead"}

    def test_where_both_work_the_near_one_is_judged(self) -> None:
        assert self.verdicts(left=0.6, right=1.0, side=None) == {"not_overhead"}
