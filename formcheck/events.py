"""What a checker says, and nothing else: everything that a user sees is made from these.

Events are small, frozen and in order of time.  `time_s` is when the event became known, which
is what a live user experiences; when the thing itself happened is in the event's own fields.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from formcheck.severity import Severity


class State(StrEnum):
    """Where a session stands."""

    NO_PERSON = "no-person"
    POSITIONING = "positioning"
    ACTIVE = "active"


class Reason(StrEnum):
    """Why something was not judged."""

    WRONG_VIEW = "wrong camera view"
    NOT_VISIBLE = "a joint that the rule needs is not visible"
    IMPLAUSIBLE = "implausible skeleton"
    TOO_FEW_FRAMES = "too few frames"
    MORE_THAN_ONE = "more than one person"
    NO_SILHOUETTE = "no clear outline of the back"
    UNSURE = "too close to the limit to call"
    NO_BASELINE = "the own upright posture was not shown yet"


class OwnAside(StrEnum):
    """Why a person's own posture of another day is not used."""

    SHOWN_TODAY = "shown in this set"
    UPRIGHT_UNSEEN = "not seen upright"
    OTHER_OUTLINE = "another outline upright"
    IMPLAUSIBLE = "implausible value"


class Verdict(StrEnum):
    """What one frame says about one check."""

    OK = "ok"
    FAULT = "fault"
    UNSURE = "unsure"  # between limit and margin: neither right nor wrong
    UNKNOWN = "unknown"


class HoldForm(StrEnum):
    """What one frame of a hold says of the form as a whole."""

    GOOD = "good"
    FAULT = "fault"
    UNSURE = "unsure"
    NOT_JUDGED = "not judged"


class AttemptReason(StrEnum):
    """Why a movement was not counted.

    Today a movement that is not counted is ``shallow``, or leaves out a part that the exercise
    needs.  The other three stand in documents from before movements were judged as a whole; they
    are still read and told.
    """

    SHALLOW = "shallow"
    NOT_LOCKED_OUT = "not locked out"
    TOO_FAST = "too fast"
    LOST_SIGHT = "lost sight"
    LEFT_OUT = "a part left out"


class DoubtKind(StrEnum):
    """Why a count may be wrong."""

    UNCERTAIN = "perhaps no rep"
    MISSED = "perhaps a rep"
    SHORT = "perhaps not short"
    SMALL = "perhaps short"
    CROWDED = "two at once"
    UNSEEN = "out of sight"
    SOMEBODY_ELSE = "somebody else"
    FEW_FRAMES = "too few frames"
    NOTHING_COUNTED = "nothing counted"
    ONE_SIDE = "one side alone"
    CUT = "cut by the film"


