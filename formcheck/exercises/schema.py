"""What an exercise file may say.  Everything in it is data: no code, no expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from formcheck.measures import MEASURES, QUANTITIES, REP_TIMES, SIGNALS
from formcheck.severity import Severity

View = Literal["side", "three-quarter", "front", "back"]
During = Literal["set", "rep", "start", "turn", "best", "concentric", "eccentric", "hold"]
Direction = Literal["rises", "falls"]
RelativeTo = Literal["rep-start", "rep-turn", "own-flattest", "own-best"]
OWN: tuple[RelativeTo, ...] = ("own-flattest", "own-best")
"""What compares with the person's own best steady value; backs are told as flat ones."""

Equipment = Literal[
    "none",
    "dumbbells",
    "barbell",
    "kettlebell",
    "cable",
    "band",
    "machine",
    "bench",
    "chair",
    "ball",
]
Load = Literal["none", "one", "two", "bar"]
BodyPart = Literal[
    "upper back",
    "shoulders",
    "arms",
    "chest",
    "core",
    "lower back",
    "legs",
    "whole body",
    "posture",
]

ExerciseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
CheckId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]


def _known_measure(name: str) -> str:
    if name not in MEASURES:
        raise PydanticCustomError("unknown_measure", "there is no such measure")
    return name


def _known_signal(name: str) -> str:
    if name not in SIGNALS:
        raise PydanticCustomError("unknown_signal", "there is no such sign of a rep")
    return name


def _known_quantity(name: str) -> str:
    if name not in QUANTITIES:
        raise PydanticCustomError("unknown_measure", "there is no such measure")
    return name


SignalName = Annotated[str, AfterValidator(_known_signal)]
MeasureName = Annotated[str, AfterValidator(_known_measure)]
QuantityName = Annotated[str, AfterValidator(_known_quantity)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True, ge=1)]
Flag = Annotated[bool, Field(strict=True)]
NonEmptyText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""What people read or hear: not empty."""


class Contradiction(NamedTuple):
    """Keys of one table that do not go together.

    Attributes:
        keys: The keys, as the file writes them.
        words: What is wrong and what is allowed, a sentence without its full stop.
    """

    keys: tuple[str, ...]
    words: str


class _Part(BaseModel):
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


class Limits(_Part):
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


class Dose(_Part):
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


class Still(_Part):
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


class RepStage(_Part):
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


class Rep(_Part):
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
    also: tuple[ExerciseId, ...] = ()
    stages: tuple[RepStage, ...] = Field(default=(), alias="stage")

    def contradictions(self) -> Iterator[Contradiction]:
        """All keys that do not go together."""
        ids = [each.id for each in self.stages]
        for twice in sorted({i for i in ids if ids.count(i) > 1}):
            words = f'two stages are called "{twice}"; give each an `id` of its own'
            yield Contradiction(("stage",), words)
        travel = abs(self.turn - self.start)
        if travel < self.min_range:
            yield Contradiction(
                ("start", "turn", "min_range"),
                f"`start` {self.start:g} and `turn` {self.turn:g} are {travel:g} apart, "
                f"less than `min_range` {self.min_range:g}",
            )


class Hold(_Part):
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


_OF_POSTURE = ("for_s", "clear", "during", "turn_views", "relative_to", "first_max", "first_margin")
"""What a check of a rep's time cannot say: it is judged once, when the rep is counted."""


