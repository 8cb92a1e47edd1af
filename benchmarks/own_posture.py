"""How far a flat back of one body is read apart from clip to clip: what a kept one is worth.

    python -m benchmarks.own_posture [FOLDER ...]

It takes rows and flies in which no back was rounded, of each body the lowest steady bend of every
clip, and compares all pairs of clips of one body: other clothes, other cameras, other pictures.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

from formcheck.checking import Session
from formcheck.exercises import load_exercise
from formcheck.recording import read
from formcheck.tracking import SubjectObserver

EXERCISES = ("bent-over-row", "reverse-fly")


def shown_by_body(folders: Iterable[Path]) -> dict[str, list[float]]:
    """The lowest steady bend of each clip in which the back is flat, by whose back it is."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for file in sorted(each for folder in folders for each in folder.glob("*.json")):
        truth = json.loads(file.read_text())
        flat = all(each["id"] != "rounded_back" for each in truth["faults"])
        if truth["exercise"] not in EXERCISES or not flat:
            continue
        observer, session = SubjectObserver(), Session(load_exercise(truth["exercise"]))
        for pose in read(file.with_name(truth["clip"])):
            session.update(observer.update(pose))
        own = session.own_posture(date.min).get(("back_bend", "standing"))
        if own is not None:
            found[truth["labels"]["body"]].append(own.value)
    return dict(found)


def apart(found: dict[str, list[float]]) -> list[float]:
    """How far two clips of one body are read apart, degrees, for all pairs."""
    return [abs(a - b) for values in found.values() for a, b in combinations(values, 2)]


def main(arguments: list[str] | None = None) -> None:
    """Print it."""
    parser = argparse.ArgumentParser(prog="benchmarks.own_posture", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("accuracy/tuning")])
    found = shown_by_body(parser.parse_args(arguments).folders)
    pairs = apart(found)
    middle, most = np.percentile(pairs, (50, 90)) if pairs else (np.nan, np.nan)
    print(f"{sum(map(len, found.values()))} clips of {len(found)} bodies, {len(pairs)} pairs:")
    print(f"half are within {middle:.0f} degrees, nine in ten within {most:.0f}")


if __name__ == "__main__":
    main()
