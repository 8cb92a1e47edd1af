"""What a check needs to know of the session at a frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.checking.reps.cycle import Phase
from formcheck.pose import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameContext:
    """What a check needs to know of the session at a frame.

    Attributes:
        time_s: The frame's time.
        step_s: Time since the frame before.
        view: The camera's view.
        phase: The rep's phase; None outside of reps and in holds.
        in_movement: Whether a movement is under way that may become a rep.
        is_clearly_rep: Whether it is clearly a rep.
        at_start: Whether the signal is where reps start.
        rep: The number of the rep under way or to come, from 1.
        concentric: Which way is the concentric one, ``out`` or ``back``.
        settled: Whether the person is not on the way into the position or out of it.
        surely_side: Whether nothing speaks against the view, if it is the side.
        way: How far the rep signal is from the exercise's start towards its turn, which is 1; NaN
            where it is not known, and in holds.
        ways: How far it is on each side, where either arm or leg may work alone; else empty.
        upright_bend: How the outline of the back bent while the person stood upright, degrees; NaN
            where that was not seen.
        getting_in: Whether the movement began while the position was just being taken.
    """

    time_s: float
    step_s: float
    view: str
    phase: Phase | None
    is_clearly_rep: bool
    rep: int
    in_movement: bool = False
    at_start: bool = False
    concentric: str = "out"
    settled: bool = True
    surely_side: bool = True
    way: float = math.nan
    ways: tuple[tuple[Side, float], ...] = ()
    upright_bend: float = math.nan
    getting_in: bool = False
