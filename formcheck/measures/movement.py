"""What a person's joints do, as numbers: from which movements are proposed and recognised.

Lengths are in trunks: half a metre, seen from where the person is.
"""

from __future__ import annotations

import math
from typing import Final

from formcheck.geometry import NAN, Point3
from formcheck.measures.figure import TRUNK_M, Figure

_RIGHT = math.pi / 2
"""A right angle, radians."""

SCALE_S = 1.5
"""Over this time the scale is averaged, seconds: a person comes nearer more slowly than that."""

ARM_NUMBERS: Final = {
    "reach": "How far the hand is from its shoulder, in the picture.",
    "reach_3d": "How far the hand is from its shoulder, in space.",
    "hand_height": "How high the hand is above its shoulder.",
    "elbow_height": "How high the elbow is above its shoulder.",
    "elbow_angle": "How open the elbow is, in the picture.",
    "elbow_angle_3d": "How open the elbow is, in space.",
    "upper_arm_angle": "How far the upper arm is from the side of the trunk, in space.",
    "hand_angle": "How far the line from shoulder to hand is from the trunk, in space.",
    "elbow_aside": "How far out to its own side the upper arm points.",
    "hand_forward": "How far the hand is before the chest.",
    "hand_along": "How far the hand is from its shoulder, along the trunk and towards the head.",
    "hand_over_foot": "How high the hand is above the feet.",
    "arm_visibility": "How well elbow and hand are seen; 0 with the elbow outside of the picture.",
}
"""What is read of each arm."""

LEG_NUMBERS: Final = {
    "knee_angle": "How open the knee is, in the picture.",
    "knee_angle_3d": "How open the knee is, in space.",
    "hip_angle": "How open the hip is, in the picture.",
    "hip_angle_3d": "How open the hip is, in space.",
    "foot_drop": "How far the foot is below its hip.",
    "knee_drop": "How far the knee is below its hip.",
    "leg_visibility": "How well knee and foot are seen; 0 with the knee outside of the picture.",
}
"""What is read of each leg."""

BODY_NUMBERS: Final = {
    "trunk_inclination": "How steep the trunk is, in the picture.",
    "trunk_inclination_3d": "How steep the trunk is, in space.",
    "leg_inclination": "How steep the line from feet to hips is, in the picture.",
    "leg_inclination_3d": "How steep the line from feet to hips is, in space.",
    "hand_spread": "How far apart the hands are, in the picture.",
    "hand_spread_3d": "How far apart the hands are, in space.",
    "elbow_spread_3d": "How far apart the elbows are, in space.",
    "foot_spread_3d": "How far apart the feet are, in space.",
    "foot_spread": "How far apart the feet are, in the picture.",
    "head_height": "How high the nose is above the shoulders.",
    "chest_up": "How far the chest faces the ceiling, in space; negative towards the floor.",
    "shoulders_tilted": "How steep the line through both shoulders is, in space.",
    "yaw": "How far the shoulders are turned away from facing the camera.",
    "shoulder_width": "How wide the shoulders are, in the picture.",
}
"""What is read of the body as a whole."""

PLACE_NUMBERS: Final = {
    "shoulder_level": "How high the shoulders are in the picture.",
    "nose_level": "How high the nose is in the picture.",
    "hip_level": "How high the hips are in the picture.",
    "hand_level": "How high the hands are in the picture.",
    "face_width": "How far apart the ears are in the picture.",
}
"""What depends on where the person is in the picture: only their changes say anything."""

SIDED: Final = (*ARM_NUMBERS, *LEG_NUMBERS)
APART: Final = {
    f"{name}_apart": f"How much it differs between left and right. {words}"
    for name, words in (ARM_NUMBERS | LEG_NUMBERS).items()
}
"""What tells limbs that work in turn: out and back each time one of them leads."""

NUMBERS: Final = (
    *(f"{name}_left" for name in SIDED),
    *(f"{name}_right" for name in SIDED),
    *BODY_NUMBERS,
    *PLACE_NUMBERS,
)
"""The names of all numbers, in the order of `movement_numbers`."""

SIGNALS: Final = ARM_NUMBERS | LEG_NUMBERS | BODY_NUMBERS | PLACE_NUMBERS | APART
"""What an exercise can name as a signal of its reps, and what each is."""


class Scale:
    """How many pixels a trunk's length is where the person is, followed over time."""

    def __init__(self) -> None:
        self._px = self._seen_s = NAN

    def update(self, figure: Figure, time_s: float) -> float:
        """Take in a frame; pixels of a trunk's length, NaN while it is not known."""
        px = figure.scaled_trunk_px
        if px > 0:
            if math.isnan(self._px):
                self._px = px
            else:
                share = 1.0 - math.exp(-(time_s - self._seen_s) / SCALE_S)
                self._px += share * (px - self._px)
            self._seen_s = time_s
        return self._px


def movement_numbers(figure: Figure, trunk_px: float) -> tuple[float, ...]:
    """The numbers of one frame; they are read once, however many want to know.

    Args:
        figure: The person.
        trunk_px: Pixels of a trunk's length, from `Scale`.

    Returns:
        Values in the order of `NUMBERS`: lengths in trunks, angles in right angles (90 degrees is
        1), heights upwards.
    """
    numbers = figure.numbers.get(trunk_px)
    if numbers is None:
        numbers = figure.numbers[trunk_px] = tuple(_read(figure, trunk_px))
    return numbers


