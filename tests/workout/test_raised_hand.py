"""A raised hand: heard from every side, and never in an exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.pose import Pose
from formcheck.recording import read
from formcheck.workout.raised_hand import RaisedHand
from studio.landmarks.filming import film as filmed
from studio.landmarks.sampling import sample_set
from studio.scene.specs import CameraSpec
from tests.figures import Camera, Stick, film, hinged, rows, upright

ROOT = Path(__file__).parents[2]
STANDING = upright()
OVER = (STANDING.shoulder[0], STANDING.shoulder[1] + 0.52)
BENT = (STANDING.shoulder[0] + 0.1, STANDING.shoulder[1] + 0.2)


def raised(*, left: bool = True, both: bool = False, hand: tuple[float, float] = OVER) -> Stick:
    elbow = ((hand[0] + STANDING.shoulder[0]) / 2 + 0.05, (hand[1] + STANDING.shoulder[1]) / 2)
    hands = [hand if both or side == left else STANDING.hands[0] for side in (True, False)]
    elbows = [elbow if both or side == left else STANDING.elbows[0] for side in (True, False)]
    return replace(STANDING, hands=(hands[0], hands[1]), elbows=(elbows[0], elbows[1]))


def times(poses: Iterable[Pose]) -> list[float]:
    """When a hand was taken for raised."""
    hand = RaisedHand()
    return [pose.time_s for pose in poses if hand.update(pose)]


def up(from_s: float, to_s: float, stick: Stick | None = None) -> Callable[[float], Stick]:
    shown = stick or raised()
    return lambda time_s: shown if from_s <= time_s < to_s else STANDING


@pytest.mark.parametrize("yaw", [0.0, 40.0, 90.0, -90.0, 180.0])
@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("fps", [4.0, 15.0])
def test_it_is_heard_after_two_seconds_from_every_side(yaw: float, left: bool, fps: float) -> None:
    posed = up(1.0, 6.0, raised(left=left))
    (heard,) = times(film(posed, 8, fps=fps, camera=Camera(yaw=yaw), noise_px=2.0))
    assert heard == pytest.approx(3.0, abs=0.3)


def test_once_each_time_it_is_raised() -> None:
    def posed(time_s: float) -> Stick:
        return raised() if time_s % 5.0 < 3.5 else STANDING

    assert len(times(film(posed, 15, camera=Camera(yaw=0)))) == 3


@pytest.mark.parametrize(
    "shown",
    [
        raised(both=True),
        raised(hand=BENT),
        STANDING,
        hinged(torso=25, reach=0.4),
        replace(raised(), shoulder=(0.4, 1.3), ear=(0.5, 1.5)),  # leans ahead as well
    ],
    ids=["both", "at the head", "hanging", "bent over", "leaning"],
)
def test_nothing_else_is_one(shown: Stick) -> None:
    assert times(film(up(1.0, 8.0, shown), 9, camera=Camera(yaw=90))) == []


def test_neither_a_shorter_one_nor_a_wave() -> None:
    def waves(time_s: float) -> Stick:
        return raised(hand=(OVER[0] + 0.25 * np.sin(5 * time_s), OVER[1]))

    assert times(film(up(1.0, 2.8), 6, camera=Camera(yaw=0))) == []
    assert times(film(waves, 6, camera=Camera(yaw=90))) == []


def test_a_frame_without_it_does_not_matter_but_half_a_second_does() -> None:
    def seen(gap_s: float) -> list[float]:
        poses = film(up(0.0, 9.0), 5, fps=10, camera=Camera(yaw=0))
        kept = [p for p in poses if not 1.0 < p.time_s < 1.0 + gap_s]
        return times(kept)

    (heard,) = seen(0.3)
    assert heard == pytest.approx(2.0, abs=0.11)
    (heard,) = seen(0.6)
    assert heard > 3.5


def test_an_arm_that_is_not_seen_is_not_raised() -> None:
    poses = film(up(0.0, 9.0), 5, fps=10, camera=Camera(yaw=0))
    assert times(replace(p, visibility=np.full(33, 0.4)) for p in poses) == []


def test_not_in_rows() -> None:
    assert times(film(rows(5), 12)) == []


WITH_ARMS = (
    *("overhead-press", "lateral-raise", "jumping-jack", "plank-arm-lift", "superman", "swimming"),
    *("burpee", "kettlebell-swing", "lat-pulldown", "curl", "stretch", "fly-high-set", "talk"),
)
"""What is done with arms that are raised, or is somebody who talks."""

RECORDED = sorted(
    file
    for part in ("test", "fresh", "guide")
    for file in (ROOT / "accuracy" / part).glob("*.jsonl.gz")
    if file.name.startswith(WITH_ARMS)
)


@pytest.mark.slow
def test_in_no_recorded_clip_of_raised_arms() -> None:
    assert len(RECORDED) >= 50
    assert {file.name: heard for file in RECORDED if (heard := times(read(file)))} == {}


DRAWN = [
    ("overhead-press", "standing"), ("overhead-press", "wide"), ("overhead-press", "seated"),
    ("lateral-raise", "too-high"), ("front-raise", None), ("jumping-jack", None),
    ("plank-arm-lift", None), ("superman", None), ("pull-up", None), ("snatch", None),
]  # fmt: skip


def drawn(kind: str, variant: str | None) -> Iterator[list[Pose]]:
    """A set that comes and goes on two feet, from ahead and from the side."""
    rng = np.random.default_rng(5)
    one = sample_set(kind, rng, variant=variant, style=("plain",))
    for yaw in (8.0, 80.0):
        camera = CameraSpec(
            view="front" if yaw < 45 else "side",
            yaw_deg=yaw,
            side="left",
            height_m=0.9,
            distance_m=4.2,
            lens_deg=50.0,
        )
        yield filmed(one.motion, camera, (960, 720), 12.0, rng)


@pytest.mark.real  # they take long to draw
@pytest.mark.parametrize(("kind", "variant"), DRAWN)
def test_in_no_drawn_set_of_presses_raises_jacks_and_arm_lifts(
    kind: str, variant: str | None
) -> None:
    assert [times(poses) for poses in drawn(kind, variant)] == [[], []]
