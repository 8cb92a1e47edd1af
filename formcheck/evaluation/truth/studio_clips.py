"""Reading what is true of clips.

Two formats are read: the studio's, a JSON document beside each clip, and a list of clips of real
people in one ``truth.json``, counted by eye (`formcheck.evaluation.truth.footage`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from formcheck.errors import InputError
from formcheck.evaluation.scoring.spans import Span
from formcheck.evaluation.truth.clip_truth import NAN, ClipTruth, TrueFault, TrueRep
from formcheck.evaluation.truth.footage import parse_list, wrong
from formcheck.naming import composed, on_one_line, stored

LIST = "truth.json"
"""The file that has the truth of all clips of a folder."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)


class _Tempo(_Part):
    out_s: float | None = None
    turn_pause_s: float | None = None
    back_s: float | None = None


class _Rep(_Part):
    start_s: float
    turn_s: float
    end_s: float
    tempo: _Tempo = _Tempo()


class _Hold(_Part):
    start_s: float
    end_s: float


class _Fault(_Part):
    id: str
    from_s: float
    to_s: float
    value: float | None = None


class _Studio(_Part):
    """The studio's document, of schema 1 and 2."""

    clip: str
    exercise: str | None
    view: str | None = None
    yaw_deg: float | None = None
    side: str | None = None
    fps: float | None = None
    height: int | None = None
    duration_s: float
    reps: list[_Rep] = []
    holds: list[_Hold] = []
    exercising: list[tuple[float, float]] | None = None
    faults: list[_Fault] = []
    doubtful: list[_Fault] = []
    angles: dict[str, list[float | None]] = {}
    labels: dict[str, str] = {}
    conditions: dict[str, str | float | bool | None] = {}


def read_truths(folder: Path) -> list[ClipTruth]:
    """Read the truth of all clips of a folder, in the order of their names.

    Args:
        folder: With a JSON document beside each clip, or a ``truth.json`` for all.

    Raises:
        InputError: There is none, or one is wrong; the message says which.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder of clips with their truth")
    found: list[ClipTruth] = []
    for file in sorted(folder.glob("*.json")):
        content = _load(file)
        if file.name == LIST and isinstance(content, list):
            found += parse_list(content, file)
        elif isinstance(content, dict) and "clip" in content:
            found.append(parse_clip(content, file))
    if not found:
        raise InputError(
            f"{folder}: there is no truth here (a JSON document with a clip's name in it, "
            f"or a {LIST})"
        )
    names = [truth.clip for truth in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{folder}: there are two truths of {twice[0]}")
    return found


def parse_clip(content: Mapping[str, Any], file: Path) -> ClipTruth:
    """Take in a document of the studio's.

    Args:
        content: What is in it.
        file: Where it comes from; the clip is beside it.

    Raises:
        InputError: Something is missing, or of the wrong kind.
    """
    try:
        doc = _Studio.model_validate(content)
    except ValidationError as error:
        raise wrong(file, error) from None
    spans: list[Span] = list(doc.exercising or [])
    if doc.exercising is None and doc.exercise is not None:
        spans = [(0.0, doc.duration_s)]
    conditions: dict[str, str | float] = {}
    picture = {"fps": doc.fps, "picture_height": doc.height}
    for key, value in {**picture, **doc.conditions}.items():
        if isinstance(value, bool):
            conditions[key] = "yes" if value else "no"
        elif value is not None:
            conditions[key] = value
    return ClipTruth(
        clip=on_one_line(composed(doc.clip)),
        path=stored(file.parent / doc.clip),
        exercise=doc.exercise,
        view=doc.view,
        yaw_deg=_number(doc.yaw_deg),
        side=doc.side,
        duration_s=doc.duration_s,
        counts=(len(doc.reps),),
        turns=tuple(rep.turn_s for rep in doc.reps),
        reps=tuple(
            TrueRep(
                rep.start_s,
                rep.turn_s,
                rep.end_s,
                _number(rep.tempo.out_s),
                _number(rep.tempo.turn_pause_s),
                _number(rep.tempo.back_s),
            )
            for rep in doc.reps
        ),
        holds=tuple((hold.start_s, hold.end_s) for hold in doc.holds),
        exercising=tuple(spans),
        faults=tuple(map(_fault, doc.faults)),
        doubtful=tuple(map(_fault, doc.doubtful)),
        angles={name: np.array(column, dtype=np.float64) for name, column in doc.angles.items()},
        labels=doc.labels,
        conditions=conditions,
    )


def _load(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}") from error
    except ValueError:
        raise InputError(f"{file}: this is not JSON") from None


def _fault(fault: _Fault) -> TrueFault:
    return TrueFault(fault.id, fault.from_s, fault.to_s, _number(fault.value))


def _number(value: float | None) -> float:
    return NAN if value is None else value
