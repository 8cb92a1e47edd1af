"""Finds the poses of videos and keeps them, for ``formcheck poses``."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from formcheck.analysis import Progress
from formcheck.cli.analyzing import ended_pool
from formcheck.cli.errors import INTERRUPTED, complain, explain, worst
from formcheck.cli.on_cluster import connected
from formcheck.cli.progress import progress_bar
from formcheck.errors import FormcheckError, InputError, ModelError, OutputError, SystemLibraryError
from formcheck.finding.pose_cache import PoseCache
from formcheck.jobs.cluster import Cluster
from formcheck.jobs.cluster_executor import ClusterExecutor
from formcheck.jobs.pose_finding import keep_poses
from formcheck.jobs.process_pool import cores
from formcheck.lifecycle import deferred_interrupt
from formcheck.naming import on_one_line, printable, stored

if TYPE_CHECKING:
    from formcheck.analysis import ModelName


def find_all(
    videos: Sequence[str],
    out: Path,
    model: str,
    workers: int | None,
    *,
    executor: Executor | None = None,
    cluster: Cluster | None = None,
    debug: bool = False,
) -> int:
    """Finds the poses of each video that are not there yet, whatever becomes of the others.

    Args:
        videos: The videos.
        out: Where the recordings go.
        model: The pose model.
        workers: How many chunks are looked at at a time; one a core if None.
        executor: What looks at them; processes on this machine if None.
        cluster: What looks at them instead, as many at a time as it can.
        debug: Whether to print where an error came from.

    Returns:
        The exit status.

    Raises:
        FormcheckError: The folder cannot be used, or the machine lacks something.
    """
    cache = PoseCache(out, cast("ModelName", model))
    workers = workers or cores()
    statuses: list[int] = []
    over: set[int] = set()
    with deferred_interrupt() as stopped, progress_bar("poses") as bar:

        def tick(done: int, total: int | None) -> bool:
            if bar.take is not None:
                bar.take(Progress(done, total, 0.0))
            return not stopped()

        with _finders(executor, cluster, workers) as pool:
            if isinstance(pool, ClusterExecutor):
                workers = pool.at_once
            paths = [stored(Path(video)) for video in videos]
            for number, future in keep_poses(paths, cache, pool, at_once=workers, tick=tick):
                with bar.aside():
                    status = _tell(future, videos[number], debug)
                if status != INTERRUPTED:
                    over.add(number)
                statuses.append(status)
        for number, video in enumerate(videos):
            if number not in over:
                complain(f"{video}: interrupted before all of its poses were found")
                statuses.append(INTERRUPTED)
    cache.remove_parts()
    return worst(statuses)


def _finders(
    executor: Executor | None, cluster: Cluster | None, workers: int
) -> AbstractContextManager[Executor]:
    """What looks at chunks."""
    if executor is not None:
        return nullcontext(executor)
    return connected(cluster) if cluster is not None else ended_pool(workers)


def _tell(future: Future[Path], video: str, debug: bool) -> int:
    """Prints what became of a video; returns its exit status.

    Raises:
        FormcheckError: It would be the same for every video.
    """
    try:
        kept = future.result()
    except KeyboardInterrupt:
        return INTERRUPTED
    except (ModelError, SystemLibraryError, OutputError):
        raise
    except Exception as error:
        return explain(_named(error, video), debug)
    typer.echo(f"{on_one_line(str(kept))}\t{on_one_line(video)}")
    return 0


def _named(error: Exception, video: str) -> Exception:
    """The error with the name of its video; what is our own stays as it is."""
    if isinstance(error, BrokenExecutor):
        return InputError(f"{video}: its process ended before it was done: give fewer --workers")
    if isinstance(error, FormcheckError) and printable(video) not in str(error):
        return type(error)(f"{video}: {error}")
    return error
