"""The document that an evaluation makes: figures, each with its interval, and a line a clip.

``not judged`` is a column of its own everywhere: it is never counted as right or as wrong.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(_Document):
    """A number that was measured, with how sure it is."""

    value: float | None = Field(description="null where there was nothing to measure it on.")
    low: float | None = Field(
        default=None, description="Lower end of the 95 % bootstrap interval, clips resampled."
    )
    high: float | None = Field(default=None, description="Upper end of the same interval.")
    n: int = Field(description="How many clips, reps, faults or seconds it is made from.")


class Detection(_Document):
    """How often a fault was found, missed, invented, or not judged.

    People read of faults that are found, missed and invented; in numbers those are true positives,
    false negatives and false positives.  Precision and recall are over what was judged; the share
    that was judged stands beside them.
    """

    true_positives: float = Field(description="Fault there, fault said.")
    false_negatives: float = Field(description="Fault there, said to be right.")
    false_positives: float = Field(description="No fault there, fault said.")
    true_negatives: float = Field(description="No fault there, said to be right.")
    faulty_not_judged: float = Field(description="Fault there, not judged.")
    good_not_judged: float = Field(description="No fault there, not judged.")
    precision: Figure
    recall: Figure
    f1: Figure
    judged: Figure = Field(description="Share that was judged at all, of right and faulty alike.")


class FaultScores(_Document):
    """One check over a group of clips."""

    by_clip: Detection = Field(description="Counted in clips.")
    by_second: Detection = Field(description="Counted in seconds.")
    size_error_median: Figure = Field(description="|measured - true| of found faults, degrees.")
    size_error_p95: Figure
    delay_median: Figure = Field(
        description="Seconds from the fault's true start to the moment a live user heard the cue."
    )
    delay_p95: Figure


class RepScores(_Document):
    """Counting over a group of clips."""

    exact: Figure = Field(description="Share of clips whose count is exact.")
    off_by_one: Figure = Field(description="OBO: share of clips whose count is within one.")
    mean_error: Figure = Field(description="MAE: mean of |counted - true| / true over the clips.")
    placed: Figure = Field(
        description="Share of counted reps that hold exactly one true rep's turn."
    )
    false_per_minute: Figure = Field(
        description="Reps counted per minute in which nobody exercises."
    )


class DoubtScores(_Document):
    """What counts say of themselves, over a group of clips."""

    silent: Figure = Field(description="Share of clips whose count is wrong and nothing doubted.")
    on_right: Figure = Field(
        description="Share of the right counts that are doubted needlessly: where the truth "
        "leaves two counts open, a doubt that holds both is right."
    )
    range_holds: Figure = Field(
        description="Share of the doubted clips whose true count lies within `reps_range`."
    )
    width_median: Figure = Field(description="Of `reps_range` of the doubted clips, reps.")
    width_p90: Figure
    near_mistake: Figure = Field(
        description="Share of reps missed or invented in doubted clips with a wrong count that "
        "have a doubt within 1.5 s."
    )


class PairScores(_Document):
    """Clips under the checkers of exercises that they do not show."""

    false_per_hundred: Figure = Field(
        description="Reps counted per 100 pairs of a clip and a checker of another exercise."
    )
    silent: Figure = Field(
        description="Share of the pairs in which reps are counted that have no doubt."
    )


class CountScores(_Document):
    """Counting alone, over some of the clips."""

    clips: int
    minutes: float
    reps: RepScores
    doubts: DoubtScores
    pairs: PairScores


class Errors(_Document):
    """Size of an error over a group: its median and its 95th percentile."""

    median: Figure
    p95: Figure


class Group(_Document):
    """All figures of some of the clips."""

    clips: int
    minutes: float
    reps: RepScores
    doubts: DoubtScores
    pairs: PairScores
    hold_error_s: Errors
    tempo_error_s: Errors
    cue_delay_s: Errors = Field(
        description="From a fault's true start to when a live user heard it, all checks together."
    )
    angle_error_deg: dict[str, Errors] = Field(
        description="By measure: elbow, torso inclination, body line and so on; degrees. "
        "In side view only, but for the groups by view and by yaw."
    )
    faults: dict[str, FaultScores] = Field(description="By the check's id.")
    unsupported_not_judged: Figure = Field(
        description="Share of check-seconds not judged in views that the check does not support."
    )


FaultOutcome = Literal[
    "found", "missed", "invented", "right", "faulty-not-judged", "good-not-judged", "doubtful"
]


class ClipScore(_Document):
    """What came of one clip under one exercise."""

    clip: str = Field(description="File name, without folder.")
    exercise: str = Field(description="The exercise it was analysed as.")
    doing: str | None = Field(description="What it shows; null for no exercise of ours.")
    reps: int | None = Field(description="Counted.")
    true_reps: tuple[int, ...] = Field(description="True; several if more than one reading holds.")
    doubts: int = Field(default=0, description="How many doubts the count has.")
    elsewhere: dict[str, int] = Field(
        default_factory=dict,
        description="Reps counted by checkers of other exercises, by theirs; only where any were.",
    )
    hold_error_s: float | None = None
    faults: dict[str, FaultOutcome] = Field(default_factory=dict)
    invented: tuple[str, ...] = Field(
        default=(),
        description="Checks that said a fault where there is none: in good clips, beside a true "
        "fault, in views that they do not support, while nobody exercises.",
    )
    delays_s: dict[str, float] = Field(default_factory=dict)
    error_score: float = Field(
        default=0.0, description="For the list of worst clips; 0 is faultless."
    )
    why: tuple[str, ...] = Field(default=(), description="What is wrong with it, in words.")
    conditions: dict[str, str] = Field(default_factory=dict)
    report: str | None = Field(default=None, description="Its report, relative to the page.")


class Measured(_Document):
    """Where and when figures were measured: another processor may count otherwise."""

    processor: str
    date: str = Field(description="The day, as YYYY-MM-DD.")


_NOT_HELD = {"delays_s", "error_score", "why", "conditions", "report"}
"""What of a clip is no matter of right and wrong, or is told by the rest."""


class Scores(_Document):
    """What an evaluation found."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    truth: str = Field(description="The folder, as it was given.")
    model: str
    measured: Measured | None = Field(
        default=None, description="Of a summary: on which processor it was made, and when."
    )
    overall: Group
    supported: Group = Field(description="Clips in a view that their exercise supports.")
    by: dict[str, dict[str, Group]] = Field(
        description="By condition (view, yaw, body, light, distance, fps ...) and its value."
    )
    settings: dict[str, dict[str, CountScores]] = Field(
        default_factory=dict,
        description="Counting in supported views: by `ordinary` and `hard`, then by exercise; "
        "`all` is all clips together. Clips whose conditions are not known are in neither.",
    )
    views: dict[str, dict[str, CountScores]] = Field(
        default_factory=dict, description="Counting by exercise, then by view: all clips."
    )
    clips: tuple[ClipScore, ...]

    @model_validator(mode="before")
    @classmethod
    def _supported_by_itself(cls, document: Any) -> Any:
        """A baseline names the figures once where every clip has a supported view."""
        if isinstance(document, dict) and "overall" in document:
            return {"supported": document["overall"], **document}
        return document

    def summary(self) -> Scores:
        """Only the figures of all clips, and counting by exercise and view: no clip is named.

        What was found on recordings that are nobody else's business can be told with it.
        """
        return self.model_copy(update={"by": {}, "clips": ()})

    def baseline(self) -> Scores:
        """Only what a later evaluation is held against: all figures, and what came of each clip.

        The figures' intervals are not held: they are published, and follow from the clips.
        """
        order = sorted(self.clips, key=lambda clip: (clip.clip, clip.exercise))
        held = ClipScore.model_fields.keys() - _NOT_HELD
        clips = tuple(ClipScore(**{name: getattr(clip, name) for name in held}) for clip in order)
        figures = self.model_copy(update={"by": {}, "views": {}, "clips": ()})
        document = figures.model_dump(by_alias=True, exclude={"clips"})
        held_figures = Scores(clips=(), **_without_intervals(document))
        return held_figures.model_copy(update={"clips": clips})


def _without_intervals(part: Any) -> Any:
    """A part of a document, whose figures have lost their intervals."""
    if not isinstance(part, dict):
        return part
    if part.keys() == Figure.model_fields.keys():
        part = {"value": part["value"], "n": part["n"]}
    return {key: _without_intervals(value) for key, value in part.items()}
