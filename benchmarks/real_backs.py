"""How real backs bend, and what is said of them, from folders of clips that people looked at.

    python -m benchmarks.real_backs FOLDER [FOLDER ...] --poses-cache DIR

A folder holds clips and their `truth.json`: per clip `file`, `exercise_id`, and `faults` with
`fault` in words and `certainty`.  What is printed names no clip.  The first table is of the
exercises in which formcheck judges the back, the second of everybody who was seen upright, too.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.checking import Session
from formcheck.checking.upright import FLAT_DEG, UPRIGHT_S
from formcheck.events import Event, FaultStarted
from formcheck.exercises import Exercise, list_exercises
from formcheck.measures.back import (
    USUAL_ERROR_DEG,
    back_bend,
    back_bend_of,
    back_in_sight,
    stands_upright,
    well_resolved,
)
from formcheck.pose import FloatArray, Pose
from formcheck.recording import read
from formcheck.tracking import SubjectObserver

LOOKED_S = 1.0
"""A back that can be looked at for less than this says nothing of the whole clip, seconds."""

ALSO = frozenset({"squat"})
"""Besides the exercises whose back is judged: people hinge in it, too, and were seen upright."""


@dataclass(frozen=True)
class Back:
    """How a back was read all through one clip.

    Attributes:
        rounded: Whether it is surely rounded, by who looked at the clip.
        bends: What it read wherever it could be looked at and was believed, degrees.
        trunk_px: Length of the trunk there, median, pixels.
        residual: Of the outline there, median, in trunks.
        well: Share of well resolved outlines among those that could be looked at.
        upright: What the same person's back read upright, median, degrees; NaN where not seen.
        told: Whether the checker said that it is rounded; None where it does not judge backs.
    """

    rounded: bool
    bends: FloatArray
    trunk_px: float
    residual: float
    well: float
    upright: float
    told: bool | None

    @property
    def alone(self) -> str:
        """What the middle bend says, with neither the person's own back nor time."""
        middle = float(np.median(self.bends))
        if middle > FLAT_DEG + USUAL_ERROR_DEG:
            return "rounded"
        return "flat" if middle <= FLAT_DEG else "not judged"


def back_of(poses: Sequence[Pose], exercise: Exercise, *, rounded: bool) -> Back | None:
    """Follow a clip; None where the back could not be looked at for long enough."""
    observer, session = SubjectObserver(), Session(exercise)
    looked: list[tuple[float, float, float]] = []
    unclear, looked_s, upright, upright_s = 0, 0.0, [], 0.0
    events: list[Event] = []
    before_s = poses[0].time_s if poses else 0.0
    for pose in poses:
        subject = observer.update(pose)
        events += session.update(subject)
        step_s, before_s = pose.time_s - before_s, pose.time_s
        figure = subject.figure
        if figure is None or pose.back is None or subject.view != "side":
            continue
        bend = back_bend_of(figure)
        if stands_upright(figure) and not math.isnan(bend):
            upright.append(bend)
            upright_s += step_s
        if back_in_sight(figure) and math.isnan(bend):
            unclear += 1
        elif back_in_sight(figure):
            looked.append((bend, figure.torso_px, back_bend(pose.back).residual))
            looked_s += step_s
    if looked_s < LOOKED_S:
        return None
    bends, trunks, residuals = np.array(looked).T
    good = sum(map(well_resolved, trunks, residuals))
    ids = {check.id for check in exercise.checks if check.measure == "back_bend"}
    return Back(
        rounded=rounded,
        bends=bends,
        trunk_px=float(np.median(trunks)),
        residual=float(np.median(residuals)),
        well=good / (len(looked) + unclear),
        upright=float(np.median(upright)) if upright_s >= UPRIGHT_S else math.nan,
        told=any(isinstance(e, FaultStarted) and e.id in ids for e in events) if ids else None,
    )


def backs(folders: Iterable[Path], cache: Path) -> Iterator[Back]:
    """The backs of all clips in which somebody hinges; those without kept poses are found now."""
    from formcheck.finding.pose_cache import PoseCache  # noqa: PLC0415  # heavy

    kept = PoseCache(cache)
    known = {exercise.id: exercise for exercise in list_exercises()}
    for folder in folders:
        truths: list[dict[str, Any]] = json.loads((folder / "truth.json").read_text("utf-8"))
        for truth in truths:
            exercise = known.get(truth["exercise_id"])
            if exercise is None or not _hinges(exercise):
                continue
            poses = list(read(kept.recording_of(folder / truth["file"])))
            faults = [f for f in truth["faults"] if "rounded" in f["fault"]]
            sure = any(fault["certainty"] == "sure" for fault in faults)
            if faults and not sure:
                continue
            back = back_of(poses, exercise, rounded=sure)
            if back is not None:
                yield back


def _hinges(exercise: Exercise) -> bool:
    return exercise.id in ALSO or any(check.measure == "back_bend" for check in exercise.checks)


def table(found: Sequence[Back]) -> str:
    """What was read and what was said, by what is true and how well the outline is resolved."""
    lines = [
        "| backs | clips | trunk, pixels | residual | bend, middle of each | bend, 10th to 90th "
        "percentile of each | by the middle alone | told by the checker |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for rounded in (False, True):
        for well in (True, False):
            some = [
                b
                for b in found
                if b.told is not None and b.rounded == rounded and (b.well >= 0.5) == well
            ]
            name = f"{'rounded' if rounded else 'flat'}, {'well resolved' if well else 'worse'}"
            lines.append(_row(name, some))
    return "\n".join(lines)


def _row(name: str, some: Sequence[Back]) -> str:
    if not some:
        return f"| {name} | 0 |" + " - |" * 6
    cells = [
        name,
        str(len(some)),
        _range([b.trunk_px for b in some]),
        _range([b.residual for b in some], "{:.3f}"),
        _range([float(np.median(b.bends)) for b in some]),
        _range(np.concatenate([np.percentile(b.bends, [10, 90]) for b in some])),
        ", ".join(
            f"{sum(b.alone == said for b in some)} {said}"
            for said in ("rounded", "not judged", "flat")
        ),
        f"{sum(b.told is True for b in some)} rounded",
    ]
    return f"| {' | '.join(cells)} |"


def above_upright(found: Sequence[Back]) -> str:
    """How much more flat hinged backs bend than the same persons' upright ones."""
    some = [b for b in found if not b.rounded and not math.isnan(b.upright)]
    if not some:
        return "Nobody with a flat back was seen upright."
    middle = [float(np.median(b.bends)) - b.upright for b in some]
    most = [float(np.percentile(b.bends, 90)) - b.upright for b in some]
    return (
        f"{len(some)} clips of flat backs that were seen upright, too, where they read "
        f"{_range([b.upright for b in some])}: hinged, the middle is {_range(middle)} above that, "
        f"the 90th percentile {_range(most)}."
    )


def _range(values: Sequence[float] | FloatArray, form: str = "{:.0f}") -> str:
    return f"{form.format(min(values))} to {form.format(max(values))}"


def main(arguments: list[str] | None = None) -> None:
    """Prints the table and the sentence of `docs/rounded-back.md`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real_backs", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--poses-cache", type=Path, required=True)
    given = parser.parse_args(arguments)
    found = list(backs(given.folders, given.poses_cache))
    print(table(found))
    print()
    print(above_upright(found))


if __name__ == "__main__":
    main()
