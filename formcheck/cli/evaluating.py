"""Runs the evaluation of a folder of clips, and prints and writes what was found."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import typer

from formcheck.cli.errors import complain, worst
from formcheck.cli.showing import console, show_files
from formcheck.errors import OutputError, UsageError
from formcheck.evaluation.machine import processor
from formcheck.evaluation.running import Failure, run_clips, write_reports
from formcheck.evaluation.statistics.regressions import (
    find_regressions,
    read_scores,
    write_baseline,
)
from formcheck.evaluation.statistics.scores import Measured, Scores
from formcheck.evaluation.statistics.summary import score
from formcheck.evaluation.truth.clip_truth import ClipTruth, chosen
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.finding.pose_cache import PoseCache
from formcheck.jobs.cluster import Cluster

WORSE = 1
"""Exit status where something that was right is not any more."""

UNREADABLE = 3
"""Exit status where a clip could not be evaluated."""


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What ``formcheck evaluate`` was asked for; see its help."""

    truth: tuple[str, ...]
    poses_cache: Path | None = None
    as_json: bool = False
    summary: bool = False
    html: Path | None = None
    markdown: Path | None = None
    readme: Path | None = None
    also: Path | None = None
    against: Path | None = None
    baseline: Path | None = None
    where: tuple[str, ...] = ()
    model: str = "full"
    jobs: int | None = None
    cluster: Cluster | None = None
    debug: bool = False

    @property
    def command(self) -> str:
        """The command that makes the document again, without what only makes it faster."""
        words = ["formcheck", "evaluate", *self.truth]
        for condition in self.where:
            words += ["--where", condition]
        if self.model != "full":
            words += ["--model", self.model]
        if self.also is not None:
            words += ["--also", self.also.as_posix()]
        if self.markdown is not None:
            words += ["--markdown", self.markdown.as_posix()]
        return shlex.join(words)


def evaluate_all(request: EvaluationRequest) -> int:
    """Evaluates the clips, prints what was found and writes what was asked for.

    Returns:
        The exit status.

    Raises:
        FormcheckError: The request itself is wrong, or the machine lacks something.
    """
    if request.readme and not request.also:
        raise UsageError("--readme writes what --also tells of: name that file, too")
    before = read_scores(request.against) if request.against else None
    also = read_scores(request.also) if request.also else None
    known = [each for folder in request.truth for each in read_truths(Path(folder))]
    truths = chosen(known, request.where)
    for file in (request.html, request.markdown, request.baseline):
        _make_room(file)
    with _cache(request) as cache:
        failed = _found_elsewhere(truths, cache, request)
        left = [each for each in truths if each.clip not in failed]
        with _progress() as progress:
            found = run_clips(left, cache, jobs=request.jobs, progress=progress)
        evaluated = replace(found, failures=(*failed.values(), *found.failures))
        for failure in evaluated.failures:
            _explain(failure, request.debug)
        statuses = [UNREADABLE for _ in evaluated.failures]
        if evaluated.runs:
            scores = score(evaluated.runs, ", ".join(request.truth))
            _show(_summary(scores) if request.summary else scores, as_json=request.as_json)
            _write(scores, also, truths, cache, request)
            lines = find_regressions(before, scores) if before else []
            for line in lines:
                complain(line)
            statuses += [WORSE for _ in lines]
    return worst(statuses)


def _found_elsewhere(
    truths: list[ClipTruth], cache: PoseCache, request: EvaluationRequest
) -> dict[str, Failure]:
    """Has poses found on the cluster, if one is wanted; what is left to do here is to judge them.

    Returns:
        The clips of which none were found.
    """
    if request.cluster is None:
        return {}
    from formcheck.cli.on_cluster import find_elsewhere

    failed = find_elsewhere([each.path for each in truths], cache, request.cluster)
    clips = {truths[number].clip: str(error) for number, error in failed.items()}
    return {clip: Failure(clip, why) for clip, why in clips.items()}


def _summary(scores: Scores) -> Scores:
    """The figures alone, with the machine and the day: they are told where no clip is at hand."""
    day = datetime.now().astimezone().date().isoformat()
    measured = Measured(processor=processor(), date=day)
    return scores.summary().model_copy(update={"measured": measured})


def _show(scores: Scores, *, as_json: bool) -> None:
    if as_json:
        text = scores.model_dump_json(by_alias=True, indent=1)
        typer.echo(text.encode() + b"\n", nl=False)
        return
    from formcheck.evaluation.publish.terminal import print_scores

    print_scores(console(), scores)


def _write(
    scores: Scores,
    also: Scores | None,
    truths: list[ClipTruth],
    cache: PoseCache,
    request: EvaluationRequest,
) -> None:
    """Writes the page, the document and the baseline, if they were asked for."""
    files: list[Path] = []
    if request.html is not None:
        from formcheck.evaluation.publish.page import write_page

        linked = write_reports(scores, truths, cache, request.html)
        files.append(write_page(request.html, linked, command=request.command))
    if request.markdown is not None:
        from formcheck.evaluation.publish.markdown import write_markdown

        files += write_markdown(request.markdown, scores, command=request.command, also=also)
    if request.readme is not None and also is not None:
        from formcheck.evaluation.publish.readme import write_readme

        files.append(write_readme(request.readme, also))
    if request.baseline is not None:
        write_baseline(request.baseline, scores)
        files.append(request.baseline)
    if files:
        show_files(files, to_stderr=request.as_json)


def _make_room(file: Path | None) -> None:
    """Makes sure, before the work, that there can be a file of that name."""
    if file is None:
        return
    if file.is_dir():
        raise OutputError(f"{file}: is a folder; name a file")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".formcheck-"):
            pass
    except OSError as error:
        raise OutputError(f"{file}: cannot be written: {error.strerror or error}") from error


def _explain(failure: Failure, debug: bool) -> None:
    if debug and failure.trace:
        typer.echo(failure.trace, err=True, nl=False)
    named = failure.clip in failure.why
    complain(failure.why if named else f"{failure.clip}: {failure.why}")


@contextmanager
def _cache(request: EvaluationRequest) -> Iterator[PoseCache]:
    """Where poses are kept: where the user says, or for this time only."""
    if request.poses_cache is not None:
        yield PoseCache(request.poses_cache, _model(request.model))
        return
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        yield PoseCache(Path(folder), _model(request.model))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Shows a bar of clips on standard error, where somebody watches."""
    from rich import progress as bars
    from rich.console import Console

    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield None
        return
    columns = (
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("clips", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _model(name: str) -> Literal["lite", "full", "heavy"]:
    return name  # type: ignore[return-value]  # Typer let nothing else through
