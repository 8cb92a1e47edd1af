"""The rules of progress and recovery, read from the data file that formcheck brings."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    source: str = Field(min_length=1)


class Earned(_Rule):
    """When a session counts towards more.

    Attributes:
        clean_share: Of the judged reps or seconds of each set, at least this share is clean.
        sessions: So many sessions in a row earn more.
    """

    clean_share: Share
    sessions: int = Field(ge=1)


class Judged(_Rule):
    """How much must have been judged for any proposal.

    Attributes:
        share: Of the reps or seconds of a session.
    """

    share: Share


class Form(_Rule):
    """When form fell.

    Attributes:
        fell: By so much the clean share lies below that of the session before.
        less_below: Below this clean share less is proposed.
    """

    fell: Share
    less_below: Share


class Step(BaseModel):
    """The step in which weights of a size grow.

    Attributes:
        below_kg: The weights are lighter than this.
        kg: The step.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    below_kg: float = Field(gt=0)
    kg: float = Field(gt=0)


class Load(_Rule):
    """How a load grows.

    Attributes:
        share: By this share, rounded to a step, and by one step at least.
        steps: The steps, those of light weights first.
    """

    share: Share
    steps: tuple[Step, ...] = Field(min_length=1)


class Amount(_Rule):
    """How a target of reps or seconds grows.

    Attributes:
        step: By so much.
        most: Not beyond this.
    """

    step: int = Field(ge=1)
    most: int = Field(ge=1)


class Recovery(_Rule):
    """How long muscles rest.

    Attributes:
        hours: From the end of one training of them to the next.
    """

    hours: float = Field(gt=0)


class Rules(BaseModel):
    """All rules, each with its source.

    Attributes:
        earned: When a session counts towards more.
        judged: How much must have been judged.
        form: When form fell.
        load: How a load grows.
        reps: How a target of reps grows where there is no load.
        seconds: How a target of seconds grows.
        recovery: How long muscles rest.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    earned: Earned
    judged: Judged
    form: Form
    load: Load
    reps: Amount
    seconds: Amount
    recovery: Recovery


@cache
def shipped_rules() -> Rules:
    """The rules that formcheck brings.

    >>> shipped_rules().recovery.hours
    48.0
    """
    file = resources.files("formcheck.plans") / "progression.toml"
    return Rules.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
