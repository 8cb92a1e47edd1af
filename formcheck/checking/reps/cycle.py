"""One movement out and back, and where in it a signal is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from formcheck.events import AttemptReason, Tempo, Verdict
from formcheck.geometry import NAN
from formcheck.pose import Side


class Phase(Enum):
    """Where in a rep the signal is."""

    START = "start"
    OUT = "out"
    TURN = "turn"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Cycle:
    """One movement out and back.

    Attributes:
        start_s: When it left the start.
        turn_s: When it turned.
        end_s: When it was back.
        range: How far it went, in the rep signal's unit; NaN where that could not be seen.
        reason: Why it does not count; None for a rep.
        tempo: Seconds of its phases.
        side: The arm or leg that made it alone; None for both.
        confidence: How sure it is that this is a rep, 0 to 1.
        side_seen: How well the arm or leg that made it alone was seen, 0 to 1; NaN for both.
        stages: Whether it passed each of the exercise's stages; empty until that was looked at.
        left_out: Ids of the stages that it needed and did not pass.
    """

    start_s: float
    turn_s: float
    end_s: float
    range: float
    reason: AttemptReason | None
    tempo: Tempo
    side: Side | None = None
    confidence: float = 1.0
    side_seen: float = NAN
    stages: tuple[Verdict, ...] = ()
    left_out: tuple[str, ...] = ()
