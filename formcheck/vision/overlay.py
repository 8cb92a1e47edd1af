"""What is drawn on a frame: the skeleton, the count, the cue while its fault lasts, measures.

Everything shown comes from the session's `Status`; nothing is judged here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from formcheck.events import State, Status
from formcheck.pose import BACK_STATIONS, FloatArray, Landmark, Pose, Side
from formcheck.result.phrases import reps_words
from formcheck.severity import Severity
from formcheck.skeleton import ACROSS, LIMBS
from formcheck.vision.drawing import AMBER, BLUE, GREY, INK, MINT, PALE, RED, WHITE, Canvas, Color
from formcheck.vision.frames import Image
from formcheck.vision.silhouette import back_direction

MIN_VISIBILITY = 0.3
"""Joints that are seen less well than this are not drawn."""

SEVERITY_COLORS: dict[Severity, Color] = {
    "risk": RED,
    "technique": AMBER,
    "range": BLUE,
    "tempo": BLUE,
}
"""The colour of a cue, by its fault's severity."""

_PHASES = {
    "start": "ready",
    "out": "moving",
    "turn": "half-way",
    "back": "returning",
    "hold": "holding",
}

_JOINTS = ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE")
"""The joints that get a dot."""


def draw(image: Image, pose: Pose, status: Status, *, hold: bool = False, hint: str = "") -> Image:
    """Draw what a session knows on a frame.

    Args:
        image: The frame's picture; it is left as it is.
        pose: The frame's pose.
        status: The session after the frame.
        hold: Whether the exercise is held: seconds are shown, not reps.
        hint: What else to tell, such as "not judged: wrong camera view"; "" for nothing.

    Returns:
        A new picture.
    """
    canvas = Canvas(image.copy())
    _skeleton(canvas, pose, status.side)
    _card(canvas, status, hold)
    if not hold:
        _gauge(canvas, status)
    unit = canvas.unit
    if hint:
        above = 60 if status.faults else 22
        canvas.label(hint, canvas.width / 2, canvas.height - above * unit, 14)
    if status.faults:
        fault = status.faults[0][0]
        color = SEVERITY_COLORS.get(fault.severity, AMBER)
        ink = INK if color == AMBER else WHITE
        canvas.label(
            fault.cue,
            canvas.width / 2,
            canvas.height - 24 * unit,
            22,
            color=ink,
            plate=color,
            weight=700,
            alpha=0.93,
        )
    return canvas.image


def draw_skeleton(image: Image, pose: Pose, side: str) -> Image:
    """Draw a pose alone.

    Args:
        image: The picture; it is left as it is.
        pose: The pose, in its pixels.
        side: The near side, ``left`` or ``right``.

    Returns:
        A new picture.
    """
    canvas = Canvas(image.copy())
    _skeleton(canvas, pose, side)
    return canvas.image


def draw_measure(
    image: Image,
    pose: Pose,
    joints: Sequence[Landmark],
    side: str,
    text: str,
    *,
    color: Color = RED,
) -> Image:
    """Draw a pose and a measured angle.

    Args:
        image: The picture; it is left as it is.
        pose: The pose, in its pixels.
        joints: Three for the angle at the second of them; two for the inclination of the line
            from the first to the second; one for a place alone.
        side: The near side, ``left`` or ``right``.
        text: What to write beside it, such as ``52°``.
        color: The measure's colour.

    Returns:
        A new picture.
    """
    canvas = Canvas(image.copy())
    _skeleton(canvas, pose, side)
    points = pose.image[[int(joint) for joint in joints]]
    if not len(points) or not np.isfinite(points).all():
        return canvas.image
    if len(points) == 1:
        canvas.dot(points[0], color, 7)
        _beside(canvas, points[0], np.array([0.6, -0.8]), text, color=color, away=14 * canvas.unit)
        return canvas.image
    if len(points) == 2:  # against the horizontal, on the line's own side
        flat = np.array([math.copysign(1.0, points[1][0] - points[0][0] or 1.0), 0.0])
        reach = float(np.hypot(*(points[1] - points[0])))
        _dashes(canvas, points[0], points[0] + flat * reach * 0.75, color)
        rays = [points[1], points[0], points[0] + flat]
    else:
        rays = [points[0], points[1], points[2]]
    canvas.line(np.array(points), color, 4)
    vertex = rays[1]
    arms = [rays[0] - vertex, rays[2] - vertex]
    lengths = [max(float(np.hypot(*arm)), 1e-6) for arm in arms]
    first, second = (math.degrees(math.atan2(arm[1], arm[0])) for arm in arms)
    span = (second - first + 180) % 360 - 180
    shortest = lengths[0] if len(points) == 2 else min(lengths)
    radius = float(np.clip(0.34 * shortest, 14 * canvas.unit, 46 * canvas.unit))
    canvas.arc(vertex, (first, first + span), radius, color)
    for point in points:
        canvas.dot(point, WHITE, 3.2)
    middle = math.radians(first + span / 2)
    outwards = np.array([math.cos(middle), math.sin(middle)])
    _beside(canvas, vertex, outwards, text, color=color, away=radius + 16 * canvas.unit)
    return canvas.image


