"""Why nothing was counted, as the one sentence that a person reads first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from formcheck.events import AttemptReason, MissingKind, State, Status
from formcheck.exercises import Exercise
from formcheck.result.exercise_words import VIEW_WORDS, views_in_words
from formcheck.result.position_words import part_of

UPRIGHT_DEG = 60.0
"""A trunk that leans up more than this is a standing or a sitting person's."""

PRONE_DEG = 45.0
"""An exercise whose trunk may lean up no more than this is done near the floor."""

NOBODY = "Nobody was in the picture"
TOO_DARK = "The picture is too dark to see you"

DARK_SHARE = 0.5
"""A source of which more frames than this share are too dark to see anybody is dark."""

HARDLY_SHARE = 0.2
"""In no more than this share of a dark source's frames somebody is found by luck."""

_TROUBLES = {
    MissingKind.NOBODY: "You could not be seen clearly enough to judge anything",
    MissingKind.MORE_THAN_ONE: "More than one person was in the picture",
    MissingKind.IMPLAUSIBLE: "You could not be seen clearly enough to judge anything",
}
_TRUNK = ("torso_inclination", "trunk_rise")

_ATTEMPTS = {
    AttemptReason.SHALLOW: "turned back before the full range was reached",
    AttemptReason.NOT_LOCKED_OUT: "did not come back to the start",
    AttemptReason.TOO_FAST: "went too fast",
    AttemptReason.LEFT_OUT: "left a part of the movement out",
    AttemptReason.LOST_SIGHT: "could not be seen to its end",
}


def attempts_in_words(reasons: Iterable[AttemptReason]) -> str:
    """Why no rep was counted of the movements that were made: the most frequent reason first.

    Args:
        reasons: The reason of each movement, at least one.

    >>> shallow, fast = AttemptReason.SHALLOW, AttemptReason.TOO_FAST
    >>> attempts_in_words([shallow])
    '1 movement, not counted: it turned back before the full range was reached'
    >>> attempts_in_words([shallow, shallow])
    '2 movements, none counted: each turned back before the full range was reached'
    >>> attempts_in_words([fast, shallow, shallow])
    '3 movements, none counted: 2 turned back before the full range was reached, 1 went too fast'
    """
    times = Counter(reasons)
    total = times.total()
    if total == 1:
        return f"1 movement, not counted: it {_ATTEMPTS[next(iter(times))]}"
    if len(times) == 1:
        return f"{total} movements, none counted: each {_ATTEMPTS[next(iter(times))]}"
    parts = [f"{number} {_ATTEMPTS[reason]}" for reason, number in times.most_common()]
    return f"{total} movements, none counted: {', '.join(parts)}"


class Hindrances:
    """What kept a person from being in position, and for how many frames.

    Args:
        exercise: What is checked.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._kept: Counter[tuple[MissingKind, str, str | None]] = Counter()
        self._upright = 0
        self._frames = 0
        self._present = 0
        self._in_position = 0

    def update(self, status: Status, *, present: bool) -> None:
        """Takes one frame's status, and whether a person was found in it."""
        self._frames += 1
        if not present:
            return
        self._present += 1
        if status.state is State.ACTIVE:
            self._in_position += 1
        missing = status.missing
        if missing is None:
            return
        self._kept[missing.kind, missing.measure, missing.bound] += 1
        self._upright += missing.measure in _TRUNK and missing.value > UPRIGHT_DEG

    def reason(self, view: str | None, *, dark: float = 0.0, perhaps: str = "") -> str:
        """Why nothing was counted.

        Args:
            view: The camera's view that lasted longest; None if never known.
            dark: The share of the frames that are too dark to see anybody, from 0 to 1.
            perhaps: How many reps there may have been all the same, in words; "" for none.
        """
        exercise = self._exercise
        called = exercise.name[:1].lower() + exercise.name[1:]
        hidden_by_the_dark = dark > DARK_SHARE and self._present <= HARDLY_SHARE * self._frames
        if hidden_by_the_dark or not self._present:
            return TOO_DARK if hidden_by_the_dark else NOBODY
        if self._upright * 2 > self._present and self._is_prone():
            return f"You were standing or sitting: this is a {called}'s check"
        if view is not None and view not in exercise.views:
            wanted = views_in_words(exercise.views)
            return f"Filmed from {VIEW_WORDS[view]}: a {called} is judged from {wanted}"
        if self._in_position * 2 > self._present:
            none = "hold was long enough" if exercise.kind == "hold" else "rep was made"
            done = f"rep is sure: {perhaps}" if perhaps else none
            return f"You were in position, but no {done}"
        if not self._kept:
            return f"You were not in the position of a {called}"
        (kind, measure, bound), _ = self._kept.most_common(1)[0]
        return self._in_words(kind, measure, bound).format(called)

    def _is_prone(self) -> bool:
        limits = self._exercise.setup.get("torso_inclination")
        return limits is not None and limits.max is not None and limits.max <= PRONE_DEG

    def _in_words(self, kind: MissingKind, measure: str, bound: str | None) -> str:
        """What kept the person from being in position; ``{}`` stands for the exercise."""
        match kind:
            case MissingKind.HIDDEN:
                part = part_of(measure)
                return f"{part[0].upper()}{part[1:]} were hidden or out of the picture"
            case MissingKind.OUT_OF_RANGE:
                return self._elsewhere(measure, bound)
            case MissingKind.MOVING | MissingKind.UNSETTLED:
                return "You did not come to rest in the position of a {}"
            case _:
                return _TROUBLES[kind]

    def _elsewhere(self, measure: str, bound: str | None) -> str:
        if measure in _TRUNK and bound == "max":
            if self._is_prone():
                return "Your trunk was too high for a {}"
            return "You stood upright: a {} is done leaning forward"
        if measure == "leg_inclination" and bound == "min":
            return "You were not standing: this is a {}'s check"
        if measure == "leg_inclination":
            return "Your legs were not stretched out behind you: this is a {}'s check"
        return "You were not in the position of a {}"
