"""A workout as its file says it: blocks of steps, what each takes, and how long it all lasts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from formcheck.catalogue import Catalogue

BlockKind = Literal["warm-up", "straight", "circuit", "intervals", "emom", "rest"]

SECONDS_PER_REP = 3.0
"""What a rep is taken to last where a workout's length is told: ours."""


def _tuple_of(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Seconds = Annotated[int, Field(strict=True, ge=1, le=7200)]
Count = Annotated[int, Field(strict=True, ge=1, le=100)]
Range = Annotated[tuple[Count, Count], BeforeValidator(_tuple_of)]
Text = Annotated[str, Field(strict=True, min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Part):
    """One thing that is done in a block.

    Attributes:
        exercise: The id, name or alias of an exercise, which the camera counts and judges.
        activity: Something else, which is timed and ticked off.
        reps: The reps to aim at.
        seconds: How long it lasts.
        load_kg: What is moved.
        note: A hint for the person.
    """

    exercise: Text | None = Field(None, description='a text, such as "bent-over-row"')
    activity: Text | None = Field(None, description='a text, such as "cycling"')
    reps: Range | None = Field(None, description="two whole numbers, such as [10, 12]")
    seconds: Seconds | None = Field(None, description="a whole number of seconds, 1 to 7200")
    load_kg: Annotated[float, Field(strict=True, gt=0, le=500)] | None = Field(
        None, description="a number of kilograms, over 0 to 500"
    )
    note: Text | None = Field(None, description="a text in quotes")

    @property
    def lasts_s(self) -> float:
        """About how long it lasts."""
        return self.seconds or (self.reps[1] * SECONDS_PER_REP if self.reps else 0.0)


class Block(_Part):
    """A part of a workout.

    Attributes:
        kind: How its steps follow each other.
        name: What it is called.
        sets: How often each step is done before the next one.
        rounds: How often all steps are gone through.
        work_s: How long each step of the intervals lasts.
        rest_s: The rest after each set or step.
        round_rest_s: The rest between two rounds.
        minutes: How many minutes; one step begins with each.
        seconds: How long the rest lasts.
        steps: What is done.
    """

    kind: BlockKind = Field(
        description='one of "warm-up", "straight", "circuit", "intervals", "emom" or "rest"'
    )
    name: Text | None = Field(None, description="a text in quotes")
    sets: Count | None = Field(None, description="a whole number, 1 to 100")
    rounds: Count | None = Field(None, description="a whole number, 1 to 100")
    work_s: Seconds | None = Field(None, description="a whole number of seconds, 1 to 7200")
    rest_s: Seconds | None = Field(None, description="a whole number of seconds, 1 to 7200")
    round_rest_s: Seconds | None = Field(None, description="a whole number of seconds, 1 to 7200")
    minutes: Count | None = Field(None, description="a whole number, 1 to 100")
    seconds: Seconds | None = Field(None, description="a whole number of seconds, 1 to 7200")
    steps: tuple[Step, ...] = Field((), alias="step", description="a table for each")

    @property
    def lasts_s(self) -> float:
        """About how long it lasts, with the rests between its steps and rounds."""
        if self.kind == "rest":
            return float(self.seconds or 0)
        if self.kind == "emom":
            return 60.0 * (self.minutes or 0)
        times = (self.sets or 1) * (self.rounds or 1)
        work = sum(self.work_s or step.lasts_s for step in self.steps) * times
        rests = max(len(self.steps) * times - 1, 0)
        between = (self.rounds or 1) - 1 if self.round_rest_s else 0
        return work + (rests - between) * (self.rest_s or 0) + between * (self.round_rest_s or 0)


class Workout(_Part):
    """A workout.

    Attributes:
        id: The name of its file without the ending.
        name: What it is called.
        about: What it is, in a sentence.
        source: Where it comes from.
        days_per_week: On how many days it is done.
        blocks: Its parts, in their order.
    """

    id: str
    name: Text = Field(description="a text in quotes")
    about: Text = Field(description="a text in quotes")
    source: Text = Field(description="a text in quotes")
    days_per_week: Annotated[int, Field(strict=True, ge=1, le=7)] | None = Field(
        None, description="a whole number, 1 to 7"
    )
    blocks: tuple[Block, ...] = Field(alias="block", min_length=1, description="a table for each")

    @property
    def lasts_s(self) -> float:
        """About how long it lasts; what the person does between two blocks is not in it."""
        return sum(block.lasts_s for block in self.blocks)

    @property
    def texts(self) -> tuple[str, ...]:
        """What of it people read that is another text in another language; not its source."""
        found: list[str | None] = [self.name, self.about]
        for block in self.blocks:
            found.append(block.name)
            found += [text for step in block.steps for text in (step.activity, step.note)]
        return tuple(filter(None, found))

    def said(self, language: Catalogue) -> Workout:
        """It in a language; what that does not have stays as it is.

        Args:
            language: The texts of the language.
        """

        def in_it(text: str | None) -> str | None:
            return text and language.translated(text)

        blocks = tuple(
            block.model_copy(
                update={
                    "name": in_it(block.name),
                    "steps": tuple(
                        step.model_copy(
                            update={"activity": in_it(step.activity), "note": in_it(step.note)}
                        )
                        for step in block.steps
                    ),
                }
            )
            for block in self.blocks
        )
        return self.model_copy(
            update={"name": in_it(self.name), "about": in_it(self.about), "blocks": blocks}
        )


KEYS_OF: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "warm-up": (("step",), ("rounds", "rest_s")),
    "straight": (("sets", "rest_s", "step"), ()),
    "circuit": (("rounds", "step"), ("rest_s", "round_rest_s")),
    "intervals": (("rounds", "work_s", "rest_s", "step"), ("round_rest_s",)),
    "emom": (("minutes", "step"), ()),
    "rest": (("seconds",), ()),
}
"""The keys that a block of each kind needs, and those that it may have besides `name`."""
