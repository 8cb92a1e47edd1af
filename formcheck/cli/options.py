"""Options that several commands have."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Model(StrEnum):
    """The sizes of the pose model."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


class LiveModel(StrEnum):
    """The sizes of the pose model, and the one that this machine can hold."""

    AUTO = "auto"
    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


PoseModel = Annotated[Model, typer.Option(help="The pose model: faster or finer.")]
"""Which pose model finds poses."""

Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="So many videos, or parts of a long one, at a time; else one a core.",
    ),
]
"""How many processes look at videos."""

OnCluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Send the videos to this Dask cluster, as tls://scheduler:8786, to find poses there; "
        "its workers run what they are sent (docs/cluster.md).",
    ),
]
"""Which cluster finds poses."""

Shared = Annotated[
    bool,
    typer.Option(
        "--shared",
        metavar="",
        help="With --cluster: its workers see the videos under the same paths; send none.",
    ),
]
"""Whether workers of a cluster see the videos."""
