"""What the history keeps, as documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.result import Result
from formcheck.result.document import (
    Attempt,
    Doubt,
    Fault,
    Hold,
    MaybeSeconds,
    Rep,
    Seconds,
    range_of,
)
from formcheck.result.trace import Trace

SET_GAP_S = 15.0
"""In a video, reps that are further apart than this belong to different sets, seconds."""

Kind = Literal["live", "upload"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class SetDoubt(Doubt):
    """A moment at which the count may be wrong, and what the person says of it."""

    settled_reps: int | None = Field(
        default=None,
        description="So many reps were done there, by what the person says; null: not said yet.",
    )

    @property
    def spread(self) -> tuple[int, int]:
        """How many reps fewer and more than counted it may be: one number once it is settled.

        >>> doubt = SetDoubt(at_s=8, kind="perhaps a rep", reason="", more=1)
        >>> doubt.spread, doubt.model_copy(update={"settled_reps": 1}).spread
        ((0, 1), (-1, 1))
        """
        if self.settled_reps is None:
            return self.fewer, self.more
        change = self.settled_reps - self.fewer
        return -change, change


class SetSaid(_Record):
    """What the person says of a set; what the camera found of it stays beside it."""

    load_kg: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)] | None = Field(
        default=None, description="What was moved, in kilograms; 0 is nothing but the own body."
    )
    reps_in_reserve: Annotated[int, Field(ge=0, le=10)] | None = Field(
        default=None, description="How many more reps would have been possible; 10: ten or more."
    )
    note: Annotated[str, Field(max_length=500)] = ""
    exercise: Annotated[str, Field(max_length=100)] | None = Field(
        default=None,
        description="What was done, where it is another exercise than the one that was counted.",
    )
    hold_s: Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)] | None = Field(
        default=None, description="How long it was held, where the camera's seconds are wrong."
    )


class SetPlace(_Record):
    """Where in a workout that was followed a set belongs; all numbers from 1."""

    run: Annotated[str, Field(max_length=64)] = Field(description="The run of the workout.")
    block: Annotated[int, Field(ge=1)]
    round: Annotated[int, Field(ge=1)] = Field(
        description="Which round of the block; of straight sets, which set of the step."
    )
    step: Annotated[int, Field(ge=1)] = Field(description="Which step of the block.")


class SetRecord(_Record):
    """A set."""

    index: int = Field(description="From 1, over all exercises of the session.")
    exercise: str = Field(description="What was done in it.")
    start_s: Seconds = Field(description="In seconds of the session.")
    end_s: Seconds
    attempts: int = Field(default=0, description="Movements that were not counted.")
    hold_s: Seconds = Field(default=0.0, description="Seconds in position.")
    good_hold_s: Seconds = Field(default=0.0, description="Those of them that were judged good.")
    unsure_hold_s: Seconds = Field(
        default=0.0, description="Those of them that were too close to a limit to call."
    )
    unjudged_hold_s: Seconds = Field(
        default=0.0,
        description="Those of them that were not judged, or of which that is not known any more;"
        " the rest were at fault.",
    )
    reached: bool | None = Field(
        default=None, description="Whether the target was reached; null where there was none."
    )
    reps_range: tuple[int, int] | None = Field(
        default=None,
        description="How many reps were done at least and at most, by the doubts and by what the"
        " person says of them; null for holds and where that was not kept.",
    )
    settled_reps: int | None = Field(
        default=None,
        description="How many reps were done, by what the person says; null: not said. `reps` are"
        " those that the camera counted.",
    )
    reps: tuple[Rep, ...] = Field(default=(), description="Those that the camera counted.")
    faults: tuple[Fault, ...] = ()
    doubts: tuple[SetDoubt, ...] = Field(
        default=(), description="Where the count may be wrong, in the order of time."
    )
    target: tuple[int, int] | None = Field(
        default=None,
        description="The reps or seconds that were aimed at, from and to; null where there was no"
        " target, or it was not kept.",
    )
    said: SetSaid = Field(default=SetSaid(), description="What the person says of it.")
    place: SetPlace | None = Field(
        default=None, description="Where it belongs in a workout that was followed."
    )

    @property
    def done_exercise(self) -> str:
        """What was done: by what the person says, or else what was counted."""
        return self.said.exercise or self.exercise

    @property
    def done_hold_s(self) -> float:
        """How long it was held: by what the person says, or else as it was timed."""
        return self.hold_s if self.said.hold_s is None else self.said.hold_s

    @property
    def done_reps(self) -> int:
        """How many reps were done: by what the person says, or else as they were counted."""
        return len(self.reps) if self.settled_reps is None else self.settled_reps


@dataclass(frozen=True, slots=True, eq=False)
class SetTrace:
    """What a set is drawn from, beside what it counts.

    Attributes:
        trace: The rep signal and the state while it lasted.
        attempts: The movements in it that were not counted.
        holds: When the position was held in it.
    """

    trace: Trace
    attempts: tuple[Attempt, ...] = ()
    holds: tuple[Hold, ...] = ()


class SessionHead(_Record):
    """A session, in short."""

    id: str
    kind: Kind
    exercises: tuple[str, ...] = Field(
        description="What was done, in the order of the sets; of a video without a set, what was"
        " looked for."
    )
    name: str = Field(description="What the uploaded file was called; empty for a live session.")
    started_at: datetime
    day: date = Field(description="The day in the time zone that was asked for.")
    duration_s: MaybeSeconds
    nothing_because: str | None = Field(
        description="Why nothing was counted in a video, in one sentence; null where something was,"
        " and where that was not kept."
    )
    analysis: str | None = Field(description="The analysis that it comes from.")
    sets: int
    reps: int = Field(description="Those that the camera counted.")
    reps_range: tuple[int, int] = Field(
        description="How many reps were done at least and at most; where the person has settled a"
        " set, what they say."
    )
    settled_reps: int | None = Field(
        description="How many reps were done, with what the person says of the sets that they have"
        " settled; null: they have settled none."
    )
    good_reps: int = Field(description="Reps that were judged, and no fault was found in them.")
    unjudged_reps: int = Field(description="Reps of which nothing was judged.")
    hold_s: Seconds = Field(description="Those that the camera timed.")
    settled_hold_s: MaybeSeconds = Field(
        description="The same with what the person says; null: they have said nothing of it."
    )
    good_hold_s: Seconds
    unsure_hold_s: Seconds
    unjudged_hold_s: Seconds


class SessionRecord(SessionHead):
    """A session with all of its sets."""

    all_sets: tuple[SetRecord, ...]


class WorkoutRun(_Record):
    """A workout that a person follows, or followed."""

    id: str
    workout: str = Field(description="The workout's id.")
    name: str = Field(description="What the workout is called.")
    toml: str = Field(description="The workout's file as it was when the run began.")
    started_at: datetime
    ended_at: datetime | None = Field(description="null while it is under way.")
    state: dict[str, Any] = Field(description="Where it stands, as its last step wrote it.")


class Activity(_Record):
    """Minutes of something that no camera saw, ticked off by hand."""

    id: str
    day: date
    activity: str
    minutes: float
    run: str | None = Field(description="The run of a workout that it was part of.")


class Export(_Record):
    """Everything that the history knows."""

    schema_version: Literal[2] = Field(default=2, alias="schema")
    exported_at: datetime
    sessions: tuple[SessionRecord, ...]
    runs: tuple[WorkoutRun, ...] = Field(default=(), description="The oldest first.")
    activities: tuple[Activity, ...] = Field(default=(), description="The oldest first.")


class Day(_Record):
    """A day on which something was done."""

    day: date
    sessions: int
    reps: int = Field(description="Those that were counted; of a settled set, as it was settled.")
    hold_s: Seconds = Field(description="Those that were timed, or what the person says of them.")


class Week(_Record):
    """What was done of an exercise in a week."""

    week: date = Field(description="Its Monday.")
    exercise: str
    reps: int = Field(description="Those that the camera counted.")
    settled_reps: int = Field(
        description="The same with what the person says of the sets that they have settled."
    )
    good_reps: int
    unjudged_reps: int
    hold_s: Seconds = Field(description="Those that the camera timed.")
    settled_hold_s: Seconds = Field(description="The same with what the person says.")
    good_hold_s: Seconds
    unsure_hold_s: Seconds
    unjudged_hold_s: Seconds
    good_share: Annotated[float, Field(ge=0, le=1)] | None = Field(
        description="The share that is good, of the reps or seconds that could be judged;"
        " null if there is none."
    )


class FrequentFault(_Record):
    """The fault that was found most often."""

    exercise: str
    id: str
    times: int
    trend: Literal["rarer", "as before", "more often", "not known"] = Field(
        description="The later half of the sets against the earlier; not known with too few sets"
        " or on fewer than four days."
    )


class Overview(_Record):
    """The history at a glance."""

    days: tuple[Day, ...]
    weeks: tuple[Week, ...]
    frequent_fault: FrequentFault | None


def sets_of(result: Result) -> list[SetRecord]:
    """Divide what was found in a video into sets: a long pause ends one, each hold is one.

    Args:
        result: What was found.

    >>> from formcheck.result.document import Hold, Source
    >>> source = Source(path="a.mp4", duration_s=90, fps=30, width=640, height=360, frames=2700,
    ...                 frames_with_person=2700)
    >>> holds = Hold(start_s=1, end_s=31, good_s=20), Hold(start_s=60, end_s=80, good_s=20)
    >>> [each.hold_s for each in sets_of(Result(exercise="plank", source=source, holds=holds))]
    [30.0, 20.0]
    """
    timed = result.holds or result.reps  # what is counted within a hold belongs to it
    spans = sorted((each.start_s, each.end_s) for each in timed)
    if not spans:
        moments = [doubt.at_s for doubt in result.doubts]  # a set of which nothing was counted
        return _filled(result, [(min(moments), max(moments))] if moments else [])
    groups = [[spans[0]]]
    for before, span in pairwise(spans):
        if result.holds or span[0] - before[1] > SET_GAP_S:
            groups.append([])
        groups[-1].append(span)
    return _filled(result, [(group[0][0], group[-1][1]) for group in groups])


def _filled(result: Result, spans: list[tuple[float, float]]) -> list[SetRecord]:
    ends = [end for _, end in spans]
    attempts = [_belongs(each.start_s, ends) for each in result.attempts]
    faults = [(_belongs(each.from_s, ends), each) for each in result.faults]
    doubts = [(_belongs(each.at_s, ends), each) for each in result.doubts]
    records = []
    for at, (start_s, end_s) in enumerate(spans):
        holds = [hold for hold in result.holds if start_s <= hold.start_s <= end_s]
        reps = tuple(rep for rep in result.reps if start_s <= rep.start_s <= end_s)
        mine = tuple(SetDoubt(**dict(doubt)) for where, doubt in doubts if where == at)
        records.append(
            SetRecord(
                index=at + 1,
                exercise=result.exercise,
                start_s=start_s,
                end_s=end_s,
                attempts=attempts.count(at),
                hold_s=sum(hold.end_s - hold.start_s for hold in holds),
                good_hold_s=sum(hold.good_s for hold in holds),
                unsure_hold_s=sum(hold.unsure_s for hold in holds),
                unjudged_hold_s=sum(hold.unjudged_s for hold in holds),
                reps_range=None
                if result.summary.reps_range is None
                else range_of(len(reps), [doubt.spread for doubt in mine]),
                reps=reps,
                doubts=mine,
                faults=tuple(fault for where, fault in faults if where == at),
            )
        )
    return records


def _belongs(time_s: float, ends: Iterable[float]) -> int:
    """The set in which a time lies: the first that ends after it, or the last."""
    at = -1
    for end_s in ends:
        at += 1
        if time_s <= end_s:
            break
    return at
