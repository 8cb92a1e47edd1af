"""What a pose model makes of a body before any error: it expects more than it sees.

It reads movements smaller than they are, above all along the line of sight; its limbs keep their
length.  What is covered it hardly moves, and what is outside of the picture it holds back near the
edge.  How much of it is read says `error_sizes`; `python -m studio.landmarks.compare` prints it.
"""

from __future__ import annotations

import numpy as np

from formcheck.pose import LANDMARKS, Landmark
from studio.body.jointed import Floats
from studio.landmarks.error_sizes import SIZES

SHOULDERS_UP = 0.045
"""Shoulders are read further up in the picture than the joints of our bodies are, by so much of the
line from the hip to the shoulder."""

LENGTH, LENGTH_SPREAD = 0.91, 0.08
"""In space limbs are read a little too short, by a share that belongs to the film."""

KEPT_LENGTH = 0.65
"""And of nearly the same length all the time: with errors alone they would be longer."""

MOVE_SPREAD, DEPTH_SPREAD = 0.09, 0.3
"""Deviation of the share of a limb's movement that is read, from film to film: in the picture and
across, and along the line of sight."""

COVERED_SHARE = 0.12
"""In such a share of films something stands before a part of the body: a rack, a bench, a plate.
The share is ours."""

STILL = (0.0, 0.7)
"""The share of the movement of a covered limb that is read lies anywhere between these."""

HELD_BACK = (0.1, 1.0)
"""Of how far a landmark is outside of the picture it is read a share that lies anywhere between
these.  Of wrists .6 trunks outside in four real films it was .1, .5, .6 and .9."""

ALONG_ARM, ALONG_LEG, ALONG_END = (0.65, 0.85), (0.5, 0.75), 0.95
"""How much the error of elbow and wrist, and of knee and ankle, correlates with that of the joint
before it; and that of a finger, a heel or a toe with the wrist's or the ankle's."""

TINY = 1e-6
"""Keeps a share of a length defined, metres."""

_SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
_HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)


def _limb(side: str, *names: str) -> tuple[int, ...]:
    return tuple(int(Landmark[f"{side}_{name}"]) for name in names)


_ARMS = tuple(
    _limb(side, "ELBOW", "WRIST", "PINKY", "INDEX", "THUMB") for side in ("LEFT", "RIGHT")
)
_LEGS = tuple(_limb(side, "KNEE", "ANKLE", "HEEL", "FOOT_INDEX") for side in ("LEFT", "RIGHT"))
LIMBS = (*_ARMS, *_LEGS)
"""The landmarks of each limb without its root: left and right arm, left and right leg."""

_ROOTED = tuple(zip((*_SHOULDERS, *_HIPS), LIMBS, strict=True))
"""The root of each limb, and the limb."""

_COVERS = (
    *_ARMS,
    *_LEGS,
    _LEGS[0] + _LEGS[1],
    _LEGS[0] + _LEGS[1],
    _LEGS[0][1:] + _LEGS[1][1:],
)
"""What something stands before, each as likely: a limb, both legs (twice) or both feet."""


def _roots() -> tuple[np.ndarray, np.ndarray]:
    """The root of each landmark, itself where it has none; and the limb of each, -1 for none."""
    roots, limbs = np.arange(LANDMARKS), np.full(LANDMARKS, -1)
    for number, (root, limb) in enumerate(_ROOTED):
        roots[list(limb)], limbs[list(limb)] = root, number
    return roots, limbs


ROOTS, _LIMB_OF = _roots()


def draw_covered(rng: np.random.Generator) -> Floats:
    """Whether something stands before each landmark, throughout a film: 0 or 1, (33,)."""
    covered = np.zeros(LANDMARKS)
    if rng.random() < COVERED_SHARE:
        covered[list(_COVERS[int(rng.integers(len(_COVERS)))])] = 1.0
    return covered


