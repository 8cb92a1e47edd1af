"""What came of each check: a fault, no fault, or not judged and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.exercises import Check, Exercise
from formcheck.result import number_words
from formcheck.result.document import Fault, Result
from formcheck.result.phrases import reps_words, say

CheckOutcome = Literal["right", "wrong", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """What came of one check.

    Attributes:
        check: The check.
        outcome: ``right``, ``wrong`` or ``unknown``.
        words: Where, or in how much of what was done.
    """

    check: Check
    outcome: CheckOutcome
    words: str


def verdicts(result: Result, exercise: Exercise) -> list[CheckVerdict]:
    """What came of each of an exercise's checks, in the order of its file."""
    found = []
    for check in exercise.checks:
        judge = _over_reps if exercise.judges_reps_by(check) else _over_hold
        found.append(CheckVerdict(check, *judge(result, check.id)))
    return found


def worst(faults: tuple[Fault, ...], check: str) -> Fault:
    """The fault of a check that went furthest beyond its limit."""
    return max((fault for fault in faults if fault.id == check), key=_beyond)


def _beyond(fault: Fault) -> float:
    if fault.value is None or fault.limit is None:
        return 0.0
    return abs(fault.value - fault.limit)


def _over_reps(result: Result, check: str) -> tuple[CheckOutcome, str]:
    total = len(result.reps)
    unknown = sum(check in rep.unknown for rep in result.reps)
    wrong = sum(check in rep.faults for rep in result.reps)
    rest = f"; not judged in {unknown}" if unknown else ""
    if wrong:
        return "wrong", say("in_reps", count=wrong, reps=reps_words(total)) + rest
    if check in result.summary.faults:
        return "wrong", f"outside of the counted reps{rest}"
    if not total:
        return "unknown", "there was no rep to judge"
    if unknown == total:
        return "unknown", f"could not be judged in any of {reps_words(total)}"
    if unknown:
        judged = reps_words(total - unknown)
        return "right", f"not found in the {judged} that could be judged{rest}"
    return "right", f"not found in {reps_words(total)}"


def _over_hold(result: Result, check: str) -> tuple[CheckOutcome, str]:
    held = result.summary.hold_s
    unknown = sum(each.seconds for each in result.not_judged if each.id == check)
    rest = f"; not judged for {number_words.duration(unknown)}" if unknown >= 0.05 else ""
    if check in result.summary.faults:
        wrong = sum(fault.to_s - fault.from_s for fault in result.faults if fault.id == check)
        return "wrong", f"for {number_words.duration(wrong)} of {number_words.duration(held)}{rest}"
    if not result.holds:
        return "unknown", "there was no hold to judge"
    if unknown >= held - 0.5:
        return "unknown", f"could not be judged in {number_words.duration(held)}"
    return "right", f"not found in {number_words.duration(held)}{rest}"
