"""What measured numbers are of, in words: "57° between trunk and floor; right is at most 48°"."""

from __future__ import annotations

from formcheck.exercises import Check, Exercise
from formcheck.measures import MEASURES, QUANTITIES, Measure, RepTime
from formcheck.result.document import Fault
from formcheck.result.number_words import value
from formcheck.result.phrases import say

_SINCE = {
    "rep-start": "when the rep began",
    "rep-turn": "when the rep turned",
    "near-turn": "when the rep came near its turn",
}


def told(number: float | None, measure: Measure | RepTime) -> tuple[str, str]:
    """A number of a measure, and what it is of.

    >>> told(62.4, MEASURES["reach"]), told(-13.6, MEASURES["body_line"])
    (('62 %', 'of the straight arm'), ('14°', 'below the line from shoulders to feet'))
    """
    if measure.below and number is not None and number <= -0.5:
        return value(-number, measure.unit), measure.below
    return value(number, measure.unit), measure.phrase


def bound(limit: float, measure: Measure | RepTime, *, upper: bool) -> tuple[str, str]:
    """A limit of a measure with the side on which is right, and what it is of.

    Args:
        limit: The limit.
        measure: What is measured.
        upper: Whether smaller numbers are right.

    >>> line = MEASURES["body_line"]
    >>> bound(-5, line, upper=False)
    ('at most 5°', 'below the line from shoulders to feet')
    >>> bound(0, line, upper=False)
    ('at most 0°', 'below the line from shoulders to feet')
    """
    if measure.below and abs(limit) < 0.5:
        return "at most 0°", measure.phrase if upper else measure.below
    number, phrase = told(limit, measure)
    upper = upper != (phrase == measure.below)
    return f"at {'most' if upper else 'least'} {number}", phrase


def limit_of(check: Check) -> str:
    """A check's limit as a person would say it.

    >>> from formcheck.exercises import load_exercise
    >>> for check in load_exercise("bent-over-row").checks[:3]:
    ...     print(limit_of(check))
    at most 48° between trunk and floor
    at most 15° more between trunk and floor than when the rep began
    at most 9° more in the curve of the back than in your own flattest back
    >>> limit_of(load_exercise("push-up").checks[0])
    'at most 5° below the line from shoulders to feet'
    """
    if check.relative_to is not None:
        return f"at most {value(abs(check.limit), check.unit)} {_more(check)}"
    number, phrase = bound(check.limit, QUANTITIES[check.measure], upper=check.max is not None)
    return f"{number} {phrase}"


def measured(fault: Fault, check: Check | None) -> tuple[str, str]:
    """The number that shows a fault, and what it is of and should have been.

    Args:
        fault: The fault.
        check: What was checked; None where nobody knows any more.

    >>> from formcheck.exercises import load_exercise
    >>> upright, swinging = load_exercise("bent-over-row").checks[:2]
    >>> fault = Fault(id=upright.id, from_s=1, to_s=2, value=57.3, limit=45, unit="deg", rep=1,
    ...               severity="technique", cue="")
    >>> measured(fault, upright)
    ('57°', 'between trunk and floor, at worst; right is at most 45°')
    >>> measured(fault.model_copy(update={"limit": 15}), swinging)
    ('57°', 'more between trunk and floor than when the rep began, at worst; right is at most 15°')
    >>> sagging = load_exercise("push-up").checks[0]
    >>> measured(fault.model_copy(update={"value": -13.6, "limit": -5}), sagging)
    ('14°', 'below the line from shoulders to feet, at worst; right is at most 5°')
    """
    if check is None:
        limit = value(fault.limit, fault.unit)
        return value(fault.value, fault.unit), say("at_worst", limit=limit)
    measure = QUANTITIES[check.measure]
    own_known = fault.limit is None or abs(fault.limit - check.limit) <= 0.01
    if check.relative_to is not None and (own_known or check.relative_to in _SINCE):
        number = value(None if fault.value is None else abs(fault.value), check.unit)
        limit = value(abs(check.limit), check.unit)
        return number, f"{_more(check)}, at worst; right is at most {limit}"
    number, phrase = told(fault.value, measure)
    broken = check.limit if fault.limit is None else fault.limit
    limit, of = bound(broken, measure, upper=check.max is not None)
    right = f"right is {limit}" if of == phrase else f"right is {limit} {of}"
    if check.relative_to is not None:
        right += " while your own is not known yet"
    return number, f"{phrase}, at worst; {right}"


def range_of(exercise: Exercise) -> str:
    """What a rep's range of motion is of, as it stands behind it; "" for a hold.

    >>> from formcheck.exercises import load_exercise
    >>> range_of(load_exercise("push-up")), range_of(load_exercise("plank"))
    ('of the straight arm', '')
    """
    return MEASURES[exercise.rep.measure].phrase if exercise.rep else ""


def _more(check: Check) -> str:
    more = "more" if check.max is not None else "less"
    phrase = f"{more} {QUANTITIES[check.measure].phrase} than"
    if check.relative_to in _SINCE:
        return f"{phrase} {_SINCE[check.relative_to]}"
    if check.relative_to == "own-best":
        return f"{phrase} in your own upright posture"
    return f"{phrase} in your own flattest back"
