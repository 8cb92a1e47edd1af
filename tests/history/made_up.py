"""Results and sets of nobody, for tests of the history."""

from __future__ import annotations

import numpy as np

from formcheck.events import AttemptReason, DoubtKind
from formcheck.history import SetRecord, SetTrace
from formcheck.result import Result, Trace
from formcheck.result.document import (
    Attempt,
    Doubt,
    Fault,
    Hold,
    Rep,
    RepTempo,
    Source,
    range_of,
)
from formcheck.result.reason_words import DOUBT_WORDS
from formcheck.result.trace import STATES

SOURCE = Source(
    path="row.mp4",
    duration_s=90.0,
    fps=30.0,
    width=640,
    height=360,
    frames=2700,
    frames_with_person=2700,
)


def rep(index: int, start_s: float, *faults: str) -> Rep:
    return Rep(
        index=index,
        start_s=start_s,
        turn_s=start_s + 0.8,
        end_s=start_s + 2.0,
        range=70.0,
        tempo=RepTempo(down_s=1.0, pause_s=0.1, up_s=0.8, rest_s=None),
        faults=faults,
        unknown=(),
    )


def reps_of_each_form() -> tuple[Rep, ...]:
    """Four good ones, one at fault and one not judged.

    The elbows are judged in none of them; of the second and fourth less is judged than of others.
    """
    unknown = [("elbows",), ("elbows", "sag"), ("elbows",), ("elbows", "pike")]
    good = [
        rep(index, 3.0 * index).model_copy(update={"unknown": each, "form": "good"})
        for index, each in enumerate(unknown, 1)
    ]
    faulty = rep(5, 15.0, "sag").model_copy(update={"unknown": ("elbows", "pike"), "form": "fault"})
    return *good, faulty, rep(6, 18.0).model_copy(update={"form": "not judged"})


def fault(from_s: float, id_: str = "rounded_back") -> Fault:
    return Fault(
        id=id_,
        from_s=from_s,
        to_s=from_s + 1.0,
        value=38.0,
        limit=20.0,
        unit="deg",
        rep=1,
        severity="risk",
        cue="Flatten your back",
    )


def a_set(
    index: int = 1,
    exercise: str = "bent-over-row",
    *,
    reps: int = 3,
    faults: int = 1,
    hold_s: float = 0.0,
) -> SetRecord:
    return SetRecord(
        index=index,
        exercise=exercise,
        start_s=1.0,
        end_s=40.0,
        attempts=1,
        hold_s=hold_s,
        good_hold_s=hold_s / 2,
        reached=True,
        reps=tuple(
            rep(i + 1, 3.0 * i, *(["rounded_back"] if i < faults else [])) for i in range(reps)
        ),
        faults=tuple(fault(3.0 * i) for i in range(faults)),
    )


def a_trace(from_s: float = 0.0) -> SetTrace:
    """Ten seconds of a signal that is not known at first, an attempt in them and a hold."""
    time_s = from_s + np.arange(100) / 10.0
    signal = np.where(time_s - from_s < 1.0, np.nan, np.sin(time_s))
    level = np.zeros(100)
    state = np.where(time_s - from_s < 2.0, 0, len(STATES) - 1)
    return SetTrace(
        trace=Trace(time_s, signal, level + 0.5, level - 0.5, state),
        attempts=(Attempt(start_s=from_s + 3, end_s=from_s + 4, reason=AttemptReason.SHALLOW),),
        holds=(Hold(start_s=from_s + 5, end_s=from_s + 8, good_s=2.0),),
    )


def a_result() -> Result:
    reps = (rep(1, 2.0, "rounded_back"), rep(2, 5.0), rep(3, 40.0), rep(4, 43.0))
    return Result(
        exercise="bent-over-row",
        source=SOURCE,
        reps=reps,
        attempts=(Attempt.model_validate({"start_s": 20, "end_s": 21, "reason": "shallow"}),),
        faults=(fault(2.2), fault(43.1, "knees_locked")),
    )


def doubt(
    at_s: float, kind: DoubtKind = DoubtKind.MISSED, *, fewer: int = 0, more: int = 0
) -> Doubt:
    return Doubt(at_s=at_s, kind=kind, reason=DOUBT_WORDS[kind], fewer=fewer, more=more)


def in_doubt(result: Result, *doubts: Doubt) -> Result:
    """The same result, with these doubts."""
    found = range_of(len(result.reps), [(each.fewer, each.more) for each in doubts])
    summary = result.summary.model_copy(update={"reps": len(result.reps), "reps_range": found})
    return result.model_copy(update={"summary": summary, "doubts": doubts})
