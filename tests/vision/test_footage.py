"""Checks on real people, whose footage is not part of the project."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from formcheck.vision.source import open_video
from tests.poses import poses_of

ROOT = Path(__file__).parents[2]
FOOTAGE = Path(os.environ.get("FORMCHECK_FOOTAGE") or ROOT.parent / "shared" / "footage")
CLIPS = sorted(FOOTAGE.glob("*.mp4"))

pytestmark = [pytest.mark.real, pytest.mark.footage]


@pytest.fixture(autouse=True)
def footage() -> None:
    if not CLIPS:
        pytest.skip("there is no real footage here (FORMCHECK_FOOTAGE names its folder)")


def test_real_clips_are_read_with_rising_times() -> None:
    for clip in CLIPS:
        with open_video(clip, end=1.0) as source:
            frames = list(source)
        times = [frame.time_s for frame in frames]
        assert times[0] == 0, clip.name
        assert all(later > earlier for earlier, later in itertools.pairwise(times)), clip.name
        assert len(frames) == pytest.approx(source.info.fps, abs=2), clip.name
        assert all(frame.image.flags.c_contiguous for frame in frames), clip.name


@pytest.mark.parametrize("clip", CLIPS or [Path("none")], ids=lambda clip: clip.stem)
def test_real_people_are_found_once(clip: Path) -> None:
    poses = [pose for pose in poses_of(clip) if 2.0 <= pose.time_s < 3.0]
    assert np.mean([pose.present for pose in poses]) > 0.6
    assert poses[-1].others in {None, 0}
