"""Sections about counting: overall, on ordinary and hard clips, by exercise and view."""

from __future__ import annotations

from formcheck.evaluation.publish.count_figures import COUNTING, DOUBTS, PAIRS
from formcheck.evaluation.publish.section_parts import Cell, Section, Table
from formcheck.evaluation.publish.wording import (
    format_figure,
    humanize,
    natural,
)
from formcheck.evaluation.statistics.grouping import ALL
from formcheck.evaluation.statistics.scores import (
    CountScores,
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


def counting(scores: Scores) -> Section:
    """Repetitions."""
    return Section(
        "counting",
        "Counting",
        (
            "A count can say that it may be wrong. A *silent error* is a wrong count that does "
            "not. *Wrong exercise*: every clip is given to the checker of every exercise that it "
            "does not show. Where whoever counted by eye leaves two counts open, a doubt that "
            "holds both is right, too.",
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
