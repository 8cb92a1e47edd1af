"""Landmarks that jump to and fro are not believed; people who move are."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.checking.flicker import FLICKER_DEG, FLICKER_S, Flicker
from formcheck.events import Reason
from tests.checking.session_recorder import watch
from tests.figures import film, prone


def flickers(flicker: Flicker, time_s: float, value: float) -> bool:
    """Whether it flickers after one more frame."""
    flicker.update(time_s, value)
    return flicker.flickers


@pytest.mark.parametrize("fps", [10, 30, 60])
def test_a_swing_there_and_back_is_no_flicker(fps: int) -> None:
    flicker = Flicker()
    for i in range(2 * fps):
        t = i / fps
        assert not flickers(flicker, t, 40 * math.sin(2 * math.pi * t / 1.4))


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_to_and_fro_within_a_third_of_a_second_is(fps: int) -> None:
    flicker = Flicker()
    seen = [
        flickers(flicker, i / fps, FLICKER_DEG * 2 * (round(i * 10 / fps) % 2))
        for i in range(2 * fps)
    ]
    assert all(seen[round(0.8 * fps) :])


def test_it_is_forgotten() -> None:
    flicker = Flicker()
    for i in range(10):
        flickers(flicker, i / 20, 50.0 * (i % 2))
    assert not flickers(flicker, 10 / 20 + FLICKER_S + 0.1, 0.0)


def test_noise_is_none() -> None:
    flicker = Flicker()
    assert not any(flickers(flicker, i / 30, 8.0 * (-1) ** i) for i in range(60))


def test_what_flickers_is_not_judged() -> None:
    poses = list(film(lambda _: prone(), 6))
    wild = list(film(lambda _: prone(line=-60), 6))
    mixed = [
        replace(w if 2 < p.time_s < 5 and round(p.time_s * 10) % 2 else p, index=p.index)
        for p, w in zip(poses, wild, strict=True)
    ]
    seen = watch(mixed, "push-up")
    assert "hips_sagging" not in seen.fault_ids
    assert Reason.IMPLAUSIBLE.value in {reason for _, reason in seen.not_judged}
