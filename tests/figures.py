"""Hand-made people: stick figures posed by angles and seen by a camera, for rule tests.

The body stands on the floor of a room: x is where the person faces, y is up, z is to the person's
left; metres.  The camera sees it from any yaw without perspective.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from formcheck.pose import BACK_STATIONS, LANDMARKS, FloatArray, Landmark, Pose

TRUNK, UPPER_ARM, FOREARM, THIGH, SHIN, NECK = 0.52, 0.28, 0.27, 0.42, 0.42, 0.22
SHOULDERS, HIPS = 0.34, 0.2

Point = tuple[float, float]
Body = dict[str, Point | tuple[Point, Point]]


def _at(origin: Point, degrees: float, length: float) -> Point:
    """A point at a distance in a direction, 0 forwards and 90 up."""
    angle = math.radians(degrees)
    return origin[0] + length * math.cos(angle), origin[1] + length * math.sin(angle)


def _elbow(shoulder: Point, hand: Point, towards: Point) -> Point:
    """Where the elbow is, on the side of `towards`."""
    dx, dy = hand[0] - shoulder[0], hand[1] - shoulder[1]
    reach = min(math.hypot(dx, dy), UPPER_ARM + FOREARM - 1e-6)
    along = (UPPER_ARM**2 - FOREARM**2 + reach**2) / (2 * reach)
    off = math.sqrt(max(0.0, UPPER_ARM**2 - along**2))
    ux, uy = dx / reach, dy / reach
    sign = 1.0 if (-uy * towards[0] + ux * towards[1]) >= 0 else -1.0
    return shoulder[0] + along * ux - sign * off * uy, shoulder[1] + along * uy + sign * off * ux


@dataclass(frozen=True)
class Stick:
    """Joint positions in the sagittal plane; arms may differ, and may be spread sideways."""

    ankle: Point
    knee: Point
    hip: Point
    shoulder: Point
    ear: Point
    hands: tuple[Point, Point]
    elbows: tuple[Point, Point]
    spread: float = 0.0


def hinged(
    *,
    torso: float = 25.0,
    reach: float = 1.0,
    far_reach: float | None = None,
    spread: float = 0.0,
    knee: float = 145.0,
) -> Stick:
    """Bent over with soft knees, a hand hanging below each shoulder.

    Args:
        torso: Degrees of the trunk above the horizontal.
        reach: Distance of the left hand and shoulder, as a share of the straight arm.
        far_reach: The same on the right; as on the left if None.
        spread: Degrees by which straight arms are raised out to the sides (a reverse fly).
        knee: The angle of the knees: 180 is straight.
    """
    ankle = (0.0, 0.08)
    bend = _at(ankle, 80, SHIN)
    hip = _at(bend, 80 + 180 - knee, THIGH)
    shoulder = _at(hip, torso, TRUNK)
    ear = _at(shoulder, torso, NECK)
    hands, elbows = [], []
    for share in (reach, reach if far_reach is None else far_reach):
        arm = (UPPER_ARM + FOREARM) * math.cos(math.radians(spread))
        hand = (shoulder[0], shoulder[1] - share * max(arm, -1.0))
        hands.append(hand)
        if spread:
            elbows.append(((shoulder[0] + hand[0]) / 2, (shoulder[1] + hand[1]) / 2))
        else:
            elbows.append(_elbow(shoulder, hand, (-1.0, 0.3)))
    return Stick(
        ankle, bend, hip, shoulder, ear, (hands[0], hands[1]), (elbows[0], elbows[1]), spread
    )


def upright(*, reach: float = 1.0) -> Stick:
    """Standing, the arms hanging or with bent elbows."""
    ankle = (0.0, 0.08)
    knee = _at(ankle, 90, SHIN)
    hip = _at(knee, 90, THIGH)
    shoulder = _at(hip, 88, TRUNK)
    hand = (shoulder[0] + 0.05, shoulder[1] - reach * (UPPER_ARM + FOREARM))
    elbow = _elbow(shoulder, hand, (-1.0, 0.0))
    return Stick(ankle, knee, hip, shoulder, _at(shoulder, 90, NECK), (hand, hand), (elbow, elbow))


def prone(
    *, reach: float = 1.0, line: float = 8.0, forearms: bool = False, head: float = 0.0
) -> Stick:
    """In a push-up or plank position.

    Args:
        reach: Distance of hand and shoulder, as a share of the straight arm.
        line: Degrees by which the hips are above the straight line, at the hip.
        forearms: On the forearms instead of the hands.
        head: Degrees by which the head hangs below the line of the trunk.
    """
    ankle = (0.0, 0.1)
    height = UPPER_ARM + 0.03 if forearms else reach * (UPPER_ARM + FOREARM) + 0.03
    legs, trunk = THIGH + SHIN, TRUNK
    inner = math.radians(180 - abs(line))
    length = math.sqrt(legs**2 + trunk**2 - 2 * legs * trunk * math.cos(inner))
    tilt = math.asin((height - ankle[1]) / length)
    off = math.asin(trunk * math.sin(inner) / length) * (1 if line >= 0 else -1)
    hip = _at(ankle, math.degrees(tilt + off), legs)
    shoulder = _at(ankle, math.degrees(tilt), length)
    knee = _at(ankle, math.degrees(tilt + off), SHIN)
    along = math.degrees(math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0]))
    ear = _at(shoulder, along - head, NECK)
    if forearms:
        elbow, hand = (shoulder[0], 0.03), (shoulder[0] + FOREARM, 0.03)
    else:
        hand = (shoulder[0], 0.03)
        elbow = _elbow(shoulder, hand, (-1.0, 0.0))
    return Stick(ankle, knee, hip, shoulder, ear, (hand, hand), (elbow, elbow))


def lying() -> Stick:
    """On the belly, propped on the forearms."""
    ankle, knee, hip, shoulder = (0.0, 0.08), (0.42, 0.06), (0.84, 0.1), (1.31, 0.32)
    elbow, hand = (1.31, 0.03), (1.58, 0.03)
    return Stick(ankle, knee, hip, shoulder, _at(shoulder, 60, NECK), (hand, hand), (elbow, elbow))


_PAIRS = {
    "ear": (Landmark.LEFT_EAR, Landmark.RIGHT_EAR, 0.07),
    "shoulder": (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, SHOULDERS / 2),
    "elbow": (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW, SHOULDERS / 2),
    "wrist": (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, SHOULDERS / 2),
    "hip": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP, HIPS / 2),
    "knee": (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, HIPS / 2),
    "ankle": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE, HIPS / 2),
    "toe": (Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX, HIPS / 2),
}


def points_of(stick: Stick) -> FloatArray:
    """The landmarks of a stick figure in the room, metres, shape (33, 3)."""
    out = np.zeros((LANDMARKS, 3))
    out[:] = (*stick.ear, 0.0)
    places = {
        "ear": (stick.ear, stick.ear),
        "shoulder": (stick.shoulder, stick.shoulder),
        "elbow": stick.elbows,
        "wrist": stick.hands,
        "hip": (stick.hip, stick.hip),
        "knee": (stick.knee, stick.knee),
        "ankle": (stick.ankle, stick.ankle),
        "toe": ((stick.ankle[0], 0.0),) * 2,
    }
    sideways = (UPPER_ARM + FOREARM) * math.sin(math.radians(stick.spread))
    for name, (left, right, half) in _PAIRS.items():
        more = {"wrist": sideways, "elbow": sideways / 2}.get(name, 0.0)
        out[left] = (*places[name][0], half + more)
        out[right] = (*places[name][1], -half - more)
    return out


@dataclass(frozen=True)
class Camera:
    """Where the picture is taken from.

    Attributes:
        yaw: Degrees by which the person is turned from facing the camera: 90 shows the left side,
            -90 the right.
        px_per_m: Scale.
        centre: Where the hips are in the picture, as shares of its width and height.
    """

    yaw: float = 90.0
    px_per_m: float = 180.0
    centre: Point = (0.5, 0.55)
    width: int = 640
    height: int = 480

    def see(self, stick: Stick, index: int, time_s: float, *, far: float = 0.6) -> Pose:
        """The pose that a perfect estimator would find."""
        image, visibility, world = (each.copy() for each in _seen(self, stick, far))
        return Pose(index, time_s, self.width, self.height, image, visibility, world)

    def see_points(self, points: FloatArray, *, far: float = 0.6) -> Pose:
        """The same of landmarks in the room, metres, shape (33, 3)."""
        image, visibility, world = _project(self, points, far)
        return Pose(0, 0.0, self.width, self.height, image, visibility, world)


@lru_cache(maxsize=10_000)
def _seen(camera: Camera, stick: Stick, far: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Image, visibility and world of a stick; many tests film the same movement."""
    return _project(camera, points_of(stick), far)


