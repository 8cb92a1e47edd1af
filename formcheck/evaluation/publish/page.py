"""Writes the accuracy page: one self-contained HTML file, of the report's family.

It has no script and loads nothing; it only links to the reports of its clips, which lie beside it.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formcheck.evaluation.publish.chart_parts import charts_style
from formcheck.evaluation.publish.charts import faults_chart, yaw_chart
from formcheck.evaluation.publish.sections import WORST, measured_on, sections
from formcheck.evaluation.publish.wording import (
    NOTHING,
    counted,
    folder,
    humanize,
    number,
    worst_clips,
)
from formcheck.evaluation.statistics.scores import Scores
from formcheck.report import svg
from formcheck.report.files import atomic_write
from formcheck.report.html import style_hash
from formcheck.report.timeline import NARROW, WIDE


def write_page(file: Path, scores: Scores, *, command: str | None = None) -> Path:
    """Writes the page.

    Args:
        file: It; replaced if it is there.
        scores: What was found.
        command: The command that made it, if it is to be shown.

    Returns:
        The file.

    Raises:
        OutputError: It cannot be written.
    """
    return atomic_write(file, page(scores, command=command).encode())


def page(scores: Scores, *, command: str | None = None) -> str:
    """The text of the page."""
    style = _style()
    charts = {
        name: [svg.markup(picture) for size in (WIDE, NARROW) if (picture := draw(scores, size))]
        for name, draw in (("yaw", yaw_chart), ("faults", faults_chart))
    }
    text = (
        _environment()
        .get_template("accuracy.html.j2")
        .render(
            scores=scores,
            command=command,
            folder=folder(scores.truth),
            measured_on=measured_on(scores),
            sections=sections(scores),
            charts=charts,
            worst=worst_clips(scores.clips, WORST),
            clips=sorted(scores.clips, key=lambda clip: (clip.clip, clip.exercise)),
            links={clip.report: _link(clip.report) for clip in scores.clips},
            style=Markup(style),
            style_hash=style_hash(style),
        )
    )
    return text.lstrip()


def _link(report: str | None) -> str | None:
    """A link to a report beside the page; nothing else is ever linked to.

    >>> _link("reports/a b.mp4/report.html"), _link("https://a.b/c"), _link("/etc/passwd")
    ('reports/a%20b.mp4/report.html', None, None)
    """
    if not report or report.startswith(("/", "\\")):
        return None
    parts = urlsplit(report)
    return None if parts.scheme or parts.netloc else quote(report.replace("\\", "/"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("formcheck.evaluation.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number=number)
    environment.globals.update(NOTHING=NOTHING, counted=counted, humanize=humanize)
    return environment


@cache
def _style() -> str:
    report = resources.files("formcheck.report").joinpath("templates", "report.css")
    own = resources.files("formcheck.evaluation.publish").joinpath("templates", "accuracy.css")
    return "\n".join([report.read_text("utf-8"), charts_style(), own.read_text("utf-8")])
