"""The words of a result: the sentence that comes first, and how times and values are written.

The report and the command line both speak with these, so that they say the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from formcheck.catalogue import N_
from formcheck.events import AttemptMade, AttemptReason, DoubtKind
from formcheck.exercises import Exercise
from formcheck.result.document import Attempt, Doubt, Rep, Result, Sides
from formcheck.result.phrases import reps_words, say

ATTEMPT_WORDS = {
    "shallow": N_("It turned back before the full range was reached."),
    "not locked out": N_("It did not come all the way back to the start."),
    "too fast": N_("It was faster than a repetition of this exercise can be."),
    "a part left out": N_("A part of the movement was left out."),
    "lost sight": N_("The person, or the arm or leg that moves, was out of sight on the way."),
}
"""Why a movement was not counted, as a sentence, by `Attempt.reason`."""


def attempt_words(attempt: Attempt) -> str:
    """Why a movement was not counted, as a sentence.

    >>> attempt_words(Attempt(start_s=1, end_s=2, reason="a part left out", left_out=("the jump",)))
    'It was done without the jump.'
    """
    return _attempt(attempt.reason, attempt.left_out)


def attempt_reason(made: AttemptMade, exercise: Exercise) -> str:
    """The same of the checker's event."""
    known = exercise.rep.stages if exercise.rep else ()
    return _attempt(made.reason, [each.name for each in known if each.id in made.left_out])


def _attempt(reason: AttemptReason, left_out: Sequence[str]) -> str:
    if left_out:
        return say("done_without", parts=", ".join(left_out))
    return ATTEMPT_WORDS[reason.value]


DOUBT_WORDS = {
    DoubtKind.UNCERTAIN: N_("A movement was counted that may be no rep"),
    DoubtKind.MISSED: N_("A movement was not counted that may be a rep"),
    DoubtKind.SHORT: N_("A movement looked too short that may be a whole rep"),
    DoubtKind.CROWDED: N_("Two reps were counted where there may be one"),
    DoubtKind.UNSEEN: N_("Nobody could be followed for as long as a rep takes"),
    DoubtKind.SOMEBODY_ELSE: N_("Another person was in the picture for as long as a rep takes"),
    DoubtKind.FEW_FRAMES: N_("Frames are too far apart to see every rep that is done so fast"),
    DoubtKind.NOTHING_COUNTED: N_("A set seems to have been started, and nothing was counted"),
}
"""Why a count may be wrong, as a sentence without its full stop, by `Doubt.kind`."""

UNKNOWN_WORDS = {
    "wrong camera view": N_("The camera stood where this cannot be seen."),
    "a joint that the rule needs is not visible": N_(
        "A part of the body was hidden or out of view."
    ),
    "implausible skeleton": N_("The person could not be made out clearly."),
    "too few frames": N_("The video shows too few moments a second to tell."),
    "more than one person": N_("More than one person was in view."),
    "no clear outline of the back": N_("The outline of the back was covered or not clear."),
    "too close to the limit to call": N_("It was too close to the limit to call."),
    "the own upright posture was not shown yet": N_(
        "Your own upright posture was not shown yet: hold it for a moment, and it is compared."
    ),
}
"""Why something was not judged, as a sentence, by `NotJudged.reason`."""

UNITS: dict[str, tuple[str, int]] = {
    "deg": ("°", 0),
    "%": (" %", 0),
    "s": (" s", 1),
    "ratio": ("", 2),
    "": ("", 2),
}
"""What stands behind a number of a unit, and how many digits after its point are written."""

_UNIT_WORDS = {"deg": "degrees", "%": "per cent", "s": "seconds", "ratio": "ratio"}


def name_of(check: str, exercise: Exercise) -> str:
    """What people call a check, as it stands within a sentence.

    >>> from formcheck.exercises import load_exercise
    >>> row = load_exercise("bent-over-row")
    >>> name_of("rounded_back", row), name_of("*", row), name_of("not_known", row)
    ('rounded back', 'everything', 'not known')
    """
    if check == "*":
        return say("everything")
    for known in exercise.checks:
        if known.id == check:
            return known.name[:1].lower() + known.name[1:]
    return check.replace("_", " ")


