"""Where the 33 landmarks of a pose truly are on the body that is drawn, without drawing it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from formcheck.pose import LANDMARKS, Landmark
from studio.body.jointed import JOINT_BONE, SIDES, Body, Floats

_JOINTS = {
    "shoulder": (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    "elbow": (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW),
    "wrist": (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST),
    "hip": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "knee": (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE),
    "ankle": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
}
_FINGERS = {
    "finger5-1": (Landmark.LEFT_PINKY, Landmark.RIGHT_PINKY),
    "finger2-1": (Landmark.LEFT_INDEX, Landmark.RIGHT_INDEX),
    "finger1-2": (Landmark.LEFT_THUMB, Landmark.RIGHT_THUMB),
    "toe1-1": (Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX),
}
_EYES = (
    (Landmark.LEFT_EYE_INNER, Landmark.LEFT_EYE, Landmark.LEFT_EYE_OUTER),
    (Landmark.RIGHT_EYE_INNER, Landmark.RIGHT_EYE, Landmark.RIGHT_EYE_OUTER),
)
_EYE_HALF_M = 0.013  # from the middle of an eye to its corners
_HEEL_M = np.array([0.0, 0.05, -0.05])  # from the ankle, in rest axes: behind it and below


@lru_cache(maxsize=32)
def _on_the_head(body: Body) -> tuple[tuple[int, ...], Floats]:
    """The landmarks that move rigidly with the head, and where they are at rest, (n, 3)."""
    found: dict[int, Floats] = {}
    for side, (inner, middle, outer) in zip(SIDES, _EYES, strict=True):
        eye = body.head(f"eye.{side}")
        aside = np.array([_EYE_HALF_M * np.sign(eye[0]), 0.0, 0.0])
        found |= {inner: eye - aside, middle: eye, outer: eye + aside}
    found[Landmark.LEFT_EAR], found[Landmark.RIGHT_EAR] = body.ears["L"], body.ears["R"]
    between = (body.head("eye.L") + body.head("eye.R")) / 2.0
    found[Landmark.NOSE] = between + np.array([0.0, -0.035, -0.045])
    for corner, sign in ((Landmark.MOUTH_LEFT, 1.0), (Landmark.MOUTH_RIGHT, -1.0)):
        found[corner] = between + np.array([sign * 0.025, -0.012, -0.08])
    return tuple(found), np.array(list(found.values()))


BONES = (
    *(f"{JOINT_BONE[name]}.{side}" for name in _JOINTS for side in SIDES),
    *(f"{bone}.{side}" for bone in _FINGERS for side in SIDES),
    "head",
)
"""The bones whose transforms the landmarks hang on."""


def landmarks(body: Body, transforms: Floats) -> Floats:
    """The true landmarks of one instant, or of many.

    Args:
        body: the body.
        transforms: of `BONES` at least, (..., 163, 4, 4), metres in the room.

    Returns:
        Shape (..., 33, 3), metres in the room (z up), in the order of `formcheck.pose.Landmark`.
    """
    out = np.zeros((*transforms.shape[:-3], LANDMARKS, 3))
    for name, pair in _JOINTS.items():
        for side, number in zip(SIDES, pair, strict=True):
            out[..., number, :] = body.joint(transforms, f"{JOINT_BONE[name]}.{side}")
    for bone, pair in _FINGERS.items():
        for side, number in zip(SIDES, pair, strict=True):
            out[..., number, :] = body.joint(transforms, f"{bone}.{side}")
    for side, heel in zip(SIDES, (Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL), strict=True):
        ankle = body.head(f"foot.{side}")
        place = body.carry(transforms, f"foot.{side}", (ankle + _HEEL_M)[None])
        out[..., heel, :] = place[..., 0, :]
    numbers, points = _on_the_head(body)
    out[..., list(numbers), :] = body.carry(transforms, "head", points)
    return out
