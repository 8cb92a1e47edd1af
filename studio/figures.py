"""The moving figure of each exercise, from the motion of its kind: `python -m studio.figures`.

Every exercise of formcheck for which there is a motion gets a file: the joints of a body that does
one repetition, seen from where it shows best, in as few frames as tell it.  `figures.toml` says
what an exercise needs otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.exercises import Exercise, list_exercises
from formcheck.exercises.figures import FLOOR, JOINTS, WIDTH, Figure
from formcheck.pose import Landmark
from studio.body.jointed import Body, Floats
from studio.kinds.reading import Variant, kinds, shared_postures
from studio.landmarks.body_landmarks import landmarks
from studio.motion.keyed import Keyed
from studio.motion.performance import Performance
from studio.pose.posture import Fitted, stance
from studio.pose.rig import Rig
from studio.scene.specs import BodySpec, MotionSpec, Scene

FOLDER = Path(__file__).parents[1] / "formcheck" / "exercises" / "figures"
SETTINGS = Path(__file__).with_name("figures.toml")
YAW_DEG = {"side": 78.0, "three-quarter": 40.0, "front": 0.0, "back": 180.0}
"""From where the figure is looked at: 0 in front, 90 at the person's right."""

HZ = 30.0
LARGEST = 72.0  # of the box's units a metre
ROOM = 12.0  # beside and above the figure
LINE = 4.5  # half the width of its lines
HEAD_M = 0.12  # of a head above its ears
TOLERANCE = 1.3  # of the box's units: what the frames leave out
SHORTEST_S, LONGEST_S = 0.8, 3.2
SEEN_FROM_AHEAD = 1.25  # so many times the movement must show from there that is not the side
LYING_M = 1.0  # a body that reaches so far along the floor is looked at from the side
_PAIRED = {
    "shoulder": "SHOULDER",
    "elbow": "ELBOW",
    "wrist": "WRIST",
    "hand": "INDEX",
    "hip": "HIP",
    "knee": "KNEE",
    "ankle": "ANKLE",
    "toe": "FOOT_INDEX",
}


@dataclass(frozen=True)
class Way:
    """How an exercise is done for its figure.

    Attributes:
        kind: a kind of `studio/kinds`; "" for a posture alone.
        variant: of that kind; None for a posture alone.
        posture: a shared posture that is held; "" for a kind.
        view: from where it is looked at; "" for where it shows best.
        things: what the body rests on, in standing hip heights: [from, to, up] ahead of 0.
    """

    kind: str = ""
    variant: Variant | None = None
    posture: str = ""
    view: str = ""
    things: tuple[tuple[float, float, float], ...] = ()


def way_of(exercise: Exercise) -> Way | None:
    """How an exercise is done for its figure; None where there is no motion of it."""
    said = tomllib.loads(SETTINGS.read_text(encoding="utf-8")).get(exercise.id, {})
    view, posture = said.get("view", ""), said.get("posture", "")
    things = tuple((float(a), float(b), float(up)) for a, b, up in said.get("things", ()))
    if posture:
        return Way(posture=posture, view=view, things=things)
    found = [
        (name, variant)
        for name, kind in kinds().items()
        for variant in kind.variants
        if variant.counted == exercise.id and not variant.faults
        if variant.name == said.get("variant", variant.name)
    ]
    if not found:
        return None
    found.sort(key=lambda pair: pair[0] != exercise.id)
    return Way(*found[0], view=view, things=things)


