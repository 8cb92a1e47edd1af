"""The tables of an exercise file that say what is done: limits, the dose, a rep, a hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from formcheck.exercises.vocabulary import (
    CheckId,
    Direction,
    ExerciseId,
    Flag,
    MeasureName,
    NonEmptyText,
    Number,
    SignalName,
    Whole,
)


class Contradiction(NamedTuple):
    """Keys of one table that do not go together.

    Attributes:
        keys: The keys, as the file writes them.
        words: What is wrong and what is allowed, a sentence without its full stop.
    """

    keys: tuple[str, ...]
    words: str


class Part(BaseModel):
    """A table of an exercise file: it has no other keys, and those that it has go together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def contradictions(self) -> Iterator[Contradiction]:
        """All keys that are right by themselves and do not go together."""
        yield from ()

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        found = tuple(self.contradictions())
        if found:
            words = "; ".join(each.words for each in found)
            raise PydanticCustomError("contradiction", "{words}", {"words": words, "found": found})
        return self


class Limits(Part):
    """A range that a measure must be in.

    Attributes:
        min: Lowest value, or None.
        max: Highest value, or None.
        slack: How far the value may leave the range before the position counts as left.
        optional: Whether the position counts as taken, too, where this is not known.
    """

    min: Number | None = None
    max: Number | None = None
    slack: Annotated[Number, Field(ge=0)] = 8.0
    optional: Flag = False

    def contradictions(self) -> Iterator[Contradiction]:
        """All keys that do not go together."""
        if self.min is None and self.max is None:
            yield Contradiction(("min", "max"), "give `min`, `max` or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            yield Contradiction(
                ("min", "max"),
                f"`min` {self.min:g} is above `max` {self.max:g}; the smaller number is `min`",
            )

    def holds(self, value: float, *, inside: bool, slack: float | None = None) -> bool:
        """Whether a value is within the range; an unknown one (NaN) does not hold.

        Args:
            value: The measure.
            inside: Whether the position is taken already: then the slack is allowed on top.
            slack: Another slack than the file's.

        >>> Limits(max=60, slack=8).holds(65, inside=False)
        False
        >>> Limits(max=60, slack=8).holds(65, inside=True)
        True
        """
        slack = (self.slack if slack is None else slack) if inside else 0.0
        low = -float("inf") if self.min is None else self.min - slack
        high = float("inf") if self.max is None else self.max + slack
        return low <= value <= high


class Dose(Part):
    """How much the guides ask for."""

    sets: Whole = 3
    reps: tuple[Whole, Whole] | None = None
    hold_s: tuple[Annotated[Number, Field(gt=0)], Annotated[Number, Field(gt=0)]] | None = None

    def contradictions(self) -> Iterator[Contradiction]:
        """All keys that do not go together."""
        for key, span in (("reps", self.reps), ("hold_s", self.hold_s)):
            if span is not None and span[0] > span[1]:
                words = f"`{key}` goes from {span[0]:g} to {span[1]:g}; the smaller number is first"
                yield Contradiction((key,), words)


class Still(Part):
    """What must not move: a measure stays within so much of itself for a time.

    Attributes:
        measure: What must not move.
        or_measure: What may keep still in its place, or None: a movement that is meant moves both.
        within: By how much either may move.
        over_s: Over how long, seconds.
    """

    measure: MeasureName
    or_measure: MeasureName | None = None
    within: Annotated[Number, Field(gt=0)]
    over_s: Annotated[Number, Field(gt=0)] = 3.0


class RepStage(Part):
    """A posture that a rep passes.

    Attributes:
        id: What results call it.
        name: What people call it, as it stands behind "with": ``the chest down``.
        limits: Measures and their ranges, which all hold at one moment.  Beyond one by less than
            its slack is too close to call.
        needed: Whether a movement without it is no rep; else it is told of each rep.
    """

    id: CheckId
    name: NonEmptyText
    limits: Annotated[dict[MeasureName, Limits], Field(min_length=1)]
    needed: Flag = True


class Rep(Part):
    """What one repetition is.

    Attributes:
        measure: The rep signal.
        start: Its value where a rep starts and ends, as the guides ask for it.
        turn: Its value where a rep turns, as the guides ask for it.
        slack: How far short of `turn` the reading may stay (the camera reads closed elbows too
            open, for instance) before the rep is called shallow.
        min_range: The least range of motion that is a whole rep, in the signal's unit.
        signals: What goes out and back with a rep, each with whether it ``rises`` or ``falls``
            on the way to the turn.  Several see what one misses.  None: `measure` alone.
        min_s: The shortest time that a rep can take.
        concentric: Whether the muscles shorten on the way ``out`` (start to turn) or ``back``.
        sides: ``near``: judged on the near side; ``each``: either arm or leg may work alone.
        in_turn: Whether left and right are done in turn, as many of the one as of the other; with
            ``sides = "each"``.
        also: Exercises whose reps are this one's, too: the same movement in another place, which
            no camera may be able to tell apart.
        stages: The postures that it passes, in their order; ``[[rep.stage]]`` in the file.
    """

    measure: MeasureName
    start: Number
    turn: Number
    slack: Annotated[Number, Field(ge=0)] = 0.0
    min_range: Annotated[Number, Field(gt=0)]
    signals: dict[SignalName, Direction] = {}
    min_s: Annotated[Number, Field(gt=0)] = 0.5
    concentric: Literal["out", "back"]
    sides: Literal["near", "each"] = "near"
    in_turn: Flag = False
    also: tuple[ExerciseId, ...] = ()
    stages: tuple[RepStage, ...] = Field(default=(), alias="stage")

    def contradictions(self) -> Iterator[Contradiction]:
        """All keys that do not go together."""
        ids = [each.id for each in self.stages]
        for twice in sorted({i for i in ids if ids.count(i) > 1}):
            words = f'two stages are called "{twice}"; give each an `id` of its own'
            yield Contradiction(("stage",), words)
        if self.in_turn and self.sides != "each":
            words = '`in_turn` is of left and right; it needs `sides = "each"`'
            yield Contradiction(("in_turn", "sides"), words)
        travel = abs(self.turn - self.start)
        if travel < self.min_range:
            yield Contradiction(
                ("start", "turn", "min_range"),
                f"`start` {self.start:g} and `turn` {self.turn:g} are {travel:g} apart, "
                f"less than `min_range` {self.min_range:g}",
            )


class Hold(Part):
    """What one hold is: the set-up position, kept still for at least `min_s` seconds.

    Attributes:
        min_s: Shorter ones are not reported.
        still: What must not move meanwhile.
        break_every_s: A break is asked for after each such time without one, for what is held all
            day; None: never.
    """

    min_s: Annotated[Number, Field(gt=0)] = 1.0
    still: Still | None = None
    break_every_s: Annotated[Number, Field(gt=0)] | None = None
