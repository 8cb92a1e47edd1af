from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.events import FaultStarted, State
from formcheck.pose import FloatArray, Landmark, Pose
from formcheck.vision.frames import Image
from formcheck.vision.overlay import draw, draw_back, draw_measure, draw_skeleton
from tests.result.sessions import status

STATUS = replace(
    status(1.0, State.ACTIVE, 100.0, (150.0, 80.0)),
    phase="out",
    reps=7,
    attempts=2,
    hold_s=12.4,
    good_hold_s=10.1,
)
FAULT = FaultStarted(
    time_s=1.0,
    id="rounded_back",
    from_s=1.0,
    value=40,
    limit=20,
    unit="deg",
    severity="risk",
    cue="Flatten your back",
)
SIZES = [(640, 360), (404, 720), (202, 360), (1280, 720), (3840, 2160), (64, 48)]


def figure(width: int, height: int) -> Pose:
    rng = np.random.default_rng(3)
    return Pose(
        0,
        1.0,
        width,
        height,
        image=rng.uniform(0.2, 0.8, (33, 2)) * [width, height],
        visibility=np.full(33, 0.9),
        back=np.linspace(0.05, 0.2, 23),
    )


def grey(width: int, height: int) -> Image:
    return np.full((height, width, 3), 120, np.uint8)


def changed(before: Image, after: Image) -> FloatArray:
    """How much of each row changed, 0 to 1."""
    rows: FloatArray = (before != after).any(axis=2).mean(axis=1)
    return rows


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_it_draws_on_a_copy_of_any_size(width: int, height: int) -> None:
    image, pose = grey(width, height), figure(width, height)
    pictures = [
        draw(image, pose, replace(STATUS, faults=((FAULT, 40.0),)), hint="not judged"),
        draw(image, pose, STATUS, hold=True),
        draw_skeleton(image, pose, "right"),
        draw_measure(image, pose, [Landmark.LEFT_HIP, Landmark.LEFT_SHOULDER], "left", "42°"),
        draw_measure(image, pose, list(Landmark)[23:26], "left", "42°"),
        draw_measure(image, pose, [Landmark.NOSE], "left", "here"),
        draw_back(image, pose, "left", "38°"),
    ]
    assert (image == 120).all()
    for picture in pictures:
        assert picture.shape == image.shape
        assert picture.dtype == np.uint8
        assert (picture != image).any()


@pytest.mark.slow
def test_letters_grow_with_the_picture() -> None:
    nobody = Pose(0, 1.0, 640, 360)
    shares = []
    for width, height in ((640, 360), (3840, 2160)):
        image = grey(width, height)
        shares.append((draw(image, nobody, STATUS) != image).any(axis=2).mean())
    assert shares[0] == pytest.approx(shares[1], rel=0.15)


def test_the_cue_lasts_as_long_as_its_fault() -> None:
    image, nobody = grey(640, 360), Pose(0, 1.0, 640, 360)
    without = draw(image, nobody, STATUS)
    with_cue = draw(image, nobody, replace(STATUS, faults=((FAULT, 40.0),)))
    assert changed(image, without)[-60:].max() == 0
    assert changed(image, with_cue)[-60:].max() > 0.3


def test_the_gauge_follows_the_signal_and_may_be_unknown() -> None:
    image, nobody = grey(640, 360), Pose(0, 1.0, 640, 360)

    def level(signal: float) -> int:
        picture = draw(image, nobody, replace(STATUS, signal=signal))
        return int((picture[:, -21] > 200).all(axis=1).sum())

    assert level(150) < level(120) < level(90)
    assert level(float("nan")) == 0
    draw(image, nobody, replace(STATUS, start_threshold=float("nan")))
    draw(image, nobody, replace(STATUS, turn_threshold=150.0))


def test_joints_that_are_not_seen_are_not_drawn() -> None:
    image, pose = grey(640, 360), figure(640, 360)
    hidden = replace(pose, visibility=np.zeros(33))
    assert (draw_skeleton(image, hidden, "left") == image).all()
    assert (draw_skeleton(image, Pose(0, 0.0, 640, 360), "left") == image).all()
    gone = replace(pose, visibility=np.full(33, np.nan))
    assert (draw_skeleton(image, gone, "left") == image).all()


def test_a_measure_of_a_missing_joint_draws_the_rest() -> None:
    pose = figure(640, 360)
    points = pose.image.copy()
    points[Landmark.LEFT_KNEE] = np.nan
    draw_measure(grey(640, 360), replace(pose, image=points), list(Landmark)[23:26], "left", "1°")
    draw_back(grey(640, 360), replace(pose, back=None), "left", "1°")
    draw_back(grey(640, 360), replace(pose, back=np.full(23, np.nan)), "left", "1°")


@pytest.mark.parametrize("cue", ["Rücken gerade: größer!", "背中をまっすぐ", "", "x" * 300])
def test_any_language_and_length(cue: str) -> None:
    image = grey(640, 360)
    fault = replace(FAULT, cue=cue)
    picture = draw(image, Pose(0, 1.0, 640, 360), replace(STATUS, faults=((fault, 1.0),)), hint=cue)
    assert picture.shape == image.shape


@pytest.mark.real
@given(
    x=st.floats(-1e6, 1e6),
    y=st.floats(-1e6, 1e6),
    joint=st.sampled_from(list(Landmark)),
)
def test_landmarks_outside_of_the_picture(x: float, y: float, joint: Landmark) -> None:
    pose = figure(160, 90)
    points = pose.image.copy()
    points[joint] = x, y
    pose = replace(pose, image=points)
    draw(grey(160, 90), pose, STATUS)
    draw_measure(grey(160, 90), pose, [joint, Landmark.NOSE, Landmark.LEFT_HIP], "left", "1°")
    draw_measure(grey(160, 90), pose, [Landmark.NOSE, joint], "left", "1°")
