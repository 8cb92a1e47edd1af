"""What a person's history of one exercise earns: more, the same, less, or no proposal at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from formcheck.catalogue import N_, Sentence, sentence
from formcheck.plans.rules import Rules, shipped_rules

Unit = Literal["reps", "seconds"]
Kind = Literal["more", "same", "less", "nothing"]
Grows = Literal["load", "reps", "seconds"]

UNITS: dict[Unit, Sentence] = {"reps": sentence(N_("reps")), "seconds": sentence(N_("seconds"))}
"""What is counted, within a sentence."""


@dataclass(frozen=True, slots=True)
class SetDone:
    """One set of the exercise.

    Attributes:
        session: What tells its session from others.
        at: When it ended.
        done: Reps counted, or seconds held.
        judged: How many of them could be judged.
        clean: How many of the judged ones were clean.
        target: The range that was aimed at: from, to.
        unit: What is counted.
        doubts: Counts of it that are in doubt and were not settled.
        load_kg: What was moved; None without a load.

    Raises:
        ValueError: More were judged than done, more clean than judged, or the range is none.
    """

    session: str
    at: datetime
    done: float
    judged: float
    clean: float
    target: tuple[int, int]
    unit: Unit = "reps"
    doubts: int = 0
    load_kg: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.clean <= self.judged <= self.done:
            raise ValueError("of a set at most what was done is judged, and of that clean")
        if not 0 < self.target[0] <= self.target[1]:
            raise ValueError(f"{self.target} is no range to aim at")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the next session may be.

    Attributes:
        kind: More, the same, less; or nothing, where the last session does not tell.
        reason: Why, in one sentence.
        grows: What becomes more or less; None where nothing does.
        target: The range to aim at; None where nothing is proposed.
        load_kg: The load; None without one, or where nothing is proposed.
    """

    kind: Kind
    reason: Sentence
    grows: Grows | None = None
    target: tuple[int, int] | None = None
    load_kg: float | None = None


@dataclass(frozen=True, slots=True)
class _Session:
    sets: tuple[SetDone, ...]

    @property
    def judged_share(self) -> float:
        done = sum(each.done for each in self.sets)
        return sum(each.judged for each in self.sets) / done if done else 0.0

    @property
    def clean_share(self) -> float:
        judged = sum(each.judged for each in self.sets)
        return sum(each.clean for each in self.sets) / judged if judged else 0.0

    @property
    def doubts(self) -> int:
        return sum(each.doubts for each in self.sets)

    @property
    def load_kg(self) -> float | None:
        return max((each.load_kg for each in self.sets if each.load_kg), default=None)

    @property
    def target(self) -> tuple[int, int]:
        return self.sets[-1].target

    @property
    def unit(self) -> Sentence:
        return UNITS[self.sets[-1].unit]

    @property
    def at_top(self) -> bool:
        return all(each.done >= each.target[1] for each in self.sets)

    def tells(self, rules: Rules) -> bool:
        return not self.doubts and self.judged_share >= rules.judged.share

    def earned(self, rules: Rules) -> bool:
        return (
            self.at_top
            and not self.doubts
            and all(
                each.judged >= rules.judged.share * each.done
                and each.clean >= rules.earned.clean_share * each.judged
                for each in self.sets
            )
        )


def propose(sets: Sequence[SetDone], rules: Rules | None = None) -> Proposal:
    """What the next session of an exercise may be, after all that were done of it.

    Args:
        sets: All sets of this one exercise, in any order.
        rules: Those that formcheck brings where it is None.

    >>> days = [datetime(2026, 1, 5), datetime(2026, 1, 7)]
    >>> found = propose([SetDone(str(d), d, 12, 12, 12, (10, 12), load_kg=20.0) for d in days])
    >>> str(found.reason)
    '2 sessions in a row reached 12 reps in each set with at least 90 % of them clean: add 2.5 kg.'
    """
    rules = rules or shipped_rules()
    ordered = sorted(sets, key=lambda each: each.at)
    by_session = sorted(ordered, key=lambda each: each.session)  # stable: by time within one
    found = [_Session(tuple(own)) for _, own in groupby(by_session, key=lambda e: e.session)]
    sessions = sorted(found, key=lambda each: each.sets[-1].at)
    if not sessions or not any(each.done for each in sessions[-1].sets):
        nothing = sentence(N_("No set of it was counted yet that could tell anything."))
        return Proposal("nothing", nothing)
    last = sessions[-1]
    untold = _untold(last, rules)
    if untold:
        return Proposal("nothing", untold)
    before = sessions[-2] if len(sessions) > 1 else None
    if last.clean_share < rules.earned.clean_share:
        return _after_faults(last, before, rules)
    return _after_clean(sessions, rules)


