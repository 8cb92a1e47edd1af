"""The phases of a rep in seconds."""

from __future__ import annotations

import math
from typing import Final

from formcheck.checking.reps.timing import Timing
from formcheck.events import Tempo
from formcheck.geometry import NAN

TEMPO_FPS = 12.0
"""With fewer frames a second the phases of a rep cannot be told apart."""

_UNTIMED: Final = Tempo(out_s=NAN, turn_pause_s=NAN, back_s=NAN, start_pause_s=NAN)


def tempo_of(timing: Timing | None, rested_s: float) -> Tempo:
    """The tempo of one movement out and back.

    Args:
        timing: As `timing_of` found it.
        rested_s: When the movement before it ended; NaN if there was none.

    Returns:
        Its phases; all NaN where they could not be timed.  The rest before it is NaN where nothing
        was done before.

    >>> found = tempo_of(Timing(2.0, 3.0, 3.25, 4.5, fps=30.0), rested_s=1.5)
    >>> found.out_s, found.turn_pause_s, found.back_s, found.start_pause_s
    (1.0, 0.25, 1.25, 0.5)
    """
    if timing is None or timing.fps < TEMPO_FPS:
        return _UNTIMED
    return Tempo(
        out_s=timing.top_s - timing.since_s,
        turn_pause_s=timing.leave_s - timing.top_s,
        back_s=timing.until_s - timing.leave_s,
        start_pause_s=NAN if math.isnan(rested_s) else max(0.0, timing.since_s - rested_s),
    )
