"""The phases of a rep: true for people who move smoothly and for those at constant speed."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.checking.reps.tempo import TEMPO_FPS, Path, tempo_of, timing_of, within
from formcheck.events import Tempo


def timed(path: Path, turn_s: float, low: float, high: float, rested_s: float) -> Tempo:
    return tempo_of(timing_of(path, turn_s, low, high), rested_s)


def smooth(u: float) -> float:
    u = min(1.0, max(0.0, u))
    return u * u * u * (10 - 15 * u + 6 * u * u)


def steady(u: float) -> float:
    return min(1.0, max(0.0, u))


def path(
    way: Callable[[float], float],
    *,
    out: float = 1.0,
    pause: float = 0.3,
    back: float = 1.2,
    fps: float = 30.0,
    stop: float = 0.0,
    noise: float = 0.0,
) -> list[tuple[float, float]]:
    """A second of rest, then a movement; it ends where the signal is back to `stop`."""
    rng = np.random.default_rng(3)
    points = []
    for i in range(int((1 + out + pause + back + 1) * fps)):
        t = i / fps
        height = way((t - 1) / out) - way((t - 1 - out - pause) / back)
        points.append((t, height + noise * float(rng.standard_normal())))
        if t > 1 + out + pause and height <= stop:
            break
    return points


@pytest.mark.parametrize("way", [smooth, steady])
@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("stop", [0.0, 0.06])
def test_phases(way: Callable[[float], float], fps: float, stop: float) -> None:
    found = timed(path(way, fps=fps, stop=stop), 2.15, 0.0, 1.0, math.nan)
    assert found.out_s == pytest.approx(1.0, abs=0.1)
    assert found.turn_pause_s == pytest.approx(0.3, abs=0.1)
    assert found.back_s == pytest.approx(1.2, abs=0.12)


def test_noise_of_a_fiftieth_of_the_way_moves_them_by_a_quarter_at_most() -> None:
    found = timed(path(smooth, noise=0.02), 2.15, 0.0, 1.0, math.nan)
    assert found.out_s == pytest.approx(1.0, abs=0.25)
    assert found.back_s == pytest.approx(1.2, abs=0.3)


def test_without_a_rest_at_the_turn_there_is_none() -> None:
    found = timed(path(smooth, pause=0.0), 2.0, 0.0, 1.0, math.nan)
    assert 0 <= found.turn_pause_s < 0.1


def test_the_rest_before_it_is_counted_from_the_end_of_the_one_before() -> None:
    assert timed(path(smooth), 2.15, 0.0, 1.0, 0.4).start_pause_s == pytest.approx(0.6, abs=0.1)
    first = timed(path(smooth), 2.15, 0.0, 1.0, math.nan)
    assert math.isnan(first.start_pause_s)  # before the first there is nothing that it follows
    assert first.out_s > 0


def test_too_few_frames_tell_nothing() -> None:
    few = timed(path(smooth, fps=TEMPO_FPS - 4), 2.15, 0.0, 1.0, math.nan)
    assert math.isnan(few.out_s)
    assert math.isnan(timed([], 0.0, 0.0, 1.0, math.nan).out_s)
    assert math.isnan(timed(path(smooth), 2.15, 1.0, 1.0, math.nan).out_s)


seconds = st.floats(0.0, 20.0)


@given(seconds, seconds, seconds, seconds | st.just(math.nan), seconds, seconds | st.just(math.nan))
def test_phases_never_add_up_to_more_than_the_rep_lasts(
    out: float, pause: float, back: float, before: float, lasts: float, waited: float
) -> None:
    tempo = Tempo(out_s=out, turn_pause_s=pause, back_s=back, start_pause_s=before)
    found = within(tempo, lasts, waited)
    phases = (found.out_s, found.turn_pause_s, found.back_s)
    if math.isnan(found.out_s):
        assert all(map(math.isnan, (*phases, found.start_pause_s)))
        assert out + pause + back > lasts - 0.01
        return
    assert min(phases) >= 0
    assert sum(round(phase, 3) for phase in phases) <= lasts
    if not math.isnan(found.start_pause_s + waited):
        assert found.start_pause_s <= waited
    whole = out + pause + back
    assert found.out_s * whole == pytest.approx(out * sum(phases), abs=1e-6)


@given(
    st.sampled_from([smooth, steady]),
    st.floats(0.2, 3.0),
    st.floats(0.0, 2.0),
    st.floats(0.2, 3.0),
    st.floats(0.0, 0.4),
    st.sampled_from([10.0, 15.0, 30.0, 60.0]),
)
def test_nor_where_the_end_of_the_way_is_guessed(
    way: Callable[[float], float], out: float, pause: float, back: float, stop: float, fps: float
) -> None:
    seen = path(way, out=out, pause=pause, back=back, stop=stop, fps=fps)
    start_s, end_s = 1.0, seen[-1][0]
    turn_s = 1.0 + out + pause / 2
    found = within(timed(seen, turn_s, 0.0, 1.0, 0.2), end_s - start_s, start_s - 0.2)
    if not math.isnan(found.out_s):
        assert found.out_s + found.turn_pause_s + found.back_s <= end_s - start_s
        assert found.start_pause_s <= start_s - 0.2


def test_a_rep_that_was_not_followed_is_not_timed() -> None:
    tempo = Tempo(out_s=3.0, turn_pause_s=0.0, back_s=1.0, start_pause_s=0.5)
    assert math.isnan(within(tempo, 1.5, 0.5).back_s)
    untimed = Tempo(out_s=math.nan, turn_pause_s=math.nan, back_s=math.nan, start_pause_s=math.nan)
    assert math.isnan(within(untimed, 2.0, 0.5).out_s)
