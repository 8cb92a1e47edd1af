"""One clip is one clip, in whatever file: the same pictures at the same times, and one count."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest

import formcheck
from formcheck import Result
from formcheck.vision.frames import Image
from formcheck.vision.source import open_video

from .variants import BEGINNING_S, VARIANTS, picture_at, resized, true_times, write

pytestmark = pytest.mark.real

TINY = (53, 30)
JUDGED = (
    "hevc 10 bit, tagged HDR",
    "other diagonal, mkv",
    "anamorphic and turned",
    "uneven",
    "grows",
    "slow motion",
)


def tiny(image: Image) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return resized(image, TINY).astype(float)


def skip_without(name: str) -> None:
    if VARIANTS[name].codec not in av.codecs_available:
        pytest.skip(f"this PyAV has no {VARIANTS[name].codec}")


@pytest.mark.parametrize("name", VARIANTS)
def test_the_same_pictures_at_the_same_times(tmp_path: Path, name: str) -> None:
    skip_without(name)
    variant = VARIANTS[name]
    path = write(tmp_path / f"clip.{variant.kind}", variant, BEGINNING_S)
    times = true_times(variant, BEGINNING_S)
    with open_video(path) as source:
        known = source.info
        found = []
        for frame in source:
            assert frame.image.flags.c_contiguous
            expected = tiny(picture_at(times[min(frame.index, len(times) - 1)]))
            seen = tiny(frame.image)
            away = float(np.abs(seen - expected).mean())
            assert away < variant.near, f"frame {frame.index} is {away:.1f} away"
            # No other way to turn it is nearer than a half.
            for turned in (expected[::-1], expected[:, ::-1], expected[::-1, ::-1]):
                assert away < np.abs(seen - turned).mean() / 2
            found.append(frame.time_s)
    assert len(found) == len(times)
    assert found == pytest.approx(times, abs=variant.exact_s)
    assert all(later > earlier for earlier, later in itertools.pairwise(found))
    steps = np.diff(times)
    assert source.info.fps == pytest.approx(1 / steps.mean(), rel=0.01)
    assert source.info.duration_s == pytest.approx(times[-1] + np.median(steps), abs=0.07)
    assert known.duration_s is None or known.duration_s == pytest.approx(times[-1], abs=0.2)
    assert not any("cut off" in text or "damaged" in text for text in source.warnings)


@cache
def judged(path: Path) -> Result:
    return formcheck.analyze(path, formcheck.load_exercise("bent-over-row"), model="lite")


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("variants") / "plain.mp4", VARIANTS["mp4"])


@pytest.mark.parametrize("name", JUDGED)
def test_one_count_and_the_same_turns(tmp_path: Path, plain: Path, name: str) -> None:
    skip_without(name)
    variant = VARIANTS[name]
    turns = [rep.turn_s for rep in judged(plain).reps]
    assert len(turns) == 2
    found = judged(write(tmp_path / f"clip.{variant.kind}", variant))
    assert [rep.turn_s for rep in found.reps] == pytest.approx(turns, abs=0.3)
    assert [each.reason for each in found.attempts] == []


def test_there_are_at_least_25() -> None:
    assert len(VARIANTS) >= 25
    assert set(JUDGED) < set(VARIANTS)
