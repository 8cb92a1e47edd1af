"""From where a person is seen, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from formcheck.events import Reason
from formcheck.measures import MEASURES
from formcheck.pose import Landmark, Pose
from formcheck.tracking import Build, SubjectObserver
from tests.checking.session_recorder import watch
from tests.figures import Camera, film, hinged, prone

ACROSS = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
)


def too_side_on(poses: Iterator[Pose]) -> Iterator[Pose]:
    """Shoulders and hips are read half as wide as they are, as lying ones often are."""
    for pose in poses:
        world = pose.world.copy()
        for left, right in ACROSS:
            middle = (world[left, 0] + world[right, 0]) / 2
            world[[left, right], 0] = middle + 0.5 * (world[[left, right], 0] - middle)
        yield replace(pose, world=world)


@pytest.mark.parametrize(("yaw", "sure"), [(90, True), (75, True), (60, False), (40, False)])
def test_a_lying_body_is_surely_seen_from_the_side_if_its_own_line_says_so(
    yaw: float, sure: bool
) -> None:
    observer = SubjectObserver()
    for pose in film(lambda t: prone(), 1, camera=Camera(yaw=yaw)):
        observer.update(pose)
    assert observer.surely_side is sure


def test_one_who_stands_has_no_such_line() -> None:
    observer = SubjectObserver()
    for pose in film(lambda t: hinged(), 1, camera=Camera(yaw=70)):
        observer.update(pose)
    assert observer.surely_side


def test_a_head_is_not_judged_where_the_side_view_is_in_doubt() -> None:
    poses = too_side_on(film(lambda t: prone(head=60 * (t > 3)), 8, camera=Camera(yaw=50)))
    seen = watch(poses, "plank")
    assert seen.session.status.view == "side"
    assert "head_dropped" not in seen.fault_ids
    assert ("head_dropped", Reason.WRONG_VIEW.value) in seen.not_judged
    (hold,) = seen.holds
    assert hold.good_s == pytest.approx(8, abs=0.5)


def shoulder_heights(trunks_px: Iterator[float]) -> list[float]:
    """What the measure reads while the trunk is foreshortened more and more by a sag."""
    observer, build, read = SubjectObserver(), Build(), []
    for pose, trunk in zip(film(lambda t: prone(), 4), trunks_px, strict=False):
        image = pose.image.copy()
        hips = image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]]
        shoulders = image[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]]
        image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = shoulders + trunk * (hips - shoulders)
        figure = observer.update(replace(pose, image=image)).figure
        assert figure is not None
        figure = build.of(figure)
        build.learn(figure)
        read.append(MEASURES["shoulder_height"].of(figure))
    return read


def test_the_shoulders_height_is_measured_by_the_trunk_as_it_was_at_first() -> None:
    read = shoulder_heights(1.0 if i < 60 else 0.7 for i in range(120))
    assert max(read) - min(read) < 1


@pytest.mark.slow
def test_a_plank_that_sags_goes_on_and_push_ups_are_none() -> None:
    (hold,) = watch(film(lambda t: prone(line=8 - 25 * (3 < t < 6)), 9), "plank").holds
    assert hold.end_s - hold.start_s == pytest.approx(9, abs=0.5)
    push_ups = watch(film(lambda t: prone(reach=1 - 0.35 * (t % 2 > 1)), 12), "plank")
    assert all(h.end_s - h.start_s < 4 for h in push_ups.holds)


@pytest.mark.parametrize(("reach", "read"), [(0.98, 100), (0.6, 60)])
def test_a_bent_arm_is_not_taken_for_a_straight_one(reach: float, read: float) -> None:
    """A bar on the shoulders: with the bent arm's own length every bend would read 100."""
    observer, build = SubjectObserver(), Build()
    for pose in film(lambda _: hinged(reach=reach), 1):
        found = observer.update(pose).figure
        assert found is not None
        figure = build.of(found)
        build.learn(figure)
    assert MEASURES["reach"].of(figure) == pytest.approx(read, abs=2)
