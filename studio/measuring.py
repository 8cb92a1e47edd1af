"""Angles measured on the joints of the body that is drawn.

Angles in degrees. "Included" angles are between two bones at a joint (straight is 180).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from studio.body.jointed import Body, Floats, mid


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
        spine_flexion: between pelvis and upper spine, relative to the rest body;
        elbow_aside: of the upper arm out of the plane in which the trunk bends, of both sides;
        head_drop: pitch of the head against the line hip to shoulder, 0 as when somebody stands
        upright and looks straight ahead, + towards the chest (below the line in a plank).
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
        across = shoulder - j[f"shoulder_{'right' if side == 'left' else 'left'}"]
        aside = float((elbow - shoulder) @ across)
        aside /= float(np.linalg.norm(elbow - shoulder) * np.linalg.norm(across))
        out[f"elbow_aside_{side}"] = float(np.degrees(np.arcsin(np.clip(aside, -1.0, 1.0))))
    out["body_line"] = _body_line(j, _turn(body, transforms, "root") @ np.array([0.0, 1.0, 0.0]))
    up = mid(j, "shoulder") - mid(j, "hip")
    out["torso_inclination"] = float(np.degrees(np.arctan2(up[2], np.hypot(up[0], up[1]))))
    out["head_drop"] = _head_drop(j, _turn(body, transforms, "head"))
    bend = _turn(body, transforms, "root").T @ _turn(body, transforms, "spine01")
    out["spine_flexion"] = float(np.degrees(np.arctan2(bend[2, 1], bend[1, 1])))
    return out


def _turn(body: Body, transforms: Floats, bone: str) -> Floats:
    turn: Floats = transforms[body.index[bone], :3, :3]
    return turn


def _head_drop(joints: Mapping[str, Floats], head: Floats) -> float:
    trunk = mid(joints, "shoulder") - mid(joints, "hip")
    front = np.cross(joints["hip_left"] - joints["hip_right"], trunk)
    top = head @ np.array([0.0, 0.0, 1.0])  # of the head, as the rest body's points straight up
    ahead, along = float(top @ front / np.linalg.norm(front)), float(top @ trunk)
    return float(np.degrees(np.arctan2(ahead, along / float(np.linalg.norm(trunk)))))


def _body_line(joints: Mapping[str, Floats], towards_back: Floats) -> float:
    shoulder, hip, ankle = (mid(joints, n) for n in ("shoulder", "hip", "ankle"))
    line = ankle - shoulder
    foot = shoulder + line * float((hip - shoulder) @ line) / float(line @ line)
    sign = 1.0 if float((hip - foot) @ towards_back) >= 0.0 else -1.0
    return sign * (180.0 - included(shoulder, hip, ankle))
