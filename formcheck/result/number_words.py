"""How numbers, times and lengths of time are written."""

from __future__ import annotations

import math

UNITS: dict[str, tuple[str, int]] = {
    "deg": ("°", 0),
    "%": (" %", 0),
    "s": (" s", 1),
    "ratio": ("", 2),
    "": ("", 2),
}
"""What stands behind a number of a unit, and how many digits after its point are written."""

_UNIT_WORDS = {"deg": "degrees", "%": "per cent", "s": "seconds", "ratio": "ratio"}


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


def moment_words(seconds: float | None) -> str:
    """A moment of the source, to the second.

    >>> moment_words(8.24), moment_words(75.5), moment_words(3723.0), moment_words(None)
    ('0:08', '1:15', '1:02:03', '-')
    """
    return clock(None if seconds is None else math.floor(seconds + 1e-6)).removesuffix(".0")


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
