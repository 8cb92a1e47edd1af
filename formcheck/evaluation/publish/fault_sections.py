"""Sections about form faults and angles: how often checks are right, by size and by view."""

from __future__ import annotations

from formcheck.evaluation.publish.section_parts import Cell, Section, Table, errors_of
from formcheck.evaluation.publish.wording import (
    FormattedFigure,
    format_count,
    format_figure,
    humanize,
    values_of,
)
from formcheck.evaluation.statistics.scores import (
    Detection,
    Figure,
    Scores,
)


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
        (name, *errors_of(errors, 2))
        for name, errors in (
            ("hold", group.hold_error_s),
            ("tempo", group.tempo_error_s),
        )
    ]
    degrees: list[tuple[Cell, ...]] = [
        (humanize(name), *errors_of(errors, 1)) for name, errors in group.angle_error_deg.items()
    ]
    by_view: list[tuple[Cell, ...]] = [
        (humanize(name), view, *errors_of(errors, 1))
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
