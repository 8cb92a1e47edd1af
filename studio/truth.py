"""The exact truth of a clip, measured on the joints of the body that was drawn.

Angles in degrees. "Included" angles are between two bones at a joint (straight is 180).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from studio.body import Body, Floats, mid
from studio.motion import Stroke
from studio.performance import Performance
from studio.scene import FAULTS, Scene

SCHEMA = 1


def included(a: Floats, b: Floats, c: Floats) -> float:
    """Angle at b between the directions to a and to c, each (3,), degrees."""
    u, v = a - b, c - b
    cosine = float(u @ v) / float(np.linalg.norm(u) * np.linalg.norm(v))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def measure(body: Body, transforms: Floats) -> dict[str, float]:
    """All angles of one instant.

    Args:
        body: the body.
        transforms: of all its bones, (163, 4, 4).

    Returns:
        Name -> degrees:
        elbow, knee, hip (shoulder-hip-knee): included angles, of both sides;
        arm_elevation: between the upper arm and straight down, of both sides;
        body_line: deviation of shoulder-hip-ankle from straight, + with the hip on the back's
        side of the line (above it in a plank);
        torso_inclination: of hip middle to shoulder middle, above horizontal;
        spine_flexion: between pelvis and upper spine, relative to the rest body.
    """
    j = body.joints(transforms)
    out: dict[str, float] = {}
    for side in ("left", "right"):
        shoulder, elbow, hip = j[f"shoulder_{side}"], j[f"elbow_{side}"], j[f"hip_{side}"]
        knee, ankle = j[f"knee_{side}"], j[f"ankle_{side}"]
        out[f"elbow_{side}"] = included(shoulder, elbow, j[f"wrist_{side}"])
        out[f"knee_{side}"] = included(hip, knee, ankle)
        out[f"hip_{side}"] = included(shoulder, hip, knee)
        down = shoulder + np.array([0.0, 0.0, -1.0])
        out[f"arm_elevation_{side}"] = included(elbow, shoulder, down)
    out["body_line"] = _body_line(j, _turn(body, transforms, "root") @ np.array([0.0, 1.0, 0.0]))
    up = mid(j, "shoulder") - mid(j, "hip")
    out["torso_inclination"] = float(np.degrees(np.arctan2(up[2], np.hypot(up[0], up[1]))))
    bend = _turn(body, transforms, "root").T @ _turn(body, transforms, "spine01")
    out["spine_flexion"] = float(np.degrees(np.arctan2(bend[2, 1], bend[1, 1])))
    return out


def _turn(body: Body, transforms: Floats, bone: str) -> Floats:
    turn: Floats = transforms[body.index[bone], :3, :3]
    return turn


def _body_line(joints: Mapping[str, Floats], towards_back: Floats) -> float:
    shoulder, hip, ankle = (mid(joints, n) for n in ("shoulder", "hip", "ankle"))
    line = ankle - shoulder
    foot = shoulder + line * float((hip - shoulder) @ line) / float(line @ line)
    sign = 1.0 if float((hip - foot) @ towards_back) >= 0.0 else -1.0
    return sign * (180.0 - included(shoulder, hip, ankle))


def truth(scene: Scene, performance: Performance, angles: list[dict[str, float]]) -> dict[str, Any]:
    """The truth file's content.

    Args:
        scene: what was asked for.
        performance: what was done.
        angles: of every frame, from `measure`.
    """
    frames, fps = len(angles), scene.fps
    times = [i / fps for i in range(frames)]
    columns = {k: [round(a[k], 1) for a in angles] for k in angles[0]}
    side = scene.camera.side
    return {
        "schema": SCHEMA,
        "clip": f"{scene.name}.mp4",
        "exercise": None if scene.exercise == "idle" else scene.exercise,
        "view": scene.camera.view,
        "yaw_deg": round(scene.camera.yaw_deg, 1),
        "side": None if side == "none" else side,
        "fps": fps,
        "width": scene.size[0],
        "height": scene.size[1],
        "frames": frames,
        "duration_s": round(frames / fps, 3),
        "reps": [
            {**_times(s), "range_deg": _range(s, columns, performance.measured, fps, side)}
            for s in performance.reps
        ],
        "attempts": [{**_times(s), "reason": "shallow"} for s in performance.attempts],
        "holds": [
            {"start_s": round(a, 3), "end_s": round(min(b, frames / fps), 3)}
            for a, b in performance.holds
        ],
        "faults": _faults(performance, times),
        "angles": {"time_s": [round(t, 3) for t in times], **columns},
        "seed": scene.seed,
        "scene": f"{scene.name}.toml",
    }


def _times(s: Stroke) -> dict[str, float]:
    return {
        "start_s": round(s.start_s, 3),
        "turn_s": round(s.turn_s, 3),
        "end_s": round(s.end_s, 3),
    }


def _range(s: Stroke, columns: dict[str, list[float]], name: str, fps: int, side: str) -> float:
    near = columns[f"{name}_{'right' if side == 'right' else 'left'}"]
    part = near[int(s.start_s * fps) : int(s.end_s * fps) + 2]
    return round(max(part) - min(part), 1)


def _faults(performance: Performance, times: list[float]) -> list[dict[str, Any]]:
    """One entry per fault and stretch of time in which its size lies above the threshold."""
    found = []
    for fault, size_at in performance.driven.items():
        threshold = FAULTS[fault][0]
        sizes = [size_at(t) for t in times]
        start: int | None = None
        for i, size in enumerate([*sizes, -np.inf]):
            if size > threshold and start is None:
                start = i
            elif size <= threshold and start is not None:
                found.append(
                    {
                        "id": fault,
                        "from_s": round(times[start], 3),
                        "to_s": round(times[i - 1], 3),
                        "value": round(float(np.median(sizes[start:i])), 1),
                        "unit": "deg",
                        "threshold": threshold,
                    }
                )
                start = None
    return found