class Check(_Part):
    """One thing that can be wrong, and the number that shows it.

    Attributes:
        id: What results call it.
        name: What people call it.
        measure: The measure that shows it, or a time of the rep.
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
            turn), at its ``start``, at its ``turn`` (when the rep is counted), at its ``best``
            (the best value that it reached for `for_s`, when it is counted), in its
            ``concentric`` or ``eccentric`` part, in a ``hold``.
        views: The views from which it can be seen at all.
        turn_views: Those of them from which it can be told near the turn of a rep, too; from the
            others it is not sure there.  None: from all.
        relative_to: None: the value itself. ``rep-start``: the change since the rep began.
            ``rep-turn``: the change since it turned, which is known only on the way back.
            ``own-best``: the difference to the person's own lowest steady value so far, at the
            start of reps or all through a hold; not judged until one up to `first_max` was shown.
            ``own-flattest``: the same of a back, which is told to be too close to call till then.
        first_max: With either of these: up to here the value itself is surely right, so that it
            can be taken for the person's own; the limit while that is not known yet.
        first_margin: The margin that goes with `first_max`.
        severity: What is at stake.
        cue: What to say while it lasts.
        mended: What to say when it is over.
        why: Why it matters, for the report.
        source: Who says so.
    """

    id: CheckId
    name: NonEmptyText
    measure: QuantityName
    min: Number | None = None
    max: Number | None = None
    margin: Annotated[Number, Field(ge=0)]
    for_s: Annotated[Number, Field(ge=0)] = 0.3
    clear: Number | None = None
    during: During = "set"
    views: Annotated[tuple[View, ...], Field(min_length=1)] = ("side",)
    turn_views: Annotated[tuple[View, ...], Field(min_length=1)] | None = None
    relative_to: RelativeTo | None = None
    first_max: Number | None = None
    first_margin: Annotated[Number, Field(ge=0)] = 0.0
    severity: Severity
    cue: NonEmptyText
    mended: str
    why: str
    source: str

    def contradictions(self) -> Iterator[Contradiction]:
        """All keys that do not go together."""
        for key in _OF_POSTURE if self.is_of_tempo else ():
            if key in self.model_fields_set:
                words = f"`{key}` goes with a measure of the body, not with the time of a rep"
                yield Contradiction((key, "measure"), words)
        if self.min is None and self.max is None:
            yield Contradiction(
                ("min", "max"), "give exactly one of `min` and `max`; neither is there"
            )
        elif self.min is not None and self.max is not None:
            words = "give exactly one of `min` and `max`; both are there (a range is two checks)"
            yield Contradiction(("min", "max"), words)
        elif self.clear is not None:
            side = 1 if self.max is not None else -1
            if side * (self.clear - self.limit) <= self.margin:
                key, way = ("max", "above") if side == 1 else ("min", "below")
                beyond = self.limit + side * self.margin
                yield Contradiction(
                    ("clear", key, "margin"),
                    f"`clear` must be {way} {beyond:g}, beyond the limit by more than `margin`; "
                    f"found {self.clear:g}",
                )
        if self.during == "best" and self.relative_to is not None:
            yield Contradiction(
                ("during", "relative_to"), '`during = "best"` goes without `relative_to`'
            )
        if self.relative_to in OWN and (self.first_max is None or self.max is None):
            yield Contradiction(
                ("relative_to", "first_max"),
                f'`relative_to = "{self.relative_to}"` needs `max` and `first_max`, too',
            )
        if self.relative_to not in OWN and self.first_max is not None:
            yield Contradiction(
                ("first_max", "relative_to"),
                '`first_max` goes with `relative_to = "own-best"` or "own-flattest" alone',
            )

    @property
    def limit(self) -> float:
        """The limit, whichever way it is meant."""
        return self.max if self.max is not None else self.min or 0.0

    @property
    def unit(self) -> str:
        """The unit of the limit and of values."""
        return QUANTITIES[self.measure].unit

    @property
    def is_of_tempo(self) -> bool:
        """Whether it asks for a time of the rep, and is judged when the rep is counted."""
        return self.measure in REP_TIMES

    @model_validator(mode="before")
    @classmethod
    def _seen_from_everywhere(cls, data: Any) -> Any:
        """A time can be told from wherever the rep is counted."""
        if isinstance(data, dict) and data.get("measure") in REP_TIMES:
            return {"views": list(get_args(View)), **data}
        return data


