"""Which counts flip when a movement is seen otherwise: what is counted of it, and the document."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks import stability
from benchmarks.disturbed_poses import SWAPPED, halved, mirrored, shaken, trunk_length
from benchmarks.stability import Stability, document
from formcheck.pose import Landmark, Pose
from tests.evaluation.clips import ROOT, sample_folder

COMMAND = "python -m benchmarks.stability x --seeds 4 --markdown y.md"
FOUND = [
    Stability("firm", 3, False, {"1 px": Counter({3: 4}), "mirrored": Counter({3: 1})}),
    Stability("loose", 2, True, {"1 px": Counter({1: 3, 2: 1}), "mirrored": Counter({2: 1})}),
    Stability("nearly", 5, False, {"1 px": Counter({5: 4}), "mirrored": Counter({6: 1})}),
]


def poses(count: int = 4) -> list[Pose]:
    random = np.random.default_rng(1)
    return [
        Pose(
            index,
            index / 10,
            640,
            360,
            image=random.uniform(100, 300, (33, 2)),
            visibility=random.uniform(0, 1, 33),
            world=random.uniform(-0.5, 0.5, (33, 3)),
        )
        for index in range(count)
    ]


def test_the_document_names_what_flips_and_only_that() -> None:
    text = document(FOUND, 4, COMMAND)
    assert "2 of 3 clips with reps flip; of 15 runs 4 give another count, 1 of them" in text
    assert "| 1 px | 12 | 3 | 0.250 | 0 |" in text
    assert "| mirrored | 3 | 1 | 0.333 | 1 |" in text
    assert "| `nearly` | 5 | no | 1 | 5 x4, 6 x1 |\n| `loose` | 2 | yes | 3 | 1 x3, 2 x2 |" in text
    assert "firm" not in text
    assert text.endswith(f"From `{COMMAND}`\n")
    assert "`firm`" not in document(FOUND[:1], 4, COMMAND)


def test_points_move_as_far_as_is_said_and_no_farther() -> None:
    seen = poses(200)
    for pixels in (0.3, 1.0):
        moved = shaken(seen, np.random.default_rng(0), pixels=pixels)
        far = np.max([np.abs(a.image - b.image) for a, b in zip(seen, moved, strict=True)])
        assert 0.99 * pixels < far <= pixels
    moved = shaken(seen, np.random.default_rng(0), trunk=0.01)
    for before, now in zip(seen, moved, strict=True):
        for a, b in ((before.image, now.image), (before.world, now.world)):
            assert 0.009 < np.abs(a - b).max() / trunk_length(a) <= 0.01


def test_where_nobody_is_nothing_moves() -> None:
    (nobody,) = shaken([Pose(0, 0.0, 640, 360)], np.random.default_rng(0), pixels=1.0, trunk=0.01)
    assert not nobody.present
    assert trunk_length(nobody.image) == 0.0


def test_a_mirror_changes_left_and_right_and_twice_nothing() -> None:
    (pose,) = poses(1)
    (other,) = mirrored([pose])
    left, right = Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST
    assert other.image[left].tolist() == pytest.approx(
        [640 - pose.image[right, 0], pose.image[right, 1]]
    )
    assert other.visibility[left] == pose.visibility[right]
    (same,) = mirrored([other])
    np.testing.assert_allclose(same.image, pose.image)
    np.testing.assert_allclose(same.world, pose.world)
    for a, b in enumerate(SWAPPED):
        names = Landmark(a).name, Landmark(int(b)).name
        assert names[0].replace("LEFT", "X").replace("RIGHT", "X") == names[1].replace(
            "LEFT", "X"
        ).replace("RIGHT", "X")
        assert (names[0] == names[1]) == (a == Landmark.NOSE)


def test_half_the_frames_keep_their_times() -> None:
    assert [pose.time_s for pose in halved(poses(5))] == [0.0, 0.2, 0.4]


@pytest.mark.real
def test_the_command_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sample_folder(tmp_path, ["row-flat"], labels={})
    monkeypatch.chdir(tmp_path)
    given = ["stability", ".", "--seeds", "2", "--markdown", "stability.md"]
    monkeypatch.setattr(sys, "argv", given)
    stability.main()
    said = capsys.readouterr().out.strip()
    assert "of 1 clips with reps flip; of 8 runs" in said
    text = (tmp_path / "stability.md").read_text("utf-8")
    assert said in text
    command = "python -m benchmarks.stability . --seeds 2 --markdown stability.md"
    assert text.endswith(f"From `{command}`\n")


def test_the_committed_document_is_of_the_clips_that_are_there() -> None:
    text = (ROOT / "docs" / "stability.md").read_text("utf-8")
    assert "From `python -m benchmarks.stability accuracy/test --seeds " in text
    named = re.findall(r"^\| `(.+?)` \|", text, re.MULTILINE)
    assert named
    assert [name for name in named if not (ROOT / "accuracy" / "test" / name).is_file()] == []
