"""The result document: what an analysis found, as one frozen value and as JSON.

Its JSON Schema is published in ``docs/result.schema.json`` and made from these very types
(`formcheck.result.schema`).  A number that is not known is null, never 0 and never -1.

Example:
    >>> source = Source(path="row.mp4", duration_s=12.0, fps=30.0, width=640, height=360,
    ...                 frames=360, frames_with_person=0)
    >>> result = Result(exercise="bent-over-row", source=source)
    >>> result.summary.reps, result.found_nobody
    (0, True)
    >>> Result.from_json(result.to_json()) == result
    True
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from formcheck.events import AttemptReason, DoubtKind, OwnAside, Reason
from formcheck.severity import Severity

RepForm = Literal["good", "fault", "not judged"]
StageOutcome = Literal["passed", "left out", "not judged"]


def form_of(faults: Sequence[str], unknown: Sequence[str], checks: int | None = None) -> RepForm:
    """What may be said of a rep's form; the one rule for all who count good reps.

    A rep is at fault if any fault was found in it.  It is good if none was found and at least one
    of the exercise's checks was judged over it; those that could not be judged are listed beside
    it.  If none was judged, or if nobody knows whether any was (a document from before this was
    kept, which lists unknown checks but not how many there are), the rep is not judged.

    Args:
        faults: Ids of the faults found in it.
        unknown: Ids of the checks that could not be judged in it.
        checks: How many checks the exercise has; None if that is not known any more.

    >>> form_of(["rounded_back"], [], 7), form_of([], ["rounded_back"], 7), form_of([], [], 7)
    ('fault', 'good', 'good')
    >>> form_of([], ["a", "b"], 2), form_of([], ["a", "b"]), form_of([], [], 0)
    ('not judged', 'not judged', 'not judged')
    """
    if faults:
        return "fault"
    if checks is None:
        return "not judged" if unknown else "good"
    return "good" if len(set(unknown)) < checks else "not judged"


def partly_judged(reps: Sequence[Rep]) -> int:
    """How many good reps of a set were judged by fewer checks than others were.

    What was judged in none of them is not counted: from where the camera stood it could not be.

    Args:
        reps: Those of the set.
    """
    judged = [set(rep.unknown) for rep in reps if rep.form != "not judged"]
    never = set.intersection(*judged) if judged else set()
    return sum(rep.form == "good" and not never.issuperset(rep.unknown) for rep in reps)


def _null_if_missing(value: Any) -> Any:
    """NaN and infinity have no place in JSON: they are null."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _milliseconds(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


Seconds = Annotated[float, BeforeValidator(_milliseconds), Field(allow_inf_nan=False)]
MaybeSeconds = Annotated[
    float | None, BeforeValidator(_milliseconds), BeforeValidator(_null_if_missing)
]
MaybeNumber = Annotated[float | None, BeforeValidator(_null_if_missing)]


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Document):
    """What was analysed."""

    path: str = Field(description="As it was given: a file's path or an address.")
    duration_s: MaybeSeconds = Field(description="The picture's own; null where it is not known.")
    fps: MaybeNumber = Field(description="Frames per second, on average.")
    width: int | None = Field(description="Pixels, upright (rotation applied).")
    height: int | None = Field(description="Pixels, upright (rotation applied).")
    frames: int = Field(description="Frames that were analysed.")
    frames_with_person: int = Field(description="Those of them in which a person was found.")
    slowed: float = Field(
        default=1.0,
        description="How many times slower than it was filmed a player shows it (slow motion). All "
        "times are those of the movement; the player's are this many times as long.",
    )


class StageCount(_Document):
    """In how many reps a posture of the exercise was passed."""

    id: str
    name: str = Field(description="What it is, as it stands behind 'with'.")
    needed: bool = Field(description="Whether a movement without it is no rep.")
    passed: int = 0
    left_out: int = 0
    not_judged: int = 0


