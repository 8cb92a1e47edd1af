"""What of a workout's result belongs to its sets: nothing else was meant to count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from formcheck.events import DoubtKind
from formcheck.history import SetRecord, SetTrace
from formcheck.history.records import SetDoubt
from formcheck.result import Result, Trace
from formcheck.result.document import Doubt, Fault, Hold, range_of
from formcheck.result.stage_counts import counted
from formcheck.result.two_sides import sides_of
from formcheck.workout import SetDone

AROUND_S = 1.0
"""How much of the time around a set is drawn with it, seconds."""

TRACE_POINTS = 2000
"""How many samples of a set are kept at most; a drawing has no more points."""


def only_sets(
    result: Result,
    sets: Sequence[SetDone],
    reps: Iterable[int],
    attempts: Iterable[int],
    before: SetRecord | None = None,
) -> Result:
    """Leave in a result what was done in the sets, so that its numbers are those that were shown.

    Args:
        result: What the checker found from the first frame to the last.
        sets: The sets.
        reps: Which of its reps belong to them, by the checker's index, from 1.
        attempts: Which of its attempts do, from 1.
        before: What was done of its one set before something broke off.

    Returns:
        The result without the countdown, the rests and the ways in and out; reps are numbered
        anew, from 1.
    """
    number = {index: at for at, index in enumerate(sorted(reps), 1)}
    mine = set(attempts)
    faults = tuple(
        fault.model_copy(update={"rep": number.get(fault.rep or 0)})
        for fault in result.faults
        if number.get(fault.rep or 0) or _in_a_set(fault, sets)
    )
    kept = tuple(each for at, each in enumerate(result.attempts, 1) if at in mine)
    doubts = tuple(_doubts(result.doubts, sets))
    in_sets = [rep for rep in result.reps if rep.index in number]
    sides = result.summary.sides
    summary = result.summary.model_copy(
        update={
            "reps": len(number),
            "reps_range": result.summary.reps_range
            and range_of(len(number), [(each.fewer, each.more) for each in doubts]),
            "attempts": len(kept),
            "hold_s": sum(done.hold_s for done in sets),
            "good_reps": sum(rep.form == "good" for rep in in_sets),
            "unjudged_reps": sum(rep.form == "not judged" for rep in in_sets),
            "good_hold_s": sum(done.good_hold_s for done in sets),
            "unsure_hold_s": sum(done.unsure_hold_s for done in sets),
            "unjudged_hold_s": sum(done.unjudged_hold_s for done in sets),
            "sides": sides_of(in_sets, sides.unit, result.summary.view) if sides else None,
            "stages": counted(result.summary.stages, in_sets),
            "faults": dict(Counter(fault.id for fault in faults)),
        }
    )
    return result.model_copy(
        update={
            "summary": summary,
            "reps": tuple(rep.model_copy(update={"index": number[rep.index]}) for rep in in_sets),
            "attempts": kept,
            "doubts": doubts,
            "holds": tuple(_holds(result.holds, sets, before)),
            "faults": faults,
        }
    )


def records_of(result: Result, sets: Iterable[SetDone]) -> list[SetRecord]:
    """Divide what was found in an exercise into its sets, as the history keeps them.

    Args:
        result: What was found, as `only_sets` left it.
        sets: The sets, in order.
    """
    made: list[SetRecord] = []
    reps, faults = list(result.reps), list(result.faults)
    for done in sets:
        mine, reps = reps[: done.reps], reps[done.reps :]
        made.append(
            SetRecord(
                index=done.index,
                exercise=result.exercise,
                start_s=done.start_s,
                end_s=done.end_s,
                attempts=done.attempts,
                hold_s=done.hold_s,
                good_hold_s=done.good_hold_s,
                unsure_hold_s=done.unsure_hold_s,
                unjudged_hold_s=done.unjudged_hold_s,
                reached=done.reached,
                reps_range=result.summary.reps_range and done.reps_range,
                reps=tuple(mine),
                doubts=tuple(SetDoubt(**dict(each)) for each in doubts_of(result.doubts, done)),
                faults=tuple(fault for fault in faults if fault.from_s <= done.end_s),
            )
        )
        faults = [fault for fault in faults if fault.from_s > done.end_s]
    return made


def joined(before: SetRecord, after: SetRecord) -> SetRecord:
    """One set of two parts, between which something broke off.

    Args:
        before: What was kept of it before.
        after: The rest of it; its seconds and whether it was reached are already those of both.
    """
    reps = [*before.reps, *after.reps]
    numbers = {each.index: at for at, each in enumerate(after.reps, len(before.reps) + 1)}
    doubts = (*before.doubts, *after.doubts)
    least_and_most = range_of(len(reps), [each.spread for each in doubts])
    return after.model_copy(
        update={
            "start_s": before.start_s,
            "attempts": before.attempts + after.attempts,
            "reps_range": after.reps_range and least_and_most,
            "reps": tuple(each.model_copy(update={"index": at}) for at, each in enumerate(reps, 1)),
            "doubts": doubts,
            "faults": (
                *before.faults,
                *(
                    each.model_copy(update={"rep": numbers.get(each.rep or 0)})
                    for each in after.faults
                ),
            ),
        }
    )


def joined_traces(before: SetTrace, after: SetTrace) -> SetTrace:
    """What a set of two parts is drawn from, between which something broke off.

    Args:
        before: What was kept of it before.
        after: The rest of it.
    """
    return SetTrace(
        before.trace.followed_by(after.trace).shortened(TRACE_POINTS),
        (*before.attempts, *after.attempts),
        (*before.holds, *after.holds),
    )


def traces_of(result: Result, trace: Trace, sets: Iterable[SetDone]) -> dict[int, SetTrace]:
    """What each set of an exercise is drawn from, by its number; none where nothing was seen.

    Args:
        result: What was found, as `only_sets` left it.
        trace: The exercise over time.
        sets: The sets, in order.
    """
    made: dict[int, SetTrace] = {}
    attempts = list(result.attempts)
    for done in sets:
        mine, attempts = attempts[: done.attempts], attempts[done.attempts :]
        around = trace.between(done.start_s - AROUND_S, done.end_s + AROUND_S)
        if len(around):
            held = (
                each
                for each in result.holds
                if each.start_s < done.end_s and each.end_s > done.start_s
            )
            made[done.index] = SetTrace(around.shortened(TRACE_POINTS), tuple(mine), tuple(held))
    return made


def _in_a_set(fault: Fault, sets: Iterable[SetDone]) -> bool:
    return any(fault.from_s <= done.end_s and fault.to_s > done.start_s for done in sets)


def _doubts(doubts: Iterable[Doubt], sets: Sequence[SetDone]) -> Iterable[Doubt]:
    """The doubts of the sets; that nothing was counted is one of the whole training."""
    mine = [_key(each.at_s, each.kind) for done in sets for each in done.doubts]
    for doubt in doubts:
        whole = doubt.kind is DoubtKind.NOTHING_COUNTED and not sets
        if whole or _key(doubt.at_s, doubt.kind) in mine:
            yield doubt


def doubts_of(doubts: Iterable[Doubt], done: SetDone) -> tuple[Doubt, ...]:
    """The doubts of a set, in the order of time."""
    mine = [_key(each.at_s, each.kind) for each in done.doubts]
    return tuple(each for each in doubts if _key(each.at_s, each.kind) in mine)


def _key(at_s: float, kind: DoubtKind) -> tuple[float, DoubtKind]:
    """What a doubt of the checker and that of its document have in common."""
    return round(at_s, 3), kind


def _holds(
    holds: Sequence[Hold], sets: Iterable[SetDone], before: SetRecord | None
) -> Iterable[Hold]:
    """The parts of the holds that were in a set; the form of their seconds is the set's."""
    for done in sets:
        good_s, unsure_s, unjudged_s = done.good_hold_s, done.unsure_hold_s, done.unjudged_hold_s
        if before is not None:
            good_s -= before.good_hold_s
            unsure_s -= before.unsure_hold_s
            unjudged_s -= before.unjudged_hold_s
        parts = [
            (max(hold.start_s, done.start_s), min(hold.end_s, done.end_s))
            for hold in holds
            if hold.start_s < done.end_s and hold.end_s > done.start_s
        ]
        whole_s = sum(end - start for start, end in parts)
        told_s = good_s + unsure_s + unjudged_s
        for start, end in parts:
            share = (end - start) / max(whole_s, told_s) if whole_s else 0.0
            yield Hold(
                start_s=start,
                end_s=end,
                good_s=good_s * share,
                unsure_s=unsure_s * share,
                unjudged_s=unjudged_s * share,
            )
