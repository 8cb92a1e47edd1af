"""What is at stake where a form check fails: the order, the words and the signs of severities."""

from __future__ import annotations

from typing import Literal, NamedTuple

from formcheck.catalogue import N_

Severity = Literal["risk", "technique", "range", "tempo"]


class Meaning(NamedTuple):
    """What a severity means to a person.

    Attributes:
        words: What it is called.
        shape: The shape that stands for it in drawings, so that nothing is told by colour alone.
        sign: The same shape as a letter, for text.
    """

    words: str
    shape: Literal["triangle", "diamond", "square", "circle"]
    sign: str


SEVERITIES: dict[Severity, Meaning] = {
    "risk": Meaning(N_("risk of strain"), "triangle", "▲"),
    "technique": Meaning(N_("technique"), "diamond", "◆"),
    "range": Meaning(N_("range of motion"), "square", "■"),
    "tempo": Meaning(N_("tempo"), "circle", "●"),
}
"""All severities, most severe first.  Colours belong to what is drawn on."""

_RANKS = {severity: place for place, severity in enumerate(SEVERITIES)}


def rank(severity: Severity) -> int:
    """The place of a severity among all; 0 is the most severe.

    >>> sorted(["tempo", "risk", "range"], key=rank)
    ['risk', 'range', 'tempo']
    """
    return _RANKS[severity]
