"""What the document and the page both say: sections of short text and tables, made from scores."""

from __future__ import annotations

from formcheck.evaluation.publish.count_sections import (
    counting,
    exercise_views,
    settings,
)
from formcheck.evaluation.publish.fault_sections import (
    angles,
    faults,
    sizes,
)
from formcheck.evaluation.publish.section_parts import Cell, Section, Table
from formcheck.evaluation.publish.wording import (
    counted,
    format_count,
    format_figure,
    humanize,
    values_of,
    worst_clips,
    worst_fault,
)
from formcheck.evaluation.statistics.goals import REAL_TARGETS, GoalResult, compare
from formcheck.evaluation.statistics.scores import (
    Scores,
)

WORST = 15
"""How many clips are listed as the worst."""

MAIN_CONDITIONS = ("exercise", "view", "yaw", "body", "light", "distance", "fps", "height", "room")
"""The conditions that come first; the page folds the others."""

MARKS = {"reached": "✓ reached", "not reached": "✗ NOT REACHED", "not measured": "not measured"}


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
