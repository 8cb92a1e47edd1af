"""The sentence about real people: in the README, and in the accuracy document."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import OutputError
from formcheck.evaluation.publish.wording import number
from formcheck.evaluation.statistics.scores import Figure, Scores
from formcheck.report.files import atomic_write

MARKS = ("<!-- real people -->", "<!-- /real people -->")
"""What stands between them is written by a command."""

_WIDTH = 100
_NONE = "Nothing was measured on clips of real people."


def real_people(scores: Scores) -> str:
    """What was measured on clips of real people, in a sentence or two that name no clip.

    Args:
        scores: What was found on them.
    """
    reps = scores.overall.reps
    parts = []
    if reps.exact.value is not None:
        n = reps.exact.n
        parts.append(
            f"of {n} {'clip' if n == 1 else 'clips'} of real people whose reps were counted by "
            f"eye, {_share(reps.exact)} counted exactly and {_share(reps.off_by_one)} within one"
        )
    silent = scores.overall.doubts.silent
    if silent.value is not None:
        parts.append(f"{_share(silent)} counted wrong without a doubt")
    if reps.false_per_minute.value is not None:
        parts.append(
            f"in {number(reps.false_per_minute.n / 60, 1)} minutes in which nobody "
            f"does the exercise {number(reps.false_per_minute.value)} false reps are counted a "
            "minute"
        )
    held = scores.overall.hold_error_s.median
    if held.value is not None:
        parts.append(f"holds are {number(held.value)} s off (median of {held.n})")
    text = "; ".join(parts)
    text = f"{text[0].upper()}{text[1:]}." if text else _NONE
    measured = scores.measured
    if measured is None:
        return text
    return f"{text} Measured by `make footage` on {measured.processor}, {measured.date}."


def write_readme(file: Path, also: Scores) -> Path:
    """Write the sentence into a README, between its marks; the rest stays as it is.

    Args:
        file: The README.
        also: What was found on real people.

    Returns:
        The file.

    Raises:
        OutputError: It cannot be read or written, or its marks cannot be found.
    """
    try:
        text = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{file}: cannot be read, so it is left as it is") from error
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    if [text.count(mark) for mark in MARKS] != [1, 1] or MARKS[1] in before:
        raise OutputError(
            f"{file}: needs one {MARKS[0]} and one {MARKS[1]} after it; it is left as it is"
        )
    block = "\n".join([MARKS[0], *_lines(real_people(also)), MARKS[1]])
    return atomic_write(file, (before + block + after).encode())


def _share(figure: Figure) -> str:
    """How many of the clips: a share of few clips says less than their number."""
    count = round((figure.value or 0.0) * figure.n)
    return f"{count} {'is' if count == 1 else 'are'}"


def _lines(text: str) -> list[str]:
    """The text in lines; what stands between backticks is not broken."""
    lines = [""]
    for word in text.replace("`make footage`", "`make\0footage`").split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if len(longer) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return [line.replace("\0", " ") for line in lines]
