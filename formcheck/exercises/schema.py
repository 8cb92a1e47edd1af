"""What an exercise file may say.  Everything in it is data: no code, no expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import (
    Field,
    PrivateAttr,
)

from formcheck.exercises.check import Check
from formcheck.exercises.tables import Contradiction, Dose, Hold, Limits, Part, Rep, Still
from formcheck.exercises.vocabulary import (
    BodyPart,
    Equipment,
    ExerciseId,
    Load,
    MeasureName,
    NonEmptyText,
    View,
)


class Exercise(Part):
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