def _project(
    camera: Camera, points: FloatArray, far: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    points = points - (points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP]) / 2
    turn = math.radians(camera.yaw)
    forward, side = points[:, 0], points[:, 2]
    # Facing the camera: forward is towards it (-z), the left hand is on the picture's right.
    across = side * math.cos(turn) - forward * math.sin(turn)
    away = -forward * math.cos(turn) - side * math.sin(turn)
    world = np.stack([across, -points[:, 1], away], axis=1)
    image = world[:, :2] * camera.px_per_m
    image += (camera.centre[0] * camera.width, camera.centre[1] * camera.height)
    visibility = np.full(LANDMARKS, 0.98)
    for left, right, _ in _PAIRS.values():
        if abs(away[left] - away[right]) > 0.05:
            visibility[left if away[left] > away[right] else right] = far
    return image, visibility, world


def film(
    posed: Callable[[float], Stick | None],
    seconds: float,
    *,
    fps: float = 30.0,
    camera: Camera | None = None,
    start_s: float = 0.0,
    noise_px: float = 0.0,
    seed: int = 0,
) -> Iterator[Pose]:
    """Film a person for some seconds; None is an empty picture."""
    camera = camera or Camera()
    random = np.random.default_rng(seed)
    for index in range(round(seconds * fps)):
        time_s = start_s + index / fps
        stick = posed(index / fps)
        if stick is None:
            yield Pose(index, time_s, camera.width, camera.height)
            continue
        pose = camera.see(stick, index, time_s)
        if noise_px:
            moved = pose.image + random.normal(0, noise_px, pose.image.shape)
            pose = replace(pose, image=moved)
        yield pose


