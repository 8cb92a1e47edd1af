"""What a person's silhouette says about the back.

A pose has no landmark between hip and shoulder, so a rounded back moves none of them.  The edge of
the person mask does move: `back_profile` measures how far it lies from the hip-shoulder chord, and
`formcheck.measures.back` turns that into degrees.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose import BACK_STATIONS, FloatArray, Landmark

MIN_CHORD_PX = 20.0
"""A shorter hip-shoulder chord (in mask pixels) shows too little of the back's shape."""

REACH = 0.75
"""How far from the chord the edge is looked for, in chord lengths."""

HOLE = 0.06
"""A gap in the mask that is thinner than this (in chord lengths) is a hole and not the edge."""

EDGE = 0.5
"""The mask's value at the person's edge."""

_MAX_SAMPLES = 256
_MIN_SAMPLES = 48

_LEFT = np.array([Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_ELBOW])
_RIGHT = np.array([Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP, Landmark.RIGHT_ELBOW])

# What lies on the belly's side, seen from what: (weight, from, to), each for left and right.
_CUES = (
    (1.0, Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (1.0, Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (0.7, Landmark.LEFT_SHOULDER, Landmark.LEFT_WRIST),
    (0.7, Landmark.RIGHT_SHOULDER, Landmark.RIGHT_WRIST),
    (2.0, Landmark.LEFT_EAR, Landmark.NOSE),
    (2.0, Landmark.RIGHT_EAR, Landmark.NOSE),
    (1.0, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
    (1.0, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX),
)
_WEIGHT = np.array([weight for weight, _, _ in _CUES])
_FROM = np.array([start for _, start, _ in _CUES])
_TO = np.array([end for _, _, end in _CUES])
_NEAR_WEIGHT = 1.5
_CUE_LIMIT = 0.5


def back_profile(
    mask: NDArray[np.float32],
    image: FloatArray,
    visibility: FloatArray,
    scale: float = 1.0,
) -> FloatArray:
    """Measure how far the back's edge lies from the hip-shoulder chord.

    The chord runs from half-way between the hips to half-way between the shoulders.  Rays leave it
    squarely towards the back, and end where the mask does.

    Args:
        mask: The person mask, shape (h, w), 0 to 1.
        image: The landmarks in pixels of the source frame, shape (33, 2).
        visibility: The landmarks' visibility, shape (33,).
        scale: Mask pixels per pixel of the source frame.

    Returns:
        The distances at `BACK_STATIONS`, in chord lengths, shape (23,); NaN where no edge is found:
        the ray leaves the picture, the chord is outside the mask there, or the chord is too short.
    """
    nothing = np.full(BACK_STATIONS.shape, np.nan)
    shoulder, hip = _chord(image)
    chord = shoulder - hip
    length = float(np.hypot(chord[0], chord[1]))
    if not length * scale >= MIN_CHORD_PX:  # NaN too
        return nothing
    along = chord / length
    outwards = back_direction(image, visibility)

    samples = int(np.clip(REACH * length * scale, _MIN_SAMPLES, _MAX_SAMPLES)) + 1
    depth = np.linspace(0.0, REACH, samples)
    # Landmarks count from the picture's corner, mask values sit in the middle of their pixels.
    start = (hip + BACK_STATIONS[:, None] * length * along) * scale - 0.5
    rays = start[:, None, :] + depth[:, None] * (outwards * length * scale)
    points = rays.astype(np.float32)
    value = cv2.remap(
        mask, points[..., 0], points[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    edge = _first_edge(value.astype(np.float64), depth, round(HOLE / depth[1]))
    end = start + edge[:, None] * (outwards * length * scale)
    limit = np.array([mask.shape[1], mask.shape[0]]) - 0.5
    within = ((start >= -0.5) & (start <= limit) & (end >= -0.5) & (end <= limit)).all(axis=1)
    return np.where(within, edge, np.nan)


def back_direction(image: FloatArray, visibility: FloatArray) -> FloatArray:
    """Find which way the back faces, square to the hip-shoulder chord.

    Knees, wrists, nose and toes lie on the belly's side, each of them in some postures only; and
    the side that is nearer to the camera says it too, because a person who shows the left side
    faces left when upright.

    Args:
        image: The landmarks in pixels, shape (33, 2).
        visibility: The landmarks' visibility, shape (33,).

    Returns:
        A vector of length 1 in the picture (y down).

    >>> upright = np.zeros((33, 2)); upright[11] = upright[12] = 0, -100
    >>> upright[27:, 1] = 100; upright[31:33, 0] = 30  # the toes point to the right
    >>> back_direction(upright, np.ones(33))
    array([-1.,  0.])
    """
    left, right = float(visibility[_LEFT].sum()), float(visibility[_RIGHT].sum())
    shoulder, hip = _chord(image)
    chord = shoulder - hip
    length = float(np.hypot(chord[0], chord[1])) or 1.0
    # A person who shows the left side has the belly here: left of the line from hip to shoulder.
    belly = np.array([chord[1], -chord[0]]) / length
    cues = ((image[_TO] - image[_FROM]) @ belly) / length
    weight = _WEIGHT * np.minimum(visibility[_TO], visibility[_FROM])
    votes = np.where(np.isfinite(cues), np.clip(cues, -_CUE_LIMIT, _CUE_LIMIT) * weight, 0.0)
    score = votes.sum() + _NEAR_WEIGHT * np.clip((left - right) / 3.0, -_CUE_LIMIT, _CUE_LIMIT)
    return (-belly if score >= 0 else belly) + 0.0


def _chord(image: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Half-way between both shoulders and both hips.

    The errors of the two sides' landmarks cancel in part, and the chord stays nearer to the spine
    when the camera is not quite at the side.
    """
    middle = (image[_LEFT[:2]] + image[_RIGHT[:2]]) / 2
    return middle[0], middle[1]


def _first_edge(value: FloatArray, depth: FloatArray, hole: int) -> FloatArray:
    """The depth at which each row of values falls below `EDGE` and stays there for a while."""
    rows = np.arange(len(value))
    outside = value < EDGE
    # How many samples up to each one are outside; a window full of them is not a hole.
    count = np.cumsum(outside, axis=1)
    width = max(hole, 1)
    full: NDArray[np.bool_] = (count[:, width:] - count[:, :-width]) == width
    first = full.argmax(axis=1) + 1
    found = full[rows, first - 1] & ~outside[:, 0]
    last = first - 1
    inner, outer = value[rows, last], value[rows, first]
    fall = np.maximum(inner - outer, 1e-9)
    edge = depth[last] + (inner - EDGE) / fall * depth[1]
    return np.where(found, edge, np.nan)
