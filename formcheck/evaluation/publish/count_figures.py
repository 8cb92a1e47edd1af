"""Which figures of counting are told, and in which words: on the terminal and on the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.evaluation.statistics.scores import CountScores, Figure, Group

Of = Callable[[CountScores | Group], Figure]


@dataclass(frozen=True, slots=True)
class CountFigure:
    """A figure of counting.

    Attributes:
        name: It, in words.
        short: It, where there is little room.
        of: Finds it.
    """

    name: str
    short: str
    of: Of


COUNTING = (
    CountFigure("count exact, share of clips", "exact", lambda g: g.reps.exact),
    CountFigure(
        "count within one (OBO), share of clips", "within one (OBO)", lambda g: g.reps.off_by_one
    ),
    CountFigure(
        "mean error (MAE), share of the true count",
        "mean error (MAE)",
        lambda g: g.reps.mean_error,
    ),
    CountFigure(
        "counted reps that hold one true turn, share",
        "in the right place",
        lambda g: g.reps.placed,
    ),
    CountFigure(
        "false reps a minute without exercise", "false a minute", lambda g: g.reps.false_per_minute
    ),
)

DOUBTS = (
    CountFigure(
        "silent error: count wrong and nothing doubted, share of clips",
        "silent error",
        lambda g: g.doubts.silent,
    ),
    CountFigure(
        "right counts that are doubted, share", "doubts, right counts", lambda g: g.doubts.on_right
    ),
    CountFigure(
        "true count within `reps_range`, share of doubted clips",
        "true count in range",
        lambda g: g.doubts.range_holds,
    ),
    CountFigure(
        "width of `reps_range` of doubted clips, median",
        "range, median",
        lambda g: g.doubts.width_median,
    ),
    CountFigure(
        "width of `reps_range` of doubted clips, p90", "range, p90", lambda g: g.doubts.width_p90
    ),
    CountFigure(
        "mistakes in doubted clips with a doubt within 1.5 s, share",
        "doubt at mistake",
        lambda g: g.doubts.near_mistake,
    ),
)

PAIRS = (
    CountFigure(
        "wrong exercise: reps counted per 100 pairs of a clip and another checker",
        "wrong, per 100 pairs",
        lambda g: g.pairs.false_per_hundred,
    ),
    CountFigure(
        "wrong exercise: pairs with reps and no doubt, share of those with reps",
        "wrong and silent",
        lambda g: g.pairs.silent,
    ),
)
