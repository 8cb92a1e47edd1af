"""Which landmarks are drawn of a person, and which lines join them: for every picture and page."""

from __future__ import annotations

from formcheck.pose import Landmark, Side

DRAWN = (
    Landmark.NOSE,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    *(Landmark(number) for number in range(Landmark.LEFT_SHOULDER, Landmark.RIGHT_WRIST + 1)),
    *(Landmark(number) for number in range(Landmark.LEFT_HIP, Landmark.RIGHT_FOOT_INDEX + 1)),
)
"""The landmarks that are drawn: nose, ears, arms without fingers, hips, legs and feet."""

ACROSS = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
)
"""The lines from the left to the right side."""

_LEFT = (
    (Landmark.NOSE, Landmark.LEFT_EAR),
    (Landmark.LEFT_EAR, Landmark.LEFT_SHOULDER),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL),
    (Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
    (Landmark.LEFT_ANKLE, Landmark.LEFT_FOOT_INDEX),
)


def mirrored(landmark: Landmark) -> Landmark:
    """The same landmark of the other side; one that has no side is its own.

    >>> mirrored(Landmark.LEFT_ELBOW), mirrored(Landmark.RIGHT_EAR), mirrored(Landmark.NOSE)
    (<Landmark.RIGHT_ELBOW: 14>, <Landmark.LEFT_EAR: 7>, <Landmark.NOSE: 0>)
    """
    side, _, name = landmark.name.partition("_")
    if side in ("LEFT", "RIGHT"):
        return Landmark[f"{'RIGHT' if side == 'LEFT' else 'LEFT'}_{name}"]
    return landmark


LIMBS: dict[Side, tuple[tuple[Landmark, Landmark], ...]] = {
    "left": _LEFT,
    "right": tuple((mirrored(start), mirrored(end)) for start, end in _LEFT),
}
"""The lines of each side."""

BONES = (*ACROSS, *LIMBS["left"], *LIMBS["right"])
"""All lines."""

DRAWN_NAMES = tuple(landmark.name.lower() for landmark in DRAWN)
"""What documents call the landmarks that are drawn."""

DRAWN_BONES = tuple((DRAWN.index(start), DRAWN.index(end)) for start, end in BONES)
"""All lines, as places in `DRAWN`."""
