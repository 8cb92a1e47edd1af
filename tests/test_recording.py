from __future__ import annotations

import gzip
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import InputError, OutputError, RecordingError
from formcheck.pose import Pose
from formcheck.recording import RecordingWriter, SourceInfo, looks_like_recording, read

INFO = SourceInfo("set.mp4", 8.0, 29.97, 640, 360, 240)
HEADER = (
    '{"formcheck_poses":1,"model":"full",'
    '"source":{"path":"set.mp4","duration_s":8.0,"fps":30,"width":640,"height":360}}\n'
)


def some_pose(index: int, seed: int = 0) -> Pose:
    rng = np.random.default_rng(seed + index)
    back = rng.random(23)
    back[:3] = np.nan
    return Pose(
        index,
        index / 30,
        640,
        360,
        image=rng.random((33, 2)) * [640, 360],
        visibility=rng.random(33),
        world=rng.normal(size=(33, 3)),
        back=back,
        others=index % 2,
    )


def record(path: Path, poses: list[Pose]) -> Path:
    with RecordingWriter(path, INFO, "full") as writer:
        for pose in poses:
            writer.write(pose)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@given(count=st.integers(0, 8), seed=st.integers(0, 1000))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, count: int, seed: int
) -> None:
    poses = [some_pose(i, seed) for i in range(count)]
    recording = read(record(tmp_path_factory.mktemp("r") / name, poses))
    assert recording.info == INFO
    assert recording.model == "full"
    for _ in range(2):  # it can be read again
        again = list(recording)
        assert len(again) == count
        for old, new in zip(poses, again, strict=True):
            assert (new.index, new.others, new.width, new.height) == (
                old.index,
                old.others,
                640,
                360,
            )
            assert new.time_s == pytest.approx(old.time_s, abs=1e-6)
            np.testing.assert_allclose(new.image, old.image, atol=0.051)
            np.testing.assert_allclose(new.visibility, old.visibility, atol=0.0051)
            np.testing.assert_allclose(new.world, old.world, atol=0.00051)
            assert new.back is not None
            assert old.back is not None
            np.testing.assert_allclose(new.back, old.back, atol=0.000051)
    assert recording.warnings == []


def test_a_frame_without_anybody_is_short(tmp_path: Path) -> None:
    path = record(tmp_path / "a.jsonl", [Pose(0, 0.0, 640, 360), Pose(1, 0.5, 640, 360, others=2)])
    lines = path.read_text().splitlines()
    assert lines[1:] == ['{"i":0,"t":0.0}', '{"i":1,"t":0.5,"others":2}']
    first, second = read(path)
    assert not first.present
    assert np.isnan(first.image).all()
    assert first.back is None
    assert first.others is None
    assert second.others == 2


def test_without_silhouette_or_watcher(tmp_path: Path) -> None:
    pose = replace(some_pose(0), back=None, others=None)
    (again,) = read(record(tmp_path / "a.jsonl", [pose]))
    assert again.back is None
    assert again.others is None


def test_a_frame_can_have_several_people(tmp_path: Path) -> None:
    first, *more = some_pose(0), some_pose(0, 7), replace(some_pose(0, 9), back=None)
    with RecordingWriter(tmp_path / "a.jsonl", INFO, "full") as writer:
        writer.write(first, *more)
        writer.write(some_pose(1))
    recording = read(tmp_path / "a.jsonl")
    together, alone = recording.frames()
    for old, new in zip([first, *more], together, strict=True):
        assert (new.index, new.time_s, new.width) == (0, 0.0, 640)
        np.testing.assert_allclose(new.image, old.image, atol=0.051)
    assert together[2].back is None
    assert len(alone) == 1
    assert [pose.index for pose in recording] == [0, 1]  # who was followed


def test_cut_off_it_reads_to_the_last_whole_line(tmp_path: Path) -> None:
    path = record(tmp_path / "a.jsonl", [some_pose(i) for i in range(10)])
    path.write_bytes(path.read_bytes()[:-100])
    recording = read(path)
    assert len(list(recording)) == 9
    assert recording.warnings == [f"{path} is cut off after 9 frames; those are used"]
    list(recording)
    assert len(recording.warnings) == 1


