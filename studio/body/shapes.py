"""Body shapes on disk: what all shapes share in one file, and one small file for each shape.

Shapes are compressed `.npz` files. Places are whole steps of 0.05 mm; along the mesh only the
change from vertex to vertex is kept, which halves the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BODY_FOLDER = Path(__file__).parent / "data"
STEP_M = 0.00005
WEIGHT_STEPS = 65535
UV_STEPS = 65535
_TOPOLOGY = "topology"
_FACES = "f_"


@dataclass(frozen=True)
class Topology:
    """What all shapes share.

    Attributes:
        labels: bone names, parents always before children.
        parents: parent of each bone, -1 for the root, (163,).
        uv: texture coordinates, (21334, 2).
        faces: group -> quads, (n, 8): four vertex numbers, then four texture coordinate numbers.
        bones: numbers of the bones that carry a vertex, (19158, 12).
        weights: their shares, which add up to 1, (19158, 12).
    """

    labels: tuple[str, ...]
    parents: Ints
    uv: Floats
    faces: Mapping[str, Ints]
    bones: Ints
    weights: Floats


@dataclass(frozen=True)
class Shape:
    """One rest body, as exported.

    Attributes:
        vertices: metres, (19158, 3).
        heads: place of each bone's joint, metres, (163, 3).
    """

    vertices: Floats
    heads: Floats


def names(folder: Path = BODY_FOLDER) -> tuple[str, ...]:
    """Names of the shapes in a folder, sorted."""
    return tuple(sorted(p.stem for p in folder.glob("*.npz") if p.stem != _TOPOLOGY))


def write_topology(topology: Topology, folder: Path) -> None:
    """Write what all shapes share; weights and texture coordinates are rounded to 16 bits."""
    faces = {_FACES + group: quads.astype(np.uint16) for group, quads in topology.faces.items()}
    np.savez_compressed(
        folder / f"{_TOPOLOGY}.npz",
        labels=np.array(topology.labels),
        parents=topology.parents.astype(np.int16),
        uv=np.rint(topology.uv * UV_STEPS).astype(np.uint16),
        bones=topology.bones.astype(np.uint8),
        weights=np.rint(topology.weights * WEIGHT_STEPS).astype(np.uint16),
        **faces,  # type: ignore[arg-type]  # numpy takes it for its own keyword
    )


def read_topology(folder: Path = BODY_FOLDER) -> Topology:
    """Read what all shapes share."""
    with np.load(folder / f"{_TOPOLOGY}.npz") as data:
        weights = data["weights"].astype(np.float64)
        return Topology(
            labels=tuple(str(x) for x in data["labels"]),
            parents=data["parents"].astype(np.int64),
            uv=data["uv"] / float(UV_STEPS),
            faces={
                key.removeprefix(_FACES): data[key].astype(np.int64)
                for key in data.files
                if key.startswith(_FACES)
            },
            bones=data["bones"].astype(np.int64),
            weights=weights / weights.sum(1, keepdims=True),
        )


def write_shape(name: str, shape: Shape, folder: Path) -> None:
    """Write one shape, rounded to steps of 0.05 mm.

    Raises:
        ValueError: the body reaches further from its origin than the file can say (1.6 m).
    """
    arrays = {"vertices": shape.vertices, "heads": shape.heads}
    packed = {}
    for key, places in arrays.items():
        steps = np.rint(places / STEP_M)
        if np.abs(steps).max() > np.iinfo(np.int16).max:
            raise ValueError(f"{name}: {key} too far from the origin")
        # differences may wrap round; adding them up again wraps back
        change = np.diff(steps.astype(np.int16).T, axis=1, prepend=np.int16(0))
        packed[key] = np.ascontiguousarray(change)
    np.savez_compressed(folder / f"{name}.npz", **packed)  # type: ignore[arg-type]


def read_shape(name: str, folder: Path = BODY_FOLDER) -> Shape:
    """Read one shape."""
    with np.load(folder / f"{name}.npz") as data:
        vertices, heads = (_places(data[key]) for key in ("vertices", "heads"))
    return Shape(vertices, heads)


def _places(change: NDArray[np.int16]) -> Floats:
    steps = np.cumsum(change, axis=1, dtype=np.int16).T
    return steps.astype(np.float64) * STEP_M


def blend(mix: Mapping[str, float], folder: Path = BODY_FOLDER) -> Shape:
    """Weighted mean of shapes.

    Args:
        mix: shape -> weight, positive; the weights need not add up to 1.
        folder: with the shapes' files.

    Raises:
        ValueError: the mix is empty, names an unknown shape or has a weight that is not positive.
    """
    known = names(folder)
    for name, weight in mix.items():
        if name not in known:
            raise ValueError(f"unknown body shape {name} (known: {', '.join(known)})")
        if not (weight > 0.0 and np.isfinite(weight)):
            raise ValueError(f"weight of body shape {name}: expected above 0, got {weight}")
    if not mix:
        raise ValueError("no body shape named")
    total = sum(mix.values())
    parts = [(read_shape(name, folder), mix[name] / total) for name in sorted(mix)]
    vertices: Floats = np.sum([part.vertices * share for part, share in parts], axis=0)
    heads: Floats = np.sum([part.heads * share for part, share in parts], axis=0)
    return Shape(vertices, heads)
