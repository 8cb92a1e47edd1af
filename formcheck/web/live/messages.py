"""The messages of the live socket; `schema` makes `docs/live.schema.json` from these very types.

A frame from the browser is binary: its number (4 bytes) and the time at which it was taken (8
bytes, a float, milliseconds by the browser's own clock), both little-endian, and then a JPEG or
WebP picture.  Everything else is JSON, an object with a `type`.
"""

from __future__ import annotations

import math
import struct
from datetime import date
from typing import Annotated, Any, Literal, Self, cast

from pydantic import Field, TypeAdapter, model_validator

from formcheck.events import State
from formcheck.history import SetRecord
from formcheck.result import Result
from formcheck.severity import Severity
from formcheck.web.live.run_messages import (
    CommandMessage,
    Message,
    RunMessage,
    RunSummaryMessage,
    TimeLeftMessage,
    WorkoutRunDocument,
)
from formcheck.web.problems import Problem
from formcheck.workout import Stage

HEADER = struct.Struct("<Id")
"""Number and time of a frame, before the picture."""


class Hello(Message):
    """The first message of a connection."""

    type: Literal["hello"]
    exercise: str = Field(default="", max_length=100)
    workout: str = Field(
        default="", max_length=100, description="A workout to follow, in place of an exercise."
    )
    sets: int | None = Field(default=None, ge=1, le=50, description="Null: the exercise's dose.")
    reps: int | None = Field(default=None, ge=1, le=1000, description="Reps in a set.")
    hold_s: float | None = Field(default=None, ge=1, le=3600, description="Seconds of a hold.")
    rest_s: float = Field(default=60.0, ge=0, le=3600, description="Seconds between sets.")
    model: Literal["auto", "lite", "full"] = Field(
        default="auto",
        description="The pose model; auto: full, and lite from where the server cannot hold 15"
        " frames a second with it.",
    )
    mode: Literal["training", "setup"] = Field(
        default="training",
        description="setup: only look how camera and person stand; nothing is counted or kept.",
    )
    record: bool = Field(
        default=False,
        description="Whether the pictures of the sets may be kept on this machine for some days.",
    )
    own: bool = Field(
        default=False,
        description="Whether the posture that is shown is kept as the person's own; with an"
        " exercise alone.",
    )
    resume: str | None = Field(
        default=None, max_length=100, description="The token of a session that lost its connection."
    )
    tz: str | None = Field(
        default=None,
        max_length=64,
        description="The time zone by which something is ticked off on a day, as IANA names it"
        " (Europe/Berlin); null: this machine's.",
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.exercise) == bool(self.workout):
            raise ValueError("hello needs either an exercise or a workout")
        return self


class SkipRest(Message):
    """Go on with the next set at once."""

    type: Literal["skip_rest"]


class Finish(Message):
    """The workout is over; a summary is the answer, and the last message."""

    type: Literal["finish"]


class UseModel(Message):
    """Use another pose model, from when no set is done; nothing is chosen by itself any more."""

    type: Literal["model"]
    model: Literal["lite", "full"]


FromBrowser = Annotated[
    Hello | SkipRest | UseModel | CommandMessage | Finish, Field(discriminator="type")
]


class Pace(Message):
    """What the browser should send, so that the server keeps up."""

    fps: float = Field(description="Frames a second.")
    side_px: int = Field(description="The longer side of the picture, pixels.")


class TargetDocument(Message):
    """How much is to be done."""

    sets: int
    reps: int | None
    hold_s: float | None
    rest_s: float


