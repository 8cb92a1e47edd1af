"""How a pose model reads landmarks: off by so much, for so long, and how sure it says it is.

What it expects of a body comes first (`guessing`).  An error has four more parts.  What a clip has
throughout (`bias`) comes from the body, the clothes and the view.  What belongs to a posture
(`posture`) comes again with it: a hip is read lower at the bottom of each push-up.  It is half of
what varies within a clip.  What wanders (`slow`) comes in bouts, and hidden arms are guessed, now
and then anew.  What changes from frame to frame (`white`) is small.  How large each is says
`error_sizes`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.pose import LANDMARKS, Landmark
from studio.body.jointed import Floats
from studio.landmarks.error_sizes import SIZES
from studio.landmarks.guessing import (
    along_limbs,
    draw_covered,
    draw_held_back,
    followed,
    held_back,
    with_lengths_kept,
)

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

POSTURES = 3
"""The error of a posture follows so many directions in which the body moves most, each by itself,
and each with the root of how far the body moves in it: that is what is read, to a power of .46."""

MOVES = 1.0
"""Who moves by less than this, trunks (the root of the sum over landmarks of their variances), has
less of it, in proportion."""

FURTHEST = 3.0
"""A landmark further than this from where it mostly is, trunks, is no further: beside the lens or
behind it the picture stretches without end."""

TINY = 1e-9
"""Keeps a share defined of somebody who does not move at all."""

SMALL_PX = 60.0
"""Below this length of the trunk in the picture, pixels, wandering errors grow in proportion."""

OUTSIDE_BIAS, OUTSIDE_SLOW = 0.25, 0.15
"""A landmark outside of the picture is guessed: its errors grow by so much with the distance to the
picture's edge.  Ours; it fits a film of a real person that was read whole and without the legs:
knees .6 outside were off by .14 at the median, ankles 1.1 outside by .29 (another was lost then).
How far outside it is read at all says `guessing.HELD_BACK`."""

OUTSIDE_HIDES = 4.0
"""The logit of its visibility falls by so much within `OUTSIDE_TRUNKS` of the edge; ours, and near
what knees lost in that film (.98 to .36).  Wrists are hidden less: .98 to .64, .65, .85 and .94."""

OUTSIDE_TRUNKS = 0.2

VISIBILITY_WANDER = 0.8
"""Deviation of the logit of a visibility within a clip."""

CLEARER = (0.0, 2.5)
"""What is in the picture is seen better throughout a film, its logit by anywhere between these:
arms and legs of most real people read .98 to .999, those of rendered ones less."""


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
    # A source of their own: what else is drawn does not hang on them.
    guesses = rng.spawn(1)[0]
    covered = draw_covered(guesses)
    away = _of_landmarks(shown.turned_away)
    placed, world = followed(
        shown.image, shown.world, away=away, covered=covered, rng=guesses, severity=severity
    )
    away = np.maximum(away, covered)
    size = np.maximum(1.0, SMALL_PX / np.maximum(shown.trunk_px, 1.0))[:, None]
    spread = np.exp(CLIP_SPREAD * rng.standard_normal(LANDMARKS) - CLIP_SPREAD**2 / 2.0)
    jumps = _jumps(times, away, rng)
    postures = postures_of(shown.image, shown.trunk_px)
    outside = np.minimum(np.nan_to_num(shown.outside()), 2.0)

    def blended(name: str) -> Floats:
        near, far = SIZES[name]
        return near + (far - near) * away

    def drawn(*shape: int) -> Floats:
        return along_limbs(rng.standard_normal(shape))

    def error(space: str, white: Floats | float, axes: int) -> Floats:
        bias, slow, posture = (f"{space}{name}" for name in ("bias", "slow", "posture"))
        constant = (
            drawn(LANDMARKS, axes) * (blended(bias).mean(0) + OUTSIDE_BIAS * outside)[..., None]
        )
        wander = along_limbs(_wander(times, (LANDMARKS, axes), rng))
        wander *= np.exp(UNREST * _wander(times, (LANDMARKS, 1), rng) - UNREST**2 / 2.0)
        wander += JUMP_SHARE * jumps[..., :axes]
        wander *= ((blended(slow) * spread + OUTSIDE_SLOW * outside) * size)[..., None]
        linked = np.tensordot(postures, drawn(POSTURES, LANDMARKS, axes), 1)
        linked *= (blended(posture) * spread)[..., None]
        shake = rng.standard_normal((len(times), LANDMARKS, axes)) * np.asarray(white)[..., None]
        off: Floats = severity * (constant + linked + wander + shake)
        return off

    flat = error("", blended("white") * size, 2) * shown.trunk_px[:, None, None]
    across = error("world_", 0.003 * np.ones_like(away), 2)
    deep = error("depth_", 0.003 * np.ones_like(away), 1)
    seen = np.clip(blended("visibility"), 0.01, 0.999)
    logit = np.log(seen / (1.0 - seen))
    logit += VISIBILITY_WANDER * severity * _wander(times, (LANDMARKS,), rng)
    hidden = np.minimum(1.0, outside / OUTSIDE_TRUNKS)
    logit += min(1.0, severity) * guesses.uniform(*CLEARER) * (1.0 - hidden)
    logit -= severity * OUTSIDE_HIDES * hidden
    found = world + TRUNK_M * np.concatenate([across, deep], axis=2)
    found = with_lengths_kept(found, shown.world, guesses, severity)
    hips = found[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1, keepdims=True)
    image = held_back(placed, shown.size, draw_held_back(guesses, severity)) + flat
    return Read(image, found - hips, 1.0 / (1.0 + np.exp(-logit)))


def postures_of(image: Floats, trunk_px: Floats) -> Floats:
    """How far a body is in each direction in which it moves most.

    Args:
        image: the true landmarks in the picture, pixels, (frames, 33, 2).
        trunk_px: the length of `TRUNK_M` where the person is, pixels, (frames,).

    Returns:
        (frames, POSTURES); the sum of their squares is 1 on the average, and less of somebody who
        hardly moves.
    """
    hips = image[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1, keepdims=True)
    placed = ((image - hips) / trunk_px[:, None, None]).reshape(len(image), -1)
    shown = np.isfinite(placed).any(axis=0)  # what is behind the lens all the time is nowhere
    usual = np.zeros(placed.shape[1])
    usual[shown] = np.nanmedian(placed[:, shown], axis=0)
    placed = np.clip(np.nan_to_num(placed - usual), -FURTHEST, FURTHEST)
    moves = np.linalg.norm(placed) / np.sqrt(len(image))
    # Directions are few and frames many, so that those of the squares are found sooner.
    squares, ways = np.linalg.eigh(placed.T @ placed)
    lengths = np.sqrt(np.maximum(squares[: -POSTURES - 1 : -1], TINY))
    found: Floats = placed @ ways[:, : -POSTURES - 1 : -1] / np.sqrt(lengths)
    found *= np.sqrt(len(image) / lengths.sum()) * min(1.0, moves / MOVES)
    return found


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
