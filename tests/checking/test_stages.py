"""Reps that are a sequence of postures, or two things at once: what is left out is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.events import AttemptReason, DoubtRaised, Verdict
from formcheck.exercises import Exercise, parse_exercise
from formcheck.pose import Landmark, Pose
from tests.checking.session_recorder import watch
from tests.exercises.texts import THRUST, begun
from tests.figures import Camera, Stick, between, film, hinged, prone, upright, wave

PAIR = (
    begun("Hinge with raised arms")
    + """
[setup]
leg_inclination = { min = 40 }
[rep]
measure = "torso_inclination"
start = 85
turn = 25
slack = 15
min_range = 35
concentric = "back"
signals = { trunk_inclination = "falls" }
[[rep.stage]]
id = "together"
name = "bent over and the arms ahead"
limits = { torso_inclination = { max = 45 }, arms_elevation = { min = 50 } }
"""
)

STANDING, BENT, PLANK, CHEST = upright(), hinged(torso=-5.0), prone(), prone(reach=0.25)
HELD_S, WAY_S = 0.35, 0.45


def passing(postures: Sequence[Stick], count: int) -> tuple[Callable[[float], Stick], float]:
    """So many reps through postures after two seconds' standing; and how long it all takes."""
    way = [*postures, postures[0]]
    step = HELD_S + WAY_S
    rep_s = step * len(postures)

    def posed(time_s: float) -> Stick:
        into = time_s - 2.0
        if not 0 <= into < count * rep_s:
            return postures[0]
        at, rest = divmod(into % rep_s, step)
        share = min(1.0, max(0.0, (rest - HELD_S) / WAY_S))
        return between(way[int(at)], way[int(at) + 1], share)

    return posed, 2.0 + count * rep_s + 2.5


def of(postures: Sequence[Stick], count: int, *, fps: float = 30.0) -> list[Pose]:
    posed, seconds = passing(postures, count)
    return list(film(posed, seconds, fps=fps, camera=Camera(px_per_m=150)))


@pytest.fixture
def thrust() -> Exercise:
    return parse_exercise(THRUST, "floor-thrust.toml")


@pytest.mark.slow
@pytest.mark.parametrize("fps", [30, 15])
def test_a_rep_says_which_postures_it_passed(thrust: Exercise, fps: int) -> None:
    without = watch(of([STANDING, BENT, PLANK, BENT], 3, fps=fps), thrust)
    assert len(without.reps) == 3
    ok, no = Verdict.OK, Verdict.FAULT
    assert [rep.stages for rep in without.reps] == [(ok, ok, no, ok)] * 3
    full = watch(of([STANDING, BENT, PLANK, CHEST, PLANK, BENT], 3, fps=fps), thrust)
    assert [rep.stages for rep in full.reps] == [(ok, ok, ok, ok)] * 3


@pytest.mark.slow
def test_without_a_posture_that_is_needed_it_is_no_rep_and_no_doubt(thrust: Exercise) -> None:
    seen = watch(of([STANDING, BENT], 4), thrust)
    assert not seen.reps
    assert [each.reason for each in seen.attempts] == [AttemptReason.LEFT_OUT] * 4
    assert {each.left_out for each in seen.attempts} == {("plank",)}
    assert not [each for each in seen.events if isinstance(each, DoubtRaised) and each.fewer]


@pytest.mark.slow
def test_postures_in_the_wrong_order_are_not_passed(thrust: Exercise) -> None:
    """Bent and stretched out are there, but a third comes before both."""
    backwards = THRUST.replace('id = "upright"', 'id = "between"').replace(
        "limits = { torso_inclination = { min = 65 } }",
        "limits = { torso_inclination = { min = 65 } }\n"
        '[[rep.stage]]\nid = "again"\nname = "down again"\n'
        "limits = { leg_inclination = { max = 40 } }",
    )
    seen = watch(of([STANDING, BENT, PLANK, BENT], 3), parse_exercise(backwards, "x.toml"))
    assert not seen.reps
    assert all(len(each.left_out) == 1 for each in seen.attempts)


