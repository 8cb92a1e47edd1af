"""Hand-made scores: every figure differs from every other, so that a mix-up shows."""

from __future__ import annotations

from functools import cache
from itertools import count

from formcheck.evaluation.statistics.scores import (
    ClipScore,
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

CHECKS = (
    "torso_too_high",
    "torso_rising",
    "rounded_back",
    "knees_locked",
    "hips_sagging",
    "hips_piking",
    "head_dropped",
    "elbows_bending",
)
MEASURES = ("elbow_angle", "torso_inclination", "body_line", "knee_angle")
CONDITIONS = {
    "view": ("side", "three-quarter", "front"),
    "yaw": ("0", "15", "30", "45", "60", "75", "90", "105", "120", "180", "unknown"),
    "exercise": ("bent-over-row", "reverse-fly", "plank", "push-up"),
    "body": ("amara", "bo", "chen"),
    "light": ("bright", "dim", "backlight"),
    "distance": ("near", "far"),
    "fps": ("5", "15", "30", "60"),
}
NONE = Figure(value=None, n=0)


def figure(value: float, n: int = 42, spread: float = 0.03) -> Figure:
    """A figure with an interval around it."""
    return Figure(value=value, low=max(0.0, value - spread), high=value + spread, n=n)


def share(value: float, n: int = 42) -> Figure:
    """The same, at most 1."""
    return Figure(value=value, low=max(0.0, value - 0.06), high=min(1.0, value + 0.03), n=n)


class Maker:
    """Makes groups whose figures all differ a little."""

    def __init__(self) -> None:
        self._ticks = count()

    def near(self, value: float) -> float:
        """A value like this one, but another one each time."""
        return round(value - 0.0002 * (next(self._ticks) % 50), 4)

    def detection(self, f1: float, scale: float = 1.0) -> Detection:
        return Detection(
            true_positives=20 * scale,
            false_negatives=2 * scale,
            false_positives=1 * scale,
            true_negatives=40 * scale,
            faulty_not_judged=3 * scale,
            good_not_judged=5 * scale,
            precision=share(self.near(f1 + 0.01), 21),
            recall=share(self.near(f1 - 0.01), 22),
            f1=share(self.near(f1), 63),
            judged=share(self.near(0.89), 71),
        )

    def faults(self, f1: float) -> FaultScores:
        return FaultScores(
            by_clip=self.detection(f1),
            by_second=self.detection(f1 - 0.02, scale=3.7),
            size_error_median=figure(self.near(4.2), 20, 0.8),
            size_error_p95=figure(self.near(11.3), 20, 2.0),
            delay_median=figure(self.near(0.31), 20, 0.05),
            delay_p95=figure(self.near(0.82), 20, 0.1),
        )

    def reps(self, clips: int, exact: float) -> RepScores:
        return RepScores(
            exact=share(self.near(exact), clips),
            off_by_one=share(1.0, clips),
            mean_error=figure(self.near(0.045), clips),
            placed=share(self.near(0.991), 4 * clips),
            false_per_minute=figure(0.0, 12, 0.0),
        )

    def doubts(self) -> DoubtScores:
        return DoubtScores(
            silent=share(self.near(0.0099), 70),
            on_right=share(self.near(0.072), 66),
            range_holds=share(self.near(0.985), 17),
            width_median=figure(1.0, 17, 0.0),
            width_p90=figure(2.0, 17, 1.0),
            near_mistake=share(self.near(0.86), 14),
        )

    def pairs(self) -> PairScores:
        return PairScores(
            false_per_hundred=figure(self.near(1.37), 310), silent=share(self.near(0.42), 5)
        )

    def counts(self, clips: int, exact: float) -> CountScores:
        return CountScores(
            clips=clips,
            minutes=clips / 10,
            reps=self.reps(clips, exact),
            doubts=self.doubts(),
            pairs=self.pairs(),
        )

    def group(self, clips: int = 120, exact: float = 0.98, f1: float = 0.97) -> Group:
        return Group(
            clips=clips,
            minutes=clips / 10,
            reps=self.reps(clips, exact),
            doubts=self.doubts(),
            pairs=self.pairs(),
            hold_error_s=Errors(median=figure(0.42, 20, 0.1), p95=figure(1.23, 20, 0.2)),
            tempo_error_s=Errors(median=figure(0.11, 200), p95=figure(0.37, 200)),
            cue_delay_s=Errors(median=figure(0.31, 60), p95=figure(0.83, 60)),
            angle_error_deg={
                measure: Errors(
                    median=figure(self.near(2.0 + i + 8 * (1 - exact)), 900, 0.4),
                    p95=figure(self.near(6.5 + 2 * i + 40 * (1 - exact)), 900, 1.0),
                )
                for i, measure in enumerate(MEASURES)
            },
            faults={check: self.faults(f1) for check in CHECKS},
            unsupported_not_judged=share(self.near(0.978), 310),
        )


def clip(name: str, error_score: float = 0.0, *why: str, reps: int = 4) -> ClipScore:
    """What came of a clip."""
    return ClipScore(
        clip=name,
        exercise="bent-over-row",
        doing="bent-over-row",
        reps=reps,
        true_reps=(4,),
        faults={"rounded_back": "missed" if error_score else "found", "torso_rising": "right"},
        delays_s={} if error_score else {"rounded_back": 0.4},
        error_score=error_score,
        why=why,
        conditions={"view": "side", "light": "dim", "part": "test"},
        report=f"reports/{name}/report.html",
    )


def scores(*, f1: float = 0.97, clips: tuple[ClipScore, ...] | None = None) -> Scores:
    """An evaluation in which all is well, but for its worst clips."""
    made = _scores(f1)
    return made if clips is None else made.model_copy(update={"clips": clips})


@cache
def _scores(f1: float) -> Scores:
    """The same for all who ask: it is frozen, and has a thousand figures."""
    made = Maker()
    good = tuple(clip(f"row-{i:03d}.mp4") for i in range(30))
    bad = (
        clip("row-dark.mp4", 2.5, "4 reps are there, 6 counted", "rounded back missed", reps=6),
        clip("row-far.mp4", 1.0, "rounded back missed"),
    )
    return Scores(
        schema=1,
        truth="matrix/test",
        model="pose_landmarker_full",
        overall=made.group(140, 0.95, f1),
        supported=made.group(120, 0.985, f1),
        by={
            condition: {
                value: made.group(40 - i, 0.98 - 0.02 * i, f1 - 0.01 * i)
                for i, value in enumerate(values)
            }
            for condition, values in CONDITIONS.items()
        },
        settings={
            setting: {
                exercise: made.counts(30, exact)
                for exercise in ("all", "bent-over-row", "push-up", "reverse-fly")
            }
            for setting, exact in (("ordinary", 0.97), ("hard", 0.89))
        },
        views={
            "push-up": {view: made.counts(9, 0.95) for view in ("side", "front")},
            "reverse-fly": {"back": made.counts(5, 0.93)},
        },
        clips=(*good, *bad),
    )


def nothing() -> Scores:
    """An evaluation in which nothing could be measured."""
    errors = Errors(median=NONE, p95=NONE)
    group = Group(
        clips=0,
        minutes=0,
        reps=RepScores(
            exact=NONE, off_by_one=NONE, mean_error=NONE, placed=NONE, false_per_minute=NONE
        ),
        doubts=DoubtScores(
            silent=NONE,
            on_right=NONE,
            range_holds=NONE,
            width_median=NONE,
            width_p90=NONE,
            near_mistake=NONE,
        ),
        pairs=PairScores(false_per_hundred=NONE, silent=NONE),
        hold_error_s=errors,
        tempo_error_s=errors,
        cue_delay_s=errors,
        angle_error_deg={"elbow": errors},
        faults={
            "rounded_back": FaultScores(
                by_clip=_no_detection(),
                by_second=_no_detection(),
                size_error_median=NONE,
                size_error_p95=NONE,
                delay_median=NONE,
                delay_p95=NONE,
            )
        },
        unsupported_not_judged=NONE,
    )
    by = {"yaw": {"0-15": group}, "view": {"side": group}}
    return Scores(
        schema=1, truth="empty", model="lite", overall=group, supported=group, by=by, clips=()
    )


def _no_detection() -> Detection:
    return Detection(
        true_positives=0,
        false_negatives=0,
        false_positives=0,
        true_negatives=0,
        faulty_not_judged=0,
        good_not_judged=0,
        precision=NONE,
        recall=NONE,
        f1=NONE,
        judged=NONE,
    )
