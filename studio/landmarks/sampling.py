"""Drawing sets: who does what in which style, and where a camera may stand that sees it.

rng = np.random.default_rng(1)
one = sample_set("push-up", rng)
view = sample_camera(one, rng)
poses = film(one.motion, view.camera, view.size, view.fps, rng)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.body.jointed import SHAPES
from studio.framing import aimed
from studio.kinds.reading import Variant, kinds
from studio.landmarks.filming import Motion, motion_of
from studio.landmarks.styles import STYLES, in_style
from studio.motion.performance import Performance
from studio.performer import Acted
from studio.scene.specs import BodySpec, CameraSpec, MotionSpec, Scene

REPS = (1, 10)
BODY_M = (1.48, 1.98)
FILLED = (0.3, 1.0)
"""The person covers so much of the picture's height or width, whichever is more."""

CROPPED, CROPPED_SHARE = (1.05, 1.4), 0.2
"""In such a share of the views the person does not fit in, and the feet are out of the picture."""

CLOSE, CLOSE_SHARE, CLOSE_TOP = (1.4, 2.1), 0.08, (-0.05, 0.1)
"""In such a share more the camera is so close that the picture ends near the hips, as a laptop on a
desk films; the top of the movement is there, as a share of the picture from its upper edge."""

TOP_CUT, TOP_CUT_SHARE, TOP_CUT_FILLED = (0.02, 0.3), 0.12, (0.6, 1.3)
"""In such a share more the picture is cut above: raised hands leave it, or the head of who stands.
So much of how high the movement goes is out of it."""

TALL = 0.7
"""Who is less high than this share of how far they reach, while they exercise, lies down: close by,
or cut above, nothing of it is seen."""

CAMERA_M = (0.2, 2.2)
"""Height of the camera: from a laptop on the floor to a phone on a shelf."""

DISTANCE_M, NEAREST_M = 9.0, 0.5  # from the middle of the person; from any part of them
LENS_DEG, UPRIGHT_LENS_DEG = (30.0, 56.0), (48.0, 74.0)
UPRIGHT_SHARE = 0.3
USUAL_FPS = (15.0, 20.0, 24.0, 25.0, 29.97, 30.0, 30.0)
SLOW_FPS, QUICK_FPS = (8.0, 15.0), (50.0, 60.0)
SIZES = ((640, 360), (640, 480), (1280, 720), (960, 540), (1920, 1080))
FACING_DEG = 20.0
"""A person who comes to the camera faces it, within this many degrees."""


@dataclass(frozen=True)
class TrueRep:
    """One stroke that was done.

    Attributes:
        start_s, turn_s, end_s: it leaves the start, turns (in the middle of the pause there), and
            is back.
        size: share of the full way.
        side: "left", "right" or "both".
        full: it counts; else it went too short a way.
    """

    start_s: float
    turn_s: float
    end_s: float
    size: float
    side: str
    full: bool


