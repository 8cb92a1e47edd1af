"""Times of a rep: what a check may ask of its tempo.  They are known once it was counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RepTime:
    """How long a part of a rep takes, seconds.

    Attributes:
        name: What exercise files call it.
        label: What people call it.
        what: One sentence for coaches.
        phrase: What a number of it is of, as it stands behind the number: "of lowering".
        unit: ``s``.
        below: "": there are no negative ones.
    """

    name: str
    label: str
    what: str
    phrase: str
    unit: str = "s"
    below: str = ""


REP_TIMES: dict[str, RepTime] = {
    each.name: each
    for each in (
        RepTime(
            "concentric_s",
            "time of lifting",
            "How long the way takes on which the muscles shorten, against the weight.",
            "of lifting",
        ),
        RepTime(
            "eccentric_s",
            "time of lowering",
            "How long the way takes on which the muscles give in, with the weight.",
            "of lowering",
        ),
        RepTime(
            "turn_pause_s",
            "stillness half-way",
            "How long the rep is held still where it turns.",
            "still half-way",
        ),
        RepTime(
            "start_pause_s",
            "stillness between reps",
            "How long the rest before the rep takes; not known of the first one of a set.",
            "still between the reps",
        ),
        RepTime(
            "rep_s",
            "time of the rep",
            "How long the whole rep takes, from leaving the start until it is back.",
            "of the whole rep",
        ),
    )
}
"""All times by name.  On rendered clips they are off by up to .24 s."""
