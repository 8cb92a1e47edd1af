"""The recorder of what the plots show: bounded, and true to the peaks."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formcheck.events import State
from formcheck.result.trace import STATES, Trace, TraceRecorder
from tests.result.sessions import NAN, status


def test_a_short_session_is_kept_whole() -> None:
    recorder = TraceRecorder()
    for i in range(1001):
        recorder.add(status(i / 30, State.ACTIVE, float(i)))
    trace = recorder.trace()
    assert trace.signal.tolist() == list(map(float, range(1001)))


@pytest.mark.parametrize("frames", [7, 64, 65, 127, 500, 5000])
def test_memory_is_bounded_and_peaks_stay(frames: int) -> None:
    recorder = TraceRecorder(capacity=64)
    spike = frames // 3
    for i in range(frames):
        recorder.add(status(i / 30, State.ACTIVE, 100.0 if i == spike else math.sin(i)))
    trace = recorder.trace()
    assert len(trace) <= 66
    assert np.all(np.diff(trace.time_s) > 0)
    assert trace.signal.max() == 100.0
    assert trace.time_s[trace.signal.argmax()] == spike / 30


def test_shortening_keeps_peaks_and_gaps() -> None:
    recorder = TraceRecorder()
    for i in range(3000):
        signal = NAN if 1000 <= i < 1500 else -50.0 if i == 2000 else math.sin(i / 9)
        recorder.add(status(i / 30, State.ACTIVE, signal))
    short = recorder.trace().shortened(200)
    assert len(short) <= 200
    assert short.signal[np.isfinite(short.signal)].min() == -50.0
    inside = (short.time_s > 1010 / 30) & (short.time_s < 1490 / 30)
    assert np.isnan(short.signal[inside]).all()
    assert inside.any()


def test_a_single_known_value_among_unknown_ones_is_kept() -> None:
    recorder = TraceRecorder(capacity=8)
    for i in range(64):
        recorder.add(status(i / 30, State.ACTIVE, 5.0 if i == 37 else NAN))
    assert np.nansum(recorder.trace().signal) == 5.0


def test_spans_follow_the_state() -> None:
    recorder = TraceRecorder()
    assert recorder.trace().spans() == []
    for i in range(10):
        recorder.add(status(float(i), State.ACTIVE if i >= 4 else State.NO_PERSON))
    assert recorder.trace().spans() == [
        (State.NO_PERSON, 0.0, 4.0),
        (State.ACTIVE, 4.0, 9.0),
    ]


def test_two_parts_are_one_with_a_gap_between() -> None:
    recorder = TraceRecorder()
    for at in range(100):
        recorder.add(status(at / 10, State.ACTIVE, float(at)))
    whole = recorder.trace()
    first, second = whole.between(0.0, 3.0), whole.between(6.0, 8.0)
    joined = first.followed_by(second)
    assert len(joined) == len(first) + 1 + len(second)
    assert np.all(np.diff(joined.time_s) > 0)
    assert np.isnan(joined.signal[len(first)])
    assert [state for state, *_ in joined.spans()] == [
        State.ACTIVE,
        State.NO_PERSON,
        State.ACTIVE,
    ]
    assert len(first.followed_by(whole)) == len(whole) + 1  # nothing of it twice
    assert first.followed_by(first) is first
    assert whole.between(99.0, 99.0).followed_by(first) is first


def test_it_is_the_same_after_it_was_kept() -> None:
    time_s = 3600 + np.arange(50) / 30
    signal = np.where(time_s < 3601, np.nan, np.sin(time_s))
    state = np.arange(50) % len(STATES)
    trace = Trace(time_s, signal, signal + 1, signal - 1, state)
    kept = Trace.from_bytes(trace.to_bytes())
    assert kept.state.tolist() == state.tolist()
    np.testing.assert_allclose(kept.time_s, time_s, atol=1e-9)
    np.testing.assert_allclose(kept.turn_threshold, signal - 1, atol=1e-6)
    inside = kept.between(3600.5, 3601.0)
    assert [round(float(each), 1) for each in inside.time_s[[0, -1]]] == [3600.5, 3601.0]
    assert len(inside) == 16


def test_the_capacity_must_fit_the_buckets() -> None:
    with pytest.raises(ValueError, match="multiple of 4"):
        TraceRecorder(capacity=10)
