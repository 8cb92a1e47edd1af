"""What is counted and measured on one clip, by name, so that groups of clips can be added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from formcheck.evaluation.statistics.scores import ClipScore
from formcheck.evaluation.truth.setting import Setting


@dataclass(slots=True)
class Tally:
    """Numbers to add up, and values to take the median of.

    Attributes:
        counts: Numbers by name.
        values: Values by name.

    >>> tally = Tally()
    >>> tally.count("reps/clips")
    >>> tally.measure("holds", 0.4)
    >>> tally.counts, tally.values
    ({'reps/clips': 1.0}, {'holds': [0.4]})
    """

    counts: dict[str, float] = field(default_factory=dict)
    values: dict[str, list[float]] = field(default_factory=dict)

    def count(self, name: str, number: float = 1.0) -> None:
        """Add to a number."""
        self.counts[name] = self.counts.get(name, 0.0) + number

    def measure(self, name: str, value: float) -> None:
        """Keep a value."""
        self.values.setdefault(name, []).append(value)

    @classmethod
    def of_all(cls, tallies: Iterable[Tally]) -> Tally:
        """Several in one."""
        whole = cls()
        values: defaultdict[str, list[float]] = defaultdict(list)
        for tally in tallies:
            for name, number in tally.counts.items():
                whole.count(name, number)
            for name, more in tally.values.items():
                values[name] += more
        whole.values = dict(values)
        return whole


@dataclass(frozen=True, slots=True)
class ClipRun:
    """One clip, analysed as one exercise.

    Attributes:
        score: What came of it, in words.
        tally: What came of it, in numbers.
        facts: Its conditions, by which it is grouped.
        supported: Whether the exercise supports the clip's view; true of a clip of none.
        minutes: How long the clip is.
        model: The pose model that found the poses.
        setting: Whether it was taken as people take theirs, or is harder; None if unknown.
    """

    score: ClipScore
    tally: Tally
    facts: dict[str, str | float]
    supported: bool
    minutes: float
    model: str
    setting: Setting | None = None


@dataclass(slots=True)
class Findings:
    """What one clip's score is made from, while it is being made.

    Attributes:
        tally: The numbers.
        why: What is wrong, in words.
        error_score: How wrong it is.
    """

    tally: Tally = field(default_factory=Tally)
    why: list[str] = field(default_factory=list)
    error_score: float = 0.0

    def add_error(self, error_score: float, why: str) -> None:
        """Something is wrong."""
        self.error_score += error_score
        self.why.append(why)
