"""Runs the analysis of one video or of several, and prints what was found."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path, PurePath

import typer

import formcheck
from formcheck.checking.own_posture import NOTHING_OWN
from formcheck.cli.batch import AnalysisRequest, Batch, as_model
from formcheck.cli.on_cluster import find_elsewhere
from formcheck.errors import (
    UsageError,
)
from formcheck.exercises import load_exercise
from formcheck.jobs.process_pool import WorkerPool
from formcheck.lifecycle import deferred_interrupt
from formcheck.naming import composed
from formcheck.report import prepare_output

DEMO_CLIP = "row-rounded.mp4"
DEMO_EXERCISE = "bent-over-row"


def analyze_all(request: AnalysisRequest, executor: Executor | None = None) -> int:
    """Analyses each video, whatever becomes of the others, and prints what was found.

    Args:
        request: What was asked for.
        executor: What analyses several videos, or finds the poses of one long one in chunks;
            processes on this machine if None.  A short one alone is analysed in this process.

    Returns:
        The exit status: that of the worst.

    Raises:
        FormcheckError: The request itself is wrong, or the machine lacks something.
    """
    _check(request)
    exercise = load_exercise(request.exercise)
    own = NOTHING_OWN
    if request.own_posture:
        from formcheck.cli.own_posture import own_posture

        own = own_posture(request.data, exercise)
    folders: list[Path | None] = [None] * len(request.videos)
    new: set[Path] = set()
    if request.out is not None:
        wanted = output_folders(request.videos, request.out)
        new = {folder for folder in (request.out, *wanted) if not folder.exists()}
        folders = [prepare_output(folder) for folder in wanted]
    if request.record is not None:
        prepare_output(request.record.absolute().parent)
    with deferred_interrupt() as stopped, ExitStack() as stack:  # while it is printed, too
        try:
            failed: dict[int, Exception] | None = None
            if request.cluster is not None:
                if request.poses is None:
                    made = stack.enter_context(tempfile.TemporaryDirectory(prefix="formcheck-"))
                    request = replace(request, poses=Path(made))
                failed = _found_elsewhere(request, stopped)
            batch = Batch(request, exercise, folders, own, failed)
            with nullcontext(executor) if executor else ended_pool(batch.workers) as pool:
                if len(request.videos) == 1 and not failed:
                    batch.analyze_alone(pool)
                else:
                    batch.analyze_side_by_side(pool, stopped)
        finally:
            for folder in sorted(new, reverse=True):  # what is inside of another first
                if not any(folder.iterdir()):
                    folder.rmdir()
        return batch.finish()


def _found_elsewhere(request: AnalysisRequest, stopped: Callable[[], bool]) -> dict[int, Exception]:
    """Has poses found on the cluster; what is left to do here is to judge them."""
    from formcheck.finding.pose_cache import PoseCache

    assert request.cluster is not None
    assert request.poses is not None
    cache = PoseCache(request.poses, as_model(request.model))
    return find_elsewhere(request.videos, cache, request.cluster, stopped)


@contextmanager
def ended_pool(workers: int) -> Iterator[Executor]:
    """Processes that are no less important than this one, and that end with the block.

    None is started before there is something to do for it.

    Args:
        workers: How many.
    """
    with make_pool(workers) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def make_pool(workers: int) -> Executor:
    """What analyses videos and parts of them: processes of this machine."""
    return WorkerPool(workers, reuse=True, background=False)


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
    if request.cluster is not None and (request.start is not None or request.end is not None):
        raise UsageError("--cluster finds the poses of whole videos: leave out --start and --end")
    if request.data is not None and not request.own_posture:
        raise UsageError("--data is where --own-posture is read from: give both, or neither")
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
