"""The phases of a rep in seconds, as documents tell them."""

from __future__ import annotations

import math

from formcheck.checking.reps.tempo import TEMPO_FPS, tempo_of
from formcheck.checking.reps.timing import Timing

TIMING = Timing(since_s=2.0, top_s=3.0, leave_s=3.25, until_s=4.5, fps=30.0)


def test_the_phases_add_up_to_the_rep() -> None:
    found = tempo_of(TIMING, 1.5)
    assert (found.out_s, found.turn_pause_s, found.back_s) == (1.0, 0.25, 1.25)
    assert found.out_s + found.turn_pause_s + found.back_s == TIMING.until_s - TIMING.since_s


def test_the_rest_before_it_is_counted_from_the_end_of_the_one_before() -> None:
    assert tempo_of(TIMING, 1.5).start_pause_s == 0.5
    assert tempo_of(TIMING, 2.5).start_pause_s == 0.0
    first = tempo_of(TIMING, math.nan)
    assert math.isnan(first.start_pause_s)  # before the first there is nothing that it follows


def test_too_few_frames_tell_nothing() -> None:
    few = Timing(2.0, 3.0, 3.25, 4.5, fps=TEMPO_FPS - 1)
    for untimed in (tempo_of(few, 1.5), tempo_of(None, 1.5)):
        assert math.isnan(untimed.out_s)
        assert math.isnan(untimed.start_pause_s)
