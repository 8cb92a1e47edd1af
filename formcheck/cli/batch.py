"""The videos of one ``formcheck analyze``: they are analysed, and each is told of in its turn."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Literal

import typer

import formcheck
from formcheck.analysis import Progress
from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture
from formcheck.cli.errors import INTERRUPTED, NOBODY, complain, explain, warn, worst
from formcheck.cli.printing import Printer
from formcheck.cli.progress import progress_bar
from formcheck.cli.showing import show_files, show_result
from formcheck.cli.video_task import Options, VideoTask, overall, stop_all
from formcheck.errors import (
    FormcheckError,
    InputError,
    ModelError,
    PictureSizeError,
    SystemLibraryError,
    UnwrittenError,
)
from formcheck.exercises import Exercise
from formcheck.jobs.batch import run_all
from formcheck.jobs.cluster import Cluster
from formcheck.jobs.process_pool import cores
from formcheck.naming import on_one_line, printable
from formcheck.report.files import REPORT, REPS, RESULT
from formcheck.result import Result

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
    workers: int | None = None
    poses: Path | None = None
    cluster: Cluster | None = None
    own_posture: bool = False
    data: Path | None = None
    debug: bool = False


class Batch:
    """The videos of one command, and what has become of them so far.

    Args:
        request: What was asked for.
        exercise: What is done in them.
        folders: Where the results of each go, if anywhere.
        own: The person's own posture of another day.
        failed: What went wrong already, by the number of the video: those are not analysed.

    Attributes:
        workers: How many processes there may be.
        at_once: How many videos are analysed at a time.
    """

    def __init__(
        self,
        request: AnalysisRequest,
        exercise: Exercise,
        folders: list[Path | None],
        own: OwnPosture = NOTHING_OWN,
        failed: Mapping[int, Exception] | None = None,
    ) -> None:
        self._request = request
        self._exercise = exercise
        self._folders = folders
        self._own = own
        self._failed = failed or {}
        self._results: list[Result] = []
        self._statuses: list[int] = []
        self._printer = Printer()
        self.workers = request.workers or cores()
        self.at_once = min(self.workers, len(request.videos))

    def analyze_alone(self, executor: Executor) -> None:
        """Analyse the only video, in this process; if it is long, with the help of others."""
        request = self._request

        def analyze() -> Result | None:
            with progress_bar(PurePath(request.videos[0]).name) as bar:
                return formcheck.analyze(
                    request.videos[0],
                    self._exercise,
                    model=as_model(request.model),
                    start=request.start,
                    end=request.end,
                    out=self._folders[0],
                    annotate=request.annotate,
                    record=request.record,
                    max_pixels=request.max_pixels,
                    poses=request.poses,
                    executor=executor,
                    at_once=self.workers,
                    own=self._own,
                    progress=bar.take,
                )

        self._conclude(0, analyze)

    def analyze_side_by_side(self, executor: Executor, stopped: Callable[[], bool]) -> None:
        """Analyse several videos, and print each as soon as those before it are printed."""
        videos = self._request.videos
        ended: dict[int, Callable[[], Result | None]] = {
            number: partial(_raise, error) for number, error in self._failed.items()
        }
        printed = 0
        with (
            tempfile.TemporaryDirectory(prefix="formcheck-") as folder,
            progress_bar(f"{len(videos)} videos") as bar,
        ):
            talk = Path(folder)
            over = set(ended)

            def tick() -> bool:
                if bar.take is not None:
                    done, total = overall(talk, over, len(videos))
                    bar.take(Progress(done, total, 0.0))
                if stopped():
                    stop_all(talk)
                return INTERRUPTED not in self._statuses and not stopped()

            tasks = [task for task in self._tasks(talk) if task.number not in over]
            for nth, future in run_all(executor, tasks, at_once=self.at_once, tick=tick):
                number = tasks[nth].number
                over.add(number)
                ended[number] = future.result
                while printed in ended:
                    with bar.aside():
                        self._conclude(printed, ended.pop(printed))
                    printed += 1
            for number in sorted(ended):  # those between them had not begun
                self._conclude(number, ended[number])
        if stopped():
            self._statuses.append(INTERRUPTED)
            left = [videos[n] for n in range(len(videos)) if n not in over]
            for video in left:
                complain(f"{video}: interrupted before anything was analysed")

    def _tasks(self, talk: Path) -> list[VideoTask]:
        request = self._request
        options = Options(
            self._exercise,
            request.annotate,
            as_model(request.model),
            request.start,
            request.end,
            request.max_pixels,
            request.poses,
            max(1, self.workers // len(request.videos)),
            self._own,
        )
        pairs = zip(request.videos, self._folders, strict=True)
        return [VideoTask(video, out, options, talk, n) for n, (video, out) in enumerate(pairs)]

    def finish(self) -> int:
        """Print what is printed at the end; returns the exit status."""
        if self._request.as_json:
            with self._printer.printing():
                _print_json(self._results, many=len(self._request.videos) > 1)
        return worst([*self._statuses, self._printer.finish()])

    def _conclude(self, number: int, analyze: Callable[[], Result | None]) -> None:
        """Print what became of a video.

        Args:
            number: Which one.
            analyze: Gives the result, or raises what went wrong; None if there was no time for it.

        Raises:
            FormcheckError: It would be the same for every video.
        """
        request, video = self._request, self._request.videos[number]
        try:
            result = analyze()
        except KeyboardInterrupt:
            result = None
        except (ModelError, SystemLibraryError):
            raise
        except UnwrittenError as error:
            result = error.result
            self._statuses.append(explain(error, request.debug))
        except FormcheckError as error:
            named = error if printable(video) in str(error) else type(error)(f"{video}: {error}")
            if isinstance(error, PictureSizeError):
                named = type(error)(f"{named} (--max-pixels N takes more)")
            self._statuses.append(explain(named, request.debug))
            return
        except (BrokenExecutor, MemoryError):
            self._statuses.append(explain(_lost(video, many=self.at_once > 1), request.debug))
            return
        except Exception as error:  # the other videos are analysed all the same
            self._statuses.append(explain(error, request.debug))
            return
        if result is None:
            complain(f"{video}: interrupted before anything was analysed")
            self._statuses.append(INTERRUPTED)
            return
        self._show(result, video, self._folders[number])

    def _show(self, result: Result, video: str, folder: Path | None) -> None:
        request = self._request
        for warning in result.warnings:
            warn(f"{video}: {warning}")
        if not request.as_json:
            with self._printer.printing():
                show_result(result, self._exercise, titled=len(request.videos) > 1)
        with self._printer.printing():
            show_files(_written(folder, request), to_stderr=request.as_json)
        self._results.append(result)
        self._statuses.append(_status(result, video))


def _raise(error: Exception) -> Result | None:
    raise error


def _lost(video: str, *, many: bool) -> InputError:
    """What is told of a video whose process was ended: the system does not say why."""
    hint = "give the videos fewer --workers, or this one alone" if many else "try it on its own"
    return InputError(
        f"{video}: its process ended before it was done, as when memory runs out or a decoder "
        f"crashes: {hint}"
    )


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


def as_model(name: str) -> Literal["lite", "full", "heavy"]:
    """The pose model that a command line names."""
    return name  # type: ignore[return-value]  # Typer let nothing else through
