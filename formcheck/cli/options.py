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
