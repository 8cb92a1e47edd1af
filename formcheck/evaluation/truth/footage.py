"""Clips of real people that were counted by eye: one ``truth.json`` for a folder.

Counts, turns and holds are taken from it.  What it says of faults is free text and an impression,
so no fault is scored by it, and when somebody begins to exercise is not said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from formcheck.errors import InputError
from formcheck.evaluation.truth.clip_truth import ClipTruth
from formcheck.naming import composed, on_one_line, stored

_VIEWS = ("three-quarter", "side", "front", "back")


class _Clip(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    file: str
    exercise_id: str | None = None
    view: str | None = None
    reps: int | None = None
    reps_alt: str | None = None
    reps_also: list[int] = []
    hold_window_s: tuple[float, float] | None = None
    rep_peak_times_s: list[float] | None = None
    fps: float | None = None
    height: int | None = None
    duration_s: float


def parse_list(content: list[Any], file: Path) -> list[ClipTruth]:
    """Take in a list of clips.

    Args:
        content: What is in the document.
        file: Where it comes from; the clips are beside it.

    Raises:
        InputError: Something is missing, or of the wrong kind.
    """
    try:
        clips = [_Clip.model_validate(each) for each in content]
    except ValidationError as error:
        raise wrong(file, error) from None
    return sorted((_truth(clip, file) for clip in clips), key=lambda truth: truth.clip)


def _truth(clip: _Clip, file: Path) -> ClipTruth:
    taken = {"fps": clip.fps, "picture_height": clip.height}
    return ClipTruth(
        clip=on_one_line(composed(clip.file)),
        path=stored(file.parent / clip.file),
        exercise=clip.exercise_id,
        view=view_in(clip.view or ""),
        duration_s=clip.duration_s,
        counts=()
        if clip.reps is None
        else counts_in(clip.reps, clip.reps_also, clip.reps_alt or ""),
        turns=None if clip.rep_peak_times_s is None else tuple(clip.rep_peak_times_s),
        turns_exact=False,
        holds=() if clip.hold_window_s is None else (clip.hold_window_s,),
        exercising=None,
        faults_known=False,
        conditions={key: value for key, value in taken.items() if value is not None},
    )


def view_in(words: str) -> str | None:
    """The view that a description begins with.

    >>> view_in("side / slight front three-quarter"), view_in("front three-quarter, floor level")
    ('side', 'three-quarter')
    >>> view_in("from above")
    """
    for part in re.split(r"[/,;]", words):
        for view in _VIEWS:
            if re.search(rf"\b{view}\b", part):
                return view
    return None


def counts_in(count: int, also: Sequence[int], otherwise: str) -> tuple[int, ...]:
    """The count, and those under another reading, which are right as well.

    Args:
        count: The best count; it stays the first, by which errors are measured.
        also: Counts under another reading; where there are any, they are all of them.
        otherwise: The same in words, for clips where that is all that was written down.

    >>> counts_in(12, [], "13 if counted at the top"), counts_in(19, [], "18-20")
    ((12, 13), (19, 18, 20))
    >>> counts_in(8, [7, 9], "7 if the first pull is left out"), counts_in(3, [3], "")
    ((8, 7, 9), (3,))
    """
    if also:
        return tuple(dict.fromkeys((count, *also)))
    other = re.match(r"(\d+)(?:\s*-\s*(\d+))?", otherwise)
    if other is None:
        return (count,)
    low, high = int(other[1]), int(other[2] or other[1])
    return (count, *(each for each in range(low, high + 1) if each != count))


def wrong(file: Path, error: ValidationError) -> InputError:
    """What is wrong with a document, in one line."""
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"]) or "the document"
    return InputError(f"{file}: this is no truth that can be used: {key}: {first['msg']}")
