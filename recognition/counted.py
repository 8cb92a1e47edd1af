"""What came of sets that were not trained on: counts and faults, and shares of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formcheck.exercises import Exercise


@dataclass(frozen=True)
class Counted:
    """What came of one set in one checker.

    Attributes:
        kind: What was done.
        exercise: What was asked for.
        own: Whether that is what was done.
        view: From where it was seen.
        minutes: How long it was seen.
        true: How many reps were done; None where a rep is so nearly full that nobody can say.
        reps: How many were counted.
        least: How many there are at least, by the doubts.
        most: How many there are at most.
        faulty: The checks that truly failed.
        found: The checks that were said to fail.
        right: The checks that were said to be right for a while.
        unclear: The checks of which nobody can say whether they failed: those of the range of
            motion, where a rep went less than the full way.
        excerpt: Whether the film begins and ends anywhere in the set.
    """

    kind: str
    exercise: str
    own: bool
    view: str
    minutes: float
    true: int | None
    reps: int
    least: int
    most: int
    faulty: frozenset[str]
    found: frozenset[str]
    right: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    excerpt: bool = False

    @property
    def doubted(self) -> bool:
        """Whether the count says that it may be wrong."""
        return self.least != self.most


@dataclass(frozen=True)
class Shares:
    """Shares of sets, 0 to 1; 0 where there is none.

    Attributes:
        exact: Whose count is right.
        within_one: Whose count is off by one at most.
        silent: Whose count is wrong and not doubted.
        doubted_right: Of the right ones, those that are doubted.
        in_range: Of the doubted ones, those whose range has the truth in it.
    """

    exact: float
    within_one: float
    silent: float
    doubted_right: float
    in_range: float


def shares_of(own: Sequence[Counted]) -> Shares:
    """How well sets were counted whose number of reps is known."""
    right = [each for each in own if each.reps == each.true]
    near = [each for each in own if each.true is not None and abs(each.reps - each.true) <= 1]
    silent = [each for each in own if each.reps != each.true and not each.doubted]
    unsure = [each for each in right if each.doubted]
    doubted = [each for each in own if each.doubted]
    within = [e for e in doubted if e.true is not None and e.least <= e.true <= e.most]
    n = max(1, len(own))
    return Shares(
        len(right) / n,
        len(near) / n,
        len(silent) / n,
        len(unsure) / max(1, len(right)),
        len(within) / max(1, len(doubted)),
    )


@dataclass(frozen=True)
class FaultFound:
    """How well a check found what truly fails, in sets and in the views in which it is judged.

    What was not judged is neither right nor wrong, and has numbers of its own.

    Attributes:
        id: Of the check.
        severity: What is at stake.
        faulty: How many sets that were judged have the fault.
        found: In how many of them it was said.
        good: How many that were judged have not.
        accused: In how many of them it was said.
        unjudged_faulty: How many that have the fault were not judged.
        unjudged_good: How many that have not.
    """

    id: str
    severity: str
    faulty: int
    found: int
    good: int
    accused: int
    unjudged_faulty: int = 0
    unjudged_good: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is to be found or said."""
        both = self.faulty + self.found + self.accused
        return 2 * self.found / both if both else 0.0


def found_of(exercise: Exercise, own: Sequence[Counted]) -> Iterator[FaultFound]:
    """Of each check of which there is anything to say, how well it found what fails.

    Args:
        exercise: Whose checks.
        own: What came of its sets.
    """
    for check in exercise.checks:
        seen = [e for e in own if e.view in check.views and check.id not in e.unclear]
        judged = [each for each in seen if check.id in each.found | each.right]
        faulty = [each for each in judged if check.id in each.faulty]
        said = [each for each in judged if check.id in each.found]
        right = sum(check.id in each.faulty for each in said)
        all_faulty = sum(check.id in each.faulty for each in seen)
        if all_faulty or said:
            good = len(judged) - len(faulty)
            wrong = len(said) - right
            unjudged_good = len(seen) - all_faulty - good
            unjudged = all_faulty - len(faulty), unjudged_good
            yield FaultFound(check.id, check.severity, len(faulty), right, good, wrong, *unjudged)
