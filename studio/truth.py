"""The exact truth of a clip, measured on the joints of the body that was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from studio.body.jointed import Body, Floats
from studio.kinds.reading import kinds
from studio.measuring import included, measure
from studio.motion.exercises import perform
from studio.motion.performance import Performance
from studio.motion.timing import Stroke
from studio.pose.rig import Rig
from studio.scene.specs import EXERCISES, KEYED, Scene
from studio.sizes import fault_sizes, judged

__all__ = ["SCHEMA", "included", "measure", "of_scene", "truth"]

SCHEMA = 2


def of_scene(scene: Scene) -> dict[str, Any]:
    """The truth file's content of a scene, without drawing anything."""
    rig = Rig(Body(scene.body.mix, scene.body.height_m))
    performance = perform(scene, rig)
    times = [i / scene.fps for i in range(round(performance.duration_s * scene.fps))]
    angles = [measure(rig.body, rig.transforms(performance.stance(t))) for t in times]
    return truth(scene, performance, angles)


def truth(scene: Scene, performance: Performance, angles: list[dict[str, float]]) -> dict[str, Any]:
    """The truth file's content.

    Args:
        scene: what was asked for.
        performance: what was done.
        angles: of every frame, from `measure`.
    """
    frames, fps = len(angles), scene.fps
    times = np.arange(frames) / fps
    columns = {k: np.array([a[k] for a in angles]) for k in angles[0]}
    shown, failing = shown_in(scene)
    reps, attempts = (performance.reps, performance.attempts) if shown else ([], [])
    faults: list[dict[str, Any]] = []
    doubtful: list[dict[str, Any]] = []
    if shown in EXERCISES:
        sizes = fault_sizes(shown, performance, times, columns)
        faults, doubtful = judged(sizes, performance.exercising, times, fps)
    said = {fault["id"] for fault in (*faults, *doubtful)}
    faults += [each for each in _declared(failing, performance) if each["id"] not in said]
    side = scene.camera.side
    rounded = {k: [round(float(v), 1) for v in column] for k, column in columns.items()}
    return {
        "schema": SCHEMA,
        "clip": f"{scene.name}.mp4",
        "exercise": shown or None,
        "view": scene.camera.view,
        "yaw_deg": round(scene.camera.yaw_deg, 1),
        "side": None if side == "none" else side,
        "fps": fps,
        "width": scene.size[0],
        "height": scene.size[1],
        "frames": frames,
        "duration_s": round(frames / fps, 3),
        "labels": dict(scene.labels),
        "conditions": conditions(scene),
        "exercising": _spans(performance.exercising, frames / fps) if shown else [],
        "reps": [
            {
                **_times(s),
                "range_deg": _range(s, columns, performance.measured, fps, side),
                "tempo": _tempo(s),
            }
            for s in reps
        ],
        "attempts": [{**_times(s), "reason": "shallow"} for s in attempts],
        "holds": [{"start_s": a, "end_s": b} for a, b in _spans(performance.holds, frames / fps)],
        "faults": faults,
        "doubtful": doubtful,
        "angles": {"time_s": [round(float(t), 3) for t in times], **rounded},
        "seed": scene.seed,
        "scene": f"{scene.name}.toml",
    }


def shown_in(scene: Scene) -> tuple[str, tuple[str, ...]]:
    """The exercise whose reps, or hold, a scene shows, and which of its checks fail all along.

    Args:
        scene: what was asked for; it names no exercise if it shows something else.
    """
    if scene.exercise in EXERCISES and not scene.motion.variant:
        return scene.exercise, ()
    if scene.exercise not in KEYED:
        return "", ()
    variant = kinds()[scene.exercise].variant(scene.motion.variant)
    return variant.counted, variant.faults


def _declared(failing: Sequence[str], performance: Performance) -> list[dict[str, Any]]:
    """What fails in every rep, from the first one to the last, or as long as something is held."""
    spans = performance.holds
    if performance.reps:
        spans = [(performance.reps[0].start_s, performance.reps[-1].end_s)]
    return [
        {"id": fault, "from_s": round(start_s, 3), "to_s": round(end_s, 3)}
        for fault in failing
        for start_s, end_s in spans
    ]


def conditions(scene: Scene) -> dict[str, float | str]:
    """What the clips of a matrix can be grouped by: words and numbers only."""
    camera, light, picture = scene.camera, scene.light, scene.picture
    clothes, body = scene.clothes, scene.body
    return {
        "distance_m": camera.distance_m,
        "lens_deg": camera.lens_deg,
        "camera_height_m": camera.height_m,
        "roll_deg": camera.roll_deg,
        "off_centre": camera.off_centre,
        "fps": scene.fps,
        "picture_height": scene.size[1],
        "level": light.level,
        "back": light.back,
        "warmth": light.warmth,
        "noise": picture.noise,
        "shutter_s": picture.shutter_s,
        "crf": picture.crf,
        "other": scene.other.does,
        "wall_pattern": scene.room.pattern,
        "floor": scene.room.floor,
        "loose_m": clothes.loose_m,
        "hang_m": clothes.hang_m,
        "sleeve": clothes.sleeve,
        "cut": clothes.cut,
        "body": max(body.mix, key=lambda shape: body.mix[shape]),
        "body_height_m": body.height_m,
        "skin": body.skin,
        "hair_style": body.hair_style,
        "enter": scene.motion.enter,
        "leave": scene.motion.leave,
    }


def _spans(spans: list[tuple[float, float]], duration: float) -> list[list[float]]:
    return [[round(a, 3), round(min(b, duration), 3)] for a, b in spans]


def _times(s: Stroke) -> dict[str, float]:
    return {
        "start_s": round(s.start_s, 3),
        "turn_s": round(s.turn_s, 3),
        "end_s": round(s.end_s, 3),
    }


def _tempo(s: Stroke) -> dict[str, float]:
    return {
        "out_s": round(s.top_s - s.start_s, 3),
        "turn_pause_s": round(s.leave_s - s.top_s, 3),
        "back_s": round(s.end_s - s.leave_s, 3),
    }


def _range(s: Stroke, columns: dict[str, Floats], name: str, fps: int, side: str) -> float:
    near = columns[f"{name}_{'right' if side == 'right' else 'left'}"]
    part = near[int(s.start_s * fps) : int(s.end_s * fps) + 2]
    return round(float(np.ptp(np.round(part, 1))), 1)
