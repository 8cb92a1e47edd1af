"""How well a set was done, as one number of what was judged and of nothing else.

A set's score is the weighted mean of its parts, of those that were seen:

- **form**: the share of clean reps, or seconds, among those that were judged;
- **range**: how far the reps went, each against the fullest three of its own set, so that a
  range that fades with tiredness shows;
- **tempo**: the share of reps that took about as long as the set's middle one.

There is no score where too little of the set was judged for a form part (the share of the rules of
progress), and none for a set whose exercise the person corrected: its checks were another's.
"""

from __future__ import annotations

from statistics import fmean, median

from pydantic import BaseModel, ConfigDict, Field

from formcheck.catalogue import N_
from formcheck.history.records import SetRecord
from formcheck.plans.progression import Unit
from formcheck.plans.rules import Rules, shipped_rules
from formcheck.result.document import Rep

WEIGHTS = {"form": 3.0, "range": 1.0, "tempo": 1.0}
"""What each part weighs; form decides, as load is earned by it: ours."""

MIN_REPS = 3
"""With fewer reps that were measured there is no range and no tempo to compare: ours."""

EVEN = 0.25
"""A rep lasts about as long as the middle one within this share: ours.

The times of reps are right to about a tenth of a second, a twentieth of a rep of two seconds.
"""

WORDS = {
    "form": N_("Clean, of what was judged"),
    "range": N_("Range, against the fullest reps of the set"),
    "tempo": N_("Reps that took about as long as the middle one"),
}
"""What the parts are called."""


class ScorePart(BaseModel):
    """A part of a set's score."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="form, range or tempo.")
    name: str
    share: float = Field(ge=0, le=1, description="How good it was.")
    weight: float = Field(description="How much it weighs against the others.")
    seen: float = Field(description="Of how many reps or seconds it is made.")


class SetScore(BaseModel):
    """How well a set was done."""

    model_config = ConfigDict(frozen=True)

    set: int = Field(description="Which of the session's sets, from 1.")
    score: int | None = Field(
        ge=0, le=100, description="The weighted mean of the parts; null where it is not known."
    )
    parts: tuple[ScorePart, ...]
    why_not: str = Field(description="Why there is no score, in a sentence; empty where there is.")


def score_of(record: SetRecord, rules: Rules | None = None) -> SetScore:
    """How well a set was done.

    Args:
        record: The set.
        rules: Those that formcheck brings where it is None.
    """
    rules = rules or shipped_rules()
    if record.said.exercise is not None:
        return _none(record, N_("The camera judged another exercise than the one that was done."))
    done, judged, clean = judged_of(record, _unit(record))
    if not done:
        return _none(record, N_("Nothing was counted in it."))
    if judged < rules.judged.share * done - 1e-9:
        return _none(record, N_("Too little of it could be judged."))
    parts = [_part("form", clean / judged, judged)]
    ranges = [rep.range for rep in record.reps if rep.range is not None]
    if len(ranges) >= MIN_REPS:
        fullest = fmean(sorted(ranges)[-MIN_REPS:])
        if fullest > 0:
            share = fmean(min(1.0, max(0.0, each / fullest)) for each in ranges)
            parts.append(_part("range", share, len(ranges)))
    times = [lasted for rep in record.reps if (lasted := moved_s(rep)) is not None]
    if len(times) >= MIN_REPS:
        middle = median(times)
        even = sum(abs(each - middle) <= EVEN * middle for each in times)
        parts.append(_part("tempo", even / len(times), len(times)))
    weights = sum(each.weight for each in parts)
    mean = sum(each.share * each.weight for each in parts) / weights
    # Rounded down: a hundred is a set without anything to mend.
    return SetScore(set=record.index, score=int(100 * mean + 1e-9), parts=tuple(parts), why_not="")


def judged_of(record: SetRecord, unit: Unit) -> tuple[float, float, float]:
    """How many reps or seconds of a set were done, judged, and clean.

    What the person says of the count is what was done; of more than the camera counted nothing
    more was judged.

    Args:
        record: The set.
        unit: What of it is meant; within a hold reps may be counted, too.
    """
    if unit == "seconds":
        done = record.done_hold_s
        judged = max(0.0, record.hold_s - record.unjudged_hold_s - record.unsure_hold_s)
        clean = record.good_hold_s
    else:
        done, reps = float(record.done_reps), record.reps
        judged = float(sum(rep.form != "not judged" for rep in reps))
        clean = float(sum(rep.form == "good" for rep in reps))
    if record.said.exercise is not None:
        return done, 0.0, 0.0
    judged = min(judged, done)
    return done, judged, min(clean, judged)


def moved_s(rep: Rep) -> float | None:
    """How long a rep's ways out and back took; None where either is not known."""
    down, up = rep.tempo.down_s, rep.tempo.up_s
    return None if down is None or up is None else down + up


def _unit(record: SetRecord) -> Unit:
    """What a set is measured in: only a hold has seconds, be they timed or said."""
    return "seconds" if record.hold_s or record.said.hold_s is not None else "reps"


def _part(id_: str, share: float, seen: float) -> ScorePart:
    return ScorePart(
        id=id_, name=WORDS[id_], share=round(share, 4), weight=WEIGHTS[id_], seen=round(seen, 1)
    )


def _none(record: SetRecord, why: str) -> SetScore:
    return SetScore(set=record.index, score=None, parts=(), why_not=why)