def hidden(pose: Pose, *joints: str) -> Pose:
    visibility = pose.visibility.copy()
    for joint in joints:
        for side in ("LEFT", "RIGHT"):
            visibility[Landmark[f"{side}_{joint}"]] = 0.1
    return replace(pose, visibility=visibility)


@pytest.mark.slow
def test_what_cannot_be_seen_is_not_judged_and_counts(thrust: Exercise) -> None:
    poses = [hidden(p, "KNEE", "ELBOW") for p in of([STANDING, BENT, PLANK, BENT], 3)]
    seen = watch(poses, thrust)
    assert len(seen.reps) == 3
    assert not seen.attempts
    unknown = Verdict.UNKNOWN
    assert {rep.stages for rep in seen.reps} == {(Verdict.OK, unknown, unknown, Verdict.OK)}


@pytest.mark.slow
def test_a_moment_out_of_sight_hides_nothing(thrust: Exercise) -> None:
    """Every tenth frame lacks the joints: what was left out is known all the same."""
    poses = of([STANDING, BENT], 4)
    poses = [hidden(p, "KNEE", "ANKLE") if p.index % 10 == 0 else p for p in poses]
    seen = watch(poses, thrust)
    assert not seen.reps
    assert {each.left_out for each in seen.attempts} == {("plank",)}


@pytest.mark.slow
def test_a_single_wrong_frame_is_no_posture(thrust: Exercise) -> None:
    poses = of([STANDING, BENT], 4)
    wrong = Camera(px_per_m=150).see(PLANK, 0, 0.0)
    spoilt = [
        replace(p, image=wrong.image.copy(), world=wrong.world.copy())
        if p.index > 60 and p.index % 24 == 12
        else p
        for p in poses
    ]
    assert len(watch(spoilt, thrust).reps) <= 1


@pytest.mark.slow
def test_what_is_close_to_a_limit_is_not_judged_and_counts(thrust: Exercise) -> None:
    near = THRUST.replace(
        'name = "the legs stretched out"\nlimits = { torso_inclination = { max = 40 }, '
        "leg_inclination = { max = 40 } }",
        'name = "the legs stretched out"\nlimits = { leg_inclination = { max = 2, slack = 40 } }',
    )
    assert near != THRUST
    seen = watch(of([STANDING, BENT, PLANK, BENT], 3), parse_exercise(near, "x.toml"))
    assert [rep.stages[1] for rep in seen.reps] == [Verdict.UNSURE] * 3


def bending(*, raised: bool, later: bool = False) -> Callable[[float], Stick]:
    """Bend over in 2 s, the arms ahead at once, or later when the trunk is up again."""

    def posed(time_s: float) -> Stick:
        down = 1 - wave(time_s - 1.5, period=2.4, rest=0.5, low=0.0, high=1.0)
        into = time_s - 1.5 - (1.2 if later else 0.0)
        up = 1 - wave(into, period=2.4, rest=0.5, low=0.0, high=1.0)
        if not 0 <= time_s - 1.5 < 3 * 2.4:
            down = up = 0.0
        stick = between(upright(), hinged(torso=20.0), down)
        share = up if raised else 0.0
        x, y = stick.shoulder
        hand = (x + 0.55 * np.sin(share * np.pi / 2), y - 0.55 * np.cos(share * np.pi / 2))
        elbow = ((x + hand[0]) / 2, (y + hand[1]) / 2)
        return replace(stick, hands=(hand, hand), elbows=(elbow, elbow))

    return posed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("raised", "later", "counted"), [(True, False, 3), (False, False, 0), (True, True, 0)]
)
def test_two_things_at_once_count_only_at_once(raised: bool, later: bool, counted: int) -> None:
    pair = parse_exercise(PAIR, "pair.toml")
    seen = watch(film(bending(raised=raised, later=later), 12), pair)
    assert len(seen.reps) == counted
    assert len(seen.attempts) == 3 - counted
