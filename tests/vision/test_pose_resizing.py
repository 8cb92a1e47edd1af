"""Poses of a live camera whose picture changes its size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises import load_exercise
from formcheck.pose import Pose
from formcheck.skeleton import DRAWN
from formcheck.vision.pose_resizing import PoseFitter
from formcheck.web.live.session import LiveSession
from formcheck.workout import Target
from tests.figures import Camera, hinged

WIDE, TALL, SMALL = (640, 360), (360, 640), (320, 180)


def seen(index: int, size: tuple[int, int], scale: float, left: float, top: float) -> Pose:
    pose = Camera().see(hinged(), index, index / 30)
    image = pose.image * scale + (left, top)
    return replace(pose, image=image, width=size[0], height=size[1])


def test_whoever_turns_the_phone_stays_as_large_and_where_they_were() -> None:
    fitter = PoseFitter()
    first = [fitter.fit(seen(i, WIDE, 1.0, 0.0, 0.0)) for i in range(5)]
    turned = [fitter.fit(seen(5 + i, TALL, 0.5, 30.0, 200.0)) for i in range(5)]
    again = fitter.fit(seen(11, WIDE, 1.0, 0.0, 0.0))
    for pose in [*turned, again]:
        assert (pose.width, pose.height) == WIDE
        assert np.allclose(pose.image, first[0].image, atol=0.01, equal_nan=True)


@pytest.mark.parametrize("present", [True, False])
def test_a_picture_with_fewer_pixels_is_the_same_picture(present: bool) -> None:
    fitter = PoseFitter()
    before = fitter.fit(seen(0, WIDE, 1.0, 0.0, 0.0))
    if not present:
        assert not fitter.fit(Pose(1, 0.1, *SMALL)).present
    after = fitter.fit(seen(2, SMALL, 0.5, 0.0, 0.0))
    assert np.allclose(after.image, before.image, atol=0.01, equal_nan=True)


def test_until_somebody_is_seen_nothing_is_settled() -> None:
    fitter = PoseFitter()
    before = fitter.fit(seen(0, WIDE, 1.0, 0.0, 0.0))
    nobody = fitter.fit(Pose(1, 0.1, *TALL))
    assert (nobody.width, nobody.height, nobody.present) == (*WIDE, False)
    after = fitter.fit(seen(2, TALL, 0.5, 30.0, 200.0))
    assert np.allclose(after.image, before.image, atol=0.01, equal_nan=True)


def test_a_live_session_follows_one_size_and_draws_in_the_picture_s_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exercise = load_exercise("bent-over-row")
    session = LiveSession(exercise, Target.of(exercise))
    update = session.workout.update
    followed: list[Pose] = []

    def record(pose: Pose, *, dark: bool) -> object:
        followed.append(pose)
        return update(pose, dark=dark)

    monkeypatch.setattr(session.workout, "update", record)
    first, turned = seen(0, WIDE, 1.0, 0.0, 0.0), seen(1, TALL, 0.5, 30.0, 200.0)
    for pose in (first, turned):
        session.update(pose)
    assert [(pose.width, pose.height) for pose in followed] == [WIDE, WIDE]
    assert np.allclose(followed[1].image, first.image, atol=0.01, equal_nan=True)
    drawn = session.seen(1, turned).skeleton
    assert drawn is not None
    own = turned.image[DRAWN[0]] / (turned.width, turned.height)
    assert np.allclose(drawn[0][:2], own, atol=0.001)
