"""Knees that are bent a little: on them, or on the feet with hips that sag."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.measures import JOINTS, MEASURES
from formcheck.pose import Pose
from formcheck.tracking import SubjectObserver
from tests.figures import Camera, Stick, prone, upright

FPS = 10


def seen(stick: Stick, index: int, knee_deg: float) -> Pose:
    """A body from the side whose shins are turned up until the knees have this angle."""
    pose = Camera(yaw=90).see(stick, index, index / FPS)
    image = pose.image.copy()
    for knee, ankle, hip in zip(JOINTS["knee"], JOINTS["ankle"], JOINTS["hip"], strict=True):
        (ux, uy), shin = image[hip] - image[knee], math.dist(image[knee], image[ankle])
        angle = math.atan2(uy, ux) - math.radians(knee_deg) * math.copysign(1, ux)
        image[ankle] = image[knee] + shin * np.array([math.cos(angle), math.sin(angle)])
    return replace(pose, image=image)


def lines(angles: Iterable[float], stick: Stick, *, after: Stick | None = None) -> list[float]:
    """The body's line in each of some frames; the first may be of another posture."""
    observer, found = SubjectObserver(), []
    for index, knee_deg in enumerate(angles):
        figure = observer.update(seen(after or stick, index, knee_deg)).figure
        after = None
        assert figure is not None
        assert MEASURES["bent_knee"].of(figure) == pytest.approx(knee_deg, abs=1)
        found.append(MEASURES["body_line"].of(figure))
    return found


@pytest.mark.parametrize("knee_deg", [100, 140, 155])
def test_on_the_knees_the_line_ends_there_all_the_time(knee_deg: float) -> None:
    assert lines([knee_deg] * 80, prone(line=0)) == pytest.approx([0] * 80, abs=1)


def test_who_had_straight_legs_a_moment_ago_is_on_the_feet_and_sags() -> None:
    found = lines([170] * 10 + [145] * 80, prone(line=0))
    assert max(found[10:50]) < -10
    assert found[-1] == pytest.approx(0, abs=1)  # but not for ever


def test_standing_before_says_nothing_of_it() -> None:
    found = lines([175] + [145] * 20, prone(line=0), after=upright())
    assert found[1:] == pytest.approx([0] * 20, abs=1)


def test_a_sag_on_the_knees_is_one() -> None:
    assert max(lines([145] * 20, prone(line=-15))) < -12
