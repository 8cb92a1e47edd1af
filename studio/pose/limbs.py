"""Orienting arms and legs: two-bone inverse kinematics, hinges, hand and finger orientation."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from studio.body.jointed import (
    SIDE_SIGN,
    Body,
    BonePose,
    Floats,
    cross,
    dot,
    frame,
    inverse,
    length,
    rotation,
    unit,
)

FLAT_THUMB = 32.0  # the thumb of a flat hand is drawn out of the palm by so many degrees


def two_bone(
    start: Floats, target: Floats, lengths: tuple[float, float], pole: Floats
) -> tuple[Floats, Floats]:
    """Directions of two bones that reach a target.

    Args:
        start: first joint, metres, (..., 3).
        target: where the end of the second bone shall be, metres, (..., 3).
        lengths: of the two bones, metres.
        pole: direction towards which the middle joint points, (..., 3).

    Returns:
        Unit directions of the first and of the second bone, each (..., 3). A target out of reach is
        approached as far as a nearly straight limb goes.
    """
    upper, lower = lengths
    gap = target - start
    reach = np.clip(length(gap), abs(upper - lower) * 1.001, (upper + lower) * 0.9999)[..., None]
    along = unit(gap)
    out = unit(pole - along * dot(pole, along)[..., None])
    cosine = (upper**2 + reach**2 - lower**2) / (2.0 * upper * reach)
    sine = np.sqrt(np.maximum(0.0, 1.0 - cosine**2))
    first: Floats = along * cosine + out * sine
    second = unit(along * reach - first * upper)
    return first, second


def bent_reach(lengths: tuple[float, float], flexion: float) -> float:
    """Distance between the ends of two bones whose joint is flexed by so many degrees, metres."""
    a, b = lengths
    return float(np.sqrt(a * a + b * b + 2.0 * a * b * np.cos(np.radians(flexion))))


def orient_leg(
    body: Body, pose: BonePose, side: str, *, thigh: Floats, shin: Floats, hinge: Floats
) -> None:
    """Set the bones of one leg.

    Args:
        body: the body.
        pose: changed in place.
        side: "L" or "R".
        thigh: world direction hip to knee, (3,).
        shin: world direction knee to ankle, (3,).
        hinge: world direction of the knee's axis, towards the person's left, (3,).
    """
    hip, knee = body.head(f"upperleg01.{side}"), body.head(f"lowerleg01.{side}")
    ankle, lateral = body.head(f"foot.{side}"), np.array([1.0, 0.0, 0.0])
    upper = frame(thigh, hinge) @ frame(knee - hip, lateral).T
    lower = frame(shin, hinge) @ frame(ankle - knee, lateral).T
    for bone, turn in (("upperleg", upper), ("lowerleg", lower)):
        pose.world[f"{bone}01.{side}"] = turn
        pose.world[f"{bone}02.{side}"] = turn


def orient_arm(
    body: Body,
    pose: BonePose,
    side: str,
    *,
    upper: Floats,
    fore: Floats,
    hand: Floats,
    index: Floats,
    thorax: Floats,
) -> None:
    """Set the bones of one arm; twist is spread along the limb as it is in a real one.

    Args:
        body: the body.
        pose: changed in place.
        side: "L" or "R".
        upper: world direction shoulder to elbow, (3,).
        fore: world direction elbow to wrist, (3,); the elbow is bent at least a little.
        hand: world direction wrist to knuckles, (3,).
        index: world direction from the little finger's knuckle to the index finger's, (3,).
        thorax: world rotation of the upper spine, (3, 3).
    """
    shoulder, elbow = body.head(f"upperarm01.{side}"), body.head(f"lowerarm01.{side}")
    wrist = body.head(f"wrist.{side}")
    rest_upper, rest_fore = unit(elbow - shoulder), unit(wrist - elbow)
    hinge = cross(upper, fore)
    rest_hinge = cross(rest_upper, rest_fore)
    full = frame(upper, hinge) @ frame(rest_upper, rest_hinge).T
    swing = _shortest(thorax @ rest_upper, upper) @ thorax
    twist = _twist_about(full @ inverse(swing), upper)
    # half bones twist about their own axes, so that elbow and wrist stay exactly in place
    axis = full @ (body.head(f"upperarm02.{side}") - shoulder)
    pose.world[f"upperarm01.{side}"] = rotation(axis, -0.5 * twist) @ full
    pose.world[f"upperarm02.{side}"] = full

    elbow_turn = frame(fore, hinge) @ frame(rest_fore, rest_hinge).T
    knuckle = {k: body.head(f"finger{k}-1.{side}") for k in "235"}
    rest_hand = frame(knuckle["3"] - wrist, knuckle["2"] - knuckle["5"])
    wrist_turn = frame(hand, index) @ rest_hand.T
    twist = _twist_about(wrist_turn @ inverse(elbow_turn), fore)
    axis = elbow_turn @ (wrist - body.head(f"lowerarm02.{side}"))
    pose.world[f"lowerarm01.{side}"] = elbow_turn
    pose.world[f"lowerarm02.{side}"] = rotation(axis, 0.5 * twist) @ elbow_turn
    pose.world[f"wrist.{side}"] = wrist_turn


def curl_fingers(body: Body, pose: BonePose, side: str, degrees: float | Floats) -> None:
    """Flex every finger joint of a hand by so many degrees; a negative value flattens the hand."""
    sign = SIDE_SIGN[side]
    index, little = body.head(f"finger2-1.{side}"), body.head(f"finger5-1.{side}")
    axis = unit(little - index) * sign
    bend = rotation(axis, degrees)
    for finger in "2345":
        for part in "123":
            pose.local[f"finger{finger}-{part}.{side}"] = bend
    palm = cross(unit(little - index), unit(index - body.head(f"wrist.{side}"))) * sign
    thumb = unit(body.head(f"finger1-2.{side}") - body.head(f"finger1-1.{side}"))
    inwards = unit(cross(thumb, palm))
    if np.any(np.less(degrees, 0.0)):
        flat = np.where(np.less(degrees, 0.0), -FLAT_THUMB, 0.0)
        pose.local[f"finger1-1.{side}"] = rotation(inwards, flat)
    fold = rotation(inwards, np.maximum(0.0, 0.6 * np.asarray(degrees)))
    pose.local[f"finger1-2.{side}"] = fold
    pose.local[f"finger1-3.{side}"] = fold


def _shortest(a: Floats, b: Floats) -> Floats:
    axis = cross(a, b)
    size = length(axis)
    alike = size < 1e-9
    angle = np.where(alike, 0.0, np.degrees(np.arctan2(size, dot(a, b))))
    return rotation(np.where(alike[..., None], np.array([1.0, 0.0, 0.0]), axis), angle)


def _twist_about(turn: Floats, axis: Floats) -> Floats:
    quaternion = Rotation.from_matrix(turn).as_quat()
    along = dot(quaternion[..., :3], unit(axis))
    angle = 2.0 * np.degrees(np.arctan2(along, quaternion[..., 3]))
    wrapped: Floats = (angle + 180.0) % 360.0 - 180.0
    return wrapped
