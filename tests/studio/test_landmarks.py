"""Poses without pixels: what is true of them, and that they are read as drawn ones are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.driver import SessionDriver
from formcheck.events import RepCounted
from formcheck.exercises import load_exercise
from formcheck.pose import LANDMARKS, Landmark, Pose
from formcheck.recording import SourceInfo
from studio.body.jointed import Floats
from studio.framing import aimed
from studio.landmarks.filming import Motion, film, perform
from studio.landmarks.guessing import followed, held_back, with_lengths_kept
from studio.landmarks.joint_errors import Shown, read_with_errors
from studio.render import SCENES
from studio.scene.reading import load
from studio.scene.specs import Scene

pytestmark = pytest.mark.real

SIZE = (640, 360)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return load(SCENES / "row-flat.toml")


@pytest.fixture(scope="module")
def motion(scene: Scene) -> Motion:
    return perform(scene)


def filmed(motion: Motion, scene: Scene, seed: int = 1, **options: float) -> list[Pose]:
    camera = replace(scene.camera, yaw_deg=options.pop("yaw_deg", scene.camera.yaw_deg))
    fps = options.pop("fps", 25.0)
    return film(motion, camera, SIZE, fps, np.random.default_rng(seed), **options)


def reps(poses: list[Pose]) -> int:
    driver = SessionDriver(load_exercise("bent-over-row"), SourceInfo("", None, 25.0, *SIZE))
    events = [event for pose in poses for event in driver.update(pose)] + driver.finish()
    return sum(isinstance(event, RepCounted) for event in events)


def test_without_errors_they_are_where_the_camera_sees_the_joints(
    motion: Motion, scene: Scene
) -> None:
    poses = filmed(motion, scene, severity=0.0)
    camera = aimed(scene.camera, SIZE, motion.outline)
    for pose in poses[::40]:
        points = motion.at(np.array([pose.time_s]))[0]
        np.testing.assert_allclose(pose.image, camera.project(points, SIZE), atol=1e-6)
        hips = pose.world[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
        np.testing.assert_allclose(hips, 0.0, atol=1e-9)
        # Metres: a forearm is as long as it is, whichever way it points.
        wrist, elbow = pose.world[Landmark.LEFT_WRIST], pose.world[Landmark.LEFT_ELBOW]
        assert np.linalg.norm(wrist - elbow) == pytest.approx(0.25, abs=0.04)


def test_left_is_left_and_up_is_up(motion: Motion, scene: Scene) -> None:
    pose = filmed(motion, scene, severity=0.0, yaw_deg=0.0)[0]
    x, y = pose.image[:, 0], pose.image[:, 1]
    assert x[Landmark.LEFT_SHOULDER] > x[Landmark.RIGHT_SHOULDER]  # facing the camera
    assert y[Landmark.NOSE] < y[Landmark.LEFT_HIP] < y[Landmark.LEFT_HEEL]


def test_the_same_seed_gives_the_same_poses_and_another_one_others(
    motion: Motion, scene: Scene
) -> None:
    first, again, other = (filmed(motion, scene, seed)[50].image for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other, atol=0.5)


def test_the_side_that_is_turned_away_is_read_worse(motion: Motion, scene: Scene) -> None:
    true = filmed(motion, scene, severity=0.0)
    sides = {"LEFT": [0.0, 0.0], "RIGHT": [0.0, 0.0]}
    for seed in range(6):
        read = filmed(motion, scene, seed)
        for name, sums in sides.items():
            arm = [Landmark[f"{name}_{joint}"] for joint in ("ELBOW", "WRIST", "KNEE", "ANKLE")]
            off = [a.image[arm] - b.image[arm] for a, b in zip(read, true, strict=True)]
            sums[0] += float(np.std(off, axis=0).mean())
            sums[1] += float(np.median([pose.visibility[arm[0]] for pose in read]))
    near, far = ("LEFT", "RIGHT") if scene.camera.side == "left" else ("RIGHT", "LEFT")
    assert sides[far][0] > 1.1 * sides[near][0]
    assert sides[far][1] < 0.5 * sides[near][1]


@pytest.mark.parametrize(("moves", "again"), [(2.0, True), (0.0, False)])
def test_an_error_comes_again_with_its_posture(moves: float, *, again: bool) -> None:
    """Of the full model's errors on rendered clips half comes with the posture."""
    rng, period = np.random.default_rng(3), 50
    times = np.arange(10 * period) / 25
    image = rng.uniform(100, 300, (1, LANDMARKS, 2)) + np.zeros((len(times), 1, 1))
    bent = moves * (1 - np.cos(2 * np.pi * np.arange(len(times)) / period)) / 2
    arms = [Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST]
    image[:, arms, 1] += 100 * bent[:, None]
    shown = Shown(
        times,
        image,
        np.zeros((len(times), LANDMARKS, 3)),
        np.full(len(times), 100.0),
        np.zeros((len(times), 2)),
        SIZE,
    )
    off = read_with_errors(shown, rng).image - image
    off -= off.mean(axis=0)
    repeats = (off[:-period] * off[period:]).mean() / (off**2).mean()
    assert bool(repeats > 0.2) is again


ARM = (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST)


