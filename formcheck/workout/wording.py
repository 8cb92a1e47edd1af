"""The words for what was done: the count, a set that is over, the end of the workout.

The page and the window show these very words, so that both say the same number.
"""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.result.number_words import count
from formcheck.result.phrases import reps_words, say
from formcheck.result.wording import perhaps_words
from formcheck.workout.set_events import SetDone
from formcheck.workout.target import Target


def whole_seconds(held_s: float) -> int:
    """Seconds as they are shown: only whole ones count, whatever sums of floats make of them.

    >>> whole_seconds(19.9), whole_seconds(20 - 1e-9)
    (19, 20)
    """
    return int(held_s + 1e-6)


def count_of(reps: int, hold_s: float, target: Target) -> str:
    """The large number: reps or whole seconds, and what goes beyond the target as an extra.

    >>> count_of(7, 0.0, Target(3, reps=12)), count_of(14, 0.0, Target(3, reps=12))
    ('7', '12 + 2')
    >>> count_of(0, 19.99, Target(3, hold_s=20.0)), count_of(0, 23.5, Target(3, hold_s=20.0))
    ('19', '20 + 3')
    >>> count_of(9, 0.0, Target(1, work_s=45.0))
    '9'
    """
    wanted = _wanted(target)
    done = reps if target.counts else whole_seconds(hold_s)
    return f"{wanted} + {done - wanted}" if wanted and done > wanted else str(done)


def count_said(reps: int, target: Target) -> str:
    """What is said aloud of a rep.

    >>> count_said(12, Target(3, reps=12)), count_said(13, Target(3, reps=12))
    ('12', 'plus 1')
    """
    wanted = _wanted(target)
    return f"plus {reps - wanted}" if target.counts and wanted and reps > wanted else str(reps)


def amount_of(done: SetDone, target: Target) -> str:
    """What was done in a set.

    >>> from formcheck.events import DoubtKind, DoubtRaised
    >>> done = SetDone(1, 0.0, 9.0, 7, 0, 0.0, 0.0, reached=False)
    >>> amount_of(done, Target(3, reps=8))
    '7 of 8 reps'
    >>> amount_of(SetDone(1, 0.0, 9.0, 0, 0, 12.8, 9.0, reached=False), Target(3, hold_s=20.0))
    '12 of 20 seconds'
    >>> doubt = DoubtRaised(time_s=9, at_s=8, kind=DoubtKind.MISSED, fewer=0, more=1)
    >>> amount_of(SetDone(1, 0, 9, 7, 0, 0, 0, reached=False, doubts=(doubt,)), Target(3, reps=8))
    '7 of 8 reps, perhaps 8'
    >>> amount_of(SetDone(1, 0, 30, 9, 0, 30.0, 9, reached=True), Target(1, hold_s=30.0))
    '30 seconds, 9 reps'
    >>> amount_of(SetDone(1, 0, 30, 9, 0, 0.0, 0.0, reached=True), Target(1, work_s=30.0))
    '9 reps'
    """
    wanted, shown = _wanted(target), count_of(done.reps, done.hold_s, target)
    unit = "rep" if target.counts else "second"
    what = f"{shown} {unit}" if shown == "1" else f"{shown} {unit}s"
    if wanted and not done.reached:
        what = f"{shown} of {count(wanted, unit)}"
    within = reps_words(done.reps) if not target.counts and done.reps else ""
    perhaps = perhaps_words(done.reps, done.reps_range) if within or target.counts else ""
    return ", ".join(filter(None, [what, within, perhaps]))


def set_line(done: SetDone, target: Target) -> str:
    """The line about a set that is over.

    >>> done = SetDone(1, 0.0, 9.0, 14, 0, 0.0, 0.0, reached=True)
    >>> set_line(done, Target(3, reps=12))
    'Set 1: 12 + 2 reps, target reached'
    """
    reached = f", {say('target_reached')}" if done.reached else ""
    return f"Set {done.index}: {amount_of(done, target)}{reached}"


def set_said(done: SetDone, target: Target, *, resting: bool) -> str:
    """What is said aloud when a set is over, before what the end of the workout says.

    >>> done = SetDone(1, 0.0, 9.0, 12, 0, 0.0, 0.0, reached=True)
    >>> set_said(done, Target(3, reps=12, rest_s=90.0), resting=True)
    '12 reps. Rest, 1 minute 30 seconds.'
    """
    what = f"{amount_of(done, target)}."
    if not resting or target.rest_s < 1:
        return what
    minutes, seconds = divmod(round(target.rest_s), 60)
    parts = [count(n, unit) for n, unit in ((minutes, "minute"), (seconds, "second")) if n]
    return f"{what} Rest, {' '.join(parts)}."


def ending_of(sets: Sequence[SetDone], target: Target) -> tuple[str, str]:
    """The title of the end screen and a line under it.

    It says what was reached and nothing of the form, of which perhaps nothing was judged.

    >>> short = SetDone(1, 0.0, 9.0, 0, 0, 12.8, 9.0, reached=False)
    >>> ending_of([short], Target(1, hold_s=20.0))
    ('That was it', 'Set 1: 12 of 20 seconds.')
    >>> ending_of([], Target(1, hold_s=20.0))
    ('Finished', 'Nothing was counted.')
    """
    reached = sum(done.reached for done in sets)
    if reached >= target.sets:
        every = "The set" if len(sets) == 1 else "Every set"
        return "All done", f"{every} reached its target."
    if not sets:
        return "Finished", f"{say('nothing_counted')}."
    if len(sets) >= target.sets:
        if len(sets) == 1 or not sets[-1].reached:
            return "That was it", f"{set_line(sets[-1], target)}."
        return "That was it", f"{reached} of {target.sets} sets reached the target."
    return "Finished", f"{len(sets)} of {count(target.sets, 'set')}."


def _wanted(target: Target) -> int:
    return target.reps if target.reps is not None else int(target.hold_s or 0.0)