class Side(_Document):
    """What one arm or leg did alone."""

    reps: int
    good_reps: int = Field(description="Those of which `form` is good.")
    range: MaybeNumber = Field(description="The middle range of motion, in the exercise's unit.")


class Sides(_Document):
    """The reps of each side, where an arm or leg worked alone."""

    left: Side
    right: Side
    both: int = Field(description="Reps that both made together.")
    unit: str = Field(description="Of the ranges.")
    difference: MaybeNumber = Field(
        description="The right side's middle range less the left one's; null if not judged."
    )
    said: str = Field(
        description="The difference, or why it is not judged, as a sentence without its full stop."
    )


class Summary(_Document):
    """The numbers that a person wants first."""

    reps: int = 0
    reps_range: tuple[int, int] | None = Field(
        default=None,
        description="How many reps were done at least and at most, by the doubts; null in "
        "documents from before this was kept.",
    )
    attempts: int = 0
    good_reps: int = Field(default=0, description="Reps of which `form` is good.")
    unjudged_reps: int = Field(default=0, description="Reps of which nothing was judged.")
    hold_s: Seconds = Field(default=0.0, description="Seconds in position, all holds together.")
    good_hold_s: Seconds = Field(default=0.0, description="Those of them that were judged good.")
    unsure_hold_s: Seconds = Field(
        default=0.0, description="Those of them that were too close to a limit to call."
    )
    unjudged_hold_s: Seconds = Field(
        default=0.0, description="Those of them that could not be judged; the rest were at fault."
    )
    faults: dict[str, int] = Field(
        default_factory=dict, description="How many times each fault was found; see `faults`."
    )
    view: str | None = Field(
        default=None, description="The camera's view that lasted longest; null if never known."
    )
    sides: Sides | None = Field(
        default=None, description="Null where no arm or leg made a rep alone."
    )
    stages: tuple[StageCount, ...] = Field(
        default=(), description="The postures that a rep passes, in their order."
    )
    nothing_because: str | None = Field(
        default=None,
        description="Why nothing was counted, as a sentence without its full stop; null if "
        "something was, and in documents from before this was kept.",
    )


