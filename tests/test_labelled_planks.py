"""On labelled landmarks of real planks, which are not part of the project: sag, pike, correct."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from formcheck.exercises import load_exercise
from formcheck.measures import MEASURES, Figure
from formcheck.pose import LANDMARKS, Landmark, Pose

FILE = (
    Path(os.environ.get("FORMCHECK_LANDMARKS") or Path(__file__).parents[2] / "shared/landmarks")
    / "plank_labelled.csv"
)
HEIGHT = 720


def body_lines(aspect: float) -> dict[str, list[float]]:
    """The body line of every labelled frame, by label; the frames' shape was not published."""
    if not FILE.is_file():
        pytest.skip(f"no labelled landmarks at {FILE} (set FORMCHECK_LANDMARKS to their folder)")
    lines: dict[str, list[float]] = defaultdict(list)
    names = {m.name.lower(): m for m in Landmark}
    with FILE.open(newline="") as file:
        for index, row in enumerate(csv.DictReader(file)):
            image, visibility = np.full((LANDMARKS, 2), np.nan), np.zeros(LANDMARKS)
            for name, mark in names.items():
                if f"{name}_x" in row:
                    x, y = float(row[f"{name}_x"]), float(row[f"{name}_y"])
                    image[mark] = (x * aspect * HEIGHT, y * HEIGHT)
                    visibility[mark] = float(row[f"{name}_v"])
            pose = Pose(index, index / 30, round(aspect * HEIGHT), HEIGHT, image, visibility)
            near = visibility[[12, 24, 26]].sum() > visibility[[11, 23, 25]].sum()
            figure = Figure(pose, "right" if near else "left")
            lines[row["label"]].append(MEASURES["body_line"].of(figure))
    return lines


@pytest.mark.footage
@pytest.mark.parametrize("aspect", [16 / 9, 4 / 3])
def test_labels_are_met(aspect: float) -> None:
    checks = {c.id: c for c in load_exercise("plank").checks}
    sag, pike = checks["hips_sagging"], checks["hips_piking"]
    assert sag.min is not None
    assert pike.max is not None
    lines = body_lines(aspect)
    correct, low, high = (np.array(lines[label]) for label in "CLH")
    accused = (correct < sag.min - sag.margin) | (correct > pike.max + pike.margin)
    assert accused.mean() < 0.01
    assert (low < sag.min - sag.margin).mean() > 0.97
    assert (high > pike.max + pike.margin).mean() > 0.97
    assert (low < pike.max).all()
    assert (high > sag.min).all()