def clock(seconds: float | None) -> str:
    """A time in the source.

    >>> clock(7.25), clock(75.5), clock(3723.0), clock(None)
    ('0:07.2', '1:15.5', '1:02:03.0', '-')
    """
    if seconds is None or not math.isfinite(seconds):
        return "-"
    tenths = round(seconds * 10)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    rest = f"{tenths // 10:02d}.{tenths % 10}"
    return f"{hours}:{minutes:02d}:{rest}" if hours else f"{minutes}:{rest}"


def duration(seconds: float | None) -> str:
    """A length of time.

    >>> duration(7.25), duration(75.5), duration(None)
    ('7.2 s', '1 min 16 s', '-')
    """
    if seconds is None or not math.isfinite(seconds):
        return "-"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def tenths(seconds: float | None) -> str:
    """A short time in a table, without its unit.

    >>> tenths(1.25), tenths(None)
    ('1.2', '-')
    """
    return "-" if seconds is None or not math.isfinite(seconds) else f"{seconds:.1f}"


TempoPhase = Literal["down_s", "pause_s", "up_s", "rest_s"]


def tempo_order(exercise: Exercise) -> tuple[TempoPhase, ...]:
    """The phases of a rep's tempo in the order in which the exercise is done.

    >>> from formcheck.exercises import load_exercise
    >>> tempo_order(load_exercise("bent-over-row"))
    ('rest_s', 'up_s', 'pause_s', 'down_s')
    >>> tempo_order(load_exercise("push-up"))
    ('rest_s', 'down_s', 'pause_s', 'up_s')
    """
    if exercise.rep is not None and exercise.rep.concentric == "out":
        return "rest_s", "up_s", "pause_s", "down_s"
    return "rest_s", "down_s", "pause_s", "up_s"


def tempo_words(exercise: Exercise) -> dict[TempoPhase, tuple[str, str]]:
    """The phases of a rep in the order in which they are done: a short head, and in full.

    >>> from formcheck.exercises import load_exercise
    >>> [full for _, full in tempo_words(load_exercise("bent-over-row")).values()]
    ['waiting before it', 'lifting', 'still at the top', 'lowering']
    >>> [head for head, _ in tempo_words(load_exercise("push-up")).values()]
    ['before', 'lower', 'bottom', 'lift']
    """
    order = tempo_order(exercise)
    far = "top" if order[1] == "up_s" else "bottom"
    words: dict[TempoPhase, tuple[str, str]] = {
        "rest_s": ("before", "waiting before it"),
        "down_s": ("lower", "lowering"),
        "pause_s": (far, f"still at the {far}"),
        "up_s": ("lift", "lifting"),
    }
    return {phase: words[phase] for phase in order}


def capital(text: str) -> str:
    """The same with its first letter large, and the others as they are.

    >>> capital("trunk too upright: ask ACE")
    'Trunk too upright: ask ACE'
    """
    return text[:1].upper() + text[1:]


def value(number: float | None, unit: str) -> str:
    """A measured value with its unit.

    >>> value(41.3, "deg"), value(0.123, "ratio"), value(1.2, "torso"), value(None, "deg")
    ('41°', '0.12', '1.20 torso', '-')
    """
    if number is None or not math.isfinite(number):
        return "-"
    suffix, digits = UNITS.get(unit, (f" {unit}", 2))
    text = f"{number:.{digits}f}"
    text = text.removeprefix("-") if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")
    return text + suffix


def value_unit(unit: str) -> str:
    """A unit's sign alone.

    >>> value_unit("deg"), value_unit("%"), value_unit("torso")
    ('°', '%', 'torso')
    """
    return UNITS[unit][0].strip() if unit in UNITS else unit


