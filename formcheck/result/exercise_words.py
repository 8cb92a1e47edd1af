"""What an exercise's page says: its dose, and what is counted and judged from where.

The command line, the web pages and `docs/exercises` speak with these, so that they say the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from formcheck.catalogue import N_
from formcheck.exercises import Check, Exercise
from formcheck.exercises.vocabulary import BodyPart, Equipment, View
from formcheck.measures import MEASURES
from formcheck.result.number_words import count, value

PART_WORDS: dict[BodyPart, str] = {
    "upper back": N_("Upper back"),
    "shoulders": N_("Shoulders"),
    "arms": N_("Arms"),
    "chest": N_("Chest"),
    "core": N_("Core"),
    "lower back": N_("Lower back"),
    "legs": N_("Legs"),
    "whole body": N_("Whole body"),
    "posture": N_("Posture"),
}
"""What groups of exercises are called, in the order in which they stand."""

THING_WORDS: dict[Equipment, str] = {
    "none": N_("Nothing"),
    "dumbbells": N_("Dumbbells"),
    "barbell": N_("Barbell"),
    "kettlebell": N_("Kettlebell"),
    "cable": N_("Cable"),
    "band": N_("Band"),
    "machine": N_("Machine"),
    "bench": N_("Bench"),
    "chair": N_("Chair"),
    "ball": N_("Ball"),
}
"""What exercises are done with."""

OTHERS = N_("Others")
"""The group of those that are in none."""

VIEWS: tuple[View, ...] = ("front", "three-quarter", "side", "back")
"""The views, as one walks round a person."""

VIEW_WORDS: dict[str, str] = {
    "front": "the front",
    "three-quarter": "three quarters",
    "side": "the side",
    "back": "the back",
}
"""From where something is seen: "from the side"."""

PLACE_WORDS: dict[View, str] = {
    "front": "in front",
    "three-quarter": "three quarters from the front",
    "side": "side-on",
    "back": "behind",
}
"""Where the camera stands: "the camera stands side-on"."""

DURING_WORDS = {
    "set": "all the time in position",
    "rep": "while a rep lasts",
    "start": "where a rep starts",
    "turn": "where a rep turns",
    "best": "at the best value that a rep reaches",
    "concentric": "on the way on which the muscles shorten",
    "eccentric": "on the way on which the muscles lengthen",
    "hold": "while it is held",
}
"""When a check is looked at."""

LOAD_WORDS = {
    "none": "nothing",
    "one": "one weight",
    "two": "one weight in each hand",
    "bar": "a bar",
}
"""What is lifted."""


NOT_AT_TURN = {"up": "not at the top", "down": "not at the bottom", "out": "not halfway"}
"""What is said where a check is judged but for the turn of a rep, by `turn_of`."""


class FromView(NamedTuple):
    """What is told from one view.

    Attributes:
        view: The view.
        words: From where that is.
        counted: Whether reps or seconds are counted.
        judged: Ids of the checks that are judged all the time that they are looked at.
        partly: Ids of those that are judged but for the turn of a rep.
    """

    view: View
    words: str
    counted: bool
    judged: tuple[str, ...]
    partly: tuple[str, ...]


def in_groups(exercises: Iterable[Exercise]) -> list[tuple[str, list[Exercise]]]:
    """Exercises by what they are for, from the upper back to the posture, in each group by name.

    >>> from formcheck.exercises import list_exercises
    >>> groups = dict(in_groups(list_exercises()))
    >>> "bent-over-row" in [each.id for each in groups["Upper back"]]
    True
    """
    found = sorted(exercises, key=lambda each: each.name.casefold())
    parts: list[tuple[BodyPart | None, str]] = [*PART_WORDS.items(), (None, OTHERS)]
    groups = [(name, [each for each in found if each.body_part == part]) for part, name in parts]
    return [(name, group) for name, group in groups if group]


def from_views(exercise: Exercise) -> tuple[FromView, ...]:
    """What is counted and what is judged from each view.

    >>> from formcheck.exercises import load_exercise
    >>> side = from_views(load_exercise("push-up"))[2]
    >>> side.words, side.counted, side.judged
    ('the side', True, ('hips_sagging', 'hips_piking'))
    """
    found = []
    for view in VIEWS:
        seen = [check for check in exercise.checks if view in check.views]
        partly = tuple(check.id for check in seen if not _at_the_turn(check, view))
        judged = tuple(check.id for check in seen if check.id not in partly)
        found.append(FromView(view, VIEW_WORDS[view], view in exercise.views, judged, partly))
    return tuple(found)


def seen_words(exercise: Exercise) -> str:
    """From where it is counted and judged, in a sentence or two.

    >>> from formcheck.exercises import load_exercise
    >>> seen_words(load_exercise("push-up"))
    'Counted from the front, three quarters and the side; judged from three quarters and the side.'
    """
    views = from_views(exercise)
    counted = [each.words for each in views if each.counted]
    judged = [each.words for each in views if each.judged or each.partly]
    if counted == judged:
        return f"Counted and judged from {_from(counted)}."
    first = f"Counted from {_from(counted)}"
    return f"{first}; judged from {_from(judged)}." if judged else f"{first}; not judged."


def views_in_words(views: Iterable[str]) -> str:
    """Views as a sentence names them, any of which will do.

    >>> views_in_words(("side", "front"))
    'the side or the front'
    """
    return " or ".join(VIEW_WORDS[each] for each in views)


def dose_words(exercise: Exercise) -> str:
    """How much the guides ask for.

    >>> from formcheck.exercises import load_exercise
    >>> dose_words(load_exercise("bent-over-row")), dose_words(load_exercise("plank"))
    ('3 sets of 10 to 12 reps', '3 sets of 20 to 60 seconds')
    >>> dose_words(load_exercise("sitting-posture"))
    '1 set of 30 minutes'
    """
    dose = exercise.dose
    span = dose.hold_s if exercise.kind == "hold" else dose.reps
    if span is None:
        return count(dose.sets, "set")
    low, high = span
    unit = "seconds" if exercise.kind == "hold" else "reps"
    if unit == "seconds" and low > 60 and low % 60 == high % 60 == 0:
        low, high, unit = low / 60, high / 60, "minutes"
    amount = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{count(dose.sets, 'set')} of {amount} {unit}"


def range_words(exercise: Exercise) -> str:
    """From where to where a whole rep goes, or how a hold is held, in a sentence or two.

    >>> from formcheck.exercises import load_exercise
    >>> range_words(load_exercise("push-up"))
    'A rep goes from 97 % to 66 % of the straight arm and back; one to 80 % is still whole.'
    >>> range_words(load_exercise("plank"))
    'A hold counts from 2 s on.'
    """
    held = f"A hold counts from {exercise.hold.min_s:g} s on." if exercise.hold else ""
    return " ".join(filter(None, [held, _rep_words(exercise)]))


def _rep_words(exercise: Exercise) -> str:
    if exercise.rep is None:
        return ""
    rep, measure = exercise.rep, MEASURES[exercise.rep.measure]
    start, turn = (value(end, measure.unit) for end in (rep.start, rep.turn))
    whole = value(rep.turn + math.copysign(rep.slack, rep.start - rep.turn), measure.unit)
    said = f"A rep goes from {start} to {turn} {measure.phrase} and back"
    said += f"; one to {whole} is still whole." if rep.slack else "."
    if rep.sides == "each":
        turn = " Left and right are done in turn."
        said += turn if rep.in_turn else " Either arm or leg may work alone, or both."
    needed = [stage.name for stage in rep.stages if stage.needed]
    told = [stage.name for stage in rep.stages if not stage.needed]
    if needed:
        said += f" It needs, in this order, {listed(needed)}."
    if told:
        said += f" Of each it is told whether it was done with {listed(told)}."
    return said


def purpose_words(exercise: Exercise) -> str:
    """What it is for: the part of the body, and its muscles.

    >>> from formcheck.exercises import load_exercise
    >>> purpose_words(load_exercise("reverse-fly"))
    'upper back: back of the shoulders, rhomboids and middle trapezius'
    """
    muscles = ", ".join(exercise.muscles)
    return ": ".join(filter(None, [exercise.body_part, muscles]))


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words one after the other.

    >>> listed(["a bench", "a ball", "a band"], "or"), listed(["a mat"]), listed([])
    ('a bench, a ball or a band', 'a mat', '')
    """
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _at_the_turn(check: Check, view: View) -> bool:
    return check.turn_views is None or view in check.turn_views


def _from(words: Sequence[str]) -> str:
    return "everywhere" if len(words) == len(VIEWS) else listed(words) or "nowhere"