class Welcome(Message):
    """The session is ready for frames."""

    type: Literal["welcome"] = "welcome"
    resume: str = Field(description="With this token in `hello` a lost connection goes on.")
    resume_s: float = Field(description="For so long after it was lost, seconds.")
    resumed: bool = Field(description="Whether an earlier session goes on.")
    exercise: str
    recorded_until: date | None = Field(
        default=None,
        description="The last day on which clips of the sets are kept; null: none are made.",
    )
    target: TargetDocument
    pace: Pace
    stage: Stage
    set: int
    reps: int
    count: str = Field(description="What to show of it: '7', or '12 + 2' beyond the target.")
    reps_range: tuple[int, int] | None = Field(
        default=None,
        description="How many reps this set has at least and at most; null for holds. Where they"
        " differ the count is in doubt.",
    )
    hold_s: float
    joints: tuple[str, ...] = Field(description="What the skeleton's points are.")
    bones: tuple[tuple[int, int], ...] = Field(description="Which of them to connect.")
    run: WorkoutRunDocument | None = Field(
        default=None, description="The workout that is followed; null where none is."
    )


class SeenMessage(Message):
    """A frame was looked at: where everything stands now.  The next frame may be sent."""

    type: Literal["frame"] = "frame"
    number: int = Field(description="The frame's number, as it was sent.")
    latency_ms: float = Field(description="From when it had come in until this answer was made.")
    replaced: int = Field(description="Frames that newer ones replaced since the last answer.")
    pace: Pace
    model: Literal["lite", "full"] = Field(
        default="full", description="The pose model that is used: counts of lite are less sure."
    )
    state: State
    stage: Stage
    phase: str = Field(description="start, out, turn, back, hold or empty.")
    set: int
    reps: int = Field(description="In this set.")
    count: str = Field(description="What to show of it: '7', or '12 + 2' beyond the target.")
    reps_range: tuple[int, int] | None = Field(
        default=None,
        description="How many reps this set has at least and at most; null for holds. Where they"
        " differ the count is in doubt.",
    )
    hold_s: float = Field(description="Seconds in position in this set.")
    good_hold_s: float = Field(
        description="Seconds of them that were judged good; the rest were at fault, too close to"
        " call or not judged."
    )
    rest_left_s: float | None
    gauge: float | None = Field(
        description="The rep signal between its thresholds: 0 at the start, 1 at the turn."
    )
    view: str
    missing: str = Field(description="What keeps the person from being in position.")
    skeleton: tuple[tuple[float, float, float], ...] | None = Field(
        description="x and y of each joint as shares of the picture (outside of 0 to 1: beyond its "
        "edge), and visibility."
    )
    hand: float = Field(
        default=0.0, description="How much of the time a raised hand has been held, 0 to 1."
    )


class GuideMessage(Message):
    """What the person should do to be seen and in position; null once all is well."""

    type: Literal["guidance"] = "guidance"
    code: str | None
    text: str | None
    blocking: bool = Field(description="Whether nothing is counted as long as it is so.")


class PointDocument(Message):
    """One point of the checklist of the set-up."""

    code: str = Field(description="light, body, distance, view or level.")
    name: str
    ok: bool | None = Field(description="Null while it cannot be told.")
    hint: str = Field(description="What to do about it; empty where it is well.")


class PlacementMessage(Message):
    """How camera and person stand; only in the mode `setup`, when it changes."""

    type: Literal["placement"] = "placement"
    points: tuple[PointDocument, ...] = Field(description="In the order in which to mend them.")
    ready: bool


class StageMessage(Message):
    """The workout goes from one stage to another."""

    type: Literal["stage"] = "stage"
    stage: Stage
    set: int
    sets: int


class CountdownMessage(Message):
    """How many seconds until the set begins."""

    type: Literal["countdown"] = "countdown"
    seconds: int


class SetStartedMessage(Message):
    """A set begins."""

    type: Literal["set_started"] = "set_started"
    set: int
    sets: int


class RepMessage(Message):
    """A repetition was counted."""

    type: Literal["rep"] = "rep"
    set: int
    reps: int = Field(description="In this set, with this one.")
    count: str = Field(description="What to show of it: '7', or '12 + 2' beyond the target.")
    side: Literal["left", "right"] | None = Field(
        default=None, description="The arm or leg that made it alone; null for both."
    )
    say: str = Field(description="The count as it is said aloud.")
    total: int = Field(description="In all sets.")
    faults: tuple[str, ...]
    unknown: tuple[str, ...] = Field(description="Checks that could not be judged in it.")


