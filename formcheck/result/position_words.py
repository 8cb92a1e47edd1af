"""What keeps a person from being in position, in words for them."""

from __future__ import annotations

import re

from formcheck.events import Reason
from formcheck.exercises import Exercise
from formcheck.measures import MEASURES
from formcheck.result.measure_words import bound, told

_TROUBLES = {
    Reason.MORE_THAN_ONE.value: "more than one person is in view",
    Reason.IMPLAUSIBLE.value: "you cannot be seen clearly",
}
_FOUND = re.compile(
    r"(?P<label>.+): (?P<value>-?\d+), at (?P<side>most|least) (?P<limit>-?[\d.e+]+)"
)


def position_words(missing: str, exercise: Exercise) -> str:
    """The same as `Status.missing`, without the names that measures have.

    Args:
        missing: What a session says.
        exercise: What is done.

    >>> from formcheck.exercises import load_exercise
    >>> position_words("trunk above the horizontal: 80, at most 72", load_exercise("reverse-fly"))
    '80° between trunk and floor; right is at most 72°'
    >>> position_words("hips above the body line: -41, at least -30", load_exercise("push-up"))
    '41° below the line from shoulders to feet; right is at most 30°'
    >>> position_words("implausible skeleton", load_exercise("plank"))
    'you cannot be seen clearly'
    """
    found = _FOUND.fullmatch(missing)
    named = {MEASURES[name].label: MEASURES[name] for name in exercise.setup}
    if found is None or found["label"] not in named:
        return _TROUBLES.get(missing, missing)
    measure = named[found["label"]]
    number, phrase = told(float(found["value"]), measure)
    right, of = bound(float(found["limit"]), measure, upper=found["side"] == "most")
    return f"{number} {phrase}; right is {right}{'' if of == phrase else f' {of}'}"
