"""From what came of each clip to the document: figures of all clips and of groups of them."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.evaluation.scoring.tally import ClipRun, Tally
from formcheck.evaluation.statistics.bootstrap import Bootstrap
from formcheck.evaluation.statistics.grouping import Groups, by_setting, by_view, grouped
from formcheck.evaluation.statistics.scores import (
    CountScores,
    Detection,
    DoubtScores,
    Errors,
    FaultScores,
    Figure,
    Group,
    PairScores,
    RepScores,
    Scores,
)

SIDE = "side"
"""The view in which angles in the picture are those of the body."""

ALL_VIEWS = ("view", "yaw")
"""Conditions under which angles are told in all views, because the view makes the difference."""

_MEDIAN_AND_P95 = (0.5, 0.95)
_OUTCOMES = {
    "found": "true_positives",
    "missed": "false_negatives",
    "invented": "false_positives",
    "right": "true_negatives",
    "faulty-not-judged": "faulty_not_judged",
    "good-not-judged": "good_not_judged",
}
"""What comes of a fault on a clip, and the figure that counts it."""


def score(runs: Sequence[ClipRun], truth: str) -> Scores:
    """Make the document.

    Args:
        runs: What came of each clip.
        truth: The folder of clips, as it was given.
    """
    return Scores(
        truth=truth,
        model=", ".join(sorted({run.model for run in runs if run.model})),
        overall=group_of(runs),
        supported=group_of([run for run in runs if run.supported]),
        by={
            key: {
                value: group_of(some, all_views=key in ALL_VIEWS) for value, some in values.items()
            }
            for key, values in grouped(runs).items()
        },
        settings=_counting(by_setting(runs)),
        views=_counting(by_view(runs)),
        clips=tuple(
            sorted((run.score for run in runs), key=lambda score: (score.clip, score.exercise))
        ),
    )


def counts_of(runs: Sequence[ClipRun]) -> CountScores:
    """What came of counting on some runs.

    Args:
        runs: Those.
    """
    clips = _by_clip(runs)
    numbers = Bootstrap([Tally.of_all(run.tally for run in each) for each in clips])
    return CountScores(
        clips=len(clips),
        minutes=_minutes(clips),
        reps=_reps(numbers),
        doubts=_doubts(numbers),
        pairs=_pairs(numbers),
    )


def group_of(runs: Sequence[ClipRun], *, all_views: bool = False) -> Group:
    """All figures of some runs.

    Args:
        runs: Those.
        all_views: Whether angles are told of all views, not of the side view alone.
    """
    clips = _by_clip(runs)
    numbers = Bootstrap([Tally.of_all(run.tally for run in each) for each in clips])
    kept = clips if all_views else [each for each in clips if each[0].facts.get("view") == SIDE]
    angles = Bootstrap([_angles_of(each) for each in kept])
    measures = sorted({name for each in kept for run in each for name in _angles_of([run]).values})
    checks = dict.fromkeys(
        name.split("/")[0] for name in numbers.names() if name.split("/")[1] in ("clip", "second")
    )
    return Group(
        clips=len(clips),
        minutes=_minutes(clips),
        reps=_reps(numbers),
        doubts=_doubts(numbers),
        pairs=_pairs(numbers),
        hold_error_s=_errors(numbers, "holds"),
        tempo_error_s=_errors(numbers, "tempo"),
        cue_delay_s=_errors(numbers, "delay"),
        angle_error_deg={name.removeprefix("angle/"): _errors(angles, name) for name in measures},
        faults={check: _faults(numbers, check) for check in checks},
        unsupported_not_judged=numbers.share(["unsupported/not-judged"], ["unsupported/seconds"]),
    )


def _counting(groups: Groups) -> dict[str, dict[str, CountScores]]:
    return {
        key: {value: counts_of(some) for value, some in values.items()}
        for key, values in groups.items()
    }


def _minutes(clips: Sequence[Sequence[ClipRun]]) -> float:
    return round(sum(each[0].minutes for each in clips), 3)


def _by_clip(runs: Sequence[ClipRun]) -> list[list[ClipRun]]:
    """Runs of one clip together: they are drawn together."""
    clips: dict[str, list[ClipRun]] = {}
    for run in runs:
        clips.setdefault(run.score.clip, []).append(run)
    return list(clips.values())


def _angles_of(runs: Sequence[ClipRun]) -> Tally:
    values = Tally.of_all(run.tally for run in runs).values
    return Tally(values={name: each for name, each in values.items() if name.startswith("angle/")})


def _reps(numbers: Bootstrap) -> RepScores:
    return RepScores(
        exact=numbers.share(["reps/exact"], ["reps/clips"]),
        off_by_one=numbers.share(["reps/off-by-one"], ["reps/clips"]),
        mean_error=numbers.mean("reps/error", "reps/with-reps"),
        placed=numbers.share(["reps/placed"], ["reps/counted"]),
        false_per_minute=numbers.rate("reps/false", "reps/idle-s", 60.0),
    )


def _doubts(numbers: Bootstrap) -> DoubtScores:
    median, p90 = numbers.quantiles("doubts/width", (0.5, 0.9))
    return DoubtScores(
        silent=numbers.share(["doubts/silent"], ["doubts/clips"]),
        on_right=numbers.share(["doubts/right-doubted"], ["doubts/right"]),
        range_holds=numbers.share(["doubts/holding"], ["doubts/doubted"]),
        width_median=median,
        width_p90=p90,
        near_mistake=numbers.share(["doubts/mistakes-near"], ["doubts/mistakes"]),
    )


def _pairs(numbers: Bootstrap) -> PairScores:
    return PairScores(
        false_per_hundred=numbers.rate("pairs/reps", "pairs/all", 100.0),
        silent=numbers.share(["pairs/silent"], ["pairs/counted"]),
    )


def _errors(numbers: Bootstrap, name: str) -> Errors:
    median, p95 = numbers.quantiles(name, _MEDIAN_AND_P95)
    return Errors(median=median, p95=p95)


def _faults(numbers: Bootstrap, check: str) -> FaultScores:
    size = _errors(numbers, f"{check}/size")
    delay = _errors(numbers, f"{check}/delay")
    return FaultScores(
        by_clip=_detection(numbers, f"{check}/clip"),
        by_second=_detection(numbers, f"{check}/second"),
        size_error_median=size.median,
        size_error_p95=size.p95,
        delay_median=delay.median,
        delay_p95=delay.p95,
    )


def _detection(numbers: Bootstrap, name: str) -> Detection:
    everything = [f"{name}/{outcome}" for outcome in _OUTCOMES]
    found, missed, invented, right, *_ = everything
    return Detection(
        **{
            field: round(numbers.total(f"{name}/{outcome}"), 3)
            for outcome, field in _OUTCOMES.items()
        },
        precision=numbers.share([found], [found, invented]),
        recall=numbers.share([found], [found, missed]),
        # The harmonic mean of both, which is 2 found / (2 found + missed + invented).
        f1=numbers.share([found], [found, missed, invented], weights={found: 2.0}),
        judged=_judged(numbers, name, [found, missed, invented, right], everything),
    )


def _judged(
    numbers: Bootstrap, name: str, answers: Sequence[str], everything: Sequence[str]
) -> Figure:
    """The share that was judged; of clips in clips, of which one can hold two answers."""
    if f"{name}/all" in numbers.names():
        return numbers.share([f"{name}/judged"], [f"{name}/all"])
    return numbers.share(answers, everything)
