"""The tests' own machinery: groups stay in one process, and poses are found once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from formcheck.pose import Pose
from tests import footage, poses
from tests.scheduling import OF_A_CLIP, PARTED, SLOWEST, group_of, place_of

ROOT = Path(__file__).parents[1]
PARALLEL = re.findall(r"--dist|load\w+|--no-loadscope-reorder", (ROOT / "Makefile").read_text())


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/web/test_api.py::TestUploads::test_one[a::b]", "tests/web/test_api.py"),
        ("formcheck/pose.py::formcheck.pose.Pose", "formcheck/pose.py"),
        ("tests/test_footage.py::test_reps[row__1]", "footage of row__1"),
        ("tests/test_footage.py::test_other[row__1-push-up]", "footage of row__1"),
        ("tests/vision/test_footage.py::test_people[row__1]", "footage of row__1"),
        ("tests/test_footage.py::test_all", "tests/test_footage.py"),
        (f"{PARTED[0]}::test_a", f"{PARTED[0]}::test_a"),
    ],
)
def test_a_group_is_a_module_a_clip_or_one_test(nodeid: str, group: str) -> None:
    assert group_of(nodeid) == group


def test_what_is_slow_begins_first() -> None:
    order = [
        (f"{SLOWEST[0]}::test_a", True),
        (f"{SLOWEST[1]}::test_a", True),
        ("tests/test_privacy.py::test_a", True),
        ("tests/test_footage.py::test_a[row__1]", True),  # whose poses are found until then
        ("tests/test_naming.py::test_a", False),
    ]
    places = [place_of(nodeid, real=real) for nodeid, real in order]
    assert places == sorted(set(places))


def test_clips_are_asked_about_in_the_order_of_the_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(footage, "FOLDER", tmp_path)
    for name in ("a__1", "b__1"):
        (tmp_path / f"{name}.mp4").touch()
    names = (
        "other.py::test[a__1]",
        "test_footage.py::test[b__1-plank]",
        "test_footage.py::x[a__1]",
    )
    asked = footage.clips_of(f"tests/{name}" for name in (*names, "test_footage.py::x[none]"))
    assert [clip.stem for clip in asked] == ["b__1", "a__1"]


def test_what_is_named_is_there() -> None:
    assert all((ROOT / module).is_file() for module in {*SLOWEST, *PARTED})
    assert OF_A_CLIP.match("tests/test_footage.py::test_a[b]")


@pytest.mark.real
def test_a_module_runs_in_one_process_and_not_all_in_the_same() -> None:
    options = f"-v -n 2 -p no:cacheprovider {' '.join(PARALLEL)} tests/workout tests/result"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    where = defaultdict(set)
    for process, module in re.findall(r"\[(gw\d)\].* PASSED (\S+?)::", done.stdout):
        where[module].add(process)
    assert len(where) > 5
    assert all(len(processes) == 1 for processes in where.values())
    assert len(set.union(*where.values())) == 2


def test_poses_are_found_once_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Path] = []

    def find(clip: Path, _: str) -> list[Pose]:
        found.append(clip)
        return [Pose(0, 0.0, 4, 3, np.full((33, 2), 1 / 3), np.ones(33))]

    monkeypatch.setenv(poses.FOLDER, str(tmp_path))
    monkeypatch.setattr(poses, "_find", find)
    ask = poses.poses_of.__wrapped__  # as another process, which has nothing in its memory
    clips = [tmp_path / name for name in ("a.mp4", "the same.mp4", "another.mp4")]
    for clip, content in zip(clips, (b"a", b"a", b"b"), strict=True):
        clip.write_bytes(content)
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(ask, clips[:2] * 4))
    assert len(found) == 1
    assert all(np.array_equal(each[0].image, np.full((33, 2), 1 / 3)) for each in given)
    ask(clips[2])
    ask(clips[2], "lite")
    assert len(found) == 3
