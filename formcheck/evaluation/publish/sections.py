"""What the document and the page both say: sections of short text and tables, made from scores."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.evaluation.publish.count_figures import COUNTING, DOUBTS, PAIRS
from formcheck.evaluation.publish.wording import (
    FormattedFigure,
    counted,
    format_count,
    format_figure,
    humanize,
    natural,
    values_of,
    worst_clips,
    worst_fault,
)
from formcheck.evaluation.statistics.goals import REAL_TARGETS, GoalResult, compare
from formcheck.evaluation.statistics.grouping import ALL
from formcheck.evaluation.statistics.scores import (
    CountScores,
    Detection,
    Errors,
    Figure,
    Scores,
)
from formcheck.evaluation.truth.setting import FAR_BEHIND_M, LEAST_FPS

_COUNT_HEAD = (
    "clips",
    "exact",
    "within one",
    "silent error",
    "doubts on right counts",
    "false reps a minute",
)

SETTING_RULE = (
    "In supported views. Ordinary is what a webcam or a phone sees: the person would take at least "
    "a third of the picture's height, standing where they are; the room is lit, and not from "
    f"behind; {LEAST_FPS:g} frames a second or more; nobody else within {FAR_BEHIND_M:g} m behind. "
    "Every other clip is hard. The rule was written before these figures were made "
    "(`formcheck/evaluation/truth/setting.py`)."
)

WORST = 15
"""How many clips are listed as the worst."""

MAIN_CONDITIONS = ("exercise", "view", "yaw", "body", "light", "distance", "fps", "height", "room")
"""The conditions that come first; the page folds the others."""

Cell = str | FormattedFigure

MARKS = {"reached": "✓ reached", "not reached": "✗ NOT REACHED", "not measured": "not measured"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        title: What it shows.
        columns: Their heads.
        rows: As many cells each.
        missed: Numbers of the rows that do not reach what they must.
        detail: Whether only few will want it: the page folds it.
    """

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    missed: frozenset[int] = frozenset()
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document.

    Attributes:
        id: Names it in links.
        title: Its heading.
        text: Paragraphs before the tables.
        tables: The tables.
        chart: ``yaw`` or ``faults`` if one of the charts belongs here.
    """

    id: str
    title: str
    text: tuple[str, ...] = ()
    tables: tuple[Table, ...] = field(default=())
    chart: str | None = None


def sections(scores: Scores) -> list[Section]:
    """All parts that are made from figures, in the order in which they are read."""
    return [
        targets(compare(scores)),
        counting(scores),
        settings(scores),
        exercise_views(scores),
        faults(scores),
        sizes(scores),
        angles(scores),
        conditions(scores),
        worst(scores),
    ]


def measured_on(scores: Scores) -> str:
    """On what the figures were measured, in a sentence or two."""
    clips, minutes = scores.overall.clips, scores.overall.minutes
    what = f"{clips} {'clip' if clips == 1 else 'clips'}, {format_count(minutes)} minutes"
    parts = sorted({clip.conditions.get("part", "") for clip in scores.clips} - {""})
    part = f", part: {', '.join(parts)}" if parts else ""
    varied = [
        f"{humanize(name)} ({len(values)})" for name, values in scores.by.items() if len(values) > 1
    ]
    text = f"{what}{part}; {scores.supported.clips} of them in a view that their exercise supports."
    return f"{text} Varied, with the number of values: {', '.join(varied)}." if varied else text


def targets(reached: list[GoalResult]) -> Section:
    """The headline: what must be reached, and what is."""
    rows: list[tuple[Cell, ...]] = [
        (
            f"{each.target.what}, {each.target.on}",
            each.target.said,
            format_figure(each.figure, each.digits, each.about),
            MARKS[each.outcome],
        )
        for each in reached
    ]
    missed = frozenset(i for i, each in enumerate(reached) if each.outcome == "not reached")
    outcomes = [each.outcome for each in reached]
    said = (
        f"Of {len(reached)} targets {outcomes.count('reached')} are reached, "
        f"{len(missed)} are not, {outcomes.count('not measured')} could not be measured."
    )
    return Section(
        "targets",
        "Targets",
        (f"{said} The value decides, not its interval.",),
        (Table("Goal and reached", ("what", "target", "reached", ""), rows, missed),),
    )


def counting(scores: Scores) -> Section:
    """Repetitions."""
    return Section(
        "counting",
        "Counting",
        (
            "A count can say that it may be wrong. A *silent error* is a wrong count that does "
            "not. *Wrong exercise*: every clip is given to the checker of every exercise that it "
            "does not show.",
        ),
        tuple(
            Table(
                title,
                ("figure", "supported views", "all clips"),
                [
                    (
                        each.name,
                        format_figure(each.of(scores.supported)),
                        format_figure(each.of(scores.overall)),
                    )
                    for each in figures
                ],
            )
            for title, figures in (
                ("Repetitions", COUNTING),
                ("What counts say of themselves", (*DOUBTS, *PAIRS)),
            )
        ),
    )


def settings(scores: Scores) -> Section:
    """Counting on ordinary and on hard clips."""
    made = []
    for setting, groups in scores.settings.items():
        rows = [
            _count_row(humanize(exercise), exercise == ALL, group)
            for exercise, group in groups.items()
        ]
        made.append(Table(setting.capitalize(), ("exercise", *_COUNT_HEAD), rows))
    return Section(
        "settings", "Ordinary and hard clips", (SETTING_RULE,) if made else (), tuple(made)
    )


def exercise_views(scores: Scores) -> Section:
    """Counting by exercise and view."""
    rows = [
        (humanize(exercise), *_count_row(view, False, group))
        for exercise, views in scores.views.items()
        for view, group in sorted(views.items(), key=lambda each: natural(each[0]))
    ]
    head = ("exercise", "view", *_COUNT_HEAD)
    tables = (Table("Counting by exercise and view", head, rows),) if rows else ()
    return Section("views", "Counting by exercise and view", (), tables)


def _count_row(name: str, everything: bool, group: CountScores) -> tuple[Cell, ...]:
    reps, doubts = group.reps, group.doubts
    figures = reps.exact, reps.off_by_one, doubts.silent, doubts.on_right
    false = reps.false_per_minute if everything else None
    return (name, str(group.clips), *map(format_figure, figures), format_figure(false))


def faults(scores: Scores) -> Section:
    """Precision, recall and what was not judged."""
    of = scores.supported.faults
    by_clip = {check: each.by_clip for check, each in of.items()}
    by_second = {check: each.by_second for check, each in of.items()}
    unsupported = format_figure(scores.overall.unsupported_not_judged)
    return Section(
        "faults",
        "Faults",
        (
            "In views that the exercise supports. Precision, recall and F1 are over what was "
            "judged. What was not judged is neither right nor wrong: it has its own columns.",
            "Found: the fault is there and was said. Missed: it is there and was said to be "
            "right. Invented: it is not there and was said. Right: it is not there and was said "
            "to be right.",
            f"Share not judged in views that a check does not support: {unsupported}.",
        ),
        (
            _rates("By clip", by_clip),
            _counts("By clip, counted in clips", by_clip),
            _rates("By second", by_second, detail=True),
            _counts("By second, counted in seconds", by_second, detail=True),
            _by_view(scores),
        ),
        "faults",
    )


def sizes(scores: Scores) -> Section:
    """Size of a fault, and how soon its cue comes."""
    of = scores.supported.faults.items()
    delay: list[tuple[Cell, ...]] = [
        (humanize(check), format_figure(each.delay_median), format_figure(each.delay_p95))
        for check, each in of
    ]
    size: list[tuple[Cell, ...]] = [
        (
            humanize(check),
            format_figure(each.size_error_median, 1),
            format_figure(each.size_error_p95, 1),
        )
        for check, each in of
    ]
    return Section(
        "delay",
        "Cue delay and size",
        (
            "Delay: from the fault's true start to the moment in which a live user hears the cue. "
            "Size: the measured value against the true one, of the faults that were found.",
        ),
        (
            Table("Cue delay, seconds", ("check", "median", "p95"), delay),
            Table("Size error, degrees", ("check", "median", "p95"), size),
        ),
    )


def angles(scores: Scores) -> Section:
    """Holds, tempo and angles."""
    group = scores.supported
    times: list[tuple[Cell, ...]] = [
        (name, *_errors(errors, 2))
        for name, errors in (
            ("hold", group.hold_error_s),
            ("tempo", group.tempo_error_s),
        )
    ]
    degrees: list[tuple[Cell, ...]] = [
        (humanize(name), *_errors(errors, 1)) for name, errors in group.angle_error_deg.items()
    ]
    by_view: list[tuple[Cell, ...]] = [
        (humanize(name), view, *_errors(errors, 1))
        for name in scores.overall.angle_error_deg
        for view, each in values_of(scores, "view")
        if (errors := each.angle_error_deg.get(name)) is not None
    ]
    head = ("median", "p95")
    return Section(
        "errors",
        "Holds, tempo and angles",
        (),
        (
            Table("Time, error in seconds, supported views", ("of", *head), times),
            Table("Angles, error in degrees, side view", ("angle", *head), degrees),
            Table(
                "Angles by view, error in degrees", ("angle", "view", *head), by_view, detail=True
            ),
        ),
        "yaw",
    )


def conditions(scores: Scores) -> Section:
    """How it does under each condition, so that weak ones show."""
    made = []
    known = [name for name in MAIN_CONDITIONS if name in scores.by]
    for condition in [*known, *(name for name in scores.by if name not in known)]:
        if len(scores.by[condition]) < 2:
            continue
        rows: list[tuple[Cell, ...]] = []
        for value, group in values_of(scores, condition):
            worst = worst_fault(group)
            f1 = (
                format_figure(worst[1].by_clip.f1, about=humanize(worst[0]))
                if worst
                else format_figure(None)
            )
            rows.append((value, str(group.clips), format_figure(group.reps.exact), f1))
        head = (humanize(condition), "clips", "count exact", "lowest F1 of a check, by clip")
        title, detail = f"By {humanize(condition)}", condition not in MAIN_CONDITIONS
        made.append(Table(title, head, rows, detail=detail))
    text = ("All clips, also those in views that are not supported.",) if made else ()
    return Section("conditions", "By condition", text, tuple(made))


def worst(scores: Scores) -> Section:
    """The clips in which most is wrong."""
    bad = worst_clips(scores.clips, WORST)
    rows: list[tuple[Cell, ...]] = [
        (each.clip, each.exercise, counted(each), "; ".join(each.why)) for each in bad
    ]
    all_bad = sum(clip.error_score > 0 for clip in scores.clips)
    text = f"Something is wrong in {all_bad} of {len(scores.clips)} analyses."
    if all_bad > len(bad):
        text += f" These are the worst {len(bad)}."
    columns = ("clip", "analysed as", "reps counted", "what is wrong")
    return Section(
        "worst", "Worst clips", (text,), (Table("Worst clips", columns, rows),) if rows else ()
    )


def footage(scores: Scores) -> Section:
    """The same in short for clips of real people; no clip is named."""
    tables = (
        *targets(compare(scores, REAL_TARGETS)).tables,
        *exercise_views(scores).tables,
        *counting(scores).tables,
        *(table for table in faults(scores).tables[:2] if table.rows),
        *(table for table in sizes(scores).tables if table.rows),
        *(table for table in angles(scores).tables[:2] if table.rows),
    )
    said = measured_on(scores), "Faults and errors: in views that the exercise supports."
    return Section("footage", "Real footage", said, tables)


def _rates(title: str, of: dict[str, Detection], *, detail: bool = False) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            humanize(check),
            format_figure(d.precision),
            format_figure(d.recall),
            format_figure(d.f1),
            _share_not_judged(d.judged),
        )
        for check, d in of.items()
    ]
    head = ("check", "precision", "recall", "F1", "not judged, share")
    return Table(title, head, rows, detail=detail)


def _counts(title: str, of: dict[str, Detection], *, detail: bool = False) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            humanize(check),
            *map(
                format_count,
                (d.true_positives, d.false_negatives, d.false_positives, d.true_negatives),
            ),
            *map(format_count, (d.faulty_not_judged, d.good_not_judged)),
        )
        for check, d in of.items()
    ]
    head = ("check", "found", "missed", "invented", "right")
    return Table(title, (*head, "not judged, faulty", "not judged, good"), rows, detail=detail)


def _by_view(scores: Scores) -> Table:
    views = values_of(scores, "view")
    rows: list[tuple[Cell, ...]] = []
    for check in scores.overall.faults:
        for view, group in views:
            each = group.faults.get(check)
            if each is not None:
                clips = each.by_clip
                rows.append(
                    (
                        humanize(check),
                        view,
                        format_figure(clips.f1),
                        _share_not_judged(clips.judged),
                    )
                )
    head = ("check", "view", "F1", "not judged, share")
    return Table("F1 by view, by clip", head, rows, detail=True)


def _share_not_judged(judged: Figure) -> FormattedFigure:
    if judged.value is None:
        return format_figure(None)
    low, high = judged.low, judged.high
    figure = Figure(
        value=1 - judged.value,
        low=None if high is None else 1 - high,
        high=None if low is None else 1 - low,
        n=judged.n,
    )
    return format_figure(figure)


def _errors(errors: Errors, digits: int) -> tuple[FormattedFigure, FormattedFigure]:
    return format_figure(errors.median, digits), format_figure(errors.p95, digits)