def unit_word(unit: str) -> str:
    """A unit, written out.

    >>> unit_word("deg"), unit_word("torso")
    ('degrees', 'torso')
    """
    return _UNIT_WORDS.get(unit, unit)


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "rep"), count(2, "rep")
    ('1 rep', '2 reps')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def side_words(sides: Sides) -> str:
    """How many reps each side made.

    >>> from formcheck.result.document import Side
    >>> side = Side(reps=6, good_reps=6, range=40.0)
    >>> side_words(Sides(left=side, right=side, both=0, unit="deg", difference=0.0, said=""))
    '6 on the left, 6 on the right'
    """
    each = say("on_each_side", left=sides.left.reps, right=sides.right.reps)
    return f"{each}, {say('with_both', count=sides.both)}" if sides.both else each


def perhaps_words(reps: int, range_: tuple[int, int] | None) -> str:
    """How many reps it may have been instead; "" where there is no doubt.

    Args:
        reps: How many were counted.
        range_: How many were done at least and at most; None where nobody knows.

    >>> perhaps_words(11, (11, 12)), perhaps_words(11, (10, 11)), perhaps_words(11, (10, 12))
    ('perhaps 12', 'perhaps 10', 'perhaps 10 to 12')
    >>> perhaps_words(11, (11, 13)), perhaps_words(11, (11, 14)), perhaps_words(11, (11, 11))
    ('perhaps 12 or 13', 'perhaps 12 to 14', '')
    """
    least, most = range_ or (reps, reps)
    if least >= reps >= most:
        return ""
    first = least if least < reps else reps + 1
    last = most if most > reps else reps - 1
    if first == last:
        return say("perhaps", first=first)
    return say("perhaps_or" if last == first + 1 else "perhaps_to", first=first, last=last)


def count_words(reps: int, range_: tuple[int, int] | None) -> str:
    """How many reps were counted, and how many it may have been instead.

    Args:
        reps: How many were counted.
        range_: How many were done at least and at most; None where nobody knows.

    >>> count_words(11, None), count_words(11, (11, 12)), count_words(1, (0, 2))
    ('11 reps', '11 reps, perhaps 12', '1 rep, perhaps 0 to 2')
    >>> count_words(0, (0, 1)), count_words(0, None)
    ('No reps, perhaps 1', 'No reps')
    """
    counted = reps_words(reps) if reps else say("no_reps")
    return ", ".join(filter(None, [counted, perhaps_words(reps, range_)]))


def moment_words(seconds: float | None) -> str:
    """A moment of the source, to the second.

    >>> moment_words(8.24), moment_words(75.5), moment_words(3723.0), moment_words(None)
    ('0:08', '1:15', '1:02:03', '-')
    """
    return clock(None if seconds is None else math.floor(seconds + 1e-6)).removesuffix(".0")


def doubt_words(doubt: Doubt) -> str:
    """Where and why the count may be wrong, within a line.

    >>> doubt = Doubt(at_s=8.2, kind=DoubtKind.MISSED, reason=DOUBT_WORDS[DoubtKind.MISSED], more=1)
    >>> doubt_words(doubt)
    'at 0:08: a movement was not counted that may be a rep'
    """
    reason = doubt.reason[:1].lower() + doubt.reason[1:]
    return f"at {moment_words(doubt.at_s)}: {reason}"


def headline(result: Result, exercise: Exercise) -> str:
    """What a person wants first: how much was done.

    Args:
        result: What was found.
        exercise: What was checked.

    >>> from formcheck.exercises import load_exercise
    >>> from formcheck.result.document import Source
    >>> source = Source(path="a.mp4", duration_s=9, fps=30, width=640, height=360, frames=270,
    ...                 frames_with_person=270)
    >>> headline(Result(exercise="plank", source=source), load_exercise("plank"))
    'No hold'
    """
    if result.summary.nothing_because:
        return result.summary.nothing_because
    if result.found_nobody:
        return say("nobody_found")
    if exercise.kind == "hold":
        return _hold_words(result, exercise)
    summary = result.summary
    text = count_words(summary.reps, summary.reps_range)
    if summary.reps and exercise.checks:
        text = f"{text} ({', '.join(form_words(result))})"
    if not summary.attempts:
        return text
    return f"{text}, {say('count_not_counted', count=summary.attempts)}"


