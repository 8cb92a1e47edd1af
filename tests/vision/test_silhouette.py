"""The back's outline on masks that are drawn, so that it is known exactly."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from formcheck.measures.back import back_bend
from formcheck.pose import BACK_STATIONS, FloatArray, Landmark
from formcheck.vision.silhouette import MIN_CHORD_PX, back_direction, back_profile

MaskArray = NDArray[np.float32]
SIZE = (540, 960)
DEPTH = 0.3
"""How far the drawn backs lie from the chord, in chord lengths."""

# Whole figures from the side, facing right, in torso lengths, y up: hip and shoulder first.
FIGURES = {
    "standing": {
        "hip": (0, 0), "shoulder": (0, 1), "ear": (0.02, 1.35), "nose": (0.17, 1.3),
        "elbow": (-0.02, 0.45), "wrist": (0.08, 0.0), "knee": (0.03, -0.85),
        "ankle": (0, -1.7), "heel": (-0.1, -1.75), "foot_index": (0.3, -1.8),
    },
    "row, hanging": {
        "hip": (0, 0), "shoulder": (0.9, 0.45), "ear": (1.2, 0.6), "nose": (1.33, 0.52),
        "elbow": (0.9, -0.1), "wrist": (0.92, -0.55), "knee": (0.3, -0.8),
        "ankle": (-0.05, -1.6), "heel": (-0.15, -1.65), "foot_index": (0.25, -1.7),
    },
    "row, pulled": {
        "hip": (0, 0), "shoulder": (0.9, 0.45), "ear": (1.2, 0.6), "nose": (1.33, 0.52),
        "elbow": (0.4, 0.62), "wrist": (0.4, 0.05), "knee": (0.3, -0.8),
        "ankle": (-0.05, -1.6), "heel": (-0.15, -1.65), "foot_index": (0.25, -1.7),
    },
    "row, looking ahead": {
        "hip": (0, 0), "shoulder": (0.97, 0.2), "ear": (1.3, 0.4), "nose": (1.45, 0.47),
        "elbow": (0.97, -0.3), "wrist": (0.97, -0.8), "knee": (0.3, -0.8),
        "ankle": (-0.05, -1.6), "heel": (-0.15, -1.65), "foot_index": (0.25, -1.7),
    },
    "plank": {
        "hip": (0, 0), "shoulder": (0.98, 0.2), "ear": (1.3, 0.25), "nose": (1.38, 0.1),
        "elbow": (1.0, -0.3), "wrist": (1.0, -0.75), "knee": (-0.8, -0.3),
        "ankle": (-1.55, -0.6), "heel": (-1.65, -0.55), "foot_index": (-1.6, -0.8),
    },
    "forearm plank, knees down": {
        "hip": (0, 0), "shoulder": (0.98, 0.1), "ear": (1.3, 0.15), "nose": (1.38, 0.0),
        "elbow": (1.0, -0.4), "wrist": (1.4, -0.42), "knee": (-0.7, -0.4),
        "ankle": (-1.45, -0.1), "heel": (-1.6, 0.0), "foot_index": (-1.65, -0.3),
    },
    "squat": {
        "hip": (0, 0), "shoulder": (0.5, 0.87), "ear": (0.65, 1.15), "nose": (0.78, 1.12),
        "elbow": (0.9, 0.9), "wrist": (1.3, 0.9), "knee": (0.8, -0.05),
        "ankle": (0.4, -0.8), "heel": (0.3, -0.85), "foot_index": (0.7, -0.9),
    },
    "sitting, leaning back": {
        "hip": (0, 0), "shoulder": (-0.3, 0.95), "ear": (-0.3, 1.3), "nose": (-0.15, 1.28),
        "elbow": (0.0, 0.5), "wrist": (0.4, 0.5), "knee": (0.85, 0.1),
        "ankle": (1.0, -0.7), "heel": (0.95, -0.8), "foot_index": (1.3, -0.75),
    },
}  # fmt: skip


def figure(name: str, *, faces: str = "right") -> tuple[FloatArray, FloatArray]:
    """Landmarks in pixels and their visibility; who faces right shows the right side."""
    image = np.zeros((33, 2))
    visibility = np.full(33, 0.65)
    sign = 1 if faces == "right" else -1
    for joint, (x, y) in FIGURES[name].items():
        at = (480 + sign * 150 * x, 270 - 150 * y)
        for side in ("LEFT", "RIGHT"):
            mark = f"{side}_{joint.upper()}" if joint != "nose" else "NOSE"
            image[Landmark[mark]] = at
            if side == faces.upper() or joint == "nose":
                visibility[Landmark[mark]] = 0.97
    return image, visibility


def chord_figure(
    hip: tuple[float, float], shoulder: tuple[float, float], belly: tuple[float, float]
) -> tuple[FloatArray, FloatArray]:
    """Landmarks that say no more than where hip, shoulder and belly are."""
    image = np.tile(np.asarray(hip, float), (33, 1))
    image[11:23] = shoulder
    image[:11] = shoulder
    image[0] = np.asarray(shoulder) + belly
    image[15:17] = np.asarray(shoulder) + belly
    return image, np.ones(33)


def strip(
    bend_deg: float = 0.0, length: float = 200.0, angle_deg: float = 0.0, flip: bool = False
) -> tuple[MaskArray, FloatArray, FloatArray]:
    """A body with a back that is an arc: its tangent turns by `bend_deg` from t = -0.1 to 0.8."""
    t = np.linspace(-0.6, 1.6, 400)
    middle, half = 0.35, 0.45
    along = t - middle
    if abs(bend_deg) > 1e-6:
        radius = half / math.sin(math.radians(bend_deg) / 2)
        back = DEPTH + np.sign(radius) * np.sqrt(np.maximum(radius**2 - along**2, 0)) - radius
    else:
        back = np.full_like(t, DEPTH)
    turn = math.radians(angle_deg)
    e = np.array([math.cos(turn), math.sin(turn)])
    n = np.array([e[1], -e[0]]) * (-1 if flip else 1)
    hip = np.array([SIZE[1] / 2, SIZE[0] / 2]) - e * length / 2
    outline = hip + length * (t[:, None] * e + back[:, None] * n)
    belly = hip + length * (t[::-1, None] * e - 0.3 * n)
    polygon = np.concatenate([outline, belly])
    mask = np.zeros(SIZE, np.uint8)
    # Pixel (0, 0) of a picture covers 0 to 1; OpenCV's polygons count from its middle.
    cv2.fillPoly(mask, [np.round((polygon - 0.5) * 256).astype(np.int32)], 255, cv2.LINE_AA, 8)
    image, visibility = chord_figure(tuple(hip), tuple(hip + length * e), tuple(-0.5 * length * n))
    return (mask / np.float32(255)).astype(np.float32), image, visibility


@pytest.mark.parametrize("faces", ["left", "right"])
@pytest.mark.parametrize("name", FIGURES)
def test_the_back_is_found_in_every_posture(name: str, faces: str) -> None:
    image, visibility = figure(name, faces=faces)
    hip, shoulder = image[Landmark.LEFT_HIP], image[Landmark.LEFT_SHOULDER]
    e = (shoulder - hip) / np.linalg.norm(shoulder - hip)
    # Whoever faces right has the back to the left of the way up (in the picture, y down).
    back = np.array([e[1], -e[0]]) * (1 if faces == "right" else -1)
    np.testing.assert_allclose(back_direction(image, visibility), back, atol=1e-9)
    np.testing.assert_allclose(back_direction(image, np.ones(33)), back, atol=1e-9)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("hidden", ["face", "hands", "feet", "legs"])
def test_the_back_is_found_without_some_joints(name: str, hidden: str) -> None:
    image, visibility = figure(name)
    expected = back_direction(image, visibility)
    where = {"face": slice(0, 11), "hands": slice(15, 23), "feet": slice(27, 33),
             "legs": slice(25, 33)}[hidden]  # fmt: skip
    image[where] = np.nan
    np.testing.assert_allclose(back_direction(image, visibility), expected)


@pytest.mark.slow
@given(st.floats(-180, 180), st.sampled_from(sorted(FIGURES)))
def test_the_back_turns_with_the_picture(angle: float, name: str) -> None:
    image, visibility = figure(name)
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turn = np.array([[c, -s], [s, c]])
    np.testing.assert_allclose(
        back_direction(image @ turn.T, visibility),
        turn @ back_direction(image, visibility),
        atol=1e-9,
    )


@pytest.mark.parametrize("angle", [-90, -30, 0, 20, 77])
def test_a_straight_strip_has_a_straight_back(angle: float) -> None:
    mask, image, visibility = strip(0, angle_deg=angle)
    profile = back_profile(mask, image, visibility)
    np.testing.assert_allclose(profile, DEPTH, atol=0.005)
    assert back_bend(profile).bend_deg == pytest.approx(0, abs=2.0)


@pytest.mark.slow
@example(-0.078125, 159.9765625, 0.0, False)
@settings(max_examples=40)
@given(
    st.floats(-45, 55), st.floats(150, 260), st.floats(-180, 180), st.booleans()
)  # fmt: skip
def test_the_bend_of_a_drawn_arc_is_found(
    bend: float, length: float, angle: float, flip: bool
) -> None:
    mask, image, visibility = strip(bend, length, angle, flip)
    found = back_bend(back_profile(mask, image, visibility))
    # A back that lies along the pixels' rows is drawn in steps of one: a pixel is 8 / length rad.
    pixel = math.degrees(8 / length)
    assert found.bend_deg == pytest.approx(bend, abs=max(4.0, 1.5 * pixel) + 0.06 * abs(bend))
    assert found.residual < 0.01


@pytest.mark.slow
@settings(max_examples=30)
@given(st.floats(-30, 50), st.floats(-60, 60))
def test_a_mirrored_picture_gives_the_same_outline(bend: float, angle: float) -> None:
    mask, image, visibility = strip(bend, angle_deg=angle)
    mirrored = image.copy()
    mirrored[:, 0] = SIZE[1] - image[:, 0]
    np.testing.assert_allclose(
        back_profile(np.ascontiguousarray(mask[:, ::-1]), mirrored, visibility),
        back_profile(mask, image, visibility),
        atol=0.004,
    )


@pytest.mark.parametrize("factor", [0.5, 0.75, 1.5])
def test_the_mask_may_be_of_another_size_than_the_frame(factor: float) -> None:
    mask, image, visibility = strip(30, angle_deg=25)
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    other = np.asarray(cv2.resize(mask, None, fx=factor, fy=factor, interpolation=way), np.float32)
    np.testing.assert_allclose(
        back_profile(other, image, visibility, scale=factor),
        back_profile(mask, image, visibility),
        atol=0.006,
    )


def test_a_mask_with_padded_rows_is_read_in_place() -> None:
    mask, image, visibility = strip(20)
    padded = np.ones((SIZE[0], SIZE[1] + 16), np.float32)
    padded[:, :-16] = mask
    np.testing.assert_array_equal(
        back_profile(padded[:, :-16], image, visibility), back_profile(mask, image, visibility)
    )


@pytest.mark.slow
@settings(max_examples=20)
@given(st.integers(0, 2**31))
def test_a_soft_and_noisy_edge_costs_little(seed: int) -> None:
    mask, image, visibility = strip(30)
    rng = np.random.default_rng(seed)
    blurred = np.asarray(cv2.GaussianBlur(mask, (0, 0), 3), np.float32)
    noisy = np.clip(blurred + rng.normal(0, 0.05, mask.shape), 0, 1).astype(np.float32)
    assert back_bend(back_profile(noisy, image, visibility)).bend_deg == pytest.approx(30, abs=5)


def test_small_holes_are_not_the_edge() -> None:
    mask, image, visibility = strip(20)
    whole = back_profile(mask, image, visibility)
    for x in range(375, 600, 13):
        for y in (230, 252, 270):
            cv2.circle(mask, (x + y % 7, y), 4, 0.0, -1)
    # A hole right on the chord leaves a gap; nowhere is a hole taken for the back.
    holed = back_profile(mask, image, visibility)
    seen = np.isfinite(holed)
    assert 10 <= seen.sum() < 23
    np.testing.assert_allclose(holed[seen], whole[seen], atol=0.01)


def test_a_ray_that_leaves_the_picture_finds_no_edge() -> None:
    mask, image, visibility = strip(0)
    top = int(SIZE[0] / 2 - 0.2 * 200)
    assert np.isnan(back_profile(mask[top:], image - (0, top), visibility)).all()


def test_a_hip_outside_the_picture_finds_no_edge_there() -> None:
    mask, image, visibility = strip(0)
    left = SIZE[1] // 2 - 40
    profile = back_profile(np.ascontiguousarray(mask[:, left:]), image - (left, 0), visibility)
    assert np.isnan(profile[BACK_STATIONS < 0.25]).all()
    np.testing.assert_allclose(profile[BACK_STATIONS > 0.35], DEPTH, atol=0.01)


def test_a_chord_outside_the_mask_finds_no_edge() -> None:
    mask, image, visibility = strip(0)
    mask[:, : SIZE[1] // 2] = 0.0
    profile = back_profile(mask, image, visibility)
    assert np.isnan(profile[BACK_STATIONS < 0.45]).all()
    assert np.isfinite(profile[BACK_STATIONS > 0.55]).all()


def test_a_mask_that_never_ends_has_no_edge() -> None:
    _, image, visibility = strip(0)
    assert np.isnan(back_profile(np.ones(SIZE, np.float32), image, visibility)).all()


@pytest.mark.parametrize("length", [0.0, MIN_CHORD_PX - 1, math.nan])
def test_a_chord_that_is_too_short_gives_nothing(length: float) -> None:
    mask, _, _ = strip(0)
    image, visibility = chord_figure((400, 270), (400 + length, 270), (0, 100))
    assert np.isnan(back_profile(mask, image, visibility)).all()


def test_nobody_gives_nothing() -> None:
    nobody = np.full((33, 2), np.nan)
    profile = back_profile(np.zeros(SIZE, np.float32), nobody, np.full(33, np.nan))
    assert profile.shape == BACK_STATIONS.shape
    assert np.isnan(profile).all()