@dataclass(frozen=True)
class SetTruth:
    """What truly was done in a set.

    Attributes:
        kind, variant: of `studio/kinds`.
        counted: id of the exercise whose reps these are; "" for something else.
        style: names of `STYLES`.
        reps: in order of time, those that went too short a way among them.
        exercising: from when to when the position of the kind is taken, seconds.
        faults: ids of checks of that exercise that fail in every rep.
    """

    kind: str
    variant: str
    counted: str
    style: tuple[str, ...]
    reps: tuple[TrueRep, ...]
    exercising: tuple[tuple[float, float], ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class DrawnSet:
    """A set: the scene, which could be drawn, its motion and its truth."""

    scene: Scene
    motion: Motion
    truth: SetTruth


@dataclass(frozen=True)
class View:
    """A camera and its pictures."""

    camera: CameraSpec
    size: tuple[int, int]
    fps: float


def kind_names() -> list[str]:
    """All kinds of movement."""
    return list(kinds())


def other_kinds(exercise: str) -> list[str]:
    """The kinds whose reps are not reps of an exercise."""
    return [name for name, kind in kinds().items() if kind.counted != exercise]


def sample_set(
    kind: str,
    rng: np.random.Generator,
    *,
    variant: str | None = None,
    style: Sequence[str] | None = None,
    shapes: Sequence[str] = SHAPES,
) -> DrawnSet:
    """Draw a set of a kind and perform it.

    Args:
        kind: of `kind_names()`.
        rng: source of all draws: body, variant, style, tempo, reps, what comes before and after.
        variant: a name of the kind's; drawn if None.
        style: of `STYLES`; drawn if None.
        shapes: of bodies, of which the person's is mixed.
    """
    scene, drawn, names = sample_scene(kind, rng, variant=variant, style=style, shapes=shapes)
    acted = Acted(scene)
    done = acted.performance
    reps = true_reps(done)
    spans = tuple(done.exercising)
    truth = SetTruth(kind, drawn.name, drawn.counted, names, reps, spans, drawn.faults)
    return DrawnSet(scene, motion_of(acted), truth)


def sample_scene(
    kind: str,
    rng: np.random.Generator,
    *,
    variant: str | None = None,
    style: Sequence[str] | None = None,
    shapes: Sequence[str] = SHAPES,
) -> tuple[Scene, Variant, tuple[str, ...]]:
    """Draw a set's scene, without performing it.

    Returns:
        The scene, the variant and the names of the styles.
    """
    chosen = kinds()[kind]
    if variant is None:
        weights = np.array([v.weight for v in chosen.variants])
        drawn = chosen.variants[int(rng.choice(len(weights), p=weights / weights.sum()))]
    else:
        drawn = chosen.variant(variant)
    names = _style(rng) if style is None else tuple(style)
    scene = Scene(
        name=kind,
        exercise=kind,
        seed=int(rng.integers(2**31)),
        body=sample_body(rng, shapes),
        motion=in_style(_motion(drawn, rng), names, rng),
    )
    return scene, drawn, names


def _style(rng: np.random.Generator) -> tuple[str, ...]:
    """One style mostly, now and then two."""
    count = int(rng.choice([1, 2, 3], p=[0.55, 0.35, 0.1]))
    return tuple(str(name) for name in rng.choice(list(STYLES), count, replace=False))


def sample_body(rng: np.random.Generator, shapes: Sequence[str] = SHAPES) -> BodySpec:
    """Draw a person.

    Args:
        rng: source of all draws.
        shapes: of which the body is mixed.
    """
    count = int(rng.choice([1, 2, 3]))
    chosen = [str(s) for s in rng.choice(list(shapes), count, replace=False)]
    shares = rng.uniform(0.2, 1.0, count)
    height = float(np.clip(rng.normal(1.72, 0.1), *BODY_M))
    mix = {s: float(share / shares.sum()) for s, share in zip(chosen, shares, strict=True)}
    return BodySpec(mix=mix, height_m=round(height, 3))


def true_reps(done: Performance) -> tuple[TrueRep, ...]:
    """All strokes of a performance in order of time, those that went too short a way among them."""
    strokes = sorted(
        [*((s, True) for s in done.reps), *((s, False) for s in done.attempts)],
        key=lambda pair: pair[0].start_s,
    )
    return tuple(TrueRep(s.start_s, s.turn_s, s.end_s, s.size, s.side, full) for s, full in strokes)


def _motion(variant: Variant, rng: np.random.Generator) -> MotionSpec:
    """How a set is done in the usual style."""

    def some(low: float, high: float) -> float:
        return round(float(rng.uniform(low, high)), 3)

    low, high = variant.tempo_s
    ways, odds = ["there", "stand", "walk"], [0.35, 0.35, 0.3]
    if variant.weights:
        ways, odds = [*ways, "weights"], [0.25, 0.25, 0.25, 0.25]
    enter, leave = (str(way) for way in rng.choice(ways, 2, p=odds))
    return MotionSpec(
        reps=int(rng.integers(REPS[0], REPS[1] + 1)) if variant.path else 0,
        tempo_s=round(float(low * (high / low) ** rng.random()), 3),
        lead_s=some(0.2, 3.5),
        pause_s=some(0.1, 2.0),
        tail_s=some(0.1, 2.5),
        hold_s=some(6.0, 14.0),
        enter=enter,
        leave=leave,
        variant=variant.name,
        variety=some(0.02, 0.18),
        sway=some(0.5, 1.6),
        fidget=some(0.0, 0.5),
    )


def sample_camera(drawn: DrawnSet, rng: np.random.Generator) -> View:
    """Draw a camera that people might have put there for a set.

    It stands anywhere round the person, from the floor to a shelf, more or less far away, aimed
    with an error and not quite level; its picture is as a laptop's or a phone's, upright too.

    Args:
        drawn: the set.
        rng: source of all draws.
    """
    upright = rng.random() < UPRIGHT_SHARE
    size = SIZES[int(rng.integers(len(SIZES)))]
    size = (size[1], size[0]) if upright else size
    faces = kinds()[drawn.truth.kind].variant(drawn.truth.variant).faces
    yaw = rng.uniform(-FACING_DEG, FACING_DEG) if faces else rng.uniform(-180.0, 180.0)
    filled, level = _filled(rng, lies=_lies(drawn))
    lens = rng.uniform(*(UPRIGHT_LENS_DEG if upright else LENS_DEG))
    camera = CameraSpec(
        view=_view(abs(yaw)),
        side="left" if yaw >= 0.0 else "right",
        yaw_deg=round(abs(float(yaw)), 1),
        height_m=round(float(rng.uniform(*CAMERA_M)), 2),
        lens_deg=round(float(lens), 1),
        roll_deg=round(float(rng.uniform(-5.0, 5.0)), 1),
        off_centre=round(float(np.clip(0.07 * rng.standard_normal(), -0.3, 0.3)), 3),
        off_level=round(float(np.clip(level, -0.4, 0.7)), 3),
    )
    return View(_as_far(camera, size, filled, drawn.motion), size, _fps(rng))


def _lies(drawn: DrawnSet) -> bool:
    """Whether who exercises is less high than long, mostly."""
    motion = drawn.motion
    spans = drawn.truth.exercising
    within = [(motion.times >= start_s) & (motion.times <= end_s) for start_s, end_s in spans]
    points = motion.points[np.any(within, axis=0)] if spans else motion.points
    *floor, height = np.median(np.ptp(points, axis=1), axis=0)
    return bool(height <= TALL * max(floor))


def _filled(rng: np.random.Generator, *, lies: bool) -> tuple[float, float]:
    """How much of the picture the person covers, and how far below its middle they are."""
    draw = rng.random()
    if draw < CLOSE_SHARE and not lies:
        filled = rng.uniform(*CLOSE)
        return float(filled), float(rng.uniform(*CLOSE_TOP) + filled / 2.0 - 0.5)
    if draw > 1.0 - TOP_CUT_SHARE and not lies:
        filled = rng.uniform(*TOP_CUT_FILLED)
        return float(filled), float((0.5 - rng.uniform(*TOP_CUT)) * filled - 0.5)
    if draw < CLOSE_SHARE + CROPPED_SHARE:
        return float(rng.uniform(*CROPPED)), float(rng.uniform(0.1, 0.3))
    return float(rng.uniform(*FILLED)), float(0.06 * rng.standard_normal())


def _view(yaw: float) -> str:
    if yaw < 25.0:
        return "front"
    if yaw < 65.0:
        return "three-quarter"
    return "side" if yaw < 130.0 else "back"


def _fps(rng: np.random.Generator) -> float:
    draw = rng.random()
    if draw < 0.12:
        return round(float(rng.uniform(*SLOW_FPS)), 1)
    usual = QUICK_FPS if draw > 0.93 else USUAL_FPS
    return float(usual[int(rng.integers(len(usual)))])


def _as_far(camera: CameraSpec, size: tuple[int, int], filled: float, motion: Motion) -> CameraSpec:
    """The camera so far away that the person fills so much of the picture."""
    flat = motion.outline[:, :2]
    around = float(np.linalg.norm(flat - (flat.min(0) + flat.max(0)) / 2.0, axis=1).max())
    nearest = around + NEAREST_M
    for _ in range(8):
        found = aimed(replace(camera, off_centre=0.0, off_level=0.0), size, motion.outline)
        seen = found.project(motion.outline, size)
        covers = float(np.max(np.ptp(seen, axis=0) / size))
        if not np.isfinite(covers):
            covers = 2.0 * filled
        distance = float(np.clip(camera.distance_m * (covers / filled) ** 0.8, nearest, DISTANCE_M))
        camera = replace(camera, distance_m=round(distance, 3))
    return camera
