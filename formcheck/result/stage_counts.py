"""In how many reps each posture of the exercise was passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formcheck.events import Verdict
from formcheck.exercises import Exercise
from formcheck.result import document as doc
from formcheck.result.phrases import say

OUTCOMES: dict[Verdict, doc.StageOutcome] = {
    Verdict.OK: "passed",
    Verdict.FAULT: "left out",
    Verdict.UNSURE: "not judged",
    Verdict.UNKNOWN: "not judged",
}
"""What a rep's document says of a stage."""


def outcomes_of(stages: Sequence[Verdict], exercise: Exercise) -> dict[str, doc.StageOutcome]:
    """What a rep's document says of each stage, by its id."""
    known = exercise.rep.stages if exercise.rep else ()
    return {each.id: OUTCOMES[verdict] for each, verdict in zip(known, stages, strict=False)}


def no_stages(exercise: Exercise) -> tuple[doc.StageCount, ...]:
    """The stages of an exercise before any rep was done."""
    known = exercise.rep.stages if exercise.rep else ()
    return tuple(doc.StageCount(id=s.id, name=s.name, needed=s.needed) for s in known)


def counted(
    stages: Iterable[doc.StageCount], reps: Sequence[doc.Rep]
) -> tuple[doc.StageCount, ...]:
    """The same stages with the numbers of these reps."""
    return tuple(
        each.model_copy(
            update={
                "passed": sum(rep.stages.get(each.id) == "passed" for rep in reps),
                "left_out": sum(rep.stages.get(each.id) == "left out" for rep in reps),
                "not_judged": sum(rep.stages.get(each.id) == "not judged" for rep in reps),
            }
        )
        for each in stages
    )


def stage_lines(stages: Iterable[doc.StageCount]) -> list[str]:
    """What is told of stages, a line each: those that every rep needs only where it is unknown.

    >>> chest = doc.StageCount(id="a", name="the chest down", needed=False, passed=9, left_out=3)
    >>> plank = doc.StageCount(id="b", name="a plank", needed=True, passed=11, not_judged=1)
    >>> stage_lines([chest, plank.model_copy(update={"not_judged": 0}), plank])
    ['9 of 12 with the chest down', '11 of 12 with a plank; not judged in 1']
    """
    lines = []
    for each in stages:
        done = each.passed + each.left_out + each.not_judged
        if not done or (each.needed and not each.not_judged):
            continue
        line = say("with_stage", passed=each.passed, count=done, name=each.name)
        rest = say("stage_unjudged", count=each.not_judged) if each.not_judged else ""
        lines.append("; ".join(filter(None, [line, rest])))
    return lines
