"""How sure a figure is: clips are drawn again and again, and the figure is made anew each time.

A whole clip is drawn or not, never a frame or a rep of it: frames of one clip resemble each other.
The draws are seeded, so that the same clips give the same intervals.

Where every clip says the same (no error in 40 clips), drawing them again says the same again, and
the interval would be a point.  There the end is the one beyond which such a result would come up in
less than 2.5 % of cases: by the binomial distribution for shares, by Poisson's for rates.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from formcheck.evaluation.scoring.tally import Tally
from formcheck.evaluation.statistics.scores import Figure
from formcheck.pose import FloatArray

DRAWS = 1000
SEED = 20
LEVEL = 0.95
_BINS = 128
_TAIL = (1 - LEVEL) / 2
_DIGITS = 4


class Bootstrap:
    """Figures of a group of clips, each with its interval.

    Args:
        clips: What was counted and measured on each clip.
        draws: How often they are drawn.

    >>> clips = [Tally({"right": 1, "all": 1}), Tally({"right": 0, "all": 1})] * 10
    >>> share = Bootstrap(clips).share(["right"], ["all"])
    >>> share.value, share.low < 0.4, share.high > 0.6, share.n
    (0.5, True, True, 20)
    """

    def __init__(self, clips: Sequence[Tally], draws: int = DRAWS) -> None:
        self._clips = clips
        self._number = len(clips)
        names = sorted({name for tally in clips for name in tally.counts})
        self._index = {name: index for index, name in enumerate(names)}
        self._counts = np.array(
            [[tally.counts.get(name, 0.0) for name in names] for tally in clips],
            dtype=np.float64,
        ).reshape(self._number, len(names))
        self._sums = self._counts.sum(axis=0)
        self._weights = _weights(self._number, draws)
        self._drawn: FloatArray = self._weights @ self._counts

    def names(self) -> list[str]:
        """What was counted."""
        return list(self._index)

    def total(self, name: str) -> float:
        """A number, over all clips."""
        index = self._index.get(name)
        return 0.0 if index is None else float(self._sums[index])

    def share(
        self,
        part: Sequence[str],
        whole: Sequence[str],
        weights: Mapping[str, float] | None = None,
    ) -> Figure:
        """Some numbers as a share of others.

        Args:
            part: The numbers that are added up for the part.
            whole: The numbers that are added up for the whole.
            weights: How much each of them counts, where not 1.
        """
        weights = weights or {}
        over, under = self._sum(part, weights), self._sum(whole, weights)
        figure, clips = self._ratio(over, under)
        figure = figure.model_copy(update={"n": round(sum(map(self.total, whole)))})
        if figure.value not in (0.0, 1.0) or not clips:
            return figure
        bound = round(_TAIL ** (1 / clips), _DIGITS)
        if figure.value == 1.0:
            return figure.model_copy(update={"low": bound, "high": 1.0})
        return figure.model_copy(update={"low": 0.0, "high": round(1 - bound, _DIGITS)})

    def mean(self, name: str, per: str) -> Figure:
        """One number per another: a mean, if the other counts what was added up."""
        return self._ratio(self._sum([name], {}), self._sum([per], {}))[0]

    def rate(self, name: str, per: str, unit: float) -> Figure:
        """How often something happens per so much of something else."""
        over, under = self._sum([name], {}), self._sum([per], {})
        figure, _ = self._ratio((over[0] * unit, over[1] * unit), under)
        if figure.value != 0.0:
            return figure
        highest = -math.log(_TAIL) * unit / float(under[0].sum())
        return figure.model_copy(update={"low": 0.0, "high": round(highest, _DIGITS)})

    def quantiles(self, name: str, shares: Sequence[float]) -> list[Figure]:
        """Quantiles of all the values of one name.

        Args:
            name: The values'.
            shares: Which quantiles: .5 is the median.
        """
        kept = [tally.values.get(name, ()) for tally in self._clips]
        values = np.array([value for clip in kept for value in clip], dtype=np.float64)
        if not len(values):
            return [Figure(value=None, n=0) for _ in shares]
        clip_of = np.repeat(np.arange(self._number), [len(clip) for clip in kept])
        figures = [
            Figure(value=round(float(np.quantile(values, share)), _DIGITS), n=len(values))
            for share in shares
        ]
        if len(np.unique(clip_of)) < 2:
            return figures
        return [
            figure.model_copy(update={"low": low, "high": high})
            for figure, (low, high) in zip(
                figures, self._drawn_quantiles(values, clip_of, shares), strict=True
            )
        ]

    def _drawn_quantiles(
        self, values: FloatArray, clip_of: NDArray[np.intp], shares: Sequence[float]
    ) -> list[tuple[float, float]]:
        """The ends of the intervals; many values are taken together in bins of equal number."""
        order = np.argsort(values, kind="stable")
        bins = min(_BINS, len(values))
        bin_of = np.arange(len(values)) * bins // len(values)
        levels = np.bincount(bin_of, values[order]) / np.bincount(bin_of)
        content = np.zeros((self._number, bins), dtype=np.float32)
        np.add.at(content, (clip_of[order], bin_of), 1.0)
        below = np.cumsum(self._weights @ content, axis=1)
        drawn = below[:, -1] > 0
        below = below[drawn]
        ends = []
        for share in shares:
            reached = (below < share * below[:, -1:]).sum(axis=1)
            ends.append(_interval(levels[np.minimum(reached, bins - 1)]))
        return ends

    def _sum(
        self, names: Sequence[str], weights: Mapping[str, float]
    ) -> tuple[FloatArray, FloatArray]:
        """Some numbers added up: of each clip, and of each draw."""
        clips, draws = np.zeros(self._number), np.zeros(len(self._weights))
        for name in names:
            index = self._index.get(name)
            if index is not None:
                weight = weights.get(name, 1.0)
                clips = clips + weight * self._counts[:, index]
                draws = draws + weight * self._drawn[:, index]
        return clips, draws

    def _ratio(
        self, over: tuple[FloatArray, FloatArray], under: tuple[FloatArray, FloatArray]
    ) -> tuple[Figure, int]:
        """A ratio with its interval, and how many clips it is made from."""
        whole = float(under[0].sum())
        if whole <= 0:
            return Figure(value=None, n=0), 0
        value = float(over[0].sum()) / whole
        clips = int((under[0] > 0).sum())
        figure = Figure(value=_rounded(value), n=round(whole))
        if clips < 2:
            return figure, clips
        some = under[1] > 1e-9
        low, high = _interval(over[1][some] / under[1][some])
        return figure.model_copy(update={"low": low, "high": high}), clips


def _weights(clips: int, draws: int) -> NDArray[np.float32]:
    """How often each clip is in each draw."""
    random = np.random.default_rng(SEED)
    drawn = random.integers(0, max(clips, 1), size=(draws, clips))
    drawn += np.arange(draws)[:, None] * max(clips, 1)
    times = np.bincount(drawn.ravel(), minlength=draws * clips)
    return times.reshape(draws, clips).astype(np.float32)


def _interval(values: FloatArray) -> tuple[float, float]:
    low, high = np.quantile(values, (_TAIL, 1 - _TAIL))
    return round(float(low), _DIGITS), round(float(high), _DIGITS)


def _rounded(value: float) -> float:
    """A number with few digits; what is not quite 0 or 1 does not become it.

    >>> _rounded(0.999999), _rounded(1.0), _rounded(0.123456)
    (0.9999, 1.0, 0.1235)
    """
    rounded = round(value, _DIGITS)
    if rounded in (0.0, 1.0) and value != rounded and abs(value - rounded) > 1e-9:
        return 1e-4 if rounded == 0.0 else 1.0 - math.copysign(1e-4, rounded - value)
    return rounded
