"""When the phases of a rep began and ended: true for limbs that straighten, and steady in noise."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.checking.reps.timing import FEWEST_FRAMES, Timing, timing_of

Way = Callable[[float], float]


def angle(u: float) -> float:
    """A joint's angle on the way from rest to the turn, as people move: 0 to 1."""
    u = min(1.0, max(0.0, u))
    return u**3 * (10 - 15 * u + 6 * u * u)


def reach(u: float) -> float:
    """How near a hand comes to the shoulder while the elbow bends from 170 to 70 degrees."""
    half = math.radians(85 - 50 * angle(u))
    straight, bent = math.sin(math.radians(85)), math.sin(math.radians(35))
    return (straight - math.sin(half)) / (straight - bent)


def steady(u: float) -> float:
    """A signal that changes at constant speed."""
    return min(1.0, max(0.0, u))


def path(
    way: Way,
    *,
    out: float = 1.0,
    pause: float = 0.3,
    back: float = 1.2,
    fps: float = 30.0,
    stop: float = 0.0,
    noise: float = 0.0,
    seed: int = 3,
) -> list[tuple[float, float]]:
    """A second of rest, then a movement; it ends where the signal is back to `stop`."""
    rng = np.random.default_rng(seed)
    points = []
    for i in range(int((1 + out + pause + back + 0.15) * fps)):
        t = i / fps
        height = way((t - 1) / out) - 1 + way(1 - (t - 1 - out - pause) / back)
        points.append((t, height + noise * float(rng.standard_normal())))
        if t > 1 + out + pause and height <= stop:
            break
    return points


def timed(points: list[tuple[float, float]], rough: tuple[float, float, float]) -> Timing:
    found = timing_of(points, *rough)
    assert found is not None
    return found


ROUGH = (1.2, 2.2, 3.2)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("stop", [0.0, 0.06])
def test_a_limb_that_straightens(fps: float, stop: float) -> None:
    found = timed(path(reach, fps=fps, stop=stop), ROUGH)
    assert found.since_s == pytest.approx(1.0, abs=0.1)
    assert found.top_s == pytest.approx(2.0, abs=0.1)
    assert found.leave_s == pytest.approx(2.3, abs=0.1)
    assert found.until_s == pytest.approx(3.5, abs=0.15)
    assert found.fps == pytest.approx(fps)


@pytest.mark.parametrize("way", [angle, steady])
def test_another_signal_is_a_little_off(way: Way) -> None:
    """A steady movement looks like a gentle one of longer time: clean frames tell them apart."""
    found = timed(path(way), ROUGH)
    assert found.turn_s == pytest.approx(2.15, abs=0.07)
    assert found.since_s == pytest.approx(1.0, abs=0.25)
    assert found.until_s == pytest.approx(3.5, abs=0.25)


@pytest.mark.parametrize("seed", range(5))
def test_noise_moves_the_turn_of_a_long_pause_little(seed: int) -> None:
    """The highest frame lies anywhere in the pause; the middle of the pause does not move."""
    points = path(reach, pause=1.0, noise=0.03, seed=seed)
    highest_s = max(points, key=lambda point: point[1])[0]
    found = timed(points, (1.3, highest_s, 4.0))
    assert found.turn_s == pytest.approx(2.5, abs=0.06)
    assert found.since_s == pytest.approx(1.0, abs=0.15)
    assert found.until_s == pytest.approx(4.2, abs=0.2)


def test_without_a_rest_at_the_turn_there_is_hardly_one() -> None:
    found = timed(path(reach, pause=0.0), (1.2, 2.0, 3.0))
    assert 0 <= found.leave_s - found.top_s < 0.1


def test_a_wrong_frame_weighs_little() -> None:
    points = path(reach)
    points[20] = (points[20][0], 1.5)
    found, clean = timed(points, ROUGH), timed(path(reach), ROUGH)
    assert found.turn_s == pytest.approx(clean.turn_s, abs=0.03)
    assert found.since_s == pytest.approx(clean.since_s, abs=0.06)


def test_it_does_not_begin_before_the_one_before_it_has_ended() -> None:
    free = timed(path(reach), ROUGH)
    assert timing_of(path(reach), *ROUGH, ended_s=0.5) == free
    late = timing_of(path(reach), *ROUGH, ended_s=1.3)
    assert late is not None
    assert (late.since_s, late.top_s) == (1.3, free.top_s)
    after_its_turn = timing_of(path(reach), *ROUGH, ended_s=9.0)
    assert after_its_turn is not None
    assert after_its_turn.since_s == after_its_turn.top_s == free.leave_s


def test_movements_without_a_rest_between_them_share_no_time() -> None:
    points = [(i / 30, (1 - math.cos(math.pi * i / 30)) / 2) for i in range(151)]  # 0, 2, 4 s
    found = timed([point for point in points if 1.1 < point[0] < 4.6], (2.2, 3.0, 3.8))
    assert found.turn_s == pytest.approx(3.0, abs=0.05)
    assert found.since_s == pytest.approx(2.0, abs=0.17)
    assert found.until_s == pytest.approx(4.0, abs=0.17)


def test_what_was_not_followed_is_not_timed() -> None:
    points = path(reach)
    assert timing_of(points[: FEWEST_FRAMES - 1], *ROUGH) is None
    assert timing_of([(t, 0.0) for t, _ in points], *ROUGH) is None
    assert timing_of([(1.5, h) for _, h in points], *ROUGH) is None
    assert timing_of(points, 2.2, 1.2, 3.2) is None
    at_the_turn = [point for point in points if point[0] < 2.35]
    assert timing_of(at_the_turn, 1.2, 2.2, 2.3) is None
    noise = np.random.default_rng(1).standard_normal(len(points))
    assert (
        timing_of([(t, float(h)) for (t, _), h in zip(points, noise, strict=True)], *ROUGH) is None
    )


@pytest.mark.slow
@given(
    st.sampled_from([reach, angle, steady]),
    st.floats(0.2, 3.0),
    st.floats(0.0, 2.0),
    st.floats(0.2, 3.0),
    st.floats(0.0, 0.4),
    st.sampled_from([10.0, 15.0, 30.0, 60.0]),
    st.floats(0.0, 0.2),
)
def test_its_phases_follow_each_other_in_whole_milliseconds(
    way: Way, out: float, pause: float, back: float, stop: float, fps: float, noise: float
) -> None:
    seen = path(way, out=out, pause=pause, back=back, stop=stop, fps=fps, noise=noise)
    turn_s = 1 + out + pause / 2
    found = timing_of(seen, 1 + out / 5, turn_s, max(seen[-1][0], turn_s + 0.01))
    if found is None:
        return
    times = (found.since_s, found.top_s, found.leave_s, found.until_s)
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert all(round(each, 3) == each for each in times)
    assert found.top_s <= found.turn_s <= found.leave_s
