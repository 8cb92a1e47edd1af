"""How a pose model reads landmarks: off by so much, for so long, and how sure it says it is.

The sizes are those of MediaPipe's full model on the drawn clips of `accuracy/tuning`, against the
true landmarks of the same scenes: `python -m studio.landmarks.compare` prints both side by side.
Lengths are in trunks: half a metre, seen from where the person is.

An error has three parts.  What a clip has throughout (`bias`) comes from the body, the clothes and
the view.  What wanders (`slow`) comes in bouts, and hidden arms are guessed, now and then anew.
What changes from frame to frame (`white`) is small.  A landmark on the side that is turned away is
read worse than one on the near side: every size is given for both and blended by how far the side
is turned away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.pose import LANDMARKS, Landmark
from studio.body.jointed import Floats

TRUNK_M = 0.5
"""The length in which errors are given, metres."""

WANDER_S = 0.13
"""Each of the two stages that smooth a wandering error forgets 1 - 1/e in this time, seconds: it
correlates with itself by .8 over a tenth of a second, and by .35 over three tenths."""

UNREST = 0.4
"""Errors come in bouts: a wandering error grows by the factor exp(UNREST) at one deviation of a
second one that wanders beside it; the 95th percentile is then 3 to 4 deviations, as is read."""

CLIP_SPREAD = 0.5
"""Clips and landmarks differ in how much they wander: by the factor exp(CLIP_SPREAD) at one
deviation."""

JUMP_EVERY_S = 4.0
"""A landmark that is fully turned away is guessed anew this often, on the average, seconds."""

JUMP_SHARE = 3.0
"""How many times the wandering error a jump is."""

SMALL_PX = 60.0
"""Below this length of the trunk in the picture, pixels, wandering errors grow in proportion."""

OUTSIDE_BIAS, OUTSIDE_SLOW = 0.25, 0.15
"""A landmark outside of the picture is guessed: its errors grow by so much with the distance to the
picture's edge.  Ours; it fits a film of a real person that was read whole and without the legs:
knees .6 outside were off by .14 at the median, ankles 1.1 outside by .29 (another was lost then).
Arms are held back near the edge, which is not drawn: wrists .6 outside were read .06, .29, .38 and
.56 outside in four films that were cut at the hands."""

OUTSIDE_HIDES = 4.0
"""The logit of its visibility falls by so much within `OUTSIDE_TRUNKS` of the edge; ours, and near
what knees lost in that film (.98 to .36).  Wrists are hidden less: .98 to .64, .65, .85 and .94."""

OUTSIDE_TRUNKS = 0.2

VISIBILITY_WANDER = 0.8
"""Deviation of the logit of a visibility within a clip."""


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
        visibility: the median.
    """

    bias: tuple[float, float]
    slow: tuple[float, float]
    white: tuple[float, float]
    world_bias: tuple[float, float]
    depth_bias: tuple[float, float]
    world_slow: tuple[float, float]
    depth_slow: tuple[float, float]
    visibility: tuple[float, float]


