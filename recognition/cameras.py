"""Cameras that stand where a check can be judged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio.landmarks.sampling import DrawnSet, View, sample_camera

MOST_CAMERAS = 200
"""Cameras are drawn until one stands where the check can be judged, at most this many."""


def camera_from(drawn: DrawnSet, views: Sequence[str], rng: np.random.Generator) -> View:
    """A camera in one of some views of a set.

    Args:
        drawn: The set.
        views: Of which one is wanted.
        rng: Source of all draws.

    Raises:
        ValueError: None of many stands there.
    """
    for _ in range(MOST_CAMERAS):
        view = sample_camera(drawn, rng)
        if view.camera.view in views:
            return view
    raise ValueError(f"{drawn.truth.kind}: no camera stands at {', '.join(views)}")
