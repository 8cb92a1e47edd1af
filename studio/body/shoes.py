"""Shoes: rigid pieces carried by the foot and toe bones. They are what touches the floor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.body.jointed import SIDES, SKIN_VERTICES, Body, Floats
from studio.drawing.meshes import Mesh, hull, join, prism

SOLE_BELOW = 0.014  # the sole reaches this far below the bare foot, metres


@dataclass(frozen=True)
class ShoePiece:
    """One rigid piece.

    Attributes:
        bone: the bone that carries it.
        upper: the upper's mesh at rest, metres.
        sole: the sole's mesh at rest, metres.
    """

    bone: str
    upper: Mesh
    sole: Mesh


class Shoes:
    """Both shoes of a body.

    Attributes:
        pieces: side ("L", "R") -> rigid pieces, from heel to toe.
    """

    def __init__(self, body: Body) -> None:
        """Build the shoes round the bare feet of a body.

        Args:
            body: whose feet they fit.
        """
        self._body = body
        self.pieces: dict[str, list[ShoePiece]] = {side: _build(body, side) for side in SIDES}

    def lowest(self, transforms: Floats, side: str) -> float:
        """Height of a shoe's lowest point above the floor, metres."""
        return min(
            float(self._body.carry(transforms, p.bone, p.sole.position)[:, 2].min())
            for p in self.pieces[side]
        )


def _build(body: Body, side: str) -> list[ShoePiece]:
    skin = np.arange(len(body.vertices)) < SKIN_VERTICES
    toes = body.vertices[skin & body.bone_vertices("toe") & _on_side(body, side)]
    foot = body.vertices[skin & body.bone_vertices("foot") & _on_side(body, side)]
    ankle, ball = body.head(f"foot.{side}"), body.head(f"toe3-1.{side}")
    floor = float(min(toes[:, 2].min(), foot[:, 2].min()))
    foot = foot[foot[:, 2] < ankle[2] + 0.012]
    behind, before = foot[foot[:, 1] > ankle[1] - 0.06], foot[foot[:, 1] < ankle[1] - 0.015]
    before = before[(before[:, 1] > ball[1] - 0.008) & (before[:, 2] < ankle[2] + 0.004)]
    tip = np.concatenate([toes[toes[:, 1] < ball[1] + 0.004], foot[foot[:, 1] < ball[1] + 0.004]])
    heel_to_ball = np.concatenate([behind, before])
    sole_foot = _sole(heel_to_ball, floor, 0.012)
    toe_bone = f"toe3-1.{side}"
    upper_foot = join(hull(behind, 0.008), hull(before, 0.008))
    return [
        ShoePiece(f"foot.{side}", upper_foot, sole_foot),
        ShoePiece(toe_bone, hull(tip, 0.008), _sole(tip, floor, 0.012)),
    ]


def _on_side(body: Body, side: str) -> NDArray[np.bool_]:
    right: NDArray[np.bool_] = body.vertices[:, 0] < 0.0
    return right if side == "R" else ~right


def _sole(points: Floats, floor: float, margin: float) -> Mesh:
    low = points[points[:, 2] < floor + 0.035][:, :2]
    angle = np.linspace(0.0, 2.0 * np.pi, 17)[:-1]
    ring = margin * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    outline = (low[:, None, :] + ring[None]).reshape(-1, 2)
    return prism(outline, floor - SOLE_BELOW, floor + 0.012)
