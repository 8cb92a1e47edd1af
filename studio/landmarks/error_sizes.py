"""How large the errors of landmarks are, as a pose model reads them.

The sizes are those of MediaPipe's full model on the drawn clips of `accuracy/tuning`, against the
true landmarks of the same scenes: `python -m studio.landmarks.compare` prints both side by side.
Lengths are in trunks: half a metre, seen from where the person is.

A landmark on the side that is turned away is read worse than one on the near side: every size is
given for both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.pose import LANDMARKS, Landmark
from studio.body.jointed import Floats


@dataclass(frozen=True)
class Errors:
    """The errors of a group of landmarks; each pair is (near side, side that is turned away).

    Attributes:
        bias: deviation of what a clip has throughout, of one axis, trunks.
        slow: deviation of what wanders, of one axis, trunks.
        white: deviation from frame to frame, of one axis, trunks.
        world_bias: as `bias`, of the landmarks in metres: across and up.
        depth_bias: likewise, along the line of sight.
        world_slow: as `slow`, of the landmarks in metres: across and up.
        depth_slow: likewise, along the line of sight.
        posture: deviation of what comes with postures, of one axis, trunks.
        world_posture: as `posture`, of the landmarks in metres: across and up.
        depth_posture: likewise, along the line of sight.
        visibility: the median.
        place: what share of the way from the limb's root, the shoulder or the hip of its side, to
            where the landmark mostly is, is read in the picture.
        move: likewise, of how far it moves from there.
        world_place: as `place`, of the landmarks in metres: across and up.
        world_move: as `move`, of the landmarks in metres: across and up.
        depth_place: likewise, along the line of sight.
        depth_move: likewise, along the line of sight.
    """

    bias: tuple[float, float]
    slow: tuple[float, float]
    white: tuple[float, float]
    world_bias: tuple[float, float]
    depth_bias: tuple[float, float]
    world_slow: tuple[float, float]
    depth_slow: tuple[float, float]
    posture: tuple[float, float]
    world_posture: tuple[float, float]
    depth_posture: tuple[float, float]
    visibility: tuple[float, float]
    place: tuple[float, float] = (1.0, 1.0)
    move: tuple[float, float] = (1.0, 1.0)
    world_place: tuple[float, float] = (1.0, 1.0)
    world_move: tuple[float, float] = (1.0, 1.0)
    depth_place: tuple[float, float] = (1.0, 1.0)
    depth_move: tuple[float, float] = (1.0, 1.0)


HEAD = Errors(
    bias=(0.060, 0.055),
    slow=(0.010, 0.010),
    white=(0.0011, 0.0012),
    world_bias=(0.11, 0.11),
    depth_bias=(0.17, 0.17),
    world_slow=(0.018, 0.018),
    depth_slow=(0.032, 0.032),
    posture=(0.012, 0.012),
    world_posture=(0.032, 0.032),
    depth_posture=(0.060, 0.060),
    visibility=(0.995, 0.995),
)
SHOULDER = Errors(
    bias=(0.042, 0.060),
    slow=(0.016, 0.023),
    white=(0.0017, 0.0019),
    world_bias=(0.09, 0.07),
    depth_bias=(0.10, 0.10),
    world_slow=(0.021, 0.021),
    depth_slow=(0.029, 0.029),
    posture=(0.025, 0.034),
    world_posture=(0.03, 0.03),
    depth_posture=(0.062, 0.055),
    visibility=(0.995, 0.99),
)
ELBOW = Errors(
    bias=(0.038, 0.068),
    slow=(0.027, 0.033),
    white=(0.0037, 0.0048),
    world_bias=(0.09, 0.10),
    depth_bias=(0.15, 0.17),
    world_slow=(0.032, 0.039),
    depth_slow=(0.038, 0.034),
    posture=(0.038, 0.072),
    world_posture=(0.035, 0.05),
    depth_posture=(0.13, 0.07),
    visibility=(0.98, 0.12),
    place=(0.93, 0.95),
    move=(0.92, 0.79),
    world_place=(0.95, 0.9),
    world_move=(0.78, 0.72),
    depth_place=(0.35, 0.35),
    depth_move=(0.35, 0.35),
)
WRIST = Errors(
    bias=(0.034, 0.060),
    slow=(0.022, 0.038),
    white=(0.0031, 0.0044),
    world_bias=(0.09, 0.11),
    depth_bias=(0.15, 0.28),
    world_slow=(0.029, 0.043),
    depth_slow=(0.069, 0.049),
    posture=(0.020, 0.034),
    world_posture=(0.03, 0.03),
    depth_posture=(0.13, 0.14),
    visibility=(0.96, 0.18),
    place=(0.98, 1.0),
    move=(0.98, 0.97),
    world_place=(0.93, 0.91),
    world_move=(1.0, 0.95),
    depth_place=(0.4, 0.2),
    depth_move=(0.55, 0.42),
)
HIP = Errors(
    bias=(0.066, 0.110),
    slow=(0.015, 0.020),
    white=(0.0015, 0.0016),
    world_bias=(0.060, 0.060),
    depth_bias=(0.045, 0.045),
    world_slow=(0.006, 0.006),
    depth_slow=(0.005, 0.004),
    posture=(0.023, 0.031),
    world_posture=(0.012, 0.012),
    depth_posture=(0.006, 0.006),
    visibility=(0.995, 0.99),
)
KNEE = Errors(
    bias=(0.046, 0.052),
    slow=(0.020, 0.030),
    white=(0.0015, 0.0024),
    world_bias=(0.07, 0.07),
    depth_bias=(0.10, 0.08),
    world_slow=(0.025, 0.03),
    depth_slow=(0.040, 0.036),
    posture=(0.022, 0.034),
    world_posture=(0.027, 0.034),
    depth_posture=(0.042, 0.055),
    visibility=(0.96, 0.34),
    place=(0.97, 1.0),
    move=(0.85, 0.82),
    world_place=(0.92, 0.86),
    world_move=(0.87, 0.8),
    depth_place=(0.6, 0.8),
    depth_move=(0.6, 0.6),
)
ANKLE = Errors(
    bias=(0.040, 0.060),
    slow=(0.011, 0.032),
    white=(0.0008, 0.0021),
    world_bias=(0.120, 0.120),
    depth_bias=(0.13, 0.13),
    world_slow=(0.03, 0.035),
    depth_slow=(0.059, 0.070),
    posture=(0.014, 0.029),
    world_posture=(0.031, 0.044),
    depth_posture=(0.075, 0.110),
    visibility=(0.98, 0.54),
    place=(0.96, 0.96),
    move=(0.94, 0.86),
    world_place=(0.93, 0.88),
    world_move=(0.96, 0.86),
    depth_place=(0.67, 0.8),
    depth_move=(0.6, 0.6),
)
FOOT = replace(
    ANKLE,
    slow=(0.012, 0.034),
    white=(0.0011, 0.0023),
    world_bias=(0.135, 0.135),
    world_slow=(0.035, 0.04),
    depth_slow=(0.067, 0.078),
    depth_posture=(0.066, 0.086),
    visibility=(0.97, 0.73),
)
FIRST = (
    (Landmark.NOSE, HEAD),
    (Landmark.LEFT_SHOULDER, SHOULDER),
    (Landmark.LEFT_ELBOW, ELBOW),
    (Landmark.LEFT_WRIST, WRIST),
    (Landmark.LEFT_HIP, HIP),
    (Landmark.LEFT_KNEE, KNEE),
    (Landmark.LEFT_ANKLE, ANKLE),
    (Landmark.LEFT_HEEL, FOOT),
)
"""The first landmark of each group; a group goes on to the next one's first."""


def _table() -> dict[str, tuple[Floats, Floats]]:
    """Every size for all landmarks, name -> (near, away), each (33,)."""
    ends = [first for first, _ in FIRST[1:]] + [LANDMARKS]
    groups = [
        errors
        for (first, errors), end in zip(FIRST, ends, strict=True)
        for _ in range(first, int(end))
    ]
    # Fingers lie between wrists and hips in the numbering, and are read as wrists are.
    return {
        name: (
            np.array([getattr(errors, name)[0] for errors in groups]),
            np.array([getattr(errors, name)[1] for errors in groups]),
        )
        for name in Errors.__dataclass_fields__
    }


SIZES = _table()
"""Every size by its name: near side and side turned away, each of all landmarks, (33,)."""