def reaching(axis: int) -> Floats:
    """A left arm that goes out and back once, along one axis; metres, (50, 33, 3)."""
    world = np.zeros((50, LANDMARKS, 3))
    for number, joint in enumerate(ARM):
        world[:, joint, 1] = 0.3 * number
        world[:, joint, axis] += 0.2 * number * np.sin(np.linspace(0.0, np.pi, 50))
    return world


def followed_world(
    world: Floats, seed: int, *, covered: Floats | None = None, severity: float = 1.0
) -> Floats:
    hidden = np.zeros(LANDMARKS) if covered is None else covered
    rng, away = np.random.default_rng(seed), np.zeros((len(world), LANDMARKS))
    image = 200.0 * world[..., :2]
    _, found = followed(image, world, away=away, covered=hidden, rng=rng, severity=severity)
    return found


def range_of(world: Floats, joint: Landmark, axis: int) -> float:
    return float(np.ptp(world[:, joint, axis] - world[:, ARM[0], axis]))


def share_read(axis: int, **options: Any) -> float:
    """The share of the hand's movement along an axis that is read, the mean over films."""
    true = reaching(axis)
    read = [range_of(followed_world(true, n, **options), ARM[2], axis) for n in range(40)]
    return float(np.mean(read)) / range_of(true, ARM[2], axis)


def test_a_movement_along_the_line_of_sight_is_read_half_as_large() -> None:
    """The full model follows hands by .91 across and by .47 along the line of sight."""
    across, along = share_read(0), share_read(2)
    assert 0.85 < across < 1.05
    assert 0.4 < along < 0.75
    assert share_read(2, severity=0.0) == pytest.approx(1.0)


def test_what_something_stands_before_hardly_moves() -> None:
    covered = np.zeros(LANDMARKS)
    covered[list(ARM)[1:]] = 1.0
    assert share_read(0, covered=covered) < 0.5
    assert share_read(0, covered=covered, severity=0.0) == pytest.approx(1.0)


def test_a_limb_keeps_its_length_whichever_way_it_is_misread() -> None:
    rng, true = np.random.default_rng(1), reaching(0)
    wrong = true + 0.1 * rng.standard_normal(true.shape)
    kept = with_lengths_kept(wrong, true, rng, 1.0)

    def deviation(world: Floats) -> float:
        lengths = np.linalg.norm(world[:, ARM[1]] - world[:, ARM[0]], axis=1)
        return float(lengths.std() / lengths.mean())

    assert deviation(kept) < 0.5 * deviation(wrong)
    np.testing.assert_array_equal(with_lengths_kept(wrong, true, rng, 0.0), wrong)


def test_what_is_outside_of_the_picture_is_read_nearer_to_its_edge() -> None:
    image = np.full((3, LANDMARKS, 2), 100.0)
    image[:, Landmark.LEFT_WRIST] = [-80.0, 100.0]
    share = np.full(LANDMARKS, 0.25)
    read = held_back(image, SIZE, share)
    np.testing.assert_array_equal(read[:, Landmark.LEFT_WRIST], [[-20.0, 100.0]] * 3)
    np.testing.assert_array_equal(read[:, Landmark.NOSE], image[:, Landmark.NOSE])


def test_an_error_does_not_hang_on_the_frame_rate(motion: Motion, scene: Scene) -> None:
    def wandering(fps: float) -> float:
        true = filmed(motion, scene, severity=0.0, fps=fps)
        off = [
            np.std([a.image - b.image for a, b in zip(read, true, strict=True)], axis=0).mean()
            for read in (filmed(motion, scene, seed, fps=fps) for seed in range(4))
        ]
        return float(np.mean(off))

    assert wandering(10.0) == pytest.approx(wandering(50.0), rel=0.25)


def test_what_is_done_is_counted(motion: Motion, scene: Scene) -> None:
    assert reps(filmed(motion, scene, severity=0.0)) == scene.motion.reps
    assert reps(filmed(motion, scene, seed=3)) == scene.motion.reps


def test_what_is_outside_of_the_picture_is_guessed_and_says_so(
    motion: Motion, scene: Scene
) -> None:
    """The camera is so near that the feet are out of the picture."""
    camera = replace(scene.camera, off_level=0.35, distance_m=2.4)
    rng = np.random.default_rng(1)
    read = film(motion, camera, SIZE, 25.0, rng)
    true = film(motion, camera, SIZE, 25.0, rng, severity=0.0)
    feet, wrists = (
        [Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL],
        [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST],
    )
    assert np.median([pose.image[feet, 1] for pose in true if pose.present]) > SIZE[1]
    seen = [pose.visibility for pose in read if pose.present]
    assert np.median([v[feet].max() for v in seen]) < 0.6
    assert np.median([v[wrists].max() for v in seen]) > 0.8


def test_films_differ_in_how_clearly_limbs_are_seen(motion: Motion, scene: Scene) -> None:
    legs = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
    films = [filmed(motion, scene, seed) for seed in range(8)]
    unseen = [1.0 - np.median([pose.visibility[legs].mean() for pose in film]) for film in films]
    assert min(unseen) < 0.4 * max(unseen)


def test_who_is_not_in_the_picture_is_not_found(motion: Motion, scene: Scene) -> None:
    camera = replace(scene.camera, off_level=0.4, off_centre=0.3, distance_m=1.0, lens_deg=20.0)
    poses = film(motion, camera, SIZE, 25.0, np.random.default_rng(1))
    assert not all(pose.present for pose in poses)
