"""What is true of a clip; who wrote it down, in which format, does not matter from here on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.errors import UsageError
from formcheck.evaluation.scoring.spans import Span
from formcheck.pose import FloatArray

NAN = math.nan


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One repetition that was done; phases in seconds, NaN where nobody knows."""

    start_s: float
    turn_s: float
    end_s: float
    out_s: float = NAN
    turn_pause_s: float = NAN
    back_s: float = NAN


@dataclass(frozen=True, slots=True)
class TrueFault:
    """One stretch of time in which a fault was there, or in which it can be argued about."""

    id: str
    from_s: float
    to_s: float
    value: float = NAN

    @property
    def span(self) -> Span:
        """From when to when."""
        return self.from_s, self.to_s


@dataclass(frozen=True, slots=True, eq=False)
class ClipTruth:
    """Everything that is known to be true of one clip.

    Attributes:
        clip: The file's name.
        path: The video, or the recording of poses.
        exercise: What is done in it; None for nothing that has a name.
        view: ``side``, ``three-quarter``, ``front`` or ``back``; None where nobody knows.
        yaw_deg: From where it was filmed: 0 front, 90 side, 180 back; NaN where nobody knows.
        side: The side of the body that is nearer to the camera; None for neither.
        duration_s: How long it is.
        counts: How many reps were done; several if more than one reading holds, none if no reps
            are to be counted.
        turns: When the reps turn; None where nobody knows.
        turns_exact: Whether `turns` are just that; what was noted by eye can be the moments of
            rest between reps as well.
        reps: The reps where more than their turns is known.
        holds: When a position was held.
        exercising: When the exercise is done, so that things may count; None where nobody knows.
        faults: What was wrong.
        doubtful: What lies between right and wrong: whatever is said there is no mistake.
        faults_known: Whether anything is known about faults at all.
        angles: Angles of each frame by name, in degrees, and their times as ``time_s``.
        labels: What tells clips apart in words: part, body, room, light.
        conditions: How it was taken: distance_m, fps, height and so on.
    """

    clip: str
    path: Path
    exercise: str | None
    view: str | None
    duration_s: float
    yaw_deg: float = NAN
    side: str | None = None
    counts: tuple[int, ...] = ()
    turns: tuple[float, ...] | None = None
    turns_exact: bool = True
    reps: tuple[TrueRep, ...] = ()
    holds: tuple[Span, ...] = ()
    exercising: tuple[Span, ...] | None = None
    faults: tuple[TrueFault, ...] = ()
    doubtful: tuple[TrueFault, ...] = ()
    faults_known: bool = True
    angles: Mapping[str, FloatArray] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str | float] = field(default_factory=dict)

    def facts(self) -> dict[str, str | float]:
        """All by which clips can be chosen: labels, conditions, exercise and view."""
        own: dict[str, str | float] = {
            "exercise": self.exercise or "none",
            "view": self.view or "unknown",
        }
        return {**self.conditions, **self.labels, **own}


def chosen(truths: Sequence[ClipTruth], where: Sequence[str]) -> list[ClipTruth]:
    """The clips that fulfil conditions.

    Args:
        truths: Of all clips.
        where: ``key=value`` each; of several with one key any is enough.

    Raises:
        UsageError: There is no such key, or no clip is left.

    >>> clips = [ClipTruth(f"{name}.mp4", Path(), name, "side", 5.0) for name in ("row", "plank")]
    >>> [clip.clip for clip in chosen(clips, ["exercise=plank", "view=side"])]
    ['plank.mp4']
    """
    wanted: dict[str, list[str]] = {}
    for condition in where:
        key, sign, value = condition.partition("=")
        if not sign or not key:
            raise UsageError(f"--where {condition}: say which key has which value: key=value")
        wanted.setdefault(key, []).append(value)
    known = sorted({key for truth in truths for key in truth.facts()})
    for key in wanted:
        if key not in known:
            raise UsageError(f"--where {key}=...: no clip has that; there are: {', '.join(known)}")
    found = [
        truth
        for truth in truths
        if all(
            any(_is(truth.facts().get(key), value) for value in values)
            for key, values in wanted.items()
        )
    ]
    if not found:
        raise UsageError(f"no clip is left with --where {' --where '.join(where)}")
    return found


def _is(fact: str | float | None, value: str) -> bool:
    if isinstance(fact, str) or fact is None:
        return fact == value
    try:
        return math.isclose(fact, float(value))
    except ValueError:
        return False
