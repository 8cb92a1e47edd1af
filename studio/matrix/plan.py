"""The scenes of the matrix: every cell's clips, each with conditions of its own."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from studio.matrix.cast import PARTS, Part, Table
from studio.matrix.cell import Cell
from studio.matrix.cells import CELLS
from studio.matrix.conditions import Conditions
from studio.matrix.guide_cells import LYING

SEEDS: dict[Part, int] = {"tuning": 4021, "test": 9157, "fresh": 7703, "guide": 6211}
TUNING_SHARE = 0.5
ON_THE_FLOOR = ("plank", "push-up", *LYING)


def scenes(part: Part) -> Iterator[tuple[str, Table]]:
    """Name and tables of each scene of a part, always the same.

    A cell's draws are its own: another cell more does not change them.
    """
    for cell in CELLS:
        if cell.part != ("test" if part == "tuning" else part):
            continue
        rng = np.random.default_rng([SEEDS[part], zlib.crc32(cell.name.encode())])
        conditions = Conditions(part, rng)
        count = cell.count if part != "tuning" else max(1, math.floor(cell.count * TUNING_SHARE))
        for number in range(count):
            view = cell.views[(number + PARTS.index(part)) % len(cell.views)]
            yield f"{cell.name}-{number + 1}", _scene(cell, view, part, conditions, rng)


def _scene(
    cell: Cell, view: str, part: Part, conditions: Conditions, rng: np.random.Generator
) -> Table:
    around = conditions.draw(view, lying=cell.exercise in ON_THE_FLOOR)
    labels = {"part": part, "cell": cell.name, **around.pop("labels")}
    tables: Table = {
        "exercise": cell.exercise,
        "seed": int(rng.integers(1, 100_000)),
        "labels": labels,
        **around,
        "motion": _settled(cell.motion, rng),
    }
    if cell.faults:
        tables["faults"] = [_settled(fault, rng) for fault in cell.faults]
    return tables


def _settled(tables: Table, rng: np.random.Generator) -> Table:
    return {key: value(rng) if callable(value) else value for key, value in tables.items()}


def to_toml(tables: Table) -> str:
    """A scene's tables as the text of a scene file."""
    plain = {key: value for key, value in tables.items() if not _is_table(value)}
    parts = ["".join(f"{key} = {_value(value)}\n" for key, value in plain.items())]
    for key, value in tables.items():
        for head, table in _tables(key, value):
            parts.append(f"{head}\n" + "".join(f"{k} = {_value(v)}\n" for k, v in table.items()))
    return "\n".join(parts)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict))


def _tables(key: str, value: Any) -> Iterator[tuple[str, Table]]:
    if isinstance(value, dict):
        yield f"[{key}]", value
    elif _is_table(value):
        for table in value:
            yield f"[[{key}]]", table


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    return json.dumps(value)
