"""The table of an exercise file that says what can be wrong: a check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args

from pydantic import (
    Field,
    model_validator,
)

from formcheck.exercises.tables import Contradiction, Part
from formcheck.exercises.vocabulary import (
    OWN,
    CheckId,
    During,
    NonEmptyText,
    Number,
    QuantityName,
    RelativeTo,
    View,
)
from formcheck.measures import QUANTITIES, REP_TIMES
from formcheck.severity import Severity

_OF_POSTURE = ("for_s", "clear", "during", "turn_views", "relative_to", "first_max", "first_margin")
"""What a check of a rep's time cannot say: it is judged once, when the rep is counted."""


class Check(Part):
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
            ``near-turn``: the change since it came near its turn; with ``concentric`` or
            ``eccentric`` it is looked at from then on.
            ``own-best``: the difference to the person's own lowest steady value so far, at the
            start of reps or all through a hold; not judged until one up to `first_max` was shown.
            ``own-flattest``: the same of a bend of the back, which is told as too close to call,
            rather than not judged, until then.
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
        yield from self._contradictions_of_comparing()

    def _contradictions_of_comparing(self) -> Iterator[Contradiction]:
        if self.during == "best" and self.relative_to is not None:
            yield Contradiction(
                ("during", "relative_to"), '`during = "best"` goes without `relative_to`'
            )
        if self.relative_to == "near-turn" and self.during not in ("concentric", "eccentric"):
            yield Contradiction(
                ("relative_to", "during"),
                '`relative_to = "near-turn"` goes with `during = "concentric"` or "eccentric"',
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
        measure = data.get("measure") if isinstance(data, dict) else None
        if isinstance(measure, str) and measure in REP_TIMES:
            return {"views": list(get_args(View)), **data}
        return data
