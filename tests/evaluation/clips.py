"""Hand-made truths, and what formcheck is made to have said of them: ten frames a second."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.evaluation.scoring.spans import Span, inside
from formcheck.evaluation.scoring.transcript import NOT_LOOKED, ReportedFault, Transcript
from formcheck.evaluation.truth.clip_truth import ClipTruth, TrueFault, TrueRep
from formcheck.events import DoubtKind, DoubtRaised, RepCounted, Tempo
from formcheck.exercises import Exercise, load_exercise

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
SAMPLES = ROOT / "sample_videos"
NAMES = sorted(path.name.removesuffix(".jsonl.gz") for path in RECORDINGS.glob("*.gz"))

FPS = 10
DURATION_S = 10.0
ROW = load_exercise("bent-over-row")
PLANK = load_exercise("plank")


def truth_of(exercise: Exercise | None = ROW, **known: Any) -> ClipTruth:
    """A clip of ten seconds from the side in which somebody exercises all the time."""
    everything: dict[str, Any] = {
        "clip": "clip.mp4",
        "path": Path("clip.mp4"),
        "exercise": exercise.id if exercise else None,
        "view": "side",
        "yaw_deg": 90.0,
        "side": "left",
        "duration_s": DURATION_S,
        "exercising": ((0.0, DURATION_S),) if exercise else (),
    }
    return ClipTruth(**{**everything, **known})


def fault(id_: str, from_s: float, to_s: float, value: float = 30.0) -> TrueFault:
    return TrueFault(id_, from_s, to_s, value)


def said(
    id_: str,
    from_s: float,
    to_s: float,
    *,
    after: float = 0.3,
    value: float = 30.0,
    limit: float = 20.0,
) -> ReportedFault:
    return ReportedFault(id_, from_s + after, from_s, to_s, value, limit)


def true_reps(*turns: float, tempo: tuple[float, float, float] | None = None) -> dict[str, Any]:
    """What a truth says of reps of one second each that turn at these times."""
    phases = tempo or (np.nan, np.nan, np.nan)
    return {
        "counts": (len(turns),),
        "turns": turns,
        "reps": tuple(TrueRep(turn - 0.5, turn, turn + 0.5, *phases) for turn in turns),
    }


def counted(*turns: float, half: float = 0.5, tempo: Tempo | None = None) -> tuple[RepCounted, ...]:
    """Counted reps around these turns."""
    phases = tempo or Tempo(out_s=0.5, turn_pause_s=0.0, back_s=0.5, start_pause_s=0.0)
    return tuple(
        RepCounted(
            time_s=turn + half,
            index=index,
            start_s=turn - half,
            turn_s=turn,
            end_s=turn + half,
            range=40.0,
            tempo=phases,
        )
        for index, turn in enumerate(turns, start=1)
    )


def doubted(at_s: float, *, fewer: int = 0, more: int = 0) -> DoubtRaised:
    """A doubt about a moment."""
    return DoubtRaised(time_s=at_s, at_s=at_s, kind=DoubtKind.UNCERTAIN, fewer=fewer, more=more)


def seen(
    exercise: Exercise = ROW,
    verdicts: Mapping[str, Sequence[tuple[Span, int]]] | None = None,
    *,
    active: Iterable[Span] = ((0.0, DURATION_S),),
    reps: tuple[RepCounted, ...] = (),
    holds: tuple[Span, ...] = (),
    faults: tuple[ReportedFault, ...] = (),
    doubts: tuple[DoubtRaised, ...] = (),
) -> Transcript:
    """What was said: each check's verdicts by the span in which they were so."""
    times = np.arange(int(DURATION_S * FPS)) / FPS
    codes = np.full((len(times), len(exercise.checks)), NOT_LOOKED, dtype=np.int8)
    for index, check in enumerate(exercise.checks):
        for (start, end), code in (verdicts or {}).get(check.id, ()):
            codes[(times >= start) & (times < end - 1e-9), index] = code
    return Transcript(
        times=times,
        lasting=np.full(len(times), 1 / FPS),
        active=inside(times, active),
        verdicts=codes,
        reps=reps,
        holds=holds,
        faults=faults,
        doubts=doubts,
    )


def sample_folder(folder: Path, names: Iterable[str] = NAMES, **more: Any) -> Path:
    """A folder of recorded sample videos with their truth."""
    for name in names:
        clip = f"{name}.jsonl.gz"
        shutil.copy(RECORDINGS / clip, folder / clip)
        write_truth(folder, name, clip=clip, **more)
    return folder


def keep_first(recording: Path, frames: int) -> None:
    """Leave the first frames of a recording alone, as if the camera had been stopped after them."""
    with gzip.open(recording, "rt", encoding="utf-8") as file:
        head, *lines, end = file
    with gzip.open(recording, "wt", encoding="utf-8") as file:
        file.writelines([head, *lines[:frames], end])


def write_truth(folder: Path, name: str, **more: Any) -> None:
    """A sample's truth, with changes."""
    truth = json.loads((SAMPLES / f"{name}.json").read_text())
    (folder / f"{name}.json").write_text(json.dumps({**truth, **more}))
