"""How well angles are read: the pose model's angles against the sample videos' exact truth.

`python -m benchmarks.angles` prints, for each clip and angle of the near side, the median and the
95th percentile of the error in degrees, and how much too open a closed elbow is read.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from formcheck.measures import MEASURES
from formcheck.pose import FloatArray
from formcheck.tracking import SubjectObserver
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.source import open_video

CLIPS = Path(__file__).parents[1] / "sample_videos"
ANGLES = {"elbow_angle": "elbow", "knee_angle": "knee", "hip_angle": "hip"}
CLOSED_DEG = 100.0


def measured(clip: Path) -> tuple[dict[str, FloatArray], list[str]]:
    """The near side's angles in every frame, and which side that is.

    Returns:
        The name of each angle -> degrees, (frames,); and "left" or "right" for every frame.
    """
    observer = SubjectObserver()
    rows: dict[str, list[float]] = {name: [] for name in (*ANGLES, "torso_inclination")}
    sides: list[str] = []
    with open_video(clip) as source, PoseEstimator(watch_others=False) as estimator:
        for frame in source:
            pose = estimator.estimate(frame)
            figure = observer.update(pose).figure
            sides.append(figure.side if figure else "left")
            for name, values in rows.items():
                values.append(MEASURES[name].of(figure) if figure else np.nan)
    return {name: np.array(values) for name, values in rows.items()}, sides


def main() -> None:
    """Print the table."""
    print("median / p95 of the error, degrees; closed elbows: how much too open they are read")
    print(f"{'clip':<18}{'elbow':>14}{'closed elbow':>14}{'knee':>14}{'hip':>14}{'trunk':>14}")
    for path in sorted(CLIPS.glob("*.json")):
        truth = json.loads(path.read_text())
        if truth["view"] != "side":
            continue
        found, sides = measured(path.with_suffix(".mp4"))
        cells = []
        for name, true_name in ANGLES.items():
            true = np.array([truth["angles"][f"{true_name}_{s}"][i] for i, s in enumerate(sides)])
            off = found[name] - true
            cells.append(f"{np.nanmedian(abs(off)):.1f} / {np.nanpercentile(abs(off), 95):.1f}")
            if true_name == "elbow":
                closed = off[true < CLOSED_DEG]
                cells.append(f"{np.nanmedian(closed):+.1f}" if len(closed) else "-")
        trunk = np.array(truth["angles"]["torso_inclination"])
        off = abs(found["torso_inclination"] - trunk)
        cells.append(f"{np.nanmedian(off):.1f} / {np.nanpercentile(off, 95):.1f}")
        print(f"{path.stem:<18}" + "".join(f"{cell:>14}" for cell in cells))


if __name__ == "__main__":
    main()