def draw_back(image: Image, pose: Pose, side: str, text: str, *, color: Color = RED) -> Image:
    """Draw a pose, the back's outline as it was measured and the chord that it bends away from.

    Args:
        image: The picture; it is left as it is.
        pose: The pose, in its pixels.
        side: The near side, ``left`` or ``right``.
        text: What to write beside it.
        color: The outline's colour.

    Returns:
        A new picture.
    """
    canvas = Canvas(image.copy())
    _skeleton(canvas, pose, side)
    hip = pose.image[Landmark.LEFT_HIP if side == "left" else Landmark.RIGHT_HIP]
    shoulder = pose.image[Landmark.LEFT_SHOULDER if side == "left" else Landmark.RIGHT_SHOULDER]
    if pose.back is None or not np.isfinite(pose.back).any():
        return canvas.image
    chord = shoulder - hip
    outwards = back_direction(pose.image, pose.visibility)
    seen = np.isfinite(pose.back)
    edge = (
        hip
        + BACK_STATIONS[seen, None] * chord
        + pose.back[seen, None] * np.hypot(*chord) * outwards
    )
    if len(edge) >= 2:
        _dashes(canvas, edge[0], edge[-1], WHITE)
        canvas.line(edge, color, 4)
    canvas.dot(hip, WHITE, 3.2)
    canvas.dot(shoulder, WHITE, 3.2)
    _beside(canvas, edge[len(edge) // 2], outwards, text, color=color, away=22 * canvas.unit)
    return canvas.image


def _skeleton(canvas: Canvas, pose: Pose, side: str) -> None:
    """Draw the far side thin and pale, then the near side over it."""
    if not pose.present:
        return
    shown = np.nan_to_num(pose.visibility) >= MIN_VISIBILITY
    points = pose.image
    sides: tuple[Side, Side] = ("right", "left") if side == "left" else ("left", "right")
    for start, end in ACROSS:
        if shown[start] and shown[end]:
            canvas.line(points[[start, end]], PALE, 1.7)
    for each in sides:
        near = each == side
        color, width = (MINT, 3.0) if near else (PALE, 1.7)
        for start, end in LIMBS[each]:
            if shown[start] and shown[end]:
                canvas.line(points[[start, end]], color, width)
        for joint in _JOINTS:
            number = Landmark[f"{each.upper()}_{joint}"]
            if shown[number]:
                canvas.dot(points[number], WHITE if near else PALE, 3.0 if near else 1.6)


def _card(canvas: Canvas, status: Status, hold: bool) -> None:
    """Draw the count in the upper left."""
    unit = canvas.unit
    number = f"{status.hold_s:.1f}" if hold else str(status.reps)
    word = "seconds" if hold else ("rep" if status.reps == 1 else "reps")
    lines = [_standing(status)]
    if hold and status.hold_s > 0:
        lines.append(f"{status.good_hold_s:.1f} s judged good")
        if status.reps:
            lines.append(reps_words(status.reps))
    elif status.attempts and not hold:
        lines.append(f"{status.attempts} not counted")
    if not hold and (status.perhaps_fewer or status.perhaps_more):
        word += ", in doubt"
    big = canvas.measure(number, 40, 700)
    length = big + 6 * unit + canvas.measure(word, 15)
    length = max(length, *(canvas.measure(line, 12) for line in lines), 78 * unit)
    left, top, pad = 12 * unit, 12 * unit, 10 * unit
    canvas.plate(left, top, length + 2 * pad, (44 + 16 * len(lines)) * unit + pad)
    canvas.text(number, left + pad, top + 41 * unit, 40, weight=700)
    canvas.text(word, left + pad + big + 6 * unit, top + 41 * unit, 15, color=GREY)
    for row, line in enumerate(lines):
        color = MINT if row == 0 and status.state is State.ACTIVE else GREY
        canvas.text(line, left + pad, top + (60 + 16 * row) * unit, 12, color=color)


def _standing(status: Status) -> str:
    if status.state is State.NO_PERSON:
        return "nobody in view"
    if status.state is State.POSITIONING:
        return "get into position"
    return _PHASES.get(status.phase, "go")


def _gauge(canvas: Canvas, status: Status) -> None:
    """Draw how far the rep has come, at the right: the upper mark must be reached to count."""
    reach = status.turn_threshold - status.start_threshold
    if not math.isfinite(reach) or abs(reach) < 1e-9:
        return
    unit = canvas.unit
    width, height = 10 * unit, min(150 * unit, 0.5 * canvas.height)
    x, top = canvas.width - 26 * unit, (canvas.height - height) / 2
    canvas.plate(x - 5 * unit, top - 6 * unit, width + 10 * unit, height + 12 * unit)
    low, high = top + 0.86 * height, top + 0.14 * height  # where the two thresholds are
    share = (status.signal - status.start_threshold) / reach
    if math.isfinite(share):
        level = float(np.clip(low + share * (high - low), top, top + height))
        color = MINT if share >= 1 else WHITE
        canvas.plate(x, level, width, top + height - level, color=color, alpha=0.95)
    for y in (low, high):
        ends = np.array([[x - 3 * unit, y], [x + width + 3 * unit, y]])
        canvas.line(ends, AMBER, 1.4, outline=False)


def _dashes(canvas: Canvas, start: FloatArray, end: FloatArray, color: Color) -> None:
    length = float(np.hypot(*(end - start)))
    count = int(np.clip(length / (9 * canvas.unit), 2, 60))
    for step in range(count):
        ends = np.array([[step / count], [(step + 0.55) / count]])
        canvas.line(start + ends * (end - start), color, 1.4)


def _beside(
    canvas: Canvas,
    point: FloatArray,
    towards: FloatArray,
    text: str,
    *,
    color: Color,
    away: float,
) -> None:
    """Write a label at some distance from a point, clear of it."""
    if not text:
        return
    half = canvas.measure(text, 19, 700) / 2
    x = point[0] + towards[0] * (away + half)
    y = point[1] + towards[1] * (away + 10 * canvas.unit) + 7 * canvas.unit
    ink = INK if color == AMBER else WHITE
    canvas.label(text, x, y, 19, color=ink, plate=color, weight=700, alpha=0.92)
