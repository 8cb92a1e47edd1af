"""What a person's history of one exercise earns: more, the same, less, or no proposal at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from formcheck.plans.rules import Rules, shipped_rules

Unit = Literal["reps", "seconds"]
Kind = Literal["more", "same", "less", "nothing"]
Grows = Literal["load", "reps", "seconds"]


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
    reason: str
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
    >>> propose([SetDone(str(d), d, 12, 12, 12, (10, 12), load_kg=20.0) for d in days]).reason
    '2 sessions in a row reached 12 reps in each set with at least 90 % of them clean: add 2.5 kg.'
    """
    rules = rules or shipped_rules()
    ordered = sorted(sets, key=lambda each: each.at)
    by_session = sorted(ordered, key=lambda each: each.session)  # stable: by time within one
    found = [_Session(tuple(own)) for _, own in groupby(by_session, key=lambda e: e.session)]
    sessions = sorted(found, key=lambda each: each.sets[-1].at)
    if not sessions or not any(each.done for each in sessions[-1].sets):
        return Proposal("nothing", "No set of it was counted yet that could tell anything.")
    last = sessions[-1]
    untold = _untold(last, rules)
    if untold:
        return Proposal("nothing", untold)
    before = sessions[-2] if len(sessions) > 1 else None
    if last.clean_share < rules.earned.clean_share:
        return _after_faults(last, before, rules)
    return _after_clean(sessions, rules)


def _untold(last: _Session, rules: Rules) -> str:
    """Why a session tells nothing; "" where it does."""
    if last.doubts:
        several = "counts are" if last.doubts > 1 else "count is"
        return f"{last.doubts} {several} in doubt in the last session: settle them first."
    if last.judged_share < rules.judged.share:
        unit = last.sets[-1].unit
        return (
            f"Only {_percent(last.judged_share)} % of the {unit} of the last session could be "
            "judged, so nothing is concluded from them."
        )
    return ""


def _after_faults(last: _Session, before: _Session | None, rules: Rules) -> Proposal:
    unit, share = last.sets[-1].unit, _percent(last.clean_share)
    comparable = before is not None and before.tells(rules)
    fell = (
        comparable
        and before is not None
        and before.clean_share - last.clean_share >= rules.form.fell - 1e-9
    )
    said = f"{share} % of the judged {unit} were clean"
    if fell and before is not None:
        said += f", after {_percent(before.clean_share)} % in the session before"
        heavier = before.load_kg and last.load_kg and last.load_kg > before.load_kg
        if heavier and before.load_kg:
            reason = f"{said}: go back to {before.load_kg:g} kg, with which form held."
            return Proposal("less", reason, "load", last.target, before.load_kg)
    if last.clean_share < rules.form.less_below:
        return _less(last, said, rules)
    needed = _percent(rules.earned.clean_share)
    return _same(last, f"{said}: the same again until {needed} % are.")


def _after_clean(sessions: Sequence[_Session], rules: Rules) -> Proposal:
    last, wanted = sessions[-1], rules.earned.sessions
    unit, top = last.sets[-1].unit, last.target[1]
    if not last.at_top:
        return _same(
            last, f"The form held, but not every set reached {top} {unit}: the same again."
        )
    if not last.earned(rules):
        return _same(last, "One of the sets was less clean, or seen less, than the others: again.")
    row = 0
    for each in reversed(sessions):
        alike = each.load_kg == last.load_kg and each.target == last.target
        if not alike or not each.earned(rules):
            break
        row += 1
    if row < wanted:
        return _same(last, f"{top} clean {unit} in each set, {row} of {wanted} times: once more.")
    needed = _percent(rules.earned.clean_share)
    earned = (
        f"{wanted} sessions in a row reached {top} {unit} in each set with at least {needed} % of "
        "them clean"
    )
    return _more(last, earned, rules)


def _more(last: _Session, earned: str, rules: Rules) -> Proposal:
    unit, target, load = last.sets[-1].unit, last.target, last.load_kg
    if load is not None:
        by = _load_step(load, rules)
        return Proposal("more", f"{earned}: add {by:g} kg.", "load", target, load + by)
    amount = rules.reps if unit == "reps" else rules.seconds
    if target[1] >= amount.most:
        return _same(last, f"{earned}; beyond {amount.most} {unit} only load or lever add to it.")
    by = min(amount.step, amount.most - target[1])
    grown = (target[0] + by, target[1] + by)
    return Proposal("more", f"{earned}: aim at {by} {unit} more.", unit, grown)


def _less(last: _Session, said: str, rules: Rules) -> Proposal:
    unit, target, load = last.sets[-1].unit, last.target, last.load_kg
    if load is not None:
        by = min(_load_step(load, rules), load)
        if load - by <= 0:
            return _same(last, f"{said}: keep to the lightest load until more of them are.")
        return Proposal("less", f"{said}: take {by:g} kg off.", "load", target, load - by)
    amount = rules.reps if unit == "reps" else rules.seconds
    by = min(amount.step, target[0] - 1)
    if by <= 0:
        return _same(last, f"{said}: keep to the smallest target until more of them are.")
    reduced = (target[0] - by, target[1] - by)
    return Proposal("less", f"{said}: aim at {by} {unit} less.", unit, reduced)


def _same(last: _Session, reason: str) -> Proposal:
    return Proposal("same", reason, None, last.target, last.load_kg)


def _load_step(load: float, rules: Rules) -> float:
    steps = rules.load.steps
    step = next((each.kg for each in steps if load < each.below_kg), steps[-1].kg)
    return max(step, round(load * rules.load.share / step) * step)


def _percent(share: float) -> int:
    """A share in whole per cent, never rounded up past a limit that it did not reach."""
    return int(share * 100 + 1e-9)
