"""Styles of moving: what each changes in how a scene says that something is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from studio.scene.specs import MotionSpec

Range = tuple[float, float]

STYLES: Mapping[str, Mapping[str, Range]] = {
    "plain": {},
    "slow": {"tempo_s": (1.5, 2.4)},
    "fast": {"tempo_s": (0.5, 0.75), "variety": (0.02, 0.1)},
    "jerky": {"jerk": (0.4, 0.9), "variety": (0.12, 0.3), "sway": (1.2, 2.4)},
    "tired": {"fatigue": (0.4, 1.0), "variety": (0.1, 0.25), "sway": (1.2, 2.2)},
    "bouncing": {"bounce": (0.5, 1.0), "tempo_s": (0.7, 1.0)},
    "asymmetric": {"uneven": (0.12, 0.45), "lag_s": (0.05, 0.28)},
    "short": {"size": (0.76, 0.88)},
    "partial": {"partial_share": (0.35, 0.58)},
    "pausing": {"micro_pause": (0.3, 0.9), "variety": (0.15, 0.35)},
    "resting": {"rest_s": (2.0, 7.0)},
    "restless": {"fidget": (0.5, 1.0), "sway": (1.5, 2.8)},
    "steady": {"variety": (0.0, 0.04), "sway": (0.2, 0.6)},
}
"""Style -> key of a scene's `motion` -> range that is drawn from; `tempo_s` is multiplied.

"partial" also draws which reps go only that share of the way, and "resting" after which rests come.
"""

PARTIAL_SHARE = 0.45  # of the reps, in a set of that style
REST_SHARE = 0.4
TEMPO_S = (0.6, 8.0)


def in_style(motion: MotionSpec, names: tuple[str, ...], rng: np.random.Generator) -> MotionSpec:
    """How something is done, changed by styles.

    Args:
        motion: in the usual style.
        names: of `STYLES`, applied in order.
        rng: source of the sizes.

    Raises:
        KeyError: there is no such style.
    """
    for name in names:
        for key, (low, high) in STYLES[name].items():
            value = float(rng.uniform(low, high))
            if key == "tempo_s":
                value = float(np.clip(motion.tempo_s * value, *TEMPO_S))
            elif key in ("uneven", "lag_s"):
                value *= float(rng.choice([-1.0, 1.0]))
            motion = replace(motion, **{key: round(value, 3)})  # type: ignore[arg-type]
        numbers = tuple(range(1, motion.reps + 1))
        if name == "partial":
            motion = replace(motion, partial=_some(numbers, PARTIAL_SHARE, rng))
        elif name == "resting":
            motion = replace(motion, rest_after=_some(numbers[:-1], REST_SHARE, rng))
    return motion


def _some(numbers: tuple[int, ...], share: float, rng: np.random.Generator) -> tuple[int, ...]:
    chosen = tuple(n for n in numbers if rng.random() < share)
    return chosen or numbers[-1:]
