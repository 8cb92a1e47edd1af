"""Frames at an even rate, for formats whose header states one rate for all rows.

A phone's frames do not come evenly, and OpenSim believes the header.  Each joint is interpolated
between the two frames around a row's time.  Between frames that are farther apart than `GAP_S`, and
where nobody was seen in one of the two, there is nothing: NaN.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.pose import FloatArray

GAP_S = 0.25
"""Nothing is made up between frames that are farther apart than this: a quarter of a second, in
which a limb can be anywhere."""


def even_times(times: Sequence[float], fps: float) -> FloatArray:
    """The times of rows at an even rate, from the first frame to the last.

    Args:
        times: Of the frames, seconds, in order.
        fps: Rows a second.

    Returns:
        The times, shape (rows,), seconds.

    >>> even_times([0.0, 0.06, 0.1], 20.0).tolist()
    [0.0, 0.05, 0.1]
    """
    rows = int(np.floor((times[-1] - times[0]) * fps + 1e-6)) + 1
    return np.asarray(times[0] + np.arange(rows) / fps, dtype=np.float64)


def interpolated(times: Sequence[float], values: FloatArray, at: FloatArray) -> FloatArray:
    """Values of frames at other times.

    Args:
        times: Of the frames, seconds, in order.
        values: Of the frames, shape (frames, ...); NaN where there is none.
        at: The times that are wanted, shape (rows,), seconds.

    Returns:
        The values, shape (rows, ...); NaN where there are none near enough.
    """
    known = np.asarray(times, dtype=np.float64)
    after = np.clip(np.searchsorted(known, at - 1e-9), 0, len(known) - 1)
    before = np.where(np.abs(known[after] - at) < 1e-9, after, np.maximum(after - 1, 0))
    step = known[after] - known[before]
    share = np.where(step > 0, (at - known[before]) / np.where(step > 0, step, 1.0), 0.0)
    share = share.reshape(-1, *[1] * (values.ndim - 1))
    mixed = np.asarray(values[before] * (1 - share) + values[after] * share, dtype=np.float64)
    # The one frame alone is what counts where a row falls on it, whatever its neighbour is.
    mixed = np.where(share == 0, values[before], mixed)
    mixed[step > GAP_S] = np.nan
    return mixed
