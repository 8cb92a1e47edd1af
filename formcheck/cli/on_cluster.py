"""Finds the poses of videos on a cluster before they are judged here, for `--cluster`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.analysis import Progress
from formcheck.cli.progress import progress_bar
from formcheck.errors import ModelError, SystemLibraryError
from formcheck.jobs.cluster import Cluster
from formcheck.naming import on_one_line, stored

if TYPE_CHECKING:
    from formcheck.finding.pose_cache import PoseCache
    from formcheck.jobs.cluster_executor import ClusterExecutor


@contextmanager
def connected(cluster: Cluster) -> Iterator[ClusterExecutor]:
    """Connects to a cluster, and says what leaves this machine; leaves it with the block.

    Raises:
        UsageError: It cannot be used.
    """
    executor = cluster.connect()
    try:
        typer.echo(f"note: {on_one_line(cluster.leaves)}", err=True)
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def find_elsewhere(
    videos: Sequence[str | Path],
    cache: PoseCache,
    cluster: Cluster,
    stopped: Callable[[], bool] = lambda: False,
) -> dict[int, Exception]:
    """Has the poses of videos found on a cluster and keeps them, for whoever judges them here.

    Args:
        videos: The videos; poses of some of them may be there already.
        cache: Where poses are kept.
        cluster: Where they are found.
        stopped: Whether to stop; what was found until then is kept.

    Returns:
        What went wrong, by the number of the video.

    Raises:
        FormcheckError: It would be the same for every video.
    """
    from formcheck.jobs.pose_finding import keep_poses

    failed: dict[int, Exception] = {}
    with connected(cluster) as executor, progress_bar("poses") as bar:

        def tick(done: int, total: int | None) -> bool:
            if bar.take is not None:
                bar.take(Progress(done, total, 0.0))
            return not stopped()

        paths = [stored(Path(video)) for video in videos]
        at_once = executor.at_once
        for number, future in keep_poses(paths, cache, executor, at_once=at_once, tick=tick):
            try:
                future.result()
            except (ModelError, SystemLibraryError):
                raise
            except KeyboardInterrupt:
                continue
            except Exception as error:
                failed[number] = error
    cache.remove_parts()
    return failed