def form_words(result: Result) -> list[str]:
    """How much of what was done is good, at fault, too close to call and not judged.

    >>> from formcheck.result.document import Hold, Source, Summary
    >>> source = Source(path="a.mp4", duration_s=9, fps=30, width=640, height=360, frames=270,
    ...                 frames_with_person=270)
    >>> summary = Summary(hold_s=8, good_hold_s=5, unsure_hold_s=2, unjudged_hold_s=1)
    >>> hold = Hold(start_s=0, end_s=8, good_s=5, unsure_s=2, unjudged_s=1)
    >>> form_words(Result(exercise="plank", source=source, summary=summary, holds=(hold,)))
    ['5.0 s good', '2.0 s too close to call', '1.0 s not judged']
    """
    if result.reps and not result.holds:
        forms = [rep.form for rep in result.reps]
        parts = [
            (forms.count("good"), "form_good"),
            (forms.count("fault"), "form_fault"),
            (forms.count("not judged"), "form_unjudged"),
        ]
        return [say(form, amount=number) for number, form in parts if number]
    summary = result.summary
    known_s = summary.good_hold_s + summary.unsure_hold_s + summary.unjudged_hold_s
    seconds = [
        (summary.good_hold_s, "form_good"),
        (summary.hold_s - known_s, "form_fault"),
        (summary.unsure_hold_s, "form_unsure"),
        (summary.unjudged_hold_s, "form_unjudged"),
    ]
    return [say(form, amount=duration(number)) for number, form in seconds if number >= 0.05]


def fault_words(result: Result, exercise: Exercise) -> list[str]:
    """How often each fault was found, one phrase a fault, the most frequent first."""
    phrases: list[tuple[int, str]] = []
    of_reps = {check.id for check in exercise.checks if exercise.judges_reps_by(check)}
    for check, times in result.summary.faults.items():
        in_reps = sum(check in rep.faults for rep in result.reps) if check in of_reps else 0
        if in_reps:
            text = say("in_reps", count=in_reps, reps=reps_words(len(result.reps)))
        else:
            seconds = sum(each.to_s - each.from_s for each in result.faults if each.id == check)
            key = "times_in_all" if times > 1 else "once_in_all"
            text = say(key, count=times, duration=duration(seconds))
        phrases.append((in_reps or times, f"{name_of(check, exercise)} {text}"))
    return [phrase for _, phrase in sorted(phrases, key=lambda each: -each[0])]


def no_fault_words(result: Result, exercise: Exercise) -> str:
    """What may be said where no fault was found: no more than was judged; "" if nothing was."""
    if not (result.reps or result.holds):
        return ""
    if not exercise.checks:
        return say("unchecked")
    if _nothing_judged(result):
        return say("none_judged")
    return say("no_fault_of_judged" if result.not_judged else "no_fault_found")


def no_fault_in(rep: Rep, exercise: Exercise) -> str:
    """What may be said of a rep in which no fault was found: no more than was judged."""
    if not exercise.checks:
        return say("unchecked")
    if rep.form == "not judged":
        return say("none_judged")
    return say("no_fault_of_judged" if rep.unknown else "no_fault_found")


def _nothing_judged(result: Result) -> bool:
    if result.reps and not result.holds:
        return all(rep.form == "not judged" for rep in result.reps)
    return result.summary.unjudged_hold_s >= result.summary.hold_s - 0.05


def verdict(result: Result, exercise: Exercise) -> str:
    """The headline and what is wrong, in one line.

    Args:
        result: What was found.
        exercise: What was checked.
    """
    rest = fault_words(result, exercise) or [no_fault_words(result, exercise)]
    return "; ".join(filter(None, [headline(result, exercise), *rest]))


def _hold_words(result: Result, exercise: Exercise) -> str:
    summary = result.summary
    if not result.holds:
        return say("no_hold")
    held = duration(summary.hold_s)
    several = len(result.holds) > 1
    text = say("held_in" if several else "held", duration=held, count=len(result.holds))
    text = f"{text} ({', '.join(form_words(result))})" if exercise.checks else text
    return f"{text}, {count_words(summary.reps, summary.reps_range)}" if exercise.rep else text