def test_cut_off_and_compressed(tmp_path: Path) -> None:
    path = record(tmp_path / "a.jsonl.gz", [some_pose(i) for i in range(100)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    recording = read(path)
    assert 30 < len(list(recording)) < 70
    assert "cut off" in recording.warnings[0]


def test_what_was_learnt_on_the_way_is_read(tmp_path: Path) -> None:
    learnt = replace(INFO, fps=12.5, duration_s=9.0, dark=0.75)
    with RecordingWriter(tmp_path / "a.jsonl", INFO, "full") as writer:
        writer.write(some_pose(0))
        writer.finish(learnt, ["it is dark"])
    recording = read(tmp_path / "a.jsonl")
    assert recording.info == INFO
    for _ in range(2):
        assert len(list(recording)) == 1
        assert recording.info == learnt
        assert recording.warnings == ["it is dark"]


def test_what_was_written_before_a_crash_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    writer = RecordingWriter(path, INFO, "full")
    for index in range(250):
        writer.write(some_pose(index))
    assert len(list(read(path))) >= 200  # not closed
    writer.close()
    writer.close()
    assert len(list(read(path))) == 250


def test_a_packed_file_needs_no_gz_in_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(record(tmp_path / "b.jsonl", [some_pose(0)]).read_bytes()))
    assert len(list(read(path))) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "its first line is not the header"),
        ("hello\n", "its first line is not the header"),
        ("[1]\n", "its first line is not the header"),
        ('{"formcheck_poses":2}\n', "version 2; this formcheck reads version 1"),
        ('{"formcheck_poses":1}\n', "no source"),
        ('{"formcheck_poses":1,"source":{"width":0,"height":2,"fps":30}}\n', "source.width"),
        (HEADER + "nonsense\n", "line 2: this is not JSON"),
        (HEADER + "7\n", "line 2: expected an object"),
        (HEADER + '{"i":0}\n', "line 2: i .a count. and t"),
        (HEADER + '{"i":0,"t":"now"}\n', "line 2: i .a count. and t"),
        (HEADER + '{"i":0,"t":1e999}\n', "line 2: i .a count. and t"),
        (HEADER + '{"i":0,"t":0}\n{"i":1,"t":0}\n', "line 3: its time is not later"),
        (HEADER + '{"i":0,"t":0,"image":[1,2]}\n', "line 2: image: expected a list of 66"),
        (HEADER + '{"i":0,"t":0,"image":7}\n', "line 2: image: expected a list of 66"),
        (HEADER + '{"i":0,"t":0,"visibility":["a"' + ',"a"' * 32 + "]}\n", "numbers or null"),
        (HEADER + '{"i":0,"t":0,"others":-1}\n', "line 2: others is -1"),
        (HEADER + '{"i":0,"t":0,"people":7}\n', "line 2: people: expected a list"),
        (HEADER + '{"i":0,"t":0,"people":[{"image":[1]}]}\n', "line 2: people: image: expected"),
        (HEADER + '{"source":7}\n', "line 2 has no source"),
        (HEADER + '{"source":{"width":6}}\n', "line 2 needs source.width"),
        (HEADER + HEADER.replace("set", "other"), "line 2: warnings: expected a list"),
    ],
)
def test_wrong_content_is_named(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(content)
    with pytest.raises(RecordingError, match=said) as caught:
        list(read(path))
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read(tmp_path / "missing.jsonl")
    with pytest.raises(InputError, match="is a folder, not a recording"):
        read(tmp_path)
    damaged = tmp_path / "a.jsonl.gz"
    damaged.write_bytes(b"\x1f\x8bnonsense")
    with pytest.raises(RecordingError, match="damaged"):
        read(damaged)
    with pytest.raises(OutputError, match="cannot be written"):
        RecordingWriter(tmp_path / "no" / "a.jsonl", INFO, "full")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "poses.jsonl"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="is a pipe"):
        read(pipe)
    os.mkfifo(tmp_path / "set.mp4")
    assert not looks_like_recording(tmp_path / "set.mp4")


def test_recordings_are_recognised(tmp_path: Path) -> None:
    path = record(tmp_path / "a.poses", [])
    assert looks_like_recording(path)
    packed = tmp_path / "b.dat"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert looks_like_recording(packed)
    assert looks_like_recording(tmp_path / "missing.jsonl")
    assert not looks_like_recording(tmp_path / "missing.mp4")
    assert not looks_like_recording(tmp_path)
    other = tmp_path / "c.mp4"
    other.write_bytes(b"\x1f\x8bnonsense")
    assert not looks_like_recording(other)
