"""What poses without pixels are worth: `python -m studio.landmarks.compare [FOLDER]`.

Each drawn clip of the folder (by default `accuracy/tuning`) is filmed again without pixels: the
same scene, the same camera, the same frame rate.  Printed are the errors of both against the true
landmarks and their angles, how often limbs stray, and what formcheck counts on both.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from formcheck.driver import SessionDriver
from formcheck.events import RepCounted
from formcheck.exercises import load_exercise
from formcheck.pose import Landmark, Pose
from formcheck.recording import SourceInfo, read
from studio.body.jointed import Floats
from studio.framing import aimed
from studio.landmarks.angle_errors import AngleErrors
from studio.landmarks.filming import (
    Motion,
    film,
    near_or_far,
    perform,
    trunk_px,
    turned_away,
    world_of,
)
from studio.landmarks.guessing import ROOTS
from studio.landmarks.joint_errors import TRUNK_M, postures_of
from studio.landmarks.stray_rates import StrayRates
from studio.scene.reading import load
from studio.scene.specs import Scene

COUNTED = ("bent-over-row", "push-up", "reverse-fly")
FOLDER = Path(__file__).parents[2] / "accuracy" / "tuning"
SHOWN = ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE")

LEAST_MOVE = 0.15
"""Who moves a landmark by less than this, trunks, says nothing of how much of it is read."""


@dataclass(frozen=True)
class Spread:
    """The errors of one landmark on one clip, trunks.

    `visibility` is 0 to 1.  `follows` is the share of the landmark's movement, seen from the root
    of its limb, that is read in the picture; `across` and `deep`, that of the landmark in metres:
    NaN of what has no root or does not move.
    """

    bias: float
    posture: float
    slow: float
    white: float
    p95: float
    world: float
    world_posture: float
    visibility: float
    follows: float
    across: float
    deep: float


def spread(
    poses: Sequence[Pose],
    image: Floats,
    world: Floats,
    unit: Floats,
    *,
    postures: Floats,
    number: int,
) -> Spread:
    """How far one landmark is off, and how much of that comes with the posture.

    Args:
        poses: as they were read.
        image: the true landmarks in the picture, pixels, (frames, 33, 2).
        world: likewise in metres, (frames, 33, 3).
        unit: the trunk's length in the picture, pixels, (frames,).
        postures: how far the body is in each direction, (frames, directions).
        number: of the landmark.
    """
    off = np.array([pose.image[number] for pose in poses]) - image[:, number]
    off = off / unit[:, None]
    deep = np.array([pose.world[number] for pose in poses]) - world[:, number]
    kept = np.isfinite(off[:, 0])
    off, deep = off[kept], deep[kept] / TRUNK_M
    bias = np.median(off, axis=0)
    rest = off - bias
    linked, deep_linked = _linked(off, postures[kept]), _linked(deep, postures[kept])
    seen = np.array([pose.image for pose in poses])[kept] / unit[kept, None, None]
    shown = image[kept] / unit[kept, None, None]
    metres = np.array([pose.world for pose in poses])[kept] / TRUNK_M
    true = world[kept] / TRUNK_M
    white = 1.4826 * float(np.median(np.abs(np.diff(rest, 2, axis=0)))) / 2.45
    return Spread(
        bias=float(np.abs(bias).mean()),
        posture=float(linked.std()),
        slow=float(np.median(np.abs(rest - linked))) * 1.4826,
        white=white,
        p95=float(np.percentile(np.linalg.norm(rest, axis=1), 95)),
        world=float(np.linalg.norm(np.median(deep, axis=0))),
        world_posture=float(deep_linked.std()),
        visibility=float(np.nanmedian([pose.visibility[number] for pose in poses])),
        follows=_followed(seen, shown, number),
        across=_followed(metres[..., :2], true[..., :2], number),
        deep=_followed(metres[..., 2:], true[..., 2:], number),
    )


def _followed(read: Floats, true: Floats, number: int) -> float:
    """The share of a landmark's movement, seen from its root, that is read."""
    found, moved = (
        way - way.mean(axis=0)
        for way in (each[:, number] - each[:, ROOTS[number]] for each in (read, true))
    )
    size = float(np.sqrt((moved**2).sum(axis=1).mean()))
    return float((found * moved).sum() / (moved**2).sum()) if size > LEAST_MOVE else np.nan


