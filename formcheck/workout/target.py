"""How much of an exercise is to be done: sets, reps or seconds, and the rest between them."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises import Exercise

COUNTDOWN_S = 3.0
"""How long the countdown lasts, from being in position to the start of the set, seconds."""


@dataclass(frozen=True, slots=True)
class Target:
    """How much is to be done.

    Attributes:
        sets: How many sets.
        reps: Reps in each; None for a hold, and where as many are done as a time allows.
        hold_s: Seconds to hold in each; None for reps.
        rest_s: Seconds of rest between them.
        countdown_s: Seconds of countdown before each; 0 where nobody could hear it.
        at_least: So many reps are enough; None for all of them.
        work_s: Reps are counted for so many seconds; None where nothing but a count or a hold
            ends a set.
    """

    sets: int
    reps: int | None = None
    hold_s: float | None = None
    rest_s: float = 60.0
    countdown_s: float = COUNTDOWN_S
    at_least: int | None = None
    work_s: float | None = None

    @property
    def aim(self) -> tuple[int, int] | None:
        """The reps or whole seconds of a set that are aimed at, from and to.

        >>> Target(3, reps=10).aim, Target(3, hold_s=20.0).aim
        ((10, 10), (20, 20))
        """
        amount = self.reps or (self.hold_s and round(self.hold_s))
        return (self.at_least or amount, amount) if amount else None

    @property
    def counts(self) -> bool:
        """Whether reps are what is shown of a set, not seconds."""
        return self.hold_s is None

    @classmethod
    def of(cls, exercise: Exercise) -> Target:
        """What the exercise's dose asks for: the lower end.

        >>> from formcheck.exercises import load_exercise
        >>> plank = Target.of(load_exercise("plank"))
        >>> plank.sets, plank.reps, plank.hold_s
        (3, None, 20.0)
        """
        dose = exercise.dose
        if exercise.kind == "hold":
            return cls(dose.sets, hold_s=dose.hold_s[0] if dose.hold_s else 20.0)
        return cls(dose.sets, reps=dose.reps[0] if dose.reps else 10)