def _read(figure: Figure, trunk_px: float) -> list[float]:
    image, world, seen = figure.image, figure.world, figure.visibilities
    k = 1.0 / trunk_px
    most_x, most_y = figure.pose.width, figure.pose.height
    (x11, y11), (x12, y12) = image[11], image[12]
    (x23, y23), (x24, y24) = image[23], image[24]
    shoulder_x, shoulder_y = (x11 + x12) / 2, (y11 + y12) / 2
    hip_x, hip_y = (x23 + x24) / 2, (y23 + y24) / 2
    ankle_x, ankle_y = (image[27][0] + image[28][0]) / 2, (image[27][1] + image[28][1]) / 2
    s3 = _middle(world[11], world[12])
    h3 = _middle(world[23], world[24])
    a3 = _middle(world[27], world[28])
    across = _unit(_minus(world[12], world[11]))
    along = _unit(_minus(s3, h3))
    forward = _cross(along, across)
    out: list[float] = []
    for right in (0, 1):
        sh, el, wr, hi, kn, an = (joint + right for joint in (11, 13, 15, 23, 25, 27))
        upper, fore = _minus(world[el], world[sh]), _minus(world[wr], world[el])
        hand, trunk = _minus(world[wr], world[sh]), _minus(world[hi], world[sh])
        thigh, shank = _minus(world[kn], world[hi]), _minus(world[an], world[kn])
        (sx, sy), (ex, ey), (wx, wy) = image[sh], image[el], image[wr]
        (hx, hy), (kx, ky), (nx, ny) = image[hi], image[kn], image[an]
        length = _length(upper) or 1e-9
        aside = _dot(upper, across) / length
        out += (
            math.hypot(wx - sx, wy - sy) * k,
            _length(hand) / TRUNK_M,
            (sy - wy) * k,
            (sy - ey) * k,
            2.0 - _angle_2d(ex - sx, ey - sy, wx - ex, wy - ey),
            2.0 - _angle(upper, fore),
            _angle(upper, trunk),
            _angle(hand, trunk),
            aside if right else -aside,
            _dot(hand, forward) / TRUNK_M,
            _dot(hand, along) / TRUNK_M,
            (ankle_y - wy) * k,
            (seen[el] + seen[wr]) / 2 if 0 <= ex <= most_x and 0 <= ey <= most_y else 0.0,
            2.0 - _angle_2d(kx - hx, ky - hy, nx - kx, ny - ky),
            2.0 - _angle(thigh, shank),
            _angle_2d(sx - hx, sy - hy, kx - hx, ky - hy),
            2.0 - _angle(trunk, thigh),
            (ny - hy) * k,
            (ky - hy) * k,
            (seen[kn] + seen[an]) / 2 if 0 <= kx <= most_x and 0 <= ky <= most_y else 0.0,
        )
    width = _minus(world[12], world[11])
    hands, elbows = _minus(world[16], world[15]), _minus(world[14], world[13])
    feet = _minus(world[28], world[27])
    out += (
        _steep(hip_y - shoulder_y, abs(hip_x - shoulder_x)),
        _steep(h3[1] - s3[1], math.hypot(h3[0] - s3[0], h3[2] - s3[2])),
        _steep(ankle_y - hip_y, abs(ankle_x - hip_x)),
        _steep(a3[1] - h3[1], math.hypot(a3[0] - h3[0], a3[2] - h3[2])),
        math.hypot(image[16][0] - image[15][0], image[16][1] - image[15][1]) * k,
        _length(hands) / TRUNK_M,
        _length(elbows) / TRUNK_M,
        _length(feet) / TRUNK_M,
        math.hypot(image[28][0] - image[27][0], image[28][1] - image[27][1]) * k,
        (shoulder_y - image[0][1]) * k,
        -forward[1],
        _steep(abs(across[1]), math.hypot(across[0], across[2])),
        _steep(abs(width[2]), abs(width[0])),
        math.hypot(x11 - x12, y11 - y12) * k,
        -shoulder_y * k,
        -image[0][1] * k,
        -hip_y * k,
        -(image[15][1] + image[16][1]) / 2 * k,
        math.hypot(image[7][0] - image[8][0], image[7][1] - image[8][1]) * k,
    )
    return out


def _minus(a: Point3, b: Point3) -> Point3:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _middle(a: Point3, b: Point3) -> Point3:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2


def _dot(a: Point3, b: Point3) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _length(a: Point3) -> float:
    x, y, z = a
    return math.sqrt(x * x + y * y + z * z)


def _cross(a: Point3, b: Point3) -> Point3:
    ax, ay, az = a
    bx, by, bz = b
    return ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx


def _unit(a: Point3) -> Point3:
    length = _length(a) or 1e-9
    return a[0] / length, a[1] / length, a[2] / length


def _angle(a: Point3, b: Point3) -> float:
    """Between two vectors in space, right angles."""
    ax, ay, az = a
    bx, by, bz = b
    x, y, z = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    return math.atan2(math.sqrt(x * x + y * y + z * z), ax * bx + ay * by + az * bz) / _RIGHT


def _angle_2d(ax: float, ay: float, bx: float, by: float) -> float:
    """Between two vectors in the picture, right angles."""
    return math.atan2(abs(ax * by - ay * bx), ax * bx + ay * by) / _RIGHT


def _steep(up: float, along: float) -> float:
    """How steep a line is, right angles: 1 upright, 0 level, negative hanging down."""
    return math.atan2(up, along) / _RIGHT
