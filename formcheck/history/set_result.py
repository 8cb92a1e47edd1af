"""A set that was done in front of the camera as a result, shown and drawn as that of a video is."""

from __future__ import annotations

from collections import Counter

from formcheck.exercises import Exercise
from formcheck.history.records import SetRecord, SetTrace
from formcheck.measures import MEASURES
from formcheck.result import Result
from formcheck.result.document import Fault, Source, Summary
from formcheck.result.measure_words import measured
from formcheck.result.stage_counts import counted, no_stages
from formcheck.result.two_sides import sides_of

NO_VIEW = "Left and right are not compared, because the camera's view was not kept"
"""What is said of two sides of a set: from some views one of them is seen less well."""


def result_of(record: SetRecord, kept: SetTrace | None, exercise: Exercise) -> Result:
    """A set as a result: its times are those of the session, its reps are numbered from 1.

    What was not judged is in its reps; for how many seconds and why was not kept of a set.

    Args:
        record: The set.
        kept: What it is drawn from; None where that was not kept.
        exercise: What was done in it.
    """
    number = {rep.index: at for at, rep in enumerate(record.reps, 1)}
    reps = tuple(rep.model_copy(update={"index": number[rep.index]}) for rep in record.reps)
    attempts = () if kept is None else kept.attempts
    frames = 0 if kept is None else len(kept.trace)
    sides = sides_of(reps, MEASURES[exercise.rep.measure].unit if exercise.rep else "", None)
    return Result(
        exercise=record.exercise,
        source=Source(
            path="",
            duration_s=record.end_s,
            fps=None,
            width=None,
            height=None,
            frames=frames,
            frames_with_person=frames,
        ),
        summary=Summary(
            reps=len(reps),
            reps_range=record.reps_range,
            attempts=record.attempts,
            good_reps=sum(rep.form == "good" for rep in reps),
            unjudged_reps=sum(rep.form == "not judged" for rep in reps),
            hold_s=record.hold_s,
            good_hold_s=record.good_hold_s,
            unsure_hold_s=record.unsure_hold_s,
            unjudged_hold_s=record.unjudged_hold_s,
            faults=dict(Counter(each.id for each in record.faults)),
            sides=sides and sides.model_copy(update={"difference": None, "said": NO_VIEW}),
            stages=counted(no_stages(exercise), reps),
        ),
        reps=reps,
        attempts=attempts,
        doubts=record.doubts,
        holds=() if kept is None else kept.holds,
        faults=tuple(_fault(each, number, exercise) for each in record.faults),
    )


def _fault(fault: Fault, number: dict[int, int], exercise: Exercise) -> Fault:
    """A fault with the number of its rep in the set, and its words, which are not kept."""
    check = next((each for each in exercise.checks if each.id == fault.id), None)
    shown, against = measured(fault, check)
    rep = number.get(fault.rep or 0)
    return fault.model_copy(update={"rep": rep, "number": shown, "against": against})