class Exercise(_Part):
    """One exercise, as its file describes it.

    Attributes:
        id: What commands and results call it (the file's name).
        name: What people call it.
        aliases: Other names.
        about: What it is, in a sentence.
        body_part: What it is for, by which exercises are grouped; None: it is in no group.
        muscles: The muscles that it works, as people call them, the most important first.
        equipment: What it can be done with, any of it; ``none`` where nothing is needed.
        load: What is lifted: ``none``, ``one`` weight (a stack of plates, too), ``two`` (one in
            each hand), or a ``bar``.
        look_alikes: Movements that look like it and are not counted.
        not_seen: What no camera shows of it, a sentence each.
        source: Who prescribes it.
        camera: How to place the camera.
        counts: What is counted, in words.
        views: The views from which it can be counted.
        kind: Whether repetitions are counted or seconds of a hold; of a hold with a `rep` both
            are: it is timed, and what is done within it is counted.
        dose: How much the guides ask for.
        setup: What "in position" means: measures and their ranges.
        settled: What must have come to rest before the position counts as taken: bending down to
            pick something up passes through a set-up position, but does not rest in it.
        rep: What a repetition is.
        hold: What a hold is.
        checks: What can be wrong; ``[[check]]`` in the file.
    """

    id: ExerciseId
    name: NonEmptyText
    aliases: tuple[NonEmptyText, ...] = ()
    about: str
    body_part: BodyPart | None = None
    muscles: tuple[NonEmptyText, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    load: Load = "none"
    look_alikes: tuple[NonEmptyText, ...] = ()
    not_seen: tuple[NonEmptyText, ...] = ()
    source: str = ""
    camera: str
    counts: str
    views: Annotated[tuple[View, ...], Field(min_length=1)]
    kind: Literal["reps", "hold"]
    dose: Dose
    setup: dict[MeasureName, Limits]
    settled: Still | None = None
    rep: Rep | None = None
    hold: Hold | None = None
    checks: tuple[Check, ...] = Field(default=(), alias="check")

    _file: str = PrivateAttr(default="")
    _lines: Mapping[tuple[str | int, ...], int] = PrivateAttr(default_factory=dict)
    _texts: Mapping[str, Mapping[tuple[str | int, ...], str]] = PrivateAttr(default_factory=dict)

    def contradictions(self) -> Iterator[Contradiction]:
        """All keys that do not go together."""
        if self.hold is not None and self.kind != "hold":
            yield Contradiction(
                ("hold", "kind"),
                'a [hold] table goes with `kind = "hold"`, and only with it; '
                f'found `kind = "{self.kind}"`',
            )
        for table, kind in (("rep", "reps"), ("hold", "hold")):
            if getattr(self, table) is None and self.kind == kind:
                yield Contradiction(("kind", table), f'`kind = "{kind}"` needs a [{table}] table')
        if self.rep is None and (timed := [c.id for c in self.checks if c.is_of_tempo]):
            words = f'the check "{timed[0]}" is of a rep\'s time; it needs a [rep] table'
            yield Contradiction(("check", "rep"), words)
        ids = [c.id for c in self.checks]
        for twice in sorted({i for i in ids if ids.count(i) > 1}):
            words = f'two checks are called "{twice}"; give each an `id` of its own'
            yield Contradiction(("check",), words)

    def judges_reps_by(self, check: Check) -> bool:
        """Whether a check is told of in reps, rather than in seconds of a hold."""
        of_a_part = check.is_of_tempo or check.during not in ("set", "hold")
        return self.kind == "reps" or (self.rep is not None and of_a_part)

    def written_in(
        self,
        file: str,
        lines: Mapping[tuple[str | int, ...], int],
        texts: Mapping[str, Mapping[tuple[str | int, ...], str]] | None = None,
    ) -> Self:
        """The same, and it knows where it was read from.

        Args:
            file: The file's name.
            lines: The line of each key, from 1, by the way to it: ``("check", 0, "views")``.
            texts: Its texts in other languages than English, by language and way.
        """
        self._file, self._lines, self._texts = file, lines, texts or {}
        return self

    def in_language(self, language: str) -> Self:
        """The same with its texts in a language; those that the file does not give are English.

        Args:
            language: Its code, ``de``.
        """
        mine = self._texts.get(language)
        if not mine:
            return self
        checks = tuple(
            check.model_copy(
                update={str(way[2]): t for way, t in mine.items() if way[1:2] == (at,)}
            )
            for at, check in enumerate(self.checks)
        )
        own = {str(way[0]): text for way, text in mine.items() if len(way) == 1}
        return self.model_copy(update={**own, "checks": checks})

    def place_of(self, *way: str | int) -> str:
        """Where a key stands, as a user is told: "line 31 of row.toml"; "" where it is not known.

        Args:
            way: The way to it: ``"check", 0, "views"``.
        """
        line = self._lines.get(way)
        return f"line {line} of {self._file}" if line else self._file