def between(one: Stick, other: Stick, share: float) -> Stick:
    """A body on its way from one posture to another, joint by joint."""

    def way(a: Point, b: Point) -> Point:
        return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])

    def ways(a: tuple[Point, Point], b: tuple[Point, Point]) -> tuple[Point, Point]:
        return way(a[0], b[0]), way(a[1], b[1])

    return Stick(
        way(one.ankle, other.ankle),
        way(one.knee, other.knee),
        way(one.hip, other.hip),
        way(one.shoulder, other.shoulder),
        way(one.ear, other.ear),
        ways(one.hands, other.hands),
        ways(one.elbows, other.elbows),
    )


def wave(time_s: float, *, period: float, rest: float, low: float, high: float) -> float:
    """From `high` to `low` and back in every period, with a rest at `high` first."""
    phase = (time_s % period) / period
    moving = (phase - rest) / (1 - rest)
    if moving <= 0:
        return high
    return high - (high - low) * math.sin(math.pi * moving) ** 2


def pulled(time_s: float, count: int = 4) -> float:
    """How far an arm is bent, 0 to 1: so many rows of two seconds from the first second on."""
    if not 1 <= time_s < 1 + 2 * count:
        return 0.0
    return (1 - wave(time_s - 1, period=2, rest=0.25, low=0.5, high=1)) / 0.5


def back_outline(bend_deg: float) -> FloatArray:
    """An outline of the back whose tangent turns by so much between -0.1 and 0.8 of the chord."""
    curve = np.tan(np.radians(bend_deg) / 2) / 0.9
    return np.asarray(0.25 - curve * (BACK_STATIONS - 0.35) ** 2)


def rows(
    count: int, *, period: float = 2.0, low: float = 0.55, torso: float = 25.0
) -> Callable[[float], Stick]:
    """So many pulls after a second in the hang, and the hang again afterwards."""

    def posed(time_s: float) -> Stick:
        t = time_s - 1.0
        if t < 0 or t >= count * period:
            return hinged(torso=torso)
        return hinged(torso=torso, reach=wave(t, period=period, rest=0.25, low=low, high=1.0))

    return posed


def push_ups(
    count: int, *, period: float = 1.6, low: float = 0.55, line: float = 8.0
) -> Callable[[float], Stick]:
    """So many push-ups after a second at the top, and the top again afterwards."""

    def posed(time_s: float) -> Stick:
        t = time_s - 1.0
        if t < 0 or t >= count * period:
            return prone(line=line)
        return prone(line=line, reach=wave(t, period=period, rest=0.2, low=low, high=1.0))

    return posed


_MIRROR = list(range(LANDMARKS))
for _one, _other in [
    (1, 4),
    (2, 5),
    (3, 6),
    (7, 8),
    (9, 10),
    *((i, i + 1) for i in range(11, 33, 2)),
]:
    _MIRROR[_one], _MIRROR[_other] = _other, _one


def mirrored(pose: Pose) -> Pose:
    """What a mirror shows: left and right swapped."""
    image, world = pose.image.copy(), pose.world.copy()
    image[:, 0] = pose.width - image[:, 0]
    world[:, 0] *= -1
    return replace(
        pose, image=image[_MIRROR], world=world[_MIRROR], visibility=pose.visibility[_MIRROR]
    )
