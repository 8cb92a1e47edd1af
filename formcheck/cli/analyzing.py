"""Runs the analysis of one video or of several, and prints what was found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Literal

import typer

import formcheck
from formcheck.cli.errors import INTERRUPTED, NOBODY, complain, explain, warn, worst
from formcheck.cli.printing import Printer
from formcheck.cli.progress import progress_bar
from formcheck.cli.showing import show_files, show_result
from formcheck.errors import (
    FormcheckError,
    ModelError,
    PictureSizeError,
    SystemLibraryError,
    UnwrittenError,
    UsageError,
)
from formcheck.exercises import Exercise, load_exercise
from formcheck.lifecycle import deferred_interrupt
from formcheck.naming import composed, on_one_line, printable
from formcheck.report import prepare_output
from formcheck.report.files import REPORT, REPS, RESULT
from formcheck.result import Result

DEMO_CLIP = "row-rounded.mp4"
DEMO_EXERCISE = "bent-over-row"
ANNOTATED = "annotated.mp4"


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """What ``formcheck analyze`` was asked for; see its help."""

    videos: tuple[str, ...]
    exercise: str
    out: Path | None = None
    as_json: bool = False
    annotate: bool = False
    model: str = "full"
    start: float | None = None
    end: float | None = None
    record: Path | None = None
    max_pixels: int | None = None
    debug: bool = False


def analyze_all(request: AnalysisRequest) -> int:
    """Analyses each video, whatever becomes of the others, and prints what was found.

    Returns:
        The exit status: that of the worst.

    Raises:
        FormcheckError: The request itself is wrong, or the machine lacks something.
    """
    _check(request)
    exercise = load_exercise(request.exercise)
    folders: list[Path | None] = [None] * len(request.videos)
    new: set[Path] = set()
    if request.out is not None:
        wanted = output_folders(request.videos, request.out)
        new = {folder for folder in (request.out, *wanted) if not folder.exists()}
        folders = [prepare_output(folder) for folder in wanted]
    if request.record is not None:
        prepare_output(request.record.absolute().parent)
    results: list[Result] = []
    statuses: list[int] = []
    printer = Printer()
    with deferred_interrupt():  # while what was found is printed, too
        try:
            for video, folder in zip(request.videos, folders, strict=True):
                found, status = _analyze_one(video, folder, exercise, request, printer)
                statuses.append(status)
                if found is not None:
                    results.append(found)
                    statuses.append(_status(found, video))
                if INTERRUPTED in statuses:
                    break
        finally:
            for folder in sorted(new, reverse=True):  # what is inside of another first
                if not any(folder.iterdir()):
                    folder.rmdir()
        if request.as_json:
            with printer.printing():
                _print_json(results, many=len(request.videos) > 1)
        return worst([*statuses, printer.finish()])


def analyze_demo(out: Path, *, debug: bool) -> int:
    """Analyses the sample video and writes its report; returns the exit status.

    Raises:
        UsageError: The sample video is not there.
    """
    clip = find_demo_clip()
    typer.echo(f"Analysing {clip.name}, a video that this project rendered itself.", err=True)
    request = AnalysisRequest((str(clip),), DEMO_EXERCISE, debug=debug)
    return analyze_all(replace(request, out=out))


def find_demo_clip() -> Path:
    """The sample video, of a checkout or inside of the installed package.

    Raises:
        UsageError: This installation has none.
    """
    package = Path(formcheck.__file__).parent
    for folder in (package.parent, package):
        clip = folder / "sample_videos" / DEMO_CLIP
        if clip.is_file():
            return clip
    raise UsageError(
        f"the sample video {DEMO_CLIP} is not part of this installation: run the demo in a "
        "checkout of the project, or `formcheck analyze` a video of your own"
    )


def output_folders(videos: tuple[str, ...], out: Path) -> list[Path]:
    r"""Where each video's results go: `out` itself for one, a folder each for several.

    >>> [path.as_posix() for path in output_folders(("a/row.mp4", "b/Row.mov"), Path("out"))]
    ['out/row', 'out/Row-2']
    >>> [path.name for path in output_folders(("a/R\u00fc.mp4", "b/Ru\u0308.mp4"), Path("out"))]
    ['Rü', 'Rü-2']
    """
    if len(videos) == 1:
        return [out]
    folders: list[Path] = []
    taken: set[str] = set()
    for video in videos:
        stem = composed(PurePath(video).stem).strip(". ") or "video"
        name, number = stem, 1
        while name.casefold() in taken:  # some file systems take a and A for the same
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        folders.append(out / name)
    return folders


def _check(request: AnalysisRequest) -> None:
    """What can be known to be wrong before any work.

    Raises:
        UsageError: It is.
    """
    if request.annotate and request.out is None:
        raise UsageError("--annotate writes a video: say where with --out DIR")
    if request.record is not None:
        if len(request.videos) > 1:
            raise UsageError("--record writes one file: give one video at a time")
        if request.record.is_dir():
            raise UsageError(f"--record {request.record}: is a folder; name a file")
        video = Path(request.videos[0])
        if request.record.exists() and video.exists() and request.record.samefile(video):
            raise UsageError(f"--record {request.record}: is the input itself")
    if request.end is not None and request.end <= (request.start or 0.0):
        raise UsageError(f"--end {request.end:g} is not after --start {request.start or 0.0:g}")


def _analyze_one(
    video: str, folder: Path | None, exercise: Exercise, request: AnalysisRequest, printer: Printer
) -> tuple[Result | None, int]:
    """One video's result, if there is one, and the exit status of what went wrong meanwhile."""
    status = 0
    try:
        with progress_bar(PurePath(video).name) as progress:
            result: Result = formcheck.analyze(
                video,
                exercise,
                model=_model(request.model),
                start=request.start,
                end=request.end,
                out=folder,
                annotate=request.annotate,
                record=request.record,
                max_pixels=request.max_pixels,
                progress=progress,
            )
    except KeyboardInterrupt:
        complain(f"{video}: interrupted before anything was analysed")
        return None, INTERRUPTED
    except (ModelError, SystemLibraryError):
        raise  # it would be the same for every video
    except UnwrittenError as error:
        result, status = error.result, explain(error, request.debug)
    except FormcheckError as error:
        named = error if printable(video) in str(error) else type(error)(f"{video}: {error}")
        if isinstance(error, PictureSizeError):
            named = type(error)(f"{named} (--max-pixels N takes more)")
        return None, explain(named, request.debug)
    except Exception as error:  # the other videos are analysed all the same
        return None, explain(error, request.debug)
    for warning in result.warnings:
        warn(f"{video}: {warning}")
    if not request.as_json:
        with printer.printing():
            show_result(result, exercise, titled=len(request.videos) > 1)
    with printer.printing():
        show_files(_written(folder, request), to_stderr=request.as_json)
    return result, status


