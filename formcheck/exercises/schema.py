"""What an exercise file may say.  Everything in it is data: no code, no expressions."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from formcheck.measures import MEASURES

View = Literal["side", "three-quarter", "front", "back"]
Severity = Literal["risk", "technique", "range", "tempo"]
During = Literal["set", "rep", "start", "turn", "concentric", "eccentric", "hold"]
RelativeTo = Literal["rep-start", "own-flattest"]

ExerciseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
CheckId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]


def _known_measure(name: str) -> str:
    if name not in MEASURES:
        raise ValueError(f"there is no measure {name!r}; there are: {', '.join(sorted(MEASURES))}")
    return name


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Part):
    """A range that a measure must be in.

    Attributes:
        min: Lowest value, or None.
        max: Highest value, or None.
        slack: How far the value may leave the range before the position counts as left.
        optional: Whether the position counts as taken, too, where this is not known.
    """

    min: float | None = None
    max: float | None = None
    slack: Annotated[float, Field(ge=0)] = 8.0
    optional: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("give min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min:g} is above max {self.max:g}")
        return self

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


class Dose(_Part):
    """How much the guides ask for."""

    sets: Annotated[int, Field(ge=1)] = 3
    reps: tuple[int, int] | None = None
    hold_s: tuple[float, float] | None = None


class Still(_Part):
    """What must not move: a measure stays within so much of itself for a time."""

    measure: str
    within: Annotated[float, Field(gt=0)]
    over_s: Annotated[float, Field(gt=0)] = 3.0

    @model_validator(mode="after")
    def _exists(self) -> Self:
        _known_measure(self.measure)
        return self


class Rep(_Part):
    """What one repetition is.

    Attributes:
        measure: The rep signal.
        start: Its value where a rep starts and ends, as the guides ask for it.
        turn: Its value where a rep turns, as the guides ask for it.
        slack: How far short of `turn` the reading may stay (the camera reads closed elbows too
            open, for instance) before the rep is called shallow.
        min_range: The least range of motion that is a rep at all, in the signal's unit.
        also: What else must be reached on the way, if only for a moment: other movements can
            look the same in one measure.
        at_turn: What must hold where the movement turns: with bent elbows there a raise is a pull.
        still: What must not move meanwhile, each measure with the share of itself by which it may
            change: where the hips go down and up with the arms it is another exercise.
        min_s: The shortest time that a rep can take.
        concentric: Whether the muscles shorten on the way ``out`` (start to turn) or ``back``.
        sides: ``near``: judged on the near side; ``each``: either arm or leg may work alone.
    """

    measure: str
    start: float
    turn: float
    slack: Annotated[float, Field(ge=0)] = 0.0
    min_range: Annotated[float, Field(gt=0)]
    also: dict[str, Limits] = {}
    at_turn: dict[str, Limits] = {}
    still: dict[str, Annotated[float, Field(gt=0, lt=1)]] = {}
    min_s: Annotated[float, Field(gt=0)] = 0.5
    concentric: Literal["out", "back"]
    sides: Literal["near", "each"] = "near"

    @model_validator(mode="after")
    def _moves(self) -> Self:
        for name in (self.measure, *self.also, *self.at_turn, *self.still):
            _known_measure(name)
        travel = abs(self.turn - self.start)
        if travel < self.min_range:
            raise ValueError(
                f"start {self.start:g} and turn {self.turn:g} are {travel:g} apart, "
                f"less than min_range {self.min_range:g}"
            )
        return self


class Hold(_Part):
    """What one hold is: the set-up position, kept still for at least `min_s` seconds."""

    min_s: Annotated[float, Field(gt=0)] = 1.0
    still: Still | None = None


class Check(_Part):
    """One thing that can be wrong, and the number that shows it.

    Attributes:
        id: What results call it.
        name: What people call it.
        measure: The measure that shows it.
        min: The measure is at fault below this, or None.
        max: The measure is at fault above this, or None.
        margin: Beyond the limit by less than this is neither right nor wrong.  Doubled where the
            view is not side-on, since angles are foreshortened there.
        for_s: How long it must last.
        clear: Beyond this the measure is clearly at fault, and half of `for_s` is enough; None:
            there is no such value.
        during: When it is looked at: the whole ``set`` (in between the reps only where the person
            is not on the way into the position or out of it: see `Exercise.settled`), during a
            ``rep`` (said only once it is clear that it is one, four fifths of the way to the
            turn), at its ``start`` or ``turn``, in its ``concentric`` or ``eccentric`` part, in a
            ``hold``.
        views: The views from which it can be seen at all.
        relative_to: None: the value itself. ``rep-start``: the change since the rep began.
            ``own-flattest``: the difference to the person's own flattest steady value so far.
        first_max: With ``own-flattest``: up to here the value itself is surely right, so that it
            can be taken for the person's own; the limit while that is not known yet.
        first_margin: The margin that goes with `first_max`.
        severity: What is at stake.
        cue: What to say while it lasts.
        mended: What to say when it is over.
        why: Why it matters, for the report.
        source: Who says so.
    """

    id: CheckId
    name: str
    measure: str
    min: float | None = None
    max: float | None = None
    margin: Annotated[float, Field(ge=0)]
    for_s: Annotated[float, Field(ge=0)] = 0.3
    clear: float | None = None
    during: During = "set"
    views: tuple[View, ...] = ("side",)
    relative_to: RelativeTo | None = None
    first_max: float | None = None
    first_margin: Annotated[float, Field(ge=0)] = 0.0
    severity: Severity
    cue: str
    mended: str
    why: str
    source: str

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        _known_measure(self.measure)
        if (self.min is None) == (self.max is None):
            raise ValueError("give exactly one of min and max")
        side = 1 if self.max is not None else -1
        if self.clear is not None and side * (self.clear - self.limit) <= self.margin:
            raise ValueError("clear must be beyond the limit by more than margin")
        if (self.relative_to == "own-flattest") != (self.first_max is not None):
            raise ValueError('first_max goes with relative_to = "own-flattest", and only with it')
        return self

    @property
    def limit(self) -> float:
        """The limit, whichever way it is meant."""
        return self.max if self.max is not None else self.min or 0.0

    @property
    def unit(self) -> str:
        """The unit of the limit and of values."""
        return MEASURES[self.measure].unit


class Exercise(_Part):
    """One exercise, as its file describes it.

    Attributes:
        id: What commands and results call it (the file's name).
        name: What people call it.
        aliases: Other names.
        about: What it is, in a sentence.
        camera: How to place the camera.
        counts: What is counted, in words.
        views: The views from which it can be counted.
        kind: Whether repetitions are counted or seconds of a hold.
        dose: How much the guides ask for.
        setup: What "in position" means: measures and their ranges.
        settled: What must have come to rest before the position counts as taken: bending down to
            pick something up passes through a set-up position, but does not rest in it.
        rep: What a repetition is.
        hold: What a hold is.
        check: What can be wrong.
    """

    id: ExerciseId
    name: str
    aliases: tuple[str, ...] = ()
    about: str
    camera: str
    counts: str
    views: tuple[View, ...]
    kind: Literal["reps", "hold"]
    dose: Dose
    setup: dict[str, Limits]
    settled: Still | None = None
    rep: Rep | None = None
    hold: Hold | None = None
    check: tuple[Check, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for name in self.setup:
            _known_measure(name)
        if (self.rep is not None) != (self.kind == "reps"):
            raise ValueError('a [rep] table goes with kind = "reps", and only with it')
        if (self.hold is not None) != (self.kind == "hold"):
            raise ValueError('a [hold] table goes with kind = "hold", and only with it')
        ids = [c.id for c in self.check]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"two checks are called {twice[0]!r}")
        return self
