"""The tests' own machinery: groups stay in one process, and poses are found once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from xdist.remote import Producer

from formcheck.evaluation import machine
from formcheck.pose import Pose
from tests import poses
from tests.scheduling import (
    OF_A_CLIP,
    PARTED,
    SLOWEST,
    WAITERS,
    WAITING,
    WORKING,
    GroupScheduling,
    group_of,
    mostly_waits,
    place_of,
    processes,
)

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
        ("tests/test_footage.py::test_a[row__1]", True),
        ("tests/test_footage.py::test_all", True),  # when the poses are there
        ("tests/test_naming.py::test_a", False),
    ]
    places = [place_of(nodeid, real=real) for nodeid, real in order]
    assert places == sorted(set(places))


class Process:
    """A process that runs tests, as the scheduling sees it: all that it was given."""

    def __init__(self, name: str) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.shutting_down = False
        self.given: list[int] = []

    def send_runtest_some(self, numbers: list[int]) -> None:
        self.given += numbers

    def shutdown(self) -> None:
        self.shutting_down = True


def test_what_waits_has_processes_of_its_own_and_each_helps_the_other_in_the_end() -> None:
    waiting = [f"{WAITING[0]}test_{letter}.py::test_it" for letter in "abcdefgh"]
    working = ["tests/test_a.py::test_it", "tests/test_b.py::test_it"]
    config = SimpleNamespace(
        getvalue=lambda _: ["popen"] * 2, option=SimpleNamespace(loadscopereorder=False)
    )
    scheduling = GroupScheduling(config, Producer("test", enabled=False))
    waiter, worker = Process(WAITERS[0]), Process("gw2")
    for process in (worker, waiter):
        scheduling.add_node(process)
        scheduling.add_node_collection(process, waiting + working)
    scheduling.schedule()
    assert {waiting[0], waiting[1]} <= {scheduling.collection[number] for number in waiter.given}
    assert [scheduling.collection[number] for number in worker.given[:2]] == working
    for number in worker.given[:2]:
        scheduling.mark_test_complete(worker, number)
    assert {scheduling.collection[number] for number in worker.given[2:]} <= set(waiting)
    assert len(worker.given) > 2


def test_what_works_all_the_time_does_not_wait_wherever_it_stands() -> None:
    assert all(mostly_waits(f"{place}test_a.py") for place in WAITING if place.endswith("/"))
    assert not mostly_waits("tests/test_a.py")
    assert not any(mostly_waits(group_of(f"{module}::test_a[b]")) for module in WORKING)


def test_there_is_a_process_for_each_core_and_two_that_wait() -> None:
    assert [processes(2, any_waits=waits) for waits in (False, True)] == [2, 4]
    assert processes(64, any_waits=True) == 6


def test_what_is_named_is_there() -> None:
    assert all((ROOT / module).is_file() for module in {*SLOWEST, *PARTED, *WORKING})
    assert all((ROOT / place).exists() for place in WAITING)
    assert OF_A_CLIP.match("tests/test_footage.py::test_a[b]")


@pytest.mark.real
def test_a_module_runs_in_one_process_and_not_all_in_the_same() -> None:
    options = f"-v -n 2 -p no:cacheprovider {' '.join(PARALLEL)} tests/measures"  # quick ones
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

    def find(clip: Path, *_: object) -> list[Pose]:
        found.append(clip)
        return [Pose(0, 0.0, 4, 3, np.full((33, 2), 1 / 3), np.ones(33))]

    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "found in another way").mkdir()
    monkeypatch.setenv(poses.KEPT, str(kept))
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
    ask(clips[2], end_s=1.0)
    assert len(found) == 4
    assert [folder.name for folder in kept.iterdir()] == [poses.made_by()]
    monkeypatch.setattr(poses, "made_by", lambda: "another way")
    ask(clips[2])
    assert len(found) == 5
    assert [folder.name for folder in kept.iterdir()] == ["another way"]


@pytest.mark.parametrize("decides", ["our module", "library", "processor"])
def test_what_finds_poses_is_known_by_all_that_decides(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, decides: str
) -> None:
    before, source = poses.made_by(), poses._source

    def changed(module: str) -> Path:
        file = source(module)
        if module != "formcheck.vision.silhouette":
            return file
        (tmp_path / "changed.py").write_bytes(file.read_bytes() + b"#")
        return tmp_path / "changed.py"

    match decides:
        case "our module":
            monkeypatch.setattr(poses, "_source", changed)
        case "library":
            version = metadata.version
            monkeypatch.setattr(metadata, "version", lambda name: f"{version(name)}+")
        case "processor":
            monkeypatch.setattr(machine, "processor", lambda: "another")
    assert poses.made_by.__wrapped__() != before
