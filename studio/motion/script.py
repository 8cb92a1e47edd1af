"""A script: postures at times, mixed smoothly between, with sway; for one time or for all at once.

Postures are rows of numbers (`studio.pose.posture`).  Each number goes monotonically from key to
key and rests where it turns (piecewise cubic, Fritsch and Carlson), so that a body flows through
what lies on its way and stops at the ends.
"""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from studio.body.jointed import SIDES, Floats
from studio.motion.timing import Sway
from studio.pose.posture import AT, COLUMNS, columns, side_columns

LEAST_S = 0.02  # between two keys, seconds
STEP_M = 0.07  # a foot that moves farther than this moves before or after the other one
LIFTED_M = 0.05
_FEET = ("foot_ahead", "foot_x", "foot_up", "foot", "toe", "toe_out", "knee", "knee_out")
_ARMS = ("arm_ahead", "arm_out", "fore_ahead", "fore_out", "grip")
_SWAY = {
    **dict.fromkeys(("torso", "flexion"), 0.5),
    **dict.fromkeys(("turn", "head"), 1.4),
    **dict.fromkeys(("twist", "bend", "roll"), 0.35),
    **dict.fromkeys(("arm_ahead", "arm_out", "fore_ahead", "fore_out"), 1.1),
    **dict.fromkeys(("hip_ahead", "hip_aside"), 0.004),
}
"""Deviation of what wanders, degrees and metres, for a scene's `sway` 1."""
BREATH = (("torso", 0.35), ("flexion", -0.5), ("shoulders", 0.8))
BREATH_HZ = 0.27


class Script:
    """Keys in order of time.

    Attributes:
        now: time of the last key, seconds.
        row: the last key's posture.
    """

    def __init__(self, row: Floats) -> None:
        """Begin with a posture at time 0.

        Args:
            row: the posture, as many numbers as all later ones, (n,).
        """
        self.now, self.row = 0.0, row.copy()
        self._times, self._rows = [0.0], [row.copy()]

    def go(self, row: Floats, seconds: float, hold_s: float = 0.0, *, steps: bool = False) -> None:
        """Go to a posture and stay there.

        Args:
            row: the posture.
            seconds: the way takes.
            hold_s: stay.
            steps: feet that move go one after the other and are lifted.
        """
        seconds = max(seconds, 2.0 * LEAST_S)
        moved = {s: self._moved(row, s) for s in SIDES}
        if steps and max(moved.values()) > STEP_M:
            first, second = SIDES if moved["L"] >= moved["R"] else SIDES[::-1]
            own, other = side_columns(first, _FEET), side_columns(second, _FEET)
            middle = (self.row + row) / 2.0
            middle[own], middle[other] = row[own], self.row[other]
            lifts = [(0.25, self.row, middle, first), (0.75, middle, row, second)]
            for share, a, b, side in lifts:
                between = (a + b) / 2.0
                between[AT[f"foot_up.{side}"]] += LIFTED_M if moved[side] > STEP_M else 0.0
                self._key(self._times[-1] + seconds / 4.0, between)
                if share < 0.5:
                    self._key(self._times[-1] + seconds / 4.0, middle)
            self._key(self.now + seconds, row)
        else:
            self._key(self.now + seconds, row)
        if hold_s > LEAST_S:
            self._key(self.now + hold_s, row)

    def wait(self, seconds: float) -> None:
        """Stay where one is."""
        if seconds > LEAST_S:
            self._key(self.now + seconds, self.row)

    def _moved(self, row: Floats, side: str) -> float:
        which = side_columns(side, ("foot_ahead", "foot_x"))
        return float(np.linalg.norm(row[which] - self.row[which]))

    def _key(self, at_s: float, row: Floats) -> None:
        self._times.append(max(at_s, self._times[-1] + LEAST_S))
        self._rows.append(np.array(row, dtype=np.float64))
        self.now, self.row = self._times[-1], self._rows[-1]

    def moved_back(self, seconds: float) -> None:
        """Let everything begin so much earlier: what lies before time 0 is not seen."""
        self._times = [t - seconds for t in self._times]
        self.now -= seconds

    def played(self, rng: np.random.Generator, *, sway: float, lag_s: float) -> Played:
        """The script as it is done.

        Args:
            rng: source of the sway.
            sway: 1 is usual.
            lag_s: the right arm comes so much later, or the left one if negative.
        """
        return Played(self._times, self._rows, rng, sway, lag_s)


class Played:
    """Rows of numbers for any times."""

    def __init__(
        self,
        times: list[float],
        rows: list[Floats],
        rng: np.random.Generator,
        sway: float,
        lag_s: float,
    ) -> None:
        """See `Script.played`.

        Args:
            times: of the keys, seconds, in order.
            rows: the posture of each key, (n,).
            rng: source of breath and sway.
            sway: how much of it, 1 is usual.
            lag_s: the right arm is late by so much, the left one if it is negative, seconds.
        """
        self._end = times[-1]
        self._curve = PchipInterpolator(np.array(times), np.array(rows))
        self._start = times[0]
        self._late = side_columns("R" if lag_s >= 0.0 else "L", _ARMS)
        self._lag = abs(lag_s)
        self._breath = float(rng.uniform(0.0, 2.0 * np.pi))
        self._rate = BREATH_HZ * float(rng.uniform(0.75, 1.5)) * 2.0 * np.pi
        self._swaying = [i for name in _SWAY for i in columns(name)]
        self._size = sway * np.array([_SWAY[COLUMNS[i].split(".")[0]] for i in self._swaying])
        self._wander = Sway(rng, len(self._swaying))
        self._breathing = sway

    def rows(self, times: Floats) -> Floats:
        """The numbers at some times, (len(times), columns)."""
        found: Floats = self._curve(np.clip(times, self._start, self._end))
        if self._lag:
            late = self._curve(np.clip(times - self._lag, self._start, self._end))
            found[:, self._late] = late[:, self._late]
        found[:, self._swaying] += self._size * self._wander.over(times)
        breath = self._breathing * np.sin(self._rate * times + self._breath)
        for name, size in BREATH:
            found[:, AT[name]] += size * breath
        return found