def followed(
    image: Floats,
    world: Floats,
    *,
    away: Floats,
    covered: Floats,
    rng: np.random.Generator,
    severity: float,
) -> tuple[Floats, Floats]:
    """Where landmarks are read, before any other error.

    Args:
        image: The true ones in the picture, pixels, (frames, 33, 2).
        world: Likewise in metres, z away from the camera, (frames, 33, 3).
        away: How far each is turned away, 0 to 1, (frames, 33).
        covered: Whether something stands before it, (33,).
        rng: Source of all draws.
        severity: 0 gives the truth, 1 and more what is measured.

    Returns:
        The same two, as read.
    """
    full = min(1.0, severity)
    far = np.maximum(away.mean(axis=0), covered)
    still = np.where(covered > 0.0, rng.uniform(*STILL), 1.0)

    def share(name: str, spread: float) -> Floats:
        near, distant = SIZES[name]
        drawn = np.append(rng.standard_normal(len(LIMBS)), 0.0)[_LIMB_OF]
        found = near + (distant - near) * far + spread * drawn
        of_covered = still if name.endswith("move") else 1.0
        shares: Floats = 1.0 + full * (found * of_covered - 1.0)
        return shares

    raised = _with_shoulders_up(image, full)
    flat = _nearer(raised, share("place", 0.0), share("move", MOVE_SPREAD))
    across = _nearer(world[..., :2], share("world_place", 0.0), share("world_move", MOVE_SPREAD))
    places, moves = (share(f"depth_{name}", DEPTH_SPREAD) for name in ("place", "move"))
    deep = _nearer(world[..., 2:], places, moves)
    return flat, np.concatenate([across, deep], axis=2)


def with_lengths_kept(
    read: Floats, world: Floats, rng: np.random.Generator, severity: float
) -> Floats:
    """Limbs that keep their length in space: each part points where it did.

    Args:
        read: Landmarks as they were read, metres, (frames, 33, 3).
        world: The true ones, likewise.
        rng: Source of all draws.
        severity: 0 leaves them as they are, 1 and more gives what is measured.
    """
    found: Floats = read.copy()
    for root, limb in _ROOTED:
        share = rng.normal(LENGTH, LENGTH_SPREAD)
        for start, end in ((root, limb[0]), (limb[0], limb[1])):
            way = found[:, end] - found[:, start]
            length = np.linalg.norm(way, axis=1, keepdims=True) + TINY
            true = np.linalg.norm(world[:, end] - world[:, start], axis=1, keepdims=True)
            wanted = (share * true / length) ** (KEPT_LENGTH * min(1.0, severity))
            # What hangs on a joint goes along with it.
            along = list(limb[limb.index(end) :])
            found[:, along] += ((wanted - 1.0) * way)[:, None]
    return found


def along_limbs(drawn: Floats) -> Floats:
    """Draws of which those of each joint go along with those of the joint before it.

    Args:
        drawn: Of unit deviation, (..., 33, axes); they stay so.
    """
    found: Floats = drawn.copy()
    for root, limb in _ROOTED:
        joint, end, *ends = limb
        first, second = ALONG_ARM if root in _SHOULDERS else ALONG_LEG
        links = [(root, joint, first), (joint, end, second)]
        for before, after, share in links + [(end, each, ALONG_END) for each in ends]:
            own = np.sqrt(1.0 - share**2) * drawn[..., after, :]
            found[..., after, :] = share * found[..., before, :] + own
    return found


def held_back(image: Floats, size: tuple[int, int], share: Floats) -> Floats:
    """Landmarks outside of the picture, nearer to its edge than they are.

    Args:
        image: Pixels, (frames, 33, 2).
        size: Of the picture, pixels.
        share: How far outside each is read, of how far it is, (33,).
    """
    inside = np.clip(image, 0.0, np.array(size, dtype=float))
    found: Floats = inside + (image - inside) * share[:, None]
    return found


def draw_held_back(rng: np.random.Generator, severity: float) -> Floats:
    """How far outside each landmark is read, as a share; limbs differ, (33,)."""
    drawn = np.append(rng.uniform(*HELD_BACK, len(LIMBS)), 1.0)[_LIMB_OF]
    found: Floats = 1.0 + min(1.0, severity) * (drawn - 1.0)
    return found


def _with_shoulders_up(points: Floats, full: float) -> Floats:
    found: Floats = points.copy()
    for shoulder, hip in zip(_SHOULDERS, _HIPS, strict=True):
        found[:, shoulder] += full * SHOULDERS_UP * (points[:, shoulder] - points[:, hip])
    return found


def _nearer(points: Floats, place: Floats, move: Floats) -> Floats:
    """Limbs that are nearer to their roots than they are, and nearer to where they mostly are.

    Args:
        points: (frames, 33, axes).
        place: Share of where each mostly is, seen from its root, (33,).
        move: Share of how far it is from there, (33,).
    """
    roots = points[:, ROOTS]
    way = points - roots
    shown = np.isfinite(way).any(axis=0)  # what is behind the lens all the time is nowhere
    usual = np.zeros(way.shape[1:])
    usual[shown] = np.nanmedian(np.where(np.isfinite(way), way, np.nan)[:, shown], axis=0)
    found: Floats = roots + usual * place[:, None] + (way - usual) * move[:, None]
    return found