def _untold(last: _Session, rules: Rules) -> Sentence | None:
    """Why a session tells nothing; None where it does."""
    if last.doubts:
        one = N_("1 count is in doubt in the last session: settle it first.")
        many = N_("{count} counts are in doubt in the last session: settle them first.")
        return sentence(one if last.doubts == 1 else many, count=last.doubts)
    if last.judged_share < rules.judged.share:
        text = N_(
            "Only {share} % of the {unit} of the last session could be judged, so nothing is "
            "concluded from them."
        )
        return sentence(text, share=_percent(last.judged_share), unit=last.unit)
    return None


def _after_faults(last: _Session, before: _Session | None, rules: Rules) -> Proposal:
    said = sentence(
        N_("{share} % of the judged {unit} were clean"),
        share=_percent(last.clean_share),
        unit=last.unit,
    )
    fell_by = before.clean_share - last.clean_share if before and before.tells(rules) else 0.0
    if before is not None and fell_by >= rules.form.fell - 1e-9:
        said = sentence(
            N_("{said}, after {share} % in the session before"),
            said=said,
            share=_percent(before.clean_share),
        )
        if before.load_kg and last.load_kg and last.load_kg > before.load_kg:
            text = N_("{said}: go back to {load} kg, with which form held.")
            reason = sentence(text, said=said, load=f"{before.load_kg:g}")
            return Proposal("less", reason, "load", last.target, before.load_kg)
    if last.clean_share < rules.form.less_below:
        return _less(last, said, rules)
    text = N_("{said}: the same again until {needed} % are.")
    return _same(last, sentence(text, said=said, needed=_percent(rules.earned.clean_share)))


def _after_clean(sessions: Sequence[_Session], rules: Rules) -> Proposal:
    last, wanted = sessions[-1], rules.earned.sessions
    unit, top = last.unit, last.target[1]
    if not last.at_top:
        text = N_("The form held, but not every set reached {top} {unit}: the same again.")
        return _same(last, sentence(text, top=top, unit=unit))
    if not last.earned(rules):
        text = N_("One of the sets was less clean, or seen less, than the others: again.")
        return _same(last, sentence(text))
    row = 0
    for each in reversed(sessions):
        alike = each.load_kg == last.load_kg and each.target == last.target
        if not alike or not each.earned(rules):
            break
        row += 1
    if row < wanted:
        text = N_("{top} clean {unit} in each set, {row} of {wanted} times: once more.")
        return _same(last, sentence(text, top=top, unit=unit, row=row, wanted=wanted))
    earned = sentence(
        N_(
            "{wanted} sessions in a row reached {top} {unit} in each set with at least {needed} % "
            "of them clean"
        ),
        wanted=wanted,
        top=top,
        unit=unit,
        needed=_percent(rules.earned.clean_share),
    )
    return _more(last, earned, rules)


def _more(last: _Session, earned: Sentence, rules: Rules) -> Proposal:
    unit, target, load = last.sets[-1].unit, last.target, last.load_kg
    if load is not None:
        add = _load_step(load, rules)
        reason = sentence(N_("{earned}: add {load} kg."), earned=earned, load=f"{add:g}")
        return Proposal("more", reason, "load", target, load + add)
    amount = rules.reps if unit == "reps" else rules.seconds
    if target[1] >= amount.most:
        text = N_("{earned}; beyond {most} {unit} only load or lever add to it.")
        return _same(last, sentence(text, earned=earned, most=amount.most, unit=last.unit))
    by = min(amount.step, amount.most - target[1])
    grown = (target[0] + by, target[1] + by)
    text = N_("{earned}: aim at {by} {unit} more.")
    return Proposal("more", sentence(text, earned=earned, by=by, unit=last.unit), unit, grown)


def _less(last: _Session, said: Sentence, rules: Rules) -> Proposal:
    unit, target, load = last.sets[-1].unit, last.target, last.load_kg
    if load is not None:
        off = min(_load_step(load, rules), load)
        if load - off <= 0:
            text = N_("{said}: keep to the lightest load until more of them are.")
            return _same(last, sentence(text, said=said))
        reason = sentence(N_("{said}: take {load} kg off."), said=said, load=f"{off:g}")
        return Proposal("less", reason, "load", target, load - off)
    amount = rules.reps if unit == "reps" else rules.seconds
    by = min(amount.step, target[0] - 1)
    if by <= 0:
        text = N_("{said}: keep to the smallest target until more of them are.")
        return _same(last, sentence(text, said=said))
    reduced = (target[0] - by, target[1] - by)
    text = N_("{said}: aim at {by} {unit} less.")
    return Proposal("less", sentence(text, said=said, by=by, unit=last.unit), unit, reduced)


def _same(last: _Session, reason: Sentence) -> Proposal:
    return Proposal("same", reason, None, last.target, last.load_kg)


def _load_step(load: float, rules: Rules) -> float:
    steps = rules.load.steps
    step = next((each.kg for each in steps if load < each.below_kg), steps[-1].kg)
    return max(step, round(load * rules.load.share / step) * step)


def _percent(share: float) -> int:
    """A share in whole per cent, never rounded up past a limit that it did not reach."""
    return int(share * 100 + 1e-9)
