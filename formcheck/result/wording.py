"""The words of a result: the sentence that comes first, how often it was good, each fault.

The report and the command line both speak with these, so that they say the same.
"""

from __future__ import annotations

from typing import Literal

from formcheck.exercises import Exercise
from formcheck.result.document import Rep, Result, Sides, partly_judged
from formcheck.result.number_words import duration
from formcheck.result.phrases import reps_words, say


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

    Of good reps is said how many were judged by fewer checks than others.

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
            (partly_judged(result.reps), "form_partly"),
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
