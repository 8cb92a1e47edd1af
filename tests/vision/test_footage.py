"""Checks on real people, whose footage is not part of the project."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from formcheck.vision.source import open_video
from tests import footage

CLIPS: list[dict[str, Any] | None] = [*footage.clips()] or [None]

pytestmark = [pytest.mark.real, pytest.mark.footage]


@pytest.fixture(autouse=True)
def needed() -> None:
    footage.needed()


def test_real_clips_are_read_with_rising_times() -> None:
    for clip in sorted(footage.FOLDER.glob("*.mp4")):
        with open_video(clip, end=1.0) as source:
            frames = list(source)
        times = [frame.time_s for frame in frames]
        assert times[0] == 0, clip.name
        assert all(later > earlier for earlier, later in itertools.pairwise(times)), clip.name
        assert len(frames) == pytest.approx(source.info.fps, abs=2), clip.name
        assert all(frame.image.flags.c_contiguous for frame in frames), clip.name


@pytest.mark.parametrize("clip", CLIPS, ids=footage.name_of)
def test_real_people_are_found_once(clip: dict[str, Any] | None) -> None:
    assert clip is not None
    from_s = footage.at_work_s(clip)
    poses = [pose for pose in footage.poses(clip) if 0.0 <= pose.time_s - from_s < 1.0]
    assert np.mean([pose.present for pose in poses]) > 0.6
    assert poses[-1].others in {None, 0}
