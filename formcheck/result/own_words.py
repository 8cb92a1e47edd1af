"""What became of a person's own posture of another day, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from formcheck.catalogue import N_
from formcheck.checking.own_posture import OwnPosture, Stance
from formcheck.events import OwnAside
from formcheck.measures import MEASURES
from formcheck.result.number_words import duration, value
from formcheck.result.phrases import say

ASIDE_WORDS: Mapping[OwnAside, str] = {
    OwnAside.SHOWN_TODAY: N_("what you showed in this set was the measure"),
    OwnAside.UPRIGHT_UNSEEN: N_(
        "you were not seen standing upright side-on, which would show whether clothes and camera "
        "are as they were"
    ),
    OwnAside.OTHER_OUTLINE: N_("your outline upright is another one today: clothes or camera"),
    OwnAside.IMPLAUSIBLE: N_("nobody's own posture reads so: show it anew"),
}
"""Why it was set aside, as it stands behind a colon."""

POSTURES: Mapping[str, str] = {
    "back_bend": N_("your own flat back"),
    "trunk_lean": N_("your own upright trunk"),
    "neck_lean": N_("your own upright head"),
}
"""What a kept value is of, by its measure."""


STANCES: Mapping[Stance, str] = {"standing": N_("standing"), "seated": N_("seated")}
"""How it was shown."""


def own_kept_words(kept: OwnPosture) -> tuple[str, ...]:
    """What is kept as the person's own posture, a sentence each, or what helps.

    >>> from formcheck.checking.own_posture import OwnValue
    >>> own_kept_words({("trunk_lean", "seated"): OwnValue(2.0, date(2026, 11, 3))})
    ('Kept: your own upright trunk, seated, 2° on 3 November 2026.',)
    >>> own_kept_words({})[0].startswith("Nothing was kept as your own posture")
    True
    """
    if not kept:
        return (say("own_nothing"),)
    return tuple(
        say(
            "own_kept",
            posture=POSTURES[measure],
            stance=STANCES[stance],
            value=value(own.value, MEASURES[measure].unit),
            day=day_words(own.day),
        )
        for (measure, stance), own in kept.items()
    )


def day_words(day: date) -> str:
    """A day as it stands in a sentence.

    >>> day_words(date(2026, 11, 3))
    '3 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def own_words(
    name: str, measure: str, day: date, used_s: float, aside_s: Mapping[OwnAside, float]
) -> str:
    """What became of the person's own posture of another day, in a sentence.

    Args:
        name: What the check is called.
        measure: The measure that was kept.
        day: When that was shown.
        used_s: For how long was judged by it, seconds.
        aside_s: For how long it was set aside, seconds, by the reason.

    >>> own_words("Rounded back", "back_bend", date(2026, 11, 3), 4.2, {OwnAside.SHOWN_TODAY: 20})
    ... # doctest: +NORMALIZE_WHITESPACE
    'Rounded back: judged by your own flat back of 3 November 2026 for 4.2 s; for the rest what you
    showed in this set was the measure.'
    """
    own = say("own_of_day", posture=POSTURES[measure], day=day_words(day))
    if not aside_s:
        key = "own_used" if used_s else "own_not_needed"
        return say(key, name=name, own=own, duration=duration(used_s))
    why = ASIDE_WORDS[max(aside_s, key=lambda each: aside_s[each])]
    if used_s:
        return say("own_partly", name=name, own=own, duration=duration(used_s), why=why)
    return say("own_aside", name=name, own=own, why=why)