HEAD = Errors(
    bias=(0.060, 0.055),
    slow=(0.016, 0.016),
    white=(0.0011, 0.0012),
    world_bias=(0.11, 0.11),
    depth_bias=(0.17, 0.17),
    world_slow=(0.025, 0.025),
    depth_slow=(0.055, 0.055),
    visibility=(0.995, 0.995),
)
SHOULDER = Errors(
    bias=(0.048, 0.067),
    slow=(0.029, 0.032),
    white=(0.0017, 0.0019),
    world_bias=(0.13, 0.13),
    depth_bias=(0.10, 0.10),
    world_slow=(0.03, 0.03),
    depth_slow=(0.04, 0.04),
    visibility=(0.995, 0.99),
)
ELBOW = Errors(
    bias=(0.038, 0.068),
    slow=(0.038, 0.053),
    white=(0.0037, 0.0048),
    world_bias=(0.10, 0.12),
    depth_bias=(0.11, 0.13),
    world_slow=(0.04, 0.05),
    depth_slow=(0.07, 0.07),
    visibility=(0.98, 0.12),
)
WRIST = Errors(
    bias=(0.034, 0.060),
    slow=(0.026, 0.042),
    white=(0.0031, 0.0044),
    world_bias=(0.10, 0.13),
    depth_bias=(0.15, 0.28),
    world_slow=(0.035, 0.045),
    depth_slow=(0.10, 0.09),
    visibility=(0.96, 0.18),
)
HIP = Errors(
    bias=(0.066, 0.110),
    slow=(0.020, 0.028),
    white=(0.0015, 0.0016),
    world_bias=(0.04, 0.04),
    depth_bias=(0.03, 0.03),
    world_slow=(0.01, 0.01),
    depth_slow=(0.01, 0.01),
    visibility=(0.995, 0.99),
)
KNEE = Errors(
    bias=(0.048, 0.056),
    slow=(0.019, 0.036),
    white=(0.0015, 0.0024),
    world_bias=(0.08, 0.08),
    depth_bias=(0.13, 0.13),
    world_slow=(0.025, 0.03),
    depth_slow=(0.04, 0.05),
    visibility=(0.96, 0.34),
)
ANKLE = Errors(
    bias=(0.054, 0.068),
    slow=(0.012, 0.026),
    white=(0.0008, 0.0021),
    world_bias=(0.10, 0.10),
    depth_bias=(0.22, 0.22),
    world_slow=(0.03, 0.035),
    depth_slow=(0.07, 0.08),
    visibility=(0.98, 0.54),
)
FOOT = Errors(
    bias=(0.072, 0.084),
    slow=(0.014, 0.029),
    white=(0.0011, 0.0023),
    world_bias=(0.12, 0.12),
    depth_bias=(0.25, 0.25),
    world_slow=(0.035, 0.04),
    depth_slow=(0.08, 0.09),
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


@dataclass(frozen=True)
class Shown:
    """What truly is to be read of a person over time.

    Attributes:
        times: of the frames, seconds, (frames,).
        image: the landmarks in the picture, pixels, (frames, 33, 2).
        world: the landmarks in metres, origin between the hips, x right, y down, z away,
            (frames, 33, 3).
        trunk_px: the length of `TRUNK_M` where the person is, pixels, (frames,).
        turned_away: how far the left and the right side are turned away, 0 to 1, (frames, 2).
        size: of the picture, pixels.
    """

    times: Floats
    image: Floats
    world: Floats
    trunk_px: Floats
    turned_away: Floats
    size: tuple[int, int]

    def outside(self) -> Floats:
        """How far each landmark is outside of the picture, trunks, (frames, 33)."""
        beyond = np.maximum(-self.image, self.image - np.array(self.size))
        found: Floats = np.maximum(0.0, beyond.max(axis=2)) / self.trunk_px[:, None]
        return found


@dataclass(frozen=True)
class Read:
    """What a pose model reads of a person over time.

    Attributes:
        image: pixels, (frames, 33, 2).
        world: metres, origin between the hips, x right, y down, z away, (frames, 33, 3).
        visibility: 0 to 1, (frames, 33).
    """

    image: Floats
    world: Floats
    visibility: Floats


def read_with_errors(shown: Shown, rng: np.random.Generator, severity: float = 1.0) -> Read:
    """Read true landmarks as a pose model would.

    Args:
        shown: the truth.
        rng: source of the draws.
        severity: of all errors; 1 is as measured.
    """
    times = shown.times
    away = _of_landmarks(shown.turned_away)
    size = np.maximum(1.0, SMALL_PX / np.maximum(shown.trunk_px, 1.0))[:, None]
    spread = np.exp(CLIP_SPREAD * rng.standard_normal(LANDMARKS) - CLIP_SPREAD**2 / 2.0)
    jumps = _jumps(times, away, rng)
    outside = np.minimum(np.nan_to_num(shown.outside()), 2.0)

    def blended(name: str) -> Floats:
        near, far = _TABLE[name]
        return near + (far - near) * away

    def error(bias: str, slow: str, white: Floats | float, axes: int) -> Floats:
        drawn = rng.standard_normal((LANDMARKS, axes))
        constant = drawn * (blended(bias).mean(0) + OUTSIDE_BIAS * outside)[..., None]
        wander = _wander(times, (LANDMARKS, axes), rng)
        wander *= np.exp(UNREST * _wander(times, (LANDMARKS, 1), rng) - UNREST**2 / 2.0)
        wander += JUMP_SHARE * jumps[..., :axes]
        wander *= ((blended(slow) * spread + OUTSIDE_SLOW * outside) * size)[..., None]
        shake = rng.standard_normal((len(times), LANDMARKS, axes)) * np.asarray(white)[..., None]
        off: Floats = severity * (constant + wander + shake)
        return off

    flat = error("bias", "slow", blended("white") * size, 2) * shown.trunk_px[:, None, None]
    across = error("world_bias", "world_slow", 0.003 * np.ones_like(away), 2)
    deep = error("depth_bias", "depth_slow", 0.003 * np.ones_like(away), 1)
    seen = np.clip(blended("visibility"), 0.01, 0.999)
    logit = np.log(seen / (1.0 - seen))
    logit += VISIBILITY_WANDER * severity * _wander(times, (LANDMARKS,), rng)
    logit -= severity * OUTSIDE_HIDES * np.minimum(1.0, outside / OUTSIDE_TRUNKS)
    found = shown.world + TRUNK_M * np.concatenate([across, deep], axis=2)
    hips = found[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1, keepdims=True)
    return Read(shown.image + flat, found - hips, 1.0 / (1.0 + np.exp(-logit)))


def _wander(times: Floats, shape: tuple[int, ...], rng: np.random.Generator) -> Floats:
    """Smooth values of unit deviation that wander, (frames, *shape)."""
    out: Floats = np.empty((len(times), *shape))
    first, second = rng.standard_normal((2, *shape))
    for i, step in enumerate(np.diff(times, prepend=times[0] - 10.0 * WANDER_S)):
        # In small steps, so that it does not depend on the frame rate.
        parts = max(1, int(np.ceil(step / (WANDER_S / 4.0))))
        kept = np.exp(-step / parts / WANDER_S)
        for _ in range(parts):
            first = kept * first + np.sqrt(1.0 - kept**2) * rng.standard_normal(shape)
            second = kept * second + (1.0 - kept) * first
        out[i] = second
    out *= np.sqrt(2.0)  # the second stage halves the variance
    return out


def _jumps(times: Floats, away: Floats, rng: np.random.Generator) -> Floats:
    """What is guessed anew: (frames, 33, 3), in deviations of what wanders; it fades as that."""
    out = np.zeros((len(times), LANDMARKS, 3))
    now = np.zeros((LANDMARKS, 3))
    for i, step in enumerate(np.diff(times, prepend=times[:1])):
        now = now * np.exp(-step / WANDER_S)
        fresh = rng.random(LANDMARKS) < step / JUMP_EVERY_S * away[i]
        now[fresh] = rng.standard_normal((int(fresh.sum()), 3))
        out[i] = now
    return out


def _of_landmarks(sides: Floats) -> Floats:
    """Values of the left and right side, (frames, 2), for each landmark, (frames, 33)."""
    middle = sides.mean(axis=1)
    names = [landmark.name for landmark in Landmark]
    found: Floats = np.stack(
        [
            sides[:, 0] if "LEFT" in name else sides[:, 1] if "RIGHT" in name else middle
            for name in names
        ],
        axis=1,
    )
    return found


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


_TABLE = _table()