def figure(exercise: Exercise) -> Figure | None:
    """The figure of an exercise; None where there is no motion of it."""
    way = way_of(exercise)
    if way is None:
        return None
    rig = Rig(Body(BodySpec().mix, BodySpec().height_m))
    points, turn, seconds = _done(way, rig)
    if way.variant and _left_works(points):
        points = _mirrored(points)
    view = way.view or _best_view(points)
    flat = _seen(points, YAW_DEG[view])
    placed, things = _in_the_box(flat, _things(way, rig, YAW_DEG[view]))
    kept = _told(placed, turn)
    last = max(1, len(placed) - 1)
    rounded = np.rint(placed[kept]).astype(int)
    rounded[-1] = rounded[0]
    return Figure(
        view=view,  # type: ignore[arg-type]
        seconds=round(float(np.clip(seconds, SHORTEST_S, LONGEST_S)), 1),
        times=tuple(round(i / last, 3) for i in kept),
        turn=kept.index(turn),
        frames=tuple(tuple(map(int, frame.ravel())) for frame in rounded),
        things=tuple(things),
    )


def _done(way: Way, rig: Rig) -> tuple[Floats, int, float]:
    """Joints over one repetition, metres, (n, joints, 3), which is the turn, and its seconds."""
    if way.variant is None or not way.variant.path:
        row = _held(way, rig)
        return _joints(rig, rig.transforms(stance(row))[None]), 0, 1.0
    low, high = way.variant.tempo_s
    cycle = 2 if way.variant.mirror == "alternate" or "alternate" in way.variant.sides else 1
    plain = replace(way.variant, loose=0.0, amplitude=(1.0, 1.0), lag=False, mirror=_cycle(way))
    if len(plain.sides) > 1:
        plain = replace(plain, sides=plain.sides[:1])
    motion = MotionSpec(
        reps=cycle + 1,
        tempo_s=float(np.sqrt(low * high)),
        enter="there",
        leave="there",
        sway=0.0,
        variety=0.0,
    )
    done = Keyed(Scene(name="figure", exercise=way.kind, motion=motion), rig, plain).performance()
    first, after = done.reps[0], done.reps[cycle]
    seconds = after.start_s - first.start_s
    times = np.linspace(first.start_s, after.start_s, max(3, round(seconds * HZ) + 1))
    turn = int(np.argmin(np.abs(times - first.turn_s)))
    return _over(done, rig, times), turn, seconds


def _cycle(way: Way) -> str:
    """The figure's own side is the same for a whole set; which one is chosen afterwards."""
    assert way.variant is not None
    return "" if way.variant.mirror == "set" else way.variant.mirror


def _held(way: Way, rig: Rig) -> Floats:
    postures = dict(shared_postures()) if way.variant is None else dict(way.variant.postures)
    return Fitted(rig).rows(postures)[way.posture or "start"]


def _over(done: Performance, rig: Rig, times: Floats) -> Floats:
    return _joints(rig, done.transforms(rig, times))


def _joints(rig: Rig, transforms: Floats) -> Floats:
    """The joints of a figure, (n, joints, 3), metres in the room."""
    points = landmarks(rig.body, transforms)
    ears = points[:, [Landmark.LEFT_EAR, Landmark.RIGHT_EAR]].mean(axis=1)
    made = [ears]
    for joint in JOINTS[1:]:
        side = "LEFT" if joint.startswith("far ") else "RIGHT"
        made.append(points[:, Landmark[f"{side}_{_PAIRED[joint.removeprefix('far ')]}"]])
    return np.stack(made, axis=1)


def _left_works(points: Floats) -> bool:
    """Whether the left side does more than the right."""
    moved = np.linalg.norm(np.ptp(points, axis=0), axis=-1)
    half = (len(JOINTS) + 1) // 2
    return bool(moved[1:half].sum() > 1.1 * moved[half:].sum())


def _mirrored(points: Floats) -> Floats:
    """The same with left and right swapped: which side works is no matter, the near one shows."""
    half = (len(JOINTS) + 1) // 2
    made = points[:, [0, *range(half, len(JOINTS)), *range(1, half)]] * [-1.0, 1.0, 1.0]
    return np.asarray(made)


