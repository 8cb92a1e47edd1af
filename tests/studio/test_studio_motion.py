"""Bodies in motion: bones keep their length, planted feet and hands stay, nothing sinks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.body.jointed import SIDES, SKIN_VERTICES, Body, Floats
from studio.motion.exercises import perform
from studio.motion.performance import Performance
from studio.motion.timing import Halt, Rhythm, Stroke, Sway, Track, strokes
from studio.pose.rig import Rig
from studio.scene.reading import load

pytestmark = pytest.mark.real

SCENES = sorted((Path(__file__).parents[2] / "studio" / "scenes").glob("*.toml"))
LIMBS = (
    ("upperarm01", "lowerarm01"),
    ("lowerarm01", "wrist"),
    ("upperleg01", "lowerleg01"),
    ("lowerleg01", "foot"),
    ("foot", "toe3-1"),
)


def staged(path: Path) -> tuple[Rig, Performance, list[Floats]]:
    """Rig, performance and bone transforms at some twenty times of a scene."""
    scene = load(path)
    rig = Rig(Body(scene.body.mix, scene.body.height_m))
    performance = perform(scene, rig)
    times = np.linspace(0.0, performance.duration_s, 22)
    return rig, performance, [rig.transforms(performance.stance(float(t))) for t in times]


@pytest.fixture(scope="module", params=SCENES, ids=lambda p: p.stem)
def stage(request: pytest.FixtureRequest) -> tuple[str, Rig, list[Floats]]:
    """Name, rig and bone transforms of every committed scene in turn."""
    rig, _, moments = staged(request.param)
    return request.param.stem, rig, moments


def test_there_are_scenes() -> None:
    """An empty list would make every test here pass without looking at anything."""
    assert len(SCENES) >= 8


def test_bones_keep_their_length(stage: tuple[str, Rig, list[Floats]]) -> None:
    """Distances between neighbouring joints are those of the rest body, at all times."""
    _, rig, moments = stage
    for g in moments:
        for start, end in LIMBS:
            for side in SIDES:
                a, b = f"{start}.{side}", f"{end}.{side}"
                length = np.linalg.norm(rig.body.joint(g, a) - rig.body.joint(g, b))
                assert length == pytest.approx(rig.body.segment(a, b), abs=1e-6)


def test_planted_feet_do_not_slide(stage: tuple[str, Rig, list[Floats]]) -> None:
    """Ankles and toes stay where they are, but for the steps of the idle person."""
    name, rig, moments = stage
    if name == "idle":
        moments = moments[: int(len(moments) * 9.5 / 12.0)]
    for bone in ("foot", "toe3-1"):
        for side in SIDES:
            places = np.array([rig.body.joint(g, f"{bone}.{side}") for g in moments])
            assert np.ptp(places, axis=0).max() < 1e-3


def test_planted_arms_do_not_slide(stage: tuple[str, Rig, list[Floats]]) -> None:
    """Elbows of the plank and wrists of the push-up stay where they are."""
    name, rig, moments = stage
    bones = {"plank-sag": ("lowerarm01", "wrist"), "push-up-partial": ("wrist", "finger3-1")}
    for bone in bones.get(name, ()):
        for side in SIDES:
            places = np.array([rig.body.joint(g, f"{bone}.{side}") for g in moments])
            assert np.ptp(places, axis=0).max() < 2e-3


def test_nothing_sinks_into_the_floor(stage: tuple[str, Rig, list[Floats]]) -> None:
    """Neither skin (outside the shoes) nor soles lie more than 1 cm below the floor."""
    _, rig, moments = stage
    bare = ~rig.body.bone_vertices("foot", "toe")[:SKIN_VERTICES]
    for g in moments:
        assert rig.body.skin(g)[:SKIN_VERTICES][bare][:, 2].min() > -0.01
        for side in SIDES:
            assert rig.shoes.lowest(g, side) > -0.01


def test_supports_touch_the_floor(stage: tuple[str, Rig, list[Floats]]) -> None:
    """A plank or push-up does not hover: hands or forearms and soles are within 1 cm."""
    name, rig, moments = stage
    if name not in ("plank-sag", "push-up-partial"):
        pytest.skip("stands on its feet")
    arm = rig.body.bone_vertices("lowerarm", "wrist", "finger")[:SKIN_VERTICES]
    for g in moments:
        assert rig.body.skin(g)[:SKIN_VERTICES][arm][:, 2].min() < 0.01
        assert rig.shoes.lowest(g, "L") < 0.01


def test_a_seed_gives_the_same_motion() -> None:
    """Two runs of one scene agree to the bit."""
    _, _, first = staged(SCENES[-1])
    _, _, second = staged(SCENES[-1])
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_stroke_reaches_its_size_and_returns() -> None:
    """A stroke rests, arrives, pauses and comes back."""
    stroke = Stroke(1.0, 1.8, 2.0, 2.9, 0.6)
    assert stroke.value(0.9) == 0.0
    assert stroke.value(1.9) == pytest.approx(0.6)
    assert stroke.value(3.0) == pytest.approx(0.0)
    assert stroke.turn_s == pytest.approx(1.9)


def test_strokes_vary_but_follow_in_order() -> None:
    """Seeded variation: not all alike, never overlapping."""
    made = strokes([1.0, 0.5, 1.0, 1.0], 2.0, 2.0, np.random.default_rng(3))
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))
    assert len({round(s.end_s - s.start_s, 4) for s in made}) == 4
    assert made[1].size < 0.55


def test_stroke_with_a_halt_never_goes_back() -> None:
    """Position rises, stands still for a moment and rises on; the speed has no steps."""
    stroke = Stroke(1.0, 2.0, 2.1, 3.0, 1.0, Halt(back=False, at=0.4, long_s=0.2))
    times = np.linspace(1.0, 2.0, 401)
    way = np.array([stroke.value(float(t)) for t in times])
    assert (np.diff(way) >= 0.0).all()
    assert way[-1] == pytest.approx(1.0)
    still = times[:-1][np.diff(way) < 1e-9]
    assert np.sum((still > 1.1) & (still < 1.9)) >= 0.19 * 400
    assert np.abs(np.diff(way, 2)).max() < 2e-4
    back = Stroke(1.0, 2.0, 2.1, 3.0, 1.0, Halt(back=True, at=0.5, long_s=0.2))
    way = np.array([back.value(float(t)) for t in np.linspace(2.1, 3.0, 200)])
    assert (np.diff(way) <= 1e-12).all()


def rhythm(variety: float = 0.05, **keys: float | tuple[int, ...]) -> list[Stroke]:
    """Six strokes in a rhythm."""
    made = Rhythm(variety, **keys)  # type: ignore[arg-type]
    rng, extra = np.random.default_rng(8), np.random.default_rng(9)
    return strokes([1.0] * 6, 1.0, 2.0, rng, rhythm=made, extra=extra)


def test_no_two_strokes_are_alike() -> None:
    """Neither in time nor in size; more variety, more difference; the same seed, the same set."""
    made = rhythm(0.15)
    assert made == rhythm(0.15)
    lengths = [s.end_s - s.start_s for s in made]
    assert len({round(x, 3) for x in lengths}) == len({round(s.size, 4) for s in made}) == 6
    usual = [s.end_s - s.start_s for s in rhythm()]
    assert np.std(lengths) > np.std(usual)
    assert all(s.size > 0.85 for s in rhythm(0.5))
    assert all(a.end_s <= b.start_s for a, b in pairwise(rhythm(0.5)))


def test_usual_rhythm_is_the_default_one() -> None:
    """What a scene without such keys asks for moves as it always has."""
    plain = strokes([1.0] * 6, 1.0, 2.0, np.random.default_rng(8))
    assert plain == rhythm()
    there = plain[0].top_s - plain[0].start_s
    assert there / (plain[0].end_s - plain[0].start_s) == pytest.approx(0.37 / 0.87)


def test_halts_rests_and_fatigue() -> None:
    """Each key does what it says and leaves the sizes and chances of the rest alone."""
    plain = rhythm()
    assert [s.halt for s in plain] == [None] * 6
    halted = rhythm(micro_pause=1.0)
    assert all(s.halt is not None and 0.1 <= s.halt.long_s <= 0.25 for s in halted)
    assert [s.size for s in halted] == [s.size for s in plain]
    rested = rhythm(rest_after=(2,), rest_s=3.0)
    gaps = np.array([b.start_s - a.start_s for a, b in zip(plain, rested, strict=True)])
    assert gaps == pytest.approx([0.0, 0.0, 3.0, 3.0, 3.0, 3.0])
    tired = rhythm(fatigue=0.4)
    ratio = (tired[-1].end_s - tired[-1].start_s) / (plain[-1].end_s - plain[-1].start_s)
    assert ratio == pytest.approx(1.4)
    assert tired[-1].size == pytest.approx(max(0.86, 0.9 * plain[-1].size))
    assert tired[0] == plain[0]


def test_sway_has_its_size() -> None:
    """None at all with 0, twice as much with 2."""
    usual, none, twice = (Sway(np.random.default_rng(1), size=s) for s in (1.0, 0.0, 2.0))
    assert none(3.0, 2) == 0.0
    assert twice(3.0, 2) == pytest.approx(2.0 * usual(3.0, 2))


def test_track_rests_at_its_keys() -> None:
    """Before the first and after the last key a track keeps their values."""
    track = Track((1.0, (0.0, 2.0)), (2.0, (1.0, 4.0)))
    assert track.at(0.0).tolist() == [0.0, 2.0]
    assert track.at(1.5).tolist() == [0.5, 3.0]
    assert track.at(9.0).tolist() == [1.0, 4.0]
