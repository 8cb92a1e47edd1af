"""All checks of an exercise in one session: what is wrong now, and what was wrong in a rep."""

from __future__ import annotations

import math
from collections.abc import Sequence

from formcheck.checking.context import FrameContext
from formcheck.checking.detector import Detector
from formcheck.checking.faults import FaultDetector
from formcheck.checking.hold import form_of_frame
from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture, OwnValue, stance_of
from formcheck.checking.reps.cycle import Cycle
from formcheck.checking.tempo_check import TempoDetector
from formcheck.checking.turn_check import TurnDetector
from formcheck.events import Event, FaultEnded, FaultStarted, HoldForm, Reason, Verdict
from formcheck.exercises import Check, Exercise, Rep
from formcheck.measures import MEASURES, Figure
from formcheck.severity import rank

MEMORY_S = 30.0
"""How long faults that ended are remembered, seconds."""


class Form:
    """The checks of one exercise.

    Args:
        exercise: What is done.
        own: The person's own posture of another day.
    """

    def __init__(self, exercise: Exercise, own: OwnPosture = NOTHING_OWN) -> None:
        stance = stance_of(exercise)
        self._detectors = tuple(
            _detector(check, exercise.rep, own.get((check.measure, stance)) if stance else None)
            for check in exercise.checks
        )
        self._ended: list[FaultEnded] = []

    @property
    def judges_outlines(self) -> bool:
        """Whether one of them reads the silhouette's outline."""
        measures = (MEASURES.get(d.check.measure) for d in self._detectors)
        return any(measure.from_outline for measure in measures if measure is not None)

    @property
    def shown(self) -> dict[str, float]:
        """The person's own best value of each measure that was shown and is surely right."""
        found = {d.check.measure: d.shown for d in self._detectors if isinstance(d, FaultDetector)}
        return {measure: value for measure, value in found.items() if not math.isnan(value)}

    @property
    def lasting(self) -> list[tuple[FaultStarted, float]]:
        """The faults that last, each with the value last judged, the most severe first."""
        found = [(d.active, d.value) for d in self._detectors if d.active is not None]
        return sorted(found, key=lambda fault: rank(fault[0].severity))

    @property
    def verdicts(self) -> tuple[Verdict | None, ...]:
        """What each check says of the last frame; None where it was not looked at."""
        return tuple(detector.verdict for detector in self._detectors)

    @property
    def of_frame(self) -> HoldForm:
        """The form in the last frame of a hold, as a whole."""
        blind = any(detector.blind for detector in self._detectors)
        return form_of_frame(self.verdicts, blind=blind)

    def update(self, figure: Figure, now: FrameContext) -> list[Event]:
        """Judge a frame in which the person is in position."""
        events = [e for detector in self._detectors for e in detector.update(figure, now)]
        self._ended = [e for e in self._ended if e.to_s >= now.time_s - MEMORY_S]
        self._ended += [e for e in events if isinstance(e, FaultEnded)]
        return events

    def catch_up(self, frames: Sequence[tuple[Figure, FrameContext]]) -> list[Event]:
        """Judge the frames that are known now to have been in position."""
        return [e for d in self._detectors for seen, then in frames for e in d.update(seen, then)]

    def unknown(self, reason: Reason, time_s: float, step_s: float) -> None:
        """A frame cannot be judged."""
        for detector in self._detectors:
            detector.unknown(reason, time_s, step_s)

    def counted(self, cycle: Cycle, rep: int, time_s: float) -> list[Event]:
        """Judge what shows only of a rep as a whole.

        Args:
            cycle: The rep, with its times as they are told.
            rep: Its number, from 1.
            time_s: When it was counted.
        """
        return [e for detector in self._detectors for e in detector.counted(cycle, rep, time_s)]

    def finish_rep(self, cycle: Cycle) -> list[str]:
        """End a rep, or what was none; returns the ids of the checks that could not judge it."""
        return [detector.check.id for detector in self._detectors if detector.finish_rep(cycle)]

    def faults_in(self, cycle: Cycle) -> tuple[str, ...]:
        """The ids of the faults that overlap a rep; those that ended before its end are done."""
        found = {e.id for e in self._ended if e.from_s < cycle.end_s and e.to_s >= cycle.start_s}
        self._ended = [e for e in self._ended if e.to_s >= cycle.end_s]
        return tuple(
            detector.check.id
            for detector in self._detectors
            if detector.check.id in found or detector.overlaps(cycle.start_s, cycle.end_s)
        )

    def left_position(self, time_s: float) -> list[Event]:
        """The person is no longer in position; a rep that is counted later may have its faults."""
        events = [e for detector in self._detectors for e in detector.left_position(time_s)]
        self._ended += [e for e in events if isinstance(e, FaultEnded)]
        return events

    def finish(self, time_s: float) -> list[Event]:
        """The session is over: close what lasts and say what could not be judged."""
        return [event for detector in self._detectors for event in detector.finish(time_s)]


def _detector(check: Check, rep: Rep | None, own: OwnValue | None) -> Detector:
    if check.is_of_tempo and rep is not None:
        return TempoDetector(check, rep)
    return TurnDetector(check) if check.during in {"turn", "best"} else FaultDetector(check, own)
