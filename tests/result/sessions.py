"""Sessions made by hand: a rich set of rows, a plank, an empty video."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from formcheck.events import (
    AttemptMade,
    AttemptReason,
    Event,
    FaultEnded,
    HoldProgress,
    NotJudged,
    Reason,
    RepCounted,
    State,
    Status,
    Tempo,
    ViewChanged,
)
from formcheck.exercises import Exercise, load_exercise
from formcheck.pose import LANDMARKS, Pose
from formcheck.recording import SourceInfo
from formcheck.report import FaultStill
from formcheck.result import Result, ResultBuilder, Trace

NAN = float("nan")
ATTEMPTS = [31.1, 34.4]
SEEN = np.full((LANDMARKS, 2), 100.0)


@dataclass(frozen=True)
class Made:
    exercise: Exercise
    builder: ResultBuilder
    result: Result
    trace: Trace
    stills: tuple[FaultStill, ...] = ()


def source(path: str = "sets/row, evening.mp4", seconds: float = 60.0) -> SourceInfo:
    return SourceInfo(path, seconds, 30.0, 1280, 720, None)


def pose(index: int, time_s: float, present: bool = True) -> Pose:
    if present:
        return Pose(index, time_s, 1280, 720, image=SEEN)
    return Pose(index, time_s, 1280, 720)


def status(
    time_s: float,
    state: State = State.ACTIVE,
    signal: float = NAN,
    levels: tuple[float, float] = (NAN, NAN),
) -> Status:
    return Status(
        time_s=time_s,
        state=state,
        phase="",
        reps=0,
        attempts=0,
        hold_s=0.0,
        good_hold_s=0.0,
        signal=signal,
        start_threshold=levels[0],
        turn_threshold=levels[1],
    )


def rep(index: int, start_s: float, **more: object) -> RepCounted:
    fields: dict[str, object] = {
        "time_s": start_s + 2.6,
        "index": index,
        "start_s": start_s,
        "turn_s": start_s + 1.0,
        "end_s": start_s + 2.6,
        "range": 71.4 + 3 * math.sin(index),
        "tempo": Tempo(
            out_s=0.9 + 0.1 * (index % 3),
            turn_pause_s=0.25,
            back_s=1.2 + 0.15 * (index % 4),
            start_pause_s=0.4,
        ),
    }
    return RepCounted(**(fields | more))  # type: ignore[arg-type]


def fault(check: str, from_s: float, to_s: float, value: float, **more: object) -> FaultEnded:
    known = {c.id: c for e in ("bent-over-row", "plank") for c in load_exercise(e).checks}[check]
    fields: dict[str, object] = {
        "time_s": to_s,
        "id": check,
        "from_s": from_s,
        "to_s": to_s,
        "value": value,
        "limit": known.limit,
        "unit": known.unit,
        "severity": known.severity,
        "cue": known.cue,
    }
    return FaultEnded(**(fields | more))  # type: ignore[arg-type]


def picture(fault_id: str, seed: int) -> bytes:
    """A stick figure, as small as a real still."""
    image = np.full((360, 640, 3), (214, 220, 222), np.uint8)
    cv2.rectangle(image, (0, 270), (640, 360), (180, 188, 190), -1)
    joints = [(430, 290), (420, 220), (400, 150), (270 + seed, 120), (260, 200), (255, 260)]
    for a, b in pairwise(joints):
        cv2.line(image, a, b, (60, 70, 40), 12, cv2.LINE_AA)
    cv2.circle(image, (225, 95 + seed), 28, (60, 70, 40), -1, cv2.LINE_AA)
    cv2.ellipse(image, (400, 150), (60, 60), 0, 180, 230, (40, 40, 220), 4, cv2.LINE_AA)
    cv2.putText(image, fault_id, (20, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (40, 40, 200), 2)
    return cv2.imencode(".jpg", image)[1].tobytes()


def _row_signal(exercise: Exercise, time_s: float, starts: list[float]) -> float:
    assert exercise.rep
    lift = exercise.rep.turn - exercise.rep.start
    for start in starts + ATTEMPTS:
        if start <= time_s <= start + 2.6:
            depth = 1.3 if start in starts else 0.55
            into = time_s - start
            share = into / 1.0 if into <= 1.0 else (2.6 - into) / 1.6
            return exercise.rep.start + lift * (depth * math.sin(share * math.pi / 2) ** 2 - 0.15)
    return exercise.rep.start - lift * (0.15 + 0.02 * math.sin(time_s * 7))


def make_row(path: str = "sets/row, evening.mp4") -> Made:
    exercise = load_exercise("bent-over-row")
    assert exercise.rep
    levels = (exercise.rep.start, exercise.rep.turn)
    builder = ResultBuilder(exercise, source(path))
    starts = [8.0 + 3.3 * i + (6.6 if i >= 7 else 0) for i in range(12)]
    for i in range(1800):
        t = i / 30
        state = State.ACTIVE if 6.0 <= t <= 55.0 else State.POSITIONING
        state = State.NO_PERSON if t < 2.0 else state
        signal = _row_signal(exercise, t, starts) if state is State.ACTIVE else NAN
        signal = NAN if 43.0 <= t <= 43.6 else signal
        builder.update(status(t, state, signal, levels), pose(i, t, state is not State.NO_PERSON))
    bent, risen = {2, 4, 6}, {9, 10}
    reps: list[Event] = []
    for n, start in enumerate(starts, start=1):
        found = ("rounded_back",) * (n in bent) + ("torso_rising",) * (n in risen)
        found += ("torso_too_high",) * (n == 12)
        reps.append(rep(n, start, faults=found, unknown=("knees_locked",) * (n > 7)))
    events: list[Event] = [ViewChanged(time_s=4.0, view="side", yaw_deg=78.0), *reps]
    events += [
        AttemptMade(
            time_s=a + 2.6,
            start_s=a,
            turn_s=a + 1.0,
            end_s=a + 2.6,
            range=32.0,
            reason=AttemptReason.SHALLOW,
        )
        for a in ATTEMPTS
    ]
    events += [
        fault("rounded_back", starts[n - 1] + 0.1, starts[n - 1] + 0.9, 24.0 + 3 * n)
        for n in sorted(bent)
    ]
    events += [
        fault("torso_rising", starts[n - 1] + 0.6, starts[n - 1] + 1.3, 17.0 + n)
        for n in sorted(risen)
    ]
    events.append(fault("torso_too_high", starts[11] + 0.2, starts[11] + 2.6, 57.3))
    events += [
        NotJudged(time_s=60.0, id="knees_locked", reason=Reason.NOT_VISIBLE, seconds=18.4),
        NotJudged(time_s=60.0, id="rounded_back", reason=Reason.UNSURE, seconds=2.1),
        NotJudged(time_s=60.0, id="*", reason=Reason.MORE_THAN_ONE, seconds=1.2),
    ]
    builder.add(events)
    stills = tuple(
        FaultStill(each, starts[n - 1] + 0.7, picture(each, n))
        for each, n in (("rounded_back", 6), ("torso_rising", 10), ("torso_too_high", 12))
    )
    warnings = ["The video ends in the middle of a frame: what could be decoded was analysed."]
    return Made(exercise, builder, builder.build(warnings), builder.trace(), stills)


def make_plank() -> Made:
    exercise = load_exercise("plank")
    builder = ResultBuilder(exercise, source("plank.mp4", 50.0))
    for i in range(1500):
        t = i / 30
        state = State.ACTIVE if 4.0 <= t <= 46.0 else State.POSITIONING
        builder.update(status(t, state), pose(i, t))
    builder.add(
        [
            ViewChanged(time_s=2.0, view="side", yaw_deg=80.0),
            HoldProgress(time_s=5.0, start_s=4.0, end_s=5.0, good_s=1.0, ended=False),
            HoldProgress(time_s=46.0, start_s=4.0, end_s=46.0, good_s=31.2, ended=True),
            fault("hips_sagging", 30.0, 40.8, -13.6),
            NotJudged(time_s=50.0, id="head_dropped", reason=Reason.NOT_VISIBLE, seconds=42.0),
        ]
    )
    stills = (FaultStill("hips_sagging", 37.2, picture("hips_sagging", 0)),)
    return Made(exercise, builder, builder.build(), builder.trace(), stills)


def make_empty() -> Made:
    exercise = load_exercise("push-up")
    builder = ResultBuilder(exercise, source("yard.mp4", 10.0))
    for i in range(300):
        builder.update(status(i / 30, State.NO_PERSON), pose(i, i / 30, False))
    return Made(exercise, builder, builder.build(), builder.trace())


def make_idle() -> Made:
    exercise = load_exercise("reverse-fly")
    builder = ResultBuilder(exercise, source("idle.mp4", 10.0))
    for i in range(300):
        builder.update(status(i / 30, State.POSITIONING), pose(i, i / 30))
    return Made(exercise, builder, builder.build(interrupted=True), builder.trace())
