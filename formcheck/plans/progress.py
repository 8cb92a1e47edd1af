"""What became of one exercise over days, weeks and months, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean, median
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.catalogue import ENGLISH, Catalogue, catalogue
from formcheck.exercises import Exercise
from formcheck.history.records import SessionRecord, SetRecord
from formcheck.plans.one_rep_max import estimated_of, in_doubt
from formcheck.plans.progression import Proposal, SetDone, Unit, propose
from formcheck.plans.rules import Rules
from formcheck.plans.score import judged_of, score_of

Done = tuple[SessionRecord, SetRecord]
"""A set and the session that it belongs to."""

BestKind = Literal["clean_reps", "load", "one_rep_max", "hold"]

_PHASES = ("down_s", "pause_s", "up_s", "rest_s")


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True)


class Period(_Document):
    """What was done of an exercise on a day, in a week or in a month."""

    start: date = Field(description="Its first day.")
    sets: int
    reps: int = Field(description="Those that were done, with what the person says of them.")
    judged_reps: int
    clean_reps: int
    hold_s: float
    judged_hold_s: float
    clean_hold_s: float
    load_kg: float | None = Field(description="The heaviest load; null where none was said.")
    one_rep_max_kg: float | None = Field(description="The best that was estimated.")
    range: float | None = Field(description="The middle one of its reps, in the exercise's unit.")
    tempo_s: dict[str, float] = Field(description="The middle time of each phase that was seen.")
    score: int | None = Field(description="The mean of its sets' scores, of those that have one.")


class Best(_Document):
    """A personal best."""

    kind: BestKind
    value: float = Field(description="Reps, kilograms or seconds.")
    day: date
    session: str
    set: int


class ProposalDocument(_Document):
    """What the next session may be."""

    kind: Literal["more", "same", "less", "nothing"]
    reason: str = Field(description="Why, in one sentence.")
    grows: Literal["load", "reps", "seconds"] | None
    target: tuple[int, int] | None = Field(description="Reps or seconds to aim at.")
    load_kg: float | None


class OftenFault(_Document):
    """The fault that was found most often."""

    id: str
    times: int


class Progress(_Document):
    """What became of an exercise."""

    exercise: str
    unit: Unit
    last: date | None = Field(description="The day on which it was done last.")
    days: tuple[Period, ...] = Field(description="Those on which it was done, the oldest first.")
    weeks: tuple[Period, ...] = Field(description="The same by weeks, which begin on Monday.")
    months: tuple[Period, ...]
    bests: tuple[Best, ...]
    frequent_fault: OftenFault | None
    proposal: ProposalDocument


def progress_of(
    exercise: Exercise,
    done: Iterable[Done],
    rules: Rules | None = None,
    *,
    language: Catalogue | None = None,
) -> Progress:
    """What became of an exercise.

    Args:
        exercise: The exercise.
        done: All sets, of whatever exercise, the oldest first.
        rules: Those of progress; those that formcheck brings where it is None.
        language: In which the proposal says why; None for English.
    """
    own = [each for each in done if each[1].done_exercise == exercise.id]
    told = [found for session, each in own if (found := set_done(exercise, session, each))]
    faults = Counter(
        fault.id for _, each in own if each.said.exercise is None for fault in each.faults
    )
    most = faults.most_common(1)
    unit = _unit(exercise)
    return Progress(
        exercise=exercise.id,
        unit=unit,
        last=own[-1][0].day if own else None,
        days=_periods(own, lambda day: day, unit, rules),
        weeks=_periods(own, lambda day: day - timedelta(days=day.weekday()), unit, rules),
        months=_periods(own, lambda day: day.replace(day=1), unit, rules),
        bests=tuple(_bests(exercise, own)),
        frequent_fault=OftenFault(id=most[0][0], times=most[0][1]) if most else None,
        proposal=_document(propose(told, rules), language or catalogue(ENGLISH)),
    )


def set_done(exercise: Exercise, session: SessionRecord, record: SetRecord) -> SetDone | None:
    """A set of the history as the rules of progress take it.

    Args:
        exercise: What was done in it.
        session: The session that it belongs to.
        record: The set.

    Returns:
        None where nothing was aimed at: neither a target is known nor has the exercise a dose.
    """
    unit = _unit(exercise)
    dose = exercise.dose.hold_s if unit == "seconds" else exercise.dose.reps
    target = record.target or (dose and (round(dose[0]), round(dose[1])))
    if not target:
        return None
    amount, judged, clean = judged_of(record, unit)
    return SetDone(
        session=session.id,
        at=session.started_at + timedelta(seconds=record.end_s),
        done=amount,
        judged=judged,
        clean=clean,
        target=target,
        unit=unit,
        doubts=in_doubt(record) if unit == "reps" else 0,  # of seconds there are none
        load_kg=record.said.load_kg or None,
    )


def _unit(exercise: Exercise) -> Unit:
    return "seconds" if exercise.kind == "hold" else "reps"


def _document(found: Proposal, language: Catalogue) -> ProposalDocument:
    return ProposalDocument(
        kind=found.kind,
        reason=found.reason.said(language),
        grows=found.grows,
        target=found.target,
        load_kg=found.load_kg,
    )


def _periods(
    own: Sequence[Done], start_of: Callable[[date], date], unit: Unit, rules: Rules | None
) -> tuple[Period, ...]:
    periods: dict[date, list[SetRecord]] = {}
    for session, each in own:
        periods.setdefault(start_of(session.day), []).append(each)
    return tuple(_period(start, sets, unit, rules) for start, sets in sorted(periods.items()))


def _period(start: date, sets: Sequence[SetRecord], unit: Unit, rules: Rules | None) -> Period:
    seen = [each for each in sets if each.said.exercise is None]  # by the exercise's own measures
    reps = [rep for each in seen for rep in each.reps]
    held = [judged_of(each, "seconds") for each in sets] if unit == "seconds" else []
    # Within a hold reps may be counted, too, but of another exercise's set they are not its own.
    counted = [judged_of(each, "reps") for each in (sets if unit == "reps" else seen)]
    scores = [found for each in sets if (found := score_of(each, rules).score) is not None]
    tempo = {
        phase: times
        for phase in _PHASES
        if (times := [t for rep in reps if (t := getattr(rep.tempo, phase)) is not None])
    }
    ranges = [rep.range for rep in reps if rep.range is not None]
    return Period(
        start=start,
        sets=len(sets),
        reps=int(sum(done for done, _, _ in counted)),
        judged_reps=int(sum(judged for _, judged, _ in counted)),
        clean_reps=int(sum(clean for _, _, clean in counted)),
        hold_s=round(sum(done for done, _, _ in held), 1),
        judged_hold_s=round(sum(judged for _, judged, _ in held), 1),
        clean_hold_s=round(sum(clean for _, _, clean in held), 1),
        load_kg=max((each.said.load_kg for each in sets if each.said.load_kg), default=None),
        one_rep_max_kg=max((m for each in sets if (m := estimated_of(each))), default=None),
        range=round(median(ranges), 1) if ranges else None,
        tempo_s={phase: round(median(times), 2) for phase, times in tempo.items()},
        score=int(fmean(scores)) if scores else None,
    )


def _bests(exercise: Exercise, own: Sequence[Done]) -> Iterable[Best]:
    """The best of each kind that there is; of equal ones the first."""
    unit = _unit(exercise)

    def clean(record: SetRecord) -> float:
        return judged_of(record, unit)[2]

    def lifted(record: SetRecord) -> float:
        # A load counts once a rep with it was clean.
        return record.said.load_kg or 0.0 if clean(record) else 0.0

    kinds: dict[BestKind, Callable[[SetRecord], float]] = {
        "hold" if unit == "seconds" else "clean_reps": clean,
        "load": lifted,
        "one_rep_max": lambda record: estimated_of(record) or 0.0,
    }
    for kind, value_of in kinds.items():
        session, record = max(own, key=lambda each: value_of(each[1]), default=(None, None))
        if session is not None and record is not None and value_of(record) > 0:
            yield Best(
                kind=kind,
                value=round(value_of(record), 1),
                day=session.day,
                session=session.id,
                set=record.index,
            )
