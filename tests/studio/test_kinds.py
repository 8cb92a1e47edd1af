"""Kinds of movement as data: every kind in every style is done, and its truth is what is done."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from formcheck.exercises import list_exercises
from formcheck.pose import Landmark
from studio.body.jointed import Body
from studio.kinds.reading import kinds
from studio.landmarks.body_landmarks import BONES as BONES_OF_LANDMARKS
from studio.landmarks.body_landmarks import landmarks
from studio.landmarks.filming import PERFORMED_HZ, Motion, film, motion_of
from studio.landmarks.sampling import (
    DrawnSet,
    kind_names,
    other_kinds,
    sample_camera,
    sample_scene,
    sample_set,
    true_reps,
)
from studio.landmarks.styles import STYLES
from studio.motion.exercises import perform
from studio.motion.performance import Performance
from studio.performer import Acted
from studio.pose import stacking
from studio.pose.rig import Rig

BONES = (("ELBOW", "WRIST"), ("SHOULDER", "ELBOW"), ("HIP", "KNEE"), ("KNEE", "ANKLE"))
SMALL = ("shrug", "shoulders", "skipping")
VARIANTS = [(kind.name, v.name) for kind in kinds().values() for v in kind.variants]


def drawn(kind: str, seed: int, **asked: object) -> DrawnSet:
    return sample_set(kind, np.random.default_rng(seed), **asked)  # type: ignore[arg-type]


def test_there_are_many_kinds_of_something_else_and_all_variants_of_the_three() -> None:
    others = [name for name in kind_names() if not kinds()[name].counted]
    assert len(others) >= 25
    known = {exercise.id for exercise in list_exercises()}
    assert {v.counted for k in kinds().values() for v in k.variants} - {""} <= known
    for exercise in ("bent-over-row", "reverse-fly", "push-up"):
        assert len(kinds()[exercise].variants) >= 10
        assert exercise not in other_kinds(exercise)
        assert set(others) <= set(other_kinds(exercise))


@cache
def rig_of(mix: tuple[tuple[str, float], ...], height_m: float) -> Rig:
    return Rig(Body(dict(mix), height_m))


def moved(performance: Performance, rig: Rig) -> Motion:
    """As `motion_of`, without the skin, which only says how far a camera must stand away."""
    times = np.arange(max(2, round(performance.duration_s * PERFORMED_HZ))) / PERFORMED_HZ
    bones = performance.transforms(rig, times, BONES_OF_LANDMARKS)
    bones[..., :3, 3] += performance.shift * bones[..., 3, 3, None]
    points = landmarks(rig.body, bones)
    return Motion(times, points, points[0])


@pytest.mark.real
def test_who_is_looked_at_without_skin_moves_as_all_do() -> None:
    scene, _, _ = sample_scene("burpee", np.random.default_rng(2))
    whole, acted = motion_of(Acted(scene)), Acted(scene)
    bare = moved(acted.performance, acted.rig)
    np.testing.assert_array_equal(bare.times, whole.times)
    np.testing.assert_allclose(bare.points, whole.points, atol=1e-12)


@pytest.mark.real
@pytest.mark.parametrize(("kind", "variant"), VARIANTS)
def test_a_body_does_it_and_the_truth_is_what_is_done(kind: str, variant: str) -> None:
    scene, _, _ = sample_scene(kind, np.random.default_rng(2), variant=variant, style=("plain",))
    reps = min(scene.motion.reps, 2)  # the body moves alike in each
    rig = rig_of(tuple(scene.body.mix.items()), scene.body.height_m)
    performance = perform(replace(scene, motion=replace(scene.motion, reps=reps)), rig)
    motion, done = moved(performance, rig), true_reps(performance)
    points = motion.points
    assert np.isfinite(points).all()
    assert points[..., 2].min() > -0.16  # nothing sinks far into the floor
    for side in ("LEFT", "RIGHT"):
        for a, b in BONES:
            ends = points[:, Landmark[f"{side}_{a}"]] - points[:, Landmark[f"{side}_{b}"]]
            assert np.ptp(np.linalg.norm(ends, axis=1)) < 1e-6
    speed = np.abs(np.diff(points, axis=0)).max() / np.diff(motion.times).min()
    assert speed < 22.0  # metres a second, as a hand that is set down: nobody jumps elsewhere
    assert len(done) == reps
    start, end = performance.exercising[0]
    before = start
    for rep in done:
        assert before - 1e-6 <= rep.start_s < rep.turn_s < rep.end_s <= end + 1e-6
        before = rep.end_s
        moments = motion.at(np.array([rep.start_s, rep.turn_s, rep.end_s]))
        there, back = (float(np.abs(moments[i] - moments[0]).max()) for i in (1, 2))
        assert there > (0.03 if variant in SMALL else 0.08)  # something really moves
        assert back < 0.5 * there + 0.02  # and comes back


@pytest.mark.real
@pytest.mark.parametrize("kind", kind_names())
def test_every_kind_is_done_in_every_style(kind: str) -> None:
    rig = rig_of((("man", 1.0),), 1.8)
    rng = np.random.default_rng(5)
    for style in STYLES:
        scene, _, names = sample_scene(kind, rng, style=(style,))
        assert names == (style,)
        done = perform(scene, rig)
        times = np.linspace(0.0, done.duration_s, 12)
        points = landmarks(rig.body, done.transforms(rig, times, BONES_OF_LANDMARKS))
        assert np.isfinite(points).all()
        strokes = [*done.reps, *done.attempts]
        assert len(strokes) == scene.motion.reps
        if style == "partial" and strokes:
            assert done.attempts


@pytest.mark.real
def test_one_arm_works_where_one_arm_is_said_to() -> None:
    for seed in range(4):
        one = drawn("reverse-fly", seed, variant="cable", style=("plain",))
        rep = one.truth.reps[0]
        start, turn = one.motion.at(np.array([rep.start_s, rep.turn_s]))
        moved = {
            side: np.linalg.norm(turn[wrist] - start[wrist])
            for side, wrist in (("left", Landmark.LEFT_WRIST), ("right", Landmark.RIGHT_WRIST))
        }
        assert max(moved, key=lambda side: moved[side]) == rep.side


@pytest.mark.real
def test_a_style_shows() -> None:
    def length(style: str) -> float:
        reps = drawn("curl", 9, variant="standing", style=(style,)).truth.reps
        return float(np.mean([rep.end_s - rep.start_s for rep in reps]))

    assert length("fast") < length("plain") < length("slow")
    tired = [rep.size for rep in drawn("curl", 9, variant="standing", style=("tired",)).truth.reps]
    assert tired[-1] < tired[0]
    assert any(not rep.full for rep in drawn("curl", 9, style=("partial",)).truth.reps)


@pytest.mark.real
def test_the_same_seed_is_the_same_set_seen_the_same_way() -> None:
    one, again, other = drawn("burpee", 3), drawn("burpee", 3), drawn("burpee", 4)
    assert one.scene == again.scene != other.scene
    np.testing.assert_array_equal(one.motion.points, again.motion.points)
    views = [sample_camera(one, np.random.default_rng(7)) for _ in range(2)]
    assert views[0] == views[1]


@pytest.mark.real
def test_one_time_alone_is_as_all_at_once() -> None:
    acted = Acted(drawn("curl", 6).scene)
    performance = acted.performance
    times = np.array([0.3, 1.7, 2.9])
    together = performance.transforms(acted.rig, times)
    alone = stacking.transforms(acted.rig, [performance.stance(float(t)) for t in times])
    np.testing.assert_allclose(together, alone, atol=1e-9)


@pytest.mark.real
def test_cameras_stand_everywhere_and_see_the_person() -> None:
    rng = np.random.default_rng(0)
    one = drawn("push-up", 8, style=("plain",))
    views = [sample_camera(one, rng) for _ in range(60)]
    assert {view.camera.view for view in views} == {"front", "three-quarter", "side", "back"}
    assert min(v.fps for v in views) < 15.0
    assert max(v.fps for v in views) > 30.0
    assert any(v.size[1] > v.size[0] for v in views)
    covered = []
    for view in [view for view in views if view.camera.off_level < 0.35][:20]:  # but close ones
        poses = film(one.motion, view.camera, view.size, view.fps, rng)
        seen = [pose.image for pose in poses if pose.present]
        assert len(seen) > len(poses) / 2
        covered.append(float(np.max(np.ptp(np.median(seen, axis=0), axis=0) / view.size)))
    assert min(covered) < 0.5
    assert max(covered) > 0.8


@pytest.mark.real
def test_some_cameras_are_so_close_that_the_picture_ends_near_the_hips() -> None:
    rng = np.random.default_rng(2)
    one = drawn("lateral-raise", 8, style=("plain",))
    views = [sample_camera(one, rng) for _ in range(60)]
    close = [view for view in views if view.camera.off_level > 0.4]
    assert 1 <= len(close) <= 12
    ends = []
    for view in close:
        poses = film(one.motion, view.camera, view.size, view.fps, rng, severity=0.0)
        for pose in (pose for pose in poses if pose.present):
            shoulders, knees = (float(pose.image[[i, i + 1], 1].mean()) for i in (11, 25))
            ends.append(shoulders < view.size[1] < knees)
    assert np.mean(ends) > 0.5


@pytest.mark.real
def test_some_pictures_are_cut_above_where_raised_hands_or_the_head_are() -> None:
    rng = np.random.default_rng(4)
    one = drawn("overhead-press", 8, style=("plain",))
    views = [sample_camera(one, rng) for _ in range(60)]
    cut = [view for view in views if view.camera.off_level < -0.12]
    assert 3 <= len(cut) <= 16
    above = 0
    for view in cut:
        poses = film(one.motion, view.camera, view.size, view.fps, rng, severity=0.0)
        heights = np.array([pose.image[:, 1] for pose in poses if pose.present])
        above += bool((heights[:, Landmark.LEFT_WRIST] < 0.0).any())
    assert above > 0.5 * len(cut)
    lying = drawn("push-up", 8, style=("plain",))
    assert all(sample_camera(lying, rng).camera.off_level > -0.25 for _ in range(60))


def way_of(kind: str, variant: str, seed: int) -> float:
    """How far the middle of the shoulders goes up and down in a rep, trunks."""
    one = drawn(kind, seed, variant=variant, style=("plain",))
    rep = one.truth.reps[0]
    points = one.motion.at(np.linspace(rep.start_s, rep.end_s, 40))
    shoulders, hips = points[:, [11, 12]].mean(axis=1), points[:, [23, 24]].mean(axis=1)
    return float(np.ptp(shoulders[:, 2]) / np.linalg.norm(shoulders[0] - hips[0]))


@pytest.mark.real
def test_a_rep_goes_as_far_as_that_of_real_people() -> None:
    push_ups = [way_of("push-up", "usual", seed) for seed in range(6)]
    assert min(push_ups) > 0.4
    assert 0.7 < max(push_ups) < 0.9  # the chest on the floor: most real people go .6 to .87
    assert all(0.3 < way_of("jumping-jack", "springy", seed) < 0.55 for seed in range(3))