def _written(folder: Path | None, request: AnalysisRequest) -> list[Path]:
    files = [request.record] if request.record is not None else []
    if folder is not None:
        names = (REPORT, RESULT, REPS, *([ANNOTATED] if request.annotate else []))
        files = [*(folder / name for name in names), *files]
    return [file for file in files if file.exists()]


def _status(result: Result, video: str) -> int:
    if result.interrupted:
        stopped = f"{on_one_line(video)}: interrupted; this is what was analysed until then"
        typer.echo(stopped, err=True)
        return INTERRUPTED
    if result.found_nobody:
        complain(f"{video}: nobody was found, there is nothing to judge")
        return NOBODY
    return 0


def _print_json(results: list[Result], *, many: bool) -> None:
    """Prints one document, in UTF-8 whatever the terminal speaks; none if there is no result."""
    if many:
        text = "[" + ",\n".join(result.to_json() for result in results) + "]"
    elif results:
        text = results[0].to_json()
    else:
        return
    # What JSON lets through in a name would steer some terminals all the same.
    safe = re.sub("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", _escaped, text)
    typer.echo(safe.encode() + b"\n", nl=False)


def _escaped(sign: re.Match[str]) -> str:
    """A sign as JSON may write it."""
    return f"\\u{ord(sign.group()):04x}"


def _model(name: str) -> Literal["lite", "full", "heavy"]:
    return name  # type: ignore[return-value]  # Typer let nothing else through