def range_of(reps: int, doubts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """How many reps were done at least and at most.

    Args:
        reps: How many were counted.
        doubts: Of each doubt, how many reps fewer and more it may be.

    >>> range_of(11, [(0, 1), (1, 0)]), range_of(0, [])
    ((10, 12), (0, 0))
    """
    return max(0, reps - sum(f for f, _ in doubts)), reps + sum(m for _, m in doubts)


class RepTempo(_Document):
    """Seconds of each phase of a rep; null where it could not be timed."""

    down_s: MaybeSeconds = Field(description="Lowering: the eccentric phase.")
    pause_s: MaybeSeconds = Field(description="Still, at the turn.")
    up_s: MaybeSeconds = Field(description="Lifting: the concentric phase.")
    rest_s: MaybeSeconds = Field(description="Still, at the start, before this rep.")


class Rep(_Document):
    """A counted repetition."""

    index: int = Field(description="From 1.")
    start_s: Seconds
    turn_s: Seconds
    end_s: Seconds
    range: MaybeNumber = Field(description="Range of motion in the exercise's unit.")
    tempo: RepTempo
    faults: tuple[str, ...] = Field(description="Ids of the faults in it.")
    unknown: tuple[str, ...] = Field(description="Ids of the checks that could not be judged.")
    side: Literal["left", "right"] | None = Field(
        default=None, description="The arm or leg that made it alone; null for both."
    )
    side_seen: MaybeNumber = Field(
        default=None, description="How well that one was seen, 0 to 1; null for both."
    )
    stages: dict[str, StageOutcome] = Field(
        default_factory=dict, description="What came of each of the exercise's stages, by its id."
    )
    form: RepForm = Field(
        default_factory=lambda data: form_of(data.get("faults", ()), data.get("unknown", ())),
        description="Good only if something was judged and no fault was found.",
    )


class Attempt(_Document):
    """A movement that began like a repetition and is not counted."""

    start_s: Seconds
    end_s: Seconds
    reason: AttemptReason
    left_out: tuple[str, ...] = Field(
        default=(), description="The postures that it needed and did not pass, as people call them."
    )


class Doubt(_Document):
    """A moment at which the count may be wrong."""

    at_s: Seconds
    kind: DoubtKind
    reason: str = Field(description="Why, as a sentence without its full stop.")
    fewer: int = Field(default=0, description="So many of the reps counted may be none.")
    more: int = Field(default=0, description="So many reps may have been done and not counted.")


class Hold(_Document):
    """A time in position."""

    start_s: Seconds
    end_s: Seconds
    good_s: Seconds = Field(description="Seconds of it that were judged good.")
    unsure_s: Seconds = Field(
        default=0.0, description="Seconds of it that were too close to a limit to call."
    )
    unjudged_s: Seconds = Field(
        default=0.0, description="Seconds of it that could not be judged; the rest were at fault."
    )


class Fault(_Document):
    """A form fault, from when it began until it was mended or out of sight."""

    id: str
    from_s: Seconds
    to_s: Seconds
    value: MaybeNumber = Field(description="The worst value, in `unit`.")
    limit: MaybeNumber = Field(description="The limit that it broke, in `unit`.")
    unit: str
    rep: int | None = Field(
        description="Index of the counted rep in which it began, or else the first it reached."
    )
    severity: Severity
    cue: str = Field(description="What to tell the person.")
    number: str = Field(
        default="", description="The worst value as a person reads it; empty in older documents."
    )
    against: str = Field(
        default="",
        description="What that number is of, and what it should have been, as it stands behind "
        "it; empty in older documents.",
    )


class NotJudged(_Document):
    """What could not be judged, and why."""

    id: str = Field(description="The check's id; * for everything.")
    reason: Reason
    seconds: Seconds


class OwnPostureUse(_Document):
    """What became of the person's own posture of another day, in one check."""

    id: str = Field(description="The check's id.")
    measure: str
    value: float = Field(description="What was kept, in the measure's unit.")
    day: date = Field(description="The day on which it was shown.")
    upright_bend: float | None = Field(
        default=None,
        description="How the outline of the back bent upright on that day, degrees; null: unseen.",
    )
    used_s: Seconds = Field(description="For how long was judged by it.")
    aside_s: dict[OwnAside, Seconds] = Field(
        description="For how long it was set aside, by the reason."
    )
    said: str = Field(description="That, in a sentence.")


class Result(_Document):
    """What an analysis found."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    exercise: str
    source: Source
    summary: Summary = Field(default_factory=Summary)
    reps: tuple[Rep, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    doubts: tuple[Doubt, ...] = Field(
        default=(), description="Where the count may be wrong, in the order of time."
    )
    holds: tuple[Hold, ...] = ()
    faults: tuple[Fault, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    own_posture: tuple[OwnPostureUse, ...] = Field(
        default=(), description="Of the checks that compare with it, where the person has kept one."
    )
    warnings: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def found_nobody(self) -> bool:
        """Whether there was nobody to judge in the whole source."""
        return self.source.frames_with_person == 0

    def value_at(self, fault: str, time_s: float) -> float | None:
        """The value that is told of the fault that lasts at a time; None where there is none.

        Args:
            fault: Its id.
            time_s: The moment, seconds.
        """
        lasting = (each for each in self.faults if each.id == fault)
        return next((f.value for f in lasting if f.from_s <= time_s <= f.to_s), None)

    def to_json(self, indent: int | None = 2) -> str:
        """The document as JSON text, without a line end.

        Args:
            indent: Spaces a level; None for one line.
        """
        return self.model_dump_json(by_alias=True, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Reads what `to_json` wrote.

        Raises:
            pydantic.ValidationError: The text is not a result document.
        """
        return cls.model_validate_json(text)