def _best_view(points: Floats) -> str:
    """The side, but in front where that shows much more of the movement."""
    if np.ptp(points[0, :, 1]) > LYING_M:
        return "side"
    shown = {
        view: np.linalg.norm(np.diff(_seen(points, YAW_DEG[view]), axis=0), axis=-1).sum()
        for view in ("side", "front")
    }
    return "front" if shown["front"] > SEEN_FROM_AHEAD * shown["side"] else "side"


def _seen(points: Floats, yaw_deg: float) -> Floats:
    """Points as they are seen from far away, metres to the right and down, (..., 2)."""
    yaw = np.radians(yaw_deg)
    return np.stack([points[..., :2] @ [np.cos(yaw), -np.sin(yaw)], -points[..., 2]], axis=-1)


def _things(way: Way, rig: Rig, yaw_deg: float) -> Floats:
    """What the body rests on as it is seen: corners left above and right below, (n, 2, 2)."""
    unit = Fitted(rig).unit
    corners = [[[0.0, -a, up], [0.0, -b, 0.0]] for a, b, up in way.things]
    seen = _seen(np.array(corners).reshape(-1, 2, 3) * unit, yaw_deg)
    return np.stack([seen.min(axis=1), seen.max(axis=1)], axis=1) if len(seen) else seen


def _in_the_box(flat: Floats, things: Floats) -> tuple[Floats, list[tuple[int, int, int, int]]]:
    """The figure as large as there is room for, in the middle, on the floor."""
    everything = np.concatenate([flat.reshape(-1, 2), things.reshape(-1, 2)])
    low, high = everything.min(axis=0), everything.max(axis=0)
    wide, tall = high[0] - low[0], HEAD_M - low[1]
    scale = min(LARGEST, (WIDTH - 2 * ROOM) / wide, (FLOOR - ROOM) / tall)
    lowest = float(flat[..., 1].max())
    shift = np.array(
        [WIDTH / 2.0 - scale * (low[0] + high[0]) / 2.0, FLOOR - LINE - scale * lowest]
    )
    corners = things * scale + shift
    boxes = [
        (round(a[0]), round(a[1] + LINE), round(b[0] - a[0]), round(FLOOR - a[1] - LINE))
        for a, b in corners
    ]
    return flat * scale + shift, boxes


def _told(placed: Floats, turn: int) -> list[int]:
    """The fewest frames between which straight lines tell the movement, the turn among them."""
    rows = placed.reshape(len(placed), -1)
    last = len(rows) - 1

    def between(start: int, end: int) -> list[int]:
        if end - start < 2:
            return []
        shares = np.linspace(0.0, 1.0, end - start + 1)[:, None]
        off = np.abs(rows[start] + shares * (rows[end] - rows[start]) - rows[start : end + 1])
        worst = int(off.max(axis=1).argmax())
        if off[worst].max() <= TOLERANCE:
            return []
        middle = start + worst
        return [*between(start, middle), middle, *between(middle, end)]

    ends = sorted({0, turn, last})
    kept = [ends[0]]
    for start, end in pairwise(ends):
        kept += [*between(start, end), end]
    return kept


def text(made: Figure) -> str:
    """A figure as its file: a line for each frame."""
    data: dict[str, Any] = made.model_dump(mode="json")
    frames = ",\n".join(f"  {json.dumps(frame, separators=(',', ':'))}" for frame in data["frames"])
    head = {key: value for key, value in data.items() if key != "frames"}
    return f'{json.dumps(head)[:-1]}, "frames": [\n{frames}\n]}}\n'


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m studio.figures", description=__doc__)
    parser.add_argument("exercises", nargs="*", help="ids; all if none is named")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the figures")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for exercise in list_exercises():
        if options.exercises and exercise.id not in options.exercises:
            continue
        made = figure(exercise)
        if made is None:
            print(f"{exercise.id}: there is no motion of it in studio/kinds", file=sys.stderr)
            continue
        file = options.out / f"{exercise.id}.json"
        file.write_text(text(made), encoding="utf-8")
        print(f"{file.name}: {len(made.frames)} frames, {made.view}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
