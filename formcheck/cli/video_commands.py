"""The commands that look at videos: ``analyze``, ``poses``, ``demo`` and ``evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.options import Model, OnCluster, PoseModel, Shared, Workers

if TYPE_CHECKING:
    from formcheck.jobs.cluster import Cluster

OUT = Path("formcheck-out")
"""Where the demo writes."""


def analyze(
    ctx: typer.Context,
    *,
    videos: Annotated[
        list[str],
        typer.Argument(metavar="VIDEO", help="Videos, or recordings of poses (--record)."),
    ],
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise", "-e", metavar="ID", help="What is done in them; or your own .toml file."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Write the report and the data here; several videos get a folder each. "
            "Without it nothing is written.",
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", metavar="", help="Print one JSON document; a list for several videos."
        ),
    ] = False,
    annotate: Annotated[
        bool,
        typer.Option(
            "--annotate",
            metavar="",
            help="Also write annotated.mp4 to --out, of 1920 pixels at most: takes longer.",
        ),
    ] = False,
    model: PoseModel = Model.FULL,
    start: Annotated[
        float | None, typer.Option(min=0.0, metavar="S", help="Begin at this second.")
    ] = None,
    end: Annotated[
        float | None, typer.Option(min=0.0, metavar="S", help="Stop at this second.")
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="POSES",
            help="Write the poses to this file (.jsonl or .jsonl.gz), to analyse them again "
            "without a model.",
        ),
    ] = None,
    max_pixels: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Refuse a larger picture (width times height); 8192 x 8192 unless you say.",
        ),
    ] = None,
    poses_cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep the poses of whole videos here, and take them from here; `formcheck poses` "
            "fills it.",
        ),
    ] = None,
    own_posture: Annotated[
        bool,
        typer.Option(
            "--own-posture",
            metavar="",
            help="The videos are of you: checks compare with the posture that you have shown as "
            "your own (`formcheck serve`, First week). The result says with what.",
        ),
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="With --own-posture: the folder of the history."),
    ] = None,
    workers: Workers = None,
    cluster: OnCluster = None,
    shared: Shared = False,
) -> None:
    """Count the repetitions and check the form in one video or several.

    Exit status: 0 analysed, 2 wrong use, 3 cannot be read, 4 nobody found.

    Ctrl-C keeps what was analysed so far (exit status 130).
    """
    from formcheck.cli.analyzing import analyze_all
    from formcheck.cli.batch import AnalysisRequest

    request = AnalysisRequest(
        videos=tuple(videos),
        exercise=exercise,
        out=out,
        as_json=as_json,
        annotate=annotate,
        model=model.value,
        start=start,
        end=end,
        record=record,
        max_pixels=max_pixels,
        workers=workers,
        poses=poses_cache,
        cluster=_cluster(cluster, shared),
        own_posture=own_posture,
        data=data,
        debug=ctx.obj,
    )
    raise typer.Exit(analyze_all(request))


def poses(
    ctx: typer.Context,
    *,
    videos: Annotated[list[str], typer.Argument(metavar="VIDEO", help="The videos.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Keep the poses here, one recording a video."
        ),
    ],
    model: PoseModel = Model.FULL,
    workers: Workers = None,
    cluster: OnCluster = None,
    shared: Shared = False,
) -> None:
    """Find the poses in videos and keep them, for `analyze` and `evaluate` with --poses-cache.

    Each recording is named after the content of its video, so that no video is looked at twice.
    Printed is a line for each video: the recording and the video.

    Exit status: 0 all are kept, 2 wrong use, 3 a video cannot be read; 130 after Ctrl-C, which
    leaves what is whole.
    """
    from formcheck.cli.finding_poses import find_all

    where = _cluster(cluster, shared)
    raise typer.Exit(find_all(videos, out, model.value, workers, cluster=where, debug=ctx.obj))


def demo(
    ctx: typer.Context,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Write the report here.")
    ] = OUT,
) -> None:
    """Analyse a sample video and write its report."""
    from formcheck.cli.analyzing import analyze_demo

    raise typer.Exit(analyze_demo(out, debug=ctx.obj))


def evaluate(
    ctx: typer.Context,
    *,
    truth: Annotated[
        list[str],
        typer.Argument(
            metavar="TRUTH_DIR...",
            help="A folder of clips (videos, or recordings of poses) with a JSON document of "
            "what is true beside each, or a truth.json for all; several are evaluated together.",
        ),
    ],
    poses_cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep the poses of videos here, so that the next time takes seconds.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", metavar="", help="Print one JSON document.")
    ] = False,
    summary: Annotated[
        bool,
        typer.Option(
            "--summary",
            metavar="",
            help="Only the figures of all clips together; no clip is named.",
        ),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page, with reports of the worst clips."),
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a document with charts.")
    ] = None,
    also: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Tell of another evaluation, which --json printed, in the --markdown document: "
            "beside this one, never mixed in.",
        ),
    ] = None,
    readme: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the sentence about what --also tells of into this file, between its marks.",
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help="Only clips with this label, condition, exercise or view; may be given again.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Fail if a clip or a figure is worse than in this baseline or --json document.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what --against holds later evaluations against."),
    ] = None,
    model: Annotated[Model, typer.Option(help="The pose model, for videos.")] = Model.FULL,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Clips at a time; else one a core.")
    ] = None,
    cluster: OnCluster = None,
    shared: Shared = False,
) -> None:
    """Say how often formcheck is right, on clips of which the truth is known.

    Exit status: 0 evaluated, 1 worse than --against, 2 wrong use, 3 a clip cannot be read.
    """
    from formcheck.cli.evaluating import EvaluationRequest, evaluate_all

    request = EvaluationRequest(
        truth=tuple(truth),
        poses_cache=poses_cache,
        as_json=as_json,
        summary=summary,
        html=html,
        markdown=markdown,
        also=also,
        readme=readme,
        where=tuple(where or ()),
        against=against,
        baseline=baseline,
        model=model.value,
        jobs=jobs,
        cluster=_cluster(cluster, shared),
        debug=ctx.obj,
    )
    raise typer.Exit(evaluate_all(request))


def _cluster(address: str | None, shared: bool) -> Cluster | None:
    """The cluster that is wanted, if one is.

    Raises:
        UsageError: Recordings may not be sent there.
    """
    from formcheck.jobs.cluster import cluster_of

    return cluster_of(address, shared=shared)
