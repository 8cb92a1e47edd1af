"""How often limbs stray: for a moment they point elsewhere, abruptly there and abruptly back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from scipy import ndimage

from formcheck.pose import Landmark, Pose
from studio.body.jointed import Floats
from studio.landmarks.filming import near_or_far

ASTRAY_DEG, USUAL_DEG = 50.0, 25.0
"""A part of a limb that points elsewhere by more than the first strays; by less than the second, it
is as usual."""

ABRUPT_S = 0.15
"""The way from as usual to astray, or back, takes no longer."""

LONGEST_S = 0.8
"""What lasts longer is misread and no stray."""

PARTS = {
    "upper arm": ("SHOULDER", "ELBOW"),
    "forearm": ("ELBOW", "WRIST"),
    "thigh": ("HIP", "KNEE"),
    "shin": ("KNEE", "ANKLE"),
}


def astray_deg(read: Floats, true: Floats) -> Floats:
    """How far a part of a limb points elsewhere than it does, beyond what is so all the time.

    Args:
        read: From its root to its end as it is read, in any unit, (frames, axes).
        true: Likewise as it is, (frames, axes).

    Returns:
        Degrees, (frames,); 0 where it was not read.
    """
    off = _direction(read) - _direction(true)
    off -= np.nanmedian(off, axis=0)
    half = np.clip(np.linalg.norm(off, axis=1) / 2.0, 0.0, 1.0)
    found: Floats = np.nan_to_num(np.degrees(2.0 * np.arcsin(half)))
    return found


def strays_of(deg: Floats, times: Floats) -> list[float]:
    """How long each stray lasts, seconds.

    Args:
        deg: How far a part of a limb points elsewhere, (frames,).
        times: Of the frames, seconds, (frames,).

    >>> elsewhere = np.array([5.0, 5.0, 80.0, 80.0, 5.0, 5.0])
    >>> [round(lasts_s, 2) for lasts_s in strays_of(elsewhere, np.arange(6) / 20)]
    [0.1]
    """
    found = []
    for (run,) in ndimage.find_objects(ndimage.label(deg > USUAL_DEG)[0]):
        if not 0 < run.start < run.stop < len(deg):
            continue  # nobody saw it come, or go
        astray = run.start + np.flatnonzero(deg[run] > ASTRAY_DEG)
        if not len(astray):
            continue
        there_s = times[astray[0]] - times[run.start - 1]
        back_s = times[run.stop] - times[astray[-1]]
        lasts_s = times[run.stop] - times[run.start]
        if there_s <= ABRUPT_S and back_s <= ABRUPT_S and lasts_s <= LONGEST_S:
            found.append(float(lasts_s))
    return found


class StrayRates:
    """How often each part of a limb strays, on the near side and on the one turned away."""

    def __init__(self) -> None:
        self._minutes: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._lasts_s: defaultdict[tuple[str, str], list[list[float]]] = defaultdict(list)

    def add(self, poses: Sequence[Pose], world: Floats, away: Floats) -> None:
        """Another clip.

        Args:
            poses: As they were read.
            world: The true landmarks in metres, (frames, 33, 3).
            away: How far the left and the right side are turned away, 0 to 1, (2,).
        """
        times = np.array([pose.time_s for pose in poses])
        read = np.array([pose.world for pose in poses])
        for part, (root, end) in PARTS.items():
            for side, share in zip(("LEFT", "RIGHT"), away, strict=True):
                place = part, near_or_far(share)
                first, second = Landmark[f"{side}_{root}"], Landmark[f"{side}_{end}"]
                deg = astray_deg(*(each[:, second] - each[:, first] for each in (read, world)))
                self._minutes[place] += float(times[-1] - times[0]) / 60.0
                self._lasts_s[place].append(strays_of(deg, times))

    def lines(self) -> Iterator[str]:
        """What is told of them."""
        for place, clips in sorted(self._lasts_s.items()):
            lasts_s = [each for clip in clips for each in clip]
            rate = len(lasts_s) / self._minutes[place]
            some = sum(1 for clip in clips if clip) / len(clips)
            quarters = " ".join(f"{q:.2f}" for q in np.percentile(lasts_s or [0.0], (25, 50, 75)))
            yield (
                f"{place[0]:<10}{place[1]:<5}{rate:6.1f} a minute in {some:.2f} of limbs, "
                f"{quarters} s (quartiles)"
            )


def _direction(way: Floats) -> Floats:
    found: Floats = way / np.linalg.norm(way, axis=1, keepdims=True)
    return found
