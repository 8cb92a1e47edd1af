"""The commands for what was recorded and found before: ``report`` and ``export``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import Model


class Format(StrEnum):
    """What poses are exported in."""

    COCO = "coco"
    TRC = "trc"
    MOT = "mot"
    JSONL = "jsonl"


def report(
    *,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="A folder of results: a folder for each person, in it what --out wrote.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Write here; else into the folder itself."),
    ] = None,
) -> None:
    """Tell of many results on one page and in one table: counts, faults, doubts and trends.

    Written are library.html and library.csv, and library.parquet where pyarrow is installed
    (`pip install "formcheck[parquet]"`). A person is the first folder below DIR; sets come in the
    order of their names.

    Exit status: 0 written, 2 wrong use, 3 there is no result, or one of them cannot be read (the
    others are told of all the same).
    """
    from formcheck.cli.library_report import report_library

    raise typer.Exit(report_library(folder, out))


def export(
    *,
    source: Annotated[
        str, typer.Argument(metavar="POSES|VIDEO", help="A recording of poses, or a video.")
    ],
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="COCO keypoints; markers or angles for OpenSim; our JSON lines.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write this file; else one named after the source, in this folder.",
        ),
    ] = None,
    model: Annotated[Model, typer.Option(help="The pose model, for a video.")] = Model.FULL,
) -> None:
    """Write poses as a file that other programs read.

    The trc and mot formats have rows at an even rate. The markers of trc are in metres from the
    middle of the hips, as OpenSim has them: x to the right of the picture, y up, z to the camera.
    The angles of mot are in degrees.

    Exit status: 0 written, 2 wrong use, 3 cannot be read, or there is nothing to write; 130 after
    Ctrl-C, which leaves nothing.
    """
    from formcheck.cli.exporting import export_poses

    raise typer.Exit(export_poses(source, format_.value, out, model.value))