class AttemptMessage(Message):
    """A movement was not counted."""

    type: Literal["attempt"] = "attempt"
    reason: str
    text: str = Field(description="Why not, as a sentence.")


class CueMessage(Message):
    """A fault lasts: what to tell the person, in place of any cue before.

    It comes again for the same fault when it is to be said once more.
    """

    type: Literal["cue"] = "cue"
    id: str
    text: str
    severity: Severity
    aloud: bool = Field(description="Whether to say it; not where that was done a moment ago.")


class CueEndedMessage(Message):
    """The cue is to be taken down."""

    type: Literal["cue_ended"] = "cue_ended"
    id: str
    mended: str = Field(description="Praise, if the fault is mended; empty otherwise.")


class SetFinishedMessage(Message):
    """A set is over; sent again if more was added to it, or to a browser that comes back."""

    type: Literal["set_finished"] = "set_finished"
    set: int
    reps: int
    attempts: int
    hold_s: float
    good_hold_s: float
    reached: bool = Field(description="Whether the target was reached.")
    again: bool
    count: str = Field(description="What to show of it: '7', or '12 + 2' beyond the target.")
    reps_range: tuple[int, int] | None = Field(
        default=None,
        description="How many reps this set has at least and at most; null for holds. Where they"
        " differ the count is in doubt.",
    )
    text: str = Field(description="A line about it.")
    say: str = Field(description="What to say aloud of it, unless it was sent before.")


class RestMessage(Message):
    """How many seconds of rest are left."""

    type: Literal["rest"] = "rest"
    seconds: int


class EndedMessage(Message):
    """The workout is over; a moment for an extra, then the browser asks for the summary."""

    type: Literal["ended"] = "ended"
    title: str
    text: str = Field(description="What was reached; praise only where it is due.")


class SummaryMessage(Message):
    """What was done; the last message.

    A browser that lost its connection before it came gets it in place of the welcome when it asks
    to resume.
    """

    type: Literal["summary"] = "summary"
    result: Result
    sets: tuple[SetRecord, ...]
    session: str | None = Field(description="The session in the history; null if nothing was done.")
    unkept: str = Field(default="", description="Why the history does not have it all.")
    own: tuple[str, ...] = Field(
        default=(),
        description="What was kept as the person's own posture, or why nothing was: a sentence"
        " each; empty where that was not asked for.",
    )
    own_unkept: bool = Field(
        default=False, description="Whether it could not be written; `own` says why."
    )


class ProblemMessage(Message):
    """Something is wrong; unless `fatal`, the session goes on."""

    type: Literal["problem"] = "problem"
    problem: Problem
    fatal: bool


ToBrowser = Annotated[
    Welcome
    | SeenMessage
    | GuideMessage
    | PlacementMessage
    | StageMessage
    | CountdownMessage
    | SetStartedMessage
    | RepMessage
    | AttemptMessage
    | CueMessage
    | CueEndedMessage
    | SetFinishedMessage
    | RestMessage
    | EndedMessage
    | RunMessage
    | TimeLeftMessage
    | RunSummaryMessage
    | SummaryMessage
    | ProblemMessage,
    Field(discriminator="type"),
]

from_browser: TypeAdapter[Any] = TypeAdapter(cast("Any", FromBrowser))
"""Reads a message of the browser."""


def unpack(message: bytes) -> tuple[int, float, bytes] | None:
    """Number, time in milliseconds and picture of a binary message; None if it is none.

    >>> unpack(HEADER.pack(7, 1500.0) + b"picture")
    (7, 1500.0, b'picture')
    """
    if len(message) <= HEADER.size:
        return None
    number, time_ms = HEADER.unpack_from(message)
    return (number, time_ms, message[HEADER.size :]) if math.isfinite(time_ms) else None
