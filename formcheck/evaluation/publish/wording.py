"""How the figures of an evaluation are written: on the terminal, in the document, on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath

from formcheck.evaluation.statistics.scores import (
    ClipScore,
    Detection,
    FaultScores,
    Figure,
    Group,
    Scores,
)

NOTHING = "\N{EN DASH}"
"""Stands where there was nothing to measure."""


@dataclass(frozen=True, slots=True)
class FormattedFigure:
    """A figure in words.

    Attributes:
        value: The number, or a dash.
        interval: Its 95 % interval in brackets, or nothing.
        n: What it is made from.
        about: What else has to be said of it.
    """

    value: str
    interval: str
    n: int
    about: str = ""

    def __str__(self) -> str:
        parts = [" ".join(filter(None, (self.value, self.interval)))]
        if self.value != NOTHING:
            parts.append(f"n {self.n}")
        return ", ".join([*parts, self.about] if self.about else parts)


def number(value: float | None, digits: int = 2) -> str:
    """A number with so many digits; what is not quite 1 or not quite 0 never looks as if it were.

    >>> number(0.974), number(1.0), number(0.9972), number(0.99999), number(0.001)
    ('0.97', '1.00', '0.997', '>0.999', '0.001')
    >>> number(12.34, 1), number(-0.04, 1), number(None) == NOTHING
    ('12.3', '0.0', True)
    """
    if value is None:
        return NOTHING
    text = f"{value:.{digits}f}"
    if digits == 2 and 0.0 < value < 1.0 and text in {"0.00", "1.00"}:
        text = f"{value:.3f}"
        text = {"0.000": "<0.001", "1.000": ">0.999"}.get(text, text)
    if float(text.strip("<>")) == 0:
        return text.removeprefix("-")
    return text.replace("-", "\N{MINUS SIGN}")


def format_figure(figure: Figure | None, digits: int = 2, about: str = "") -> FormattedFigure:
    """A figure in words.

    >>> str(format_figure(Figure(value=0.974, low=0.93, high=0.99, n=42)))
    '0.97 [0.93, 0.99], n 42'
    >>> str(format_figure(Figure(value=None, n=0))) == NOTHING
    True
    """
    if figure is None or figure.value is None:
        return FormattedFigure(NOTHING, "", 0)
    interval = ""
    if figure.low is not None and figure.high is not None:
        interval = f"[{number(figure.low, digits)}, {number(figure.high, digits)}]"
    return FormattedFigure(number(figure.value, digits), interval, figure.n, about)


def format_count(value: float) -> str:
    """A number of clips or of seconds.

    >>> format_count(3.0), format_count(12.34)
    ('3', '12.3')
    """
    return f"{value:.1f}".removesuffix(".0")


def humanize(name: str) -> str:
    """The id of a check, a measure or a condition as people would write it.

    >>> humanize("torso_too_high"), humanize("fps")
    ('torso too high', 'fps')
    """
    return name.replace("_", " ")


def folder(path: str) -> str:
    """A folder as it was given; of an absolute path only the last name, machines differ.

    Args:
        path: The folder, or several with ", " between them.

    >>> folder("matrix/test/"), folder("../shared/footage, /home/me/clips")
    ('matrix/test', '../shared/footage, clips')
    """
    given = [PureWindowsPath(each) if "\\" in each else PurePath(each) for each in path.split(", ")]
    return ", ".join(each.name if each.is_absolute() else each.as_posix() for each in given)


def natural(text: str) -> tuple[tuple[float, str], ...]:
    """A key that sorts text with numbers in it as a person would.

    >>> sorted(["60-75", "105-120", "7.5 fps", "0-15", "dim"], key=natural)
    ['0-15', '7.5 fps', '60-75', '105-120', 'dim']
    """
    parts = re.findall(r"\d+(?:\.\d+)?|\D+", text)
    return tuple((float(p), "") if p[0].isdigit() else (float("inf"), p) for p in parts)


def values_of(scores: Scores, condition: str) -> list[tuple[str, Group]]:
    """The groups of a condition in their natural order."""
    return sorted(scores.by.get(condition, {}).items(), key=lambda each: natural(each[0]))


def worst_fault(group: Group) -> tuple[str, FaultScores] | None:
    """The check with the lowest F1 by clip; None where there is none to tell."""
    known = [
        (scores.by_clip.f1.value, id_, scores)
        for id_, scores in group.faults.items()
        if scores.by_clip.f1.value is not None
    ]
    return min(known, key=lambda each: each[:2])[1:] if known else None


def worst_clips(clips: Iterable[ClipScore], most: int) -> list[ClipScore]:
    """Those with something wrong, the worst first."""
    bad = [clip for clip in clips if clip.error_score > 0]
    return sorted(bad, key=lambda clip: (-clip.error_score, clip.clip, clip.exercise))[:most]


def counted(clip: ClipScore) -> str:
    """What was counted of what is there.

    >>> counted(ClipScore(clip="a.mp4", exercise="push-up", doing="push-up", reps=3,
    ...                   true_reps=(4, 5), error_score=1))
    '3 of 4 or 5'
    """
    if clip.reps is None:
        return NOTHING
    true = " or ".join(map(str, clip.true_reps))
    return f"{clip.reps} of {true}" if true else str(clip.reps)


def not_judged(detection: Detection) -> float:
    """How much was not judged, faulty and good alike."""
    return detection.faulty_not_judged + detection.good_not_judged