class MissingKind(StrEnum):
    """What kind of thing keeps a person from being in position."""

    NOBODY = "nobody"
    MORE_THAN_ONE = "more than one person"
    IMPLAUSIBLE = "implausible skeleton"
    HIDDEN = "hidden"  # a measure cannot be read: what it is of is out of sight
    OUT_OF_RANGE = "out of range"  # a measure is known, and beyond its limit
    MOVING = "moving"  # the position is to be held still
    UNSETTLED = "unsettled"  # on the way into the position


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a person from being in position; `formcheck.result.position_words` has its words.

    Attributes:
        kind: What kind of thing.
        measure: The measure that is hidden or out of range; "" for the other kinds.
        value: What was measured, in the measure's unit; NaN unless it is out of range.
        limit: The limit that it breaks, in the measure's unit; NaN unless it is out of range.
        bound: Which limit of the range that is; None unless it is out of range.
    """

    kind: MissingKind
    measure: str = ""
    value: float = math.nan
    limit: float = math.nan
    bound: Literal["min", "max"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something became known.

    Attributes:
        time_s: When, in seconds of the source.
    """

    time_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged(Event):
    """The session moved from one state to another.

    Attributes:
        state: Where it stands now.
        missing: What the person lacks to be in position, if anything; None where nobody is seen.
    """

    state: State
    missing: Missing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewChanged(Event):
    """The camera's view of the person, once it is known or when it changes.

    Attributes:
        view: ``side``, ``three-quarter``, ``front`` or ``back``.
        yaw_deg: How far the person is turned from facing the camera (or away): 0 to 90.
    """

    view: str
    yaw_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """Seconds of each phase of a rep; NaN where it could not be timed.

    `out_s` goes from the start to the turn and `back_s` from the turn to the start, whichever of
    them is the concentric one: the exercise says so (`concentric = "out"` or `"back"`).
    """

    out_s: float
    turn_pause_s: float
    back_s: float
    start_pause_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RepCounted(Event):
    """One repetition was completed.

    Attributes:
        index: From 1.
        start_s: When the movement left the start.
        turn_s: When it turned.
        end_s: When it was back.
        range: The rep signal's range of motion, in the exercise's unit.
        tempo: Seconds of each phase.
        side: The arm or leg that worked; None for both.
        side_seen: How well it was seen, 0 to 1; NaN for both.
        stages: Whether it passed each of the exercise's stages, in their order.
        faults: Ids of the faults that overlap the rep.
        unknown: Ids of the checks that could not be judged in it.
    """

    index: int
    start_s: float
    turn_s: float
    end_s: float
    range: float
    tempo: Tempo
    side: Literal["left", "right"] | None = None
    side_seen: float = math.nan
    stages: tuple[Verdict, ...] = ()
    faults: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptMade(Event):
    """A movement that began like a repetition and is not counted.

    Attributes:
        start_s: When it left the start.
        turn_s: When it turned.
        end_s: When it was over.
        range: How far it went, in the exercise's unit.
        reason: Why it is not counted.
        left_out: Ids of the stages that it needed and did not pass.
    """

    start_s: float
    turn_s: float
    end_s: float
    range: float
    reason: AttemptReason
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtRaised(Event):
    """The count may be wrong by what was done at a moment.

    Attributes:
        at_s: The moment.
        kind: Why.
        fewer: How many of the reps counted there may be none.
        more: How many reps may have been done there that are not counted.
    """

    at_s: float
    kind: DoubtKind
    fewer: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultStarted(Event):
    """A fault has lasted long enough to be real.

    Attributes:
        id: The check's id.
        from_s: When it began.
        value: The measure then, in `unit`.
        limit: The limit that it broke.
        unit: ``deg``, ``ratio``, ``s`` ...
        severity: ``risk``, ``technique``, ``range`` or ``tempo``.
        cue: What to tell the person.
    """

    id: str
    from_s: float
    value: float
    limit: float
    unit: str
    severity: Severity
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultEnded(Event):
    """The fault is mended, or can no longer be seen.

    Attributes:
        id: The check's id.
        from_s: When it began.
        to_s: When it ended.
        value: The worst value in between (a steady one: the 90th percentile of the frames).
        limit: The limit that it broke.
        unit: Unit of `value` and `limit`.
        severity: As in `FaultStarted`.
        cue: As in `FaultStarted`.
        rep: The rep under way or to come when it began, counted from 1, as it was known then;
            None in holds.
    """

    id: str
    from_s: float
    to_s: float
    value: float
    limit: float
    unit: str
    severity: Severity
    cue: str
    rep: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldProgress(Event):
    """A hold is under way (about once a second) or has ended.

    Attributes:
        start_s: When the position was reached.
        end_s: When it was left, or now.
        good_s: Seconds of it that were judged good.
        ended: Whether it is over.
        unsure_s: Seconds of it that were too close to a limit to call.
        unjudged_s: Seconds of it that could not be judged; the rest were at fault.
    """

    start_s: float
    end_s: float
    good_s: float
    ended: bool
    unsure_s: float = 0.0
    unjudged_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakDue(Event):
    """A posture has been held for so long that a break is due.

    Attributes:
        held_s: How long without a break, seconds: a multiple of what the exercise says.
    """

    held_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged(Event):
    """How long a check (or all, `id` ``*``) could not be judged in the whole session, and why.

    Sent when the session ends.
    """

    id: str
    reason: Reason
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPostureCompared(Event):
    """What a check did with the person's own posture of another day.

    Sent when the session ends, where there is one.

    Attributes:
        id: The check's id.
        measure: The measure that was kept.
        value: What was kept.
        day: When that was shown.
        upright_bend: How the outline of the back bent upright on that day, degrees; NaN: unseen.
        used_s: For how long was judged by it, seconds.
        aside_s: For how long it was set aside, seconds, by the reason.
    """

    id: str
    measure: str
    value: float
    day: date
    upright_bend: float
    used_s: float
    aside_s: Mapping[OwnAside, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A picture of the session after a frame, for overlays, gauges and plots.

    Attributes:
        time_s: The frame's time.
        state: Where the session stands.
        phase: ``start``, ``out``, ``turn``, ``back``, ``hold`` or ``""``.
        reps: Reps counted so far.
        attempts: Movements that were not counted so far.
        hold_s: Seconds in position so far, of the hold under way and those before.
        good_hold_s: Seconds of them that were judged good.
        signal: The rep signal in the exercise's unit; NaN where unknown.
        start_threshold: The signal's level that ends a rep, at present.
        turn_threshold: The signal's level that a rep must reach, at present.
        faults: The faults that last, most severe first, each with the measure's value now.
        side: The near side of the person, by which 2-D angles are measured.
        view: The camera's view; "" while unknown.
        verdicts: What this frame says of each check, in the order of the exercise's file; None
            where the check is not looked at now.
        missing: What keeps the person from being in position; None in position.
        unsure_hold_s: Seconds of `hold_s` that were too close to a limit to call.
        unjudged_hold_s: Seconds of `hold_s` that could not be judged.
        perhaps_fewer: So many of the reps so far may be none.
        perhaps_more: So many more reps may have been done so far.
        break_due_s: The time without a break for which one is due; 0 while none is.
    """

    time_s: float
    state: State
    phase: str
    reps: int
    attempts: int
    hold_s: float
    good_hold_s: float
    signal: float
    start_threshold: float
    turn_threshold: float
    faults: tuple[tuple[FaultStarted, float], ...] = field(default=())
    side: str = "left"
    view: str = ""
    verdicts: tuple[Verdict | None, ...] = ()
    missing: Missing | None = None
    unsure_hold_s: float = 0.0
    unjudged_hold_s: float = 0.0
    perhaps_fewer: int = 0
    perhaps_more: int = 0
    break_due_s: float = 0.0