def _linked(off: Floats, postures: Floats) -> Floats:
    """The part of errors that is a linear function of the posture, (frames, axes)."""
    found: Floats = postures @ np.linalg.lstsq(postures, off - off.mean(axis=0))[0]
    return found


def counted(poses: Sequence[Pose], exercise: str) -> int:
    """How many reps formcheck counts."""
    driver = SessionDriver(load_exercise(exercise), SourceInfo("", None, 0.0, 0, 0))
    events = [event for pose in poses for event in driver.update(pose)] + driver.finish()
    return sum(isinstance(event, RepCounted) for event in events)


def _clips(folder: Path) -> Iterator[tuple[Scene, list[Pose]]]:
    for file in sorted(folder.glob("*.toml")):
        poses = list(read(file.with_name(f"{file.stem}.jsonl.gz")))
        if sum(pose.present for pose in poses) >= len(poses) / 2:
            yield load(file), poses


def _truth(
    motion: Motion, scene: Scene, poses: Sequence[Pose]
) -> tuple[Floats, Floats, Floats, Floats]:
    size = (scene.size[0], scene.size[1])
    camera = aimed(scene.camera, size, motion.outline)
    points = motion.at(np.array([pose.time_s for pose in poses]))
    image = camera.project(points.reshape(-1, 3), size).reshape(len(poses), -1, 2)
    away = turned_away(points, camera).mean(axis=0)
    return image, world_of(points, camera), trunk_px(points, camera, size), away


def main(arguments: Sequence[str]) -> None:
    """Print the comparison."""
    folder = Path(arguments[0]) if arguments else FOLDER
    found: defaultdict[tuple[str, str, str], list[Spread]] = defaultdict(list)
    counts: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    strays: defaultdict[str, StrayRates] = defaultdict(StrayRates)
    angles: defaultdict[str, AngleErrors] = defaultdict(AngleErrors)
    for scene, drawn in _clips(folder):
        motion, size = perform(scene), (scene.size[0], scene.size[1])
        rng = np.random.default_rng(scene.seed)
        made = film(motion, scene.camera, size, scene.fps, rng)[: len(drawn)]
        for kind, poses in (("drawn", drawn), ("without pixels", made)):
            image, world, unit, away = _truth(motion, scene, poses)
            postures = postures_of(image, unit)
            strays[kind].add(poses, world, away)
            angles[kind].add(poses, world)
            for joint in SHOWN:
                for side, share in zip(("LEFT", "RIGHT"), away, strict=True):
                    place = near_or_far(share)
                    number = Landmark[f"{side}_{joint}"]
                    one = spread(poses, image, world, unit, postures=postures, number=number)
                    found[joint, place, kind].append(one)
        if scene.exercise in COUNTED:
            true = scene.motion.reps - len(scene.motion.partial)
            both = counted(drawn, scene.exercise), counted(made, scene.exercise)
            counts[scene.exercise].append((true, *both))
    names = tuple(Spread.__dataclass_fields__)
    print(f"{'median over clips':<28}" + "".join(f"{name:>14}" for name in names))
    for (joint, place, kind), spreads in sorted(found.items()):
        values = [_median([getattr(each, name) for each in spreads]) for name in names]
        print(f"{joint.lower():<9}{place:<5}{kind:<14}" + "".join(f"{v:>14.3f}" for v in values))
    for kind, errors in angles.items():
        print(f"\nangles in space, degrees, {kind}", *errors.lines(), sep="\n")
    for kind, rates in strays.items():
        print(f"\nstrays, {kind}", *rates.lines(), sep="\n")
    print(f"\n{'counted exactly':<28}{'clips':>11}{'drawn':>11}{'without':>11}")
    for exercise, rows in sorted(counts.items()):
        drawn_right = sum(true == one for true, one, _ in rows)
        made_right = sum(true == other for true, _, other in rows)
        print(f"{exercise:<28}{len(rows):>11}{drawn_right:>11}{made_right:>11}")


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.median(known)) if known else np.nan


if __name__ == "__main__":
    main(sys.argv[1:])
