"""Prints what an evaluation found: a short summary that also a narrow terminal can show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.evaluation.publish.count_figures import COUNTING, DOUBTS, PAIRS, CountFigure
from formcheck.evaluation.publish.wording import (
    NOTHING,
    FormattedFigure,
    counted,
    folder,
    format_count,
    format_figure,
    humanize,
    not_judged,
    worst_clips,
)
from formcheck.evaluation.statistics.grouping import ALL
from formcheck.evaluation.statistics.scores import Errors, FaultScores, Group, Scores
from formcheck.evaluation.truth.setting import SETTINGS

WIDE = 78
"""From this width on there are tables; below it, a line a figure."""

_WORST = 10

_EXACT, _WITHIN_ONE, *_, _FALSE = COUNTING
_SILENT, _ON_RIGHT, *_ = DOUBTS
_SETTING = (_WITHIN_ONE, _SILENT, _ON_RIGHT, _FALSE)
"""What is told of all exercises together, beside the share of exact counts of each."""

Rows = Iterable[tuple[str, list[FormattedFigure | str]]]


def print_scores(console: Console, scores: Scores) -> None:
    """Prints the summary.

    Args:
        console: Where; without markup.
        scores: What was found.
    """
    overall, supported = scores.overall, scores.supported
    console.print(
        Text(
            f"{folder(scores.truth)}: {overall.clips} clips, {format_count(overall.minutes)} "
            f"minutes; {supported.clips} in supported views. Figure [95 % interval], n.",
            style="dim",
        )
    )
    head = ["", "supported views", "all clips"]
    _show(console, "Counting", head, _counting(scores, COUNTING))
    _show(console, "Doubts, wrong exercise", head, _counting(scores, (*DOUBTS, *PAIRS)))
    _print_settings(console, scores)
    if supported.faults:
        _show(
            console,
            "Faults by clip, supported views",
            ["check", "precision", "recall", "F1", "judged", "missed,\ninvented"],
            ((humanize(check), _found(each)) for check, each in supported.faults.items()),
        )
        _show(
            console,
            "Cue delay in seconds, size error in degrees",
            ["check", "delay\nmedian", "delay\np95", "size\nmedian", "size\np95"],
            ((humanize(check), _how(each)) for check, each in supported.faults.items()),
        )
    title = "Errors, supported views (angles: side view)"
    _show(console, title, ["", "median", "p95"], _errors(supported))
    _print_unsupported(console, scores)
    _print_worst(console, scores)


def _counting(scores: Scores, figures: Sequence[CountFigure]) -> Rows:
    for each in figures:
        yield (
            each.short,
            [
                format_figure(each.of(scores.supported)),
                format_figure(each.of(scores.overall)),
            ],
        )


def _print_settings(console: Console, scores: Scores) -> None:
    """Ordinary beside hard clips, where the conditions are known."""
    if not scores.settings:
        return
    exercises = dict.fromkeys(name for groups in scores.settings.values() for name in groups)
    rows: list[tuple[str, list[FormattedFigure | str]]] = [
        (
            f"{humanize(exercise)}, {each.short}",
            [_in(scores, where, exercise, each) for where in SETTINGS],
        )
        for exercise in exercises
        for each in (_EXACT, *(_SETTING if exercise == ALL else ()))
    ]
    _show(console, "Counting, supported views", ["", *SETTINGS], rows)


def _in(scores: Scores, setting: str, exercise: str, each: CountFigure) -> FormattedFigure:
    group = scores.settings.get(setting, {}).get(exercise)
    return format_figure(None if group is None else each.of(group))


def _found(each: FaultScores) -> list[FormattedFigure | str]:
    clips = each.by_clip
    figures = (clips.precision, clips.recall, clips.f1, clips.judged)
    return [
        *map(format_figure, figures),
        f"{format_count(clips.false_negatives)}, {format_count(clips.false_positives)}",
    ]


def _how(each: FaultScores) -> list[FormattedFigure | str]:
    return [
        format_figure(each.delay_median),
        format_figure(each.delay_p95),
        format_figure(each.size_error_median, 1),
        format_figure(each.size_error_p95, 1),
    ]


def _errors(group: Group) -> Rows:
    lines: list[tuple[str, Errors, int]] = [
        ("hold, s", group.hold_error_s, 2),
        ("tempo, s", group.tempo_error_s, 2),
        ("cue delay, s", group.cue_delay_s, 2),
        *((f"{humanize(name)}, deg", each, 1) for name, each in group.angle_error_deg.items()),
    ]
    for name, errors, digits in lines:
        yield name, [format_figure(errors.median, digits), format_figure(errors.p95, digits)]


def _show(console: Console, title: str, columns: list[str], rows: Rows) -> None:
    """A table where it fits, else a heading and a line for each figure."""
    if console.width < WIDE:
        _show_narrow(console, title, columns, rows)
        return
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    stacked = len(columns) > 3
    table.add_column(columns[0], overflow="fold")
    for column in columns[1:]:
        table.add_column(column, no_wrap=True)
    for name, cells in rows:
        table.add_row(name, *(_cell(cell, stacked) for cell in cells))
    console.print(table)


def _show_narrow(console: Console, title: str, columns: list[str], rows: Rows) -> None:
    console.print(Text(f"\n{title}", style="bold"))
    heads = [column.replace("\n", " ") for column in columns[1:]]
    for name, cells in rows:
        console.print(Text(name))
        for head, cell in zip(heads, cells, strict=True):
            console.print(Text(f"  {head}: ", style="dim").append(str(cell), style="default"))


def _cell(cell: FormattedFigure | str, stacked: bool) -> Text:
    """A figure; where many stand side by side, its interval is below it."""
    if isinstance(cell, str):
        return Text(cell)
    if cell.value == NOTHING:
        return Text(NOTHING, style="dim")
    text = Text(cell.value, style="bold")
    n, interval = f" n {cell.n}", cell.interval
    rest = f"{n}\n{interval}" if stacked else f" {interval}{n}" if interval else n
    return text.append(rest, style="not bold dim")


def _print_unsupported(console: Console, scores: Scores) -> None:
    silent = format_figure(scores.overall.unsupported_not_judged)
    seconds = sum(not_judged(each.by_second) for each in scores.overall.faults.values())
    console.print(f"Not judged in views that a check does not support: {silent}")
    console.print(
        f"Not judged in all: {format_count(seconds)} check-seconds; neither right nor wrong."
    )


def _print_worst(console: Console, scores: Scores) -> None:
    bad = worst_clips(scores.clips, _WORST)
    if not bad:
        return
    console.print(Text("\nWorst clips", style="bold"))
    for clip in bad:
        line = Text(clip.clip, style="bold")
        line.append(f" as {clip.exercise}", style="not bold dim")
        if clip.reps is not None:
            line.append(f", reps {counted(clip)}", style="not bold dim")
        console.print(line)
        if clip.why:
            console.print(Text(f"  {'; '.join(clip.why)}"))
